import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longestAction } from '../../backend/contract/action.ts'
import { dayOf } from '../../backend/contract/clock.ts'
import { daysAfter } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { faultsInRooms } from './looks.ts'
import { ask, moreForGroup, nl, openLive, settled, soon, tile } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let today: string

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  phone = await product.window('Lisa')
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(phone)
  await openLive(tablet, `/group/${product.nursery.groupId}`)
})
afterAll(() => product?.close())

const button = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })
const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')
const inDialog = (window: BrowserWindow, name: string) => dialog(window).getByRole('button', { name, exact: true })
const undo = ({ page }: BrowserWindow) => page.getByRole('status').getByRole('button', { name: nl['action.undo'] })
const lane = ({ page }: BrowserWindow) => page.getByRole('region', { name: nl['actions.title'] })
const answering = (text: string, child: string, kind: 'bring' | 'read' = 'bring') =>
  nl['asked.answer.of'](nl[`asked.answer.${kind}`], text, child)
const inTile = (child: string) =>
  tile(tablet.page, child).locator('xpath=..').getByText(nl['flag.asks'], { exact: true })
const askFor = async (who: PersonName, children: ChildName[], more: object = {}) =>
  (
    await ask(product, who, 'POST', '/api/actions', {
      id: uuidv7(),
      children: children.map((child) => ({ childId: product.nursery.children[child], actionId: uuidv7() })),
      kind: 'bring',
      enough: 'one',
      text: 'Reservekleren',
      link: null,
      dueOn: null,
      ...more,
    })
  ).body.actions

test('two children are asked for nappies; it is on the phone at once, is answered, and the group sees who has not', async () => {
  const tom = await product.window('Tom')
  const bart = await product.window('Bart')
  await openLive(tom)
  await openLive(bart)
  expect(await lane(phone).count()).toBe(0)

  await tile(tablet.page, 'Noor').check()
  await tile(tablet.page, 'Aya').check()
  await moreForGroup(tablet.page)
  await button(tablet, nl['group.actions.ask']).click()
  for (const child of ['Noor', 'Aya'])
    expect(await dialog(tablet).getByRole('checkbox', { name: child }).isChecked()).toBe(true)
  // What is missing is said, and nothing is sent.
  await inDialog(tablet, nl['asking.form.send']).click()
  await dialog(tablet).getByText(nl['asking.problem.text']).waitFor()
  await inDialog(tablet, nl['asking.quick.nappies']).click()
  await dialog(tablet).getByLabel(nl['asking.form.link'], { exact: true }).fill('javascript:alert(1)')
  await inDialog(tablet, nl['asking.form.send']).click()
  await dialog(tablet).getByText(nl['asking.problem.link']).waitFor()
  await tablet.shot('actions-form')
  await dialog(tablet).getByLabel(nl['asking.form.link'], { exact: true }).fill('')
  // What is pasted stays, is counted, and does not go.
  const words = dialog(tablet).getByLabel(nl['asking.form.text'], { exact: true })
  await words.fill('x'.repeat(longestAction + 7))
  await dialog(tablet).getByText(nl['text.over'](7, longestAction)).waitFor()
  await inDialog(tablet, nl['asking.form.send']).click()
  expect((await words.inputValue()).length).toBe(longestAction + 7)
  await settled(product, [tablet, phone])
  expect(await lane(phone).count()).toBe(0)
  await inDialog(tablet, nl['asking.quick.nappies']).click()
  await dialog(tablet).getByLabel(nl['asking.form.due'], { exact: true }).fill(daysAfter(today, 1))
  await inDialog(tablet, nl['asking.form.send']).click()
  await lane(phone).getByText('Luiers', { exact: true }).waitFor()
  await dialog(tablet).waitFor({ state: 'detached' })
  await lane(phone).getByText(nl['asked.due.tomorrow']).waitFor()
  await lane(tom).waitFor()
  await phone.shot('actions-lane')
  for (const child of ['Noor', 'Aya']) await inTile(child).waitFor()
  await tablet.page.getByText(nl['group.actions'](2)).waitFor()
  await tablet.shot('actions-grid')

  // Answered, which is taken back with one press, and then with a note for the group alone.
  await lane(phone)
    .getByRole('button', { name: answering('Luiers', 'Noor') })
    .click()
  await lane(phone).waitFor({ state: 'hidden' })
  await inTile('Noor').waitFor({ state: 'detached' })
  await undo(phone).click()
  await inTile('Noor').waitFor()
  await lane(phone)
    .getByRole('button', { name: nl['asked.note.add.of']('Luiers', 'Noor') })
    .click()
  await dialog(phone).getByLabel(nl['asked.note'], { exact: true }).fill('Neemt oma mee')
  await phone.shot('actions-note')
  await inDialog(phone, nl['asked.answer.bring']).click()
  await lane(phone).waitFor({ state: 'hidden' })
  // One is enough: nobody else of the family need do it, and who reads it learns neither who nor what.
  await lane(tom).waitFor({ state: 'hidden' })
  await inTile('Noor').waitFor({ state: 'detached' })
  await tablet.page.getByRole('link', { name: nl['group.actions.look'] }).click()
  await tablet.page.getByText('Neemt oma mee').waitFor()
  await tablet.page.getByText(nl['asking.waitsFor']('Sanne Bakker')).waitFor()
  await tablet.shot('actions-board')

  await settled(product, [tom, bart])
  expect(await tom.received()).not.toContain('Neemt oma mee')
  const { rows } = await product.owner.query('select id, batch_id from action')
  expect(rows).toHaveLength(2)
  for (const { id, batch_id } of rows)
    for (const word of [id, batch_id]) expect(await bart.received()).not.toContain(word)
  expect((await tom.received()).split(rows[0].batch_id)).toHaveLength(1)
  for (const window of [tom, bart]) {
    expect(window.problems).toEqual([])
    await window.context.close()
  }
})

