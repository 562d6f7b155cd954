import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { addRelatives } from '../support/relatives.ts'
import { ask, keptOn, nl, openLive, settled, soon, tile, write } from './steps.ts'

/* Samira works in the group and is the mother of a child in another: neither role sees through the other. */

describe('one person in two roles', () => {
  let product: Product
  let samira: BrowserWindow
  let tess: string
  /** Whether what came from the server says this, without filling the screen with all of it. */
  const heard = async (window: BrowserWindow, word: string) => (await window.received()).includes(word)
  beforeAll(async () => {
    product = await openProduct({ days: 3 })
    tess = (await addRelatives(product.owner, product.nursery, product.now())).tess
    samira = await product.window('Samira', { size: 'tablet' })
    await samira.page.addInitScript(() => {
      if (!sessionStorage.getItem('ouderapp.role')) sessionStorage.setItem('ouderapp.role', 'staff')
    })
  })
  afterAll(() => product?.close())

  const take = async (role: 'guardian' | 'staff') => {
    const { page } = samira
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    await page.getByRole('button', { name: nl[`role.${role}`], exact: true }).click()
  }
  const visible = () => samira.page.locator('body').innerText()

  test('at work there is the group and nothing of the own child', async () => {
    const { page } = samira
    await openLive(samira, `/group/${product.nursery.groupId}`)
    await tile(page, 'Noor').check()
    expect(await visible()).not.toContain('Tess')
    await write(page, 'CONCEPT-VAN-HET-WERK')
    await soon(async () => (await keptOn(page)).includes('CONCEPT-VAN-HET-WERK')).toBe(true)
    for (const word of [tess, 'el Amrani']) expect(await heard(samira, word)).toBe(false)
  })

  test('as a parent there is the own child and nothing of the group', async () => {
    const { page } = samira
    await take('guardian')
    await page.getByRole('link', { name: nl['nav.today'] }).click()
    await page.getByText(nl['empty.nothing.both']('Tess')).waitFor()
    await samira.shot('roles-guardian')
    for (const name of ['Noor', 'Yusuf', 'Eekhoorns', 'CONCEPT']) expect(await visible()).not.toContain(name)
    await page.getByRole('link', { name: nl['nav.consents'], exact: true }).click()
    await page.getByRole('region', { name: 'Tess' }).waitFor()
    expect(await page.getByRole('region', { name: 'Noor' }).count()).toBe(0)
    // The group's address leads nowhere in this role.
    await page.goto(`/group/${product.nursery.groupId}`)
    await page.getByText(nl['notFound.title']).waitFor()
  })

  test('what happens in one role does not arrive in the other, nor in what the device keeps for it', async () => {
    const phone = await product.window('Samira')
    await phone.page.addInitScript(() => sessionStorage.setItem('ouderapp.role', 'guardian'))
    await openLive(phone)
    await phone.page.getByText(nl['empty.nothing.both']('Tess')).waitFor()
    const { groupId, children } = product.nursery
    const body = {
      id: crypto.randomUUID(),
      groupId,
      aboutAt: product.now().toISOString(),
      children: [{ childId: children.Noor, entryId: crypto.randomUUID(), text: 'KANARIE-VAN-HET-WERK', facts: [] }],
    }
    expect((await ask(product, 'Anouk', 'POST', '/api/diary', body)).status).toBe(200)
    await settled(product, [phone])
    const { Noor, Mila } = children
    for (const word of ['KANARIE-VAN-HET-WERK', Noor, Mila, groupId]) expect(await heard(phone, word)).toBe(false)
    await soon(async () => (await keptOn(phone.page)).includes(tess)).toBe(true)
    for (const word of ['Noor', Noor]) expect((await keptOn(phone.page)).includes(word)).toBe(false)
    expect([...phone.problems, ...samira.problems]).toEqual([])
  })

  test('back at work the draft is still there', async () => {
    const { page } = samira
    await take('staff')
    await page.getByRole('link', { name: nl['nav.group'], exact: true }).click()
    await tile(page, 'Noor').check()
    const text = page.getByRole('textbox', { name: nl['text.label'] })
    await soon(() => text.inputValue()).toBe('CONCEPT-VAN-HET-WERK')
    expect(await visible()).not.toContain('Tess')
    await samira.shot('roles-staff')
  })
})
