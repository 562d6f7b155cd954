import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProduct, type Product } from '../support/browser.ts'
import type { PersonName } from '../support/nursery.ts'

const kilobyte = 1000
type Kind = 'script' | 'stylesheet' | 'font'

/** What somebody loads, signed in and with an empty cache, until there is something to read. */
describe('the first load', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct({ days: 3 })
  })
  afterAll(() => product?.close())

  /** @param first what there is to see first */
  async function load(who: PersonName, first: string): Promise<Record<Kind, number>> {
    const { page, context } = await product.window(who)
    const bodies: Promise<[string, Buffer] | undefined>[] = []
    page.on('response', (response) => {
      const request = response.request()
      const body = response.body().then((bytes): [string, Buffer] | undefined =>
        // What was asked for after the first sight is not waited for.
        request.timing().startTime < seenAt ? [request.resourceType(), bytes] : undefined,
      )
      bodies.push(body.catch(() => undefined))
    })
    let seenAt = Number.POSITIVE_INFINITY
    await page.addInitScript((first) => {
      new MutationObserver((_changes, watching) => {
        if (!document.querySelector(first)) return
        Object.assign(window, { seenAt: Date.now() })
        watching.disconnect()
      }).observe(document, { childList: true, subtree: true })
    }, first)
    await page.goto('/')
    const seen = await page.waitForFunction(() => (window as unknown as { seenAt?: number }).seenAt)
    seenAt = (await seen.jsonValue())!
    const loaded = (await Promise.all(bodies)).filter((body) => body !== undefined)
    await context.close()
    const sum = (kind: Kind, size: (body: Buffer) => number) =>
      loaded.reduce((total, [type, body]) => total + (type === kind ? size(body) : 0), 0) / kilobyte
    const zipped = (body: Buffer) => gzipSync(body, { level: 6 }).length
    return {
      script: sum('script', zipped),
      stylesheet: sum('stylesheet', zipped),
      font: sum('font', (body) => body.length),
    }
  }

  test('a guardian loads at most 110 KB of script', async () => {
    const bytes = await load('Eva', 'article[data-item]')
    console.log('guardian, KB', bytes)
    expect(bytes.script).toBeGreaterThan(20)
    expect(bytes.script).toBeLessThanOrEqual(110)
    expect(bytes.stylesheet).toBeLessThanOrEqual(20)
    expect(bytes.font).toBeLessThanOrEqual(35)
  })

  test('staff load at most 140 KB of script', async () => {
    const bytes = await load('Anouk', 'input[data-child]')
    console.log('staff, KB', bytes)
    expect(bytes.script).toBeGreaterThan(20)
    expect(bytes.script).toBeLessThanOrEqual(140)
    expect(bytes.stylesheet).toBeLessThanOrEqual(20)
    expect(bytes.font).toBeLessThanOrEqual(35)
  })
})
