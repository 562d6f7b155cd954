import { type DBSchema, deleteDB, openDB } from 'idb'
import type { Id } from '../../backend/contract/values.ts'

interface Kept {
  personId: Id
  /** Cannot be read out of the browser: only used in it. */
  key: CryptoKey
  mac: ArrayBuffer
  tries: number
}
interface Shelf extends DBSchema {
  pin: { key: string; value: Kept }
}

const name = 'ouderapp-tablet'
const open = () => openDB<Shelf>(name, 1, { upgrade: (database) => void database.createObjectStore('pin') })

/** So often a PIN is tried without the server; then only with it. */
const mostTries = 5

const macOf = (key: CryptoKey, personId: Id, pin: string) =>
  crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${personId} ${pin}`))

/** Keeps with what the one who just identified opens this tablet while there is no connection; nobody else does. */
export async function keepPin(personId: Id, pin: string): Promise<void> {
  const key = (await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])) as CryptoKey
  const mac = await macOf(key, personId, pin)
  const database = await open()
  await database.put('pin', { personId, key, mac, tries: 0 }, 'last')
  database.close()
}

/** Whether this is the PIN of who identified here last; `spent` once it was tried too often. */
export async function checkPin(personId: Id, pin: string): Promise<'right' | 'wrong' | 'spent'> {
  const database = await open()
  try {
    const kept = await database.get('pin', 'last')
    if (kept?.personId !== personId || kept.tries >= mostTries) return 'spent'
    // Counted before it is looked at: whoever closes the page meanwhile has used it up.
    await database.put('pin', { ...kept, tries: kept.tries + 1 }, 'last')
    const given = new Uint8Array(await macOf(kept.key, personId, pin))
    const ours = new Uint8Array(kept.mac)
    if (!given.every((byte, n) => byte === ours[n])) return kept.tries + 1 >= mostTries ? 'spent' : 'wrong'
    await database.put('pin', { ...kept, tries: 0 }, 'last')
    return 'right'
  } finally {
    database.close()
  }
}

export const forgetPin = (): Promise<void> => deleteDB(name)
