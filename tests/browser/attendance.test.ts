import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'

import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { faultsInRooms } from './looks.ts'
import { ask, choose, en, nl, openLive, ready, settled, soon, tile } from './steps.ts'

let product: Product
let tablet: BrowserWindow
let phone: BrowserWindow
let today: string
let group: string

const button = ({ page }: BrowserWindow, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
/** The tile that lets a child in or out, with what it says. */
const inOutTile = ({ page }: BrowserWindow, child: string) =>
  page.locator('button[data-child]', { hasText: '' }).and(page.getByRole('button', { name: new RegExp(`^${child},`) }))
const inTile = (window: BrowserWindow, child: string, words: string) =>
  inOutTile(window, child).locator('xpath=..').getByText(words, { exact: true })
const inOut = (groupId: string) => `/group/${groupId}?show=in-out`
const at = (minutesAgo = 0) => new Date(product.now().getTime() - minutesAgo * 60_000).toISOString()
const stays = async (child?: ChildName) =>
  (
    await product.owner.query(
      `select s.id, s.child_id, s.arrived_at, s.left_at, s.removed_at from stay s where $1::uuid is null or s.child_id = $1 order by s.arrived_at`,
      [child ? product.nursery.children[child] : null],
    )
  ).rows
const arrive = (who: PersonName, child: ChildName, minutesAgo = 0, stayId = uuidv7()) =>
  ask(product, who, 'POST', `/api/groups/${group}/check-ins`, {
    id: uuidv7(),
    children: [{ childId: product.nursery.children[child], stayId, at: at(minutesAgo), broughtBy: null }],
  })

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  group = product.nursery.groupId
  await fillPlanning(product, today)
  const bands = [
    { fromAge: 0, untilAge: 1, childrenPerStaff: 3 },
    { fromAge: 1, untilAge: 2, childrenPerStaff: 5 },
    { fromAge: 2, untilAge: 3, childrenPerStaff: 6 },
    { fromAge: 3, untilAge: 4, childrenPerStaff: 8 },
  ]
  const rule = { id: uuidv7(), careType: 'KDV', startsOn: today, bands }
  expect((await ask(product, 'Ingrid', 'POST', '/api/ratio-rules', rule)).status).toBe(200)
  tablet = await product.window('Anouk', { size: 'tablet' })
  phone = await product.window('Lisa')
  await openLive(tablet)
  await ready(tablet)
  await openLive(tablet, inOut(group))
  await openLive(phone)
})
afterAll(() => product?.close())

test('one tap lets a child in and one lets it out; its guardian sees it live, and one of another child does not', async () => {
  const neighbour = await product.window('Sanne')
  await openLive(neighbour)
  await tablet.shot('1-in-out')
  await inOutTile(tablet, 'Noor').tap()
  await tablet.page
    .getByText(/^er sinds \d\d:\d\d$/)
    .first()
    .waitFor()
  await tablet.shot('2-noor-in')
  await phone.page.getByText(/^Noor is er sinds \d\d:\d\d$/).waitFor()
  await phone.shot('guardian-here')
  const [stay] = await stays('Noor')
  await settled(product, [phone, neighbour])
  expect(await neighbour.received()).not.toContain(stay.id)

  await tablet.page.getByRole('button', { name: 'Lisa Willems' }).tap()
  await tablet.page.getByRole('button', { name: 'Lisa Willems', pressed: true }).waitFor()
  await tablet.page.waitForTimeout(800)
  await inOutTile(tablet, 'Noor').tap()
  await tablet.page.getByText(/^weg om \d\d:\d\d$/).waitFor()
  await phone.page.getByText(/^Noor is weg sinds \d\d:\d\d$/).waitFor()
  await tablet.shot('3-noor-out')
  await phone.shot('guardian-gone')
})

