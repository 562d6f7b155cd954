import { type Statement, statement, type Tx } from '../../db/client.ts'
import type { HandoverSaid } from '../../db/schema/handover.ts'
import { absencesOn } from '../absence/queries.ts'
import { presencesOf } from '../attendance/queries.ts'
import { expectedAnywhere } from '../contract/expected.ts'
import type { GuardianHandover, HandoverRevision, StaffHandover, TakenBack } from '../contract/handover.ts'
import { stateOnDay } from '../contract/presence.ts'
import { timeZone, todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { plansFor } from '../planning/queries.ts'

/** A hand-over as a row, or as one value for a view; moments are text in the latter. */
export interface HandoverRow {
  id: string
  channel_id: string
  child_id: string
  comes_on: string
  said: HandoverSaid
  version: number
  teller_name: string
  told_at: Date | string
  changed_at: Date | string | null
  changed_by_name: string | null
  seen_at: Date | string | null
  seen_by_id: string | null
  seen_by_name: string | null
  withdrawn_at: Date | string | null
}

export const handoverColumns = `h.id, h.channel_id, h.child_id, h.comes_on, h.said, h.version, h.teller_name, h.told_at, h.changed_at,
  h.changed_by_name, h.seen_at, h.seen_by_id, h.seen_by_name, h.withdrawn_at`

const instant = (moment: Date | string) => new Date(moment).toISOString()
const somebody = ({ fetcher }: HandoverSaid) => fetcher && { kind: fetcher.kind, name: fetcher.name }

const common = (row: HandoverRow) => ({
  id: row.id,
  childId: row.child_id,
  day: row.comes_on,
  aboutAt: instant(row.told_at),
  ...row.said,
  author: row.teller_name,
  version: row.version,
  changed: row.changed_at === null ? null : { at: instant(row.changed_at), name: row.changed_by_name! },
})

export const guardianHandover = (row: HandoverRow): GuardianHandover => ({
  kind: 'handover',
  ...common(row),
  fetcher: somebody(row.said),
  seen: row.seen_at === null ? null : { at: instant(row.seen_at), name: row.seen_by_name! },
})

export const staffHandover = (row: HandoverRow): StaffHandover => ({
  ...common(row),
  seen: row.seen_at === null ? null : { at: instant(row.seen_at), name: row.seen_by_name!, personId: row.seen_by_id! },
})

/** A child whose diary the actor reads, and whether consent is in force for it now. */
export interface ToldChild {
  id: string
  callName: string
  channel: string
  isOpen: boolean
  /** Whether it has a place in a group on the day. */
  isPlaced: boolean
}

const toldChild = statement<ToldChild>(
  'told_child',
  `select c.id, c.call_name as "callName", ch.id as channel, ch.open as "isOpen",
          exists (select 1 from placement p
                   where p.child_id = c.id and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date)) as "isPlaced"
     from child c
     join channel ch on ch.child_id = c.id and ch.kind = 'diary'
    where c.id = $1`,
)

/** A child of whom the actor may tell something on a day; else nothing is found. */
export async function childToTellOf(tx: Tx, childId: string, day: string): Promise<ToldChild> {
  const [child] = await tx.query(toldChild, [childId, day])
  if (!child) throw new Refusal('not_found')
  return child
}

const byId = (name: string, lock: string) =>
  statement<HandoverRow>(
    name,
    `select ${handoverColumns} from handover h where h.id = $1 and h.withdrawn_at is null ${lock}`,
  )
const handoverById = byId('handover_by_id', '')
const handoverLocked = byId('handover_locked', 'for no key update')

/** A hand-over that the actor may read; else nothing is found. `lock` keeps others from changing it meanwhile. */
export async function handoverFor(tx: Tx, handoverId: string, lock = false): Promise<HandoverRow> {
  const [row] = await tx.query(lock ? handoverLocked : handoverById, [handoverId])
  if (!row) throw new Refusal('not_found')
  return row
}

const isWithdrawn = statement<{ version: number }>(
  'handover_withdrawn',
  'select version from handover where id = $1 and withdrawn_at is not null',
)
/** Whether the actor could read it, and it was taken back. */
export const wasWithdrawn = async (tx: Tx, handoverId: string): Promise<boolean> =>
  (await tx.query(isWithdrawn, [handoverId])).length > 0

const standing = statement<HandoverRow>(
  'handover_of_day',
  `select ${handoverColumns} from handover h where h.child_id = $1 and h.comes_on = $2::date and h.withdrawn_at is null`,
)
/** What was told of a child on a day already. */
export const handoverOf = async (tx: Tx, childId: string, day: string): Promise<HandoverRow | undefined> =>
  (await tx.query(standing, [childId, day]))[0]

const ofDay = statement<HandoverRow>(
  'handovers_of_day',
  `select ${handoverColumns} from handovers_on($1::uuid[], $2::date) h`,
)
/** What was told of some children on a day, as far as they are in the actor's care or were that day in a group of the actor. */
export const handoversOn = async (tx: Tx, childIds: readonly string[], day: string): Promise<StaffHandover[]> =>
  (await tx.query(ofDay, [childIds, day])).map(staffHandover)

export const takenBack = (row: Pick<HandoverRow, 'id' | 'child_id' | 'comes_on' | 'withdrawn_at'>): TakenBack => ({
  id: row.id,
  childId: row.child_id,
  day: row.comes_on,
  at: instant(row.withdrawn_at!),
})
const takenBackOfDay = statement<HandoverRow>(
  'handovers_taken_back',
  `select ${handoverColumns} from handover h
    where h.child_id = any($1::uuid[]) and h.comes_on = $2::date and h.withdrawn_at is not null order by h.id`,
)
/** What was told of some children on a day and taken back. */
export const takenBackOn = async (tx: Tx, childIds: readonly string[], day: string): Promise<TakenBack[]> =>
  (await tx.query(takenBackOfDay, [childIds, day])).map(takenBack)

const fromDay = statement<HandoverRow>(
  'handovers_from_day',
  `select ${handoverColumns} from handover h
    where h.child_id = any($1::uuid[]) and h.comes_on >= $2::date and h.withdrawn_at is null order by h.comes_on, h.id`,
)
/** What was told of some children of today and later. */
export const handoversSince = async (tx: Tx, childIds: readonly string[], today: string): Promise<GuardianHandover[]> =>
  (await tx.query(fromDay, [childIds, today])).map(guardianHandover)

/** As those of the diary: of some channels what lies beyond a place, the nearest first. */
export const handoverPage = (name: string, comparison: '<' | '>', order: 'asc' | 'desc'): Statement<HandoverRow> =>
  statement(
    name,
    `select ${handoverColumns}
       from unnest($1::uuid[]) as wanted(channel)
      cross join lateral (
        select * from handover r
         where r.channel_id = wanted.channel and r.withdrawn_at is null and (r.told_at, r.id) ${comparison} ($2::timestamptz, $3::uuid)
         order by r.told_at ${order}, r.id ${order} limit $4) h
      order by h.told_at ${order}, h.id ${order} limit $4`,
  )

/** Whether a child was there today, is gone, and is expected no more: who is at school between two parts of the day comes back. */
export async function hasGone(tx: Tx, childId: string): Promise<boolean> {
  const day = todayOf(tx)
  const [presences, plans, absences] = await Promise.all([
    presencesOf(tx, [childId]),
    plansFor(tx, [childId]),
    absencesOn(tx, [childId], day),
  ])
  const plan = plans.get(childId)
  const expected = plan ? expectedAnywhere(plan, day) : null
  const stays = presences.flatMap((one) => one.stays)
  return stateOnDay({ day, expected, isClosed: false, absences, stays }, tx.now.getTime(), timeZone).state === 'gone'
}

interface RevisionRow {
  id: string
  at: Date
  done: HandoverRevision['done']
  person_name: string
  said: HandoverSaid
}
const revisionsOf = statement<RevisionRow>(
  'handover_revisions',
  'select id, at, done, person_name, said from handover_revision where handover_id = $1 order by at, id',
)

/** What was done with a hand-over, oldest first. */
export const historyOf = async (tx: Tx, handoverId: string): Promise<HandoverRevision[]> =>
  (await tx.query(revisionsOf, [handoverId])).map(({ id, at, done, person_name, said }) => ({
    ...said,
    id,
    at: at.toISOString(),
    done,
    name: person_name,
    fetcher: somebody(said),
  }))
