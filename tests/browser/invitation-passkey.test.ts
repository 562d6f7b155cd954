import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { anotherPassword } from '../support/newcomers.ts'
import { faultsOf } from './looks.ts'
import { en, invitationFor, nl, putAuthenticator, soon } from './steps.ts'

let product: Product
let phone: BrowserWindow
let invited: Awaited<ReturnType<typeof invitationFor>>
let authenticator: Awaited<ReturnType<typeof putAuthenticator>>
beforeAll(async () => {
  product = await openProduct({ days: 1 })
  invited = await invitationFor(product, 'Fatima')
  phone = await product.window(null)
  authenticator = await putAuthenticator(phone)
})
afterAll(() => product?.close())

const press = (name: string, { page } = phone) => page.getByRole('button', { name, exact: true }).click()
const title = (name: string, { page } = phone) => page.getByRole('heading', { level: 1, name }).waitFor()
const rows = async (sql: string) => (await product.owner.query(sql, [invited.id])).rows
/** The session proved itself an hour ago. */
const grow = () =>
  rows(`update auth.session set created_at = created_at - interval '1 hour', second_factor_at = second_factor_at - interval '1 hour'
         where user_id = $1`)

describe('somebody who was invited and wants no password', () => {
  test('may leave the browser’s question, or be without a network, and loses nothing', async () => {
    const { page, context } = phone
    await page.goto(invited.address)
    await title(nl['invitation.title']('Fatima'))
    await page.getByRole('heading', { name: nl['invitation.passkey.title'] }).waitFor()
    await phone.shot('invitation-passkey')
    expect(await faultsOf(page, false)).toEqual([])
    const typed = page.getByLabel(nl['password.choose'], { exact: true })
    await typed.fill('half een wacht')
    await authenticator.recognises(false)
    await press(nl['invitation.passkey.action'])
    await page.getByText(nl['invitation.passkey.left']).waitFor()
    await phone.shot('invitation-passkey-left')
    await authenticator.recognises(true)
    await context.setOffline(true)
    await press(nl['invitation.passkey.action'])
    await page.getByText(nl['error.network']).waitFor()
    await context.setOffline(false)
    expect(await typed.inputValue()).toBe('half een wacht')
    expect(await rows('select 1 from auth."user" where id = $1')).toEqual([])
  })

  test('makes a passkey, is given the recovery codes, and is in, in the language of choice', async () => {
    const { page } = phone
    await press(nl['language.en'])
    // The reply gets lost once: trying again replaces the passkey on the device, and makes no second one.
    await page.route('**/api/invitation/accept/passkey', (route) => route.abort(), { times: 1 })
    await press(en['invitation.passkey.action'])
    await page.getByText(en['error.network']).waitFor()
    await press(en['invitation.passkey.action'])
    await title(en['recovery.title'])
    expect(await page.locator('ul li').count()).toBe(10)
    await phone.shot('invitation-passkey-codes')
    await press(en['recovery.kept'])
    await page.getByText(en['welcome.language']).waitFor()
    expect(await authenticator.passkeys()).toBe(1)
    expect(await rows('select 1 from auth.account where user_id = $1')).toEqual([])
    await soon(() => rows('select language from person where id = $1')).toEqual([{ language: 'en' }])
    expect(await phone.received()).not.toContain(invited.secret)
    expect(phone.problems).toEqual([])
  })

  test('signs in with it from then on; the link is used up', async () => {
    const { page } = phone
    await rows('update person set welcomed_at = now() where id = $1')
    await page.goto('/more')
    await press(en['more.signOut'])
    await title(en['signIn.title'])
    await press(en['signIn.passkey'])
    await page.getByRole('navigation').waitFor()
    const other = await product.window(null)
    await other.page.goto(invited.address)
    await title(nl['invitation.link_used.title'], other)
    await other.context.close()
  })

  test('proves it with the passkey where others give the password, and chooses a first one', async () => {
    const { page } = phone
    await page.goto('/more')
    // The only way in stays.
    await page.getByText(en['security.recovery.left'](10)).waitFor()
    expect(await page.getByRole('button', { name: en['action.remove'] }).count()).toBe(0)
    await grow()
    await press(en['security.recovery.renew'])
    const question = page.getByRole('dialog', { name: en['proof.again.title'] })
    await question.waitFor()
    await phone.shot('proof-passkey')
    expect(await question.getByLabel(en['signIn.password'], { exact: true }).count()).toBe(0)
    await press(en['second.passkey.use'])
    await page.getByRole('heading', { name: en['recovery.title'] }).waitFor()
    await press(en['recovery.kept'])

    await grow()
    await press(en['password.set'])
    await phone.shot('first-password')
    await page.getByLabel(en['password.new'], { exact: true }).fill(anotherPassword)
    await press(en['password.set.action'])
    await question.waitFor()
    await question.getByRole('button', { name: en['security.cancel'], exact: true }).click()
    expect(await page.getByLabel(en['password.new'], { exact: true }).inputValue()).toBe(anotherPassword)
    await press(en['password.set.action'])
    await press(en['second.passkey.use'])
    await page.locator('main').getByText(en['password.changed']).waitFor()
    await page.getByRole('button', { name: en['password.change'], exact: true }).waitFor()
    expect(await rows('select 1 from auth.account where user_id = $1')).toHaveLength(1)
    expect(phone.problems).toEqual([])
    await phone.context.close()
  })
})

test('where the browser knows no passkeys the password is offered alone', async () => {
  const old = await product.window(null)
  await old.page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'))
  await old.page.goto((await invitationFor(product, 'Omar')).address)
  await title(nl['invitation.title']('Omar'), old)
  await old.page.waitForLoadState('networkidle')
  expect(await old.page.getByRole('button', { name: nl['invitation.passkey.action'] }).count()).toBe(0)
  await old.context.close()
})
