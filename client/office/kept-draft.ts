import { createSignal } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { keepDraft, readDraft, removeDraft } from '../draft-shelf.ts'

/**
 * What somebody writes at length: it stays on this device, also over a reload and when the session ends by itself, until it is stored
 * or they sign out.
 * @param name what is written
 */
export function createKeptDraft<T extends object>(person: Id, name: string, empty: () => T) {
  const before = readDraft<Partial<T>>(person, name)
  const [draft, setDraft] = createSignal<T>({ ...empty(), ...before })
  const [isKept, setKept] = createSignal(before !== undefined)
  return {
    draft,
    /** Is there something that was not stored yet. */
    isKept,
    change(part: Partial<T>): void {
      setDraft((was) => ({ ...was, ...part }))
      keepDraft(person, name, draft())
      setKept(true)
    },
    clear(): void {
      removeDraft(person, name)
      setDraft(empty)
      setKept(false)
    },
  }
}
