import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { daysAfter } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { fillPlanning } from '../support/planning.ts'
import { ask, moreForGroup, nl, openLive, soon } from './steps.ts'

/* An absence that became another while somebody had it open, and one that is not of the day that is looked at. */

let product: Product
let tablet: BrowserWindow
let today: string
let tomorrow: string

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  tomorrow = daysAfter(today, 1)
  await fillPlanning(product, today)
})
afterAll(() => product?.close())
beforeEach(async () => {
  await product.owner.query('delete from absence_revision')
  await product.owner.query('delete from absence')
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(tablet, `/group/${product.nursery.groupId}`)
  return () => tablet.context.close()
})

interface Kept {
  id: string
  version: number
}
async function report(who: PersonName, child: ChildName, startsOn: string, more: object = {}): Promise<Kept> {
  const children = [{ childId: product.nursery.children[child], absenceId: uuidv7() }]
  const body = { id: uuidv7(), children, reason: 'sick', startsOn, endsOn: startsOn, part: null, note: '', ...more }
  return (await ask(product, who, 'POST', '/api/absences', body)).body.absences[0].absence
}
const change = ({ id, version }: Kept, startsOn: string, more: object) =>
  ask(product, 'Lisa', 'PUT', `/api/absences/${id}`, {
    id: uuidv7(),
    version,
    reason: 'sick',
    startsOn,
    endsOn: startsOn,
    part: null,
    note: '',
    ...more,
  })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const button = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const stored = async (id: string) =>
  (await product.owner.query('select reason, note, version, cancelled_at from absence where id = $1', [id])).rows[0]

test('staff who change what its guardian changed meanwhile are told how it is now, and then change that', async () => {
  const absence = await report('Lisa', 'Noor', today)
  await tablet.page.getByRole('button', { name: nl['group.absent.look'] }).click()
  await inDialog(tablet, nl['absence.list.change.of']('Noor', 'vandaag')).click()
  await dialog(tablet).getByLabel(nl['absence.form.note']).fill('Belt vanmiddag')
  expect((await change(absence, today, { reason: 'other' })).status).toBe(200)
  await inDialog(tablet, nl['absence.form.save']).click()
  const alert = dialog(tablet).getByRole('alert').filter({ hasText: nl['absence.stale'] })
  await alert.getByText('andere reden, vandaag').waitFor()
  await tablet.shot('absence-stale')
  expect(await stored(absence.id)).toMatchObject({ reason: 'other', version: 2 })
  await inDialog(tablet, nl['absence.form.save']).click()
  await inDialog(tablet, nl['absence.panel.report']).waitFor()
  expect(await stored(absence.id)).toMatchObject({ reason: 'sick', note: 'Belt vanmiddag', version: 3 })
})

test('staff take back only what they read', async () => {
  const absence = await report('Lisa', 'Noor', today)
  await tablet.page.getByRole('button', { name: nl['group.absent.look'] }).click()
  await inDialog(tablet, nl['absence.list.cancel.of']('Noor', 'vandaag')).click()
  await inDialog(tablet, nl['absence.cancel.action']).waitFor()
  expect((await change(absence, today, { endsOn: tomorrow })).status).toBe(200)
  await inDialog(tablet, nl['absence.cancel.action']).click()
  await dialog(tablet).getByText(nl['absence.stale.cancel']).waitFor()
  expect(await stored(absence.id)).toMatchObject({ version: 2, cancelled_at: null })
})

test('who changes what was cancelled meanwhile is told so, and not that it still stands there', async () => {
  const absence = await report('Lisa', 'Noor', today)
  const phone = await product.window('Tom')
  await openLive(phone, '/absence')
  await button(phone, nl['absence.list.change.of']('Noor', 'vandaag')).click()
  await dialog(phone).getByLabel(nl['absence.form.note']).fill('Toch niet')
  const gone = await ask(product, 'Lisa', 'DELETE', `/api/absences/${absence.id}?version=1`, undefined)
  expect(gone.status).toBe(200)
  await phone.page.getByText(nl['absence.list.none']).waitFor({ state: 'attached' })
  await inDialog(phone, nl['absence.form.save']).click()
  const alert = dialog(phone).getByRole('alert').filter({ hasText: nl['absence.stale.cancelled'] })
  await alert.waitFor()
  expect(await alert.textContent()).not.toContain('vandaag')
  await phone.shot('absence-stale-cancelled')
  await phone.context.close()
})

test('staff open what a report ran into, also of another day', async () => {
  const absence = await report('Lisa', 'Noor', tomorrow, { reason: 'holiday' })
  await moreForGroup(tablet.page)
  await button(tablet, nl['absence.report']).click()
  await dialog(tablet).getByRole('checkbox', { name: 'Noor' }).check()
  await inDialog(tablet, nl['absence.form.tomorrow']).click()
  await inDialog(tablet, nl['absence.form.send']).click()
  await dialog(tablet).getByRole('alert').getByRole('button', { name: nl['absence.effect.open'] }).click()
  await dialog(tablet)
    .getByRole('heading', { name: nl['absence.form.change']('Noor') })
    .waitFor()
  await dialog(tablet).getByLabel(nl['absence.form.note']).fill('Belde zelf')
  // It is not in the list, and yet told how it is now.
  expect((await change(absence, tomorrow, { reason: 'other' })).status).toBe(200)
  await inDialog(tablet, nl['absence.form.save']).click()
  await dialog(tablet).getByRole('alert').getByText('andere reden, morgen').waitFor()
  await tablet.shot('absence-stale-elsewhere')
  await inDialog(tablet, nl['absence.form.save']).click()
  await dialog(tablet).waitFor({ state: 'detached' })
  expect(await stored(absence.id)).toMatchObject({ note: 'Belde zelf', version: 3 })
})

test('Today shows all of today and little of what is ahead, and says how much more there is', async () => {
  await report('Lisa', 'Noor', today)
  for (let n = 0; n < 5; n++) await report('Lisa', 'Noor', daysAfter(today, 10 + 2 * n), { reason: 'holiday' })
  const phone = await product.window('Tom')
  await openLive(phone)
  const list = phone.page.getByRole('region', { name: nl['today.absences'] }).getByRole('listitem')
  await soon(() => list.count()).toBe(3)
  expect(await list.first().textContent()).toContain('Noor · ziek')
  await phone.shot('absence-today-many')
  await phone.page.getByRole('link', { name: nl['today.absences.more'](3) }).click()
  await soon(() => phone.page.getByRole('heading', { level: 3 }).count()).toBe(6)
  await phone.context.close()
})
