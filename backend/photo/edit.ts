import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { aboutOf, checkMoment } from '../about.ts'
import { placedIn } from '../child/queries.ts'
import type { editPhotoPost as editRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { mustBeOpen } from './cards.ts'
import { placesToChange } from './change.ts'
import { textFor } from './post.ts'
import { type CardJson, cardsOfPost } from './queries.ts'

const updateCards = statement<never>(
  'update_photo_cards',
  `update photo_card k set text = r.text, about_at = $2, version = k.version + 1
     from jsonb_to_recordset($1::jsonb) as r(id uuid, text text) where k.id = r.id`,
)

/**
 * Changes the text and the time of photos that were placed together, on every card that the actor sees. It says something anew, so it
 * needs what placing needs: a moment that may be written about, the children placed in the group on that day, and consent now, when
 * each photo was taken, and at a moment that is new. Taking the text away needs none of it.
 * @throws Refusal `not_found` for a post that is not the actor's to change, `stale_version` when a card is another than the editor saw,
 *   `consent_missing` with the children, `time_in_future` and `time_too_old`
 */
export async function editPhotoPost(tx: Tx, postId: string, input: Output<(typeof editRoute)['body']>): Promise<void> {
  if (!(await claim(tx, input.id, { postId, ...input }))) return
  const cards = await cardsToChange(tx, postId)
  const [first] = cards
  if (!isSame(cards, input.cards)) throw new Refusal('stale_version')
  const before = new Date(first.about_at)
  const about = aboutOf(input.aboutAt, [])
  const moves = about.at.getTime() !== before.getTime()
  const deletes = !moves && input.text.trim() === ''
  if (moves) checkMoment(about.at, tx.now, 'aboutAt')
  const childIds = cards.map((card) => card.child_id)
  const children = deletes ? [] : await placedIn(tx, first.group_id, about.day, childIds, 'photos')
  const texts = cards.map((card, n) => ({
    id: card.id,
    text: deletes ? '' : textFor(input.text, children[n]!.callName),
  }))
  const fields = [
    ...(texts.every(({ text }, n) => text === cards[n]!.text) ? [] : ['text']),
    ...(moves ? ['about_at'] : []),
  ]
  record(
    tx,
    cards.map((card) => ({ channel: card.channel_id, type: 'photos.changed', item: card.id })),
    {
      action: 'photos.edited',
      subject: {
        ...{ post: postId, group: first.group_id, children: childIds, fields },
        ...(moves && { aboutAt: { from: before.toISOString(), to: about.at.toISOString() } }),
      },
    },
  )
  const shown = children.flatMap((child, n) => [
    ...cards[n]!.photos.map(({ taken_at }) => at(child, new Date(taken_at))),
    ...(moves ? [at(child, about.at)] : []),
  ])
  if (shown.length > 0) mustBeOpen(tx, shown)
  tx.atCommit(updateCards, [JSON.stringify(texts), about.at])
}

const at = <Child>(child: Child, moment: Date) => ({ child, from: moment, to: moment })

/** The cards of a post: its author may change them, the staff of the group on that day, and its manager. */
async function cardsToChange(tx: Tx, postId: string): Promise<[CardJson, ...CardJson[]]> {
  const media = (await cardsOfPost(tx, postId)).flatMap(({ photos }) => photos.map(({ media_id }) => media_id))
  // In one order for everybody; what is read then holds until the commit.
  for (const mediaId of [...new Set(media)].sort()) await placesToChange(tx, mediaId)
  const [first, ...others] = await cardsOfPost(tx, postId)
  if (!first) throw new Refusal('not_found')
  return [first, ...others]
}

const isSame = (cards: readonly CardJson[], seen: readonly { id: string; version: number }[]): boolean =>
  cards.length === seen.length &&
  cards.every(({ id, version }) => seen.some((one) => one.id === id && one.version === version))
