import type { Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clock } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { waitFor } from '../support/server.ts'
import {
  ask,
  choose,
  en,
  keptOn,
  nl,
  openLive,
  post,
  ready,
  reply,
  sendButton,
  settled,
  signIn,
  soon,
  tile,
  write,
} from './steps.ts'

const chip = (page: Page, words: string) => page.getByRole('button', { name: words, exact: true })

async function place(page: Page, children: string[], text: string): Promise<void> {
  await choose(page, children)
  await write(page, text)
  await sendButton(page).click()
}

describe('a tablet without connection', () => {
  let product: Product
  let tablet: BrowserWindow
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    tablet = await product.window('Anouk', { size: 'tablet' })
    phone = await product.window('Lisa')
    await Promise.all([openLive(tablet), openLive(phone)])
    await ready(tablet)
    await openLive(tablet, `/group/${product.nursery.groupId}`)
  })
  afterAll(() => product?.close())

  const shown = (text: string) => phone.page.getByRole('article').filter({ hasText: text })
  /** It stands on the phone once, also after everything is fetched afresh. */
  async function once(text: string): Promise<void> {
    await shown(text).first().waitFor()
    await chip(tablet.page, nl['outbox.done']).waitFor()
    await settled(product, [phone])
    expect(await shown(text).count()).toBe(1)
    await openLive(phone)
    await shown(text).first().waitFor()
    expect(await shown(text).count()).toBe(1)
  }

  test('what is sent waits on the tablet, survives a reload, and goes when the connection is back', async () => {
    const { page, context } = tablet
    await context.setOffline(true)
    await place(page, ['Noor'], 'Noor wacht op het net.')
    await chip(page, nl['outbox.waiting'](1)).waitFor()
    await tablet.shot('staff-offline')
    await page.reload()
    await chip(page, nl['outbox.waiting'](1)).waitFor()
    await page.getByText(new RegExp(`om ${clock(product.now().getTime()).slice(0, 4)}\\d was`)).waitFor()
    // The group as it was when it was heard last, and what waits.
    await tile(page, 'Noor').waitFor()
    const pane = page.getByRole('region', { name: nl['composer.label'], exact: true })
    await pane.getByText('Noor', { exact: true }).waitFor()
    await tablet.shot('staff-offline-reloaded')
    expect(await shown('wacht op het net').count()).toBe(0)
    await context.setOffline(false)
    await once('Noor wacht op het net.')
  })

  test('opened from the address of the app it shows the group that it knew', async () => {
    const { page, context } = tablet
    await openLive(tablet)
    await tile(page, 'Noor').waitFor()
    await context.setOffline(true)
    await page.goto('/')
    await tile(page, 'Noor').waitFor()
    expect(new URL(page.url()).pathname).toBe(`/group/${product.nursery.groupId}`)
    const before = tablet.heard('caught-up')
    await context.setOffline(false)
    await soon(() => tablet.heard('caught-up')).toBeGreaterThan(before)
    expect(tablet.problems).toEqual([])
  })

  test('the same when the server is gone and comes back', async () => {
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    await product.stop()
    await place(page, ['Noor'], 'Noor wacht op de server.')
    await chip(page, nl['outbox.waiting'](1)).waitFor()
    await page.reload()
    await chip(page, nl['outbox.waiting'](1)).waitFor()
    await product.start()
    await once('Noor wacht op de server.')
    expect(tablet.problems).toEqual([])
  })

  test('a reply that is lost on the way makes it appear once, not twice', async () => {
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    let lost = 0
    const losing = '**/api/diary'
    await page.route(
      losing,
      async (route) => {
        lost = (await route.fetch()).status()
        await route.abort()
      },
      { times: 1 },
    )
    const again = reply(page, 'POST', '/api/diary')
    await place(page, ['Noor'], 'Noor hoort het twee keer.')
    expect((await again).reply.status()).toBe(200)
    expect(lost).toBe(200)
    await page.unroute(losing)
    await once('Noor hoort het twee keer.')
    expect(tablet.problems).toEqual([])
  })

  test('a consent that was withdrawn meanwhile stops it and names the child; one press leaves that child out', async () => {
    const { page, context } = tablet
    const text = 'Samen naar het bos geweest.'
    const sanne = await product.window('Sanne')
    await openLive(sanne)
    await context.setOffline(true)
    await place(page, ['Noor', 'Aya'], text)
    await chip(page, nl['outbox.waiting'](1)).waitFor()
    const decision = { childId: product.nursery.children.Aya, purpose: 'diary', decision: 'withdrawn', language: 'nl' }
    expect((await ask(product, 'Sanne', 'POST', '/api/consents', { id: uuidv7(), ...decision })).status).toBe(200)
    await context.setOffline(false)
    await chip(page, nl['outbox.stuck'](1)).click()
    const outbox = page.getByRole('dialog', { name: nl['outbox.title'] })
    await outbox.getByText(nl['send.refused']('Aya')).waitFor()
    await outbox
      .getByText(nl['send.post']('Noor en Aya'))
      .or(outbox.getByText(nl['send.post']('Aya en Noor')))
      .waitFor()
    await tablet.shot('outbox-refused')
    expect(await shown(text).count()).toBe(0)
    await outbox.getByRole('button', { name: nl['refused.leaveOut']('Aya') }).click()
    await outbox.getByText(nl['outbox.empty']).waitFor()
    await outbox.getByRole('button', { name: nl['action.close'] }).click()
    await once(text)
    await settled(product, [sanne])
    expect(await sanne.received()).not.toContain(text)
    expect(tablet.problems).toEqual([])
  })
})

