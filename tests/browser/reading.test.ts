import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Head } from '../../backend/contract/diary.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { ask, nl, openLive, post, soon } from './steps.ts'

declare global {
  /** How far things on the page have jumped since it was opened. */
  var jumped: number
}

/** What comes in while somebody reads. */
describe('reading', () => {
  let product: Product
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct()
    phone = await product.window('Eva')
    await phone.page.addInitScript(() => {
      globalThis.jumped = 0
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) globalThis.jumped += (shift as unknown as { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
  })
  afterAll(() => product?.close())

  const pill = (n: number) => phone.page.getByRole('button', { name: nl['today.new'](n), exact: true })
  const article = (text: string) => phone.page.getByRole('article').filter({ hasText: text })
  const jumped = () => phone.page.evaluate(() => globalThis.jumped)
  /** Where the first card that is whole in sight stands. */
  const place = () =>
    phone.page.evaluate(() => {
      const cards = [...document.querySelectorAll('[data-item]')].map((card) => ({
        id: card.getAttribute('data-item'),
        top: card.getBoundingClientRect().top,
      }))
      return cards.find(({ top }) => top > 100)
    })

  const unread = async (): Promise<number> => {
    const { body } = await ask(product, 'Eva', 'GET', '/api/timeline', undefined)
    return body.heads.reduce((sum: number, head: Head) => sum + head.unread, 0)
  }
  const edit = async (entryId: string, text: string) => {
    const body = { id: uuidv7(), version: 1, aboutAt: product.now().toISOString(), text, facts: [] }
    expect((await ask(product, 'Grace', 'PUT', `/api/diary/${entryId}`, body)).status).toBe(200)
  }

  test('new entries do not move what is read; a pill says how many there are and leads to them', async () => {
    const { page } = phone
    await openLive(phone)
    await article('32 blokken').waitFor()
    await page.mouse.wheel(0, 1200)
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
    const [before, still] = [await place(), await jumped()]
    expect(still).toBeLessThanOrEqual(0.05)

    const first = await post(product, 'Mila', 'Mila vond een eikel.')
    await pill(1).waitFor()
    await post(product, 'Mila', 'Mila zong een lied.')
    await pill(2).waitFor()
    await phone.shot('pill')
    expect(await place()).toEqual(before)
    expect(await jumped()).toBe(still)

    const pages = page.getByRole('article')
    const shown = await pages.count()
    await edit(first, 'Mila vond een kastanje.')
    await pill(2).click()
    await article('Mila vond een kastanje.').waitFor()
    await article('Mila zong een lied.').waitFor()
    expect(await pages.count()).toBe(shown + 2)
    expect(await page.evaluate(() => scrollY)).toBe(0)
    await pill(2).waitFor({ state: 'detached' })
    expect(await page.getByText('eikel').count()).toBe(0)
    await phone.shot('pill-pressed')
  })

  test('a change above what is read does not move it either', async () => {
    const { page } = phone
    await page.mouse.wheel(0, 1200)
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
    const [before, still] = [await place(), await jumped()]
    const top = await article('Mila zong een lied.').getAttribute('data-item')
    const text = `Mila zong twee liedjes. ${'Iedereen zong mee. '.repeat(20)}`.trim()
    await edit(top ?? '', text)
    await article('Mila zong twee liedjes.').waitFor({ state: 'attached' })
    expect((await place())?.id).toBe(before?.id)
    expect(Math.abs(((await place())?.top ?? 0) - (before?.top ?? 0))).toBeLessThan(2)
    expect(await jumped()).toBe(still)
  })

  test('what is unread is counted, goes once it is seen, and does not come back', async () => {
    const { page } = phone
    const count = (n: number) => page.getByRole('navigation').getByText(nl['today.new.badge'](n))
    await openLive(phone)
    await soon(unread).toBe(0)
    await openLive(phone, '/consents')
    await page.getByRole('heading', { name: nl['consents.title'] }).waitFor()
    expect(await page.getByRole('navigation').getByText('nieuw').count()).toBe(0)
    await post(product, 'Mila', 'Mila at een peer.')
    await post(product, 'Mila', 'Mila sliep even.')
    await post(product, 'Mila', 'Mila deed een puzzel.', [], 3)
    await count(3).waitFor()
    await phone.shot('unread')
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('link', { name: nl['nav.today'] }).click()
    await page.getByRole('button', { name: /^Mila/ }).getByText(nl['today.new.badge'](3)).waitFor({ state: 'attached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    await page.setViewportSize({ width: 390, height: 844 })
    await article('Mila at een peer.').getByText(nl['today.new.mark']).waitFor()
    await article('Mila deed een puzzel.').getByText(nl['today.new.mark']).waitFor()
    // Nothing new stands below the line, also where what was seen stands between.
    const below = page.locator(`p:text-is("${nl['today.new.line']}") ~ article`)
    expect(await below.count()).toBeGreaterThan(0)
    expect(await below.filter({ hasText: nl['today.new.mark'] }).count()).toBe(0)
    await phone.shot('seen-below')
    await soon(unread).toBeLessThan(2)
    await article('Mila deed een puzzel.').scrollIntoViewIfNeeded()
    await soon(unread).toBe(0)
    await page.getByRole('link', { name: nl['nav.consents'] }).click()
    await page.getByRole('heading', { name: nl['consents.title'] }).waitFor()
    await count(3).waitFor({ state: 'detached' })
    await openLive(phone, '/consents')
    await page.getByRole('heading', { name: nl['consents.title'] }).waitFor()
    expect(await page.getByRole('navigation').getByText('nieuw').count()).toBe(0)
    await openLive(phone)
    await article('Mila at een peer.').waitFor()
    expect(await page.getByText(nl['today.new.mark'], { exact: true }).count()).toBe(0)
    expect(phone.problems).toEqual([])
  })

  test('what is new but of an earlier time is lower, and the pill leads to it', async () => {
    const { page } = phone
    await openLive(phone)
    await article('32 blokken').waitFor({ state: 'attached' })
    await page.mouse.wheel(0, 1200)
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
    await post(product, 'Mila', 'Mila zag vannacht de maan.', [], 20)
    await pill(1).click()
    await article('Mila zag vannacht de maan.').waitFor()
    await soon(async () => {
      const { y = -1 } = (await article('Mila zag vannacht de maan.').boundingBox()) ?? {}
      return y > 60 && y < 700
    }).toBe(true)
  })
})
