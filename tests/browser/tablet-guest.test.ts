import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { givenCode } from '../support/tablet.ts'
import { choose, keptOn, ready, sendButton, soon, tile, write } from './steps.ts'
import {
  at,
  button,
  heading,
  identify,
  lockUp,
  nlWords,
  openTablet,
  pinOf,
  sessionsOn,
  signInThere,
  startLocked,
  untouched,
} from './tablet-steps.ts'

/* Who signs in with a password on a tablet of the group is a guest there: it closes behind them, and what is of others stays. */

let product: Product
let tablet: BrowserWindow
let anouk: string

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  anouk = product.nursery.people.Anouk.id
  await pinOf(product, 'Anouk')
  tablet = await openTablet(product)
  await ready(tablet)
})
afterAll(() => product?.close())
beforeEach(async () => {
  await startLocked(tablet)
  await product.owner.query('delete from auth.session where tablet_id is not null')
})

const locked = () => heading(tablet, nlWords['lock.title']).waitFor()
/** Of sessions that began on the tablet with a password: the nursery's own have no device. */
const guests = async () =>
  (
    await product.owner.query(
      "select p.first_name from auth.session s join person p on p.id = s.user_id where s.tablet_id is null and s.user_agent like '%Chrome%'",
    )
  ).rows.map(({ first_name }) => first_name)
const stays = async () => (await product.owner.query('select arrival_by_id from stay')).rows.length
/** In the group, writing or noting who comes. */
const inGroup = () => tile(tablet.page, 'Noor').or(tablet.page.locator('button[data-child]')).first().waitFor()
/** A child arrives, as the n-th. */
async function checkIn(n: number): Promise<void> {
  const { page } = tablet
  await page.getByText(nlWords['group.mode.inOut'], { exact: true }).first().tap()
  await page.locator('button[data-child]').nth(n).tap()
  await page
    .getByText(/^er sinds \d\d:\d\d$/)
    .nth(n)
    .waitFor()
}
async function signOutThere(): Promise<void> {
  await tablet.page.getByRole('link', { name: nlWords['nav.more'], exact: true }).tap()
  await button(tablet, nlWords['more.signOut']).tap()
}
/** What is noted without a connection by who has no session any more waits. */
async function leaveWaiting(n: number): Promise<void> {
  await identify(tablet, 'Anouk')
  await inGroup()
  await lockUp(product, tablet)
  await tablet.context.setOffline(true)
  await identify(tablet, 'Anouk')
  await checkIn(n)
  await tablet.context.setOffline(false)
  await locked()
  await tablet.page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
}

test('who signed in with a password and leaves it untouched is signed out, and what was written stays for who wrote it', async () => {
  const { page } = tablet
  await signInThere(product, tablet, 'Anouk')
  await tile(page, 'Noor').waitFor()
  await choose(page, ['Noor'])
  await write(page, 'Noor at alles op.')
  await soon(() => keptOn(page)).toContain('Noor at alles op.')
  expect(await guests()).toEqual(['Anouk'])
  await untouched(page, 1)
  await page.waitForTimeout(1500)
  expect(await tile(page, 'Noor').count()).toBe(1)
  await untouched(page, 2)
  await locked()
  await soon(guests).toEqual([])
  expect(await keptOn(page)).toContain('Noor at alles op.')
  await page.reload()
  await locked()
  // Also when the page was closed meanwhile, and past the second factor.
  await signInThere(product, tablet, 'Anouk')
  await tile(page, 'Noor').waitFor()
  await untouched(page, 2)
  await page.reload()
  await locked()
  await soon(guests).toEqual([])
})

test('who signs out takes nothing with them of who works there: what waits goes once that one is back', async () => {
  const { page, context } = tablet
  await leaveWaiting(0)
  await signInThere(product, tablet, 'Marieke')
  await signOutThere()
  await locked()
  await soon(guests).toEqual([])
  await page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
  expect(await stays()).toBe(0)
  // And the day of the group, for who is there without a connection.
  await context.setOffline(true)
  await identify(tablet, 'Anouk')
  await inGroup()
  await context.setOffline(false)
  await locked()
  await identify(tablet, 'Anouk')
  await soon(stays).toBe(1)
})

test('what waits on a tablet waits for fourteen days, and no longer', async () => {
  const { page } = tablet
  await leaveWaiting(1)
  const left = async (days: number) => {
    await page.evaluate(
      ([key, noted]) => localStorage.setItem(key ?? '', noted ?? ''),
      [`ouderapp.writing.${anouk}`, String(Date.now() - days * 86_400_000)],
    )
    await page.reload()
    await locked()
  }
  const waits = page.getByText(nlWords['lock.left']('Anouk', 1))
  await left(4)
  await waits.waitFor()
  await left(13)
  await waits.waitFor()
  // That it was counted did not make it younger.
  const noted = await page.evaluate((id) => Number(localStorage.getItem(`ouderapp.writing.${id}`)), anouk)
  expect(Date.now() - noted).toBeGreaterThan(12 * 86_400_000)
  await left(15)
  await soon(() => page.evaluate((id) => localStorage.getItem(`ouderapp.writing.${id}`), anouk)).toBe(null)
  await page.reload()
  await locked()
  await page.waitForTimeout(500)
  expect(await waits.count()).toBe(0)
})

