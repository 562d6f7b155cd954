import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AlbumPost } from '../support/album.ts'
import { type BrowserWindow, openProduct, type Product, type WindowOptions } from '../support/browser.ts'
import type { ChildName } from '../support/nursery.ts'
import { photoPost, readyMedia } from '../support/photos.ts'
import { type TestServer, waitFor } from '../support/server.ts'
import { entriesOfZip } from '../support/zip.ts'
import { countedOffline, keptAlbums } from './photo-steps.ts'
import { ask, nl, openLive, ready, settled, soon } from './steps.ts'

const tiles = (page: Page) => page.locator('a[id^="photo-"]')
const viewer = (page: Page) => page.locator('dialog[data-theme="dark"]')
const inViewer = (page: Page, name: string) => viewer(page).getByRole('button', { name, exact: true })
const idOf = async (tile: Locator) => ((await tile.getAttribute('id')) ?? '').replace('photo-', '')
const openedId = (page: Page) => new URL(page.url()).searchParams.get('photo')
/** The open photo itself, not its small one in the strip. */
const shown = (page: Page) =>
  viewer(page)
    .locator(`[data-picture="${openedId(page)}"] img`)
    .first()
const isThere = async (page: Page) => {
  const picture = viewer(page)
    .locator(`[data-picture="${openedId(page)}"][data-state="there"]`)
    .first()
  await picture.waitFor()
}

const originalOf = (name: string) => readFile(join(import.meta.dirname, `../../db/demo/photos/${name}-original.jpg`))

/** A photo that the group sends, has processed and posts, as a tablet does. */
async function postFrom(product: Product, child: ChildName): Promise<void> {
  const { groupId, children, people } = product.nursery
  const server = { ...product, clock: { now: product.now }, app: product.app() } as unknown as TestServer
  const who = { cookie: `${people.Grace.cookie.name}=${people.Grace.cookie.value}`, role: 'staff' }
  const media = await readyMedia(server, who, groupId, [await originalOf('blokken')])
  const body = photoPost(
    server,
    groupId,
    media.map((mediaId) => ({ mediaId, childIds: [children[child]] })),
  )
  expect((await ask(product, 'Grace', 'POST', '/api/photos', body)).status).toBe(200)
}

/** A finger, or two, on the stage; each goes from one point to another. */
async function touch(page: Page, ...fingers: { from: [number, number]; to: [number, number] }[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const at = (part: number) =>
    fingers.map(({ from, to }, id) => ({
      id,
      x: from[0] + (to[0] - from[0]) * part,
      y: from[1] + (to[1] - from[1]) * part,
    }))
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (const part of [0.25, 0.5, 0.75, 1])
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(part) })
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await devtools.detach()
}

const recent: AlbumPost[] = [
  { daysAgo: 0, pictures: 6, children: ['Mila'], text: 'Blaadjes gezocht in het park.' },
  { daysAgo: 1, pictures: 3, children: ['Mila', 'Daan'] },
  { daysAgo: 40, pictures: 4, children: ['Mila'], text: 'Zomaar een dag.' },
]

const windows: [string, WindowOptions][] = [
  ['a phone', { size: 'phone' }],
  ['a desk', { size: 'tablet' }],
]

