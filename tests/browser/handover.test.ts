import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { fillPlanning } from '../support/planning.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, nl, openLive, settled, soon, tile } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let today: string

const button = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const inOut = () => `/group/${product.nursery.groupId}?show=in-out`
const told = async () =>
  (await product.owner.query('select id, version, said, withdrawn_at from handover order by told_at')).rows
const nothing = { night: null, slept: null, meal: null, mood: null, medicine: null, note: '', fetcher: null }

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  await fillPlanning(product, today)
  const truus = { id: uuidv7(), name: 'Truus Willems', relation: 'oma', phone: '', startsOn: today, endsOn: null }
  const path = `/api/children/${product.nursery.children.Noor}/collectors`
  expect((await ask(product, 'Marieke', 'POST', path, truus)).status).toBe(200)
  phone = await product.window('Lisa')
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(phone)
  await openLive(tablet, `/group/${product.nursery.groupId}`)
})
afterAll(() => product?.close())

/** Opens the form for today, whatever time it is. */
async function open(window: BrowserWindow): Promise<void> {
  await button(window, nl['handover.open']).click()
  await inDialog(window, nl['absence.today']).click()
}

test('told on the phone, on the tablet at once; that it was seen comes back, and nobody else hears of it', async () => {
  const neighbour = await product.window('Sanne')
  await openLive(neighbour)
  await open(phone)
  await phone.shot('handover-form')
  await inDialog(phone, nl['handover.form.send']).click()
  await dialog(phone).getByText(nl['handover.form.empty']).waitFor()
  await inDialog(phone, nl['handover.night.short']).click()
  await dialog(phone).getByLabel(nl['handover.form.from']).fill('2230')
  await dialog(phone).getByLabel(nl['handover.form.until']).fill('5.10')
  await dialog(phone).getByLabel(nl['handover.form.meal.what']).fill('Fles')
  await dialog(phone).getByLabel(nl['handover.form.meal.at']).fill('645')
  await dialog(phone).getByRole('checkbox', { name: nl['handover.form.medicine.add'] }).check()
  await dialog(phone).getByLabel(nl['handover.form.medicine.what']).fill('Paracetamol')
  await dialog(phone).getByText(nl['handover.form.medicine.help']).waitFor()
  await inDialog(phone, nl['handover.form.fetcher.other']).click()
  await dialog(phone).getByText(nl['handover.form.fetcher.help']).waitFor()
  await dialog(phone).getByLabel(nl['handover.form.fetcher.name']).fill('Oma Truus')
  await phone.shot('handover-filled')
  await inDialog(phone, nl['handover.form.send']).click()
  await dialog(phone).waitFor({ state: 'detached' })
  const card = phone.page.locator('article[data-item]', { hasText: nl['handover.of']('vandaag') })
  await card.getByText('kort, geslapen 22:30–05:10').waitFor()
  await card.getByText('Fles, 06:45').waitFor()
  await card.getByText(nl['handover.unseen']).waitFor()
  await phone.shot('handover-told')

  await tablet.page.getByText(nl['group.told.unseen'](1)).waitFor()
  await tile(tablet.page, 'Noor').locator('xpath=..').getByText(nl['tile.told'], { exact: true }).waitFor()
  await tablet.shot('handover-tablet')
  await tablet.page.getByRole('button', { name: nl['group.told.look'] }).click()
  await dialog(tablet).getByText('Paracetamol').waitFor()
  // A grandmother whom the group knows is no reason to ask.
  expect(await dialog(tablet).getByText(nl['handover.fetcher.unknown']).count()).toBe(0)
  await tablet.shot('handover-panel')
  await button(tablet, nl['handover.panel.see.of']('Noor')).click()
  await dialog(tablet)
    .getByText(/^Gezien door Anouk/)
    .waitFor()
  await inDialog(tablet, nl['action.close']).click()
  await card.getByText(/^Gezien door Anouk, \d\d:\d\d$/).waitFor()
  await phone.shot('handover-seen')

  await settled(product, [neighbour])
  const [one] = await told()
  expect(await phone.received()).toContain(one.id)
  expect(await neighbour.received()).not.toContain(one.id)
  for (const window of [phone, tablet, neighbour]) expect(window.problems).toEqual([])
  await neighbour.context.close()
})

