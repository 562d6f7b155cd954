import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeAt } from '../../backend/account/authenticator.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'
import { password } from '../support/server.ts'
import { ask, en, nl, openLive, reply, sendButton, tile } from './steps.ts'

/** Everything here is done without touching or pointing. */
describe('by keyboard alone', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct({ days: 12 })
  })
  afterAll(() => product?.close())

  const hasFocus = (what: Locator) => what.evaluate((element) => element === document.activeElement)

  /** Goes on by Tab until something has the focus, which has to be seen all the way. */
  async function tabTo(page: Page, what: Locator): Promise<void> {
    await what.waitFor()
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => {
        const holder = document.activeElement
        const drawn = holder?.matches('input[type=checkbox]') ? holder.closest('label') : holder
        return drawn && drawn !== document.body ? getComputedStyle(drawn).outlineStyle : 'solid'
      })
      expect(outline).not.toBe('none')
      if (await hasFocus(what)) return
    }
    throw new Error(`Tab does not lead to ${what}`)
  }

  async function signIn({ page }: BrowserWindow, who: PersonName): Promise<void> {
    await page.goto('/')
    await tabTo(page, page.getByLabel(nl['signIn.email']))
    await page.keyboard.type(product.nursery.people[who].email)
    await tabTo(page, page.getByLabel(nl['signIn.password'], { exact: true }))
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
  }

  test('a guardian signs in, chooses a child, opens an entry, and comes back to where it was', async () => {
    const window = await product.window(null)
    const { page } = window
    await signIn(window, 'Eva')
    const pill = page.getByRole('button', { name: 'Mila', exact: true })
    await tabTo(page, pill)
    await page.keyboard.press('Space')
    expect(await pill.getAttribute('aria-pressed')).toBe('true')

    const link = page.getByRole('article').nth(6).getByRole('link').first()
    await tabTo(page, link)
    const scrolled = await page.evaluate(() => scrollY)
    expect(scrolled).toBeGreaterThan(500)
    await page.keyboard.press('Enter')
    const title = page.getByRole('heading', { level: 1, name: nl['item.title']('Mila') })
    await title.waitFor()
    expect(await hasFocus(title)).toBe(true)
    await page.keyboard.press('Shift+Tab')
    const back = page.getByRole('button', { name: nl['action.back'] })
    expect(await hasFocus(back)).toBe(true)
    await page.keyboard.press('Enter')
    await link.waitFor()
    await page.waitForFunction(
      ([id, top]) => document.activeElement?.id === id && Math.abs(scrollY - Number(top)) < 2,
      [await link.getAttribute('id'), scrolled],
    )
    expect(await pill.getAttribute('aria-pressed')).toBe('true')
    expect(window.problems).toEqual([])
  })

  test('a guardian finds the content past the menu, and the menu past the content', async () => {
    const window = await product.window('Emily')
    const { page } = window
    await openLive(window)
    await page.getByRole('article').first().waitFor()
    await tabTo(page, page.getByRole('link', { name: en['app.skip'] }))
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main')
    await page.getByRole('link', { name: en['nav.more'] }).focus()
    await page.keyboard.press('Enter')
    const title = page.getByRole('heading', { level: 1, name: en['more.title'] })
    await title.waitFor()
    expect(await hasFocus(title)).toBe(true)
  })

  test('staff choose children and write, and the post arrives', async () => {
    const window = await product.window(null, { size: 'tablet' })
    const { page } = window
    await signIn(window, 'Anouk')
    await tabTo(page, page.getByLabel(nl['code.app'], { exact: true }))
    await page.keyboard.type(codeAt(product.nursery.people.Anouk.authenticator, product.now()))
    await page.keyboard.press('Enter')
    await tabTo(page, tile(page, 'Aya'))
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    expect(await tile(page, 'Aya').isChecked()).toBe(true)
    expect(await tile(page, 'Bram').isChecked()).toBe(true)

    await tabTo(page, page.getByRole('textbox', { name: nl['text.label'] }))
    await page.keyboard.type('{name} schreef een letter.')
    await tabTo(page, page.getByRole('button', { name: nl['kind.mood'], exact: true }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: nl['mood.short.happy'] }))
    await page.keyboard.press('Enter')
    await tabTo(page, sendButton(page))
    const replied = reply(page, 'POST', '/api/diary')
    await page.keyboard.press('Enter')
    expect((await replied).reply.status()).toBe(200)
    const timeline = await ask(product, 'Sanne', 'GET', '/api/timeline', undefined)
    expect(timeline.body.items[0]).toMatchObject({ text: 'Aya schreef een letter.', facts: [{ mood: 'happy' }] })
    expect(timeline.text).not.toContain('Bram')
    // The one who wrote can go on at once.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false)
    expect(window.problems).toEqual([])
  })
})
