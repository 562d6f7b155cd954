import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { daysAfter } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, moreForGroup, nl, openLive, settled, soon, tile } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let today: string

/** Somebody with the role of staff whose only group is another one. */
async function toAnotherGroup(who: PersonName): Promise<string> {
  const { owner, nursery } = product
  const groupId = uuidv7()
  await owner.query(
    `insert into "group" select (jsonb_populate_record(g, jsonb_build_object('id', $1::uuid, 'name', 'Uilen'))).* from "group" g where id = $2`,
    [groupId, nursery.groupId],
  )
  await owner.query('update staff_assignment set group_id = $1 where person_id = $2', [groupId, nursery.people[who].id])
  return groupId
}

const bodyOf = (child: ChildName, more: object = {}) => ({
  id: uuidv7(),
  children: [{ childId: product.nursery.children[child], absenceId: uuidv7() }],
  reason: 'sick',
  startsOn: today,
  endsOn: today,
  part: null,
  note: '',
  ...more,
})
const report = (who: PersonName, child: ChildName, more: object = {}) =>
  ask(product, who, 'POST', '/api/absences', bodyOf(child, more))

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  await fillPlanning(product, today)
  const { rows } = await product.owner.query('select location_id from "group" where id = $1', [product.nursery.groupId])
  const rule = { careType: 'KDV', locationId: rows[0].location_id, startsOn: today, cutOffMinute: 540, daysBefore: 0 }
  const added = { id: uuidv7(), ...rule, credit: 'kept_before_cut_off' }
  expect((await ask(product, 'Marieke', 'POST', '/api/absence-rules', added)).status).toBe(200)
  phone = await product.window('Lisa')
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(phone)
  await openLive(tablet, `/group/${product.nursery.groupId}`)
})
afterAll(() => product?.close())

const button = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const inTile = (child: string, words: string) =>
  tile(tablet.page, child).locator('xpath=..').getByText(words, { exact: true })
const note = 'Veertig graden koorts sinds vannacht'

test('sick in two taps on the phone, seen on the tablet at once, and that comes back; nobody else hears of it', async () => {
  const uilen = await toAnotherGroup('Grace')
  const other = await product.window('Grace', { size: 'tablet' })
  const neighbour = await product.window('Sanne')
  await openLive(other, `/group/${uilen}`)
  await openLive(neighbour)

  await button(phone, nl['absence.report']).click()
  await dialog(phone).getByText(nl['absence.effect.past']('vandaag 09:00'), { exact: false }).waitFor()
  await dialog(phone).getByText(nl['absence.effect.credit.lost'], { exact: false }).waitFor()
  await dialog(phone).getByText(nl['absence.effect.expected']('08:30–18:00')).waitFor()
  await dialog(phone).getByText(nl['absence.form.note.help']).waitFor()
  await phone.shot('absence-form')
  await dialog(phone).getByLabel(nl['absence.form.note']).fill(note)
  await inDialog(phone, nl['absence.form.send']).click()
  await dialog(phone).waitFor({ state: 'detached' })
  await phone.page
    .getByText(nl['absence.form.reported']('Noor', 'ziek', 'vandaag'))
    .first()
    .waitFor()
  await phone.page.getByText(nl['today.absences.unseen']).waitFor()
  await phone.shot('absence-reported')

  await inTile('Noor', nl['tile.absent']('ziek')).waitFor()
  expect(await inTile('Noor', nl['tile.nothing']).count()).toBe(0)
  await tablet.page.getByText(nl['group.absent.unseen'](1)).waitFor()
  await tablet.shot('absence-tablet')
  await tablet.page.getByRole('button', { name: nl['group.absent.look'] }).click()
  await dialog(tablet).getByText(note).waitFor()
  await tablet.shot('absence-panel')
  await button(tablet, nl['absence.panel.see.of']('Noor')).click()
  await dialog(tablet)
    .getByText(/^Gezien door de groep: Anouk/)
    .waitFor()
  await inDialog(tablet, nl['action.close']).click()

  await phone.page.getByText(/^gezien door de groep, \d\d:\d\d$/).waitFor()
  await phone.shot('absence-seen')

  await settled(product, [other, neighbour])
  const { rows } = await product.owner.query('select id from absence')
  expect(rows).toHaveLength(1)
  expect(await phone.received()).toContain(rows[0].id)
  for (const window of [other, neighbour]) {
    const heard = await window.received()
    expect(heard).not.toContain(note)
    expect(heard).not.toContain(rows[0].id)
    expect(window.problems).toEqual([])
    await window.context.close()
  }
})