test('an answer is taken back from the list', async () => {
  await phone.page.goto('/more')
  await phone.page.getByRole('link', { name: nl['more.actions'] }).click()
  await phone.page.getByText(nl['asked.list.answered']).waitFor()
  await phone.shot('actions-list')
  await button(phone, nl['asked.list.takeBack.of']('Luiers', 'Noor')).click()
  await button(phone, answering('Luiers', 'Noor')).waitFor()
  await tablet.page.getByText(nl['asking.waitsFor']('Lisa Willems en Tom Willems')).waitFor()
})

test('without a connection an answer waits here, and goes once there is one again', async () => {
  await phone.page.goto('/')
  await lane(phone).waitFor()
  await phone.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await phone.context.setOffline(true)
  await lane(phone)
    .getByRole('button', { name: answering('Luiers', 'Noor') })
    .click()
  await lane(phone).waitFor({ state: 'hidden' })
  expect((await product.owner.query('select from action_answer where taken_back_at is null')).rowCount).toBe(0)
  await phone.context.setOffline(false)
  await tablet.page.getByText(/^Lisa, \d\d:\d\d$/).waitFor()
  await soon(
    async () => (await product.owner.query('select from action_answer where taken_back_at is null')).rowCount,
  ).toBe(1)
})

test('the group changes the words, closes one and takes that back, and withdraws the rest', async () => {
  const { page } = tablet
  await button(tablet, nl['asking.done.of']('Noor', 'Luiers')).click()
  await page.getByText(nl['asking.said.done']('Noor')).last().waitFor()
  await button(tablet, nl['asking.done.of']('Noor', 'Luiers')).waitFor({ state: 'detached' })
  await undo(tablet).click()
  await button(tablet, nl['asking.done.of']('Noor', 'Luiers')).waitFor()
  await button(tablet, nl['asking.withdraw.of']('Luiers')).click()
  await page.getByText(nl['asking.open.none']).waitFor()

  await button(tablet, nl['asking.new']).click()
  await dialog(tablet).getByRole('checkbox', { name: 'Noor' }).check()
  await dialog(tablet).getByLabel(nl['asking.form.text'], { exact: true }).fill('Regenlaarsen')
  await inDialog(tablet, nl['asking.form.send']).click()
  await lane(phone).getByText('Regenlaarsen', { exact: true }).waitFor()
  await button(tablet, nl['asking.change.of']('Regenlaarsen')).click()
  await dialog(tablet).getByLabel(nl['asking.form.text'], { exact: true }).fill('Regenlaarsen, maat 26')
  await inDialog(tablet, nl['asking.form.save']).click()
  await lane(phone).getByText('Regenlaarsen, maat 26', { exact: true }).waitFor()
  await button(tablet, nl['asking.history.of']('Regenlaarsen, maat 26')).click()
  await page.getByText('Regenlaarsen', { exact: true }).waitFor()
  await tablet.shot('actions-history')
  await lane(phone)
    .getByRole('button', { name: answering('Regenlaarsen, maat 26', 'Noor') })
    .click()
  await page.getByText(/^Lisa, \d\d:\d\d$/).waitFor()
  expect(await button(tablet, nl['asking.change.of']('Regenlaarsen, maat 26')).count()).toBe(0)
  await button(tablet, nl['asking.done.of']('Noor', 'Regenlaarsen, maat 26')).click()
  await page.getByText(nl['asking.open.none']).waitFor()
  expect(tablet.problems).toEqual([])
  expect(phone.problems.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

test('where closing stops halfway what was closed can be opened again; what is begun stays over a reload', async () => {
  await askFor('Anouk', ['Noor', 'Aya'], { text: 'Zwemtas' })
  const own = await product.window('Anouk', { size: 'tablet' })
  const { page } = own
  await openLive(own, `/group/${product.nursery.groupId}/actions`)
  let asked = 0
  await page.route('**/api/actions/*/closing', (route) => (++asked === 1 ? route.continue() : route.abort()))
  const open = async () =>
    (await product.owner.query(`select from action where text = 'Zwemtas' and closed_at is null`)).rowCount
  await button(own, nl['asking.done.all.of']('Zwemtas')).click()
  await undo(own).waitFor()
  expect(await open()).toBe(1)
  await own.shot('actions-halfway')
  await undo(own).click()
  await soon(open).toBe(2)
  await page.unroute('**/api/actions/*/closing')

  await button(own, nl['asking.new']).click()
  await dialog(own).getByRole('checkbox', { name: 'Noor' }).check()
  await dialog(own).getByLabel(nl['asking.form.text'], { exact: true }).fill('Nog niet af')
  await openLive(own, `/group/${product.nursery.groupId}/actions`)
  await button(own, nl['asking.new']).click()
  expect(await dialog(own).getByLabel(nl['asking.form.text'], { exact: true }).inputValue()).toBe('Nog niet af')
  expect(await dialog(own).getByRole('checkbox', { name: 'Noor' }).isChecked()).toBe(true)
  await inDialog(own, nl['asking.form.send']).click()
  await dialog(own).waitFor({ state: 'detached' })
  await button(own, nl['asking.new']).click()
  expect(await dialog(own).getByLabel(nl['asking.form.text'], { exact: true }).inputValue()).toBe('')
  await own.context.close()

  await phone.page.goto('/')
  await lane(phone)
    .getByRole('button', { name: nl['asked.note.add.of']('Nog niet af', 'Noor') })
    .click()
  await dialog(phone).getByLabel(nl['asked.note'], { exact: true }).fill('Morgen')
  await openLive(phone)
  await lane(phone)
    .getByRole('button', { name: nl['asked.note.add.of']('Nog niet af', 'Noor') })
    .click()
  expect(await dialog(phone).getByLabel(nl['asked.note'], { exact: true }).inputValue()).toBe('Morgen')
  await product.owner.query(
    `update action set closed_at = asked_at, closed_by_id = asker_id, closed_by_name = asker_name, closed_why = 'done' where closed_at is null`,
  )
})

test('a manager asks a whole group to read something, where each guardian answers, and sees who has not', async () => {
  const desk = await product.window('Marieke', { size: 'tablet' })
  const { page } = desk
  await page.goto('/office')
  await page.getByText(nl['officeActions.card']).click()
  await button(desk, nl['asking.new']).click()
  await inDialog(desk, nl['asking.form.all']).click()
  await inDialog(desk, nl['asked.kind.read']).click()
  await dialog(desk).getByLabel(nl['asking.form.text'], { exact: true }).fill('Het nieuwe beleidsplan')
  await dialog(desk).getByLabel(nl['asking.form.link'], { exact: true }).fill('https://kastanje.example/plan')
  await inDialog(desk, nl['asking.form.send']).click()
  await dialog(desk).waitFor({ state: 'detached' })
  await page.getByText(nl['asking.waitsFor']('Lisa Willems en Tom Willems')).waitFor()

  // Also who consented to nothing.
  const karim = await product.window('Karim')
  await openLive(karim)
  const link = lane(karim).getByRole('link', { name: nl['asked.link']('kastanje.example') })
  expect(await link.getAttribute('href')).toBe('https://kastanje.example/plan')
  expect(await link.getAttribute('rel')).toContain('noopener')
  await lane(karim)
    .getByRole('button', { name: answering('Het nieuwe beleidsplan', 'Yusuf', 'read') })
    .click()
  await page.getByText(/^Karim, \d\d:\d\d$/).waitFor()
  await page.getByText(nl['asking.waitsFor']('Elif Demir')).waitFor()
  await desk.shot('actions-office')
  for (const window of [desk, karim]) {
    expect(window.problems).toEqual([])
    await window.context.close()
  }
})

test('what was sent though its answer was lost is asked once, also by a form that is opened anew; closed meanwhile it is asked anew', async () => {
  const { page } = tablet
  const asked = async () =>
    (
      await product.owner.query(
        `select id, version, closed_at is null as open from action where text = 'Een zwemluier' order by asked_at, id`,
      )
    ).rows
  const form = async (...children: ChildName[]) => {
    for (const child of children) await tile(page, child).check()
    if ((await button(tablet, nl['group.actions.ask']).count()) === 0) await moreForGroup(page)
    await button(tablet, nl['group.actions.ask']).click()
  }
  const lost = async () => {
    await page.route('**/api/actions', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await inDialog(tablet, nl['asking.form.send']).click()
    await dialog(tablet).getByText(nl['error.network']).waitFor()
    await inDialog(tablet, nl['action.cancel']).click()
    await page.unroute('**/api/actions')
    for (const child of ['Noor', 'Aya']) await tile(page, child).uncheck()
  }
  await openLive(tablet, `/group/${product.nursery.groupId}`)
  await form('Noor', 'Aya')
  await dialog(tablet).getByLabel(nl['asking.form.text'], { exact: true }).fill('Een zwemluier')
  await lost()
  await form('Aya', 'Noor')
  await inDialog(tablet, nl['asking.form.send']).click()
  await dialog(tablet).waitFor({ state: 'detached' })
  expect(await asked()).toHaveLength(2)
  for (const child of ['Noor', 'Aya']) await tile(page, child).uncheck()
  await form('Noor')
  await dialog(tablet).getByLabel(nl['asking.form.text'], { exact: true }).fill('Een zwemluier')
  await lost()
  const { id, version } = (await asked())[2]
  await ask(product, 'Anouk', 'POST', `/api/actions/${id}/closing`, { version, why: 'withdrawn' })
  await form('Noor')
  await inDialog(tablet, nl['asking.form.send']).click()
  await dialog(tablet).waitFor({ state: 'detached' })
  expect((await asked()).map(({ open }) => open)).toEqual([true, true, false, true])
})

test('a note that the group never got since it had closed what was asked is given back', async () => {
  const [{ id, version }] = await askFor('Anouk', ['Noor'], { text: 'Een jas' })
  await openLive(phone, '/actions')
  await phone.context.setOffline(true)
  await button(phone, nl['asked.note.add.of']('Een jas', 'Noor')).click()
  await dialog(phone).getByLabel(nl['asked.note'], { exact: true }).fill('Zij heeft hem al aan')
  await inDialog(phone, nl['asked.answer.bring']).click()
  await phone.page.getByText(nl['asked.said']('Een jas')).waitFor()
  const { status } = await ask(product, 'Anouk', 'POST', `/api/actions/${id}/closing`, { version, why: 'done' })
  expect(status).toBe(200)
  await phone.context.setOffline(false)
  await phone.page.getByText(nl['asked.late']('Zij heeft hem al aan')).waitFor()
  await phone.shot('actions-late-note')
  await button(phone, nl['asked.late.seen']).click()
  await phone.page.getByText(nl['asked.late']('Zij heeft hem al aan')).waitFor({ state: 'detached' })
})

test.each(['nl', 'en'] as const)('the screens do in every size and theme, in %s', async (language) => {
  await product.owner.query('update person set language = $1', [language])
  await askFor('Anouk', ['Noor', 'Aya', 'Mila'], { dueOn: today, link: 'https://kastanje.example/kleren' })
  const faults: string[] = []
  const look = async (who: PersonName, path: string, name: string, staff = false) => {
    const window = await product.window(who, staff ? { size: 'tablet' } : {})
    await openLive(window, path)
    await window.page.getByText('Reservekleren').first().waitFor()
    faults.push(...(await faultsInRooms(window, name, language, staff)))
  }
  await look('Lisa', '/', 'actions-today')
  await look('Lisa', '/actions', 'actions-all')
  await look('Anouk', `/group/${product.nursery.groupId}/actions`, 'actions-group', true)
  await look('Marieke', '/office/actions', 'actions-desk')
  expect(faults).toEqual([])
})
