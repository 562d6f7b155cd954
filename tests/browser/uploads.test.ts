import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { processMedia } from '../../workers/media/processing.ts'
import { type BrowserWindow, openProduct, type Product } from '../support/browser.ts'
import { mediaGround } from '../support/photos.ts'
import { exifOf, exifSegment, withSegments } from '../support/picture-files.ts'
import { choose, nl, openLive, soon } from './steps.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chosen-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Does what the workers do with files that have arrived, until it is told to stop. */
function processing(product: Product): () => Promise<void> {
  const { database, media, now } = product
  const ground = mediaGround({
    database,
    media,
    clock: { now },
    app: { publish: (...given) => product.app().publish(...given) },
  })
  let going = true
  const done = (async () => {
    while (going) {
      await processMedia(ground, 'photo').catch(console.error)
      await processMedia(ground, 'video').catch(console.error)
      await new Promise((next) => setTimeout(next, 150))
    }
  })()
  return async () => {
    going = false
    await done
  }
}

const hues = ['#c86b4a', '#4a90c8', '#6bb56b', '#b59a4a', '#8c6bb5', '#4ab5a5']

/** A photo as a camera writes it, taken at a moment on the clock of the nursery. */
async function photo(name: string, takenAt: Date, n = 0, size = 900): Promise<string> {
  const wall = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Amsterdam',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const flat = await sharp({
    create: { width: size, height: Math.round(size * 0.75), channels: 3, background: hues[n % 6]! },
  })
    .composite([
      {
        input: { create: { width: 200, height: 200, channels: 3, background: '#ffffff' } },
        left: 60 + n * 40,
        top: 80,
      },
    ])
    .jpeg()
    .toBuffer()
  const exif = exifOf({ taken: wall.format(takenAt).replace(/^(\d+)-(\d+)-/, '$1:$2:') })
  const path = join(folder, name)
  await writeFile(path, withSegments(flat, [exifSegment(exif)]))
  return path
}

const chooseFiles = async ({ page }: BrowserWindow, paths: string[]) =>
  page.getByLabel(nl['photos.chooseName']).first().setInputFiles(paths)

const placeButton = ({ page }: BrowserWindow, name: string) => page.getByRole('button', { name, exact: true })

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
    await openLive(tablet, `/group/${product.nursery.groupId}`)
    await openLive(phone)
  })
  afterAll(async () => {
    await stop?.()
    await product?.close()
  })

  test('six are picked, one child refuses: stopped and named, covered, sent, and seen by the family', async () => {
    const { page } = tablet
    const at = product.now().getTime() - 3_600_000
    const paths = await Promise.all(hues.map((_, n) => photo(`p${n}.jpg`, new Date(at + n * 60_000), n)))
    await choose(page, ['Noor', 'Mila'])
    await chooseFiles(tablet, paths)
    const thumbs = page.getByRole('list', { name: nl['tagging.list'] }).getByRole('checkbox')
    await soon(() => thumbs.count()).toBe(6)
    await tablet.shot('photos-tagging')
    await placeButton(tablet, nl['tagging.place'](6)).waitFor()
    await soon(() =>
      thumbs
        .filter({ hasNot: page.locator('x') })
        .first()
        .getAttribute('aria-label'),
    ).toContain('Mila en Noor')

    await page.getByRole('button', { name: nl['tagging.none'], exact: true }).click()
    await thumbs.nth(3).click()
    await page.getByRole('button', { name: `Yusuf, ${nl['tagging.noPhotos']}` }).click()
    await page.getByText(nl['blocked.title']('4', 1)).waitFor()
    await page.getByText(nl['blocked.now']('Yusuf', 1)).waitFor()
    await placeButton(tablet, nl['tagging.placeSome'](5, 6)).waitFor()
    await tablet.shot('photos-blocked')
    await page.getByRole('button', { name: nl['blocked.cover'], disabled: false }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: nl['blocked.cover'] }).click()
    const editor = page.getByRole('dialog', { name: nl['cover.title'] })
    await editor.getByRole('button', { name: nl['cover.add'] }).click()
    await editor.getByRole('button', { name: nl['cover.shape'](1) }).press('ArrowRight')
    await tablet.shot('photos-cover')
    await editor.getByRole('button', { name: nl['cover.done']('Yusuf') }).click()
    await placeButton(tablet, nl['tagging.place'](6)).click()
    await soon(async () => (await product.owner.query('select count(*)::int as n from photo')).rows[0].n).toBe(12)
    await tablet.shot('photos-placed')
    expect(tablet.problems).toEqual([])
  })
})
