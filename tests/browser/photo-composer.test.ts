import { readFile, writeFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clock } from '../../client/time.ts'
import { play } from '../../client/ui/icons.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { chosenFilm, chosenPhoto, chosenPhotos } from '../support/chosen-files.ts'
import { cornered, film, newPath, quick, tone } from '../support/video-files.ts'
import { button, chooseFiles, processed, processing, thumbs } from './photo-steps.ts'
import { choose, keptOn, nl, openLive, post, settled, soon, tile } from './steps.ts'

describe('the composer of photos', () => {
  let product: Product
  let tablet: BrowserWindow
  let stop: () => Promise<void>
  beforeAll(async () => {
    product = await openProduct({ days: 2, album: [{ daysAgo: 0, pictures: 1, children: ['Noor'], text: 'Buiten.' }] })
    stop = processing(product)
  })
  beforeEach(async () => {
    await product.owner.query('delete from media where post_id is null')
    tablet = await product.window('Anouk', { size: 'tablet' })
    await openLive(tablet, `/group/${product.nursery.groupId}`)
  })
  afterEach(async () => {
    expect(tablet.problems).toEqual([])
    await tablet.context.close()
    // What was on its way when the window closed has arrived by then.
    await product.stop()
    await product.start()
  })
  afterAll(async () => {
    await stop?.()
    await product?.close()
  })
  const yusuf = `Yusuf, ${nl['tagging.noPhotos']}`
  const spoken = (words: string) =>
    tablet.page.locator('.sr-only[aria-live=polite]').filter({ hasText: words }).first().waitFor({ state: 'attached' })
  /** Is all of it on the screen, and nothing over its middle. */
  const inSight = (selector: string) =>
    tablet.page.evaluate((which) => {
      const part = document.querySelector(which)
      const { left, top, right, bottom } = part?.getBoundingClientRect() ?? new DOMRect(-1, -1)
      if (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth) return false
      return part?.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2)) ?? false
    }, selector)

  test('says by the server’s clock, whatever the device’s says, when the draft was last kept, and nothing of an empty page', async () => {
    const { page } = tablet
    /** How many minutes after the nursery's now it says to have been kept; a minute may end meanwhile. */
    const keptAfter = async () => {
      const words = await page.getByText(nl['composer.saved'](''), { exact: false }).textContent({ timeout: 30_000 })
      const [hours = 0, minutes = 0] = words?.slice(-5).split(':').map(Number) ?? []
      const [nowHours = 0, nowMinutes = 0] = clock(product.now().getTime()).split(':').map(Number)
      return 60 * (hours - nowHours) + minutes - nowMinutes
    }
    const about = (minutes: number) =>
      expect.poll(keptAfter, { timeout: 30_000 }).toSatisfy((n) => n === minutes || n === minutes - 1)
    const pass = (minutes: number) => page.clock.setSystemTime(Date.now() + minutes * 60_000)
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await about(0)
    await pass(20)
    await button(page, 'Noor').click()
    await about(0)
    expect(await button(page, nl['text.insertName']).innerText()).toBe(nl['text.name'])
    await button(page, nl['tagging.place'](1)).click()
    await soon(() => keptOn(page)).not.toContain('savedAt')
    await pass(40)
    await chooseFiles(page, [await chosenPhoto(product.now())])
    await about(0)
  })

  test('a child without consent is stopped where it was tapped, in sight and aloud, and the ways out take the focus along', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(4, product.now()))
    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(1).click()
    await button(page, 'Noor').click()
    const quiet = await button(page, yusuf).evaluate((one) => getComputedStyle(one).backgroundColor)
    await button(page, yusuf).click()
    await page.getByText(nl['blocked.title']('2', 1)).waitFor()
    expect(await inSight('[data-stop]')).toBe(true)
    await spoken(nl['blocked.spoken']('Yusuf', '2', 1, 0))
    const look = (name: string) => button(page, name).evaluate((one) => getComputedStyle(one).backgroundColor)
    expect(await look(yusuf)).not.toBe(await look('Noor'))
    expect(await look(yusuf)).not.toBe(quiet)
    const note = await button(page, yusuf).getAttribute('aria-describedby')
    expect(await page.locator(`[id="${note}"]`).textContent()).toContain(nl['blocked.now']('Yusuf', 1))
    await tablet.shot('composer-stopped')
    await button(page, nl['tagging.all']).click()
    await button(page, nl['tagging.none']).click()
    await button(page, nl['blocked.retag']).click()
    expect(await thumbs(page).nth(1).isChecked()).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(yusuf)
  })

  test('what colleagues write meanwhile leaves the children, and the focus among them, where they are', async () => {
    const { page } = tablet
    const marked = () => page.evaluate(() => document.activeElement?.hasAttribute('data-marked'))
    const writeBeside = async (child: Locator) => {
      await child.evaluate((one: HTMLElement) => {
        one.setAttribute('data-marked', '')
        one.focus()
      })
      await post(product, 'Noor', 'Samen gelezen.')
      await settled(product, [tablet])
    }
    await writeBeside(tile(page, 'Noor'))
    expect(await marked()).toBe(true)
    // A whole second, as a camera writes it: what the device goes by until then is the same, or another time of day.
    const taken = new Date((Math.floor(product.now().getTime() / 1000) - 90 * 60) * 1000)
    await chooseFiles(page, [await chosenPhoto(taken)])
    await writeBeside(button(page, yusuf))
    expect(await marked()).toBe(true)
    // The camera's time is read by now, and is no reason to ask anew.
    await page.getByText(clock(taken.getTime())).waitFor(processed)
    let asked = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/audience')) asked++
    })
    await button(page, 'Noor').click()
    await soon(() => asked).toBe(1)
    await post(product, 'Noor', 'En gezongen.')
    await settled(product, [tablet])
    // Longer than it waits before it asks.
    await page.waitForTimeout(700)
    expect(asked).toBe(1)
  })

  test('a tile says its number and who is on it; large it can be looked through, played and tagged', async () => {
    const { page } = tablet
    const clip = await chosenFilm(
      await film(`${cornered(320, 240, 2)} ${tone(2)} ${quick} -c:a aac`),
      new Date(product.now().getTime() - 60_000),
    )
    await page.context().setOffline(true)
    await choose(page, ['Noor', 'Aya', 'Bram'])
    await chooseFiles(page, [...(await chosenPhotos(2, product.now())), clip])
    await soon(() => thumbs(page).count()).toBe(3)
    const photoTile = (n: number) => page.getByRole('list', { name: nl['tagging.list'] }).getByRole('listitem').nth(n)
    for (const n of [1, 2, 3])
      await soon(() => photoTile(n - 1).innerText()).toMatch(new RegExp(`^${n}\\s+Aya, Bram\\s*\\+1$`))
    const plays = (n: number) => photoTile(n).locator(`path[d="${play}"]`).count()
    expect([await plays(0), await plays(1), await plays(2)]).toEqual([0, 0, 1])
    await tablet.shot('composer-tiles')
    await button(page, nl['look.open.photo'](2)).click()
    const large = (name: string) => page.getByRole('dialog', { name })
    const second = large(nl['look.photo'](2, 3))
    await soon(() => second.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
    await button(second, 'Aya').click()
    await tablet.shot('composer-look')
    await page.keyboard.press('ArrowRight')
    const third = large(nl['look.video'](3, 3))
    await soon(() => third.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(320)
    await tablet.shot('composer-look-video')
    await button(third, nl['look.previous']).click()
    await second.waitFor()
    await page.keyboard.press('Escape')
    await second.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(nl['look.open.photo'](2))
    expect(await thumbs(page).evaluateAll((all) => all.map((one) => one.ariaLabel?.includes('Aya')))).toEqual([
      true,
      false,
      true,
    ])
    await thumbs(page).nth(0).press('Enter')
    await large(nl['look.photo'](1, 3)).waitFor()
    await page.keyboard.press('Escape')
    await button(page, nl['tagging.place'](2, 1)).waitFor()
  })

  test('while photos are tagged they have the wide side and stay in sight, and the way back to the children is plain', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(12, product.now()))
    await soon(() => thumbs(page).count()).toBe(12)
    const seen = async (name: string) => {
      const box = await button(page, name).boundingBox()
      return box !== null && box.y >= 0 && box.y + box.height <= (page.viewportSize()?.height ?? 0)
    }
    const text = page.getByRole('textbox', { name: nl['tagging.text'] })
    const rooms = { 'small desk': [1024, 768], upright: [768, 1024], phone: [390, 844], desk: [1280, 900] } as const
    for (const [room, [width, height]] of Object.entries(rooms)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height })
        if (room === 'phone' && colorScheme === 'light') await tablet.shot('composer-wide-phone-before')
        await text.scrollIntoViewIfNeeded()
        const list = page.getByRole('list', { name: nl['tagging.list'] })
        const photos = await list.boundingBox()
        expect(photos!.y).toBeGreaterThanOrEqual(0)
        expect(await inSight('[data-photo]')).toBe(true)
        expect(await seen(nl['tagging.place'](12))).toBe(true)
        expect(await seen(nl['tagging.backGroup'])).toBe(true)
        await tablet.shot(`composer-wide-${room}-${colorScheme}`)
        if (room === 'phone') continue
        // The photos have more room than who is on them.
        expect(photos!.width).toBeGreaterThan(width === 768 ? 340 : width / 2 - 80)
        if (width >= 1024) expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(false)
      }
    }
    expect(await page.getByRole('main').count()).toBe(1)
    await button(page, nl['tagging.backGroup']).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await page.locator('main#main').count()).toBe(1)
  }, 240_000)

  test('when it takes the screen, leaves it or is turned with the device, the focus stays where it was or goes to its heading', async () => {
    const { page } = tablet
    const focused = () =>
      page.evaluate(() => {
        const { tagName, ariaLabel, textContent } = document.activeElement ?? {}
        return `${tagName} ${ariaLabel ?? textContent}`
      })
    const photos = await chosenPhotos(2, product.now())
    await page.getByLabel(nl['photos.chooseName']).first().focus()
    await chooseFiles(page, photos)
    await soon(() => thumbs(page).count()).toBe(2)
    await soon(focused).toBe(`H2 ${nl['tagging.title'](2)}`)
    const text = page.getByRole('textbox', { name: nl['tagging.text'] })
    await text.focus()
    await text.pressSequentially('In de ')
    const isInText = () => text.evaluate((one) => one === document.activeElement)
    await page.setViewportSize({ width: 820, height: 1180 })
    await page.locator('dialog[open] [data-composer]').waitFor()
    await soon(isInText).toBe(true)
    await page.setViewportSize({ width: 1180, height: 820 })
    await page.locator('dialog[open] [data-composer]').waitFor({ state: 'detached' })
    await soon(isInText).toBe(true)
    expect(await text.inputValue()).toBe('In de ')
    await button(page, nl['tagging.remove'](2)).focus()
    await page.keyboard.press('Enter')
    await soon(() => thumbs(page).count()).toBe(0)
    await soon(focused).toBe(`H2 ${nl['tagging.title'](0)}`)
    await page.getByLabel(nl['photos.take']).last().focus()
    await page.getByLabel(nl['photos.take']).last().setInputFiles(photos.slice(0, 1))
    await soon(() => thumbs(page).count()).toBe(1)
    await soon(focused).toBe(`INPUT ${nl['photos.take']}`)
  })

  test('each photo says how many families will see it, and a photo for all says in words that it is', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(3, product.now()))
    await soon(() => thumbs(page).count()).toBe(3)
    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(0).click()
    await button(page, 'Noor').click()
    await page.getByText(nl['audience.families'](1), { exact: true }).waitFor()
    const sets = page.getByRole('list', { name: nl['seen.title'] })
    expect(await sets.count()).toBe(0)
    await thumbs(page).nth(0).click()
    for (const n of [1, 2]) await thumbs(page).nth(n).click()
    await button(page, nl['tagging.nobody']).click()
    await page.getByText(nl['tagging.allSee'](5, 2, 0)).waitFor()
    await sets.waitFor()
    // Everybody in the group but Yusuf, who has no consent.
    const families = 5
    const said = () => sets.getByRole('listitem').allInnerTexts()
    await soon(said).toEqual([`2 en 3: ${nl['audience.families'](families)}`, `1: ${nl['audience.families'](1)}`])
    const labels = await thumbs(page).evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
    expect(labels[0]).toContain(nl['thumb.families'](1))
    expect(labels[2]).toContain(nl['thumb.families'](families))
    for (const [room, [width, height]] of Object.entries({ tablet: [1024, 768], phone: [390, 844] } as const)) {
      await page.setViewportSize({ width, height })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await tablet.shot(`composer-families-${room}-${colorScheme}`)
      }
    }
    await page.setViewportSize({ width: 1180, height: 820 })
    await button(page, 'Noor').click()
    await page.getByText(nl['tagging.someSee']('Aya, Bram, Daan en Mila', 2, 0)).waitFor()
  }, 240_000)

  test('a photo that was refused says why it cannot be covered, and what is pressed in a dialog places nothing below it', async () => {
    const { page } = tablet
    const broken = `${newPath()}.jpg`
    // The end of it is missing: this device shows what there is.
    const whole = await readFile(await chosenPhoto(product.now()))
    await writeFile(broken, whole.subarray(0, whole.length * 0.7))
    await chooseFiles(page, [await chosenPhoto(product.now()), broken])
    await button(page, 'Noor').click()
    const refused = nl['upload.refused.damaged']
    await page.getByText(refused).first().waitFor(processed)
    await button(page, nl['look.open.photo'](2)).click()
    const look = page.getByRole('dialog', { name: nl['look.photo'](2, 2) })
    const cover = button(look, nl['cover.title'])
    expect(await cover.isDisabled()).toBe(true)
    const why = await cover.getAttribute('aria-describedby')
    expect(await page.locator(`[id="${why}"]`).textContent()).toBe(nl['look.noCover'](refused))
    await tablet.shot('composer-look-refused')
    await page.keyboard.press('Escape')
    const place = page.getByRole('button', { name: nl['tagging.placeSome'](1, 2), disabled: false })
    await place.waitFor(processed)
    await page.locator('form[data-composer] header').getByRole('button').last().click()
    const outbox = page.getByRole('dialog', { name: nl['outbox.title'] })
    await outbox.waitFor()
    await page.keyboard.press('Control+Enter')
    await page.keyboard.press('Escape')
    await outbox.waitFor({ state: 'hidden' })
    expect(await thumbs(page).count()).toBe(2)
    await page.getByRole('textbox', { name: nl['tagging.text'] }).press('Control+Enter')
    await soon(() => thumbs(page).count()).toBe(0)
  }, 240_000)

  test('any photo can be covered from the large view, and what was covered can be changed until it is placed', async () => {
    const { page } = tablet
    await chooseFiles(page, await chosenPhotos(1, product.now()))
    await button(page, 'Noor').click()
    await button(page, nl['look.open.photo'](1)).click()
    const look = page.getByRole('dialog', { name: nl['look.photo'](1, 1) })
    await look.getByRole('button', { name: nl['cover.title'], disabled: false }).click(processed)
    const editor = page.getByRole('dialog', { name: nl['cover.title'] })
    await button(editor, nl['cover.add']).click()
    await button(editor, nl['cover.done']('')).click()
    await button(look, nl['look.coverAgain']).waitFor()
    const black = () =>
      look.getByRole('img').evaluate((img: HTMLImageElement) => {
        const canvas = new OffscreenCanvas(img.naturalWidth, img.naturalHeight)
        const context = canvas.getContext('2d')!
        context.drawImage(img, 0, 0)
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
        let dark = 0
        for (let n = 0; n < data.length; n += 4) if (data[n]! + data[n + 1]! + data[n + 2]! < 60) dark += 1
        return Math.round((100 * dark) / (data.length / 4))
      })
    await soon(black).toBe(9)
    await tablet.shot('composer-covered')
    await button(look, nl['look.coverAgain']).click()
    const box = button(editor, nl['cover.shape'](1))
    await box.focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Shift+ArrowLeft')
    await tablet.shot('composer-cover-again')
    await button(editor, nl['cover.done']('')).click()
    // It became smaller: what was covered before is to be seen again.
    await soon(black).toBe(6)
    await page.keyboard.press('Escape')
    expect(await thumbs(page).count()).toBe(1)
    expect(await thumbs(page).first().getAttribute('aria-label')).toContain('Noor')
  }, 240_000)

  test('what is removed is not said to be on its way', async () => {
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}/day`)
    await page.locator('button[id^="media-"]').first().click()
    await button(page.getByRole('dialog'), nl['action.remove']).click()
    await button(page, nl['outbox.removing'](1)).waitFor()
    expect(await page.getByText(nl['outbox.busy'](1)).count()).toBe(0)
    await button(page, nl['action.undo']).click()
    await button(page, nl['outbox.done']).waitFor()
  })

  test('of many photos runs of numbers are named, the children stay in sight, and what was refused can be put away', async () => {
    const { page } = tablet
    const texts = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => {
        const path = `${newPath()}-${name}.txt`
        await writeFile(path, 'words')
        return path
      }),
    )
    await chooseFiles(page, [...(await chosenPhotos(20, product.now())), ...texts])
    await soon(() => thumbs(page).count()).toBe(20)
    await page.getByText(nl['photoProblem.untagged']('1–20', 20)).waitFor()
    await page.getByText(nl['upload.unfit.kind'](4)).waitFor()
    await page.getByText(nl['numbers.others'](2)).waitFor()
    await tablet.shot('composer-many')
    await button(page, nl['upload.unfit.close']).click()
    await page.getByText(nl['upload.unfit.title'](4)).waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H2')
    expect(await inSight('button[data-tag]')).toBe(true)
    await button(page, nl['tagging.none']).click()
    for (const n of [1, 3, 5, 7, 9]) await thumbs(page).nth(n).click()
    await button(page, 'Noor').click()
    await page.getByText(nl['photoProblem.untagged']('1, 3, 5, 7 en 11 andere', 15)).waitFor()
    await button(page, nl['tagging.all']).click()
    await tablet.shot('composer-many-tagged')
  }, 240_000)

  test('on a phone the way back lies above the composer', async () => {
    const { page, context, shot } = await product.window('Nina')
    await page.goto(`/group/${product.nursery.groupId}`)
    await chooseFiles(page, await chosenPhotos(2, product.now()))
    await button(page, nl['tagging.none']).click()
    await thumbs(page).nth(0).click()
    await button(page, nl['tagging.remove'](1)).click()
    await soon(() => thumbs(page).count()).toBe(1)
    await shot('composer-undo')
    await button(page, nl['action.undo']).click()
    await soon(() => thumbs(page).count()).toBe(2)
    await context.close()
  })

  test('who is on a placed photo stands first, and for who cannot be put on it there is advice', async () => {
    const { page } = tablet
    await openLive(tablet, `/group/${product.nursery.groupId}/day`)
    await page.locator('button[id^="media-"]').first().click()
    const dialog = page.getByRole('dialog')
    await button(dialog, nl['staffPhoto.retag']).click()
    expect(await dialog.getByRole('checkbox').first().isChecked()).toBe(true)
    await dialog.getByText(nl['retag.onlyGroup']).waitFor()
    await dialog.getByText(nl['retag.advice']('Yusuf', 1)).waitFor()
    const advice = await dialog.getByRole('checkbox', { disabled: true }).getAttribute('aria-describedby')
    expect(await page.locator(`[id="${advice}"]`).textContent()).toBe(nl['retag.advice']('Yusuf', 1))
    await tablet.shot('composer-retag')
  })
})
