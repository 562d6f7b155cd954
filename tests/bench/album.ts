import type { Browser, Page } from 'playwright-core'
import { clientFolder, ensureClient } from '../../backend/client-build.ts'
import { type DemoPicture, demoPicture } from '../../db/demo/pictures.ts'
import { openBrowser, openPhone, scrollThrough } from './browser.ts'
import { type FamilyDay, makeFamilies } from './families.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const few = 50
const perDay = 20
const names: readonly DemoPicture[] = ['bladeren', 'laarzen', 'pompoen', 'bootjes-staand', 'fruit', 'park', 'blokken']

/** What the page itself notes. */
interface Noted {
  /** Milliseconds from navigation until the first tile stands with its box. */
  tilesAt: number
  shift: number
}

/**
 * Opening the month grid with many photos beside opening it with few, in browsers that know nothing but their session; and what moves
 * by itself while all of them are scrolled through.
 */
export async function measureAlbum(ground: Ground, scale: Scale): Promise<Measure[]> {
  await ensureClient()
  const many = scale.albumPhotos
  const { urls, dataDir, cookies } = await makeFamilies(ground, 'bench_album', [await days(few), await days(many)])
  const side = await startSide('ours', { ...ground, urls }, { clientFolder, dataDir })
  const browser = await openBrowser(ground)
  const rounds: { few: number; many: number }[] = []
  for (let n = -1; n < scale.rounds; n++) {
    const [opened = 0, full = 0] = [
      await openFor(browser, side.port, cookies[0]!),
      await openFor(browser, side.port, cookies[1]!),
    ]
    if (n >= 0) rounds.push({ few: opened, many: full })
  }
  const { shift, opening } = await shiftOf(browser, side.port, cookies[1]!, many)
  await browser.close()
  await side.stop()
  const ratios = rounds.map((round) => round.many / round.few)
  const photos = many.toLocaleString('en')
  return [
    {
      name: `opening the month grid, ${photos} photos ÷ ${few}`,
      ours: rounded(median(rounds.map((round) => round.many)), 0),
      bare: rounded(median(rounds.map((round) => round.few)), 0),
      unit: 'ms',
      ratio: rounded(median(ratios)),
      reach: { atMost: 1.5 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)) },
    },
    {
      name: `layout shift, scrolling through ${photos} photos`,
      ours: rounded(shift, 4),
      bare: null,
      unit: '',
      ratio: rounded(shift, 4),
      reach: { atMost: 0 },
      details: { opening: rounded(opening, 4) },
    },
  ]
}

/** So many photos, in the small forms that the grid shows, newest yesterday. */
async function days(photos: number): Promise<FamilyDay[]> {
  const pictures = (await Promise.all(names.map(demoPicture))).map((picture) => ({
    ...picture,
    forms: picture.forms.filter(({ kind }) => kind.endsWith('-320')),
  }))
  return Array.from({ length: Math.ceil(photos / perDay) }, (_, nr) => ({
    daysAgo: nr + 1,
    pictures: Array.from(
      { length: Math.min(perDay, photos - nr * perDay) },
      (_, n) => pictures[(nr * perDay + n) % pictures.length]!,
    ),
  }))
}

/** Runs in the page before anything of ours. */
function note(): void {
  const noted: Noted = { tilesAt: 0, shift: 0 }
  Object.assign(window, { noted })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noted.shift += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
  const look = () => {
    const box = document.querySelector('main [data-near] li[data-item] [data-picture]')?.getBoundingClientRect()
    if (box && box.width > 0 && box.height > 0 && box.top < innerHeight) noted.tilesAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

const notedIn = (page: Page): Promise<Noted> => page.evaluate(() => (window as unknown as { noted: Noted }).noted)

/** Opens the grid until its first tiles stand. */
async function opened(browser: Browser, port: number, cookie: string): Promise<Page> {
  const page = await openPhone(browser, port, cookie, note)
  await page.goto('/photos')
  await page.waitForFunction(() => (window as unknown as { noted: Noted }).noted.tilesAt > 0, undefined, {
    timeout: 60_000,
  })
  return page
}

async function openFor(browser: Browser, port: number, cookie: string): Promise<number> {
  const page = await opened(browser, port, cookie)
  const { tilesAt } = await notedIn(page)
  await page.context().close()
  return tilesAt
}

/** How much moved by itself while everything was scrolled through, and before. */
async function shiftOf(
  browser: Browser,
  port: number,
  cookie: string,
  photos: number,
): Promise<{ shift: number; opening: number }> {
  const page = await opened(browser, port, cookie)
  await page.waitForTimeout(1_000)
  const { shift: opening } = await notedIn(page)
  const seen = new Set<string>()
  await scrollThrough(page, 600, async () => {
    for (const id of await idsInView(page)) seen.add(id)
  })
  if (seen.size !== photos) throw new Error(`${seen.size} of ${photos} photos were seen`)
  const { shift } = await notedIn(page)
  // That something moves must show, else nothing was measured.
  await page.evaluate(() => {
    scrollTo({ top: 0, behavior: 'instant' })
    const block = document.createElement('div')
    block.style.height = '200px'
    setTimeout(() => document.querySelector('main')!.prepend(block), 300)
  })
  await page.waitForTimeout(1_000)
  if ((await notedIn(page)).shift <= shift) throw new Error('the browser does not tell what moves')
  await page.context().close()
  return { shift: shift - opening, opening }
}

/** The photos that are near view, once every place in view has its own. */
async function idsInView(page: Page): Promise<string[]> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('main [data-near] li:not([data-item])')].every((tile) => {
        const { top, bottom } = tile.getBoundingClientRect()
        return bottom < 0 || top > innerHeight
      }),
    undefined,
    { timeout: 30_000 },
  )
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main [data-near] li[data-item]')].map((tile) => tile.dataset.item!),
  )
}
