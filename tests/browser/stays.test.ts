import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { ask, keptOn, moreForGroup, nl, openLive, ready, soon } from './steps.ts'

/* Who is there at the edges: places that end, days that end, clocks that are set. */

const zone = 'Europe/Amsterdam'
let product: Product
let tablet: BrowserWindow
let today: string
let group: string

const button = ({ page }: BrowserWindow, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })
const inOutTile = ({ page }: BrowserWindow, child: string) =>
  page.locator('button[data-child]').and(page.getByRole('button', { name: new RegExp(`^${child},`) }))
const inTile = (window: BrowserWindow, child: string, words: string | RegExp) =>
  inOutTile(window, child).locator('xpath=..').getByText(words, { exact: true })
const at = (minutesAgo: number) => new Date(product.now().getTime() - minutesAgo * 60_000).toISOString()
const stays = async (child: ChildName) =>
  (
    await product.owner.query(
      'select id, arrived_at, left_at from stay where child_id = $1 and removed_at is null order by arrived_at',
      [product.nursery.children[child]],
    )
  ).rows
const arrive = async (child: ChildName, minutesAgo: number) => {
  const children = [{ childId: product.nursery.children[child], stayId: uuidv7(), at: at(minutesAgo), broughtBy: null }]
  const body = { id: uuidv7(), children }
  expect((await ask(product, 'Grace', 'POST', `/api/groups/${group}/check-ins`, body)).status).toBe(200)
}
/** A tablet whose own clock can be set, from the next moment on. */
async function tabletWithClock(): Promise<BrowserWindow> {
  const window = await product.window('Anouk', { size: 'tablet' })
  await window.context.addInitScript(() => {
    const Real = Date
    const ahead = () => Number(localStorage.getItem('clock.ahead') ?? 0)
    globalThis.Date = class extends Real {
      constructor(...given: []) {
        if (given.length === 0) super(Real.now() + ahead())
        else super(...given)
      }
      static override now = () => Real.now() + ahead()
    } as DateConstructor
  })
  return window
}
const setAhead = ({ page }: BrowserWindow, milliseconds: number) =>
  page.evaluate((ahead) => localStorage.setItem('clock.ahead', String(ahead)), milliseconds)
const hour = 3_600_000

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), zone)
  group = product.nursery.groupId
  await fillPlanning(product, today)
})
afterAll(() => product?.close())

test('a child whose place ended while it was there has its tile with why, and is let out', async () => {
  await arrive('Daan', 20 * 60)
  await product.owner.query('update placement set ends_on = $1::date - 1 where child_id = $2', [
    today,
    product.nursery.children.Daan,
  ])
  tablet = await tabletWithClock()
  await openLive(tablet)
  await ready(tablet)
  await openLive(tablet, `/group/${group}/evacuation`)
  await tablet.page.getByRole('checkbox', { name: /Daan/ }).waitFor()
  await openLive(tablet, `/group/${group}?show=in-out`)
  await inTile(tablet, 'Daan', nl['tile.placeEnded.yesterday']).waitFor()
  await tablet.shot('1-place-ended')
  await tablet.page.emulateMedia({ colorScheme: 'dark' })
  await tablet.shot('1-place-ended-dark')
  await tablet.page.emulateMedia({ colorScheme: 'light' })
  await button(tablet, nl['inOut.more']('Daan')).tap()
  await tablet.page.getByRole('dialog').getByText('Grace', { exact: false }).waitFor()
  expect(await button(tablet, nl['stay.add']).count()).toBe(0)
  await button(tablet, nl['action.close']).tap()
  await inOutTile(tablet, 'Daan').tap()
  await soon(async () => (await stays('Daan'))[0].left_at !== null).toBe(true)
  await inTile(tablet, 'Daan', /^weg om/).waitFor()
})

