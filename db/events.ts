import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { type Statement, statement, type Tx } from './client.ts'

/** One event to append: the item is the diary entry or photo card, the closing day, the absence, the action (also of `own.action_answered`), the hand-over, what the journal says of its group, the stay, the staffing, the message or conversation (also of `own.` and `work.conversation_read`), or for `own.`,
 * `consent.`, `presence.`, `collectors.`, `allergies.` and other `planning.` events the child. */
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
}

/** The length of an audit row's salt. */
export const saltBytes = 16
/** As many values as `record` itself sends. */
const recordValues = 14
const auditColumns = 'id, organisation_id, at, person_id, action, payload, salt, digest'
const numbered = `with numbered as materialized (
    select * from record_events($1, $2::uuid[], $3::text[], $4::uuid[], $5, $6)
  ), audited as (
    insert into audit (${auditColumns}) values ($7, $8, $9, $10, $11, $12, $13, $14)
  )`
const recordEvents = statement<Numbered>('record_events', `${numbered} select * from numbered`)
/** For those who write audit rows without a transaction of their own: failed sign-ins. */
export const insertAudit = statement<never>(
  'insert_audit',
  `insert into audit (${auditColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)

/**
 * An insert that stores new items together with their events. It finds each one's seq in `numbered (channel_id, seq)`;
 * `value(n)` stands for its own n-th value, from 1.
 */
export const storing = (name: string, insert: (value: (n: number) => string) => string): Statement<Numbered> =>
  statement(name, `${numbered}, stored as (${insert((n) => `$${recordValues + n}`)}) select * from numbered`)

/** The time that items speak of, throughout which their channels must be open; and what to throw when some are not. */
export interface MustBeOpen {
  from: Date
  to: Date
  refuse(channels: string[]): Error
}

/** What `record` does beside: hold the channels to being open, store new items, word what went wrong in storing them. */
export interface Recording {
  open?: MustBeOpen
  store?: { by: Statement<Numbered>; values: readonly unknown[]; refuse(error: unknown): unknown }
}

/**
 * Appends events to their channels, the one way an event comes to be. Together with the commit it locks the channels in
 * id order, takes each one's next seq, appends the event rows, the outbox row and the audit row; all of it stands or
 * falls with the transaction. A channel occurs once per call.
 */
export function record(tx: Tx, events: readonly NewEvent[], note: AuditNote, { open, store }: Recording = {}): void {
  const outbox = uuidv7()
  const values = [
    outbox,
    events.map((event) => event.channel),
    events.map((event) => event.type),
    events.map((event) => event.item),
    open?.from ?? null,
    open?.to ?? null,
    ...auditOf(tx, note),
    ...(store?.values ?? []),
  ]
  tx.atCommit(store?.by ?? recordEvents, values, {
    refuse: (error) =>
      open && isClosed(error) ? open.refuse((error.detail ?? '').split(',')) : (store?.refuse(error) ?? error),
    done: (rows) =>
      tx.recorded.push({ outbox, events: rows.map((row) => ({ channel: row.channel_id, seq: row.seq })) }),
  })
}

/** What `record_events` raises when a channel is not, or was not, open. */
const isClosed = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && error.code === 'OA001'

/** Writes an audit row as the transaction's actor; the action fails if it cannot be written. */
export async function writeAudit(tx: Tx, note: AuditNote): Promise<void> {
  await tx.query(insertAudit, auditOf(tx, note))
}

function auditOf(tx: Tx, note: AuditNote): readonly unknown[] {
  const { personId, organisationId, role, sessionId, ip, device } = tx.actor
  return auditRow(tx.now, organisationId, personId, note, { role, session: sessionId, ip, device })
}

/** The values of an audit row: payload and salt can be erased later, the digest of both stays. */
export function auditRow(
  now: Date,
  organisationId: string | null,
  personId: string | null,
  note: AuditNote,
  origin: Record<string, unknown>,
): readonly unknown[] {
  const payload = JSON.stringify({ ...note.subject, ...origin })
  const salt = randomBytes(saltBytes)
  const digest = createHash('sha256').update(salt).update(payload).digest()
  return [uuidv7(), organisationId, now, personId, note.action, payload, salt, digest]
}
