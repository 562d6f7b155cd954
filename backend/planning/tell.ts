import { statement, type Tx } from '../../db/client.ts'
import { type AuditNote, record } from '../../db/events.ts'

const staffChannel = statement<{ id: string }>(
  'staff_channel',
  `select id from channel where child_id = $1 and kind = 'staff'`,
)

/** Tells the child's carers, and nobody else, that its plan is another. */
export async function tellPlan(tx: Tx, childId: string, note: AuditNote): Promise<void> {
  const channels = await tx.query(staffChannel, [childId])
  record(
    tx,
    channels.map(({ id }) => ({ channel: id, type: 'planning.changed', item: childId })),
    note,
  )
}

const closingChannels = statement<{ id: string }>(
  'closing_channels',
  'select channel_id as id from closing_channels($1)',
)

/** Tells all carers of a location, or of the organisation, that it is closed on a day or is not. */
export async function tellClosing(
  tx: Tx,
  locationId: string | null,
  closingId: string,
  note: AuditNote,
): Promise<void> {
  const channels = await tx.query(closingChannels, [locationId])
  record(
    tx,
    channels.map(({ id }) => ({ channel: id, type: 'planning.closed', item: closingId })),
    note,
  )
}