test('nobody is let in before the session of who signed out has ended', async () => {
  const { page } = tablet
  await signInThere(product, tablet, 'Marieke')
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/api/account/sign-out', async (route) => {
    await held
    await route.continue()
  })
  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/tablet/identify')) asked++
  })
  await signOutThere()
  await locked()
  await identify(tablet, 'Anouk')
  await page.waitForTimeout(500)
  expect(asked).toBe(0)
  letGo()
  await inGroup()
  expect(await guests()).toEqual([])
  expect(await sessionsOn(product)).toEqual([anouk])
})

test('who signs out without a connection is gone, and who goes on meanwhile loses nothing', async () => {
  const { page, context } = tablet
  await signInThere(product, tablet, 'Marieke')
  await context.setOffline(true)
  await signOutThere()
  await locked()
  await identify(tablet, 'Anouk')
  const before = await stays()
  await checkIn(1)
  await page.reload()
  await inGroup()
  await context.setOffline(false)
  await locked()
  await soon(guests).toEqual([])
  await page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
  await identify(tablet, 'Anouk')
  await soon(stays).toBe(before + 1)
  expect(tablet.problems).toEqual([])
})

test('pairing a browser in which somebody is signed in says so first, and what would be lost', async () => {
  const window = await product.window('Anouk', { size: 'tablet' })
  const { page } = window
  const { rows } = await product.owner.query('select id from location')
  await givenCode(at(product), rows[0].id, product.nursery.people.Marieke.id, 'ABCDEFGH')
  await page.goto(`/group/${product.nursery.groupId}`)
  await choose(page, ['Noor'])
  await write(page, 'Nog niet verstuurd')
  await soon(() => keptOn(page)).toContain('Nog niet verstuurd')
  await page.goto('/tablet')
  await page.getByLabel(nlWords['pair.code'], { exact: true }).fill('ABCDEFGH')
  const pair = () => button(window, nlWords['pair.action']).tap()
  const question = page.getByRole('dialog', { name: nlWords['pair.leaves.title']('Anouk') })
  await pair()
  await question.getByText(nlWords['pair.leaves.unsent'](1)).waitFor()
  await window.shot('pair-leaves')
  await question.getByRole('button', { name: nlWords['action.cancel'], exact: true }).tap()
  await question.waitFor({ state: 'hidden' })
  expect(await keptOn(page)).toContain('Nog niet verstuurd')
  const used = async () => (await product.owner.query('select used_at from auth.tablet_code')).rows[0].used_at
  expect(await used()).toBe(null)
  await pair()
  await question.getByRole('button', { name: nlWords['pair.leaves.action'], exact: true }).tap()
  await heading(window, nlWords['lock.title']).waitFor()
  expect(await used()).not.toBe(null)
  expect(await keptOn(page)).not.toContain('Nog niet verstuurd')
  const cookies = (await window.context.cookies()).map(({ name }) => name)
  expect(cookies).toEqual(['tablet'])
  expect(window.problems).toEqual([])
})

test('who arrived by what a colleague noted here and did not send is on the evacuation list, and is said to wait', async () => {
  const { page } = tablet
  await pinOf(product, 'Nina', '5093')
  await page.reload()
  await locked()
  await leaveWaiting(2)
  await identify(tablet, 'Nina', '5093')
  await inGroup()
  const note = page.getByText(/in, \d\d:\d\d: door Anouk hier genoteerd en nog niet verstuurd/)
  await note.first().waitFor()
  await tablet.shot('left-here')
  await page.getByRole('link', { name: nlWords['evacuation.open'] }).tap()
  await page.getByText(nlWords['evacuation.left']((await stays()) + 1, (await stays()) + 1)).waitFor()
  await note.first().waitFor()
  await tablet.shot('left-here-evacuation')
  await button(tablet, nlWords['tablet.lock']).tap()
  await locked()
  await page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
  // Who works in another group reads nothing of it.
  const { owner, nursery } = product
  const elsewhere = uuidv7()
  await owner.query(
    `insert into "group" select (jsonb_populate_record(g, jsonb_build_object('id', $1::uuid, 'name', 'Uilen'))).* from "group" g where id = $2`,
    [elsewhere, nursery.groupId],
  )
  const worksIn = (groupId: string) =>
    owner.query('update staff_assignment set group_id = $1 where person_id = $2', [groupId, nursery.people.Nina.id])
  await worksIn(elsewhere)
  await identify(tablet, 'Nina', '5093')
  await page.getByRole('navigation').waitFor()
  await page.goto(`/group/${elsewhere}/evacuation`)
  await page.getByText(nlWords['evacuation.nobody']).waitFor()
  await page.waitForTimeout(500)
  expect(await page.getByText('Anouk').count()).toBe(0)
  await worksIn(nursery.groupId)
  await lockUp(product, tablet)
  const before = await stays()
  await identify(tablet, 'Anouk')
  await soon(stays).toBe(before + 1)
})

test('what is held while it is changed keeps nobody waiting behind the lock, and waits for who changes it', async () => {
  const { page, context } = tablet
  await identify(tablet, 'Anouk')
  await inGroup()
  await context.setOffline(true)
  await choose(page, ['Noor'])
  await write(page, 'Noor at twee boterhammen.')
  await sendButton(page).click()
  await button(tablet, nlWords['outbox.waiting'](1)).tap()
  await page.getByRole('dialog').getByRole('button', { name: nlWords['action.edit'], exact: true }).tap()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await button(tablet, nlWords['tablet.lock']).tap()
  await locked()
  await context.setOffline(false)
  await page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
  await soon(() => sessionsOn(product)).toEqual([])
})
