import type { Id } from '../../../backend/contract/values.ts'
import type { Saved, Shelf } from '../../account-store.ts'
import { now } from '../../clock.ts'
import type { Draft } from './draft.ts'

/** Under which name a draft is kept: one new post per group, and one per send or entry that is being changed. */
export const draftKey = (draft: Pick<Draft, 'groupId' | 'corrects' | 'replaces'>): string =>
  draft.replaces !== null
    ? `send:${draft.replaces}`
    : draft.corrects?.[0]
      ? `entry:${draft.corrects[0].entry.id}`
      : groupDraftKey(draft.groupId)

export const groupDraftKey = (groupId: Id): string => `group:${groupId}`

/** Where drafts survive a reload. */
export interface DraftStore<D> {
  read(key: string): Promise<Saved<D> | undefined>
  /** Keeps a draft a moment after the last keystroke; calls back with when it was kept, by the server's clock. */
  keep(draft: D, kept: (savedAt: number) => void): void
  /** Writes what still waited to be kept. */
  flush(): Promise<void>
  forget(key: string): Promise<void>
  /** Writes what waited and looks no longer at when the page is left. */
  close(): Promise<void>
}

const pause = 400

/** The drafts of one kind of one account. */
export function createDraftStore<D>(shelf: Shelf<Saved<D>>, keyOf: (draft: D) => string): DraftStore<D> {
  let waiting: { draft: D; kept: (savedAt: number) => void } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let writes: Promise<unknown> = Promise.resolve()

  function flush(): Promise<void> {
    clearTimeout(timer)
    const writing = waiting
    waiting = undefined
    if (writing) {
      const savedAt = now()
      writes = writes
        .then(() => shelf.put([{ key: keyOf(writing.draft), draft: writing.draft, savedAt }]))
        .then(() => writing.kept(savedAt))
        .catch((error: unknown) => console.error('The draft could not be stored.', error))
    }
    return writes.then(() => undefined)
  }

  const flushWhenHidden = () => document.visibilityState === 'hidden' && flush()
  document.addEventListener('visibilitychange', flushWhenHidden)

  return {
    read: (key) => writes.then(() => shelf.get(key)),
    keep(draft, kept) {
      if (waiting && keyOf(waiting.draft) !== keyOf(draft)) void flush()
      waiting = { draft, kept }
      clearTimeout(timer)
      timer = setTimeout(flush, pause)
    },
    flush,
    forget(key) {
      if (waiting && keyOf(waiting.draft) === key) waiting = undefined
      writes = writes.then(() => shelf.remove([key]))
      return writes.then(() => undefined)
    },
    close() {
      document.removeEventListener('visibilitychange', flushWhenHidden)
      return flush()
    },
  }
}
