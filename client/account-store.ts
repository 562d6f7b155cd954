import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Id } from '../backend/contract/values.ts'
import { type Draft, hasContent } from './diary/composer/draft.ts'
import type { Send } from './outbox-state.ts'
import { session, whenWiped } from './session.ts'

export interface SavedDraft {
  key: string
  draft: Draft
  savedAt: number
}

interface Kept extends DBSchema {
  sends: { key: Id; value: Send }
  drafts: { key: string; value: SavedDraft }
}

interface Shelf<Thing> {
  all(): Promise<Thing[]>
  get(key: string): Promise<Thing | undefined>
  put(things: readonly Thing[]): Promise<void>
  remove(keys: readonly string[]): Promise<void>
}

/** What one person on this device has written and not yet sent. */
export interface AccountStore {
  sends: Shelf<Send>
  drafts: Shelf<SavedDraft>
  /** False on a device that keeps nothing: all is lost when the page closes. */
  durable: boolean
  close(): void
}

const nameOf = (account: Id) => `ouderapp-writing-${account}`
let last: Id | undefined

/** Opens what this person wrote here; nobody else's session opens it. */
export async function openAccountStore(account: Id): Promise<AccountStore> {
  last = account
  try {
    return await openOnDevice(account)
  } catch (error) {
    console.error('This device keeps nothing.', error)
    const [sends, drafts] = [shelfInMemory<Send>(({ id }) => id), shelfInMemory<SavedDraft>(({ key }) => key)]
    return { sends, drafts, durable: false, close: () => {} }
  }
}

async function openOnDevice(account: Id): Promise<AccountStore> {
  let opened: Promise<IDBPDatabase<Kept>> | undefined
  function open(): Promise<IDBPDatabase<Kept>> {
    opened ??= openDB<Kept>(nameOf(account), 1, {
      upgrade(empty) {
        empty.createObjectStore('sends', { keyPath: 'id' })
        empty.createObjectStore('drafts', { keyPath: 'key' })
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
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
  await open()
  return {
    durable: true,
    close: () => void opened?.then((database) => database.close()),
    sends: {
      all: async () => (await open()).getAll('sends'),
      get: async (key) => (await open()).get('sends', key),
      async put(things) {
        const { store, done } = (await open()).transaction('sends', 'readwrite')
        await Promise.all([...things.map((thing) => store.put(thing)), done])
      },
      async remove(keys) {
        const { store, done } = (await open()).transaction('sends', 'readwrite')
        await Promise.all([...keys.map((key) => store.delete(key)), done])
      },
    },
    drafts: {
      all: async () => (await open()).getAll('drafts'),
      get: async (key) => (await open()).get('drafts', key),
      async put(things) {
        const { store, done } = (await open()).transaction('drafts', 'readwrite')
        await Promise.all([...things.map((thing) => store.put(thing)), done])
      },
      async remove(keys) {
        const { store, done } = (await open()).transaction('drafts', 'readwrite')
        await Promise.all([...keys.map((key) => store.delete(key)), done])
      },
    },
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

/** How much of what this person wrote waits on this device; to be told before signing out. */
export async function countUnsent(account: Id): Promise<number> {
  const store = await openAccountStore(account)
  const [sends, drafts] = await Promise.all([store.sends.all(), store.drafts.all()])
  store.close()
  return sends.filter(({ state }) => state !== 'sent').length + drafts.filter(({ draft }) => hasContent(draft)).length
}

// A session that merely ended keeps what is unsent for the same person; signing out, after a warning, does not.
whenWiped(async () => {
  const now = session()
  if (last && now.state === 'nobody' && !now.ended) await deleteDB(nameOf(last))
})
