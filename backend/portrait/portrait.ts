import { statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { mediaFor } from '../media/queries.ts'
import { ownPortrait } from './queries.ts'

// What it is, `keep_portrait` takes from the upload; another trigger removes the files of the former one.
const put = statement<never>(
  'put_portrait',
  `insert into portrait (id, organisation_id, person_id, put_at) values ($1, $2, $3, $4)
   on conflict (person_id, organisation_id) do update
     set id = excluded.id, put_at = excluded.put_at, removed_at = null, removed_by_id = null`,
)
const settle = statement<never>('settle_portrait', 'select settle_portrait($1)')
const ownWorkChannel = statement<{ id: string }>(
  'own_work_channel',
  `select id from channel where person_id = $1 and kind = 'work'`,
)

/**
 * Makes an upload of the actor the actor's portrait; asked again for the same one it changes nothing.
 * @throws Refusal `not_found` for what is not the actor’s or was sent for a conversation, `not_ready`, `unsupported_media_type` for a video
 */
export async function putPortrait(tx: Tx, mediaId: string): Promise<void> {
  const known = await ownPortrait(tx)
  if (known?.id === mediaId && known.removed_at === null) return
  const media = await mediaFor(tx, mediaId, true)
  // What was sent for a conversation about a child is for that alone.
  if (media.child_id !== null) throw new Refusal('not_found')
  if (media.kind !== 'photo') throw new Refusal('unsupported_media_type')
  if (media.state !== 'ready' || media.wrapped_key === null) throw new Refusal('not_ready')
  const { organisationId, personId } = tx.actor
  // From here on it is no upload any more, on whichever device one asks for it.
  await claim(tx, mediaId, 'portrait')
  await tx.query(put, [mediaId, organisationId, personId, tx.now])
  tx.atCommit(settle, [mediaId])
  const channels = await tx.query(ownWorkChannel, [personId])
  const events = channels.map(({ id }) => ({ channel: id, type: 'work.media_changed', item: mediaId }))
  record(tx, events, { action: 'portrait.put', subject: { person: personId, portrait: mediaId, fields: ['portrait'] } })
}

const setRemoved = statement<{ person_id: string }>('remove_portrait', 'select person_id from remove_portrait($1, $2)')

/** Removes a portrait, or takes that back; what the actor may not is not found. */
export async function removePortrait(tx: Tx, portraitId: string, back: boolean): Promise<void> {
  const [changed] = await tx.query(setRemoved, [portraitId, back])
  if (!changed) throw new Refusal('not_found')
  const subject = { person: changed.person_id, portrait: portraitId }
  await writeAudit(tx, { action: back ? 'portrait.restored' : 'portrait.removed', subject })
}