test('a tablet that is opened without a connection after midnight has its group, and whoever arrives is sent later', async () => {
  const { page, context } = tablet
  await arrive('Aya', 30)
  await arrive('Noor', 30)
  for (const child of ['Aya', 'Noor']) await inTile(tablet, child, /(er|hier,) sinds \d\d:\d\d$/).waitFor()
  await inOutTile(tablet, 'Noor').tap()
  await soon(async () => (await stays('Noor'))[0].left_at !== null).toBe(true)
  await button(tablet, nl['outbox.done']).waitFor()
  const left = (await stays('Noor'))[0].left_at.toISOString()
  await soon(async () => (await keptOn(page)).includes(`"leftAt":"${left}"`)).toBe(true)
  await context.setOffline(true)
  await setAhead(tablet, 14 * hour)
  await page.reload()
  await page.getByText(/^Geen verbinding. Je ziet wat er gisteren om \d\d:\d\d was.$/).waitFor()
  await inTile(tablet, 'Aya', /^nog hier, sinds \d+ /).waitFor()
  await inTile(tablet, 'Noor', nl['tile.timeUnknown']).waitFor()
  await inOutTile(tablet, 'Bram').tap()
  await inTile(tablet, 'Bram', nl['tile.waits']).waitFor()
  await tablet.shot('2-after-midnight')
  // Also when it is opened once more, and the day that it kept is the new one.
  await page.reload()
  await inTile(tablet, 'Bram', nl['tile.waits']).waitFor()
  await page.getByText(/gisteren om \d\d:\d\d was.$/).waitFor()
  await page.getByRole('link', { name: nl['evacuation.open'] }).tap()
  await page.getByText(nl['evacuation.left'](2, 2)).waitFor()
  await page.getByText(/stand van gisteren \d\d:\d\d/).waitFor()
  await tablet.shot('2-evacuation')
  await page.goBack()
  product.forward(14 / 24)
  await context.setOffline(false)
  await soon(() => stays('Bram')).toHaveLength(1)
  await inTile(tablet, 'Bram', /^er sinds/).waitFor()
  expect(tablet.problems).toEqual([])
})

test('what came afresh is as of when it came, though nothing happened since', async () => {
  const { page, context } = tablet
  product.forward(1 / 24)
  await setAhead(tablet, 15 * hour)
  await openLive(tablet, `/group/${group}?show=in-out`)
  await context.setOffline(true)
  await page.reload()
  const time = product.now().toLocaleTimeString('nl-NL', { timeZone: zone, timeStyle: 'short' })
  await page.getByText(new RegExp(`^Geen verbinding. Je ziet wat er om ${time.slice(0, 3)}`)).waitFor()
  await context.setOffline(false)
})

/** By how many seconds the last arrival of a child is not now. */
const secondsOff = async (child: ChildName) => {
  const last = (await stays(child)).at(-1)
  return last ? Math.abs(last.arrived_at.getTime() - product.now().getTime()) / 1000 : Number.POSITIVE_INFINITY
}
const wake = ({ page }: BrowserWindow) =>
  page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')))
const skew = ({ page }: BrowserWindow) => page.evaluate(() => Number(localStorage.getItem('ouderapp.skew')))

test('a clock that is set is measured anew: what is noted has the right time', async () => {
  const window = await tabletWithClock()
  await openLive(window)
  await ready(window)
  await openLive(window, `/group/${group}?show=in-out`)
  await inOutTile(window, 'Mila').waitFor()
  const before = await skew(window)
  for (const ahead of [hour, -hour]) {
    await setAhead(window, ahead)
    await wake(window)
    await soon(async () => Math.abs((await skew(window)) - (before - ahead)) < 10_000).toBe(true)
  }
  await inOutTile(window, 'Mila').tap()
  await soon(() => stays('Mila')).toHaveLength(1)
  expect(await secondsOff('Mila')).toBeLessThan(60)

  // Put back without a connection: the device itself knows by how much.
  await window.context.setOffline(true)
  await setAhead(window, -3 * hour)
  await wake(window)
  await inOutTile(window, 'Yusuf').tap()
  await window.context.setOffline(false)
  await soon(() => stays('Yusuf')).toHaveLength(1)
  expect(await secondsOff('Yusuf')).toBeLessThan(60)

  // Put ahead without one nobody knows: the refusal says what time it is, and with that it is offered.
  // Only what was noted gets through, and nothing is on its way any more: any other answer would put the clock right before it is sent.
  const others = /\/api\/(?!groups\/[^/]+\/check-ins)/
  await window.context.route('**/api/account/me', (asked) => asked.abort())
  await window.context.route(others, (asked) => asked.abort())
  await window.context.setOffline(true)
  await window.page.getByText(/^Geen verbinding. Je ziet/).waitFor()
  await setAhead(window, 0)
  await inOutTile(window, 'Noor').tap()
  await inTile(window, 'Noor', nl['tile.waits']).waitFor()
  const noted = (await stays('Noor')).length
  await window.context.setOffline(false)
  const card = window.page.locator('[data-conflict]')
  await card.getByText(nl['conflict.why.time_in_future']).waitFor()
  await window.context.unroute(others)
  await window.shot('3-clock-ahead')
  await window.page.reload()
  await card.getByRole('button', { name: /^Noteer in \d\d:\d\d$/ }).tap()
  await card.waitFor({ state: 'detached' })
  await soon(() => stays('Noor')).toHaveLength(noted + 1)
  expect(await secondsOff('Noor')).toBeLessThan(60)
  expect(window.problems).toEqual([])
  await window.context.close()
})

