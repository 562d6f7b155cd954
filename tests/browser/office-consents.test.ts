import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { addRelatives } from '../support/relatives.ts'
import { faultsInRooms } from './looks.ts'
import { ask, en, keptOn, moment, nl, openLive, post, promptly, settled, soon } from './steps.ts'

const secret = 'KANARIE-VAN-NOOR'

describe('a manager and the families', () => {
  let product: Product
  let desk: BrowserWindow
  let lisa: BrowserWindow
  let oma: BrowserWindow
  beforeAll(async () => {
    product = await openProduct({ days: 3 })
    await addRelatives(product.owner, product.nursery, product.now())
    await post(product, 'Noor', `${secret} speelde.`)
    desk = await product.window('Marieke', { size: 'tablet' })
    lisa = await product.window('Lisa')
    oma = await product.window('Oma')
  })
  afterAll(() => product?.close())

  const matrix = () => `/office/consents?group=${product.nursery.groupId}`
  const child = ({ page }: BrowserWindow, name: string) => page.getByRole('region', { name })
  const dialog = ({ page }: BrowserWindow) => page.getByRole('dialog')

  test('the consent matrix changes within a second, without a reload', async () => {
    const { page } = desk
    await openLive(desk, matrix())
    const row = page.getByRole('row', { name: /^Noor/ })
    const diary = row.getByRole('cell').first()
    await diary.getByText(nl['standing.in_force'], { exact: true }).waitFor()
    await desk.shot('matrix')
    await openLive(lisa, '/consents')
    const seen = moment(diary.getByText(nl['standing.refused'], { exact: true }))
    await ask(product, 'Lisa', 'POST', '/api/consents', {
      id: uuidv7(),
      childId: product.nursery.children.Noor,
      purpose: 'diary',
      decision: 'withdrawn',
      language: 'nl',
    })
    const at = Date.now()
    expect((await seen) - at).toBeLessThan(promptly)
    // A conflict has its filter and its count.
    await ask(product, 'Tom', 'POST', '/api/consents', {
      id: uuidv7(),
      childId: product.nursery.children.Noor,
      purpose: 'diary',
      decision: 'granted',
      language: 'nl',
    })
    await diary.getByText(nl['standing.conflict'], { exact: true }).waitFor()
    await page.getByRole('button', { name: new RegExp(`^${nl['matrix.filter.conflict']}\\s*1$`) }).click()
    expect(await page.getByRole('rowheader').count()).toBe(1)
    await desk.shot('matrix-conflict')
    await lisa.page.getByText(nl['consents.conflict']).waitFor()
  })

  test('a permission is added, a guardian sees and grants it, and it shows in the matrix', async () => {
    const { page } = desk
    await page.goto('/office/permissions')
    await page.getByRole('button', { name: nl['permissions.add'], exact: true }).click()
    await page.getByRole('button', { name: nl['permissions.add.action'] }).click()
    await page.getByText(nl['permissions.missing']).first().waitFor()
    await page.getByLabel(nl['permissions.name.nl']).fill('Zwemmen')
    await page.getByLabel(nl['permissions.name.en']).fill('Swimming')
    await page
      .getByLabel(nl['permissions.explanation.nl'])
      .fill('In het bad van de buurt, met een begeleider per twee kinderen.')
    await page.getByLabel(nl['permissions.explanation.en']).fill('In the local pool.')
    await desk.shot('permission-add')
    await page.getByRole('button', { name: nl['permissions.add.action'] }).click()
    await page.getByRole('heading', { name: 'Zwemmen' }).waitFor()
    await desk.shot('permissions')

    await openLive(lisa, '/consents')
    const swimming = child(lisa, 'Noor').getByRole('group', { name: 'Zwemmen' })
    await swimming.getByRole('button', { name: nl['consents.yes'] }).click()
    await lisa.page.getByText(nl['confirm.permission.granted.text']('Noor', 'Zwemmen')).waitFor()
    await dialog(lisa).getByRole('button', { name: nl['confirm.granted.action'] }).click()
    await child(lisa, 'Noor').getByText(nl['consents.permission.granted']('Noor')).waitFor()
    await child(lisa, 'Noor').getByText(nl['consents.others']).scrollIntoViewIfNeeded()
    await lisa.shot('consents-permission')
    await openLive(desk, matrix())
    const row = page.getByRole('row', { name: /^Noor/ })
    await row.getByRole('cell').nth(2).getByText(nl['standing.in_force'], { exact: true }).waitFor()
    await desk.shot('matrix-permission')

    await page.goto('/office/permissions')
    await page.getByRole('button', { name: nl['permissions.end.of']('Zwemmen') }).click()
    await dialog(desk).getByRole('button', { name: nl['permissions.end'], exact: true }).click()
    await page.getByRole('button', { name: nl['permissions.end.of']('Zwemmen') }).waitFor({ state: 'detached' })
    await openLive(lisa, '/consents')
    await child(lisa, 'Noor').getByText(nl['consents.ended']).waitFor()
    expect(await swimming.count()).toBe(0)
  })

  test('a share makes the diary appear on the phone at once, and says so on the consents page', async () => {
    const { page } = desk
    await openLive(oma)
    await oma.page.getByText(nl['empty.authority.title']('Noor')).waitFor()
    expect((await oma.received()).includes(secret)).toBe(false)
    await page.goto('/office/families')
    await page.getByLabel(nl['families.search']).fill('noor')
    await desk.shot('families')
    await page.getByRole('button', { name: nl['families.share.action.of']('Noor', 'Oma Proef') }).click()
    await dialog(desk).getByRole('button', { name: nl['families.share.action'], exact: true }).click()
    await dialog(desk).getByText(nl['families.reason.short']).waitFor()
    await dialog(desk).getByLabel(nl['families.reason'], { exact: true }).fill('Haalt Noor elke dinsdag')
    await desk.shot('share')
    const entry = moment(oma.page.getByText(`${secret} speelde.`))
    const replied = page.waitForResponse((one) => one.url().endsWith('/api/shares'))
    await dialog(desk).getByRole('button', { name: nl['families.share.action'], exact: true }).click()
    await replied
    const at = Date.now()
    expect((await entry) - at).toBeLessThan(promptly)
    await oma.shot('shared')
    await page.getByText('Haalt Noor elke dinsdag').waitFor()
    await desk.shot('families-shared')
    await soon(async () => (await keptOn(oma.page)).includes(secret)).toBe(true)

    await oma.page.getByRole('link', { name: nl['nav.consents'] }).click()
    await oma.page.getByText(/^De locatiemanager deelt het dagboek van Noor met je/).waitFor()
    await oma.shot('consents-shared')
    expect((await oma.received()).includes('dinsdag')).toBe(false)
    await oma.page.getByRole('link', { name: nl['nav.today'] }).click()
  })

  test('a restriction takes the child from the phone, from what it shows and from what it keeps', async () => {
    const { page } = desk
    await oma.page.getByText(`${secret} speelde.`).waitFor()
    await page.getByRole('button', { name: nl['families.restrict.of']('Oma Proef', 'Noor') }).click()
    await dialog(desk).getByLabel(nl['families.ruling'], { exact: true }).fill('Rechtbank Utrecht, C/16/512345')
    await desk.shot('restriction')
    const gone = moment(oma.page.getByText(`${secret} speelde.`), 'detached')
    const replied = page.waitForResponse((one) => one.url().endsWith('/restriction'))
    await dialog(desk).getByRole('button', { name: nl['families.restrict'], exact: true }).click()
    await replied
    const at = Date.now()
    expect((await gone) - at).toBeLessThan(promptly)
    await oma.page.getByText(nl['empty.children.title']).waitFor()
    await oma.shot('restricted')
    await soon(async () => (await keptOn(oma.page)).includes(secret)).toBe(false)
    await soon(async () => (await keptOn(oma.page)).includes('Noor')).toBe(false)
    await oma.page.reload()
    await oma.page.getByText(nl['empty.children.title']).waitFor()
    await page.getByText(nl['families.restricted'], { exact: true }).waitFor()
    await desk.shot('families-restricted')

    await page.getByRole('button', { name: nl['families.lift.of']('Oma Proef', 'Noor') }).click()
    await dialog(desk).getByRole('button', { name: nl['families.lift'], exact: true }).click()
    await oma.page.getByText(`${secret} speelde.`).waitFor()
    await page.getByRole('button', { name: nl['families.end.of'](nl['purpose.diary'], 'Oma Proef', 'Noor') }).click()
    await dialog(desk).getByRole('button', { name: nl['families.end'], exact: true }).click()
    await oma.page.getByText(`${secret} speelde.`).waitFor({ state: 'detached' })
    await settled(product, [oma])
    for (const window of [desk, lisa, oma]) expect(window.problems).toEqual([])
  })

  test('by keyboard alone the matrix is reached and scrolled', async () => {
    const { page } = desk
    await openLive(desk, matrix())
    const table = page.getByRole('region', { name: nl['matrix.table'](product.nursery.groupName) })
    await table.waitFor()
    for (let n = 0; n < 20 && !(await table.evaluate((one) => one === document.activeElement)); n++)
      await page.keyboard.press('Tab')
    expect(await table.evaluate((one) => one === document.activeElement)).toBe(true)
  })

  const screens: Record<string, (window: BrowserWindow, words: typeof nl) => Promise<void>> = {
    office: async ({ page }, words) => {
      await page.goto('/office')
      await page.getByText(words['matrix.card']).waitFor()
    },
    matrix: async (window, words) => {
      await openLive(window, matrix())
      await window.page.getByRole('row', { name: /^Noor/ }).waitFor()
      await window.page.getByText(words['matrix.child'], { exact: true }).waitFor()
    },
    families: async ({ page }, words) => {
      await page.goto('/office/families')
      await page.getByText(words['families.noAuthority']).first().waitFor()
    },
    'families, a share': async ({ page }, words) => {
      await page.goto('/office/families')
      await page.getByRole('button', { name: words['families.share.action.of']('Noor', 'Oma Proef') }).click()
      await page.getByRole('dialog').getByRole('button', { name: words['families.share.action'], exact: true }).click()
      await page.getByText(words['families.reason.short']).waitFor()
    },
    'families, a restriction': async ({ page }, words) => {
      await page.goto('/office/families')
      await page.getByRole('button', { name: words['families.restrict.of']('Oma Proef', 'Noor') }).click()
      await page.getByRole('dialog').waitFor()
    },
    permissions: async ({ page }, words) => {
      await page.goto('/office/permissions')
      await page.getByText(words['permissions.add'], { exact: true }).waitFor()
      await page.getByRole('listitem').first().waitFor()
    },
    'permissions, one more': async ({ page }, words) => {
      await page.goto('/office/permissions')
      await page.getByText(words['permissions.add'], { exact: true }).click()
      await page.getByRole('button', { name: words['permissions.add.action'] }).click()
      await page.getByText(words['permissions.missing']).first().waitFor()
    },
  }
  test.each(Object.entries(screens))(
    '%s: no axe violation, nothing beside the page, every target large enough',
    async (name, open) => {
      const faults: string[] = []
      for (const [language, words] of [
        ['nl', nl],
        ['en', en],
      ] as const) {
        await ask(product, 'Marieke', 'PUT', '/api/account/language', { language })
        const window = await product.window('Marieke')
        await open(window, words)
        faults.push(...(await faultsInRooms(window, `screen-${name}`, language, true)))
      }
      expect(faults).toEqual([])
    },
  )
})
