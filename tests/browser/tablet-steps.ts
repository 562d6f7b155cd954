import type { Page } from 'playwright-core'
import { codeAt } from '../../backend/account/authenticator.ts'
import { words as enTablet } from '../../client/locales/en/tablet.ts'
import { words as nlTablet } from '../../client/locales/nl/tablet.ts'
import type { BrowserWindow, Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import { password } from '../support/server.ts'
import { givenTablet, givePin, pin } from '../support/tablet.ts'
import { en, nl, soon } from './steps.ts'

/** What the screens say, the tablet's among them. */
export const nlWords = { ...nl, ...nlTablet }
export const enWords: typeof nlWords = { ...en, ...enTablet }

export const button = ({ page }: BrowserWindow, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) })
export const heading = ({ page }: BrowserWindow, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })

/** The way in, by touch: a name and a PIN. */
export async function identify(window: BrowserWindow, who: PersonName, digits = pin, words = nlWords): Promise<void> {
  await button(window, who).tap()
  await heading(window, words['pin.title'](who)).waitFor()
  for (const digit of digits) await button(window, digit).tap()
  await button(window, words['pin.action']).tap()
}

/** The nursery as the steps of tests without screens know it. */
export const at = ({ url, owner, now }: Product) => ({ url, owner, clock: { now } as never })

/** Who has a PIN for tablets. */
export const pinOf = (product: Product, who: PersonName, digits = pin): Promise<void> =>
  givePin(at(product), product.nursery.people[who].id, digits)

/** A browser that is a tablet of the location, locked. */
export async function openTablet(product: Product, language = 'nl'): Promise<BrowserWindow> {
  const { rows } = await product.owner.query('select id from location')
  const { cookie } = await givenTablet(at(product), rows[0].id, product.nursery.people.Marieke.id)
  const window = await product.window(null, { size: 'tablet' })
  const [name = '', value = ''] = cookie.split('=', 2)
  await window.context.addCookies([{ name, value, url: product.url }])
  await window.page.addInitScript((spoken) => localStorage.setItem('ouderapp.language', spoken), language)
  await window.page.goto('/tablet')
  await window.page.evaluate(async () => {
    const tablet = await (await fetch('/api/tablet')).json()
    localStorage.setItem('ouderapp.tablet', JSON.stringify({ ...tablet, last: null }))
  })
  await window.page.goto('/')
  await heading(window, (language === 'nl' ? nlWords : enWords)['lock.title']).waitFor()
  return window
}

/** However the last test left it: with a connection, locked, and nobody at work. */
export async function startLocked(window: BrowserWindow): Promise<void> {
  const { page, context } = window
  await context.setOffline(false)
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await context.clearCookies({ name: 'session' })
  await page.evaluate(() => localStorage.removeItem('ouderapp.me'))
  await page.goto('/')
  await heading(window, nlWords['lock.title']).waitFor()
}

/** Locks, and waits until the session there has ended. */
export async function lockUp(product: Product, window: BrowserWindow): Promise<void> {
  await button(window, nlWords['tablet.lock']).tap()
  await heading(window, nlWords['lock.title']).waitFor()
  await soon(() => sessionsOn(product)).toEqual([])
}

export const sessionsOn = async ({ owner }: Product): Promise<string[]> =>
  (await owner.query('select user_id from auth.session where tablet_id is not null')).rows.map(({ user_id }) => user_id)

/** So many minutes nobody touches it. */
export const untouched = (page: Page, minutes: number): Promise<void> =>
  page.evaluate((ms) => localStorage.setItem('ouderapp.tablet.touched', String(Date.now() - ms)), minutes * 60_000)

/** Closes the page and opens it anew so many minutes later. */
export const openedLater = (page: Page, minutes: number): Promise<unknown> =>
  Promise.all([
    page.waitForEvent('load'),
    page.evaluate((ms) => {
      localStorage.setItem('ouderapp.tablet.touched', String(Date.now() - ms))
      location.reload()
    }, minutes * 60_000),
  ])

/** Signs in on a tablet with the password, and a code; a minute later, since each code is good once. */
export async function signInThere(product: Product, window: BrowserWindow, who: PersonName): Promise<void> {
  const { page } = window
  product.forward(1 / 1440)
  await page.getByRole('link', { name: nlWords['lock.password'] }).tap()
  await page.getByLabel(nlWords['signIn.email']).fill(product.nursery.people[who].email)
  await page.getByLabel(nlWords['signIn.password'], { exact: true }).fill(password)
  await button(window, nlWords['signIn.action']).tap()
  const code = page.getByLabel(nlWords['code.app'], { exact: true })
  await code.fill(codeAt(product.nursery.people[who].authenticator, product.now()))
  await button(window, nlWords['second.prove.action']).tap()
  await page.getByRole('navigation').waitFor()
}
