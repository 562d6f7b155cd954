import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { PairedTablet } from '../../backend/contract/tablet.ts'
import { longestOnTablet } from '../../backend/contract/tablet-limits.ts'
import type { Id } from '../../backend/contract/values.ts'

interface Kept {
  personId: Id
  /** Cannot be read out of the browser: only used in it. */
  key: CryptoKey
  mac: ArrayBuffer
  tries: number
  /** Which PIN the server said that it is: another one is told by another word. */
  version: string
  /** When its person identified with the server, in milliseconds of this device. */
  at: number
}
interface Shelf extends DBSchema {
  pin: { key: string; value: Kept }
}

const name = 'ouderapp-tablet'

async function opened<T>(use: (database: IDBPDatabase<Shelf>) => Promise<T>): Promise<T> {
  const database = await openDB<Shelf>(name, 1, { upgrade: (fresh) => void fresh.createObjectStore('pin') })
  try {
    return await use(database)
  } finally {
    database.close()
  }
}

/** So often a PIN is tried without the server; then only with it. */
const mostTries = 5

const macOf = (key: CryptoKey, personId: Id, pin: string) =>
  crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${personId} ${pin}`))

/** Keeps with what the one who just identified opens this tablet while there is no connection; nobody else does. */
export async function keepPin(personId: Id, pin: string, version: string): Promise<void> {
  const key = (await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])) as CryptoKey
  const mac = await macOf(key, personId, pin)
  await opened((database) => database.put('pin', { personId, key, mac, tries: 0, version, at: Date.now() }, 'last'))
}

/** As long as a session that began with it; a clock that was put back makes it no longer. */
function isFresh({ at }: Kept): boolean {
  const age = Date.now() - at
  return age >= 0 && age < longestOnTablet
}

/**
 * Whether this is the PIN of who identified here last; `spent` once it was tried too often, `gone` where nothing is kept of that
 * person, or no longer.
 */
export const checkPin = (personId: Id, pin: string): Promise<'right' | 'wrong' | 'spent' | 'gone'> =>
  opened(async (database) => {
    const before = await database.get('pin', 'last')
    if (before?.personId !== personId || !isFresh(before)) return 'gone'
    const given = new Uint8Array(await macOf(before.key, personId, pin))
    // Looked at and counted at once: of two tabs neither has a try more, and who closes the page has not learned anything.
    const { store, done } = database.transaction('pin', 'readwrite')
    const kept = await store.get('last')
    if (kept?.personId !== personId) return 'gone'
    if (kept.tries >= mostTries) return 'spent'
    const ours = new Uint8Array(kept.mac)
    const isRight = given.every((byte, n) => byte === ours[n])
    const tries = isRight ? 0 : kept.tries + 1
    await store.put({ ...kept, tries }, 'last')
    await done
    return isRight ? 'right' : tries >= mostTries ? 'spent' : 'wrong'
  })

/** Forgets what is kept of a PIN that the server says is another one by now, or opens this tablet no more. */
export const forgetOtherPin = (people: PairedTablet['people']): Promise<void> =>
  opened(async (database) => {
    const { store, done } = database.transaction('pin', 'readwrite')
    const kept = await store.get('last')
    const holds = people.some(({ id, pin }) => id === kept?.personId && pin === kept.version)
    if (kept && !(holds && isFresh(kept))) await store.delete('last')
    await done
  })

export const forgetPin = (): Promise<void> => deleteDB(name)