test('who was told to fetch is chosen when the child leaves', async () => {
  await openLive(tablet, inOut())
  const noor = tablet.page.locator('button[data-child]').and(tablet.page.getByRole('button', { name: /^Noor,/ }))
  await noor.tap()
  await tablet.page.getByText(nl['tile.fetches']('Oma Truus')).waitFor()
  expect(await tablet.page.getByText(nl['tile.fetches.unknown']).count()).toBe(0)
  await tablet.page.waitForTimeout(800)
  await noor.tap()
  await soon(
    async () => (await product.owner.query('select fetched_by from stay where left_at is not null')).rows[0],
  ).toMatchObject({ fetched_by: { kind: 'collector', name: 'Truus Willems' } })
  await tablet.shot('handover-fetched')
  await button(tablet, nl['inOut.more']('Noor')).click()
  await dialog(tablet).getByText('Paracetamol').waitFor()
  await tablet.shot('handover-child')
  await inDialog(tablet, nl['action.close']).click()
  // The child has gone home: what was told stays as it is.
  await button(phone, nl['handover.change.of']('Noor')).last().click()
  // Said before anything is filled in.
  await dialog(phone)
    .getByText(/^Noor ging om \d\d:\d\d naar huis\./)
    .waitFor()
  await dialog(phone).getByLabel(nl['handover.form.note']).fill('Nog iets')
  await inDialog(phone, nl['handover.form.save']).click()
  await dialog(phone).getByText(nl['handover.form.late']).waitFor()
  await phone.shot('handover-late')
  await inDialog(phone, nl['action.cancel']).click()
  await product.owner.query(
    'update stay set left_at = null, fetched_by = null, departure_by_id = null, departure_by_name = null, departure_noted_at = null',
  )
})

test('without a connection it waits on the phone, and goes once there is one', async () => {
  await phone.page.waitForTimeout(2000)
  await phone.context.setOffline(true)
  await button(phone, nl['handover.open']).click()
  await inDialog(phone, nl['absence.tomorrow']).click()
  await inDialog(phone, nl['handover.night.good']).click()
  await inDialog(phone, nl['handover.form.fetcher.self']).click()
  await inDialog(phone, nl['handover.form.send']).click()
  await dialog(phone).waitFor({ state: 'detached' })
  await phone.page.getByText(nl['handover.waits']('Noor')).waitFor()
  await phone.shot('handover-waits')
  await phone.context.setOffline(false)
  await phone.page.getByText(nl['handover.waits']('Noor')).waitFor({ state: 'detached' })
  await soon(async () => (await told()).length).toBe(2)
  await phone.page.locator('article[data-item]', { hasText: nl['handover.of']('morgen') }).waitFor()
})

test('it is taken back with the way back, and then gone', async () => {
  const card = phone.page.locator('article[data-item]', { hasText: nl['handover.of']('morgen') })
  const takeBack = card.getByRole('button', { name: nl['handover.withdraw.of']('Noor') })
  await takeBack.click()
  await phone.page.getByRole('button', { name: nl['action.undo'], exact: true }).click()
  expect((await told()).filter((one) => one.withdrawn_at !== null)).toEqual([])
  await takeBack.click()
  await phone.page.mouse.move(0, 0)
  await card.waitFor({ state: 'detached', timeout: 30_000 })
  const [, two] = await told()
  expect(two).toMatchObject({ said: {} })
})

test('what is taken back while the page is left is gone as well; that it was, the group reads on that day', async () => {
  const eva = await product.window('Eva')
  await openLive(eva)
  const body = { id: uuidv7(), handoverId: uuidv7(), childId: product.nursery.children.Mila, day: today, ...nothing }
  const medicine = { what: 'Ibuprofen', dose: '100 mg', at: 420 }
  expect((await ask(product, 'Eva', 'POST', '/api/handovers', { ...body, medicine })).status).toBe(200)
  const takeBack = eva.page.getByRole('button', { name: nl['handover.withdraw.of']('Mila'), exact: true }).first()
  await takeBack.click()
  await eva.page.getByText(nl['handover.withdrawn']('Mila')).waitFor()
  await eva.page.goto('about:blank')
  await soon(async () => (await told()).find(({ id }) => id === body.handoverId)?.withdrawn_at !== null).toBe(true)
  await openLive(tablet, `/group/${product.nursery.groupId}`)
  await tablet.page.getByText(nl['group.told.back'](1)).waitFor()
  await tablet.page.getByRole('button', { name: nl['group.told.look'] }).click()
  await dialog(tablet)
    .getByText(/^Mila: een overdracht is teruggenomen, \d\d:\d\d\.$/)
    .waitFor()
  expect(await dialog(tablet).getByText('Ibuprofen').count()).toBe(0)
  await tablet.shot('handover-taken-back')
  await inDialog(tablet, nl['action.close']).click()
  await eva.context.close()
})

