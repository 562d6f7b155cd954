import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { photoPost, readyMedia } from '../support/photos.ts'
import type { TestServer } from '../support/server.ts'
import { keptPictures } from './photo-steps.ts'
import { ask, keptOn, nl, openLive, ready, settled, soon } from './steps.ts'

const cards = (page: Page) => page.getByRole('article').filter({ has: page.locator('a[id^="photo-"]') })
const card = (page: Page, text: string) => page.getByRole('article').filter({ hasText: text })
const photoIds = (page: Page) =>
  page.locator('main a[id^="photo-"]').evaluateAll((links) => links.map(({ id }) => id.slice('photo-'.length)))

/** Photos that the group sends, has processed and posts, as a tablet does. */
async function postPhotos(product: Product, count: number, text: string): Promise<void> {
  const { groupId, children, people } = product.nursery
  const server = { ...product, clock: { now: product.now }, app: product.app() } as unknown as TestServer
  const who = { cookie: `${people.Grace.cookie.name}=${people.Grace.cookie.value}`, role: 'staff' }
  const file = await readFile(join(import.meta.dirname, '../../db/demo/photos/klei-original.jpg'))
  const media = await readyMedia(server, who, groupId, Array(count).fill(file))
  const photos = media.map((mediaId) => ({ mediaId, childIds: [children.Mila] }))
  const body = photoPost(server, groupId, photos, { text })
  expect((await ask(product, 'Grace', 'POST', '/api/photos', body)).status).toBe(200)
}

async function removePhoto({ owner, ...product }: Product, photoId: string): Promise<void> {
  const { rows } = await owner.query('select media_id from photo where id = $1', [photoId])
  const path = `/api/photos/media/${rows[0].media_id}`
  expect((await ask({ owner, ...product }, 'Grace', 'DELETE', path, undefined)).status).toBe(200)
}

/** Every picture in sight has come. */
const pictured = (page: Page) =>
  soon(() =>
    page
      .locator('main [data-picture]')
      .evaluateAll((boxes) =>
        boxes
          .filter((box) => box.getBoundingClientRect().top < innerHeight && box.getBoundingClientRect().bottom > 0)
          .map((box) => box.getAttribute('data-state')),
      ),
  ).toSatisfy((states: string[]) => states.length > 0 && states.every((state) => state === 'there'))