describe('what a tablet does not have at once', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct({ days: 1 })
  })
  afterAll(() => product?.close())

  test('what makes the connection is fetched again by itself where it could not be', async () => {
    const window = await product.window('Anouk', { size: 'tablet' })
    await window.context.addInitScript(() => {
      navigator.serviceWorker.register = () => new Promise(() => {})
    })
    let refused = 0
    await window.page.route('**/assets/socket-*.js', (route) => (refused++ === 0 ? route.abort() : route.continue()))
    await openLive(window)
    expect(refused).toBeGreaterThan(1)
    await tile(window.page, 'Noor').waitFor()
    await post(product, 'Noor', 'Noor kwam op een omweg.')
    const written = new RegExp(`^Noor\\b.*${nl['tile.written']('')}`)
    await window.page.getByRole('checkbox', { name: written }).waitFor()
    await window.context.close()
  })

  for (const [what, damage] of [
    ['lacks something', { children: [{ consents: undefined }] }],
    ['is of no day', { day: 'gisteren' }],
  ] as const)
    test(`a day that it kept and that ${what} goes, and the group comes from the server`, async () => {
      const window = await product.window('Nina', { size: 'tablet' })
      const { page, context } = window
      await openLive(window, `/group/${product.nursery.groupId}`)
      await ready(window)
      await tile(page, 'Noor').waitFor()
      await page.goto('/more')
      await page.evaluate(
        async ([key, damage]) => {
          const opening = indexedDB.open('ouderapp')
          await new Promise((done) => (opening.onsuccess = done))
          const shelf = opening.result.transaction('kept', 'readwrite').objectStore('kept')
          const reading = shelf.get(key)
          await new Promise((done) => (reading.onsuccess = done))
          const { value, at } = reading.result
          const children = value.children.map((child: object) => ({ ...child, ...damage.children?.[0] }))
          const writing = shelf.put({ value: { ...value, ...damage, children }, at }, key)
          await new Promise((done) => (writing.onsuccess = done))
          opening.result.close()
        },
        [`${product.nursery.people.Nina.id} staff group ${product.nursery.groupId}`, damage] as [
          string,
          { children?: readonly object[]; day?: string },
        ],
      )
      const asked: string[] = []
      page.on('request', (request) => void asked.push(request.url()))
      await page.goto(`/group/${product.nursery.groupId}`)
      await tile(page, 'Noor').waitFor()
      expect(asked.filter((url) => url.includes('gisteren'))).toEqual([])
      await context.close()
    })

  test('a screen that cannot be had keeps nobody from the list of who is there, nor what the device knows', async () => {
    const window = await product.window('Nina', { size: 'tablet' })
    const { page, context } = window
    const group = `/group/${product.nursery.groupId}`
    await context.addInitScript(() => {
      navigator.serviceWorker.register = () => new Promise(() => {})
    })
    await page.route('**/assets/journal-screen-*.js', (route) => route.abort())
    const children = [{ childId: product.nursery.children.Noor, stayId: uuidv7(), at: product.now(), broughtBy: null }]
    expect(
      (
        await ask(product, 'Nina', 'POST', `/api${group.replace('group', 'groups')}/check-ins`, {
          id: uuidv7(),
          children,
        })
      ).status,
    ).toBe(200)
    const fetched = page.waitForResponse(/assets\/evacuation-screen/)
    await openLive(window, group)
    await (await fetched).finished()
    await tile(page, 'Noor').waitFor()
    await page.route('**/api/**', (route) => route.abort())
    const open = (path: string) =>
      page.evaluate((to) => {
        history.pushState({}, '', to)
        dispatchEvent(new PopStateEvent('popstate'))
      }, path)
    await open(`${group}/journal`)
    await page.getByText(nl['error.screen']).waitFor()
    await open(`${group}/evacuation`)
    await page.getByRole('checkbox', { name: /^Noor/ }).waitFor()
    await open(group)
    await tile(page, 'Noor').waitFor()
    await context.close()
  })

  test('who works in a group no longer is not left where the device knew it', async () => {
    const { page, context } = await product.window('Grace', { size: 'tablet' })
    await page.goto('/')
    await tile(page, 'Noor').waitFor()
    const ends = 'update staff_assignment set ends_on = $2 where person_id = $1'
    const before = new Date(product.now().getTime() - 2 * 86_400_000).toISOString().slice(0, 10)
    await product.owner.query(ends, [product.nursery.people.Grace.id, before])
    await page.goto('/')
    await page.getByText(en['groups.none']).waitFor()
    await page.goto('/')
    await page.getByText(en['groups.none']).waitFor()
    expect(await tile(page, 'Noor').count()).toBe(0)
    await product.owner.query(ends, [product.nursery.people.Grace.id, null])
    await context.close()
  })
})

