import { createEffect, on } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { keepDraft, removeDraft } from '../draft-shelf.ts'
import { go } from '../router.ts'
import { draftName, keptText } from './message-draft.ts'

/**
 * Goes on in a conversation once it is there, opened by this message or by the other side meanwhile; what was being written goes along.
 * @param draft under which name that is kept until then
 */
export function followBegun(
  me: Id,
  draft: string,
  there: () => Id | null | undefined,
  address: (id: Id) => string,
): void {
  createEffect(
    on(there, (known) => {
      if (!known) return
      const text = keptText(me, draft)
      if (text) {
        keepDraft(me, draftName(known), { text })
        removeDraft(me, draftName(draft))
      }
      queueMicrotask(() => go(address(known), { replace: true, stay: true }))
    }),
  )
}
