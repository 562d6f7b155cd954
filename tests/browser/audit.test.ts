import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { words as enOffice } from '../../client/locales/en/office.ts'
import { words as office } from '../../client/locales/nl/office.ts'
import { auditRow, insertAudit } from '../../db/events.ts'
import { cookieFor } from '../../db/session-cookie.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { testSecret } from '../support/postgres.ts'
import { faultsInRooms } from './looks.ts'
import { ask, nl as common, en as enCommon } from './steps.ts'

const nl = { ...common, ...office }
const en = { ...enCommon, ...enOffice }

let product: Product
let organisationId: string
let cookie: { name: string; value: string }
let petra: BrowserWindow

/** Somebody who oversees the nursery, with a session that is ready to use. */
async function settleOfficer(): Promise<void> {
  const id = uuidv7()
  const token = randomBytes(24).toString('base64url')
  const now = product.now()
  const { rows } = await product.owner.query('select organisation_id from person where id = $1', [
    product.nursery.people.Eva.id,
  ])
  organisationId = rows[0].organisation_id
  await product.owner.query(
    `with one as (insert into person (id, organisation_id, first_name, last_name, email, welcomed_at) values ($1, $2, 'Petra', 'de Groot', 'petra@example.org', $3) returning id),
          role as (insert into person_role (id, organisation_id, person_id, role, starts_on) select gen_random_uuid(), $2, id, 'privacy_officer', '2020-01-01' from one),
          account as (insert into auth."user" (id, name, email, created_at, updated_at) values ($1, 'Petra', 'petra@example.org', $3, $3))
     insert into auth.session (id, token, user_id, expires_at, second_factor_at, created_at, updated_at) values (gen_random_uuid(), $4, $1, $5, $3, $3, $3)`,
    [id, organisationId, now, token, new Date(now.getTime() + 86_400_000)],
  )
  const [name = '', value = ''] = cookieFor(token, 'session', testSecret).split('=', 2)
  cookie = { name, value }
}

async function officer(): Promise<BrowserWindow> {
  const window = await product.window(null, { size: 'tablet' })
  await window.context.addCookies([{ ...cookie, url: product.url }])
  return window
}

/** What happened in the weeks before: somebody looked at or wrote about a few children. */
async function fill(): Promise<void> {
  const { people, children } = product.nursery
  const device =
    'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1'
  const actions = [
    'diary.posted',
    'child.read',
    'account.signed_in',
    'diary.edited',
    'child.read',
    'account.sign_in_failed',
  ]
  for (let n = 0; n < 240; n++) {
    const at = new Date(product.now().getTime() - n * 3.1 * 3_600_000 - (n % 7) * 60_000)
    const action = actions[n % actions.length]!
    const subject = action.startsWith('account')
      ? {}
      : action === 'diary.edited'
        ? { entry: uuidv7(), child: children.Mila, fields: ['text', 'facts'] }
        : { what: 'group_day', children: n % 2 ? [children.Mila, children.Noor] : Object.values(children) }
    const who = n % 3 ? people.Anouk.id : people.Grace.id
    const origin = action.endsWith('failed')
      ? { ip: '203.0.113.80', device }
      : { role: 'staff', session: uuidv7(), ip: '192.0.2.17', device }
    await product.owner.query({
      ...insertAudit,
      values: [...auditRow(at, organisationId, who, { action, subject }, origin)],
    })
  }
}

beforeAll(async () => {
  product = await openProduct({ days: 1 })
  await settleOfficer()
  await fill()
  petra = await officer()
})
afterAll(() => product?.close())

const lines = () => petra.page.locator('main details')
const title = (window: BrowserWindow, words = nl) =>
  window.page.getByRole('heading', { level: 1, name: words['audit.title'] }).waitFor()

