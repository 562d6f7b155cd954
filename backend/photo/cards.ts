import { randomUUID } from 'node:crypto'
import { Outdated, statement, type Tx } from '../../db/client.ts'
import { type AuditNote, type NewEvent, record, storing } from '../../db/events.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import { isTaken } from '../intent.ts'
import type { Spoken } from '../preview.ts'
import { mustBeOpen } from '../shown.ts'
import { keepWraps, type Wrap } from './keys.ts'

/** A post, as each of its cards names it. */
interface Post {
  id: string
  groupId: string
  authorId: string
  authorName: string
  aboutAt: Date
}

/** A card to be put in a child's timeline. */
export interface NewCard {
  id: string
  channel: string
  child: string
  text: string
}

/** A photo to be put on a card, new or standing. */
export interface NewPhoto {
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

/** Ids of no order: those that follow each other would tell a guardian how many others are tagged. */
export const newId = (): string => randomUUID()

/**
 * Puts photos in timelines, together with the commit. The order is that of what holds it: the events lock the channels; under these
 * locks consent is decided and cards that stood before stand still; a photo needs the wrap of its key.
 * @param shown the children, each with the time for which consent must be in force
 * @throws Refusal `consent_missing` with the children
 */
export function placePhotos(
  tx: Tx,
  post: Post,
  placed: { cards: readonly NewCard[]; photos: readonly NewPhoto[]; wraps: readonly Wrap[]; shown: readonly Spoken[] },
  events: readonly NewEvent[],
  note: AuditNote,
): void {
  const { organisationId } = tx.actor
  const { id, groupId, authorId, authorName, aboutAt } = post
  const values = [JSON.stringify(placed.cards), organisationId, groupId, id, authorId, authorName, aboutAt, tx.now]
  // The post has a card for the child by now.
  const refuse = (error: unknown) => (isTaken(error) ? new Outdated('another placed the card') : error)
  record(tx, events, note, { store: { by: insertCards, values, refuse } })
  mustBeOpen(tx, placed.shown)
  tx.atCommit(refuseRemoved, [placed.photos.map(({ card }) => card)])
  keepWraps(tx, placed.wraps)
  tx.atCommit(insertPhotos, [JSON.stringify(placed.photos.map((photo) => ({ id: newId(), ...photo }))), organisationId])
}

const insertCards = storing(
  'insert_photo_cards',
  (value) => `insert into photo_card
          (id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, author_name, about_at, text, posted_at)
   select r.id, ${value(2)}, r.channel, n.seq, r.child, ${value(3)}, ${value(4)}, ${value(5)}, ${value(6)}, ${value(7)}, r.text, ${value(8)}
     from jsonb_to_recordset(${value(1)}::jsonb) as r(id uuid, channel uuid, child uuid, text text)
     join numbered n on n.channel_id = r.channel`,
)

const insertPhotos = statement<never>(
  'insert_photos',
  `insert into photo (id, organisation_id, channel_id, child_id, card_id, media_id, position, taken_at, shows_nobody, width, height,
                      seconds, thumbhash, files)
   select r.id, $2, r.channel, r.child, r.card, r.media, r.position, r."takenAt", r."showsNobody", r.width, r.height, r.seconds,
          r.thumbhash, r.files
     from jsonb_to_recordset($1::jsonb) as r(id uuid, channel uuid, child uuid, card uuid, media uuid, position integer,
          "takenAt" timestamptz, "showsNobody" boolean, width integer, height integer, seconds double precision, thumbhash text, files jsonb)`,
)

const refuseRemoved = statement<never>('refuse_removed', 'select refuse_removed($1::uuid[])')
