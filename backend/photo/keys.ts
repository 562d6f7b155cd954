import { statement, type Tx } from '../../db/client.ts'
import { newKey, openChildKey, sealChildKey, unwrapForChild, wrapForChild } from '../../db/media/keys.ts'
import type { PhotoRow } from './queries.ts'

const keysOfChildren = statement<{ child_id: string; sealed: string }>(
  'child_keys',
  'select child_id, sealed from child_key where child_id = any($1::uuid[])',
)
const insertKeys = statement<never>(
  'insert_child_keys',
  `insert into child_key (child_id, organisation_id, sealed, created_at)
   select given.child, $3, given.sealed, $4 from unnest($1::uuid[], $2::text[]) as given(child, sealed)
    order by given.child
   on conflict (child_id) do nothing`,
)

/** The keys of some children, by child; who has none yet gets one. */
export async function childKeys(tx: Tx, childIds: readonly string[], secret: string): Promise<Map<string, Buffer>> {
  const known = await tx.query(keysOfChildren, [childIds])
  const without = childIds.filter((id) => !known.some((row) => row.child_id === id))
  if (without.length > 0) {
    const sealed = without.map((id) => sealChildKey(newKey(), id, secret))
    await tx.query(insertKeys, [without, sealed, tx.actor.organisationId, tx.now])
    // Somebody else may have been first.
    known.push(...(await tx.query(keysOfChildren, [without])))
  }
  return new Map(known.map((row) => [row.child_id, openChildKey(row.sealed, row.child_id, secret)]))
}

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
