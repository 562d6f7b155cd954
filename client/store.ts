import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Role } from '../backend/contract/route.ts'
import type { Id } from '../backend/contract/values.ts'

/** What a device keeps for one person in one role, so that a screen opens at once and offline. */
interface Kept extends DBSchema {
  kept: { key: string; value: { value: unknown; at: number } }
}

const name = 'ouderapp'
const separator = ' '
let opened: Promise<IDBPDatabase<Kept>> | undefined

function open(): Promise<IDBPDatabase<Kept>> {
  opened ??= openDB<Kept>(name, 1, {
    upgrade: (database) => void database.createObjectStore('kept'),
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    terminated: () => {
      opened = undefined
    },
  })
  return opened
}

export interface Store {
  read<Value>(key: string): Promise<{ value: Value; at: number } | undefined>
  write(key: string, value: unknown, at: number): Promise<void>
}

/** The store of one person in one role. A device that cannot keep anything works, without memory. */
export function storeOf(person: Id, role: Role): Store {
  const full = (key: string) => [person, role, key].join(separator)
  return {
    async read<Value>(key: string) {
      try {
        return (await (await open()).get('kept', full(key))) as { value: Value; at: number } | undefined
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
  }
}

/** Erases everything that was kept on this device, for every person. */
export async function wipeStore(): Promise<void> {
  try {
    const database = await opened
    opened = undefined
    await database?.clear('kept')
    database?.close()
    await deleteDB(name)
  } catch {
    opened = undefined
  }
}
