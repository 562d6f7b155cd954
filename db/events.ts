import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import { v7 as uuidv7 } from 'uuid'
import { type Statement, statement, type Tx } from './client.ts'

/** One event to append: the item is the diary entry, or for `own.` and `consent.` events the child. */
export interface NewEvent {
  channel: string
  type: string
  item: string
}

/** What a mutation leaves in the audit: ids and field names, never content. */
export interface AuditNote {
  action: string
  subject: Record<string, unknown>
}

interface Numbered {
  channel_id: string
  seq: number
  is_open: boolean
  was_open: boolean
}

const recordEvents: Statement<Numbered> = statement(
  'record_events',
  'select * from record_events($1, $2::uuid[], $3::text[], $4::uuid[], $5, $6)',
)
/** For those who write audit rows without a transaction of their own: failed sign-ins. */
export const insertAudit = statement<never>(
  'insert_audit',
  `insert into audit (id, organisation_id, at, person_id, action, payload, salt, digest)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/**
 * Appends events to their channels, the one way an event comes to be. Locks the channels in id order, takes each one's
 * next seq, appends the event rows, the outbox row and the audit row; all of it stands or falls with the transaction.
 * A channel occurs once per call.
 * @param about first and last moment that the item speaks of, to learn whether each channel was open then
 * @returns per channel its seq, whether it is open, and whether it was open throughout `about`
 */
export async function record(
  tx: Tx,
  events: readonly NewEvent[],
  note: AuditNote,
  about?: { from: Date; to: Date },
): Promise<Map<string, { seq: number; open: boolean; wasOpen: boolean }>> {
  const outbox = uuidv7()
  const [rows] = await Promise.all([
    tx.query(recordEvents, [
      outbox,
      events.map((event) => event.channel),
      events.map((event) => event.type),
      events.map((event) => event.item),
      about?.from ?? null,
      about?.to ?? null,
    ]),
    writeAudit(tx, note),
  ])
  if (rows.length !== events.length) throw new Error('an event names a channel that is not there')
  tx.recorded.push({ outbox, events: rows.map((row) => ({ channel: row.channel_id, seq: row.seq })) })
  return new Map(rows.map((row) => [row.channel_id, { seq: row.seq, open: row.is_open, wasOpen: row.was_open }]))
}

/** Writes an audit row as the transaction's actor; the action fails if it cannot be written. */
export async function writeAudit(tx: Tx, note: AuditNote): Promise<void> {
  const { personId, organisationId, role, sessionId, ip, device } = tx.actor
  await tx.query(insertAudit, [
    ...auditRow(tx.now, organisationId, personId, note, { role, session: sessionId, ip, device }),
  ])
}

/** The values of an audit row: payload and salt can be erased later, the digest of both stays. */
export function auditRow(
  now: Date,
  organisationId: string | null,
  personId: string | null,
  note: AuditNote,
  origin: Record<string, unknown>,
): readonly unknown[] {
  const payload = canonicalize({ ...note.subject, ...origin }) ?? '{}'
  const salt = randomBytes(16)
  const digest = createHash('sha256').update(salt).update(payload).digest()
  return [uuidv7(), organisationId, now, personId, note.action, payload, salt, digest]
}
