import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { nl, openLive, tile } from './steps.ts'

describe('who looked at my child', () => {
  let product: Product
  let lisa: BrowserWindow
  let sanne: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    const tablet = await product.window('Anouk', { size: 'tablet' })
    await openLive(tablet)
    await tile(tablet.page, 'Noor').waitFor()
    lisa = await product.window('Lisa')
    sanne = await product.window('Sanne')
  })
  afterAll(() => product?.close())

  test('a guardian finds it beside the consents: who, in which role, what and when', async () => {
    const { page } = lisa
    await openLive(lisa, '/consents')
    await page.getByRole('link', { name: nl['reads.link']('Noor') }).click()
    await page.getByRole('heading', { level: 1, name: nl['reads.title']('Noor') }).waitFor()
    const row = page.getByRole('listitem').filter({ hasText: 'Anouk' })
    await row.getByText(`${nl['role.staff']}, ${nl['reads.group_day']}`).waitFor()
    expect(await row.locator('time').innerText()).toMatch(/^\d\d:\d\d$/)
    await lisa.shot('reads')
    await page.getByRole('button', { name: nl['action.back'] }).click()
    await page.getByRole('heading', { level: 1, name: nl['consents.title'] }).waitFor()
  })

  test('a guardian of another child finds nothing at that address', async () => {
    const { page } = sanne
    await openLive(sanne, `/reads/${product.nursery.children.Noor}`)
    await page.getByText(nl['reads.failed']).waitFor()
    expect(await sanne.received()).not.toContain('Anouk')
    expect(await page.locator('main').innerText()).not.toContain('Noor')
  })
})