describe('photos in the timeline', () => {
  let product: Product
  let phone: BrowserWindow
  beforeAll(async () => {
    product = await openProduct({
      days: 12,
      album: [
        { daysAgo: 0, pictures: 6, children: ['Mila'], text: 'Blaadjes gezocht in het park.' },
        { daysAgo: 1, pictures: 2, children: ['Mila', 'Daan'], text: 'Twee van gisteren.' },
        { daysAgo: 2, pictures: 1, children: ['Mila'], text: 'Eentje maar.' },
      ],
    })
    phone = await product.window('Eva')
  })
  afterAll(() => product?.close())

  test('stand among the entries, light, in boxes that nothing moves', async () => {
    const { page } = phone
    const asked: string[] = []
    page.on('request', (request) => {
      const rendition = /\/api\/photos\/[^/]+\/file\/([^?]+)/.exec(request.url())?.[1]
      if (rendition) asked.push(rendition)
    })
    await page.addInitScript(() => {
      const moved: string[] = []
      Object.assign(window, { moved })
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[])
          for (const { node } of shift.sources) {
            const element = node instanceof Element ? node : node?.parentElement
            if (element?.closest('[data-item]')) moved.push(element.outerHTML.slice(0, 80))
          }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await openLive(phone)
    const six = card(page, 'Blaadjes gezocht')
    await six.getByText('5 foto’s en 1 video', { exact: false }).first().waitFor()
    await pictured(page)
    await phone.shot('photo-cards')
    expect(await six.locator('a[id^="photo-"]').count()).toBe(3)
    await six.getByText('+3').waitFor()
    for (const [text, count] of [
      ['Twee van gisteren', 2],
      ['Eentje maar', 1],
    ] as const) {
      await card(page, text).first().scrollIntoViewIfNeeded()
      await pictured(page)
      await phone.shot(`photo-cards-${count}`)
      expect(await card(page, text).first().locator('a[id^="photo-"]').count()).toBe(count)
    }
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([])
    expect(asked.length).toBeGreaterThan(3)
    expect(asked.filter((rendition) => !/^avif-(320|1080)$/.test(rendition))).toEqual([])
    expect(asked.filter((rendition) => rendition === 'avif-320').length).toBeGreaterThanOrEqual(2)
  })

  test('the head of a card opens it whole, and Back returns', async () => {
    const { page } = phone
    await openLive(phone)
    const six = card(page, 'Blaadjes gezocht')
    await six.getByRole('link').first().click()
    await page.getByRole('heading', { level: 1, name: nl['item.photosTitle']('Mila') }).waitFor()
    expect(await page.locator('a[id^="whole-photo-"]').count()).toBe(6)
    await pictured(page)
    await phone.shot('photo-item')
    await page.goBack()
    await six.waitFor()
  })

  test('a photo of a card opens in the viewer, which pages through that card', async () => {
    const { page } = phone
    await openLive(phone)
    await page.evaluate(() => scrollTo({ top: 300, behavior: 'instant' }))
    const first = card(page, 'Blaadjes gezocht').locator('a[id^="photo-"]').first()
    await first.click()
    const dialog = page.getByRole('dialog')
    const before = await page.evaluate(() => scrollY)
    expect(before).toBeGreaterThan(0)
    await dialog.getByText(nl['viewer.of'](1, 6), { exact: true }).waitFor()
    await page.keyboard.press('End')
    await dialog.getByText(nl['viewer.of'](6, 6), { exact: true }).waitFor()
    await page.goBack()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => scrollY)).toBe(before)
  })

  test('new ones wait behind the pill while one reads further down, and count as unread', async () => {
    const { page } = phone
    await openLive(phone)
    await page.evaluate(() => scrollTo({ top: 1200, behavior: 'instant' }))
    await soon(() => page.evaluate(() => scrollY)).toBeGreaterThan(1000)
    const anchored = () =>
      page.evaluate(() => document.elementFromPoint(200, 400)?.closest('[data-item]')?.getAttribute('data-item'))
    const anchor = await anchored()
    expect(anchor).toBeTruthy()
    await postPhotos(product, 1, 'Van klei gemaakt.')
    await settled(product, [phone])
    const pill = page.getByRole('button', { name: nl['today.new'](1), exact: true })
    await pill.waitFor()
    expect(await card(page, 'Van klei gemaakt.').count()).toBe(0)
    expect(await anchored()).toBe(anchor)
    await phone.shot('photo-pill')
    await pill.click()
    const fresh = card(page, 'Van klei gemaakt.')
    await fresh.getByText(nl['today.new.mark'], { exact: true }).waitFor()
    await pictured(page)
    for (const text of ['Blaadjes gezocht', 'Twee van gisteren', 'Eentje maar']) {
      await card(page, text).last().scrollIntoViewIfNeeded()
      await page.waitForTimeout(700)
    }
    const marker = async () =>
      (
        await product.owner.query(
          `select m.seq::integer = c.seq::integer as read from channel c join read_marker m on m.channel_id = c.id
            where c.child_id = $1 and c.kind = 'photos' and m.person_id = $2`,
          [product.nursery.children.Mila, product.nursery.people.Eva.id],
        )
      ).rows[0]?.read
    await soon(marker).toBe(true)
  })

  test('what staff remove leaves the card, and the device', async () => {
    const { page } = phone
    await openLive(phone)
    await pictured(page)
    const [gone = '', stays = ''] = await card(page, 'Blaadjes gezocht')
      .locator('a[id^="photo-"]')
      .evaluateAll((links) => links.map(({ id }) => id.slice('photo-'.length)))
    await soon(() => keptPictures(page)).toContain(gone)
    await removePhoto(product, gone)
    await settled(product, [phone])
    await page.locator(`[data-picture="${gone}"]`).waitFor({ state: 'detached' })
    await card(page, 'Blaadjes gezocht').getByText('+2').waitFor()
    await soon(() => keptPictures(page)).not.toContain(gone)
    expect(await keptPictures(page)).toContain(stays)
    const single = card(page, 'Van klei gemaakt.')
    const [last = ''] = await single
      .locator('a[id^="photo-"]')
      .evaluateAll((links) => links.map(({ id }) => id.slice(6)))
    await removePhoto(product, last)
    await single.waitFor({ state: 'detached' })
    await soon(() => keptPictures(page)).not.toContain(last)
  })

  test('what was removed while the app was closed leaves the device when it opens', async () => {
    const { page } = phone
    await openLive(phone)
    await pictured(page)
    const [gone = '', stays = ''] = await photoIds(page)
    await soon(() => keptPictures(page)).toEqual(expect.arrayContaining([gone, stays]))
    // What the device knows is written a moment later.
    await page.waitForTimeout(1200)
    await page.goto('about:blank')
    await removePhoto(product, gone)
    await openLive(phone)
    await soon(() => keptPictures(page)).not.toContain(gone)
    expect(await keptPictures(page)).toContain(stays)
    expect(await photoIds(page)).not.toContain(gone)
  })

  test('without a connection the pictures that were seen are there, and the others say that they are not', async () => {
    const { page, context } = phone
    await openLive(phone)
    await ready(phone)
    await pictured(page)
    const [first = ''] = await photoIds(page)
    await soon(() => keptPictures(page)).toContain(first)
    await page.waitForTimeout(1200)
    const others = card(page, 'Eentje maar.')
    await others.scrollIntoViewIfNeeded()
    await others.locator('[data-state="there"]').first().waitFor()
    const [other = ''] = await others
      .locator('a[id^="photo-"]')
      .evaluateAll((links) => links.map(({ id }) => id.slice(6)))
    await soon(() => keptPictures(page)).toContain(other)
    await page.evaluate(async (photo) => {
      const database = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open('ouderapp')
        opening.onsuccess = () => done(opening.result)
      })
      const pictures = database.transaction('pictures', 'readwrite').objectStore('pictures')
      const keys = await new Promise<IDBValidKey[]>((done) => {
        const reading = pictures.getAllKeys()
        reading.onsuccess = () => done(reading.result)
      })
      // Kept for longer than a device keeps anything.
      for (const key of keys.filter((one) => String(one).includes(photo))) {
        const reading = pictures.get(key)
        reading.onsuccess = () => pictures.put({ ...reading.result, addedAt: Date.now() - 15 * 86_400_000 }, key)
      }
      database.close()
    }, other)
    await context.setOffline(true)
    await page.reload()
    await page.locator(`[data-picture="${first}"][data-state="there"]`).waitFor()
    await phone.shot('photo-offline')
    // Large there is only what was seen small.
    await page.locator(`#photo-${first}`).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator(`[data-picture="${first}"][data-state="there"]`).first().waitFor()
    expect(await dialog.locator(`[data-picture="${first}"]:not([data-state="there"])`).count()).toBe(0)
    await phone.shot('photo-offline-large')
    await page.keyboard.press('Escape')
    await others.scrollIntoViewIfNeeded()
    await others.getByText(nl['picture.offline'], { exact: true }).waitFor()
    await phone.shot('photo-not-here')
    await context.setOffline(false)
    await page.locator(`[data-picture="${other}"][data-state="there"]`).waitFor()
  })

  test('one that is shown smaller while the server is away becomes better by itself once it is back', async () => {
    const { page } = phone
    await openLive(phone)
    await ready(phone)
    await pictured(page)
    const [first = ''] = await photoIds(page)
    await soon(() => keptPictures(page)).toContain(first)
    const large = page.getByRole('dialog').locator(`[data-picture="${first}"] img[alt]:not([alt=""])`).first()
    const width = () => large.evaluate((img: HTMLImageElement) => img.naturalWidth)
    const before = page.viewportSize()!
    await product.stop()
    try {
      // Wider than what was seen of it on the card.
      await page.setViewportSize({ width: 700, height: 844 })
      await page.locator(`#photo-${first}`).click()
      await soon(width).toBeGreaterThan(0)
      const small = await width()
      await phone.shot('photo-smaller')
      await product.start()
      await expect.poll(width, { timeout: 60_000 }).toBeGreaterThan(small)
    } finally {
      await page.goto('about:blank')
      await page.setViewportSize(before)
    }
  }, 90_000)

  test('nothing of them stays behind when somebody signs out, and nowhere else on the device', async () => {
    const { page } = phone
    await openLive(phone)
    await pictured(page)
    await soon(async () => (await keptPictures(page)).length).toBeGreaterThan(2)
    const cached = await page.evaluate(async () => {
      const found: string[] = []
      for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname)
      return found.filter((path) => path.startsWith('/api'))
    })
    expect(cached).toEqual([])
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    await page.getByRole('button', { name: nl['more.signOut'] }).click()
    await page.getByRole('button', { name: nl['signIn.action'], exact: true }).waitFor()
    await soon(() => keptPictures(page)).toEqual([])
    await soon(() => keptOn(page)).not.toContain('Mila')
    expect(phone.problems).toEqual([])
  })
})

describe('photos on a desk', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct({
      days: 3,
      album: [
        { daysAgo: 0, pictures: 4, children: ['Mila'], text: 'Vier op een rij.' },
        { daysAgo: 1, pictures: 3, children: ['Daan'], text: 'Drie van Daan.' },
      ],
    })
  })
  afterAll(() => product?.close())

  test.each(['light', 'dark'] as const)('stand beside the day, %s', async (theme) => {
    const desk = await product.window('Eva', { size: 'tablet', theme })
    const { page } = desk
    await openLive(desk)
    await pictured(page)
    await page.getByRole('complementary').getByText('4 foto’s', { exact: false }).waitFor()
    await desk.shot(`photo-desk-${theme}`)
    await cards(page).first().getByRole('link').first().click()
    await page.getByRole('complementary').locator('a[id^="whole-photo-"]').first().waitFor()
    await pictured(page)
    await desk.shot(`photo-desk-item-${theme}`)
    expect(desk.problems).toEqual([])
    await desk.context.close()
  })
})
