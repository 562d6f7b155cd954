import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { faultsInRooms } from './looks.ts'
import { ask, nl, soon } from './steps.ts'

let product: Product
let desk: BrowserWindow
let phone: BrowserWindow
beforeAll(async () => {
  product = await openProduct({ days: 1 })
  desk = await product.window('Marieke', { size: 'tablet' })
  phone = await product.window('Lisa')
})
afterAll(() => product?.close())

const field = (name: keyof typeof nl) => desk.page.getByLabel(nl[name] as string, { exact: true })
const button = (window: BrowserWindow, name: string) => window.page.getByRole('button', { name, exact: true })
const rules = 'Schoenen uit bij de deur.\n\n<b>Fruit</b> om tien uur.'

test('a manager tells about the location beside how guardians will see it; what is wrong is said and nothing is lost', async () => {
  const { page } = desk
  await page.goto('/office')
  await page.getByText(nl['told.card']).click()
  await field('told.street').fill('Kastanjelaan 12')
  await field('told.postalCode').fill('3571 ab')
  await field('told.city').fill('Utrecht')
  await field('told.phone').fill('bel maar')
  await field('told.rules').fill(rules)
  for (const n of [1, 2, 3, 4, 5])
    await page
      .getByRole('checkbox')
      .nth(n - 1)
      .check()
  const preview = page.getByRole('region', { name: nl['told.preview'] })
  await preview.getByText('Kastanjelaan 12').waitFor()
  await preview.getByText('08:30–18:00').first().waitFor()
  await button(desk, nl['told.save']).click()
  await page.getByText(nl['told.problem.phone']).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('tel')
  await desk.shot('location-form')

  await page.reload()
  await page.getByText(nl['told.kept']).waitFor()
  expect(await field('told.street').inputValue()).toBe('Kastanjelaan 12')
  await field('told.phone').fill('030 123 45 67')
  await page.route('**/api/locations/*', (route) => route.abort())
  await button(desk, nl['told.save']).click()
  await page.getByText(nl['error.network']).waitFor()
  await page.unroute('**/api/locations/*')
  await button(desk, nl['told.save']).click()
  await page.getByText(nl['told.saved'], { exact: true }).first().waitFor()
  expect(await page.getByText(nl['told.kept']).count()).toBe(0)
})

test('who changes what somebody else changed meanwhile sees both, and chooses', async () => {
  const { page } = desk
  const { locations } = (await ask(product, 'Marieke', 'GET', '/api/locations', undefined)).body
  const { id, name: _, team: __, closings: ___, changedAt: ____, ...said } = locations[0]
  const theirs = await ask(product, 'Marieke', 'PUT', `/api/locations/${id}`, { ...said, city: 'Zeist' })
  expect(theirs.status).toBe(200)
  await field('told.city').fill('Houten')
  await button(desk, nl['told.save']).click()
  await page.getByRole('alert').getByText(nl['told.stale']).waitFor()
  await page.getByRole('region', { name: nl['told.preview'] }).getByText('Zeist').waitFor()
  expect(await field('told.city').inputValue()).toBe('Houten')
  await desk.shot('location-stale')
  const stored = page.waitForResponse((response) => response.request().method() === 'PUT')
  await button(desk, nl['told.stale.mine']).click()
  expect((await stored).status()).toBe(200)
  const after = (await ask(product, 'Lisa', 'GET', '/api/locations', undefined)).body
  expect(after.locations[0]).toMatchObject({ city: 'Houten', phone: '030 123 45 67' })
})

test('a mentor is chosen, and taken back', async () => {
  const { page } = desk
  await page.goto('/office/mentors')
  const list = page.getByLabel(nl['mentors.of']('Noor'))
  await list.selectOption({ label: 'Anouk' })
  await page.getByText(nl['mentors.set']('Noor', 'Anouk')).waitFor()
  await desk.shot('mentors')
  await button(desk, nl['action.undo']).click()
  await soon(() => list.inputValue()).toBe('')
  await list.selectOption({ label: 'Anouk' })
  await page.getByText(nl['mentors.set']('Noor', 'Anouk')).waitFor()
  await page.getByLabel(nl['mentors.search']).fill('Zzz')
  await page.getByText(nl['mentors.none.text']).waitFor()
})

test('a guardian finds it under More: address, hours, who works there, who is the child’s mentor; markup stays text', async () => {
  const { page } = phone
  await page.goto('/more')
  await page.getByRole('link', { name: nl['more.location'] }).click()
  const card = page.getByRole('article')
  await card.getByText(nl['location.mentor.of']('Noor')).waitFor()
  await card.getByText('<b>Fruit</b> om tien uur.', { exact: false }).waitFor()
  const map = card.getByRole('link', { name: /OpenStreetMap/ })
  expect(await map.getAttribute('href')).toContain('Kastanjelaan+12')
  expect(await map.getAttribute('rel')).toBe('noopener noreferrer')
  expect(await card.getByRole('link', { name: nl['location.call']('030 123 45 67') }).getAttribute('href')).toBe(
    'tel:0301234567',
  )
  await phone.shot('location-phone')
  expect(await page.getByRole('link', { name: nl['nav.more'] }).getAttribute('aria-current')).toBe('page')
})

test('each of the screens is whole in both languages and themes, small and large', async () => {
  for (const [who, path] of [
    ['Lisa', '/location'],
    ['Marieke', '/office/location'],
    ['Marieke', '/office/mentors'],
  ] as const)
    for (const language of ['nl', 'en'] as const) {
      await ask(product, who, 'PUT', '/api/account/language', { language })
      const window = await product.window(who)
      await window.page.goto(path)
      await window.page.getByRole('heading', { level: 1 }).waitFor()
      await window.page.getByText('Anouk', { exact: true }).first().waitFor({ state: 'attached' })
      expect(await faultsInRooms(window, `screen${path.replaceAll('/', '-')}`, language)).toEqual([])
    }
  expect([...phone.problems, ...desk.problems]).toEqual([])
}, 240_000)