test('the other guardian reads it, changes it, and what happened is told', async () => {
  const tom = await product.window('Tom')
  await openLive(tom)
  await tom.page.getByRole('link', { name: nl['today.absences.all'] }).click()
  await tom.page.getByRole('heading', { name: nl['absence.list.title'], exact: true }).waitFor()
  await tom.page.getByText(note).waitFor()
  await tom.page.getByText(nl['absence.list.late']).waitFor()
  await tom.shot('absence-list')
  await button(tom, nl['absence.list.change.of']('Noor', 'vandaag')).click()
  await dialog(tom).getByLabel(nl['absence.form.last'], { exact: true }).fill(daysAfter(today, -2))
  await inDialog(tom, nl['absence.form.save']).click()
  await dialog(tom).getByText(nl['absence.problem.before_start']).waitFor()
  await dialog(tom).getByLabel(nl['absence.form.last'], { exact: true }).fill(daysAfter(today, 1))

  // What fails loses nothing.
  await tom.page.route('**/api/absences/*', (route) => route.abort())
  await inDialog(tom, nl['absence.form.save']).click()
  await dialog(tom).getByText(nl['error.network']).waitFor()
  await tom.shot('absence-change-failed')
  await tom.page.unroute('**/api/absences/*')
  await inDialog(tom, nl['absence.form.save']).click()
  await dialog(tom).waitFor({ state: 'detached' })
  const both = nl['absence.range']('vandaag', 'morgen')
  // It is to be seen anew, also on the phone of who reported it.
  await phone.page.getByText(nl['today.absences.unseen']).waitFor()
  await phone.page.getByText(both).waitFor()
  await tablet.page.getByText(nl['group.absent.unseen'](1)).waitFor()
  await button(tom, nl['absence.list.history.of']('Noor', both)).click()
  await tom.page.getByText(nl['absence.history.reported']('Lisa')).waitFor()
  await tom.page.getByText(nl['absence.history.seen']('Anouk')).waitFor()
  await tom.page.getByText(nl['absence.history.changed']('Tom')).waitFor()
  await tom.shot('absence-history')

  await button(tom, nl['absence.list.cancel.of']('Noor', both)).click()
  await dialog(tom).getByText(nl['absence.cancel.text']('Noor', both)).waitFor()
  await tom.shot('absence-cancel')
  await inDialog(tom, nl['absence.cancel.action']).click()
  await tom.page.getByText(nl['absence.list.none']).waitFor()
  await inTile('Noor', nl['tile.absent']('ziek')).waitFor({ state: 'detached' })
  await phone.page.getByText(both).waitFor({ state: 'detached' })
  expect(tom.problems.filter((one) => !one.includes('ERR_FAILED'))).toEqual([])
  await tom.context.close()
})