for (const [place, size] of windows) {
  describe(`the photos on ${place}`, () => {
    let product: Product
    let eva: BrowserWindow
    beforeAll(async () => {
      product = await openProduct({ days: 3, album: recent })
      eva = await product.window('Eva', size)
    })
    afterAll(() => product?.close())

    const hearts = async (photo: string) =>
      (await product.owner.query('select count(*)::integer as n from photo_heart where photo_id = $1', [photo])).rows[0]
        .n

    test('the grid opens by day and jumps to a month; Back comes back to where one was', async () => {
      const { page } = eva
      await openLive(eva)
      await page.getByRole('link', { name: nl['nav.photos'], exact: true }).click()
      await page.getByRole('heading', { level: 1, name: nl['album.title'] }).waitFor()
      await soon(() => tiles(page).count()).toBe(16)
      const large = await tiles(page).first().boundingBox()
      const small = await tiles(page).nth(1).boundingBox()
      expect(large!.width).toBeCloseTo(2 * small!.width + 2, 0)
      await eva.shot(`album-${place}`)
      await page.locator('#jump-month').click()
      const months = page.getByRole('dialog', { name: nl['album.jump.title'] }).getByRole('listitem')
      expect(await months.count()).toBeGreaterThan(1)
      await eva.shot(`album-months-${place}`)
      await months.last().getByRole('button').click()
      await soon(() => page.url()).toContain('month=')
      await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
      await page.goBack()
      await soon(() => new URL(page.url()).search).toBe('')
    })

    test('a photo opens from the timeline too, over it, and one pages through what was posted together', async () => {
      const { page } = eva
      await openLive(eva)
      const photo = page.locator('article a[id^="photo-"]').nth(1)
      await photo.scrollIntoViewIfNeeded()
      const [id, scroll] = [await idOf(photo), await page.evaluate(() => scrollY)]
      await photo.click()
      await viewer(page).getByText(nl['viewer.of'](2, 6), { exact: true }).waitFor()
      await isThere(page)
      await page.reload()
      await viewer(page).getByText(nl['viewer.of'](2, 6), { exact: true }).waitFor()
      await inViewer(page, nl['action.close']).click()
      await viewer(page).waitFor({ state: 'detached' })
      await soon(() => page.evaluate(() => document.activeElement?.id)).toBe(`photo-${id}`)
      await soon(() => page.evaluate(() => scrollY)).toBe(scroll)
      expect(new URL(page.url()).search).toBe('')
    })

    test('a photo opens whole; buttons, keys and a swipe lead to others, and closing gives the focus back', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      const first = await idOf(tiles(page).first())
      const second = await idOf(tiles(page).nth(1))
      await tiles(page).first().click()
      await viewer(page).getByText(nl['viewer.of'](1, 16), { exact: true }).waitFor()
      await isThere(page)
      await viewer(page).getByRole('paragraph').filter({ hasText: 'Blaadjes gezocht in het park.' }).waitFor()
      await viewer(page).getByText(/Anouk/).first().waitFor()
      await eva.shot(`viewer-${place}`)
      expect(await inViewer(page, nl['viewer.before']).isDisabled()).toBe(true)
      await inViewer(page, nl['viewer.after']).click()
      expect(openedId(page)).toBe(second)
      await page.keyboard.press('ArrowLeft')
      expect(openedId(page)).toBe(first)
      await page.keyboard.press('End')
      await viewer(page).getByText(nl['viewer.of'](16, 16), { exact: true }).waitFor()
      await page.keyboard.press('Home')
      await viewer(page).getByText(nl['viewer.of'](1, 16), { exact: true }).waitFor()
      await isThere(page)
      const box = (await shown(page).boundingBox())!
      const y = box.y + box.height / 2
      await touch(page, { from: [box.x + 200, y], to: [box.x + 60, y] })
      await soon(() => openedId(page)).toBe(second)
      await touch(page, { from: [box.x + 60, y], to: [box.x + 200, y] })
      await soon(() => openedId(page)).toBe(first)
      await page.reload()
      await isThere(page)
      await page.keyboard.press('Escape')
      await viewer(page).waitFor({ state: 'detached' })
      expect(openedId(page)).toBe(null)
      await tiles(page).nth(2).click()
      await viewer(page).waitFor()
      await inViewer(page, nl['viewer.after']).click()
      await page.goBack()
      await viewer(page).waitFor({ state: 'detached' })
      const third = await tiles(page).nth(2).getAttribute('id')
      await soon(() => page.evaluate(() => document.activeElement?.id)).toBe(third)
    })

    test('a photo is enlarged by keys, buttons and two fingers, and moved without dragging', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      await tiles(page).first().click()
      await isThere(page)
      const picture = viewer(page)
        .locator(`[data-picture="${openedId(page)}"] img`)
        .first()
      const width = async () => (await picture.boundingBox())!.width
      const whole = await width()
      await page.keyboard.press('+')
      await soon(width).toBeGreaterThan(whole * 1.4)
      await inViewer(page, nl['viewer.larger']).click()
      await soon(width).toBeGreaterThan(whole * 2)
      const left = (await picture.boundingBox())!.x
      const opened = openedId(page)
      await page.keyboard.press('ArrowRight')
      await soon(async () => (await picture.boundingBox())!.x).toBeLessThan(left)
      expect(openedId(page)).toBe(opened)
      await eva.shot(`viewer-enlarged-${place}`)
      await page.keyboard.press('0')
      await soon(width).toBeCloseTo(whole, 0)
      const box = (await picture.boundingBox())!
      const middle: [number, number] = [box.x + box.width / 2, box.y + box.height / 2]
      const from = (by: number): [number, number] => [middle[0] + by, middle[1]]
      await touch(page, { from: from(-30), to: from(-90) }, { from: from(30), to: from(90) })
      await soon(width).toBeGreaterThan(whole * 2)
      await inViewer(page, nl['viewer.smaller']).click()
      await inViewer(page, nl['viewer.smaller']).click()
      await inViewer(page, nl['viewer.smaller']).click()
      await soon(width).toBeCloseTo(whole, 0)
      await page.touchscreen.tap(...middle)
      await page.touchscreen.tap(...middle)
      await soon(width).toBeGreaterThan(whole * 2)
    })

    test('a heart shows at once and reaches the staff; without a connection it is put back', async () => {
      const { page, context } = eva
      await openLive(eva, '/photos')
      const photo = await idOf(tiles(page).first())
      await tiles(page).first().click()
      const heart = inViewer(page, nl['viewer.heart'])
      await heart.click()
      expect(await heart.getAttribute('aria-pressed')).toBe('true')
      await soon(() => hearts(photo)).toBe(1)
      await page.reload()
      await soon(() => heart.getAttribute('aria-pressed')).toBe('true')
      await context.setOffline(true)
      await heart.click()
      await viewer(page).getByRole('alert').getByText(nl['error.network']).waitFor()
      expect(await heart.getAttribute('aria-pressed')).toBe('true')
      // Twice before the first answer: what the server last said comes back, not what was there in between.
      await heart.evaluate((button: HTMLButtonElement) => {
        button.click()
        button.click()
      })
      await soon(() => viewer(page).getByRole('alert').count()).toBe(1)
      await page.waitForTimeout(300)
      expect(await heart.getAttribute('aria-pressed')).toBe('true')
      await context.setOffline(false)
      await heart.click()
      await soon(() => hearts(photo)).toBe(0)
    })

    test('why one sees it, and a report that the group is told of', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      const photo = await idOf(tiles(page).first())
      await tiles(page).first().click()
      await viewer(page).getByText(nl['viewer.why'], { exact: true }).click()
      await viewer(page).getByText(nl['viewer.why.by']('Anouk', product.nursery.groupName)).waitFor()
      await eva.shot(`viewer-why-${place}`)
      await inViewer(page, nl['report.open']).click()
      const dialog = page.getByRole('dialog', { name: nl['report.title'] })
      await dialog.getByLabel(nl['report.wrong_child']).check()
      await dialog.getByLabel(nl['report.more']).fill('Dit is een ander kind.')
      await eva.shot(`report-${place}`)
      await dialog.getByRole('button', { name: nl['report.send'] }).click()
      const sent = page.getByRole('dialog', { name: nl['report.sent'] })
      await sent.waitFor()
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe(nl['report.sent'])
      await soon(() => sent.locator('> [aria-live]').textContent()).toBe(nl['report.sent.text'])
      const { rows } = await product.owner.query('select reason, text from photo_report where photo_id = $1', [photo])
      expect(rows).toEqual([{ reason: 'wrong_child', text: 'Dit is een ander kind.' }])
    })

    test('one photo is saved under its date and name, and a video plays from where one wants', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      await tiles(page).first().click()
      const saved = page.waitForEvent('download')
      await inViewer(page, nl['viewer.save']).click()
      const download = await saved
      expect(download.suggestedFilename()).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d Mila\.jpg$/)
      const bytes = await readFile(await download.path())
      expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff')
      await page.goBack()
      await viewer(page).waitFor({ state: 'detached' })
      const [asked, came]: [string[], string[]] = [[], []]
      page.on('request', (request) => request.url().includes('save=1') && asked.push(request.url()))
      page.on('download', (one) => came.push(one.suggestedFilename()))
      const devtools = await eva.context.newCDPSession(page)
      await devtools.send('Network.enable')
      const slow = { offline: false, latency: 0, downloadThroughput: 5_000, uploadThroughput: -1 }
      await tiles(page).nth(1).click()
      await isThere(page)
      await devtools.send('Network.emulateNetworkConditions', slow)
      const save = inViewer(page, nl['viewer.save'])
      await save.click()
      await soon(() => save.getAttribute('aria-busy')).toBe('true')
      await save.click()
      await viewer(page).getByRole('progressbar', { name: nl['viewer.saving'] }).waitFor()
      await inViewer(page, nl['viewer.after']).click()
      expect(await save.getAttribute('aria-busy')).toBe(null)
      await page.keyboard.press('Escape')
      await viewer(page).waitFor({ state: 'detached' })
      expect(came).toEqual([])
      await devtools.send('Network.emulateNetworkConditions', { ...slow, downloadThroughput: -1 })
      await soon(() => came.length).toBe(1)
      expect(asked.length).toBe(1)
      await page.locator('a[id^="photo-"]', { hasText: '0:07' }).first().click()
      await viewer(page)
        .getByRole('button', { name: nl['viewer.play']('0:07') })
        .click()
      const video = viewer(page).locator('video')
      const seen = (what: 'currentTime' | 'duration') =>
        video.evaluate((it, key) => (it as HTMLVideoElement)[key], what)
      await soon(() => seen('currentTime')).toBeGreaterThan(0.2)
      await video.evaluate((it) => {
        ;(it as HTMLVideoElement).currentTime = 5
      })
      await soon(() => seen('currentTime')).toBeGreaterThan(5)
      await eva.shot(`viewer-video-${place}`)
      expect(await video.getAttribute('aria-label')).toMatch(/^Video bij Mila, /)
      const film = openedId(page)
      const back = async () => {
        await video.waitFor({ state: 'detached' })
        expect(openedId(page)).not.toBe(film)
        await page.keyboard.press('ArrowLeft')
        expect(openedId(page)).toBe(film)
        await viewer(page)
          .getByRole('button', { name: nl['viewer.play']('0:07') })
          .click()
        await soon(() => seen('currentTime')).toBeGreaterThan(0.2)
      }
      await page.keyboard.press('ArrowRight')
      await back()
      const box = (await video.boundingBox())!
      const [right, left, height] = [box.x + box.width * 0.8, box.x + box.width * 0.2, box.y + box.height / 2]
      await touch(page, { from: [right, height], to: [left, height] })
      await back()
      // On its own controls a finger and the arrows seek, as in every video.
      const low = box.y + box.height - 20
      await touch(page, { from: [right, low], to: [left, low] })
      expect(openedId(page)).toBe(film)
      await video.evaluate((it) => (it as HTMLVideoElement).pause())
      await video.focus()
      const before = await seen('currentTime')
      await page.keyboard.press('ArrowRight')
      expect(openedId(page)).toBe(film)
      await soon(() => seen('currentTime')).toBeGreaterThan(before)
      await inViewer(page, nl['viewer.after']).click()
      await video.waitFor({ state: 'detached' })
      await inViewer(page, nl['viewer.before']).click()
      await viewer(page)
        .getByRole('button', { name: nl['viewer.play']('0:07') })
        .waitFor()
    })

    test('three chosen photos come as one ZIP, with names by date and child', async () => {
      const { page } = eva
      await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
      await openLive(eva, '/photos')
      await page.getByRole('button', { name: nl['album.choose'], exact: true }).click()
      const boxes = page.getByRole('checkbox')
      for (const nr of [0, 1, 2]) await boxes.nth(nr).check()
      await page.getByText(nl['album.chosen'](3)).waitFor()
      await eva.shot(`choosing-${place}`)
      await page.getByRole('button', { name: nl['download.open'], exact: true }).click()
      const dialog = page.getByRole('dialog', { name: nl['download.title'] })
      await dialog.getByText(nl['download.notice']).waitFor()
      await eva.shot(`downloading-${place}`)
      const saved = page.waitForEvent('download')
      await dialog.getByRole('button', { name: nl['download.go'] }).click()
      const download = await saved
      expect(download.suggestedFilename()).toMatch(/\d{4}-\d\d-\d\d\.zip$/)
      const entries = entriesOfZip(await readFile(await download.path()))
      expect(entries.length).toBe(3)
      const originals = await Promise.all(['bladeren', 'laarzen', 'pompoen'].map(originalOf))
      for (const { name, content } of entries) {
        expect(name).toMatch(/^\d{4}-\d\d-\d\d \d\d\.\d\d Mila( \(\d\))?\.jpg$/)
        expect(originals.some((original) => original.equals(content))).toBe(true)
      }
      await dialog.getByText(nl['download.done']).first().waitFor()
      await eva.shot(`downloaded-${place}`)
      await dialog.getByRole('button', { name: nl['action.close'] }).click()
      await dialog.waitFor({ state: 'hidden' })
      expect(await boxes.count()).toBe(0)
      await soon(() => page.evaluate(() => document.activeElement?.id)).toBe('choose')
    })

    test('the month in view is downloaded without choosing anything, and it is said what is in it', async () => {
      const { page } = eva
      await page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
      await openLive(eva, '/photos')
      await page.getByRole('button', { name: /^Download alles van / }).click()
      const dialog = page.getByRole('dialog', { name: nl['download.title'] })
      const month = dialog.getByRole('radio').nth(1)
      expect(await month.isChecked()).toBe(true)
      expect(await dialog.getByText(/^\d+ foto’s en 1 video$/).count()).toBeGreaterThan(0)
      const saved = page.waitForEvent('download')
      await dialog.getByRole('button', { name: nl['download.go'] }).click()
      const names = entriesOfZip(await readFile(await (await saved).path())).map(({ name }) => name)
      expect(names.filter((name) => name.endsWith('.mp4')).length).toBe(1)
      expect(names.length).toBeGreaterThan(6)
      await dialog.getByText(nl['download.done']).first().waitFor()
      await dialog.getByRole('button', { name: nl['action.close'] }).click()
      await dialog.waitFor({ state: 'hidden' })
    })

    test('a whole day is chosen at once, and written to the file that one chooses', async () => {
      const page = await eva.context.newPage()
      // Choosing is a window of the system; the file that is chosen here is a real one of the browser’s own.
      await page.addInitScript(() => {
        Object.assign(window, {
          showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
            (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
        })
      })
      await page.goto('/photos')
      await page.getByRole('button', { name: nl['album.choose'], exact: true }).click()
      await page
        .getByRole('button', { name: /^Kies alle foto’s van / })
        .first()
        .click()
      await page.getByText(nl['album.chosen'](6)).waitFor()
      await page.getByRole('button', { name: nl['download.open'], exact: true }).click()
      const dialog = page.getByRole('dialog', { name: nl['download.title'] })
      await dialog.getByRole('button', { name: nl['download.go'] }).click()
      await dialog.getByText(nl['download.done']).first().waitFor()
      const written = await page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory()
        const found: number[][] = []
        for await (const [, handle] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>)
          found.push([...new Uint8Array(await (await handle.getFile()).arrayBuffer())])
        return found
      })
      expect(written.length).toBe(1)
      const names = entriesOfZip(Buffer.from(written[0] ?? [])).map(({ name }) => name)
      expect(names.filter((name) => name.endsWith('.jpg')).length).toBe(5)
      expect(names.filter((name) => name.endsWith('.mp4')).length).toBe(1)
      await page.close()
    })

    test('what staff remove leaves the grid, and the viewer in which it is open', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      const gone = await idOf(tiles(page).nth(1))
      const next = await idOf(tiles(page).nth(2))
      await tiles(page).nth(1).click()
      await isThere(page)
      const { rows } = await product.owner.query('select media_id from photo where id = $1', [gone])
      expect((await ask(product, 'Grace', 'DELETE', `/api/photos/media/${rows[0].media_id}`, undefined)).status).toBe(
        200,
      )
      await viewer(page).getByRole('alert').getByText(nl['viewer.gone'], { exact: true }).waitFor()
      expect(await viewer(page).locator(`[data-picture="${gone}"]`).count()).toBe(0)
      await eva.shot(`viewer-gone-${place}`)
      await viewer(page).getByRole('alert').getByRole('button', { name: nl['viewer.after'] }).click()
      expect(openedId(page)).toBe(next)
      await page.keyboard.press('Escape')
      await viewer(page).waitFor({ state: 'detached' })
      await soon(() => tiles(page).count()).toBe(15)
      expect(await page.locator(`#photo-${gone}`).count()).toBe(0)
    })

    test('and the grid that the device kept, also when it is not open', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      await soon(() => tiles(page).count()).toBe(15)
      await soon(() => countedOffline(page)).toBe(15)
      await openLive(eva)
      await soon(() => page.locator('article a[id^="photo-"]').count()).toBeGreaterThan(0)
      expect(await keptAlbums(page)).toEqual(['album all'])
      const { rows } = await product.owner.query('select media_id from photo order by taken_at desc limit 1')
      expect((await ask(product, 'Grace', 'DELETE', `/api/photos/media/${rows[0].media_id}`, undefined)).status).toBe(
        200,
      )
      await settled(product, [eva])
      await soon(() => keptAlbums(page)).toEqual([])
    })

    test('a photo that is posted appears without a reload', async () => {
      const { page } = eva
      await openLive(eva, '/photos')
      await soon(() => tiles(page).count()).toBe(14)
      await postFrom(product, 'Mila')
      await settled(product, [eva])
      await soon(() => tiles(page).count()).toBe(15)
    })

    test('without a connection one sees what the device kept, and that the rest is not there', async () => {
      const { page, context } = eva
      await openLive(eva, '/photos')
      await ready(eva)
      await waitFor(() => eva.heard('caught-up') > 0)
      await tiles(page).nth(2).click()
      await isThere(page)
      await page.keyboard.press('Escape')
      await soon(() => countedOffline(page)).toBe(15)
      await context.setOffline(true)
      await page.reload()
      await soon(() => tiles(page).count()).toBe(15)
      await page.getByText(/^Geen verbinding/).waitFor()
      await eva.shot(`album-offline-${place}`)
      await tiles(page).nth(2).click()
      await isThere(page)
      await context.setOffline(false)
      expect(eva.problems).toEqual([])
    })
  })
}

