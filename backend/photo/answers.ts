import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { Refusal } from '../errors.ts'
import { refuseGone } from '../intent.ts'
import { photoFor } from './queries.ts'

const answerChannel = statement<{ channel: string }>('answer_channel', 'select answer_channel($1) as channel')

/** Tells the child's staff, and nobody else, that a guardian answered a photo. */
export async function tellStaff(
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
