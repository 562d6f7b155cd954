import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlbumPost } from '../support/album.ts'
import { keepBreach } from '../support/breaches.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { chosenPhotos } from '../support/chosen-files.ts'
import type { PersonName } from '../support/nursery.ts'
import { faultsInRooms } from './looks.ts'
import { button, chooseFiles, processed, processing } from './photo-steps.ts'
import {
  addSession,
  answerPassword,
  ask,
  choose,
  en,
  enterPassword,
  invitationFor,
  keptOn,
  nl,
  openLive,
  post,
  ready,
  resetFor,
  soon,
  tile,
  write,
} from './steps.ts'

type Words = typeof nl

interface Screen {
  who: PersonName | null
  open(window: BrowserWindow, words: Words): Promise<void>
  /** From here on every target is as large as the children's tiles. */
  staff?: true
}

const onGroup = (window: BrowserWindow) => openLive(window, `/group/${product.nursery.groupId}`)
const openDay = (window: BrowserWindow) => openLive(window, `/group/${product.nursery.groupId}/day`)
async function openPhoto(window: BrowserWindow): Promise<void> {
  await openDay(window)
  await window.page.locator('button[id^="media-"]').first().click()
  await window.page.locator('dialog [data-state="there"]').waitFor()
}
const heading = (page: Page, name: string) => page.getByRole('heading', { name }).first().waitFor()
let product: Product
let stopProcessing: () => Promise<void>

