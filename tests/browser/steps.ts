import type { Locator, Page, Response } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { codeAt } from '../../backend/account/authenticator.ts'
import type { Fact } from '../../backend/contract/diary.ts'
import { words as enAbsence } from '../../client/locales/en/absence.ts'
import { words as enAccount } from '../../client/locales/en/account.ts'
import { words as enAction } from '../../client/locales/en/action.ts'
import { words as enAttendance } from '../../client/locales/en/attendance.ts'
import { words as enCommon } from '../../client/locales/en/common.ts'
import { words as enConversation } from '../../client/locales/en/conversation.ts'
import { words as enGuardian } from '../../client/locales/en/guardian.ts'
import { words as enHandover } from '../../client/locales/en/handover.ts'
import { words as enJournal } from '../../client/locales/en/journal.ts'
import { words as enLocation } from '../../client/locales/en/location.ts'
import { words as enOffice } from '../../client/locales/en/office.ts'
import { words as enPortrait } from '../../client/locales/en/portrait.ts'
import { words as enStaff } from '../../client/locales/en/staff.ts'
import { words as absence } from '../../client/locales/nl/absence.ts'
import { words as account } from '../../client/locales/nl/account.ts'
import { words as action } from '../../client/locales/nl/action.ts'
import { words as attendance } from '../../client/locales/nl/attendance.ts'
import { words as common } from '../../client/locales/nl/common.ts'
import { words as conversation } from '../../client/locales/nl/conversation.ts'
import { words as guardian } from '../../client/locales/nl/guardian.ts'
import { words as handover } from '../../client/locales/nl/handover.ts'
import { words as journal } from '../../client/locales/nl/journal.ts'
import { words as location } from '../../client/locales/nl/location.ts'
import { words as office } from '../../client/locales/nl/office.ts'
import { words as portrait } from '../../client/locales/nl/portrait.ts'
import { words as staff } from '../../client/locales/nl/staff.ts'
import type { BrowserWindow, Product } from '../support/browser.ts'
import { invite, makeLink } from '../support/newcomers.ts'
import type { ChildName, PersonName } from '../support/nursery.ts'
import { call, password, waitFor } from '../support/server.ts'

/** What the screens say. */
export const nl = {
  ...common,
  ...guardian,
  ...staff,
  ...account,
  ...absence,
  ...action,
  ...attendance,
  ...conversation,
  ...handover,
  ...journal,
  ...location,
  ...office,
  ...portrait,
}
export const en: typeof nl = {
  ...enCommon,
  ...enGuardian,
  ...enStaff,
  ...enAccount,
  ...enAbsence,
  ...enAction,
  ...enConversation,
  ...enHandover,
  ...enJournal,
  ...enLocation,
  ...enAttendance,
  ...enOffice,
  ...enPortrait,
}

/** Signs in as a person does: with the password, and who needs it with a code. */
export async function signIn(product: Product, window: BrowserWindow, who: PersonName): Promise<void> {
  await enterPassword(product, window, who)
  const { page } = window
  const code = page.getByLabel(nl['code.app'], { exact: true })
  const inside = page.getByRole('navigation')
  await code.or(inside).first().waitFor()
  if (!(await code.isVisible())) return
  await code.fill(codeAt(product.nursery.people[who].authenticator, product.now()))
  await page.getByRole('button', { name: nl['second.prove.action'], exact: true }).click()
  await inside.waitFor()
}

/** Gives the password once more where it is asked for: a session of a while ago. */
export async function answerPassword(page: Page, words = nl): Promise<void> {
  const question = page.getByRole('dialog', { name: words['password.again.title'] })
  await question.getByLabel(words['signIn.password'], { exact: true }).fill(password)
  await question.getByRole('button', { name: words['password.again.action'], exact: true }).click()
  await question.waitFor({ state: 'hidden' })
}

export async function enterPassword(product: Product, { page }: BrowserWindow, who: PersonName): Promise<void> {
  await page.goto('/')
  await page.getByLabel(nl['signIn.email']).fill(product.nursery.people[who].email)
  await page.getByLabel(nl['signIn.password'], { exact: true }).fill(password)
  await page.getByRole('button', { name: nl['signIn.action'], exact: true }).click()
  await page.getByRole('heading', { level: 1 }).and(page.getByText(nl['signIn.title'])).waitFor({ state: 'detached' })
}

/** Puts an authenticator into a device: it keeps passkeys and, unless it is told otherwise, recognises whoever holds it. */
export async function putAuthenticator({ context, page }: BrowserWindow) {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    recognises: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    passkeys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
  }
}

/** The tile of a child in the group. */
export const tile = (page: Page, child: string): Locator =>
  page.getByRole('checkbox', { name: new RegExp(`^${child}\\b`) })

export async function choose(page: Page, children: readonly string[]): Promise<void> {
  for (const child of children) await tile(page, child).check()
}

/** Shows what is done less often above the tiles of the group. */
export const moreForGroup = (page: Page, words = nl): Promise<void> =>
  page.getByRole('button', { name: words['group.more'], exact: true }).click()

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

export async function addSleep(page: Page, from: string, to: string): Promise<void> {
  await button(page, nl['kind.sleep']).click()
  await page.getByLabel(nl['sleep.from'], { exact: true }).fill(from)
  await page.getByLabel(nl['sleep.to'], { exact: true }).fill(to)
  await button(page, nl['fact.done']).click()
}

