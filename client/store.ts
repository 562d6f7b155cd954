import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Role } from '../backend/contract/route.ts'
import type { Id } from '../backend/contract/values.ts'
import { now } from './clock.ts'

/** A picture in one form. */
interface KeptPicture {
  file: Blob
  addedAt: number
  usedAt: number
}

/** What a device keeps for one person in one role, so that a screen opens at once and offline. */
interface Kept extends DBSchema {
  kept: { key: string; value: { value: unknown; at: number } }
  pictures: { key: string; value: KeptPicture; indexes: { usedAt: number } }
}

const name = 'ouderapp'
const separator = ' '
/** A device keeps nothing for longer, in milliseconds. */
export const keptFor = 14 * 86_400_000
let opened: Promise<IDBPDatabase<Kept>> | undefined

function open(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>(name, 2, {
    upgrade(database, from) {
      // What an earlier version kept has another shape: it is fetched afresh.
      if (from === 1) database.deleteObjectStore('kept')
      database.createObjectStore('kept')
      database.createObjectStore('pictures').createIndex('usedAt', 'usedAt')
    },
    blocking: (_current, _next, event) => {
      ;(event.target as IDBDatabase).close()
      opened = undefined
    },
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}

export interface Store {
  read<Value>(key: string): Promise<{ value: Value; at: number } | undefined>
  write(key: string, value: unknown, at: number): Promise<void>
  /** Removes what is kept under such a key. */
  remove(matches: (key: string) => boolean): Promise<void>
}

/** Under which keys lies what is of one person in one role. */
function keysOf(person: Id, role: Role) {
  const full = (key: string) => [person, role, key].join(separator)
  return { full, mine: IDBKeyRange.bound(full(''), full('\uffff')) }
}

async function removeMatching(
  database: IDBPDatabase<Kept>,
  shelf: 'kept' | 'pictures',
  among: IDBKeyRange,
  matches: (key: string) => boolean,
): Promise<void> {
  const { store } = database.transaction(shelf, 'readwrite')
  for (const key of await store.getAllKeys(among)) if (matches(key)) await store.delete(key)
}

/** So long after the app opened what was kept for too long is erased, in milliseconds: the first screen is read before it. */
const eraseAfter = 2000
const erasing = new Set<string>()

function eraseSoon(whose: string, among: IDBKeyRange): void {
  if (erasing.has(whose)) return
  erasing.add(whose)
  setTimeout(() => {
    erasing.delete(whose)
    void eraseOld(among)
  }, eraseAfter)
}

/** Erases what was kept for too long; a store that was wiped meanwhile is not made again for it. */
async function eraseOld(among: IDBKeyRange): Promise<void> {
  try {
    if (!opened) return
    const { store } = (await opened).transaction('kept', 'readwrite')
    for (let kept = await store.openCursor(among); kept; kept = await kept.continue())
      if (kept.value.at < now() - keptFor) await kept.delete()
  } catch {
    opened = undefined
  }
}

const stores = new Map<string, Store>()

/** The store of one person in one role, always the same. A device that cannot keep anything works, without memory. */
export function storeOf(person: Id, role: Role): Store {
  const { full, mine } = keysOf(person, role)
  eraseSoon(full(''), mine)
  const store = stores.get(full('')) ?? makeStore(full, mine)
  stores.set(full(''), store)
  return store
}

function makeStore(full: (key: string) => string, mine: IDBKeyRange): Store {
  return {
    async read<Value>(key: string) {
      try {
        const kept = (await (await open()).get('kept', full(key))) as { value: Value; at: number } | undefined
        return kept && kept.at >= now() - keptFor ? kept : undefined
      } catch {
        return undefined
      }
    },
    async write(key, value, at) {
      try {
        await (await open()).put('kept', { value, at }, full(key))
      } catch {
        opened = undefined
      }
    },
    async remove(matches) {
      try {
        await removeMatching(await open(), 'kept', mine, (key) => matches(key.slice(full('').length)))
      } catch {
        opened = undefined
      }
    },
  }
}

export interface PictureShelf {
  get(key: string): Promise<Blob | undefined>
  put(key: string, file: Blob): Promise<void>
  /** Removes the pictures with such a key. */
  remove(matches: (key: string) => boolean): Promise<void>
}

/** To have been looked at is noted once in an hour: a picture is written anew with it. */
const notedEvery = 3_600_000

/**
 * The pictures that a device keeps for one person in one role: the last `most` that were looked at.
 * @param since what was put before this moment goes
 */
export function picturesOf(person: Id, role: Role, most: number, since: number): PictureShelf {
  const { full, mine } = keysOf(person, role)
  const tried = async <T>(what: (database: IDBPDatabase<Kept>) => Promise<T>): Promise<T | undefined> => {
    try {
      return await what(await open())
    } catch {
      opened = undefined
      return undefined
    }
  }
  void tried(async (database) => {
    const pictures = database.transaction('pictures', 'readwrite').store
    for (let kept = await pictures.openCursor(mine); kept; kept = await kept.continue())
      if (kept.value.addedAt < since) await kept.delete()
  })
  return {
    get: (key) =>
      tried(async (database) => {
        const kept = await database.get('pictures', full(key))
        if (kept && kept.usedAt < Date.now() - notedEvery)
          await database.put('pictures', { ...kept, usedAt: Date.now() }, full(key))
        return kept?.file
      }),
    async put(key, file) {
      await tried(async (database) => {
        const pictures = database.transaction('pictures', 'readwrite').store
        await pictures.put({ file, addedAt: Date.now(), usedAt: Date.now() }, full(key))
        let over = (await pictures.count(mine)) - most
        if (over <= 0) return
        for (let oldest = await pictures.index('usedAt').openKeyCursor(); oldest; oldest = await oldest.continue()) {
          if (!mine.includes(oldest.primaryKey)) continue
          await pictures.delete(oldest.primaryKey)
          if (--over === 0) return
        }
      })
    },
    async remove(matches) {
      await tried((database) =>
        removeMatching(database, 'pictures', mine, (key) => matches(key.slice(full('').length))),
      )
    },
  }
}

/** Erases what was kept on this device to open and work offline with, for every person. */
export async function wipeStore(of?: Id): Promise<void> {
  try {
    if (of) {
      const [database, theirs] = [await open(), IDBKeyRange.bound(`${of}${separator}`, `${of}${separator}\uffff`)]
      await Promise.all([database.delete('kept', theirs), database.delete('pictures', theirs)])
      return
    }
    const database = await opened
    opened = undefined
    await Promise.all([database?.clear('kept'), database?.clear('pictures')])
    database?.close()
    await deleteDB(name)
  } catch {
    opened = undefined
  }
}
