import type { Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { givenTablet, pin } from '../support/tablet.ts'
import { faultsInRooms } from './looks.ts'
import { answerPassword, choose, soon, tile, write } from './steps.ts'
import {
  at,
  button,
  enWords,
  heading,
  identify,
  nlWords,
  openedLater,
  openTablet,
  pinOf,
  sessionsOn,
  untouched,
} from './tablet-steps.ts'

/** The tablet of a group from its pairing to its end. */

let product: Product
let tablet: BrowserWindow
let office: BrowserWindow

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  office = await product.window('Marieke', { size: 'tablet' })
  tablet = await product.window(null, { size: 'tablet' })
  await pinOf(product, 'Grace')
})
afterAll(() => product?.close())

const group = ({ page }: BrowserWindow) => tile(page, 'Noor')
const text = ({ page }: BrowserWindow, words = nlWords) => page.getByRole('textbox', { name: words['text.label'] })
const authorOf = async (text: string) =>
  (await product.owner.query('select author_name from diary_entry where text = $1', [text])).rows.map(
    ({ author_name }) => author_name,
  )
async function post(window: BrowserWindow, text: string, words = nlWords): Promise<void> {
  await choose(window.page, ['Mila'])
  await write(window.page, text, words)
  await window.page.locator('form button[type=submit]').click()
}
const stays = async () => (await product.owner.query('select arrival_by_id from stay')).rows

test('somebody chooses a PIN in the own account, and none that is guessed at once', async () => {
  const phone = await product.window('Anouk')
  await phone.page.goto('/more')
  await phone.page.getByText(nlWords['pin.state.none']).waitFor()
  await button(phone, nlWords['pin.choose']).click()
  await phone.page.getByLabel(nlWords['pin.new']).fill('1234')
  await button(phone, nlWords['pin.save']).click()
  await phone.page.getByText(nlWords['pin.too_simple']).waitFor()
  await phone.page.getByLabel(nlWords['pin.new']).fill(pin)
  await button(phone, nlWords['pin.save']).click()
  await answerPassword(phone.page)
  await phone.page.getByText(nlWords['pin.state.set']).waitFor()
  await phone.shot('0-own-pin')
  expect(phone.problems).toEqual([])
  await phone.context.close()
})

test('a manager makes a code, and the tablet that is given it asks who is there', async () => {
  await office.page.goto('/office/tablets')
  await office.page.getByText(nlWords['tablets.none']).waitFor()
  await office.page.getByLabel(nlWords['tablets.name'], { exact: true }).fill('Tablet bij de deur')
  await button(office, nlWords['tablets.code.make']).click()
  const code = await office.page.locator('[data-code]').textContent()
  await office.shot('1-code')
  await tablet.page.goto('/')
  await tablet.page.getByRole('link', { name: nlWords['tablet.pair'] }).tap()
  await tablet.page.getByLabel(nlWords['pair.code'], { exact: true }).fill('AAAA1111')
  await button(tablet, nlWords['pair.action']).tap()
  await tablet.page.getByText(nlWords['pair.code.letters']).waitFor()
  await tablet.page.getByLabel(nlWords['pair.code'], { exact: true }).fill(code!.toLowerCase())
  await button(tablet, nlWords['pair.action']).tap()
  await heading(tablet, nlWords['lock.title']).waitFor()
  await tablet.shot('2-lock')
  // First names alone, of who has a PIN.
  expect(await tablet.page.locator('main li button').allTextContents()).toEqual(['AAnouk', 'GGrace'])
  // The manager hears it without asking.
  await office.page.getByText(nlWords['tablets.pairedNow']('Tablet bij de deur')).waitFor()
  await office.page.getByText('Tablet bij de deur, De Linde Noord').waitFor()
  await office.shot('3-tablets')
})