test('two tablets let the same child in: both are shown, and what is meant stands', async () => {
  const { page, context } = tablet
  const card = page.locator('[data-conflict]')
  await context.setOffline(true)
  await inOutTile(tablet, 'Aya').tap()
  await inTile(tablet, 'Aya', nl['tile.waits']).waitFor()
  const stayId = uuidv7()
  expect((await arrive('Grace', 'Aya', 12, stayId)).status).toBe(200)
  await page.reload()
  await inTile(tablet, 'Aya', nl['tile.waits']).waitFor()
  await context.setOffline(false)
  await card.waitFor()
  const [there, here] = [nl['conflict.there'], nl['conflict.here']].map((name) => card.getByRole('region', { name }))
  await there!.getByText(/^in \d\d:\d\d$/).waitFor()
  await there!.getByText(/^genoteerd door Grace, \d\d:\d\d$/).waitFor()
  await here!.getByText(/^genoteerd door jou, \d\d:\d\d$/).waitFor()
  await there!.getByRole('button', { name: nl['conflict.keep'], exact: true }).waitFor()
  await tablet.shot('4-conflict')
  const [before] = await stays('Aya')
  await here!.getByRole('button', { name: /^Maak er in \d\d:\d\d van$/ }).tap()
  await card.waitFor({ state: 'detached' })
  const [after, ...more] = await stays('Aya')
  expect(more).toEqual([])
  expect([after.id, after.arrived_at > before.arrived_at]).toEqual([stayId, true])

  // What stands is kept, and of what both noted alike nobody is asked.
  await context.setOffline(true)
  for (const child of ['Mila', 'Yusuf']) await inOutTile(tablet, child).tap()
  expect((await arrive('Grace', 'Mila', 12)).status).toBe(200)
  expect((await arrive('Grace', 'Yusuf')).status).toBe(200)
  const mila = await stays('Mila')
  await context.setOffline(false)
  await card.waitFor()
  await button(tablet, nl['conflict.keep']).tap()
  await button(tablet, nl['outbox.done']).waitFor()
  expect(await card.count()).toBe(0)
  expect(await stays('Mila')).toEqual(mila)
  expect(await stays('Yusuf')).toHaveLength(1)
})

test('a step is taken back by the bar, and whoever was chosen goes at once', async () => {
  const { page } = tablet
  await inOutTile(tablet, 'Daan').tap()
  await soon(() => stays('Daan')).toHaveLength(1)
  await button(tablet, nl['action.undo']).tap()
  await soon(async () => (await stays('Daan'))[0]?.removed_at !== null).toBe(true)
  await inTile(tablet, 'Daan', nl['tile.timeUnknown']).waitFor()

  await button(tablet, nl['group.mode.diary']).tap()
  await choose(page, ['Aya', 'Noor', 'Bram'])
  await tablet.shot('5-chosen')
  await button(tablet, nl['inOut.in.chosen'](2)).tap()
  await soon(async () => (await stays()).filter((one) => one.left_at === null && one.removed_at === null)).toHaveLength(
    5,
  )
  await tile(page, 'Bram').locator('xpath=..').getByText(nl['tile.unexpected']).waitFor()
  await tablet.shot('6-diary')
  await choose(page, ['Bram'])
  await button(tablet, nl['inOut.out.chosen'](1)).tap()
  await soon(async () => (await stays('Bram'))[0]?.left_at !== null).toBe(true)
  await button(tablet, nl['group.mode.inOut']).tap()
})

test('how many staff there are, and what the ratio then says', async () => {
  const bar = tablet.page.getByRole('region', { name: nl['ratio.title'] })
  await bar.getByText(nl['ratio.here'](4)).waitFor()
  await tablet.shot('7-ratio-unknown')
  await bar.getByRole('button', { name: nl['ratio.set'] }).tap()
  await button(tablet, nl['ratio.more']).tap()
  await bar.getByText('1', { exact: true }).waitFor()
  await soon(async () => (await product.owner.query('select staff from group_staffing')).rows).toEqual([{ staff: 1 }])
  await tablet.shot('8-ratio')
  await button(tablet, nl['ratio.explain']).tap()
  await dialog(tablet).getByText(nl['ratio.explain.title']).waitFor()
  await tablet.shot('9-ratio-explained')
  await inDialog(tablet, nl['action.close']).tap()
})

