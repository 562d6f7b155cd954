import { rename, stat, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chunkBytes } from '../../client/photo/upload-transfer.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { chosenPhoto, chosenPhotos, largePhoto } from '../support/chosen-files.ts'
import { cornered, film, newPath, quick, tone } from '../support/video-files.ts'
import { button, chooseFiles, mediaOf, processed, processing, thumbs } from './photo-steps.ts'
import { choose, keptOn, nl, openLive, ready, soon } from './steps.ts'

describe('photos from a tablet', () => {
  let product: Product
  let tablet: BrowserWindow
  let phone: BrowserWindow
  let stop: () => Promise<void>
  beforeAll(async () => {
    product = await openProduct({ days: 2 })
    stop = processing(product)
    tablet = await product.window('Anouk', { size: 'tablet' })
    phone = await product.window('Lisa')
    await openLive(phone)
    await openLive(tablet, `/group/${product.nursery.groupId}`)
  })
  afterAll(async () => {
    await stop?.()
    await product?.close()
  })
  const placed = async () => (await product.owner.query('select count(*)::int as n from photo')).rows[0].n
  const card = (text: string) => phone.page.getByRole('article').filter({ hasText: text })

  test('six are chosen for two children; one shows a child without consent: it is stopped, named, covered, and all go', async () => {
    const { page } = tablet
    await choose(page, ['Noor', 'Mila'])
    await chooseFiles(page, await chosenPhotos(6, product.now()))
    await soon(() => thumbs(page).count()).toBe(6)
    await button(page, nl['tagging.place'](6)).waitFor()
    for (const label of await thumbs(page).evaluateAll((all) => all.map((one) => one.ariaLabel)))
      expect(label).toContain('Mila en Noor')
    await tablet.shot('photos-tagging')

    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(3).click()
    await button(page, `Yusuf, ${nl['tagging.noPhotos']}`).click()
    await page.getByText(nl['blocked.title']('4', 1)).waitFor()
    await page.getByText(nl['blocked.now']('Yusuf', 1)).waitFor()
    await button(page, nl['tagging.placeSome'](5, 6)).waitFor()
    expect(await thumbs(page).nth(3).getAttribute('aria-label')).toContain(nl['thumb.blocked']('Yusuf'))
    await page.getByText(nl['audience.families'](2)).waitFor()
    await page.getByRole('button', { name: nl['blocked.cover'], disabled: false }).waitFor(processed)
    await tablet.shot('photos-blocked')

    await button(page, nl['blocked.cover']).click()
    const editor = page.getByRole('dialog', { name: nl['cover.title'] })
    await button(editor, nl['cover.add']).click()
    const box = button(editor, nl['cover.shape'](1))
    const before = await box.boundingBox()
    await box.press('ArrowRight')
    await button(editor, `${nl['cover.width']}: ${nl['cover.wider']}`).click()
    const after = await box.boundingBox()
    expect(after!.x).toBeGreaterThan(before!.x)
    expect(after!.width).toBeGreaterThan(before!.width)
    await tablet.shot('photos-cover')
    await button(editor, nl['cover.done']('Yusuf')).click()

    await page.getByRole('textbox', { name: nl['tagging.text'] }).fill('{name} bouwt een hut.')
    await button(page, nl['tagging.place'](6)).click()
    await soon(placed).toBe(0)
    await expect.poll(placed, processed).toBe(12)
    await card('Noor bouwt een hut.').waitFor()
    await phone.shot('photos-seen')
    const covered = await product.owner.query(
      `select count(*)::int as n from media where post_id is not null and camera_at is null`,
    )
    expect(covered.rows[0].n).toBe(1)
    expect(await mediaOf(product)).toEqual([])
    await page.getByRole('complementary', { name: nl['upload.bar'] }).waitFor({ state: 'detached' })
    expect(tablet.problems).toEqual([])
  })

  test('twelve photos and a video are tagged and sent within 45 seconds of hand', async () => {
    const { page } = tablet
    const paths = await chosenPhotos(11, product.now())
    const clip = `${newPath()}.mp4`
    await rename(await film(`${cornered(320, 240, 2)} ${tone(2)} ${quick} -c:a aac`), clip)
    const began = Date.now()
    await choose(page, ['Noor', 'Aya', 'Bram'])
    await chooseFiles(page, [...paths, clip])
    await button(page, nl['tagging.place'](12)).click()
    expect(Date.now() - began).toBeLessThan(45_000)
    await page.getByRole('complementary', { name: nl['upload.bar'] }).waitFor()
    await tablet.shot('photos-on-their-way')
    await expect.poll(placed, { timeout: 240_000 }).toBe(12 + 36)
  }, 300_000)

  test('a photo that shows nobody goes to all who may see it; one without a tag keeps the rest here', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(2, product.now()))
    await soon(() => thumbs(page).count()).toBe(2)
    await page.getByText(nl['photoProblem.untagged']('1 en 2', 2)).waitFor()
    expect(await button(page, nl['tagging.place'](2)).isDisabled()).toBe(true)
    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(0).click()
    await button(page, nl['tagging.nobody']).click()
    await page.getByText(nl['photoProblem.untagged']('2', 1)).waitFor()
    expect(await thumbs(page).nth(0).getAttribute('aria-label')).toContain(nl['thumb.nobody'](5))
    await thumbs(page).nth(0).click()
    await thumbs(page).nth(1).click()
    await button(page, nl['tagging.remove'](1)).click()
    await page.getByText(nl['tagging.removed'](1)).waitFor()
    await button(page, nl['action.undo']).click()
    await soon(() => thumbs(page).count()).toBe(2)
    await thumbs(page).nth(1).click({ force: true })
    await page.getByRole('textbox', { name: nl['tagging.text'] }).fill('Samen met Mila en {name}.')
    await thumbs(page).nth(1).check({ force: true })
    await button(page, 'Aya').click()
    await page.getByText(nl['named.title']('Mila')).waitFor()
    await button(page, nl['named.replace']('Mila')).click()
    await button(page, nl['tagging.place'](2)).waitFor()
    await tablet.shot('photos-nobody')
    await soon(() => keptOn(page)).toContain('Samen met {name} en {name}.')
    await page.reload()
    await page.getByRole('complementary', { name: nl['upload.bar'] }).waitFor()
    await button(page, nl['action.show']).click()
    await page.getByRole('dialog').getByRole('button', { name: nl['upload.label'] }).click()
    await soon(() => thumbs(page).count()).toBe(2)
    expect(await page.getByRole('textbox', { name: nl['tagging.text'] }).inputValue()).toBe(
      'Samen met {name} en {name}.',
    )
    const had = await placed()
    await button(page, nl['tagging.place'](2)).click()
    await expect.poll(placed, processed).toBe(had + 6)
  })
})