test('staff see who does not come in the next two weeks, day by day and as it is told', async () => {
  const window = await product.window('Anouk', { size: 'tablet' })
  const { page } = window
  await openLive(window, `/group/${group}`)
  await moreForGroup(page)
  await button(window, nl['absence.coming']).tap()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(nl['absence.coming.none'], { exact: true }).waitFor()
  await window.shot('4-coming-none')
  const day = (days: number) => dayOf(new Date(product.now().getTime() + days * 24 * hour), zone)
  const report = async (child: ChildName, reason: string, from: number, until: number, note = '') => {
    const children = [{ childId: product.nursery.children[child], absenceId: uuidv7() }]
    const body = { id: uuidv7(), children, reason, startsOn: day(from), endsOn: day(until), part: null, note }
    expect((await ask(product, 'Grace', 'POST', '/api/absences', body)).status).toBe(200)
  }
  await report('Noor', 'holiday', 2, 4, 'Naar oma en opa')
  await report('Aya', 'other', 3, 3)
  await report('Mila', 'sick', 15, 15)
  await dialog.getByText('Aya', { exact: true }).waitFor()
  const sections = dialog.getByRole('region')
  await soon(() => sections.count()).toBe(3)
  expect(await sections.nth(1).getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('Aya'),
    expect.stringMatching(/Noor .*vakantie.*tot en met/is),
  ])
  await window.shot('4-coming')
  await page.emulateMedia({ colorScheme: 'dark' })
  await window.shot('4-coming-dark')
  await dialog.getByRole('button', { name: nl['action.close'] }).first().tap()
  await page.emulateMedia({ colorScheme: 'light' })
  await window.shot('4-tools')
  expect(window.problems).toEqual([])
  await window.context.close()
})

test('a guardian reads the contract days of the own child, and how they go on', async () => {
  const later = dayOf(new Date(product.now().getTime() + 60 * 24 * hour), zone)
  const { rows } = await product.owner.query('select id from placement where child_id = $1', [
    product.nursery.children.Noor,
  ])
  const days = [{ from: 480, until: 780 }, ...Array(6).fill(null)]
  const body = { id: uuidv7(), startsOn: later, days, version: null }
  expect((await ask(product, 'Marieke', 'POST', `/api/placements/${rows[0].id}/weeks`, body)).status).toBe(200)
  const phone = await product.window('Lisa')
  await openLive(phone, '/absence')
  const part = phone.page.getByRole('region', { name: nl['contractDays.title'] })
  await part.getByText('Noor', { exact: true }).waitFor()
  expect(await part.getByText('08:30–18:00', { exact: true }).count()).toBe(7)
  await part.getByText(/^Vanaf /).waitFor()
  expect(await part.getByText('08:00–13:00', { exact: true }).count()).toBe(1)
  await part.scrollIntoViewIfNeeded()
  await phone.shot('5-contract-days')
  await phone.page.emulateMedia({ colorScheme: 'dark' })
  await phone.shot('5-contract-days-dark')
  expect(phone.problems).toEqual([])
  await phone.context.close()
})
