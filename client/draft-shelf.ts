import type { Id } from '../backend/contract/values.ts'
import { keptFor } from './store.ts'

const prefix = 'ouderapp.draft.'
const prefixOf = (person: Id) => `${prefix}${person}.`

interface Kept {
  draft: unknown
  savedAt: number
}

function keptUnder(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
    return kept?.draft ? kept : undefined
  } catch {
    return undefined
  }
}

const keysOf = (beginning: string) => Object.keys(localStorage).filter((key) => key.startsWith(beginning))

/** What this person was writing at length under a name; nothing of anybody else. */
export const readDraft = <T extends object>(person: Id, name: string): T | undefined =>
  keptUnder(prefixOf(person) + name)?.draft as T | undefined

/** Keeps what this person is writing, also when the session ends by itself. */
export const keepDraft = (person: Id, name: string, draft: object): void =>
  localStorage.setItem(prefixOf(person) + name, JSON.stringify({ draft, savedAt: Date.now() } satisfies Kept))

export const removeDraft = (person: Id, name: string): void => localStorage.removeItem(prefixOf(person) + name)

/** What this person was writing under the names that begin so. */
export const readDrafts = <T extends object>(person: Id, beginning: string): T[] =>
  keysOf(prefixOf(person) + beginning).flatMap((key) => (keptUnder(key)?.draft as T | undefined) ?? [])

/** How many texts of this person wait on this device. */
export const countDrafts = (person: Id): number => keysOf(prefixOf(person)).length

/** Erases all that this person was writing. */
export const forgetDrafts = (person: Id): void => {
  for (const key of keysOf(prefixOf(person))) localStorage.removeItem(key)
}

/** Erases what somebody left here and did not come back for. */
export const forgetOldDrafts = (): void => {
  for (const key of keysOf(prefix))
    if ((keptUnder(key)?.savedAt ?? 0) < Date.now() - keptFor) localStorage.removeItem(key)
}

/** Erases what anybody was writing. */
export const forgetAllDrafts = (): void => {
  for (const key of keysOf(prefix)) localStorage.removeItem(key)
}
