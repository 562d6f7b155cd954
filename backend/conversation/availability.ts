import { Temporal } from 'temporal-polyfill'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { Hours } from '../contract/availability.ts'
import { dayOf } from '../contract/clock.ts'
import type { ConversationPage } from '../contract/conversation.ts'
import { timeZone } from '../day.ts'

interface AvailabilityRow {
  from_minutes: (number | null)[] | null
  until_minutes: (number | null)[] | null
  away_text: string
  away_until_on: string | null
}

/** What a manager set for a group. */
export interface Available {
  hours: Hours
  awayText: string
  awayUntil: string | null
}

const ofGroup = statement<AvailabilityRow>(
  'group_availability',
  'select from_minutes, until_minutes, away_text, away_until_on from group_availability where group_id = $1',
)

/** When a group reads messages, and what guardians are told while it does not. */
export async function availabilityOf(tx: Tx, groupId: string): Promise<Available> {
  const [row] = await tx.query(ofGroup, [groupId])
  if (!row) return { hours: null, awayText: '', awayUntil: null }
  const hours =
    row.from_minutes?.map((from, n) => (from === null ? null : { from, until: row.until_minutes![n]! })) ?? null
  return { hours, awayText: row.away_text, awayUntil: row.away_until_on }
}

const keep = statement<never>(
  'set_group_availability',
  `insert into group_availability (group_id, organisation_id, from_minutes, until_minutes, away_text, away_until_on, changed_at)
   values ($1, $2, $3::integer[], $4::integer[], $5, $6, $7)
   on conflict (group_id) do update set from_minutes = excluded.from_minutes, until_minutes = excluded.until_minutes,
     away_text = excluded.away_text, away_until_on = excluded.away_until_on, changed_at = excluded.changed_at`,
)

/** Sets it. */
export async function setAvailability(tx: Tx, groupId: string, given: Available): Promise<Available> {
  const { hours, awayText, awayUntil } = given
  const part = (of: 'from' | 'until') => hours?.map((day) => day?.[of] ?? null) ?? null
  const values = [groupId, tx.actor.organisationId, part('from'), part('until'), awayText, awayUntil, tx.now]
  await tx.query(keep, values)
  const fields = ['hours', 'awayText', 'awayUntil']
  await writeAudit(tx, { action: 'conversation.availability_set', subject: { group: groupId, fields } })
  return given
}

/** Whether a group reads messages now, else from when on, and what it has everybody told. */
export async function availabilityNow(tx: Tx, groupId: string | null): Promise<ConversationPage['availability']> {
  const { hours, awayText, awayUntil } = groupId
    ? await availabilityOf(tx, groupId)
    : { hours: null, awayText: '', awayUntil: null }
  const isAway = awayText !== '' && (awayUntil === null || dayOf(tx.now, timeZone) <= awayUntil)
  return { ...openingAt(hours, tx.now), awayText: isAway ? awayText : '' }
}

/** Whether a moment is within hours; else the next one that is. The same clock time also over a change of the clock. */
export function openingAt(hours: Hours, now: Date): { isOpen: boolean; readFrom: string | null } {
  if (!hours) return { isOpen: true, readFrom: null }
  const at = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const minute = at.hour * 60 + at.minute
  for (let days = 0; days <= 7; days++) {
    const day = at.toPlainDate().add({ days })
    const open = hours[day.dayOfWeek - 1]
    if (!open) continue
    if (days === 0 && minute >= open.from && minute < open.until) return { isOpen: true, readFrom: null }
    if (days === 0 && minute >= open.from) continue
    const plainTime = Temporal.PlainTime.from({ hour: Math.floor(open.from / 60) % 24, minute: open.from % 60 })
    const from = day.toZonedDateTime({ timeZone, plainTime })
    return { isOpen: false, readFrom: new Date(from.epochMilliseconds).toISOString() }
  }
  return { isOpen: false, readFrom: null }
}
