import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, nl, openLive, reply, soon, tile } from './steps.ts'

let product: Product
let desk: BrowserWindow
let tablet: BrowserWindow
let today: string
beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  desk = await product.window('Marieke', { size: 'tablet' })
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(tablet, `/group/${product.nursery.groupId}`)
})
afterAll(() => product?.close())

const dialog = () => desk.page.getByRole('dialog')
const button = (name: string) => desk.page.getByRole('button', { name, exact: true })
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })
/** The cell of a child today. */
const cellToday = (name: string) => desk.page.getByRole('button', { name: new RegExp(`^${name}, ${weekday()} `) })
const weekday = () =>
  new Intl.DateTimeFormat('nl-NL', { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${today}T12:00:00Z`))
const onTablet = (name: string, words: string) =>
  tablet.page
    .getByText(words, { exact: true })
    .and(tile(tablet.page, name).locator('xpath=..').getByText(words, { exact: true }))
const placementOf = async (child: 'Noor' | 'Aya') =>
  (await product.owner.query('select id from placement where child_id = $1', [product.nursery.children[child]])).rows[0]
    .id

test('a child gets its first week: what is wrong is said, what was typed survives a failure, and the tablet has it at once', async () => {
  const { page } = desk
  await page.goto('/office')
  await page.getByText(nl['planning.card']).click()
  await page.getByRole('row', { name: /^Noor/ }).getByText(nl['planning.unknown']).waitFor()
  await desk.shot('planning-empty')
  await button(nl['planning.open.week']('Noor')).click()
  await dialog().getByLabel(nl['planning.week.from'], { exact: true }).fill(today)
  await dialog().getByRole('checkbox', { name: weekday() }).check()
  const until = dialog().getByLabel(nl['planning.week.end'](weekday()))
  await until.fill('700')
  await inDialog(nl['planning.week.save']).click()
  await dialog().getByText(nl['planning.problem.before_from']).waitFor()
  await until.fill('1715')
  await dialog().getByText(nl['planning.week.comes']('08:30–17:15')).waitFor()
  await desk.shot('planning-week')

  await page.route('**/api/placements/*/weeks', (route) => route.abort())
  await inDialog(nl['planning.week.save']).click()
  await dialog().getByText(nl['error.network']).waitFor()
  expect(await until.inputValue()).toBe('17:15')
  await desk.shot('planning-week-failed')
  await page.unroute('**/api/placements/*/weeks')
  // Nor is it lost when the dialog is closed.
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await button(nl['planning.open.week']('Noor')).click()
  expect(await until.inputValue()).toBe('17:15')
  await inDialog(nl['planning.week.save']).click()
  await dialog().waitFor({ state: 'detached' })
  await cellToday('Noor').filter({ hasText: '08:30' }).waitFor()
  await onTablet('Noor', nl['tile.expected']('08:30–17:15')).waitFor()
  await desk.shot('planning-saved')

  await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await page.getByRole('row', { name: /^Noor/ }).getByText(nl['planning.unknown']).waitFor()
  await onTablet('Noor', nl['tile.expected']('08:30–17:15')).waitFor({ state: 'detached' })
})

test('a week that changes says what changes and until when; of two managers the second sees what the first did', async () => {
  const { page } = desk
  await fillPlanning(product, today)
  await page.reload()
  await onTablet('Noor', nl['tile.expected']('08:30–18:00')).waitFor()
  await onTablet('Bram', nl['tile.away']).waitFor()
  // Who is away stands behind who comes.
  const names = await tablet.page
    .locator('input[data-child]')
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
  expect(names.findIndex((name) => name.startsWith('Bram'))).toBe(names.length - 1)
  await tablet.page.getByText(nl['group.expected'](4), { exact: false }).waitFor()
  await tablet.shot('planning-tablet')

  await button(nl['planning.open.week']('Noor')).click()
  await dialog().getByLabel(nl['planning.week.from'], { exact: true }).fill(today)
  await dialog().getByText(nl['planning.week.none']).waitFor()
  await dialog().getByRole('checkbox', { name: weekday() }).uncheck()
  await dialog().getByText(nl['planning.week.stops']).waitFor()
  const { rows } = await product.owner.query(
    'select version from contract_week where child_id = $1 and starts_on = $2 and removed_at is null',
    [product.nursery.children.Noor, today],
  )
  expect(rows).toEqual([{ version: 1 }])
  const days = Array.from({ length: 7 }, () => ({ from: 540, until: 900 }))
  const other = { id: uuidv7(), startsOn: today, days, version: 1 }
  const placement = await placementOf('Noor')
  expect((await ask(product, 'Marieke', 'POST', `/api/placements/${placement}/weeks`, other)).status).toBe(200)
  await inDialog(nl['planning.week.save']).click()
  await dialog().getByText(nl['planning.stale']).waitFor()
  expect(await dialog().getByRole('checkbox', { name: weekday() }).isChecked()).toBe(false)
  await desk.shot('planning-stale')
  await inDialog(nl['planning.week.save']).click()
  await dialog().waitFor({ state: 'detached' })
  await onTablet('Noor', nl['tile.away']).waitFor()
  await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await onTablet('Noor', nl['tile.expected']('09:00–15:00')).waitFor()
})

test('an extra day is planned and taken away, each with its way back', async () => {
  const { page } = desk
  const address = '/api/extra-days/'
  await cellToday('Bram').click()
  await dialog().getByText(nl['planning.extra.preview']('Bram', '08:30–18:00')).waitFor()
  await dialog().getByLabel(nl['planning.extra.until'], { exact: true }).fill('8.00')
  await inDialog(nl['planning.extra.add']).click()
  await dialog().getByText(nl['planning.problem.before_from']).waitFor()
  await dialog().getByLabel(nl['planning.extra.until'], { exact: true }).fill('12.00')
  await desk.shot('planning-extra')
  await inDialog(nl['planning.extra.add']).click()
  await cellToday('Bram').getByText(nl['planning.extra'], { exact: true }).waitFor()
  await onTablet('Bram', nl['tile.expected']('08:30–12:00')).waitFor()
  await onTablet('Bram', nl['flag.extra']).waitFor()
  await desk.shot('planning-extra-there')
  await cellToday('Bram').click()
  const gone = reply(page, 'DELETE', address)
  await inDialog(nl['planning.extra.remove']).click()
  await gone
  await onTablet('Bram', nl['tile.away']).waitFor()
  await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await onTablet('Bram', nl['tile.expected']('08:30–12:00')).waitFor()
})

test('by keyboard alone the cells are reached, and the focus comes back to where it was', async () => {
  const { page } = desk
  await button(nl['planning.open.week']('Aya')).focus()
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe(nl['planning.open.week']('Bram'))
  await page.keyboard.press('ArrowRight')
  const label = await page.evaluate(() => document.activeElement?.ariaLabel)
  expect(label).toMatch(/^Bram, maandag/)
  await page.keyboard.press('Enter')
  await dialog().waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe(label)
  await page.keyboard.press('ArrowUp')
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toMatch(/^Aya, maandag/)
})

test('a closing day stands over everything at once, and no more when it is taken back', async () => {
  const { page } = desk
  await page.getByRole('link', { name: nl['planning.closings'] }).click()
  await page.getByRole('heading', { name: nl['closing.title'], exact: true }).waitFor()
  await button(nl['closing.add']).click()
  await page.getByText(nl['planning.problem.empty']).waitFor()
  await page.getByLabel(nl['closing.day'], { exact: true }).fill(today)
  await page.getByLabel(nl['closing.name'], { exact: true }).fill('Waterschade')
  await button(nl['closing.add']).click()
  await tablet.page.getByText(nl['group.closed']('Waterschade')).waitFor()
  await tablet.shot('planning-tablet-closed')
  expect(await tablet.page.getByText(nl['tile.away'], { exact: true }).count()).toBe(0)
  // Twice is refused, and what was typed stays.
  await page.getByLabel(nl['closing.day'], { exact: true }).fill(today)
  await page.getByLabel(nl['closing.name'], { exact: true }).fill('Nog eens')
  await button(nl['closing.add']).click()
  await page.getByText(nl['planning.problem.taken']).waitFor()
  expect(await page.getByLabel(nl['closing.name'], { exact: true }).inputValue()).toBe('Nog eens')
  await desk.shot('closing-days')
  await page.goBack()
  await page.getByText(nl['planning.closed']('Waterschade')).first().waitFor()
  await desk.shot('planning-closed')
  await page.goto('/office/closing-days')
  await page.getByRole('button', { name: /^Haal Waterschade/ }).click()
  await tablet.page.getByText(nl['group.closed']('Waterschade')).waitFor({ state: 'detached' })
  await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await tablet.page.getByText(nl['group.closed']('Waterschade')).waitFor()
  await page.getByRole('button', { name: /^Haal Waterschade/ }).click()
  await tablet.page.getByText(nl['group.closed']('Waterschade')).waitFor({ state: 'detached' })
  // The same once more, also right after it was taken back.
  for (let n = 0; n < 2; n++) {
    await page.getByLabel(nl['closing.day'], { exact: true }).fill(today)
    await page.getByLabel(nl['closing.name'], { exact: true }).fill('Storm')
    await button(nl['closing.add']).click()
    await tablet.page.getByText(nl['group.closed']('Storm')).waitFor()
    await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
    await tablet.page.getByText(nl['group.closed']('Storm')).waitFor({ state: 'detached' })
  }
})

test('administration closes the whole organisation, which no manager takes back', async () => {
  const office = await product.window('Ingrid', { size: 'tablet' })
  const { page } = office
  await page.goto('/office')
  await page.getByText(nl['closing.card']).click()
  await page.getByText(nl['closing.none'], { exact: true }).waitFor()
  await page.getByLabel(nl['closing.day'], { exact: true }).fill(today)
  await page.getByLabel(nl['closing.name'], { exact: true }).fill('Staking')
  await page.getByRole('button', { name: nl['closing.add'], exact: true }).click()
  await tablet.page.getByText(nl['group.closed']('Staking')).waitFor()
  await desk.page.reload()
  await desk.page.getByText('Staking', { exact: true }).waitFor()
  expect(await desk.page.getByRole('button', { name: /^Haal Staking/ }).count()).toBe(0)
  await page.getByRole('button', { name: /^Haal Staking/ }).click()
  await soon(async () => tablet.page.getByText(nl['group.closed']('Staking')).count()).toBe(0)
  for (const window of [desk, tablet, office]) expect(window.problems.filter((one) => !one.includes('409'))).toEqual([])
  await office.context.close()
})

const screens: Record<string, { who: PersonName; open(window: BrowserWindow, words: typeof nl): Promise<void> }> = {
  planning: {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/planning')
      await page.getByText(words['planning.child'], { exact: true }).waitFor()
    },
  },
  'planning, a week': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/planning')
      await page.getByRole('button', { name: words['planning.open.week']('Noor') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: words['planning.week.save'] }).waitFor()
      await dialog.getByRole('checkbox').nth(2).uncheck()
      await dialog.getByRole('textbox').nth(1).fill('laat')
      await dialog.getByRole('button', { name: words['planning.week.save'] }).click()
      await dialog.getByText(words['planning.problem.time']).waitFor()
    },
  },
  'planning, an extra day': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/planning')
      await page.getByRole('row', { name: /^Bram/ }).getByRole('button').nth(1).click()
      await page.getByRole('dialog').waitFor()
      await page.getByText(words['planning.child'], { exact: true }).waitFor()
    },
  },
  'closing days': {
    who: 'Marieke',
    async open({ page }, words) {
      await page.goto('/office/closing-days')
      await page.getByRole('button', { name: words['closing.add'], exact: true }).click()
      await page.getByText(words['planning.problem.empty']).waitFor()
    },
  },
  'the group with who is expected': {
    who: 'Anouk',
    async open(window, words) {
      await openLive(window, `/group/${product.nursery.groupId}`)
      await window.page.getByText(words['flag.extra'], { exact: true }).waitFor()
    },
  },
  'the group, closed': {
    who: 'Anouk',
    async open(window, words) {
      const { rows } = await product.owner.query('select location_id from "group" where id = $1', [
        product.nursery.groupId,
      ])
      const body = { id: uuidv7(), locationId: rows[0].location_id, day: today, name: 'Studiedag van het hele team' }
      // In the other language it is closed already.
      expect([200, 422]).toContain((await ask(product, 'Marieke', 'POST', '/api/closing-days', body)).status)
      await openLive(window, `/group/${product.nursery.groupId}`)
      await window.page.getByText(words['group.closed'](body.name)).waitFor()
    },
  },
}
test.each(Object.entries(screens))(
  '%s: no axe violation, nothing beside the page, every target large enough',
  async (name, { who, open }) => {
    const faults: string[] = []
    for (const [language, words] of [
      ['nl', nl],
      ['en', en],
    ] as const) {
      await ask(product, who, 'PUT', '/api/account/language', { language })
      const window = await product.window(who)
      await open(window, words)
      faults.push(...(await faultsInRooms(window, `screen-${name}`, language, true)))
    }
    expect(faults).toEqual([])
  },
)
