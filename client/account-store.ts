import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Id } from '../backend/contract/values.ts'
import { type Draft, hasContent } from './diary/composer/draft.ts'
import { forgetWritings, noteWritings, writingsOf } from './left-behind.ts'
import type { Send } from './outbox-state.ts'
import type { PhotoDraft } from './photo/composer/photo-draft.ts'
import { isUnsent, type UploadItem } from './photo/upload-state.ts'
import { whenWiped } from './session.ts'

/** A draft as it was last kept. */
export interface Saved<D> {
  key: string
  draft: D
  savedAt: number
}
export type SavedDraft = Saved<Draft>

/** The bytes of a file that was chosen here and is not at the server whole. */
export interface KeptFile {
  key: Id
  file: Blob
}

interface Kept extends DBSchema {
  sends: { key: Id; value: Send }
  drafts: { key: string; value: SavedDraft }
  photoDrafts: { key: string; value: Saved<PhotoDraft> }
  uploads: { key: Id; value: UploadItem }
  files: { key: Id; value: KeptFile }
}
type ShelfName = 'sends' | 'drafts' | 'photoDrafts' | 'uploads' | 'files'
const shelves: Record<ShelfName, string> = {
  sends: 'id',
  drafts: 'key',
  photoDrafts: 'key',
  uploads: 'key',
  files: 'key',
}

export interface Shelf<Thing> {
  all(): Promise<Thing[]>
  get(key: string): Promise<Thing | undefined>
  put(things: readonly Thing[]): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

/** What one person on this device has written or chosen and not yet sent. */
export type AccountStore = { [Name in ShelfName]: Shelf<Kept[Name]['value']> } & {
  /** False on a device that keeps nothing: all is lost when the page closes. */
  durable: boolean
  close(): void
}

/** Whose was erased: what still was to be written does not bring it back. */
let erased: Id | undefined

/**
 * Opens what this person wrote here; nobody else's session opens it.
 * @param isUse whether its days begin anew: what is only counted grows old as before
 */
export async function openAccountStore(account: Id, isUse = true): Promise<AccountStore> {
  if (isUse) erased = undefined
  try {
    if (isUse) noteWritings(account)
    return await openOnDevice(account)
  } catch (error) {
    console.error('This device keeps nothing.', error)
    return {
      sends: shelfInMemory(({ id }) => id),
      drafts: shelfInMemory(({ key }) => key),
      photoDrafts: shelfInMemory(({ key }) => key),
      uploads: shelfInMemory(({ key }) => key),
      files: shelfInMemory(({ key }) => key),
      durable: false,
      close: () => {},
    }
  }
}

async function openOnDevice(account: Id): Promise<AccountStore> {
  let opened: Promise<IDBPDatabase<Kept>> | undefined
  async function open(): Promise<IDBPDatabase<Kept>> {
    if (account === erased) throw new Error('What this person wrote here was erased.')
    opened ??= openDB<Kept>(writingsOf(account), 2, {
      upgrade(database) {
        for (const [name, keyPath] of Object.entries(shelves) as [ShelfName, string][])
          if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, { keyPath })
      },
      // Another tab erases it, or brings another version.
      blocking: (_current, _blocked, event) => {
        ;(event.target as IDBDatabase).close()
        opened = undefined
      },
      // The browser may drop a connection by itself; the next use opens another.
      terminated: () => {
        opened = undefined
      },
    }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  const shelf = <Name extends ShelfName>(name: Name): Shelf<Kept[Name]['value']> => ({
    all: async () => (await open()).getAll(name),
    get: async (key) => (await open()).get(name, key),
    async put(things) {
      const { store, done } = (await open()).transaction(name, 'readwrite')
      await Promise.all([...things.map((thing) => store.put(thing)), done])
    },
    async remove(keys) {
      const { store, done } = (await open()).transaction(name, 'readwrite')
      await Promise.all([...keys.map((key) => store.delete(key)), done])
    },
  })
  await open()
  return {
    durable: true,
    close: () => void opened?.then((database) => database.close()),
    sends: shelf('sends'),
    drafts: shelf('drafts'),
    photoDrafts: shelf('photoDrafts'),
    uploads: shelf('uploads'),
    files: shelf('files'),
  }
}

function shelfInMemory<Thing>(keyOf: (thing: Thing) => string): Shelf<Thing> {
  const things = new Map<string, Thing>()
  return {
    all: async () => [...things.values()],
    get: async (key) => things.get(key),
    put: async (added) => added.forEach((thing) => void things.set(keyOf(thing), thing)),
    remove: async (keys) => keys.forEach((key) => void things.delete(key)),
  }
}

/** How much of what this person wrote, and how many files chosen here, wait on this device; to be told before signing out. */
export async function countUnsent(account: Id): Promise<{ writings: number; files: number }> {
  const store = await openAccountStore(account, false)
  const [sends, drafts, photoDrafts, uploads] = await Promise.all([
    store.sends.all(),
    store.drafts.all(),
    store.photoDrafts.all(),
    store.uploads.all(),
  ])
  store.close()
  const waiting = sends.filter(({ state }) => state !== 'sent').length
  const texts = photoDrafts.filter(({ draft }) => draft.text.trim() !== '')
  return {
    writings: waiting + drafts.filter(({ draft }) => hasContent(draft)).length + texts.length,
    files: uploads.filter(isUnsent).length,
  }
}

/** What this person noted on this device and nobody else knows yet. */
export async function unsentSends(account: Id): Promise<Send[]> {
  const store = await openAccountStore(account, false)
  const sends = await store.sends.all()
  store.close()
  return sends.filter(({ state }) => state !== 'sent')
}

// A session that merely ended keeps what is unsent for the same person; signing out, after a warning, does not.
whenWiped(async ({ person, how }) => {
  if (!person) return
  if (how === 'ended') noteWritings(person)
  if (how !== 'chosen') return
  erased = person
  await forgetWritings(person)
})