test('several children at once, a part of the day, and what stands there already is offered to be opened', async () => {
  const eva = await product.window('Eva')
  await openLive(eva)
  await button(eva, nl['absence.report']).click()
  await inDialog(eva, nl['absence.form.send']).click()
  await dialog(eva).getByText(nl['absence.problem.children']).waitFor()
  await dialog(eva).getByRole('checkbox', { name: 'Mila' }).check()
  await dialog(eva).getByRole('checkbox', { name: 'Daan' }).check()
  await inDialog(eva, nl['absence.form.other']).click()
  await inDialog(eva, nl['absence.form.tomorrow']).click()
  await dialog(eva).getByRole('checkbox', { name: nl['absence.form.part'] }).check()
  await dialog(eva).getByLabel(nl['absence.form.from'], { exact: true }).fill('900')
  await dialog(eva).getByLabel(nl['absence.form.until'], { exact: true }).fill('8.00')
  await inDialog(eva, nl['absence.form.send']).click()
  await dialog(eva).getByText(nl['absence.problem.before_from']).waitFor()
  await dialog(eva).getByLabel(nl['absence.form.until'], { exact: true }).fill('11.30')
  await dialog(eva).getByText(nl['absence.effect.before']('morgen 09:00'), { exact: false }).first().waitFor()
  await eva.shot('absence-several')
  await inDialog(eva, nl['absence.form.send']).click()
  await dialog(eva).waitFor({ state: 'detached' })
  const part = 'morgen, 09:00–11:30'
  await soon(() => eva.page.getByText(part, { exact: true }).count()).toBe(2)

  // Anything else on that day runs into it.
  await button(eva, nl['absence.report']).click()
  await dialog(eva).getByRole('checkbox', { name: 'Mila' }).check()
  await inDialog(eva, nl['absence.form.tomorrow']).click()
  await inDialog(eva, nl['absence.form.send']).click()
  await dialog(eva).getByText(nl['absence.overlaps']).waitFor()
  expect(await inDialog(eva, nl['absence.form.tomorrow']).getAttribute('aria-pressed')).toBe('true')
  await eva.shot('absence-overlaps')
  await dialog(eva).getByRole('alert').getByRole('button', { name: nl['absence.effect.open'] }).click()
  await eva.page.getByRole('heading', { name: nl['absence.list.title'], exact: true }).waitFor()
  await soon(() => eva.page.evaluate(() => document.activeElement?.id)).toMatch(/^absence-/)
  await eva.shot('absence-opened')

  // What was just reported is taken back with one press.
  await button(eva, nl['absence.report']).click()
  await dialog(eva).getByRole('checkbox', { name: 'Daan' }).check()
  await inDialog(eva, nl['absence.form.send']).click()
  await dialog(eva).waitFor({ state: 'detached' })
  await eva.page.getByRole('heading', { name: nl['absence.list.title.of']('Daan', 'ziek') }).waitFor()
  await eva.page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await eva.page
    .getByRole('heading', { name: nl['absence.list.title.of']('Daan', 'ziek') })
    .waitFor({ state: 'detached' })
  expect(eva.problems.filter((one) => !one.includes('409'))).toEqual([])
  await eva.context.close()
})

test('staff report on behalf from the child, which its guardian sees with the name of who did', async () => {
  await tile(tablet.page, 'Noor').check()
  await moreForGroup(tablet.page)
  await button(tablet, nl['absence.report']).click()
  expect(await dialog(tablet).getByRole('checkbox', { name: 'Noor' }).isChecked()).toBe(true)
  await tablet.shot('absence-behalf')
  await inDialog(tablet, nl['absence.form.send']).click()
  await dialog(tablet).waitFor({ state: 'detached' })
  await inTile('Noor', nl['tile.absent']('ziek')).waitFor()
  await tile(tablet.page, 'Noor').uncheck()
  await phone.page.getByText('Noor · ziek').click()
  await phone.page.getByText(/^Ingevoerd door Anouk van de groep/).waitFor()
  expect(phone.problems).toEqual([])
  expect(tablet.problems).toEqual([])
})

test('who gave no consent and reads nothing reports as well', async () => {
  const karim = await product.window('Karim')
  await openLive(karim)
  await karim.page.getByRole('heading', { name: nl['empty.granted.title']('Yusuf') }).waitFor()
  await button(karim, nl['absence.report']).click()
  await inDialog(karim, nl['absence.form.holiday']).click()
  await inDialog(karim, nl['absence.form.send']).click()
  await karim.page.getByRole('link', { name: /^Yusuf · vakantie/ }).waitFor()
  await karim.shot('absence-without-consent')
  await inTile('Yusuf', nl['tile.absent']('vakantie')).waitFor()
  await karim.page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
  await inTile('Yusuf', nl['tile.absent']('vakantie')).waitFor({ state: 'detached' })
  expect(karim.problems).toEqual([])
  await karim.context.close()
})

