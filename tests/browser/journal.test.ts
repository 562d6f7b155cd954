import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '../../backend/contract/clock.ts'
import { daysAfter, longDay } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { fillPlanning } from '../support/planning.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, moreForGroup, nl, openLive, settled, soon } from './steps.ts'

let product: Product
let phone: BrowserWindow
let tablet: BrowserWindow
let today: string

const button = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })
const journal = () => `/group/${product.nursery.groupId}/journal`
const cards = ({ page }: BrowserWindow, words: string) => page.locator('article[data-item]', { hasText: words })
const written = async () => (await product.owner.query('select id, removed_at from journal order by posted_at')).rows

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  today = dayOf(product.now(), 'Europe/Amsterdam')
  await fillPlanning(product, today)
  // Eva has two children in this group.
  phone = await product.window('Eva')
  tablet = await product.window('Anouk', { size: 'tablet' })
  await openLive(phone)
  await openLive(tablet, `/group/${product.nursery.groupId}`)
})
afterAll(() => product?.close())

test('a name is pointed out before it goes; without it, it stands once for all families, and not for who has no consent', async () => {
  const without = await product.window('Karim')
  await openLive(without)
  await moreForGroup(tablet.page)
  await tablet.page.getByRole('link', { name: nl['group.journal'] }).click()
  await tablet.page.getByLabel(nl['journal.text']).fill('Mila’s toren was hoog, en daarna zagen we een noord.')
  await tablet.page.getByText(nl['journal.named']).waitFor()
  expect(await tablet.page.locator('mark').allTextContents()).toEqual(['Mila'])
  await tablet.page.getByText(/^Leesbaar voor \d gezinnen van de groep/).waitFor()
  await tablet.shot('journal-named')
  await button(tablet, nl['journal.send']).click()
  await tablet.page.getByText(nl['journal.named.first']).waitFor()
  expect(await written()).toEqual([])
  await tablet.page.getByLabel(nl['journal.text']).fill('De toren was hoog.')
  await tablet.page.getByText(nl['journal.named']).waitFor({ state: 'detached' })
  await button(tablet, nl['journal.send']).click()
  await tablet.page.getByRole('heading', { name: nl['journal.done.of']('vandaag') }).waitFor()
  await tablet.shot('journal-posted')

  await cards(phone, 'De toren was hoog.').waitFor()
  expect(await cards(phone, 'De toren was hoog.').count()).toBe(1)
  await phone.shot('journal-phone')
  await settled(product, [without])
  const [one] = await written()
  expect(await phone.received()).toContain(one.id)
  expect(await without.received()).not.toContain(one.id)
  for (const window of [phone, tablet, without]) expect(window.problems).toEqual([])
  await without.context.close()
})

test('what is pasted into a field of one line and does not fit is said', async () => {
  const title = tablet.page.getByLabel(nl['journal.heading'])
  await tablet.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await tablet.page.evaluate((pasted) => navigator.clipboard.writeText(pasted), 'Herfst '.repeat(20))
  await title.press('Control+v')
  const note = tablet.page.locator('form').getByText(nl['text.cut'](80))
  await note.waitFor()
  expect((await title.inputValue()).length).toBe(80)
  await title.press('Backspace')
  await note.waitFor({ state: 'detached' })
  await title.fill('')
})

test('a flower that is called as a child goes once somebody says so; what is planned for tomorrow stands on top of Today', async () => {
  await button(tablet, nl['journal.part.plan']).click()
  await tablet.page.getByLabel(nl['journal.text']).fill('We planten een aya in de tuin.')
  await tablet.page.getByRole('checkbox', { name: nl['journal.notMeant']('Aya') }).check()
  await button(tablet, nl['journal.send']).click()
  await tablet.page.getByRole('heading', { name: nl['journal.plan.of']('morgen') }).waitFor()
  const top = phone.page.getByRole('region', { name: nl['journal.tomorrow'] })
  await top.getByText('We planten een aya in de tuin.').waitFor()
  await phone.shot('journal-tomorrow')
  const { rows } = await product.owner.query(
    `select payload::jsonb -> 'notMeant' as ids from audit where action = 'journal.posted' order by at desc limit 1`,
  )
  expect(rows[0].ids).toEqual([product.nursery.children.Aya])
})

