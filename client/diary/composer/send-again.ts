import type { Id } from '../../../backend/contract/values.ts'
import type { Send, Work } from '../../outbox-state.ts'
import { type Draft, withChildren } from './draft.ts'

/** A send as a draft again, to change it; it stays in the outbox until it is placed anew. */
export function draftOfSend(send: Send): Draft | null {
  const { work } = send
  return work.kind === 'post' || work.kind === 'edit' ? { ...work.draft, replaces: send.id } : null
}

/** A refused post without some of its children; nothing else of it changes. Null when nobody is left. */
export function withoutChildren(work: Work, ids: readonly Id[]): Work | null {
  if (work.kind !== 'post') return null
  const children = work.body.children.filter(({ childId }) => !ids.includes(childId))
  if (children.length === 0) return null
  const draft = withChildren(
    work.draft,
    work.draft.childIds.filter((id) => !ids.includes(id)),
  )
  const callNames = Object.fromEntries(Object.entries(work.callNames).filter(([id]) => !ids.includes(id)))
  return { ...work, callNames, draft, body: { ...work.body, children } }
}
