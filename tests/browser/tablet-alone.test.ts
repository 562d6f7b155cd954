import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { pin } from '../support/tablet.ts'
import { ready, soon, tile } from './steps.ts'
import { button, heading, identify, lockUp, nlWords, openTablet, pinOf, startLocked } from './tablet-steps.ts'

/* What a tablet does by itself, without a connection: for whom it opens, for how long, and what is there. */

let product: Product
let tablet: BrowserWindow
let anouk: string

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  anouk = product.nursery.people.Anouk.id
  await pinOf(product, 'Anouk')
  await pinOf(product, 'Grace')
  tablet = await openTablet(product)
  await ready(tablet)
})
afterAll(() => product?.close())
beforeEach(async () => {
  await product.owner.query('delete from auth.attempt')
  await product.owner.query('delete from auth.session where tablet_id is not null')
  await product.owner.query('update staff_assignment set ends_on = null where person_id = $1', [anouk])
  await pinOf(product, 'Anouk')
  await startLocked(tablet)
  await button(tablet, 'Anouk').waitFor()
  await asked()
  await identify(tablet, 'Anouk')
  await tile(tablet.page, 'Noor').waitFor()
  await lockUp(product, tablet)
  expect(await keptPins(tablet.page)).toBe(1)
})

/** The tablet asks the server how it is. */
async function asked(): Promise<void> {
  const answer = tablet.page.waitForResponse((response) => new URL(response.url()).pathname === '/api/tablet')
  await tablet.page.evaluate(() => void dispatchEvent(new Event('online')))
  await answer
}
/** Of how many the tablet keeps with what they open it. */
const keptPins = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'ouderapp-tablet')) return 0
    const of = <T>(request: IDBRequest<T>) => new Promise<T>((done) => (request.onsuccess = () => done(request.result)))
    const database = await of(indexedDB.open('ouderapp-tablet'))
    const count = await of(database.transaction('pin').objectStore('pin').count())
    database.close()
    return count
  })
/** Changes what it keeps of a PIN. */
const put = (page: Page, change: Record<string, number>): Promise<void> =>
  page.evaluate(async (changed) => {
    const of = <T>(request: IDBRequest<T>) => new Promise<T>((done) => (request.onsuccess = () => done(request.result)))
    const database = await of(indexedDB.open('ouderapp-tablet'))
    const store = database.transaction('pin', 'readwrite').objectStore('pin')
    await of(store.put({ ...(await of(store.get('last'))), ...changed }, 'last'))
    database.close()
  }, change)
const back = () => button(tablet, nlWords['pin.other']).tap()

const ends: [string, string, string][] = [
  [
    'is another one by now',
    "update auth.pin set digest = digest || 'x' where user_id = $1",
    "update auth.pin set digest = rtrim(digest, 'x') where user_id = $1",
  ],
  [
    'is blocked',
    'update auth.pin set blocked_at = now() where user_id = $1',
    'update auth.pin set blocked_at = null where user_id = $1',
  ],
  [
    'is of who works there no more',
    'update staff_assignment set ends_on = starts_on where person_id = $1',
    'update staff_assignment set ends_on = null where person_id = $1',
  ],
]
test.each(ends)('a PIN that %s opens nothing without a connection, once the tablet has asked', async (_, end, undo) => {
  await product.owner.query(end, [anouk])
  await asked()
  await soon(() => keptPins(tablet.page)).toBe(0)
  await product.owner.query(undo, [anouk])
  await asked()
  await button(tablet, 'Anouk').waitFor()
  await tablet.context.setOffline(true)
  await identify(tablet, 'Anouk')
  await tablet.page.getByText(nlWords['pin.gone']).waitFor()
  await back()
})

test('a PIN of before that the server refuses is forgotten, and the new one opens it', async () => {
  await pinOf(product, 'Anouk', '8305')
  await identify(tablet, 'Anouk')
  await tablet.page.getByText(nlWords['pin.wrong']).waitFor()
  await soon(() => keptPins(tablet.page)).toBe(0)
  await tablet.page.keyboard.type('8305')
  await button(tablet, nlWords['pin.action']).tap()
  await tile(tablet.page, 'Noor').waitFor()
  await lockUp(product, tablet)
  await asked()
  await tablet.context.setOffline(true)
  await identify(tablet, 'Anouk')
  await tablet.page.getByText(nlWords['pin.wrong']).waitFor()
  await tablet.page.keyboard.type('8305')
  await button(tablet, nlWords['pin.action']).tap()
  await tile(tablet.page, 'Noor').waitFor()
  await tablet.context.setOffline(false)
  await heading(tablet, nlWords['lock.title']).waitFor()
})

test('a PIN opens it without a connection for twelve hours after its person identified, and no longer', async () => {
  const hour = 3_600_000
  // An answer that is still on its way would forget what is too old.
  await asked()
  await tablet.page.waitForTimeout(500)
  await tablet.context.setOffline(true)
  await put(tablet.page, { at: Date.now() - 12 * hour })
  await identify(tablet, 'Anouk')
  await tablet.page.getByText(nlWords['pin.gone']).waitFor()
  await put(tablet.page, { at: Date.now() - 11 * hour })
  await tablet.page.keyboard.type(pin)
  await button(tablet, nlWords['pin.action']).tap()
  await tile(tablet.page, 'Noor').waitFor()
  // That it opened makes it no younger.
  await button(tablet, nlWords['tablet.lock']).tap()
  await put(tablet.page, { at: Date.now() + hour })
  await identify(tablet, 'Anouk')
  await tablet.page.getByText(nlWords['pin.gone']).waitFor()
  await back()
})