test('it is corrected, which families see, and its earlier text stays for the group', async () => {
  await button(tablet, nl['journal.change.of'](nl['journal.done.of']('vandaag'))).click()
  const form = tablet.page.locator('article form')
  await form.getByLabel(nl['journal.text']).fill('De toren viel om.')
  await form.getByRole('button', { name: nl['journal.save'] }).click()
  await form.waitFor({ state: 'detached' })
  await cards(phone, 'De toren viel om.').waitFor()
  await button(tablet, nl['journal.history.of'](nl['journal.done.of']('vandaag'))).click()
  await tablet.page.getByText('De toren was hoog.', { exact: true }).waitFor()
  await tablet.shot('journal-history')
})

test('it is removed with the way back, and then gone for everybody', async () => {
  const remove = button(tablet, nl['journal.remove.of'](nl['journal.done.of']('vandaag')))
  await remove.click()
  await button(tablet, nl['action.undo']).click()
  await remove.waitFor()
  await remove.click()
  await tablet.page.mouse.move(0, 0)
  await cards(phone, 'De toren viel om.').waitFor({ state: 'detached', timeout: 30_000 })
  await soon(async () => (await written()).filter((one) => one.removed_at !== null).length).toBe(1)
})

test('what is begun stays on the tablet; and all looks right in every size, theme and language', async () => {
  await tablet.page.getByLabel(nl['journal.text']).fill('Nog niet af, met Noor')
  await openLive(tablet, journal())
  expect(await tablet.page.getByLabel(nl['journal.text']).inputValue()).toBe('Nog niet af, met Noor')
  const faults: string[] = []
  const body = { id: uuidv7(), journalId: uuidv7(), day: today, part: 'done', notMeant: [] }
  const said = { title: 'Herfst', text: 'Blad geharkt, en appelmoes gemaakt.' }
  expect(
    (await ask(product, 'Anouk', 'POST', `/api/groups/${product.nursery.groupId}/journal`, { ...body, ...said }))
      .status,
  ).toBe(200)
  for (const [who, staff, words] of [
    ['Eva', 'Anouk', nl],
    ['Emily', 'Grace', en],
  ] as const) {
    const language = words === nl ? 'nl' : 'en'
    const here = await product.window(who)
    await openLive(here)
    await cards(here, said.text).waitFor()
    faults.push(...(await faultsInRooms(here, 'journal-today', language)))
    const desk = await product.window(staff, { size: 'tablet' })
    await openLive(desk, journal())
    await desk.page.getByLabel(words['journal.text']).fill('Samen met Noor en Mila in het bos')
    await desk.page.getByText(words['journal.named']).waitFor()
    faults.push(...(await faultsInRooms(desk, 'journal-screen', language, true)))
  }
  expect(faults).toEqual([])
}, 240_000)

test('a draft keeps its day, and never hides what a colleague wrote since; what was removed is gone also for who leaves at once', async () => {
  const journalId = uuidv7()
  const body = { journalId, day: today, part: 'plan', title: '', notMeant: [] }
  const path = `/api/groups/${product.nursery.groupId}/journal`
  const posted = await ask(product, 'Anouk', 'POST', path, { id: uuidv7(), ...body, text: 'We bakken brood.' })
  expect(posted.status).toBe(200)
  const { page } = tablet
  await openLive(tablet, journal())
  await button(tablet, nl['journal.part.plan']).click()
  const day = await page.getByLabel(nl['journal.day']).inputValue()
  await page.getByLabel(nl['journal.text']).fill('Morgen varen we.')
  const change = button(tablet, nl['journal.change.of'](nl['journal.plan.of']('vandaag')))
  await change.click()
  const form = page.locator('article form')
  await form.getByLabel(nl['journal.text']).fill('We bakken taart.')
  const meanwhile = { id: uuidv7(), version: 1, title: '', text: 'We bakken koek.', notMeant: [] }
  expect((await ask(product, 'Anouk', 'PUT', `/api/journal/${journalId}`, meanwhile)).status).toBe(200)

  await openLive(tablet, journal())
  expect(await page.getByLabel(nl['journal.day']).inputValue()).toBe(day)
  expect(day).not.toBe(today)
  await change.click()
  await form.getByRole('alert').getByText('We bakken koek.').waitFor()
  await tablet.shot('journal-another')
  await form.getByRole('button', { name: nl['action.cancel'] }).click()
  await change.click()
  expect(await form.getByLabel(nl['journal.text']).inputValue()).toBe('We bakken koek.')
  await form.getByLabel(nl['journal.text']).fill('We bakken taart.')
  await form.getByRole('button', { name: nl['journal.save'] }).click()
  await form.waitFor({ state: 'detached' })

  await button(tablet, nl['journal.remove.of'](nl['journal.plan.of']('vandaag'))).click()
  await page.getByRole('link', { name: nl['journal.back'] }).click()
  await soon(async () => (await written()).find(({ id }) => id === journalId)?.removed_at !== null).toBe(true)
})

