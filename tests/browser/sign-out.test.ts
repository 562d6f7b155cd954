import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { ask, keptOn, nl, openLive, post, ready, soon } from './steps.ts'

const secret = 'Noor bouwde een iglo.'

describe('signing out without a network', () => {
  let product: Product
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    phone = await product.window('Lisa')
    await openLive(phone)
    await ready(phone)
    await post(product, 'Noor', secret)
  })
  afterAll(() => product?.close())

  const asLisa = () => ask(product, 'Lisa', 'GET', '/api/timeline', undefined)

  test('wipes the phone at once', async () => {
    const { page, context } = phone
    await page.getByText(secret).first().waitFor()
    await soon(() => keptOn(page)).toContain(secret)
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    const out = page.getByRole('button', { name: nl['more.signOut'], exact: true })
    await out.waitFor()
    await context.setOffline(true)
    await out.click()
    await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    await soon(() => keptOn(page)).not.toContain(secret)
    // The server knows nothing of it yet.
    expect((await asLisa()).status).toBe(200)
    await page.reload()
    await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    expect(await page.content()).not.toContain('Noor')
  })

  test('ends the session at the server once there is one', async () => {
    await phone.context.setOffline(false)
    await soon(async () => (await asLisa()).status).toBe(401)
    await phone.page.goto('/')
    await phone.page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    expect(await keptOn(phone.page)).not.toContain('Noor')
  })
})