test('who gives the PIN works there as who that is, and another one after it as another', async () => {
  await identify(tablet, 'Anouk', '9021')
  await tablet.page.getByText(nlWords['pin.wrong']).waitFor()
  await tablet.shot('4-wrong')
  // By keyboard too; nothing of it stands on the page.
  await tablet.page.keyboard.type(pin.slice(0, 3))
  expect(await tablet.page.content()).not.toContain(pin.slice(0, 3))
  await tablet.page.getByText(nlWords['pin.given'](3)).waitFor()
  await tablet.page.keyboard.type(pin.slice(3))
  await button(tablet, nlWords['pin.action']).tap()
  await group(tablet).waitFor()
  await tablet.shot('5-anouk')
  await post(tablet, 'Van Anouk, op de tablet')
  await soon(() => authorOf('Van Anouk, op de tablet')).toEqual(['Anouk'])
  // A text that is not finished stays hers.
  await choose(tablet.page, ['Noor'])
  await write(tablet.page, 'Nog niet af')
  await button(tablet, nlWords['tablet.lock']).tap()
  await heading(tablet, nlWords['lock.title']).waitFor()
  const hidden = await tablet.page.content()
  for (const word of ['Mila', 'Yusuf']) expect(hidden, word).not.toContain(word)
  expect(await tablet.page.getByRole('textbox').count()).toBe(0)
  await soon(() => sessionsOn(product)).toEqual([])

  await identify(tablet, 'Grace')
  await tablet.page.getByRole('button', { name: enWords['tablet.lock'], exact: true }).waitFor()
  await group(tablet).waitFor()
  await choose(tablet.page, ['Noor'])
  expect(await text(tablet, enWords).inputValue()).toBe('')
  await tile(tablet.page, 'Noor').uncheck()
  await post(tablet, 'From Grace, on the tablet', enWords)
  await soon(() => authorOf('From Grace, on the tablet')).toEqual(['Grace'])
  await button(tablet, enWords['tablet.lock']).tap()
  await heading(tablet, enWords['lock.title']).waitFor()

  await identify(tablet, 'Anouk', pin, enWords)
  await group(tablet).waitFor()
  await choose(tablet.page, ['Noor'])
  await soon(() => text(tablet).inputValue()).toBe('Nog niet af')
})

test('untouched for its minutes it locks by itself, also when the page was closed meanwhile', async () => {
  await untouched(tablet.page, 2)
  await heading(tablet, nlWords['lock.title']).waitFor()
  await identify(tablet, 'Anouk')
  await group(tablet).waitFor()
  const asked: string[] = []
  const note = (request: Request) => void asked.push(new URL(request.url()).pathname)
  tablet.page.on('request', note)
  // What the page asked before it was closed does not count.
  tablet.page.once('framenavigated', () => asked.splice(0))
  await openedLater(tablet.page, 2)
  await heading(tablet, nlWords['lock.title']).waitFor()
  await tablet.page.waitForLoadState('networkidle')
  // Nothing of the group was asked for behind the lock, so nobody is noted to have looked.
  expect(asked.filter((path) => path.startsWith('/api/groups'))).toEqual([])
  tablet.page.off('request', note)
  await identify(tablet, 'Anouk')
  await group(tablet).waitFor()
})

test('without a connection only who was here last gets in, and what is noted then is hers', async () => {
  const { page, context } = tablet
  await soon(() => sessionsOn(product)).toEqual([product.nursery.people.Anouk.id])
  await page.evaluate(() => navigator.serviceWorker.ready)
  await context.setOffline(true)
  await button(tablet, nlWords['tablet.lock']).tap()
  await heading(tablet, nlWords['lock.title']).waitFor()
  await page.getByText(nlWords['offline.plain']).waitFor()
  expect(await button(tablet, 'Grace').isDisabled()).toBe(true)
  await tablet.shot('6-offline')
  await identify(tablet, 'Anouk', '9021')
  await page.getByText(nlWords['pin.wrong']).waitFor()
  await page.keyboard.type(pin)
  await button(tablet, nlWords['pin.action']).tap()
  await group(tablet).waitFor()
  await page.getByText(nlWords['group.mode.inOut'], { exact: true }).first().tap()
  await page.locator('button[data-child]').first().tap()
  await page
    .getByText(/^er sinds \d\d:\d\d$/)
    .first()
    .waitFor()
  expect(await stays()).toEqual([])
  await context.setOffline(false)
  await soon(() => stays()).toEqual([{ arrival_by_id: product.nursery.people.Anouk.id }])
})

test('what was noted after the session had ended waits for who noted it', async () => {
  const { page, context } = tablet
  await button(tablet, nlWords['tablet.lock']).tap()
  await soon(() => sessionsOn(product)).toEqual([])
  await context.setOffline(true)
  await identify(tablet, 'Anouk')
  await page.locator('button[data-child]').nth(1).tap()
  await page
    .getByText(/^er sinds \d\d:\d\d$/)
    .nth(1)
    .waitFor()
  await page.getByRole('link', { name: nlWords['evacuation.open'] }).tap()
  await heading(tablet, nlWords['evacuation.title'](product.nursery.groupName)).waitFor()
  await tablet.shot('6-evacuation')
  await page.goBack()
  await context.setOffline(false)
  await heading(tablet, nlWords['lock.title']).waitFor()
  await page.getByText(nlWords['lock.left']('Anouk', 1)).waitFor()
  await tablet.shot('6-waits')
  expect(await stays()).toHaveLength(1)
  await identify(tablet, 'Anouk')
  const { id } = product.nursery.people.Anouk
  await soon(() => stays()).toEqual([{ arrival_by_id: id }, { arrival_by_id: id }])
})

