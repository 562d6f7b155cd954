import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Id } from '../backend/contract/values.ts'
import type { Draft } from './diary/composer/draft.ts'
import type { Send } from './outbox-state.ts'
import { session, whenWiped } from './session.ts'

export interface SavedDraft {
  key: string
  draft: Draft
  savedAt: number
}

interface Stores extends DBSchema {
  sends: { key: Id; value: Send }
  drafts: { key: string; value: SavedDraft }
}

export type AccountStore = IDBPDatabase<Stores>

const nameOf = (account: Id) => `ouderapp-writing-${account}`
let last: Id | undefined

/** What one person on this device has written and not yet sent; nobody else's session opens it. */
export function openAccountStore(account: Id): Promise<AccountStore> {
  last = account
  return openDB<Stores>(nameOf(account), 1, {
    upgrade(database) {
      database.createObjectStore('sends', { keyPath: 'id' })
      database.createObjectStore('drafts', { keyPath: 'key' })
    },
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
}

/** How many posts and changes of this person wait on this device; to be told before signing out. */
export async function countUnsent(account: Id): Promise<number> {
  const store = await openAccountStore(account)
  const sends = await store.getAll('sends')
  store.close()
  return sends.filter(({ state }) => state !== 'sent').length
}

// A session that merely ended keeps what is unsent for the same person; signing out, after a warning, does not.
whenWiped(async () => {
  const now = session()
  if (last && now.state === 'nobody' && !now.ended) await deleteDB(nameOf(last))
})
