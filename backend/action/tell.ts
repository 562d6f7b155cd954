import { statement, type Tx } from '../../db/client.ts'
import { type NewEvent, record } from '../../db/events.ts'
import type { AuditAction } from '../contract/audit-actions.ts'
import type { AskedChild } from './queries.ts'

/** An action of a child. */
export interface Told {
  child: AskedChild
  actionId: string
}

type Done = Extract<AuditAction, `action.${string}`>

/** Tells the guardians and the staff of some children, each in their own channel, of actions that were asked or are others now. */
export function tellAll(
  tx: Tx,
  type: 'action.asked' | 'action.changed',
  told: readonly Told[],
  done: Done,
  fields: readonly string[] = [],
): void {
  const events = told.flatMap(({ child, actionId }) =>
    [child.guardiansChannel, child.carersChannel].map((channel) => ({ channel, type, item: actionId })),
  )
  record(tx, events, { action: done, subject: subjectOf(told, fields) })
}

const ownChannel = statement<{ id: string }>(
  'own_channel',
  `select id from channel where person_id = $1 and kind = 'own'`,
)

/**
 * Tells the staff and the guardian's own devices of an answer; the other guardians only that one has answered, and only where that is
 * enough.
 */
export async function tellAnswer(
  tx: Tx,
  { child, actionId }: Told,
  done: Done,
  answeredChanged: boolean,
): Promise<void> {
  const [own] = await tx.query(ownChannel, [tx.actor.personId])
  const events: NewEvent[] = [
    { channel: child.carersChannel, type: 'action.answered', item: actionId },
    ...(own ? [{ channel: own.id, type: 'own.action_answered', item: actionId }] : []),
    ...(answeredChanged ? [{ channel: child.guardiansChannel, type: 'action.changed', item: actionId }] : []),
  ]
  record(tx, events, { action: done, subject: subjectOf([{ child, actionId }], ['answered', 'note']) })
}

const subjectOf = (told: readonly Told[], fields: readonly string[] = []) => ({
  children: told.map(({ child }) => child.id),
  actions: told.map(({ actionId }) => actionId),
  ...(fields.length > 0 && { fields }),
})