test('a manager sets until when, is told what is wrong, and takes it back', async () => {
  const desk = await product.window('Marieke', { size: 'tablet' })
  const { page } = desk
  await page.goto('/office')
  await page.getByText(nl['absenceRules.card']).click()
  await page.getByText(nl['absenceRules.sameDay']('09:00'), { exact: false }).waitFor()
  await button(desk, nl['absenceRules.add']).click()
  await page.getByText(nl['planning.problem.day']).waitFor()
  const added = page.getByText(nl['absenceRules.before']('18:00', 1), { exact: false })
  // The same once more, also right after it was taken back.
  for (let n = 0; n < 2; n++) {
    await page.getByLabel(nl['absenceRules.starts'], { exact: true }).fill(daysAfter(today, 7))
    await page.getByLabel(nl['absenceRules.time'], { exact: true }).fill('18.00')
    await page.getByLabel(nl['absenceRules.days'], { exact: true }).fill('1')
    await button(desk, nl['absenceRules.add']).click()
    await added.waitFor()
    await desk.shot('absence-rules')
    await page.getByRole('status').getByRole('button', { name: nl['action.undo'] }).click()
    await added.waitFor({ state: 'detached' })
  }
  expect(desk.problems).toEqual([])
  await desk.context.close()
})

const screens: Record<
  string,
  { who: PersonName; staff?: true; open(window: BrowserWindow, words: typeof nl): Promise<void> }
> = {
  'absence, reporting': {
    who: 'Eva',
    async open(window, words) {
      await openLive(window)
      await button(window, words['absence.report']).click()
      await inDialog(window, words['absence.form.days']).click()
      await dialog(window).getByRole('checkbox', { name: 'Mila' }).check()
      await dialog(window).getByRole('checkbox', { name: words['absence.form.part'] }).check()
      await inDialog(window, words['absence.form.send']).click()
      await dialog(window).getByText(words['absence.problem.time']).waitFor()
      await dialog(window).locator('section ul:not([aria-busy])').waitFor()
    },
  },
  'absence on today': {
    who: 'Lisa',
    async open(window) {
      await openLive(window)
      await window.page
        .getByText(/^Noor · /)
        .first()
        .waitFor()
    },
  },
  'absence, the list': {
    who: 'Lisa',
    async open(window, words) {
      await openLive(window, '/absence')
      await window.page
        .getByRole('button', { name: /^(Wat er gebeurde|What happened)/ })
        .first()
        .click()
      await window.page.getByText(words['absence.history.reported']('Anouk')).waitFor()
    },
  },
  'absence in the group': {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      await openLive(window, `/group/${product.nursery.groupId}`)
      await window.page.getByText(words['group.absent'](1), { exact: false }).waitFor()
    },
  },
  'absence, the panel of the group': {
    who: 'Anouk',
    staff: true,
    async open(window, words) {
      await openLive(window, `/group/${product.nursery.groupId}`)
      await window.page.getByRole('button', { name: words['group.absent.look'] }).click()
      await button(window, words['absence.panel.see.of']('Noor')).waitFor()
    },
  },
  'absence rules': {
    who: 'Marieke',
    staff: true,
    async open({ page }, words) {
      await page.goto('/office/absence-rules')
      await page.getByRole('button', { name: words['absenceRules.add'], exact: true }).click()
      await page.getByText(words['planning.problem.day']).waitFor()
    },
  },
}
test.each(Object.entries(screens))(
  '%s: no axe violation, nothing beside the page, every target large enough',
  async (name, { who, open, staff }) => {
    // What the screens show is there whichever of them is looked at alone.
    const { children } = product.nursery
    const { rows } = await product.owner.query('select 1 from absence where child_id = $1 and cancelled_at is null', [
      children.Noor,
    ])
    if (rows.length === 0) expect((await report('Anouk', 'Noor')).status).toBe(200)
    const faults: string[] = []
    for (const [language, words] of [
      ['nl', nl],
      ['en', en],
    ] as const) {
      await ask(product, who, 'PUT', '/api/account/language', { language })
      const window = await product.window(who)
      await open(window, words)
      faults.push(...(await faultsInRooms(window, `screen-${name}`, language, staff)))
    }
    expect(faults).toEqual([])
  },
)
