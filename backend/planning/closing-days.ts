import { statement, type Tx } from '../../db/client.ts'
import type { addClosingDay as addRoute, Closings } from '../contract/planning.ts'
import type { Output } from '../contract/route.ts'
import { todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { claim, isTaken } from '../intent.ts'
import { closingsFrom, locationsOf, refuseOtherPlace, refuseTooFar } from './queries.ts'
import { tellClosing } from './tell.ts'

/** Where the actor may close, and the closing days that are ahead. */
export async function closingsOf(tx: Tx): Promise<Closings> {
  const locations = await locationsOf(tx)
  return {
    locations,
    closings: await closingsFrom(
      tx,
      locations.map(({ id }) => id),
    ),
  }
}

const closedAlready = statement<{ id: string }>(
  'closed_already',
  `select id from closing_day
    where closed_on = $1::date and (location_id is null or location_id = $2) and removed_at is null limit 1`,
)
const insertClosing = statement<never>(
  'insert_closing_day',
  'insert into closing_day (id, organisation_id, location_id, closed_on, name) values ($1, $2, $3, $4, $5)',
)

const refuseDay = (reason: string) => new Refusal('invalid', { fields: [{ path: 'day', reason }] })

/**
 * Closes a location, or without one the whole organisation, on a day.
 * @throws Refusal `invalid` when the day is past, too far ahead, or closed already
 */
export async function addClosingDay(
  tx: Tx,
  { id, locationId, day, name }: Output<(typeof addRoute)['body']>,
): Promise<void> {
  await refuseOtherPlace(tx, locationId)
  if (!(await claim(tx, id, { locationId, day, name }))) return
  if (day < todayOf(tx)) throw refuseDay('past')
  refuseTooFar(tx, day, 'day')
  if ((await tx.query(closedAlready, [day, locationId])).length > 0) throw refuseDay('taken')
  await tx.query(insertClosing, [id, tx.actor.organisationId, locationId, day, name]).catch((error: unknown) => {
    // Of the id, or of the day, which somebody else closed just then.
    throw isTaken(error) ? new Refusal('id_taken') : error
  })
  await tellClosing(tx, locationId, id, { action: 'planning.closing_day_added', subject: { closingDay: id, day } })
}

const closingById = statement<{ location_id: string | null; closed_on: string; removed_at: Date | null }>(
  'closing_day_by_id',
  'select location_id, closed_on, removed_at from closing_day where id = $1',
)
const removeOne = statement<{ id: string }>(
  'remove_closing_day',
  'update closing_day set removed_at = $2 where id = $1 and removed_at is null returning id',
)

/** Takes a closing day back; asked once more it changes nothing. */
export async function removeClosingDay(tx: Tx, closingDayId: string): Promise<void> {
  const [closing] = await tx.query(closingById, [closingDayId])
  if (!closing) throw new Refusal('not_found')
  await refuseOtherPlace(tx, closing.location_id)
  const [removed] = await tx.query(removeOne, [closingDayId, tx.now])
  if (!removed) return
  const subject = { closingDay: closingDayId, day: closing.closed_on }
  await tellClosing(tx, closing.location_id, closingDayId, { action: 'planning.closing_day_removed', subject })
}
