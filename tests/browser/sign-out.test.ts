import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import { password } from '../support/server.ts'
import { ask, choose, keptOn, nl, openLive, post, ready, sendButton, signIn, soon, write } from './steps.ts'

const secret = 'Noor bouwde een iglo.'

describe('signing out without a network', () => {
  let product: Product
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    phone = await product.window('Lisa')
    await openLive(phone)
    await ready(phone)
    await post(product, 'Noor', secret)
  })
  afterAll(() => product?.close())

  const asLisa = () => ask(product, 'Lisa', 'GET', '/api/timeline', undefined)

  test('wipes the phone at once', async () => {
    const { page, context } = phone
    await page.getByText(secret).first().waitFor()
    await soon(() => keptOn(page)).toContain(secret)
    // Also on a screen that was never opened with a connection: everything a guardian needs is on the device.
    await context.setOffline(true)
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    await page.getByRole('button', { name: nl['more.signOut'], exact: true }).click()
    await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    await soon(() => keptOn(page)).not.toContain(secret)
    // The server knows nothing of it yet.
    expect((await asLisa()).status).toBe(200)
    await page.reload()
    await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    expect(await page.content()).not.toContain('Noor')
  })

  test('ends the session at the server once there is one', async () => {
    await phone.context.setOffline(false)
    await soon(async () => (await asLisa()).status).toBe(401)
    await phone.page.goto('/')
    await phone.page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    expect(await keptOn(phone.page)).not.toContain('Noor')
  })
})

describe('a session that ends by itself', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct()
  })
  afterAll(() => product?.close())

  const title = (page: Page) => page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
  const end = (who: PersonName) =>
    product.owner.query('delete from auth.session where user_id = $1', [product.nursery.people[who].id])

  /** Ends their sessions so many days from now. */
  const expire = (who: PersonName, days: number) =>
    product.owner.query('update auth.session set expires_at = $2 where user_id = $1', [
      product.nursery.people[who].id,
      new Date(product.now().getTime() + days * 86_400_000),
    ])

  test('leaves what was written in the office for whoever wrote it; leaving by choice asks first, and erases it', async () => {
    const written = 'Wij bewaren foto’s korter.'
    const desk = await product.window('Pieter', { size: 'tablet' })
    const { page } = desk
    const field = page.getByLabel(nl['officePolicies.textNl'])
    await page.goto('/office/policies/new')
    await field.fill(written)
    await end('Pieter')
    await page.reload()
    await title(page)
    expect(await keptOn(page)).toContain(written)
    await page.reload()
    await title(page)
    await signIn(product, desk, 'Ingrid')
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    await button(page, nl['more.signOut']).click()
    await title(page)
    await signIn(product, desk, 'Pieter')
    await page.goto('/office/policies/new')
    expect(await field.inputValue()).toBe(written)
    await page.goto('/more')
    await button(page, nl['more.signOut']).click()
    await page.getByRole('heading', { name: nl['more.unsent.title'](0, 0, 1) }).waitFor()
    await desk.shot('draft-unsent')
    await button(page, nl['more.unsent.leave']).click()
    await title(page)
    expect(await keptOn(page)).not.toContain(written)
    expect(desk.problems).toEqual([])
  })

  test('leaves what staff wrote for three days; another tab that erased it makes no page fail', async () => {
    const written = 'Noor at alles op.'
    const tablet = await product.window('Anouk', { size: 'tablet' })
    const { page, context } = tablet
    const { id } = product.nursery.people.Anouk
    const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    await choose(page, ['Noor'])
    await write(page, 'Noor at')
    await soon(() => keptOn(page)).toContain('Noor at')
    const other = await context.newPage()
    await other.goto('/theme.js')
    await other.evaluate((name) => {
      const erasing = indexedDB.deleteDatabase(name)
      return new Promise((done) => (erasing.onsuccess = done))
    }, `ouderapp-writing-${id}`)
    await other.close()
    await write(page, written)
    await soon(() => keptOn(page)).toContain(written)
    await end('Anouk')
    await page.reload()
    await title(page)
    const left = async (days: number) => {
      await page.evaluate(
        ([key, at]) => localStorage.setItem(key ?? '', at ?? ''),
        [`ouderapp.writing.${id}`, String(Date.now() - days * 86_400_000)],
      )
      await page.reload()
      await title(page)
    }
    await left(2)
    expect(await keptOn(page)).toContain(written)
    await left(4)
    await soon(databases).not.toContain(`ouderapp-writing-${id}`)
    expect(await keptOn(page)).not.toContain(id)
    expect(tablet.problems).toEqual([])
  })

  for (const [when, slow] of [
    ['before its screens are there', /\/assets\/staff-app-/],
    ['after them', /\/api\/account\/me$/],
  ] as const)
    test(`sends nothing as whoever comes next, where it is told ${when}`, async () => {
      const written = `Noor wacht, gezegd ${when}.`
      const tablet = await product.window('Nina', { size: 'tablet' })
      const { context } = tablet
      await openLive(tablet, `/group/${product.nursery.groupId}`)
      await context.setOffline(true)
      await choose(tablet.page, ['Noor'])
      await write(tablet.page, written)
      await sendButton(tablet.page).click()
      await soon(() => keptOn(tablet.page)).toContain(written)
      // Its files come from the server again, so that they can be slow.
      await tablet.page.evaluate(async () => {
        for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
      })
      await tablet.page.close()
      await expire('Nina', -1)
      await context.setOffline(false)

      const page = await context.newPage()
      const posts: string[] = []
      page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname))
      await context.route(slow, async (asked) => {
        await new Promise((enough) => setTimeout(enough, 2_000))
        await asked.continue()
      })
      const arrived = page.waitForResponse(slow)
      await page.goto(`/group/${product.nursery.groupId}`)
      await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
      await arrived
      await context.unroute(slow)
      await page.getByLabel(nl['signIn.email']).fill(product.nursery.people.Lisa.email)
      await page.getByLabel(nl['signIn.password'], { exact: true }).fill(password)
      await page.getByRole('button', { name: nl['signIn.action'], exact: true }).click()
      await page.getByRole('navigation').waitFor()
      await page.evaluate(() => dispatchEvent(new Event('online')))
      await page.getByRole('link', { name: nl['nav.more'] }).click()
      await page.waitForLoadState('networkidle')
      expect(posts.filter((path) => path.startsWith('/api/diary'))).toEqual([])
      expect(await keptOn(page)).toContain(written)
      await context.close()
      await expire('Nina', 1)
    })
})