/** Keeps every other one waiting for what is kept of a PIN, until it is let go. */
const hold = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const held = window as unknown as { letGo?: boolean }
    held.letGo = false
    const opening = indexedDB.open('ouderapp-tablet')
    await new Promise((done) => (opening.onsuccess = done))
    const store = opening.result.transaction('pin', 'readwrite').objectStore('pin')
    await new Promise<void>((first) => {
      const again = () => {
        first()
        if (held.letGo) opening.result.close()
        else store.get('last').onsuccess = again
      }
      store.get('last').onsuccess = again
    })
  })

test('two tabs have no more tries than one', async () => {
  const { page, context } = tablet
  const other = { ...tablet, page: await context.newPage() }
  await other.page.goto('/')
  await heading(other, nlWords['lock.title']).waitFor()
  await context.setOffline(true)
  await put(page, { tries: 3 })
  for (const one of [tablet, other]) {
    await one.page.bringToFront()
    await button(one, 'Anouk').tap()
    await heading(one, nlWords['pin.title']('Anouk')).waitFor()
    await one.page.keyboard.type('9021')
  }
  await hold(page)
  // Both are read before either is counted; the fourth and the fifth are the last.
  for (const one of [tablet, other]) {
    await one.page.bringToFront()
    await button(one, nlWords['pin.action']).tap()
  }
  await page.evaluate(async () => {
    await new Promise((done) => setTimeout(done, 500))
    Object.assign(window, { letGo: true })
  })
  const answered = (one: BrowserWindow) => one.page.getByRole('alert').waitFor()
  await Promise.all([answered(tablet), answered(other)])
  await other.page.close()
  await page.bringToFront()
  await page.keyboard.type(pin)
  await button(tablet, nlWords['pin.action']).tap()
  await page.getByText(nlWords['pin.spent']).waitFor()
  await back()
})

test('opened on a page that is of no group, it has the way to the group', async () => {
  const { page } = tablet
  await identify(tablet, 'Anouk')
  await tile(page, 'Noor').waitFor()
  await page.getByRole('link', { name: nlWords['nav.more'], exact: true }).tap()
  await heading(tablet, nlWords['more.title']).waitFor()
  await lockUp(product, tablet)
  await tablet.context.setOffline(true)
  await identify(tablet, 'Anouk')
  await heading(tablet, nlWords['more.title']).waitFor()
  await page.getByRole('link', { name: nlWords['nav.group'], exact: true }).tap()
  await tile(page, 'Noor').waitFor()
  await tablet.context.setOffline(false)
  await heading(tablet, nlWords['lock.title']).waitFor()
})

test('opened anew while it is locked, it still has the day of its group without a connection', async () => {
  const { page } = tablet
  await page.reload()
  await heading(tablet, nlWords['lock.title']).waitFor()
  await asked()
  await tablet.context.setOffline(true)
  await page.reload()
  await identify(tablet, 'Anouk')
  await tile(page, 'Noor').waitFor()
  await tablet.context.setOffline(false)
  await heading(tablet, nlWords['lock.title']).waitFor()
})

test('a server that answers that it cannot is one that is not there', async () => {
  const { page } = tablet
  const error = { code: 'unavailable', message: 'Nu niet.', id: '0' }
  await page.route('**/api/**', (route) => route.fulfill({ status: 503, json: { error } }))
  await identify(tablet, 'Grace')
  await page.getByText(nlWords['pin.no_connection']).waitFor()
  await back()
  await identify(tablet, 'Anouk', '9021')
  await page.getByText(nlWords['pin.wrong']).waitFor()
  await page.keyboard.type(pin)
  await button(tablet, nlWords['pin.action']).tap()
  await tile(page, 'Noor').waitFor()
  await page.unroute('**/api/**')
  await page.evaluate(() => void dispatchEvent(new Event('online')))
  await heading(tablet, nlWords['lock.title']).waitFor()
})

test('what was said to who worked there is not read from behind the lock', async () => {
  const { page } = tablet
  await identify(tablet, 'Anouk')
  await tile(page, 'Noor').waitFor()
  await page.getByText(nlWords['group.mode.inOut'], { exact: true }).first().tap()
  await page.locator('button[data-child]').first().tap()
  const spoken = () => page.locator('[aria-live="polite"]').allTextContents()
  await soon(async () => (await spoken()).join('')).not.toBe('')
  await button(tablet, nlWords['tablet.lock']).tap()
  await heading(tablet, nlWords['lock.title']).waitFor()
  expect((await spoken()).join('')).toBe('')
  await identify(tablet, 'Anouk')
  await page.locator('button[data-child]').first().waitFor()
  expect((await spoken()).join('')).toBe('')
  expect(tablet.problems).toEqual([])
})