describe('four hundred photos', () => {
  let product: Product
  let eva: BrowserWindow
  beforeAll(async () => {
    const album = Array.from(
      { length: 50 },
      (_, n): AlbumPost => ({ daysAgo: n * 5, pictures: 8, children: ['Mila'], small: true }),
    )
    product = await openProduct({ days: 3, album })
    eva = await product.window('Eva')
  })
  afterAll(() => product?.close())

  test('scroll without anything moving, with few of them in the page', async () => {
    const { page } = eva
    await page.addInitScript(() => {
      const shifts: unknown[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Node }[] })[])
          shifts.push([
            entry.value,
            entry.sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 120)),
          ])
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await openLive(eva, '/photos')
    await tiles(page).first().waitFor()
    await page.evaluate(() => ((window as unknown as { shifts: unknown[] }).shifts.length = 0))
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    expect(height).toBeGreaterThan(20_000)
    let most = 0
    for (let top = 0; top < height; top += 1200) {
      await page.mouse.wheel(0, 1200)
      await page.waitForTimeout(120)
      most = Math.max(most, await tiles(page).count())
    }
    expect(most).toBeGreaterThan(20)
    expect(most).toBeLessThan(100)
    await soon(() => tiles(page).count()).toBeGreaterThan(8)
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(height)
    expect(await page.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)).toEqual([])
  })

  test('the viewer pages on beyond what is loaded, and a reload finds an old photo again', async () => {
    const { page } = eva
    await openLive(eva, '/photos')
    await tiles(page).first().click()
    await isThere(page)
    await page.keyboard.press('End')
    await viewer(page).getByText(nl['viewer.of'](400, 400), { exact: true }).waitFor()
    const last = openedId(page)
    await page.keyboard.press('ArrowLeft')
    await viewer(page).getByText(nl['viewer.of'](399, 400), { exact: true }).waitFor()
    await page.keyboard.press('ArrowRight')
    expect(openedId(page)).toBe(last)
    await page.reload()
    await viewer(page).getByText(nl['viewer.of'](400, 400), { exact: true }).waitFor()
    await isThere(page)
    expect(eva.problems).toEqual([])
  })

  test('without a connection nothing is said to be gone: what fails says so, and comes by itself later', async () => {
    const { page, context } = eva
    await openLive(eva, '/photos')
    await ready(eva)
    await tiles(page).first().click()
    await isThere(page)
    await soon(() => countedOffline(page)).toBe(400)
    await context.setOffline(true)
    await page.keyboard.press('End')
    await viewer(page).getByRole('alert').getByText(nl['error.network']).waitFor()
    await viewer(page).getByText(nl['viewer.of'](1, 400), { exact: true }).waitFor()
    const { rows } = await product.owner.query('select id from photo order by taken_at limit 1')
    await page.goto(`/photos?photo=${rows[0].id}`)
    await viewer(page).getByText(nl['viewer.failed'], { exact: true }).waitFor()
    await viewer(page).getByRole('alert').getByRole('button', { name: nl['action.retry'] }).click()
    await viewer(page).getByText(nl['viewer.failed'], { exact: true }).waitFor()
    expect(await viewer(page).getByText(nl['viewer.gone'], { exact: true }).count()).toBe(0)
    await eva.shot('viewer-failed')
    await context.setOffline(false)
    await viewer(page).getByText(nl['viewer.of'](400, 400), { exact: true }).waitFor()
    await isThere(page)
    expect(eva.problems).toEqual([])
  })
})

describe('who has no photos', () => {
  let product: Product
  beforeAll(async () => {
    product = await openProduct({ days: 3 })
  })
  afterAll(() => product?.close())

  test('is told why, and what can be done', async () => {
    const tom = await product.window('Tom')
    await openLive(tom, '/photos')
    await tom.page.getByText(nl['album.granted.title']('Noor')).waitFor()
    await tom.shot('album-no-consent')
    await tom.page.locator('main').getByRole('link', { name: nl['empty.granted.action'] }).click()
    await tom.page.getByRole('heading', { level: 1, name: nl['consents.title'] }).waitFor()
    const lisa = await product.window('Lisa')
    await openLive(lisa, '/photos')
    await lisa.page.getByText(nl['album.empty.title']('Noor')).waitFor()
    await lisa.shot('album-empty')
  })
})