const screens: Record<string, Screen> = {
  'sign in': {
    who: null,
    async open({ page }, words) {
      await page.goto('/')
      await page.getByRole('button', { name: words === nl ? 'English' : 'Nederlands' }).waitFor()
      const language = page.getByRole('button', { name: words === nl ? 'Nederlands' : 'English' })
      await language.click()
      await page.getByRole('button', { name: words['signIn.action'], exact: true }).click()
      await page.getByText(words['signIn.email.missing']).waitFor()
    },
  },
  invitation: {
    who: null,
    async open({ page }, words) {
      const language = words === nl ? 'nl' : 'en'
      await page.goto((await invitationFor(product, 'Fatima', language)).address)
      await heading(page, words['invitation.title']('Fatima'))
      await page.getByLabel(words['password.choose'], { exact: true }).fill('kort')
      await page.getByRole('button', { name: words['invitation.action'], exact: true }).click()
      await page.getByText(words['password.too_short']).waitFor()
    },
  },
  'an invitation that expired': {
    who: null,
    async open({ page }, words) {
      const { address, invitationId } = await invitationFor(product, 'Fatima')
      await product.owner.query('update invitation set expires_at = invited_at where id = $1', [invitationId])
      await page.goto(address)
      await page.getByRole('button', { name: words['language.nl'] }).waitFor()
      await page.getByRole('button', { name: words === nl ? 'Nederlands' : 'English' }).click()
      await heading(page, words['invitation.link_expired.title'])
    },
  },
  forgotten: {
    who: null,
    async open({ page }, words) {
      await page.goto('/forgotten')
      await page.getByRole('button', { name: words === nl ? 'Nederlands' : 'English' }).click()
      await page.getByRole('button', { name: words['forgotten.action'] }).click()
      await page.getByText(words['signIn.email.missing'], { exact: true }).waitFor()
    },
  },
  'forgotten, asked': {
    who: null,
    async open({ page }, words) {
      await page.goto('/forgotten')
      await page.getByRole('button', { name: words === nl ? 'Nederlands' : 'English' }).click()
      await page.getByLabel(words['signIn.email']).fill('lisa.van.den.berg-willems@example.org')
      await page.getByRole('button', { name: words['forgotten.action'] }).click()
      await heading(page, words['forgotten.sent.title'])
    },
  },
  reset: {
    who: null,
    async open({ page }, words) {
      await page.goto(await resetFor(product, 'Lisa'))
      await page.getByRole('button', { name: words === nl ? 'Nederlands' : 'English' }).click()
      await page.getByRole('button', { name: words['reset.action'] }).waitFor()
    },
  },
  today: {
    who: 'Eva',
    async open(window, words) {
      await openLive(window)
      await window.page.getByText('Mila at een banaan.').waitFor()
      await heading(window.page, words['day.today'])
    },
  },
  item: {
    who: 'Eva',
    async open(window, words) {
      await openLive(window)
      await window.page.getByRole('article').first().getByRole('link').first().click()
      await heading(window.page, words['item.title']('Mila'))
    },
  },
  'jump to a day': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window)
      await window.page.locator('#jump').click()
      await window.page.getByRole('dialog', { name: words['jump.title'] }).waitFor()
    },
  },
  photos: {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/photos')
      await heading(window.page, words['album.title'])
      await window.page.locator('a[id^="photo-"]').nth(11).waitFor()
    },
  },
  'photos, another month': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/photos')
      await window.page.locator('#jump-month').click()
      await window.page.getByRole('dialog', { name: words['album.jump.title'] }).waitFor()
    },
  },
  'photos, choosing': {
    who: 'Eva',
    async open({ page }, words) {
      await page.goto('/photos')
      await page.getByRole('button', { name: words['album.choose'], exact: true }).click()
      await page.getByRole('checkbox').nth(1).check()
      await page.getByText(words['album.chosen'](1)).waitFor()
    },
  },
  'photos, downloading': {
    who: 'Eva',
    async open({ page }, words) {
      await page.goto('/photos')
      await page.getByRole('button', { name: words['album.choose'], exact: true }).click()
      await page.getByRole('checkbox').nth(1).check()
      await page.getByRole('button', { name: words['download.open'], exact: true }).click()
      await page.getByRole('dialog', { name: words['download.title'] }).waitFor()
    },
  },
  'a photo': {
    who: 'Eva',
    async open({ page }, words) {
      await page.goto('/photos')
      await page.locator('a[id^="photo-"]').nth(3).click()
      await page.getByText(words['viewer.why'], { exact: true }).click()
      await page.locator('dialog [data-state="there"]').first().waitFor()
    },
  },
  'a photo, reported': {
    who: 'Eva',
    async open({ page }, words) {
      await page.goto('/photos')
      await page.locator('a[id^="photo-"]').nth(3).click()
      await page.getByRole('button', { name: words['report.open'] }).click()
      await page.getByRole('dialog', { name: words['report.title'] }).waitFor()
    },
  },
  consents: {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/consents')
      await window.page.getByText(words['consents.history']).first().click()
      await heading(window.page, 'Mila')
    },
  },
  'a consent withdrawn': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/consents')
      await window.page.getByRole('button', { name: words['consents.no'], exact: true }).first().click()
      await window.page.getByRole('dialog').waitFor()
    },
  },
  'who looked': {
    who: 'Eva',
    async open(window, words) {
      await ask(product, 'Grace', 'GET', `/api/groups/${product.nursery.groupId}/day`, undefined)
      await openLive(window, `/reads/${product.nursery.children.Mila}`)
      await heading(window.page, words['reads.title']('Mila'))
      await window.page.getByText(words['reads.group_day']).first().waitFor()
    },
  },
  more: {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/more')
      await window.page.getByText(words['more.device.this'], { exact: true }).waitFor()
      await window.page.getByText(words['topic.diary'], { exact: true }).waitFor()
    },
  },
  'another password': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/more')
      await window.page.getByRole('button', { name: words['password.change'] }).click()
      await window.page.getByRole('button', { name: words['password.change.action'] }).click()
      await window.page.getByText(words['password.missing']).first().waitFor()
    },
  },
  'signing out everywhere': {
    who: 'Bart',
    async open(window, words) {
      await addSession(product, 'Bart')
      await openLive(window, '/more')
      await window.page.getByRole('button', { name: words['devices.others'] }).click()
      await window.page.getByRole('dialog', { name: words['devices.others.title'] }).waitFor()
    },
  },
  'second factor, to set up': {
    who: null,
    staff: true,
    async open(window, words) {
      await ask(product, 'Nina', 'PUT', '/api/account/language', { language: words === nl ? 'nl' : 'en' })
      await enterPassword(product, window, 'Nina')
      await heading(window.page, words['second.setUp.title'])
      await window.page.getByRole('img', { name: words['app.picture'] }).waitFor()
      await window.page.getByText(words['app.type']).click()
    },
  },
  'second factor, to prove': {
    who: null,
    async open(window, words) {
      await ask(product, 'Grace', 'PUT', '/api/account/language', { language: words === nl ? 'nl' : 'en' })
      await enterPassword(product, window, 'Grace')
      await window.page.getByLabel(words['code.app'], { exact: true }).fill('12')
      await window.page.getByRole('button', { name: words['second.prove.action'], exact: true }).click()
      await window.page.getByText(words['code.app.wrong']).waitFor()
    },
  },
  security: {
    who: 'Marieke',
    async open(window, words) {
      await window.page.goto('/more')
      await window.page.getByText(words['security.mandatory']).waitFor()
      await window.page.getByRole('button', { name: words['security.app.change'] }).click()
      await answerPassword(window.page, words)
      await window.page.getByRole('img', { name: words['app.picture'] }).waitFor()
    },
  },
  'recovery codes': {
    who: 'Marieke',
    async open(window, words) {
      await window.page.goto('/more')
      await window.page.getByRole('button', { name: words['security.recovery.renew'] }).click()
      await answerPassword(window.page, words)
      await heading(window.page, words['recovery.title'])
    },
  },
  help: {
    who: 'Eva',
    async open(window, words) {
      await window.page.goto('/help')
      await window.page.getByText(words['help.consent']).click()
      await window.page.getByRole('link', { name: 'hulp@kastanje.example' }).waitFor()
    },
  },
  'help and contact of the organisation': {
    who: 'Ingrid',
    async open(window, words) {
      await window.page.goto('/office/support')
      await window.page.getByLabel(words['support.phone']).fill('nul')
      await window.page.getByRole('button', { name: words['action.save'], exact: true }).click()
      await window.page.getByText(words['support.phone.wrong']).waitFor()
    },
  },
  'photos on the day': {
    who: 'Grace',
    staff: true,
    async open(window) {
      await openDay(window)
      await window.page.locator('[data-picture][data-state="there"]').first().waitFor()
    },
  },
  'a photo, as staff see it': {
    who: 'Grace',
    staff: true,
    async open(window, words) {
      await openPhoto(window)
      await window.page.getByText('Dit lijkt Daan.').waitFor()
      await window.page.getByRole('button', { name: words['staffPhoto.stays'] }).waitFor()
    },
  },
  'who is on a photo': {
    who: 'Grace',
    staff: true,
    async open(window, words) {
      await openPhoto(window)
      await window.page.getByRole('button', { name: words['staffPhoto.retag'] }).click()
      await window.page.getByRole('checkbox', { name: /^Aya/ }).check()
      await window.page.getByText(words['staffPhoto.retag.comes']('Aya')).waitFor()
    },
  },
  'recalling a photo': {
    who: 'Grace',
    staff: true,
    async open(window, words) {
      await openPhoto(window)
      await window.page.getByRole('button', { name: words['staffPhoto.recall'], exact: true }).click()
      await window.page.getByText(words['staffPhoto.recall.after']).waitFor()
    },
  },
  breaches: {
    who: 'Pieter',
    async open(window, words) {
      await window.page.goto('/office/breaches')
      await window.page.getByText(words['breach.state.draft']).first().waitFor()
    },
  },
  'a breach': {
    who: 'Pieter',
    async open(window, words) {
      await window.page.goto('/office/breaches')
      await window.page.getByRole('link', { name: product.nursery.groupName }).first().click()
      await window.page.getByRole('button', { name: words['breach.close'] }).click()
      await window.page.getByText(words['breach.missing']).waitFor()
    },
  },
  office: {
    who: 'Marieke',
    async open(window, words) {
      await window.page.goto('/office')
      await heading(window.page, words['office.title'])
    },
  },
  empty: {
    who: 'Tom',
    async open(window, words) {
      await openLive(window)
      await window.page.getByText(words['empty.granted.title']('Noor')).waitFor()
    },
  },
  error: {
    who: 'Bart',
    async open({ page }, words) {
      await page.route('**/api/timeline*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }))
      await page.goto('/')
      await page.getByText(words['today.failed']).waitFor()
    },
  },
  offline: {
    who: 'Emily',
    async open(window, words) {
      const { page, context } = window
      await context.setOffline(false)
      await openLive(window)
      await ready(window)
      await soon(() => keptOn(page)).toContain('toren van')
      await context.setOffline(true)
      await page.reload()
      await page.getByRole('status').filter({ hasText: words['offline.plain'] }).waitFor()
    },
  },
  'first login, language': {
    who: 'Nadia',
    async open({ page }, words) {
      await page.goto('/')
      await heading(page, words['welcome.title']('Nadia'))
    },
  },
  'first login, policies': {
    who: 'Nadia',
    async open({ page }, words) {
      await page.goto('/')
      await page.getByRole('button', { name: words['welcome.next'] }).click()
      await heading(page, words['policy.privacy'])
      await page.getByRole('heading', { level: 2 }).waitFor()
    },
  },
  'first login, choices': {
    who: 'Nadia',
    async open({ page }, words) {
      const { privacy, terms } = product.nursery.policies
      for (const id of [privacy, terms])
        await ask(product, 'Nadia', 'POST', `/api/policies/${id}/seen`, { id: crypto.randomUUID(), language: 'nl' })
      await page.goto('/')
      await page.getByRole('button', { name: words['welcome.next'] }).click()
      await page.getByRole('checkbox').first().check()
    },
  },
  'a new policy in force': {
    who: 'Ruben',
    async open({ page }, words) {
      await page.goto('/')
      await heading(page, words['policy.privacy'])
      await page.getByRole('heading', { level: 2 }).waitFor()
    },
  },
  'a policy announced': {
    who: 'Bart',
    async open(window, words) {
      await openLive(window)
      await window.page.getByRole('link', { name: words['policy.banner.read'] }).waitFor()
    },
  },
  'policies to read': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window, '/policies')
      await heading(window.page, words['policy.more'])
      await window.page.getByText(words['policy.terms'], { exact: true }).waitFor()
    },
  },
  'a policy to read': {
    who: 'Bart',
    async open(window, words) {
      await openLive(window, `/policies/${product.nursery.policies.announced}`)
      await window.page.getByRole('button', { name: words['policies.read'] }).waitFor()
      await heading(window.page, words === nl ? 'Waarvoor' : 'What for')
    },
  },
  'policy versions': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/policies')
      await page.getByText(words['officePolicies.announced']).waitFor()
    },
  },
  'who saw a policy': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto(`/office/policies/${product.nursery.policies.announced}`)
      await page.getByText('Nadia Haddad').waitFor()
      await page.getByRole('button', { name: words['officePolicies.export'] }).waitFor()
    },
  },
  'publishing a policy': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/policies/new')
      await page.getByRole('button', { name: words['officePolicies.begin'] }).click()
      await heading(page, words['officePolicies.preview'])
      await page.getByRole('button', { name: words['officePolicies.publish'] }).click()
      await page.getByText(words['officePolicies.missing']).first().waitFor()
    },
  },
  'publishing a policy, asked': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/policies/new')
      const begin = page.getByRole('button', { name: words['officePolicies.begin'] })
      await begin.click()
      await page.getByLabel(words['officePolicies.summaryNl']).fill('Nieuw')
      await page.getByLabel(words['officePolicies.summaryEn']).fill('New')
      const day = new Date(product.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
      await page.getByLabel(words['officePolicies.day'], { exact: true }).fill(day)
      await page.getByRole('button', { name: words['officePolicies.publish'] }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  'group, a policy announced': {
    who: 'Grace',
    staff: true,
    async open(window, words) {
      await onGroup(window)
      await tile(window.page, 'Noor').waitFor()
      await window.page.getByRole('link', { name: words['policy.banner.read'] }).waitFor()
    },
  },
  group: {
    who: 'Anouk',
    staff: true,
    async open(window) {
      await onGroup(window)
      await tile(window.page, 'Noor').waitFor()
    },
  },
  composer: {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      const { page } = window
      await onGroup(window)
      await choose(page, ['Noor', 'Aya', 'Yusuf'])
      const show = page.getByRole('button', { name: words['group.write'](3) })
      if (await show.isVisible()) await show.click()
      await write(page, 'Noor {name}', words)
      for (const kind of ['sleep', 'meal'] as const)
        await page.getByRole('button', { name: words[`kind.${kind}`], exact: true }).click()
      await page.getByText(words['audience.visible']).waitFor()
    },
  },
  day: {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      await openLive(window, `/group/${product.nursery.groupId}/day`)
      await window.page.getByText(words['post.edited']).first().waitFor()
    },
  },
  history: {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      await openLive(window, `/group/${product.nursery.groupId}/day`)
      await window.page.getByRole('button', { name: words['history.show'] }).first().click()
      await window.page.getByText('Mila at een appel.').waitFor()
    },
  },
  'photos to be placed': { who: 'Anouk', staff: true, open: openStopped },
  'a photo before it is placed, large': {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      const { page } = window
      await openStopped(window, words)
      // Others may lie beside it, from another device and with another clock.
      const tiles = page.getByRole('list', { name: words['tagging.list'] }).getByRole('listitem')
      await tiles
        .filter({ has: page.getByRole('checkbox', { name: /Yusuf/ }) })
        .locator('[data-look]')
        .click()
      await page.getByRole('dialog').last().getByText(words['blocked.now']('Yusuf', 1)).waitFor()
    },
  },
  'the list of uploads': {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      await onGroup(window)
      await chooseFiles(window.page, await chosenPhotos(1, product.now()), words)
      await button(window.page, words['tagging.backGroup']).click()
      await button(window.page, words['action.show']).click()
      await button(window.page.getByRole('dialog'), words['upload.label']).waitFor()
    },
  },
  'a photo that is covered': {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      const { page } = window
      await openStopped(window, words)
      const cover = page.getByRole('button', { name: words['blocked.cover'], disabled: false })
      await cover.waitFor(processed)
      await cover.click()
      await button(page, words['cover.add']).click()
      await button(page, words['cover.remove']).waitFor()
    },
  },
}

