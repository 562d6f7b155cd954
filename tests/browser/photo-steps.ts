import type { Locator, Page } from 'playwright-core'
import { processMedia } from '../../workers/media/processing.ts'
import type { Product } from '../support/browser.ts'
import { mediaGround } from '../support/photos.ts'
import { ask, keptOn, nl } from './steps.ts'

/** Does what the workers do with files that have arrived, until it is told to stop. */
export function processing(product: Product): () => Promise<void> {
  const { database, media, now } = product
  const ground = mediaGround({
    database,
    media,
    clock: { now },
    app: { publish: (events) => product.app().publish(events) },
  })
  const stop = new AbortController()
  const done = (async () => {
    while (!stop.signal.aborted) {
      await processMedia(ground, 'photo', { signal: stop.signal })
      await processMedia(ground, 'video', { signal: stop.signal })
      await new Promise((next) => setTimeout(next, 150))
    }
  })()
  return async () => {
    stop.abort()
    await done
  }
}

/** A button by its whole name. */
export const button = (on: Page | Locator, name: string) => on.getByRole('button', { name, exact: true })
/** The photos in the composer. */
export const thumbs = (page: Page, words = nl) =>
  page.getByRole('list', { name: words['tagging.list'] }).getByRole('checkbox')
/** Chooses files as from the device's own list. */
export const chooseFiles = (page: Page, paths: string[], words = nl) =>
  page.getByLabel(words['photos.chooseName']).first().setInputFiles(paths)
/** However busy the machine is, everything is processed by then. */
export const processed = { timeout: 90_000 }

/** What somebody sent and did not tag yet. */
export const mediaOf = async (product: Product, who: 'Anouk' | 'Grace' = 'Anouk') =>
  (await ask(product, who, 'GET', '/api/media', undefined)).body.uploads as {
    id: string
    offset: number
    bytes: number
    state: string
  }[]

/** Under which keys something is kept on this device, without whose it is. */
async function keysKept(page: Page, shelf: 'kept' | 'pictures'): Promise<string[]> {
  const keys = await page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((one) => one.name === 'ouderapp')) return []
    const database = await new Promise<IDBDatabase>((done) => {
      const opening = indexedDB.open('ouderapp')
      opening.onsuccess = () => done(opening.result)
    })
    if (!database.objectStoreNames.contains(name)) return []
    const reading = database.transaction(name).objectStore(name).getAllKeys()
    const found = await new Promise<IDBValidKey[]>((done) => (reading.onsuccess = () => done(reading.result)))
    database.close()
    return found.map(String)
  }, shelf)
  return keys.map((key) => key.split(' ').slice(2).join(' '))
}

/** Of which photos, and files that are not placed, a picture is kept on this device; once for each form. */
export const keptPictures = async (page: Page): Promise<string[]> =>
  (await keysKept(page, 'pictures')).map((key) => key.split(' ')[1] ?? '')

/** Which grids of photos are kept on this device. */
export const keptAlbums = async (page: Page): Promise<string[]> =>
  (await keysKept(page, 'kept')).filter((key) => key.startsWith('album '))

/** How many photos the grid counts that is kept on this device. */
export async function countedOffline(page: Page): Promise<number> {
  const records = (JSON.parse(await keptOn(page)) as unknown[]).flat() as { value?: { days?: { photos: number }[] } }[]
  const days = records.flatMap(({ value }) => (Array.isArray(value?.days) ? value.days : []))
  return days.reduce((sum, { photos }) => sum + photos, 0)
}
