import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { clientFolder, ensureClient } from '../../backend/client-build.ts'
import type { PreparedPicture } from '../../db/fill/photos.ts'
import { processPicture } from '../../workers/media/picture.ts'
import { openBrowser, openPhone, scrollThrough } from './browser.ts'
import { cameraPhotos } from './camera.ts'
import { makeFamilies } from './families.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { startSide } from './side.ts'
import { rounded } from './statistics.ts'

const cards = [1, 2, 3, 4, 10]
/** A card shows three at most. */
const tiles = cards.reduce((sum, photos) => sum + Math.min(photos, 3), 0)
const most = 1_200_000

/** What a phone receives as pictures while a timeline of 20 photos is scrolled through slowly, with what HTTP says around them. */
export async function measurePhotoBytes(ground: Ground, scale: Scale): Promise<Measure[]> {
  await ensureClient()
  const pictures = await prepared(ground, scale)
  let next = 0
  const days = cards.map((photos, nr) => ({
    daysAgo: nr + 1,
    pictures: Array.from({ length: photos }, () => pictures[next++ % pictures.length]!),
  }))
  const { urls, dataDir, cookies } = await makeFamilies(ground, 'bench_photo_bytes', [days])
  const side = await startSide('ours', { ...ground, urls }, { clientFolder, dataDir })
  const browser = await openBrowser(ground)
  const page = await openPhone(browser, side.port, cookies[0]!)
  const received = await listen(page)
  await page.goto('/')
  await page.locator('article[data-item] [data-picture]').first().waitFor({ timeout: 30_000 })
  const shown = new Set<string>()
  await scrollThrough(page, 150, async () => {
    await page.waitForFunction(() => !document.querySelector('[data-picture][data-state="waiting"] img'), undefined, {
      timeout: 30_000,
    })
    for (const id of await idsThere(page)) shown.add(id)
  })
  if (shown.size !== tiles) throw new Error(`${shown.size} of ${tiles} pictures were shown`)
  await browser.close()
  await side.stop()
  const bytes = Object.values(received).flat()
  const sum = bytes.reduce((sum, one) => sum + one, 0)
  return [
    {
      name: 'pictures of a timeline of 20 photos, on a phone',
      ours: rounded(sum / 1000, 0),
      bare: null,
      unit: `KB, ${bytes.length} pictures`,
      ratio: rounded(sum / most),
      reach: { atMost: 1 },
      details: { most, received },
    },
  ]
}

/** Photos of a camera in all forms that the worker makes of them. */
async function prepared(ground: Ground, scale: Scale): Promise<PreparedPicture[]> {
  const folder = await ground.folder()
  const made: PreparedPicture[] = []
  for (const [n, file] of (await cameraPhotos(scale.cameraPhotos)).entries()) {
    const path = join(folder, `${n}.jpg`)
    await writeFile(path, file)
    const { width, height, thumbhash, renditions } = await processPicture(path, { most: file.length })
    made.push({ width, height, thumbhash, seconds: null, forms: renditions })
  }
  return made
}

/** The bytes of each picture that comes over the network, by its form. */
async function listen(page: Page): Promise<Record<string, number[]>> {
  const received: Record<string, number[]> = {}
  const forms = new Map<string, string>()
  const network = await page.context().newCDPSession(page)
  network.on('Network.responseReceived', ({ requestId, response }) => {
    if (/^http.*\/api\//.test(response.url) && response.mimeType.startsWith('image/'))
      forms.set(requestId, new URL(response.url).pathname.split('/').at(-1)!)
  })
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const form = forms.get(requestId)
    if (form) received[form] = [...(received[form] ?? []), encodedDataLength]
  })
  await network.send('Network.enable')
  return received
}

const idsThere = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-picture][data-state="there"]')].map(
      (tile) => tile.dataset.picture!,
    ),
  )
