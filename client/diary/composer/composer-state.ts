import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
import type { Day, Id } from '../../../backend/contract/values.ts'
import { asOf, type Draft, hasContent, newDraft } from './draft.ts'
import { type DraftStore, draftKey, groupDraftKey } from './draft-store.ts'

/** What is being written in one group, kept on this device with every change. */
export interface Composer {
  draft: Accessor<Draft>
  /** When it was last kept; null while it is empty or not kept yet. */
  savedAt: Accessor<number | null>
  change(how: (draft: Draft) => Draft): void
  /** Goes back to the new post of the group as it was left. */
  openNew(): Promise<void>
  /** Opens a correction or a send that failed; what was half changed before is still there. */
  open(draft: Draft): Promise<void>
  /** Turns to an empty page after the draft was handed on; whoever took it over forgets it. */
  close(): void
  /** Empties the page; gives what stood there, to undo it. */
  clear(): Draft
  /** Puts back what was cleared. */
  restore(draft: Draft): void
}

/** Makes the composer of a group. A draft that has meanwhile been sent does not come back. */
export function createComposer(
  store: DraftStore<Draft>,
  groupId: Id,
  today: Accessor<Day>,
  wasSent: (id: Id) => boolean,
): Composer {
  const [kept, setDraft] = createSignal<Draft>(newDraft(groupId, today()))
  const draft = createMemo(() => asOf(kept(), today()))
  const [savedAt, setSavedAt] = createSignal<number | null>(null)
  let opened = 0

  const isBareChoice = (one: Draft) => !hasContent(one) && draftKey(one) === groupDraftKey(groupId)

  async function read(key: string, otherwise: Draft): Promise<void> {
    opened += 1
    const mine = opened
    const found = await store.read(key)
    if (mine !== opened) return
    const usable = found && !wasSent(found.draft.id) && !isBareChoice(found.draft) ? found : undefined
    setDraft(usable?.draft ?? otherwise)
    setSavedAt(usable?.savedAt ?? null)
  }

  function show(next: Draft): void {
    opened += 1
    setDraft(next)
    // Who was only chosen is not kept: after a reload or a lock tired hands would act on children they did not choose.
    if (isBareChoice(next) || (next.childIds.length === 0 && !hasContent(next))) {
      setSavedAt(null)
      void store.forget(draftKey(next))
    } else store.keep(next, (at) => draft().id === next.id && setSavedAt(at))
  }

  function turnOver(): void {
    const wasNew = draftKey(draft()) === groupDraftKey(groupId)
    opened += 1
    setDraft(newDraft(groupId, today()))
    setSavedAt(null)
    if (!wasNew) void read(groupDraftKey(groupId), kept())
  }

  onCleanup(() => void store.flush())

  return {
    draft,
    savedAt,
    change: (how) => show(how(draft())),
    openNew: () => read(groupDraftKey(groupId), newDraft(groupId, today())),
    open: (next) => read(draftKey(next), next),
    close: turnOver,
    clear() {
      const before = draft()
      turnOver()
      void store.forget(draftKey(before))
      return before
    },
    restore: (before) => show(before),
  }
}