export async function addMeal(page: Page, what: string): Promise<void> {
  await button(page, nl['kind.meal']).click()
  await page.getByRole('textbox', { name: nl['what.meal'], exact: true }).fill(what)
  await button(page, nl['fact.done']).click()
}

export async function write(page: Page, text: string, words = nl): Promise<void> {
  await page.getByRole('textbox', { name: words['text.label'] }).fill(text)
}

/** The button that sends what was written for so many children. */
export const sendButton = (page: Page): Locator => page.locator('form button[type=submit]')

/** Sends, and gives the server's reply and the moment at which it came. */
export async function send(page: Page): Promise<{ reply: Response; at: number }> {
  const replied = reply(page, 'POST', '/api/diary')
  await sendButton(page).click()
  return replied
}

/** The next reply to such a request, or with a path that ends in a slash to any below it, and the moment at which it came. */
export async function reply(page: Page, method: string, path: string): Promise<{ reply: Response; at: number }> {
  const response = await page.waitForResponse(
    (one) => {
      const { pathname } = new URL(one.url())
      return one.request().method() === method && (path.endsWith('/') ? pathname.startsWith(path) : pathname === path)
    },
    { timeout: 30_000 },
  )
  return { reply: response, at: Date.now() }
}

/** The moment at which something comes into sight, or goes. */
export async function moment(what: Locator, state: 'visible' | 'detached' = 'visible'): Promise<number> {
  await what.waitFor({ state, timeout: 30_000 })
  return Date.now()
}

/** How long what is promised within a second may take on a busy machine, in ms: `npm run bench` measures the second itself. */
export const promptly = 30_000

/** Asks again until it holds; however busy the machine is. */
export const soon = <T>(what: () => T) => expect.poll(what, { timeout: 30_000 })

/** Opens a screen and waits until the socket has answered: from here on everything arrives by itself. */
export async function openLive(window: BrowserWindow, path = '/'): Promise<void> {
  const before = window.heard('caught-up')
  await window.page.goto(path)
  await waitFor(() => window.heard('caught-up') > before, 30_000)
}

/** Everything the server ever meant for this window has come: its channels' heads come after it. */
export async function settled(product: Product, windows: readonly BrowserWindow[]): Promise<void> {
  const before = windows.map((window) => window.heard('heads'))
  await product.app().tellHeads()
  for (const [n, window] of windows.entries()) {
    await waitFor(() => window.heard('heads') > (before[n] ?? 0), 30_000)
  }
}

/** Asks the server as somebody, past the screens. */
export async function ask(product: Product, who: PersonName, method: string, path: string, body: unknown) {
  const { name, value } = product.nursery.people[who].cookie
  return call(product, { cookie: `${name}=${value}` }, method, path, body)
}

/** An entry that the group's other tablet wrote; gives its id. */
export async function post(
  product: Product,
  child: ChildName,
  text: string,
  facts: Fact[] = [],
  hoursAgo = 0,
): Promise<string> {
  const { groupId, children } = product.nursery
  const entryId = uuidv7()
  const aboutAt = new Date(product.now().getTime() - hoursAgo * 3_600_000).toISOString()
  const body = { id: uuidv7(), groupId, aboutAt, children: [{ childId: children[child], entryId, text, facts }] }
  expect((await ask(product, 'Grace', 'POST', '/api/diary', body)).status).toBe(200)
  return entryId
}

/** The address of a link as a mail has it, for somebody new who was invited. */
export async function invitationFor(product: Product, firstName: string, language = 'nl') {
  const { owner, now, nursery } = product
  const { rows } = await owner.query('select organisation_id from person where id = $1', [nursery.people.Anouk.id])
  const scene = { organisationId: rows[0].organisation_id, invitedById: nursery.people.Anouk.id }
  const { secret, ...person } = await invite({ owner, clock: { now } }, scene, { firstName, language })
  return { ...person, secret, address: `/invitation#${secret}` }
}

/** The address of a link for somebody who forgot the password. */
export const resetFor = async ({ owner, now, nursery }: Product, who: PersonName): Promise<string> =>
  `/reset#${await makeLink({ owner, clock: { now } }, nursery.people[who].id, 'reset')}`

/** One more device on which somebody is signed in. */
export async function addSession({ owner, now, nursery }: Product, who: PersonName): Promise<void> {
  await owner.query(
    `insert into auth.session (id, token, user_id, expires_at, second_factor_at, created_at, updated_at, ip_address, user_agent)
     values ($1::uuid, $1::uuid::text, $2, $4, $3, $3, $3, '192.0.2.7', 'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Version/17.5 Safari/604.1')`,
    [uuidv7(), nursery.people[who].id, now(), new Date(now().getTime() + 86_400_000)],
  )
}

/** Everything that the app keeps on this device. */
export const keptOn = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, failed) => {
        const opening = indexedDB.open(name ?? '')
        opening.onsuccess = () => done(opening.result)
        opening.onerror = failed
      })
      for (const store of database.objectStoreNames) {
        const reading = database.transaction(store).objectStore(store).getAll()
        kept.push(await new Promise((done) => (reading.onsuccess = () => done(reading.result))))
      }
      database.close()
    }
    return JSON.stringify(kept)
  })

/** The app itself is on the device: the page may be opened without a connection. */
export async function ready({ page }: BrowserWindow): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}