test('before another one gets in, what waits of the former goes as the former’s', async () => {
  const { page } = tablet
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/api/groups/*/check-ins', async (route) => {
    await held
    await route.continue()
  })
  await page.locator('button[data-child]').nth(2).tap()
  await page
    .getByText(/^er sinds \d\d:\d\d$/)
    .nth(2)
    .waitFor()
  await button(tablet, nlWords['tablet.lock']).tap()
  await button(tablet, 'Grace').tap()
  await page.getByText(nlWords['lock.sending']('Anouk', 1)).waitFor()
  await tablet.shot('6-sending')
  expect(await button(tablet, '4').count()).toBe(0)
  // Her session still sends: no address opens what she locked.
  const { href } = await page.evaluate(() => ({ href: location.pathname + location.search }))
  await page.evaluate(() => {
    history.pushState({}, '', '/sign-in?password')
    dispatchEvent(new PopStateEvent('popstate'))
  })
  await page.getByText(nlWords['lock.sending']('Anouk', 1)).waitFor()
  expect(await page.locator('button[data-child]').count()).toBe(0)
  await page.evaluate((address) => {
    history.pushState({}, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, href)
  letGo()
  await button(tablet, '4').waitFor()
  await page.keyboard.type(pin)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: enWords['tablet.lock'], exact: true }).waitFor()
  const { id } = product.nursery.people.Anouk
  expect(await stays()).toEqual([{ arrival_by_id: id }, { arrival_by_id: id }, { arrival_by_id: id }])
})

test('revoked it signs out at once, keeps nothing, and asks for a code', async () => {
  await office.page.reload()
  await button(office, nlWords['tablets.revoke.name']('Tablet bij de deur')).click()
  await office.page.getByText(nlWords['tablets.revoke.text']).waitFor()
  await office.shot('7-revoke')
  await office.page.getByRole('dialog').getByRole('button', { name: nlWords['tablets.revoke'], exact: true }).click()
  await tablet.page.getByText(enWords['pair.revoked']).waitFor()
  await tablet.shot('8-revoked')
  const kept = await tablet.page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name).filter((name) => name !== 'ouderapp'),
    mine: Object.keys(localStorage).filter((key) => /tablet|draft|\.me$/.test(key)),
  }))
  expect(kept).toEqual({ databases: [], mine: [] })
  expect([tablet.problems, office.problems]).toEqual([[], []])
})

test.each(['nl', 'en'] as const)(
  'its screens do in every size, in %s',
  async (language) => {
    const words = language === 'nl' ? nlWords : enWords
    const { id } = product.nursery.people.Marieke
    const { rows } = await product.owner.query('select id from location')
    const { cookie } = await givenTablet(at(product), rows[0].id, id)
    const begin = async (path: string) => {
      const window = await product.window(null, { size: 'tablet' })
      const [name = '', value = ''] = cookie.split('=', 2)
      await window.context.addCookies([{ name, value, url: product.url }])
      await window.page.addInitScript((spoken) => localStorage.setItem('ouderapp.language', spoken), language)
      await window.page.goto(path)
      return window
    }
    const pairing = await begin('/tablet')
    await heading(pairing, words['pair.title']).waitFor()
    const faults = await faultsInRooms(pairing, 'pair', language)
    const open = () => openTablet(product, language)
    faults.push(...(await faultsInRooms(await open(), 'lock', language, true)))
    const asked = await open()
    await button(asked, 'Grace').tap()
    await heading(asked, words['pin.title']('Grace')).waitFor()
    faults.push(...(await faultsInRooms(asked, 'pin', language, true)))
    const manages = await product.window('Marieke', { size: 'tablet' })
    await manages.page.addInitScript((spoken) => localStorage.setItem('ouderapp.language', spoken), language)
    await product.owner.query('update person set language = $2 where id = $1', [id, language])
    await manages.page.goto('/office/tablets')
    await manages.page.getByRole('heading', { level: 2, name: words['tablets.pair'] }).waitFor()
    faults.push(...(await faultsInRooms(manages, 'tablets', language, true)))
    expect(faults).toEqual([])
  },
  120_000,
)
