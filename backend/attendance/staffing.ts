import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import type { SetStaffing } from '../contract/attendance.ts'
import { dayOf } from '../contract/clock.ts'
import { timeZone } from '../day.ts'
import { groupFor } from '../group/queries.ts'
import { claim, refuseTaken } from '../intent.ts'
import { refuseUnnoted } from './times.ts'

const insertStaffing = statement<never>(
  'insert_group_staffing',
  `insert into group_staffing (id, organisation_id, group_id, staff, at, person_id, person_name)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)
const staffingChannels = statement<{ id: string }>(
  'staffing_channels',
  'select channel_id as id from staffing_channels($1)',
)

/** So many staff work in a group from a moment on. */
export async function setStaffing(tx: Tx, groupId: string, { id, staff, at }: SetStaffing): Promise<void> {
  await groupFor(tx, groupId, dayOf(tx.now, timeZone))
  if (!(await claim(tx, id, { groupId, staff, at }))) return
  refuseUnnoted(tx, new Date(at), 'at')
  const { organisationId, personId, firstName } = tx.actor
  await tx
    .query(insertStaffing, [id, organisationId, groupId, staff, new Date(at), personId, firstName])
    .catch(refuseTaken)
  const channels = await tx.query(staffingChannels, [groupId])
  record(
    tx,
    channels.map((channel) => ({ channel: channel.id, type: 'staffing.changed', item: id })),
    { action: 'attendance.staffing_set', subject: { group: groupId, staffing: id, fields: ['staff'] } },
  )
}