/** A photo in the composer that one child stops. */
async function openStopped(window: BrowserWindow, words: Words): Promise<void> {
  const { page } = window
  await onGroup(window)
  await chooseFiles(page, await chosenPhotos(1, product.now()), words)
  for (const name of ['Noor', `Yusuf, ${words['tagging.noPhotos']}`]) await button(page, name).click()
  await page.getByText(words['blocked.now']('Yusuf', 1)).waitFor()
  await page.getByText(words['audience.not']).waitFor()
}

describe('every screen', () => {
  beforeAll(async () => {
    const album: AlbumPost[] = [
      ...[1, 40].map((daysAgo): AlbumPost => ({ daysAgo, pictures: 6, children: ['Mila'], text: 'Buiten.' })),
      { daysAgo: 0, pictures: 4, children: ['Bram'], text: 'Met blokken gebouwd.' },
    ]
    product = await openProduct({ days: 3, policies: true, album })
    stopProcessing = processing(product)
    const now = product.now().getTime()
    const sleep = {
      kind: 'sleep',
      from: new Date(now - 9e6).toISOString(),
      to: new Date(now - 6e6).toISOString(),
    } as const
    const edited = await post(product, 'Mila', 'Mila at een appel.', [sleep])
    const correction = {
      id: crypto.randomUUID(),
      version: 1,
      aboutAt: product.now().toISOString(),
      text: 'Mila at een banaan.',
      facts: [sleep],
    }
    await ask(product, 'Grace', 'PUT', `/api/diary/${edited}`, correction)
    const { rows } = await product.owner.query('select id from photo where child_id = $1 order by position limit 1', [
      product.nursery.children.Bram,
    ])
    const report = { id: crypto.randomUUID(), reason: 'wrong_child', text: 'Dit lijkt Daan.' }
    await ask(product, 'Bart', 'POST', `/api/photos/${rows[0].id}/reports`, report)
    const { groupId, groupName, children, people } = product.nursery
    const about = { childId: children.Bram, callName: 'Bram', groupId, groupName, kin: { lastName: 'Visser' } }
    const ground = { owner: product.owner, clock: { now: product.now } }
    const late = await keepBreach(ground, about, people.Anouk)
    await product.owner.query("update breach_record set recalled_at = recalled_at - interval '4 days' where id = $1", [
      late,
    ])
    await keepBreach(ground, about, people.Anouk)
  })
  afterAll(async () => {
    await stopProcessing?.()
    await product?.close()
  })

  for (const [name, screen] of Object.entries(screens)) {
    test(`${name}: no axe violation, nothing beside the page, every target large enough`, async () => {
      const open = async (language: 'nl' | 'en', words: Words) => {
        if (screen.who) await ask(product, screen.who, 'PUT', '/api/account/language', { language })
        const window = await product.window(screen.who)
        await screen.open(window, words)
        return window
      }
      const [inDutch, inEnglish] = [await open('nl', nl), await open('en', en)]
      const faults = await Promise.all([
        faultsInRooms(inDutch, name, 'nl', screen.staff),
        faultsInRooms(inEnglish, name, 'en', screen.staff),
      ])
      expect(faults.flat()).toEqual([])
    })
  }
})
