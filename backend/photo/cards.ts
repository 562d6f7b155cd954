import pg from 'pg'
import { statement, type Tx } from '../../db/client.ts'
import { storing } from '../../db/events.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import { Refusal } from '../errors.ts'
import type { Spoken } from '../preview.ts'

/** What stores new cards together with their events: see `storing`. */
export const insertCards = storing(
  'insert_photo_cards',
  (value) => `insert into photo_card
          (id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, author_name, about_at, text, posted_at)
   select r.id, ${value(2)}, r.channel, n.seq, r.child, ${value(3)}, ${value(4)}, ${value(5)}, ${value(6)}, ${value(7)}, r.text, ${value(8)}
     from jsonb_to_recordset(${value(1)}::jsonb) as r(id uuid, channel uuid, child uuid, text text)
     join numbered n on n.channel_id = r.channel`,
)

/** A photo to be put on a card. */
export interface NewPhoto {
  id: string
  channel: string
  child: string
  card: string
  media: string
  position: number
  takenAt: Date
  showsNobody: boolean
  width: number
  height: number
  seconds: number | null
  thumbhash: string
  files: StoredFile[]
}

const insertPhotos = statement<never>(
  'insert_photos',
  `insert into photo (id, organisation_id, channel_id, child_id, card_id, media_id, position, taken_at, shows_nobody, width, height,
                      seconds, thumbhash, files)
   select r.id, $2, r.channel, r.child, r.card, r.media, r.position, r."takenAt", r."showsNobody", r.width, r.height, r.seconds,
          r.thumbhash, r.files
     from jsonb_to_recordset($1::jsonb) as r(id uuid, channel uuid, child uuid, card uuid, media uuid, position integer,
          "takenAt" timestamptz, "showsNobody" boolean, width integer, height integer, seconds double precision, thumbhash text, files jsonb)`,
)

/** Stores photos together with the commit, after their cards and keys. */
export const keepPhotos = (tx: Tx, photos: readonly NewPhoto[]): void =>
  tx.atCommit(insertPhotos, [JSON.stringify(photos), tx.actor.organisationId])

const refuseClosed = statement<never>(
  'refuse_closed',
  'select refuse_closed($1::uuid[], $2::timestamptz[], $3::timestamptz[])',
)

/**
 * Holds the commit to consent being in force for these children now and having been throughout those times; decided under the locks
 * that `record` took before.
 * @throws Refusal `consent_missing` with the children
 */
export function mustBeOpen(tx: Tx, shown: readonly Spoken[]): void {
  const values = [shown.map(({ child }) => child.channel), shown.map(({ from }) => from), shown.map(({ to }) => to)]
  tx.atCommit(refuseClosed, values, {
    refuse(error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== 'OA001') return error
      const closed = (error.detail ?? '').split(',')
      const shownChildren = new Set(shown.map(({ child }) => child))
      const children = [...shownChildren].filter((child) => closed.includes(child.channel))
      return new Refusal('consent_missing', { children: children.map(({ id, callName }) => ({ id, callName })) })
    },
  })
}