describe('the privacy officer', () => {
  test('opens the audit from the office, and finds who did what', async () => {
    const { page } = petra
    await page.goto('/')
    await page.getByRole('link', { name: nl['audit.title'] }).click()
    await title(petra)
    await lines().first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    const line = lines().filter({ hasText: nl['audit.did.diary.edited'] }).first()
    await line.locator('summary').click()
    await line.getByText('Mila de Wit', { exact: true }).waitFor()
    for (const shown of [nl['role.staff'], 'Safari, iPad', '192.0.2.17', nl['audit.unsealed'], 'diary.edited'])
      await line.getByText(shown, { exact: true }).waitFor()
    await petra.shot('audit')
  })

  test('narrows by kind, by child and by person, each of which the address keeps', async () => {
    const { page } = petra
    await page.getByLabel(nl['audit.kind'], { exact: true }).selectOption('diary')
    await page.getByText(nl['audit.did.child.read']).first().waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `${nl['audit.child']} ${nl['audit.child.any']}` }).click()
    const dialog = page.getByRole('dialog', { name: nl['audit.pick.children'] })
    await dialog.getByLabel(nl['audit.pick.name']).fill('noor')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Noor Willems' }).waitFor()
    await petra.shot('audit-pick')
    await dialog.getByRole('button', { name: 'Noor Willems' }).click()
    await page.getByRole('button', { name: `${nl['audit.child']} Noor Willems` }).waitFor()
    await page.getByText(nl['audit.did.diary.edited']).first().waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: `${nl['audit.child']} Noor Willems` }).waitFor()
    await lines().first().waitFor()
    expect(await page.getByText(nl['audit.did.diary.edited']).count()).toBe(0)
    await page.getByRole('button', { name: nl['audit.clear'](nl['audit.child']) }).click()
    await page.getByText(nl['audit.did.diary.edited']).first().waitFor()
    await page.getByLabel(nl['audit.kind'], { exact: true }).selectOption('')
    await page.getByText(nl['audit.did.child.read']).first().waitFor()
  })

  test('shows one day by pressing its bar, and all of them again', async () => {
    const { page } = petra
    const bars = page.getByRole('list').first().getByRole('button')
    expect(await bars.count()).toBe(30)
    const yesterday = bars.nth(28)
    await yesterday.click()
    await page.getByRole('heading', { level: 2 }).filter({ hasText: nl['day.yesterday'] }).waitFor()
    await page.getByRole('heading', { level: 2 }).filter({ hasText: nl['day.today'] }).waitFor({ state: 'detached' })
    expect(await bars.count()).toBe(30)
    expect(await yesterday.getAttribute('aria-pressed')).toBe('true')
    await petra.shot('audit-day')
    const count = Number(/(\d+) regels?$/.exec((await yesterday.getAttribute('aria-label')) ?? '')?.[1])
    expect(await lines().count()).toBe(count)
    await page.getByRole('button', { name: nl['audit.day.all'] }).click()
    await page.getByRole('heading', { level: 2 }).filter({ hasText: nl['day.today'] }).waitFor()
  })

  test('reads on, and takes all of it along as a file', async () => {
    const { page } = petra
    expect(await lines().count()).toBe(50)
    await page.getByRole('button', { name: nl['audit.older'] }).click()
    await expect.poll(() => lines().count(), { timeout: 30_000 }).toBe(100)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: nl['audit.export'] }).click()
    const file = await saved
    expect(file.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    const text = await readFile(await file.path(), 'utf8')
    expect(text.startsWith('\ufeffat;person;')).toBe(true)
    const rows = text.trimEnd().split('\r\n').length - 1
    expect(rows).toBeGreaterThan(239)
    await page.getByText(nl['audit.export.done'](String(rows)), { exact: true }).waitFor()
    await page.getByText(nl['audit.did.audit.exported']).waitFor({ state: 'detached' })
  })

  test('is told what went wrong, and loses nothing of what was looked for', async () => {
    const { page } = petra
    await page.route('**/api/audit*', (route) => route.fulfill({ status: 502, body: 'bad gateway' }))
    await page.getByLabel(nl['audit.kind'], { exact: true }).selectOption('consent')
    await page.getByRole('heading', { name: nl['audit.failed'] }).waitFor()
    await page.unroute('**/api/audit*')
    await page.getByRole('button', { name: nl['action.retry'] }).click()
    await page.getByRole('heading', { name: nl['audit.empty.title'] }).waitFor()
    expect(await page.getByLabel(nl['audit.kind'], { exact: true }).inputValue()).toBe('consent')
    await page.route('**/api/audit/export', (route) =>
      route.fulfill({
        status: 422,
        json: { error: { code: 'invalid', message: 'x', id: '1', fields: [{ path: 'from', reason: 'too_many' }] } },
      }),
    )
    await page.getByLabel(nl['audit.kind'], { exact: true }).selectOption('')
    await lines().first().waitFor()
    await page.getByRole('button', { name: nl['audit.export'] }).click()
    await page.getByText(nl['audit.export.tooMany']('200.000')).waitFor()
    await page.unroute('**/api/audit/export')
    expect(petra.problems).toEqual([])
  })
})

test('a guardian and the staff find no such page', async () => {
  for (const who of ['Eva', 'Anouk'] as const) {
    const window = await product.window(who)
    await window.page.goto('/office/audit')
    await window.page.getByRole('heading', { name: nl['notFound.title'] }).waitFor()
    await window.context.close()
    expect((await ask(product, who, 'GET', '/api/audit', undefined)).status).toBe(404)
  }
})

const screens: Record<string, (window: BrowserWindow, words: typeof nl) => Promise<void>> = {
  'audit office': async ({ page }, words) => {
    await page.goto('/')
    await page.getByRole('link', { name: words['audit.title'] }).waitFor()
  },
  'audit lines': async (window, words) => {
    await window.page.goto('/office/audit')
    await title(window, words)
    await window.page.locator('main details').nth(3).locator('summary').click()
    await window.page.locator('main details').nth(10).waitFor()
  },
  'audit names': async ({ page }, words) => {
    await page.goto('/office/audit')
    await page.getByRole('button', { name: `${words['audit.person']} ${words['audit.person.any']}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(words['audit.pick.name']).fill('er')
    await dialog.getByRole('button', { name: words['audit.pick.search'], exact: true }).click()
    await dialog.locator('li').first().waitFor()
  },
  'audit empty': async ({ page }, words) => {
    await page.goto('/office/audit?kind=policy')
    await page.getByRole('heading', { name: words['audit.empty.title'] }).waitFor()
  },
}

describe('every screen', () => {
  for (const [name, open] of Object.entries(screens))
    test(`${name}: no axe violation, nothing beside the page, every target large enough`, async () => {
      const faults: string[] = []
      for (const [language, words] of [
        ['nl', nl],
        ['en', en],
      ] as const) {
        await product.owner.query(`update person set language = $1 where email = 'petra@example.org'`, [language])
        const window = await officer()
        await open(window, words)
        faults.push(...(await faultsInRooms(window, name, language)))
      }
      expect(faults).toEqual([])
    })
})
