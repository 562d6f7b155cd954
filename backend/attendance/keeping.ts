import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../../db/client.ts'
import type { stayDeeds } from '../contract/attendance.ts'
import type { Escort } from '../contract/stay.ts'
import { Refusal } from '../errors.ts'
import { refuseTaken } from '../intent.ts'
import type { StayRow } from './queries.ts'

export interface NewStay {
  id: string
  childId: string
  groupId: string
  channel: string
  arrivedAt: Date
  leftAt: Date | null
  broughtBy: Escort | null
  fetchedBy: Escort | null
  corrected: boolean
}

/** For `catch`: a stay that is not the actor's to read stands against it, so of that nothing is told; all else as it came. */
function refuseUnseen(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '23P01') throw new Refusal('overlaps', { stays: [] })
  throw error
}

const insertStay = statement<never>(
  'insert_stay',
  `insert into stay (id, organisation_id, child_id, group_id, channel_id, arrived_at, left_at, brought_by, fetched_by, corrected,
                     arrival_by_id, arrival_by_name, arrival_noted_at, departure_by_id, departure_by_name, departure_noted_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
)

/** Stores a new stay; the actor noted all of it. */
export async function keepNew(tx: Tx, stay: NewStay): Promise<void> {
  const { organisationId, personId, firstName } = tx.actor
  const arrival = [personId, firstName, tx.now]
  const departure = stay.leftAt === null ? [null, null, null] : arrival
  const { id, childId, groupId, channel, arrivedAt, leftAt, broughtBy, fetchedBy, corrected } = stay
  const row = [id, organisationId, childId, groupId, channel, arrivedAt, leftAt, broughtBy, fetchedBy, corrected]
  await tx
    .query(insertStay, [...row, ...arrival, ...departure])
    .catch(refuseUnseen)
    .catch(refuseTaken)
}

const updateStay = statement<never>(
  'update_stay',
  `update stay set arrived_at = $2, left_at = $3, brought_by = $4, fetched_by = $5, corrected = $6, departure_by_id = $7,
          departure_by_name = $8, departure_noted_at = $9, version = version + 1
    where id = $1`,
)

/** What is another of a stay. */
export type Changed = Partial<Pick<StayRow, 'arrived_at' | 'left_at' | 'brought_by' | 'fetched_by' | 'corrected'>>

/** Changes a stay. The actor noted the departure where there was none; without one nobody did, and nobody fetched. */
export async function keepChanged(tx: Tx, row: StayRow, changed: Changed): Promise<void> {
  const now = { ...row, ...changed }
  const departure =
    now.left_at === null
      ? [null, null, null]
      : row.left_at === null
        ? [tx.actor.personId, tx.actor.firstName, tx.now]
        : [row.departure_by_id, row.departure_by_name, row.departure_noted_at]
  const fetched = now.left_at === null ? null : now.fetched_by
  const values = [row.id, now.arrived_at, now.left_at, now.brought_by, fetched, now.corrected]
  await tx.query(updateStay, [...values, ...departure]).catch(refuseUnseen)
}

const removeOne = statement<never>(
  'remove_stay',
  'update stay set removed_at = $2, version = version + 1 where id = $1',
)
export const keepRemoved = (tx: Tx, id: string): Promise<never[]> => tx.query(removeOne, [id, tx.now])

const insertRevision = statement<never>(
  'insert_stay_revision',
  `insert into stay_revision (id, organisation_id, stay_id, child_id, done, arrived_at, left_at, brought_name, fetched_name, reason,
                              person_id, person_name, at)
   select $1, s.organisation_id, s.id, s.child_id, $3, s.arrived_at, s.left_at, s.brought_by ->> 'name', s.fetched_by ->> 'name', $4,
          $5, $6, $7
     from stay s where s.id = $2`,
)

/** What was done with a stay just now, and what it is after that. */
export async function keepRevision(
  tx: Tx,
  stayId: string,
  done: (typeof stayDeeds)[number],
  reason = '',
): Promise<void> {
  const { personId, firstName } = tx.actor
  await tx.query(insertRevision, [uuidv7(), stayId, done, reason, personId, firstName, tx.now])
}
