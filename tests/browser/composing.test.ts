import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { addSleep, choose, en, nl, openLive, reply, send, sendButton, settled, write } from './steps.ts'

describe('composing', () => {
  let product: Product
  let tablet: BrowserWindow
  let other: BrowserWindow
  let lisa: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    tablet = await product.window('Anouk', { size: 'tablet' })
    other = await product.window('Grace', { size: 'tablet' })
    lisa = await product.window('Lisa')
    await Promise.all([openLive(tablet), openLive(other), openLive(lisa)])
  })
  afterAll(() => product?.close())

  test('a sleep that is still to come today is offered as yesterday’s, with one press', async () => {
    const { page } = tablet
    await choose(page, ['Daan'])
    await addSleep(page, '17:10', '18:45')
    await page.getByText(nl['problem.fact_in_future']).first().waitFor()
    expect(await sendButton(page).isDisabled()).toBe(true)
    await tablet.shot('day-before')
    await page.getByRole('button', { name: nl['when.dayBefore'] }).click()
    await page.getByRole('button', { name: nl['when.dayBefore'] }).waitFor({ state: 'detached' })
    const { reply: answer } = await send(page)
    expect(answer.status()).toBe(200)
    const yesterday = new Date(product.now().getTime() - 86_400_000).toISOString().slice(0, 10)
    const [entry] = ((await answer.json()) as { entries: { aboutAt: string }[] }).entries
    expect(entry?.aboutAt.slice(0, 10)).toBe(yesterday)
  })

  test('two tablets correct one entry: the later one is told, and nothing it wrote is lost', async () => {
    await choose(tablet.page, ['Daan'])
    await write(tablet.page, 'At een appel.')
    expect((await send(tablet.page)).reply.status()).toBe(200)
    const edit = async ({ page }: BrowserWindow, words: typeof nl, text: string) => {
      await page.goto(`/group/${product.nursery.groupId}/day`)
      await page
        .getByRole('button', { name: words['post.edit']('Daan') })
        .first()
        .click()
      await write(page, text, words)
    }
    await edit(tablet, nl, 'At een peer.')
    await edit(other, en, 'At een pruim.')
    const first = reply(tablet.page, 'PUT', '/api/diary/')
    await sendButton(tablet.page).click()
    expect((await first).reply.status()).toBe(200)
    const second = reply(other.page, 'PUT', '/api/diary/')
    await sendButton(other.page).click()
    expect((await second).reply.status()).toBe(409)
    await other.page.getByText(en['send.stale']).filter({ visible: true }).first().waitFor()
    await other.page.getByText('At een pruim.').first().waitFor()
    await other.shot('stale')
    await settled(product, [lisa])
    for (const text of ['appel', 'een peer', 'pruim']) expect(await lisa.received()).not.toContain(text)
  })
})
