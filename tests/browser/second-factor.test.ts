import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '../../backend/account/authenticator.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { answerPassword, enterPassword, nl, putAuthenticator, signIn } from './steps.ts'

let product: Product
beforeAll(async () => {
  product = await openProduct({ days: 1 })
})
afterAll(() => product?.close())

const press = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true }).click()
const inside = ({ page }: BrowserWindow) => page.getByRole('navigation').waitFor()

/** Leaves, and waits until the app asks who is there. */
async function leave(window: BrowserWindow): Promise<void> {
  await window.page.goto('/more')
  await press(window, nl['more.signOut'])
  await window.page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
}

describe('the second factor', () => {
  test('staff set one up on a tablet with an app, and come in with its codes from then on', async () => {
    const tablet = await product.window(null, { size: 'tablet' })
    const { page } = tablet
    await enterPassword(product, tablet, 'Nina')
    await page.getByRole('heading', { name: nl['second.setUp.title'] }).waitFor()
    expect(await tablet.received()).not.toContain('Mila')
    await page.getByText(nl['app.type']).click()
    const secret = (await page.locator('details p').innerText()).replaceAll(' ', '')
    await page.getByLabel(nl['code.app'], { exact: true }).fill('000000')
    await press(tablet, nl['app.confirm'])
    await page.getByRole('alert').waitFor()
    // What was typed stays, and the same secret is still good.
    expect(await page.getByLabel(nl['code.app'], { exact: true }).inputValue()).toBe('000000')
    await page.getByLabel(nl['code.app'], { exact: true }).fill(codeAt(secret, product.now()))
    await press(tablet, nl['app.confirm'])
    await page.getByRole('heading', { name: nl['recovery.title'] }).waitFor()
    const code = await page.locator('ul li').first().innerText()
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
    await press(tablet, nl['recovery.kept'])
    await inside(tablet)
    await page.getByText('Mila').first().waitFor()

    await leave(tablet)
    await enterPassword(product, tablet, 'Nina')
    await page.getByRole('heading', { name: nl['second.prove.title'] }).waitFor()
    await press(tablet, nl['second.recovery'])
    await page.getByLabel(nl['code.recovery'], { exact: true }).fill(code.toLowerCase())
    await press(tablet, nl['second.prove.action'])
    await inside(tablet)
    expect(tablet.problems.filter((problem) => !/40[13]/.test(problem))).toEqual([])
    await tablet.context.close()
  })

  test('a passkey is made in More, and lets its person in without a password', async () => {
    const phone = await product.window(null)
    const { page } = phone
    await putAuthenticator(phone)
    await signIn(product, phone, 'Lisa')
    // By then nothing was proven lately, whatever time it is outside of the nursery.
    product.forward(1)
    await page.goto('/more')
    await press(phone, nl['security.passkey.add'])
    await answerPassword(page)
    await page.getByRole('heading', { name: nl['recovery.title'] }).waitFor()
    await press(phone, nl['recovery.kept'])
    await page.getByText(nl['security.recovery.left'](10)).waitFor()
    // The session goes on under another id, and the app with it.
    await page.goto('/')
    await inside(phone)
    await leave(phone)
    await press(phone, nl['signIn.passkey'])
    await inside(phone)
    await page.getByText('Noor').first().waitFor()
    await phone.context.close()
  })

  test('a guardian chooses an app as well, and may do without again', async () => {
    const phone = await product.window('Sanne')
    const { page } = phone
    await page.goto('/more')
    await press(phone, nl['security.app.setUp'])
    await answerPassword(page)
    await page.getByText(nl['app.type']).click()
    const secret = (await page.locator('details p').innerText()).replaceAll(' ', '')
    await page.getByLabel(nl['code.app'], { exact: true }).fill(codeAt(secret, product.now()))
    await press(phone, nl['app.confirm'])
    await press(phone, nl['recovery.kept'])
    await press(phone, nl['security.app.remove'])
    await page.getByText(nl['security.app.none']).waitFor()
    await phone.context.close()
  })
})
