import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { addRelatives } from '../support/relatives.ts'
import { ask, keptOn, nl, openLive, settled, soon, tile, write } from './steps.ts'

/* Samira works in the group and is the mother of a child in another: neither role sees through the other. */

describe('one person in two roles', () => {
  let product: Product
  let samira: BrowserWindow
  let tess: string
  beforeAll(async () => {
    product = await openProduct({ days: 3 })
    tess = (await addRelatives(product.owner, product.nursery, product.now())).tess
    samira = await product.window('Samira', { size: 'tablet' })
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
    await openLive(samira, '/more')
    await take('staff')
    await page.getByRole('link', { name: nl['nav.group'] }).click()
    await tile(page, 'Noor').waitFor()
    expect(await visible()).not.toContain('Tess')
    await tile(page, 'Noor').check()
    await write(page, 'CONCEPT-VAN-HET-WERK')
    await soon(() => keptOn(page)).toContain('CONCEPT-VAN-HET-WERK')
    expect(await samira.received()).not.toContain(tess)
  })

  test('as a parent there is the own child and nothing of the group', async () => {
    const { page } = samira
    await take('guardian')
    const before = (await samira.received()).length
    await page.getByRole('link', { name: nl['nav.today'] }).click()
    await page.getByText(nl['empty.nothing.title.of']('Tess')).waitFor()
    await samira.shot('roles-guardian')
    for (const name of ['Noor', 'Yusuf', 'Eekhoorns', 'CONCEPT']) expect(await visible()).not.toContain(name)
    await page.getByRole('link', { name: nl['nav.consents'] }).click()
    await page.getByRole('region', { name: 'Tess' }).waitFor()
    expect(await page.getByRole('region', { name: 'Noor' }).count()).toBe(0)
    await settled(product, [samira])
    const since = (await samira.received()).slice(before)
    for (const word of [product.nursery.children.Noor, 'Yusuf']) expect(since).not.toContain(word)
    // The group's address leads nowhere in this role.
    await page.goto(`/group/${product.nursery.groupId}`)
    await page.getByText(nl['notFound.title']).waitFor()
  })

  test('what happens in one role does not arrive in the other', async () => {
    const { page } = samira
    await openLive(samira)
    const { groupId, children } = product.nursery
    const body = {
      id: crypto.randomUUID(),
      groupId,
      aboutAt: product.now().toISOString(),
      children: [{ childId: children.Noor, entryId: crypto.randomUUID(), text: 'KANARIE-VAN-HET-WERK', facts: [] }],
    }
    expect((await ask(product, 'Anouk', 'POST', '/api/diary', body)).status).toBe(200)
    await settled(product, [samira])
    expect(await samira.received()).not.toContain('KANARIE-VAN-HET-WERK')
    // What the device keeps for the parent is Tess alone.
    const kept = await page.evaluate(async () => {
      const opening = indexedDB.open('ouderapp')
      const database = await new Promise<IDBDatabase>((done) => (opening.onsuccess = () => done(opening.result)))
      const store = database.transaction('kept').objectStore('kept')
      const [keys, values] = await Promise.all(
        [store.getAllKeys(), store.getAll()].map(
          (asked) => new Promise<unknown[]>((done) => (asked.onsuccess = () => done(asked.result))),
        ),
      )
      database.close()
      return keys!.map((key, n) => [String(key), JSON.stringify(values![n])])
    })
    for (const [key, value] of kept) if (key!.includes(' guardian ')) expect(value).not.toContain('Noor')
    expect(samira.problems).toEqual([])
  })

  test('back at work the draft is still there', async () => {
    const { page } = samira
    await take('staff')
    await page.getByRole('link', { name: nl['nav.group'] }).click()
    await tile(page, 'Noor').waitFor()
    await soon(() => page.locator('body').innerHTML()).toContain('CONCEPT-VAN-HET-WERK')
    expect(await visible()).not.toContain('Tess')
    await samira.shot('roles-staff')
  })
})
