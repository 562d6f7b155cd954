import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import type { reportPhoto as reportRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseGone, refuseTaken } from '../intent.ts'
import { placesToChange } from './change.ts'
import { photoFor } from './queries.ts'

const answerChannel = statement<{ channel: string }>('answer_channel', 'select answer_channel($1) as channel')

/** Tells the child's staff, and nobody else, that a guardian answered a photo. */
async function tellStaff(
  tx: Tx,
  photo: { id: string; card_id: string; media_id: string; child_id: string },
  action: string,
): Promise<void> {
  const [answered] = await tx.query(answerChannel, [photo.id])
  if (!answered?.channel) throw new Refusal('not_found')
  const subject = { photo: photo.id, media: photo.media_id, child: photo.child_id, fields: ['answer'] }
  record(tx, [{ channel: answered.channel, type: 'photos.answered', item: photo.card_id }], { action, subject })
}

const giveHeart = statement<{ photo_id: string }>(
  'give_heart',
  `insert into photo_heart (photo_id, person_id, organisation_id, channel_id, at) values ($1, $2, $3, $4, $5)
   on conflict do nothing returning photo_id`,
)
const takeHeart = statement<{ photo_id: string }>(
  'take_heart',
  'delete from photo_heart where photo_id = $1 and person_id = $2 returning photo_id',
)

/** Gives a photo the actor's heart or takes it back; asked once more it changes nothing. */
export async function heartPhoto(tx: Tx, photoId: string, hearted: boolean): Promise<void> {
  const photo = await photoFor(tx, photoId)
  const { personId, organisationId } = tx.actor
  const changed = hearted
    ? await tx.query(giveHeart, [photoId, personId, organisationId, photo.channel_id, tx.now]).catch(refuseGone)
    : await tx.query(takeHeart, [photoId, personId])
  if (changed.length > 0) await tellStaff(tx, photo, hearted ? 'photos.hearted' : 'photos.heart_taken')
}

const holdPhoto = statement<never>('hold_photo', 'select hold_photo($1)')
const insertReport = statement<never>(
  'insert_photo_report',
  `insert into photo_report (id, organisation_id, photo_id, media_id, child_id, channel_id, reporter_id, reason, text, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
)

/** A guardian says that a photo should not be there. */
export async function reportPhoto(tx: Tx, photoId: string, input: Output<(typeof reportRoute)['body']>): Promise<void> {
  await tx.query(holdPhoto, [photoId])
  const photo = await photoFor(tx, photoId)
  if (!(await claim(tx, input.id, { photoId, ...input }))) return
  const { personId, organisationId } = tx.actor
  const { id, reason, text } = input
  await tx
    .query(insertReport, [
      ...[id, organisationId, photoId, photo.media_id, photo.child_id, photo.channel_id],
      ...[personId, reason, text, tx.now],
    ])
    .catch(refuseTaken)
  await tellStaff(tx, photo, 'photos.reported')
}

const settle = statement<{ photo_id: string }>(
  'settle_photo_report',
  `update photo_report set settled_at = $2, settled_by_id = $3, outcome = 'stays' where id = $1 and settled_at is null returning photo_id`,
)
const reportById = statement<{ photo_id: string }>(
  'photo_report_by_id',
  'select photo_id from photo_report where id = $1',
)

/**
 * Settles a report whose photo stays: for whoever could take it away as well. What is settled already stays as it was.
 * @throws Refusal `not_found`
 */
export async function settleReport(tx: Tx, reportId: string): Promise<void> {
  const [report] = await tx.query(reportById, [reportId])
  if (!report) throw new Refusal('not_found')
  const photo = await photoFor(tx, report.photo_id)
  await placesToChange(tx, photo.media_id)
  const [settled] = await tx.query(settle, [reportId, tx.now, tx.actor.personId])
  if (settled) await tellStaff(tx, photo, 'photos.report_settled')
}