test('who corrects reads whom it reaches; what is older is found and removed, also by who closes the page at once', async () => {
  const { page } = tablet
  const { children, groupId } = product.nursery
  const path = `/api/groups/${groupId}/journal`
  const said = { title: '', text: 'We bakten pannenkoeken. Er was stroop.', notMeant: [] }
  const body = { id: uuidv7(), journalId: uuidv7(), day: daysAfter(today, -6), part: 'done', ...said }
  expect((await ask(product, 'Anouk', 'POST', path, body)).status).toBe(200)
  const decided = { id: uuidv7(), childId: children.Aya, purpose: 'diary', decision: 'withdrawn', language: 'nl' }
  const owner = (
    await product.owner.query('select count(*)::integer as n from journal_place where journal_id = $1', [
      body.journalId,
    ])
  ).rows
  expect(owner[0].n).toBeGreaterThan(1)
  expect((await ask(product, 'Sanne', 'POST', '/api/consents', decided)).status).toBe(200)

  await openLive(tablet, journal())
  const title = nl['journal.done.of'](longDay(body.day, 'nl', today))
  await button(tablet, nl['journal.change.of'](title)).click()
  const form = page.locator('article form')
  await form.getByLabel(nl['journal.text']).fill('We bakten pannenkoeken. Er was suiker.')
  await form.getByText(nl['journal.correction.kept']('Aya')).waitFor()
  await tablet.shot('journal-correction')
  await form.getByLabel(nl['journal.text']).fill('We bakten pannenkoeken.')
  await form.getByText(nl['journal.correction.kept']('Aya')).waitFor({ state: 'detached' })
  await form.getByRole('button', { name: nl['journal.save'] }).click()
  await form.waitFor({ state: 'detached' })
  const texts = async () =>
    (await product.owner.query('select distinct text from journal_place where journal_id = $1', [body.journalId])).rows
  expect(await texts()).toEqual([{ text: 'We bakten pannenkoeken.' }])

  // As if it had been written weeks ago.
  await product.owner.query(`update journal set about_on = about_on - 14 where id = $1`, [body.journalId])
  await openLive(tablet, journal())
  await button(tablet, nl['journal.earlier']).click()
  const older = nl['journal.done.of'](longDay(daysAfter(body.day, -14), 'nl', today))
  await tablet.shot('journal-earlier')
  await button(tablet, nl['journal.remove.of'](older)).click()
  await page.getByText(nl['journal.removed'](older)).waitFor()
  await page.goto('about:blank')
  await soon(async () => (await written()).find(({ id }) => id === body.journalId)?.removed_at !== null).toBe(true)
})

test('without a connection it says so, and what hung on that is asked again by itself once there is one', async () => {
  await openLive(tablet, journal())
  const note = tablet.page.getByText(/^Leesbaar voor \d gezinnen van de groep/)
  await note.waitFor()
  await tablet.context.setOffline(true)
  await tablet.page.getByText(nl['journal.audience.offline']).waitFor()
  await tablet.page.getByLabel(nl['journal.text']).fill('a'.repeat(2005))
  await tablet.page.getByText(nl['text.over'](5, 2000)).waitFor()
  await button(tablet, nl['journal.send']).click()
  await tablet.page.getByLabel(nl['journal.text']).fill('We zochten bladeren.')
  await button(tablet, nl['journal.send']).click()
  await tablet.page.getByText(nl['error.network']).waitFor()
  await tablet.shot('journal-offline')
  await tablet.context.setOffline(false)
  await note.waitFor()
  await tablet.page.getByText(nl['error.network']).waitFor({ state: 'detached' })
  expect(await tablet.page.getByLabel(nl['journal.text']).inputValue()).toBe('We zochten bladeren.')
  // Opened without one it says why nothing stands there; what was begun is there once it opens, by itself.
  await tablet.context.setOffline(true)
  await tablet.page.reload()
  await tablet.page.getByText(nl['journal.offline']).waitFor()
  await tablet.shot('journal-opened-offline')
  await tablet.context.setOffline(false)
  await note.waitFor()
  expect(await tablet.page.getByLabel(nl['journal.text']).inputValue()).toBe('We zochten bladeren.')
})