test('a tile says of who was told to fetch that they are none who may, until they are', async () => {
  const body = { id: uuidv7(), handoverId: uuidv7(), childId: product.nursery.children.Daan, day: today, ...nothing }
  const fetcher = { kind: 'other', name: 'buurman Henk' }
  expect((await ask(product, 'Eva', 'POST', '/api/handovers', { ...body, fetcher })).status).toBe(200)
  await openLive(tablet, inOut())
  const daan = tablet.page.locator('button[data-child]').and(tablet.page.getByRole('button', { name: /^Daan,/ }))
  await daan.tap()
  const inTile = (words: string) => daan.locator('xpath=..').getByText(words, { exact: true })
  await inTile(nl['tile.fetches']('buurman Henk')).waitFor()
  await inTile(nl['tile.fetches.unknown']).waitFor()
  await tablet.shot('handover-unknown-fetcher')
  const henk = { id: uuidv7(), name: 'Henk de Vries', relation: 'buurman', phone: '', startsOn: today, endsOn: null }
  const path = `/api/children/${product.nursery.children.Daan}/collectors`
  expect((await ask(product, 'Marieke', 'POST', path, henk)).status).toBe(200)
  await inTile(nl['tile.fetches.unknown']).waitFor({ state: 'detached' })
  expect(await inTile(nl['tile.fetches']('buurman Henk')).count()).toBe(1)
})

test('without the consent of the diary the form says why, and where to write instead', async () => {
  const other = await product.window('Karim')
  await openLive(other)
  await button(other, nl['handover.open']).click()
  await dialog(other).getByText(nl['handover.form.closed']('Yusuf')).waitFor()
  await dialog(other).getByRole('link', { name: nl['handover.form.messages'] }).waitFor()
  expect(await dialog(other).getByRole('button', { name: nl['handover.form.send'] }).count()).toBe(0)
  await other.shot('handover-closed')
  await other.context.close()
})

test('the form, Today and the panel of the tablet look right in every size, theme and language', async () => {
  const faults: string[] = []
  for (const [who, words] of [
    ['Lisa', nl],
    ['Emily', en],
  ] as const) {
    const language = words === nl ? 'nl' : 'en'
    if (who === 'Emily')
      await ask(product, 'Emily', 'POST', '/api/handovers', {
        ...{ id: uuidv7(), handoverId: uuidv7(), childId: product.nursery.children.Mila, day: today, ...nothing },
        medicine: { what: 'Paracetamol', dose: '120 mg', at: 390 },
        fetcher: { kind: 'other', name: 'Somebody new' },
      })
    const here = await product.window(who)
    await openLive(here)
    await here.page.locator('article[data-item]', { hasText: words['handover.medicine'] }).waitFor()
    faults.push(...(await faultsInRooms(here, 'handover-today', language)))
    const form = await product.window(who)
    await openLive(form)
    await button(form, words['handover.open']).click()
    await dialog(form).getByRole('checkbox', { name: words['handover.form.medicine.add'] }).check()
    await inDialog(form, words['handover.form.fetcher.other']).click()
    faults.push(...(await faultsInRooms(form, 'handover-form', language)))
  }
  for (const [who, words] of [
    ['Anouk', nl],
    ['Grace', en],
  ] as const) {
    const desk = await product.window(who, { size: 'tablet' })
    await openLive(desk, `/group/${product.nursery.groupId}`)
    await desk.page.getByRole('button', { name: words['group.told.look'] }).click()
    await dialog(desk).getByText(words['handover.fetcher.unknown']).waitFor()
    faults.push(...(await faultsInRooms(desk, 'handover-panel', words === nl ? 'nl' : 'en', true)))
  }
  expect(faults).toEqual([])
}, 240_000)
