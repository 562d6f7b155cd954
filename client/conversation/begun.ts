import { createEffect, on } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { go } from '../router.ts'
import { moveDraft } from './message-draft.ts'

/**
 * Goes on in a conversation once it is there, opened by this message or by the other side meanwhile; what was being written goes along,
 * with its files.
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
      moveDraft(me, draft, known)
      queueMicrotask(() => go(address(known), { replace: true, stay: true }))
    }),
  )
}
