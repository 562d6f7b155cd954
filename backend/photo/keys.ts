import { statement, type Tx } from '../../db/client.ts'
import { openChildKey, unwrapForChild, wrapForChild } from '../../db/media/keys.ts'
import type { PhotoRow } from './queries.ts'

/** The key of a photo's file, by the child whose photo it is. */
export const fileKeyOf = ({ child_id, media_id, wrapped, sealed }: PhotoRow, secret: string): Buffer =>
  unwrapForChild(wrapped, media_id, child_id, openChildKey(sealed, child_id, secret))

/** A row for `media_key`. */
export interface Wrap {
  media: string
  child: string
  channel: string
  wrapped: string
}

/** The key of a file, wrapped for some children. */
export const wrapsFor = (
  mediaId: string,
  fileKey: Buffer,
  children: readonly { id: string; channel: string }[],
  keys: ReadonlyMap<string, Buffer>,
): Wrap[] =>
  children.map(({ id, channel }) => ({
    media: mediaId,
    child: id,
    channel,
    wrapped: wrapForChild(fileKey, mediaId, id, keys.get(id)!),
  }))

const insertWraps = statement<never>(
  'insert_media_keys',
  `insert into media_key (media_id, child_id, organisation_id, channel_id, wrapped)
   select r.media, r.child, $2, r.channel, r.wrapped
     from jsonb_to_recordset($1::jsonb) as r(media uuid, child uuid, channel uuid, wrapped text)`,
)

/** Stores wraps together with the commit. */
export const keepWraps = (tx: Tx, wraps: readonly Wrap[]): void =>
  tx.atCommit(insertWraps, [JSON.stringify(wraps), tx.actor.organisationId])
