import { stat, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chunkBytes } from '../../client/photo/upload-state.ts'
import { clock } from '../../client/time.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { chosenFilm, chosenPhoto, chosenPhotos, largePhoto } from '../support/chosen-files.ts'
import { cornered, film, newPath, quick, tone } from '../support/video-files.ts'
import { button, chooseFiles, mediaOf, processed, processing, thumbs } from './photo-steps.ts'
import { choose, keptOn, nl, openLive, ready, reply, soon } from './steps.ts'

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
    // The new area has the focus.
    await page.keyboard.press('ArrowRight')
    await button(editor, `${nl['cover.width']}: ${nl['cover.wider']}`).click()
    const after = await box.boundingBox()
    expect(after!.x).toBeGreaterThan(before!.x)
    expect(after!.width).toBeGreaterThan(before!.width)
    await tablet.shot('photos-cover')
    await button(editor, nl['cover.done']('Yusuf')).click()
    // It takes the focus until it is gone.
    await editor.waitFor({ state: 'detached' })

    await page.getByRole('textbox', { name: nl['tagging.text'] }).fill('{name} bouwt een hut.')
    await button(page, nl['tagging.place'](6)).click()
    await soon(placed).toBe(0)
    await expect.poll(placed, processed).toBe(12)
    await card('Noor bouwt een hut.').waitFor()
    await phone.shot('photos-seen')
    // What is made of a canvas has no camera; the time of the photo that was covered goes along.
    const covered = await product.owner.query(
      `select count(*)::int as n from media where post_id is not null and camera_at is null and device_at < $1`,
      [new Date(product.now().getTime() - 3_600_000)],
    )
    expect(covered.rows[0].n).toBe(1)
    expect(await mediaOf(product)).toEqual([])
    await page.getByRole('complementary', { name: nl['upload.bar'] }).waitFor({ state: 'detached' })
    expect(tablet.problems).toEqual([])
  })

  test('twelve photos and a video are tagged and sent within 45 seconds of hand', async () => {
    const { page } = tablet
    const paths = await chosenPhotos(11, product.now())
    const clip = await chosenFilm(
      await film(`${cornered(320, 240, 2)} ${tone(2)} ${quick} -c:a aac`),
      new Date(product.now().getTime() - 60_000),
    )
    const began = Date.now()
    await choose(page, ['Noor', 'Aya', 'Bram'])
    await chooseFiles(page, [...paths, clip])
    await button(page, nl['tagging.place'](11, 1)).click()
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
    await product.owner.query('delete from media where post_id is null')
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
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, processed).toEqual(['ready'])
    // Until this tablet has heard it, it is one of those under way.
    await bar().getByText(nl['upload.free'](1)).waitFor(processed)
    await chooseFiles(page, [path])
    const arrived = async () => (await mediaOf(product)).find(({ bytes }) => bytes === size)?.offset ?? 0
    await expect.poll(arrived, { timeout: 30_000, interval: 100 }).toBeGreaterThan(chunkBytes)
    await bar().waitFor()
    await tablet.shot('upload-bar')
    const told = await bar().evaluate((one) => ({
      words: one.querySelector('p span')?.textContent,
      percent: Number(one.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')),
    }))
    // Of the one that is under way; what was there before is not counted.
    expect(told.words).toBe(nl['upload.sendingAll'](told.percent, 1))
    expect(told.percent).toBeLessThan(90)
    offsets.length = 0
    await page.reload()
    const before = await arrived()
    expect(before).toBeLessThan(size)
    await bar().waitFor()
    await expect.poll(() => offsets.length, { timeout: 30_000 }).toBeGreaterThan(0)
    expect(offsets[0]).toBeGreaterThanOrEqual(before - chunkBytes)
    expect(offsets[0]).toBeGreaterThan(0)
    await devtools.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready', 'ready'])
  }, 240_000)

  test('what is chosen without a connection survives a reload, and is sent once there is one', async () => {
    const { page, context } = tablet
    await context.setOffline(true)
    await chooseFiles(page, [await chosenPhoto(product.now()), await chosenPhoto(product.now())])
    await bar().getByText(nl['upload.sendingAll'](0, 2)).waitFor()
    await soon(async () => (await page.evaluate(() => indexedDB.databases())).length).toBeGreaterThan(0)
    await page.waitForTimeout(1000)
    await page.reload()
    await bar().getByText(nl['upload.sendingAll'](0, 2)).waitFor()
    await button(page, nl['action.show']).click()
    await page.getByRole('dialog').getByText(nl['upload.waitingNet']).first().waitFor()
    await tablet.shot('uploads-offline')
    await button(page, nl['action.close']).click()
    expect(await states()).toEqual([])
    await context.setOffline(false)
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready', 'ready'])
  }, 240_000)

  test('the server goes and comes back', async () => {
    const { page } = tablet
    const path = await largePhoto(product.now())
    await button(page, nl['outbox.done']).waitFor()
    await chooseFiles(page, [path])
    await button(page, nl['outbox.busy'](1)).waitFor()
    await product.stop()
    await bar().getByText(nl['upload.waitingNet']).waitFor({ timeout: 30_000 })
    await button(page, nl['outbox.waiting'](1)).waitFor()
    await tablet.shot('uploads-no-server')
    await product.start()
    await expect.poll(states, { timeout: 90_000 }).toEqual(['ready'])
    await bar().getByText(nl['upload.free'](1)).waitFor()
    expect(await bar().getByText(nl['upload.waitingNet']).count()).toBe(0)
    await button(page, nl['outbox.done']).waitFor()
  }, 240_000)

  test('the server lost it: it is sent anew by itself', async () => {
    const { page } = tablet
    await stop()
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, { timeout: 30_000 }).toEqual(['processing'])
    const [lost] = await mediaOf(product)
    await product.owner.query('delete from media where post_id is null')
    stop = processing(product)
    await page.reload()
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready'])
    expect((await mediaOf(product))[0]?.id).not.toBe(lost?.id)
  }, 240_000)

  test('what the server will never show is named with what to do, and the others go on', async () => {
    const { page } = tablet
    const broken = `${newPath()}.mp4`
    await writeFile(broken, 'not a video at all')
    const text = `${newPath()}.txt`
    await writeFile(text, 'words')
    await chooseFiles(page, [await chosenPhoto(product.now()), broken, text])
    await page.getByText(nl['upload.unfit.title'](1)).waitFor()
    await expect.poll(states, { timeout: 60_000 }).toEqual(['ready', 'refused'])
    await page.getByText(nl['trouble.title']('2', 0, 1)).waitFor()
    await tablet.shot('photos-trouble')
    await button(page, nl['outbox.stuck'](1)).click()
    const outbox = page.getByRole('dialog', { name: nl['outbox.title'] })
    await outbox.getByText(nl['upload.stuck'](0, 1), { exact: true }).first().waitFor()
    await button(outbox, nl['action.show']).click()
    const [name] = broken.split('/').slice(-1)
    expect(await rows().first().innerText()).toContain(name)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(nl['upload.needs'])
    await tablet.shot('uploads-need-somebody')
  }, 240_000)

  const list = (page = tablet.page) => page.getByRole('dialog', { name: nl['upload.title'] })
  const rows = (page = tablet.page) => list(page).getByRole('listitem')
  const takeAway = (n: number, page = tablet.page) =>
    list(page)
      .getByRole('button', { name: new RegExp(nl['upload.remove']('.+')) })
      .nth(n)
      .click()

  test('what is taken away goes from the device and the server, also when its list is closed at once', async () => {
    const { page } = tablet
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, processed).toEqual(['ready'])
    await button(page, nl['action.show']).click()
    await list().getByText(nl['upload.ready']).waitFor()
    await takeAway(0)
    await button(list(), nl['action.undo']).waitFor()
    await button(list(), nl['action.close']).click()
    await expect.poll(states, { timeout: 30_000 }).toEqual([])
    await soon(() => keptOn(page)).not.toContain('IMG_')
  }, 240_000)

  test('what is taken away without a connection cannot come back in the end, and goes once there is one', async () => {
    const { page, context } = tablet
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, processed).toEqual(['ready'])
    await button(page, nl['action.show']).click()
    await list().getByText(nl['upload.ready']).waitFor()
    await context.setOffline(true)
    await takeAway(0)
    await button(list(), nl['action.undo']).waitFor()
    // Whoever points at the way back keeps it.
    await page.mouse.move(0, 0)
    await list().getByText(nl['upload.empty']).waitFor({ timeout: 30_000 })
    expect(await button(list(), nl['action.undo']).count()).toBe(0)
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(1000)
    expect(await bar().count()).toBe(0)
    expect(await states()).toEqual(['ready'])
    await context.setOffline(false)
    await expect.poll(states, { timeout: 30_000 }).toEqual([])
  }, 240_000)

  test('what was put back in another tab keeps its bytes when the first bar ends', async () => {
    const { page, context } = tablet
    const other = await context.newPage()
    await other.goto(`/group/${product.nursery.groupId}`)
    await other.getByRole('heading', { level: 1 }).waitFor()
    await context.setOffline(true)
    await chooseFiles(page, [await chosenPhoto(product.now()), await chosenPhoto(product.now())])
    await soon(() => thumbs(page).count()).toBe(2)
    await button(other, nl['action.show']).click()
    await soon(() => rows(other).count()).toBe(2)
    await thumbs(page).nth(1).click()
    await button(page, nl['tagging.remove'](1)).click()
    await page.getByText(nl['tagging.removed'](1)).waitFor()
    await button(list(other), nl['action.undo']).click()
    await soon(() => thumbs(page).count()).toBe(2)
    await page.getByText(nl['tagging.removed'](1)).waitFor({ state: 'detached', timeout: 30_000 })
    await page.waitForTimeout(3000)
    await context.setOffline(false)
    await expect.poll(states, processed).toEqual(['ready', 'ready'])
  }, 240_000)

  test('what another device sent and this one took away stays away', async () => {
    await chooseFiles(tablet.page, [await chosenPhoto(product.now())])
    await expect.poll(states, processed).toEqual(['ready'])
    const other = await product.window('Anouk')
    await openLive(other)
    await button(other.page, nl['action.show']).click()
    await takeAway(0, other.page)
    await button(list(other.page), nl['action.undo']).waitFor()
    const asked = reply(other.page, 'GET', '/api/media')
    await other.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await asked
    await other.page.waitForTimeout(500)
    await button(list(other.page), nl['action.undo']).waitFor()
    await expect.poll(states, { timeout: 30_000 }).toEqual([])
    await list(other.page).getByText(nl['upload.empty']).waitFor()
    expect(other.problems).toEqual([])
    await other.context.close()
  }, 240_000)

  test('what another device placed or took away is offered no longer, and not sent again', async () => {
    const { page } = tablet
    const other = await product.window('Anouk', { size: 'tablet' })
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, processed).toEqual(['ready'])
    await openLive(other, `/group/${product.nursery.groupId}`)
    await button(other.page, nl['action.show']).click()
    await button(list(other.page), nl['upload.label']).click()
    await thumbs(other.page).nth(0).click()
    await button(other.page, 'Noor').click()
    await button(other.page, nl['tagging.place'](1)).click()
    await expect.poll(states, processed).toEqual([])
    await bar().waitFor({ state: 'detached', timeout: 30_000 })

    await stop()
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, { timeout: 30_000 }).toEqual(['processing'])
    await other.page.reload()
    await button(other.page, nl['action.show']).click()
    await takeAway(0, other.page)
    await button(list(other.page), nl['action.close']).click()
    await expect.poll(states, { timeout: 30_000 }).toEqual([])
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await bar().waitFor({ state: 'detached', timeout: 30_000 })
    await soon(() => keptOn(page)).not.toContain('IMG_')
    expect(await states()).toEqual([])
    stop = processing(product)
    expect(other.problems).toEqual([])
    await other.context.close()
  }, 240_000)

  const onSecondTablet = async () => {
    const other = await product.window('Anouk', { size: 'tablet' })
    await openLive(other, `/group/${product.nursery.groupId}`)
    await button(other.page, nl['action.show']).click()
    await button(list(other.page), nl['upload.label']).click()
    return other
  }
  /** Places some of what waits from that tablet; gives the time at which it was done, as the nursery's clock says it. */
  const placeSome = async ({ page }: BrowserWindow, photos: number[], all: number) => {
    await soon(() => thumbs(page).count()).toBe(all)
    for (const n of photos) await thumbs(page).nth(n).check({ force: true })
    await button(page, 'Noor').click()
    await button(
      page,
      photos.length < all ? nl['tagging.placeChosen'](photos.length) : nl['tagging.place'](all),
    ).click()
    await soon(async () => (await states()).length).toBe(all - photos.length)
    const { rows } = await product.owner.query('select max(posted_at) as at from photo_card')
    return clock(rows[0].at)
  }

  test('who places what another tablet placed before hears one true thing, sees where it stands, and can place the rest', async () => {
    const { page, context } = tablet
    await chooseFiles(page, await chosenPhotos(3, product.now()))
    await expect.poll(states, processed).toEqual(['ready', 'ready', 'ready'])
    const other = await onSecondTablet()
    await soon(() => thumbs(other.page).count()).toBe(3)
    await button(page, 'Noor').click()
    await page.getByText(nl['audience.families'](1), { exact: true }).waitFor()
    await context.setOffline(true)
    await button(page, nl['tagging.place'](3)).click()
    const at = await placeSome(other, [0, 1], 3)
    await context.setOffline(false)
    await button(page, nl['outbox.stuck'](1)).click(processed)
    const outbox = page.getByRole('dialog', { name: nl['outbox.title'] })
    await outbox.getByText(nl['send.placed'](2, 3, nl['placed.at'](at), 1)).waitFor()
    expect(await outbox.getByRole('alert').count()).toBe(0)
    expect(await button(outbox, nl['send.retry']).count()).toBe(0)
    await tablet.shot('photos-placed-elsewhere')
    await page.emulateMedia({ colorScheme: 'dark' })
    await tablet.shot('photos-placed-elsewhere-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    const link = outbox.getByRole('link', { name: nl['send.placedLook'] })
    expect(await link.getAttribute('href')).toMatch(/\/day\?photo=/)
    await button(outbox, nl['send.placedRest']).click()
    await soon(() => thumbs(page).count()).toBe(1)
    await button(page, nl['tagging.place'](1)).click()
    await expect.poll(states, processed).toEqual([])
    await button(page, nl['outbox.done']).waitFor()
    await bar().waitFor({ state: 'detached' })
    expect(other.problems).toEqual([])
    await other.context.close()
  }, 240_000)

  test('what another tablet places while it is tagged here leaves the composer, with the way to where it stands', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(2, product.now()))
    await expect.poll(states, processed).toEqual(['ready', 'ready'])
    const other = await onSecondTablet()
    const at = await placeSome(other, [1], 2)
    await soon(() => thumbs(page).count()).toBe(1)
    await page.getByText(nl['elsewhere.placed'](1, 0, nl['placed.at'](at))).waitFor()
    await tablet.shot('photos-left')
    await page.getByRole('link', { name: nl['send.placedLook'] }).click()
    await page.getByRole('dialog').getByText('Noor').first().waitFor()
    expect(await page.getByText(nl['elsewhere.placed'](1, 0, nl['placed.at'](at))).count()).toBe(0)
    await tablet.shot('photos-left-day')
    expect(other.problems).toEqual([])
    await other.context.close()
  }, 240_000)

  const spoken = (words: string) => tablet.page.locator('.sr-only[aria-live=polite]').filter({ hasText: words })
  const hearAgain = () => tablet.page.evaluate(() => window.dispatchEvent(new Event('online')))

  test('a photo that could not be prepared does not go along until it is tried again, and a post does not wait for it', async () => {
    const { page } = tablet
    await stop()
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await expect.poll(states, { timeout: 30_000 }).toEqual(['processing'])
    await button(page, 'Noor').click()
    await button(page, nl['tagging.place'](1)).waitFor()
    await product.owner.query(`update media set state = 'failed' where post_id is null`)
    await hearAgain()
    await page.getByText(nl['trouble.title']('1', 1)).waitFor()
    await spoken(nl['upload.stuck'](1)).waitFor(processed)
    expect(await button(page, nl['tagging.placeSome'](0, 1)).isDisabled()).toBe(true)
    await button(page, nl['outbox.stuck'](1)).waitFor()
    await tablet.shot('photos-failed')
    await button(page, nl['upload.retry']).click()
    await expect.poll(states, { timeout: 30_000 }).toEqual(['processing'])
    await button(page, nl['tagging.place'](1)).click()
    await product.owner.query(`update media set state = 'failed' where post_id is null`)
    await hearAgain()
    await button(page, nl['outbox.stuck'](1)).click(processed)
    await page.getByRole('dialog').getByText(nl['send.photosTrouble']).waitFor()
    await tablet.shot('photos-failed-post')
    await product.owner.query(`update media set state = 'received', due_at = now() where state = 'failed'`)
    stop = processing(product)
  }, 240_000)

  test('two tabs say of the same photos who is on them, and neither forgets what the other said', async () => {
    const { page, context } = tablet
    const other = await context.newPage()
    await other.goto(`/group/${product.nursery.groupId}`)
    await chooseFiles(page, await chosenPhotos(2, product.now()))
    await soon(() => thumbs(page).count()).toBe(2)
    await button(other, nl['action.show']).click()
    await button(list(other), nl['upload.label']).click()
    await soon(() => thumbs(other).count()).toBe(2)
    const tag = async (on: typeof page, n: number, child: string) => {
      await thumbs(on).nth(n).check({ force: true })
      await button(on, child).click()
      await thumbs(on).nth(n).uncheck({ force: true })
    }
    await button(page, nl['tagging.none']).click()
    await tag(page, 0, 'Noor')
    await tag(other, 1, 'Aya')
    const labels = (of: typeof page) => thumbs(of).evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
    for (const tab of [page, other]) {
      await soon(async () => (await labels(tab))[0]).toContain('Noor')
      await soon(async () => (await labels(tab))[1]).toContain('Aya')
    }
    await other.close()
    await page.waitForTimeout(1000)
    await page.reload()
    await button(page, nl['action.show']).click()
    await button(list(), nl['upload.label']).click()
    await soon(async () => (await labels(page)).join()).toMatch(/Noor.*Aya/)
  }, 240_000)

  test('of many photos those that are chosen are placed, and the rest stays', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(3, product.now()))
    await soon(() => thumbs(page).count()).toBe(3)
    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(1).click()
    await button(page, 'Noor').click()
    expect(await button(page, nl['tagging.place'](3)).isDisabled()).toBe(true)
    await tablet.shot('photos-chosen')
    await button(page, nl['tagging.placeChosen'](1)).click()
    await soon(() => thumbs(page).count()).toBe(2)
    await expect.poll(states, processed).toEqual(['ready', 'ready'])
    await spoken(nl['upload.allSent']).waitFor(processed)
    for (const label of await thumbs(page).evaluateAll((all) => all.map((one) => one.ariaLabel)))
      expect(label).toContain(nl['thumb.untagged'])
  }, 240_000)

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