test('a late correction has a reason, and its history tells', async () => {
  await button(tablet, nl['inOut.more']('Aya')).tap()
  await inDialog(tablet, nl['stay.correct']).waitFor()
  await tablet.shot('10-child')
  await inDialog(tablet, nl['stay.correct']).tap()
  const time = dialog(tablet).getByLabel(nl['stay.time'], { exact: true })
  await time.fill('08:14')
  await dialog(tablet)
    .getByRole('button', { name: new RegExp(`${nl['time.less']}$`) })
    .tap()
  await soon(() => time.inputValue()).toBe('08:10')
  await dialog(tablet)
    .getByRole('button', { name: new RegExp(`${nl['time.more']}$`) })
    .tap()
  await soon(() => time.inputValue()).toBe('08:15')
  await time.fill('08:14')
  await inDialog(tablet, nl['stay.save']).tap()
  await dialog(tablet).getByText(nl['stay.problem.reason']).waitFor()
  await tablet.shot('11-correct')
  await dialog(tablet).getByLabel(nl['stay.reason']).fill('Vergeten te noteren')
  // What was filled in is there again when the tablet went meanwhile.
  await tablet.page.reload()
  await button(tablet, nl['inOut.more']('Aya')).tap()
  await inDialog(tablet, nl['stay.correct']).tap()
  expect(await time.inputValue()).toBe('08:14')
  expect(await dialog(tablet).getByLabel(nl['stay.reason']).inputValue()).toBe('Vergeten te noteren')
  await inDialog(tablet, nl['stay.save']).tap()
  await inDialog(tablet, nl['stay.history']).tap()
  await dialog(tablet).getByText('Vergeten te noteren', { exact: false }).waitFor()
  await tablet.shot('12-history')
  await inDialog(tablet, nl['action.close']).tap()
  await inTile(tablet, 'Aya', nl['tile.stillHere']('08:14')).waitFor()

  // What nobody noted is added, and what was none goes.
  await button(tablet, nl['inOut.more']('Daan')).tap()
  await inDialog(tablet, nl['stay.add']).tap()
  await dialog(tablet).getByLabel(nl['stay.time'], { exact: true }).fill('09:00')
  await dialog(tablet).getByLabel(nl['stay.reason']).fill('Stond niet op de lijst')
  await inDialog(tablet, nl['stay.save']).tap()
  await inDialog(tablet, nl['stay.remove']).tap()
  await dialog(tablet).getByLabel(nl['stay.reason']).fill('Verkeerd kind')
  await inDialog(tablet, nl['stay.remove']).tap()
  await inDialog(tablet, nl['stay.add']).waitFor()
  await inDialog(tablet, nl['action.close']).tap()
  expect((await stays('Daan')).map((one) => one.removed_at !== null)).toEqual([true, true])
})

test('the evacuation list opens without a connection, and keeps who was counted', async () => {
  const { page, context } = tablet
  await button(tablet, nl['outbox.done']).waitFor()
  await context.setOffline(true)
  await page.reload()
  await inTile(tablet, 'Aya', nl['tile.stillHere']('08:14')).waitFor()
  await page.getByRole('link', { name: nl['evacuation.open'] }).tap()
  await page.getByText(nl['evacuation.left'](4, 4)).waitFor()
  // From when it is, and that there is no connection, stands with the list itself: it is printed along.
  const { rows } = await product.owner.query(
    'select l.name from location l join "group" g on g.location_id = l.id where g.id = $1',
    [group],
  )
  const asOf = nl['evacuation.asOf']('\\d\\d:\\d\\d')
  const standing = page.getByText(new RegExp(`^${rows[0].name} · \\d+ [a-z]+ · ${asOf} · ${nl['evacuation.offline']}$`))
  await standing.waitFor()
  await page.getByRole('checkbox', { name: /Aya Bakker/ }).tap()
  await page.getByText(nl['evacuation.left'](3, 4)).waitFor()
  await tablet.shot('13-evacuation')
  await page.reload()
  await page.getByText(nl['evacuation.left'](3, 4)).waitFor()
  await page.emulateMedia({ media: 'print' })
  expect(await standing.isVisible()).toBe(true)
  await tablet.shot('14-evacuation-print')
  await page.emulateMedia({ media: null })
  await context.setOffline(false)
  expect(tablet.problems).toEqual([])
})

