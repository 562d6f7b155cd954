import { statement, type Tx } from '../../db/client.ts'
import { record } from '../../db/events.ts'
import { aboutOf, checkMoment } from '../about.ts'
import { type PlacedChild, placedIn } from '../child/queries.ts'
import type { editPhotoPost as editRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { groupAndChildren } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { mustBeOpen, shownAt } from '../shown.ts'
import { placesToChange } from './change.ts'
import { textFor } from './post.ts'
import { type CardJson, cardsOfPost } from './queries.ts'

const updateCards = statement<never>(
  'update_photo_cards',
  `update photo_card k set text = r.text, about_at = $2, version = k.version + 1
     from jsonb_to_recordset($1::jsonb) as r(id uuid, text text) where k.id = r.id`,
)

/**
 * Changes the text or the time of photos that were placed together, on the cards that the editor saw: all of one moment that the actor
 * sees. A card without a text, where others have one, stays so: it came later, and the text may name another child. It says something
 * anew, so it needs what placing needs: a moment that may be written about, work in the group and the children placed there on a day
 * that is new, and consent now, when each photo was taken, and at a moment that is new. Taking the text away needs none of it.
 * @throws Refusal `not_found` for a post that is not the actor's to change, `stale_version` when a card is another than the editor saw,
 *   `consent_missing` with the children, `time_in_future` and `time_too_old`
 */
export async function editPhotoPost(tx: Tx, postId: string, input: Output<(typeof editRoute)['body']>): Promise<void> {
  if (!(await claim(tx, input.id, { postId, ...input }))) return
  const cards = await cardsToChange(tx, postId, input.cards)
  const [first] = cards
  const before = new Date(first.about_at)
  const about = aboutOf(input.aboutAt, [])
  const moves = about.at.getTime() !== before.getTime()
  if (moves) checkMoment(about.at, tx.now, 'aboutAt')
  const childIds = cards.map((card) => card.child_id)
  const children = moves || input.text ? await childrenOf(tx, first.group_id, about.day, childIds, moves) : []
  const worded = cards.some(({ text }) => text !== '')
  const texts = cards.map(({ id, text }, n) => {
    if (input.text === undefined || (worded && text === '')) return { id, text }
    return { id, text: input.text === '' ? '' : textFor(input.text, children[n]!.callName) }
  })
  const fields = [
    ...(texts.every(({ text }, n) => text === cards[n]!.text) ? [] : ['text']),
    ...(moves ? ['about_at'] : []),
  ]
  if (fields.length === 0) return
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
    ...cards[n]!.photos.map(({ taken_at }) => shownAt(child, new Date(taken_at))),
    ...(moves ? [shownAt(child, about.at)] : []),
  ])
  if (shown.length > 0) mustBeOpen(tx, shown)
  tx.atCommit(updateCards, [JSON.stringify(texts), about.at])
}

/** The children of cards, in that order; on a day that is new the actor must work in the group as well. */
const childrenOf = async (
  tx: Tx,
  groupId: string,
  day: string,
  childIds: readonly string[],
  isNew: boolean,
): Promise<PlacedChild[]> =>
  isNew
    ? (await groupAndChildren(tx, groupId, day, childIds, 'photos')).children
    : placedIn(tx, groupId, day, childIds, 'photos')

/**
 * The cards of a post that are of the same moment as those that the editor saw, and still are as that one saw them: its author may change
 * them, the staff of the group on that day, and its manager.
 */
async function cardsToChange(
  tx: Tx,
  postId: string,
  seen: readonly { id: string; version: number }[],
): Promise<[CardJson, ...CardJson[]]> {
  const media = (await cardsOfPost(tx, postId)).flatMap(({ photos }) => photos.map(({ media_id }) => media_id))
  // In one order for everybody; what is read then holds until the commit.
  for (const mediaId of [...new Set(media)].sort()) await placesToChange(tx, mediaId)
  const all = await cardsOfPost(tx, postId)
  if (all.length === 0) throw new Refusal('not_found')
  const known = all.find(({ id }) => seen.some((one) => one.id === id))
  const [first, ...others] = all.filter(({ about_at }) => about_at === known?.about_at)
  if (!first || !isSame([first, ...others], seen)) throw new Refusal('stale_version')
  return [first, ...others]
}

const isSame = (cards: readonly CardJson[], seen: readonly { id: string; version: number }[]): boolean =>
  cards.length === seen.length &&
  cards.every(({ id, version }) => seen.some((one) => one.id === id && one.version === version))
