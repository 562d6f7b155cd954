import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromium as browserPath } from '../support/packages.ts'
import type { Ground } from './ground.ts'

/** What keeps a browser from doing anything but what is measured. */
export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A phone of these days. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 3,
  hasTouch: true,
  locale: 'nl-NL',
}

/** Starts a browser that ends with the run at the latest. */
export async function openBrowser(ground: Ground): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: browserPath, args: flags })
  ground.closing(() => browser.close().catch(() => {}))
  return browser
}

/** A window of somebody who never was here before, with what runs in its page before anything else. */
export async function openPhone(browser: Browser, port: number, cookie: string, before?: () => void): Promise<Page> {
  const url = `http://localhost:${port}`
  const context = await browser.newContext({ ...phone, baseURL: url })
  const [name = '', value = ''] = cookie.split('=', 2)
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
  if (before) await context.addInitScript(before)
  return context.newPage()
}

/** Scrolls to the end of a page as a finger does, in steps of so many CSS pixels, with something to do after each. */
export async function scrollThrough(page: Page, step: number, after: () => Promise<void>): Promise<void> {
  await page.mouse.move(195, 500)
  await after()
  for (let isAtEnd = false; !isAtEnd; ) {
    await page.mouse.wheel(0, step)
    await page.waitForTimeout(80)
    await after()
    isAtEnd = await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1)
  }
}
