import { createSignal } from 'solid-js'
import { draftPrefix as prefix } from '../store.ts'

function kept<T>(name: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/**
 * What somebody writes at length: it stays on this device, also over a reload, until it is stored or they sign out.
 * @param name what is written, and by whom
 */
export function createKeptDraft<T extends object>(name: string, empty: () => T) {
  const before = kept<Partial<T>>(name)
  const [draft, setDraft] = createSignal<T>({ ...empty(), ...before })
  const [isKept, setKept] = createSignal(before !== undefined)
  return {
    draft,
    /** Is there something that was not stored yet. */
    isKept,
    change(part: Partial<T>): void {
      setDraft((was) => ({ ...was, ...part }))
      localStorage.setItem(prefix + name, JSON.stringify(draft()))
      setKept(true)
    },
    clear(): void {
      localStorage.removeItem(prefix + name)
      setDraft(empty)
      setKept(false)
    },
  }
}
