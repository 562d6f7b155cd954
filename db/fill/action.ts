import type { ActionKind, Enough } from '../../backend/contract/action.ts'
import { add, added, type Filling } from '../filling.ts'
import { channelOf } from './child.ts'

interface Who {
  id: string
  firstName: string
}

/** The guardians of a child are asked for something, and some have answered. */
export function action(
  filling: Filling,
  given: {
    childId: string
    batchId?: string
    kind: ActionKind
    text: string
    link?: string
    dueOn?: string
    enough?: Enough
    by: Who & { role: 'staff' | 'manager' }
    at: Date
    answers?: readonly { by: Who; note?: string; at: Date }[]
    closed?: { by: Who; why: 'done' | 'withdrawn'; at: Date }
  },
): string {
  const { childId, kind, text, by, at, answers = [], closed } = given
  const enough = given.enough ?? (kind === 'bring' ? 'one' : 'each')
  const id = added(filling, 'action', {
    child_id: childId,
    channel_id: channelOf(childId, 'asking'),
    batch_id: given.batchId ?? childId,
    kind,
    text,
    link: given.link ?? null,
    due_on: given.dueOn ?? null,
    enough,
    answered: enough === 'one' && answers.length > 0,
    version: closed ? 2 : 1,
    asker_id: by.id,
    asker_name: by.firstName,
    asker_role: by.role,
    asked_at: at,
    closed_at: closed?.at ?? null,
    closed_by_id: closed?.by.id ?? null,
    closed_by_name: closed?.by.firstName ?? null,
    closed_why: closed?.why ?? null,
  })
  for (const answer of answers)
    add(filling, 'action_answer', {
      action_id: id,
      person_id: answer.by.id,
      organisation_id: filling.organisationId,
      child_id: childId,
      person_name: answer.by.firstName,
      note: answer.note ?? '',
      at: answer.at,
    })
  return id
}