test('a morning of twenty-four children with the network lost in the middle: nobody is lost, nobody is there twice', async () => {
  const first = uuidv7()
  const guardian = {
    firstName: 'Vera',
    lastName: 'Ochtend',
    email: 'vera@example.org',
    language: 'nl',
    parentalAuthority: true,
  }
  const groupId = await morningGroup()
  for (let n = 0; n < 24; n++) {
    const child = {
      firstNames: `Kind ${n}`,
      callName: `Kind${String(n).padStart(2, '0')}`,
      surname: 'Ochtend',
      birthDate: '2024-02-10',
    }
    const body = {
      id: n === 0 ? first : uuidv7(),
      ...child,
      careType: 'KDV',
      groupId,
      startsOn: today,
      guardians: [guardian],
    }
    expect((await ask(product, 'Ingrid', 'POST', '/api/administration/children', body)).status).toBe(200)
  }
  const morning = await product.window('Anouk', { size: 'tablet' })
  const { page, context } = morning
  await openLive(morning, inOut(groupId))
  await ready(morning)
  await openLive(morning, inOut(groupId))
  const tiles = page.locator('button[data-child]')
  await tiles.nth(23).waitFor()
  for (let n = 0; n < 24; n++) {
    if (n === 8) await context.setOffline(true)
    if (n === 16) {
      // Killed in the middle, and opened again.
      await page.reload()
      await tiles.nth(23).waitFor()
    }
    if (n === 20) await context.setOffline(false)
    await tiles.nth(n).tap()
  }
  await morning.shot('15-morning')
  await button(morning, nl['outbox.done']).waitFor({ timeout: 30_000 })
  const { rows } = await product.owner.query(
    `select count(*)::int as stays, count(distinct s.child_id)::int as children,
            bool_and(s.arrived_at < r.at) as before_it_was_told
       from stay s join stay_revision r on r.stay_id = s.id where s.group_id = $1`,
    [groupId],
  )
  expect(rows).toEqual([{ stays: 24, children: 24, before_it_was_told: true }])
  await soon(() => page.getByText(/^er sinds \d\d:\d\d$/).count()).toBe(24)
  expect(morning.problems).toEqual([])
  await context.close()
})

test.each(['nl', 'en'] as const)('who comes and goes has no faults, %s', async (language) => {
  const who = language === 'nl' ? 'Anouk' : 'Grace'
  const window = await product.window(who)
  await openLive(window, inOut(group))
  await inOutTile(window, 'Noor').waitFor()
  await window.page.getByRole('region', { name: (language === 'nl' ? nl : en)['ratio.title'] }).waitFor()
  const faults = await faultsInRooms(window, 'in-out', language, true)
  await arrive('Grace', 'Daan')
  const list = await product.window(who)
  await openLive(list, `/group/${group}/evacuation`)
  await list.page.getByRole('checkbox').first().waitFor()
  expect([...faults, ...(await faultsInRooms(list, 'evacuation', language, true))]).toEqual([])
})

test('who works in a group no longer keeps nothing of it on the tablet', async () => {
  const window = await product.window('Grace', { size: 'tablet' })
  const { page, context } = window
  await openLive(window, inOut(group))
  await inOutTile(window, 'Noor').waitFor()
  const kept = () =>
    page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open('ouderapp')
        asked.onsuccess = () => resolve(asked.result)
        asked.onerror = () => reject(asked.error)
      })
      const keys = await new Promise<IDBValidKey[]>((resolve) => {
        const asked = database.transaction('kept').objectStore('kept').getAllKeys()
        asked.onsuccess = () => resolve(asked.result)
      })
      database.close()
      return keys.filter((key) => String(key).includes(' group ')).length
    })
  await soon(kept).toBe(1)
  await product.owner.query(`update staff_assignment set ends_on = $1::date - 1 where person_id = $2`, [
    today,
    product.nursery.people.Grace.id,
  ])
  await page.reload()
  await page.getByText(nl['error.screen']).or(page.getByText(en['error.screen'])).waitFor()
  expect(await page.locator('button[data-child]').count()).toBe(0)
  await soon(kept).toBe(0)
  await context.close()
})

/** A group of its own, with the staff of the other. */
async function morningGroup(): Promise<string> {
  const { owner, nursery } = product
  const groupId = uuidv7()
  await owner.query(
    `insert into "group" select (jsonb_populate_record(g, jsonb_build_object('id', $1::uuid, 'name', 'Uilen'))).* from "group" g where id = $2`,
    [groupId, nursery.groupId],
  )
  await owner.query(
    `insert into staff_assignment select (jsonb_populate_record(a, jsonb_build_object('id', $1::uuid, 'group_id', $2::uuid))).*
       from staff_assignment a where person_id = $3`,
    [uuidv7(), groupId, nursery.people.Anouk.id],
  )
  return groupId
}