describe('a phone without connection', () => {
  let product: Product
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    phone = await product.window(null)
  })
  afterAll(() => product?.close())

  const newest = () => phone.page.getByText('33 blokken')
  const strip = () => phone.page.getByRole('status').filter({ hasText: /^Geen verbinding\. Je ziet wat er (.+ )?om / })
  const time = () => clock(product.now().getTime())
  /** The strip says a time, and it is between that one and now. */
  async function saysSince(earliest: string): Promise<void> {
    await strip().waitFor()
    const said = /om (\d\d:\d\d)/.exec((await strip().textContent()) ?? '')?.[1] ?? ''
    expect(said >= earliest && said <= time(), `says ${said}, it was ${earliest}`).toBe(true)
  }

  test('says from when it is what stands there, until the connection is back', async () => {
    await signIn(product, phone, 'Eva')
    await newest().waitFor()
    await waitFor(() => phone.heard('caught-up') > 0)
    // The app itself is on the phone before the server goes.
    await ready(phone)
    const earliest = time()
    await product.stop()
    await saysSince(earliest)
    await phone.shot('guardian-lost')
    await product.start()
    await strip().waitFor({ state: 'detached' })
    await post(product, 'Mila', 'Mila is er weer.')
    await phone.page.getByText('Mila is er weer.').waitFor()
  })

  test('opens with what it kept, and says from when that is', async () => {
    const { page, context } = phone
    await ready(phone)
    await soon(() => keptOn(page)).toContain('33 blokken')
    const earliest = time()
    await context.setOffline(true)
    await page.reload()
    await newest().waitFor()
    await saysSince(earliest)
    await phone.shot('guardian-offline')
    expect(await page.getByText(nl['today.kept']).count()).toBe(1)
    await page.getByRole('link', { name: nl['nav.consents'] }).click()
    await page.getByText(nl['consents.failed']).waitFor()
    await context.setOffline(false)
    await page.getByRole('link', { name: nl['nav.today'] }).click()
    await strip().waitFor({ state: 'detached' })
  })

  test('keeps nothing that the server said where others could find it', async () => {
    const cached = await phone.page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname)
      return found
    })
    expect(cached.length).toBeGreaterThan(10)
    expect(cached.filter((path) => path.startsWith('/api') || path.startsWith('/socket.io'))).toEqual([])
  })

  test('holds nothing of a family that signed out', async () => {
    const { page, context } = phone
    await openLive(phone, '/more')
    await page.getByRole('button', { name: nl['more.signOut'] }).click()
    await page.getByRole('button', { name: nl['signIn.action'], exact: true }).waitFor()
    await soon(() => keptOn(page)).not.toContain('Mila')
    // Until the server has heard it, the device asks it nothing else.
    await soon(() => page.evaluate(() => localStorage.getItem('ouderapp.ending'))).toBe(null)
    await context.setOffline(true)
    await page.goto('/')
    await page.getByText(nl['error.network']).waitFor()
    await phone.shot('signed-out-offline')
    expect(await page.content()).not.toContain('Mila')
    expect(phone.problems).toEqual([])
  })
})