describe('what may happen to an upload', () => {
  let product: Product
  let tablet: BrowserWindow
  let stop: () => Promise<void>
  beforeAll(async () => {
    product = await openProduct({ days: 2 })
    stop = processing(product)
  })
  beforeEach(async () => {
    await product.owner.query('delete from media')
    tablet = await product.window('Anouk', { size: 'tablet' })
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    await ready(tablet)
  })
  afterEach(async () => {
    expect(tablet.problems).toEqual([])
    await tablet.context.close()
  })
  afterAll(async () => {
    await stop?.()
    await product?.close()
  })
  const bar = () => tablet.page.getByRole('complementary', { name: nl['upload.bar'] })
  const states = async () => (await mediaOf(product)).map(({ state }) => state)
  test('a reload in its midst goes on where it was, and sends at most one chunk again', async () => {
    const { page, context } = tablet
    const path = await largePhoto(product.now())
    const { size } = await stat(path)
    expect(size).toBeGreaterThan(2 * chunkBytes)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 2_000_000 }
    await devtools.send('Network.emulateNetworkConditions', slow)
    const offsets: number[] = []
    page.on('request', (request) => {
      if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']))
    })
    await chooseFiles(page, [path])
    const arrived = async () => (await mediaOf(product))[0]?.offset ?? 0
    await expect.poll(arrived, { timeout: 30_000, interval: 100 }).toBeGreaterThan(chunkBytes)
    await bar().waitFor()
    await tablet.shot('upload-bar')
    offsets.length = 0
    await page.reload()
    const before = await arrived()
    expect(before).toBeLessThan(size)
    await bar().waitFor()
    await expect.poll(() => offsets.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(offsets[0]).toBeGreaterThanOrEqual(before - chunkBytes)
    expect(offsets[0]).toBeGreaterThan(0)
    await devtools.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready'])
  }, 180_000)

  test('what is chosen without a connection survives a reload, and is sent once there is one', async () => {
    const { page, context } = tablet
    await context.setOffline(true)
    await chooseFiles(page, [await chosenPhoto(product.now()), await chosenPhoto(product.now())])
    await bar().getByText(nl['upload.count'](0, 2)).waitFor()
    await soon(async () => (await page.evaluate(() => indexedDB.databases())).length).toBeGreaterThan(0)
    await page.waitForTimeout(1000)
    await page.reload()
    await bar().getByText(nl['upload.count'](0, 2)).waitFor()
    await button(page, nl['action.show']).click()
    await page.getByRole('dialog').getByText(nl['upload.waitingNet']).first().waitFor()
    await tablet.shot('uploads-offline')
    await button(page, nl['action.close']).click()
    expect(await states()).toEqual([])
    await context.setOffline(false)
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready', 'ready'])
  }, 180_000)

  test('the server goes and comes back', async () => {
    const { page } = tablet
    const path = await largePhoto(product.now())
    await chooseFiles(page, [path])
    await product.stop()
    await bar().waitFor()
    await product.start()
    await expect.poll(states, { timeout: 90_000 }).toEqual(['ready'])
  }, 180_000)

  test('the server lost it: it is sent anew by itself', async () => {
    const { page } = tablet
    await stop()
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, { timeout: 30_000 }).toEqual(['processing'])
    const [lost] = await mediaOf(product)
    await product.owner.query('delete from media')
    stop = processing(product)
    await page.reload()
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready'])
    expect((await mediaOf(product))[0]?.id).not.toBe(lost?.id)
  }, 180_000)

  test('what the server will never show is named with what to do, and the others go on', async () => {
    const { page } = tablet
    const broken = `${newPath()}.mp4`
    await writeFile(broken, 'not a video at all')
    const text = `${newPath()}.txt`
    await writeFile(text, 'words')
    await chooseFiles(page, [broken, await chosenPhoto(product.now()), text])
    await page.getByText(nl['upload.unfit.title'](1)).waitFor()
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready', 'refused'])
    await page.getByText(nl['trouble.title'](nl['upload.video'](1))).waitFor()
    await tablet.shot('photos-trouble')
  }, 180_000)

  test('signing out says that they were not sent', async () => {
    const { page, context } = tablet
    await context.setOffline(true)
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await bar().waitFor()
    await page.getByRole('link', { name: nl['nav.more'] }).click()
    await button(page, nl['more.signOut']).click()
    await page.getByRole('heading', { name: nl['more.unsent.title'](0, 1, 0) }).waitFor()
    await tablet.shot('photos-unsent')
    await button(page, nl['more.unsent.leave']).click()
    await page.getByRole('heading', { name: nl['signIn.title'] }).waitFor()
    await soon(() => keptOn(page)).not.toContain('IMG_')
    await context.setOffline(false)
  })
})
