import { statement, type Tx } from '../../db/client.ts'
import { record, writeAudit } from '../../db/events.ts'
import { aboutOf } from '../about.ts'
import { childKeys } from '../child-keys.ts'
import type {
  AstrayFamily,
  previewTags as previewRoute,
  ReportReason,
  tagPhoto as tagRoute,
} from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { groupAndChildren } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { shownAt } from '../shown.ts'
import { astrayFamilies } from './astray.ts'
import { newId, placePhotos } from './cards.ts'
import { fileKeyOf, wrapsFor } from './keys.ts'
import { cardsOfPost, photoWith } from './queries.ts'

/** Where a photo stands: in which child's timeline, and whether alone on its card. */
export interface Place {
  photo_id: string
  card_id: string
  channel_id: string
  child_id: string
  post_id: string
  group_id: string
  author_id: string
  author_name: string
  about_at: Date
  posted_at: Date
  taken_at: Date
  position: number
  shows_nobody: boolean
  alone: boolean
}

/** What a guardian reported of a photo, from which child's timeline, and whether that is dealt with. */
export interface ReportRow {
  id: string
  child_id: string
  call_name: string
  at: Date
  reason: ReportReason
  text: string
  settled: boolean
}

/** How a photo leaves a timeline, and with it what was reported of it there. */
type Leaving = 'retagged' | 'removed' | 'recalled'

const lockPhoto = statement<never>('lock_photo', 'select lock_photo($1)')
const placesOf = statement<Place>('photo_places', 'select * from photo_places($1)')
const takeOut = statement<never>('take_photo_out', 'select take_photo_out($1, $2::uuid[], $3)')
const reportsOf = statement<ReportRow>('photo_reports', 'select * from photo_reports($1)')
const othersKeep = statement<{ others: boolean }>('others_keep_photo', 'select others_keep_photo($1) as others')
const keepsPhoto = statement<{ keeps: boolean }>('keeps_photo', 'select keeps_photo($1) as keeps')

/**
 * All places of a photo that the actor may change, kept as they are until the commit: its author, the staff of the group on that day, and its manager; where a child on
 * it is in another group by now, the staff of that one; and where none of them sees a child on it any more, whoever cares for one.
 * @throws Refusal `not_found`
 */
export async function placesToChange(tx: Tx, mediaId: string): Promise<[Place, ...Place[]]> {
  // One change at a time, and none while somebody's device is being noted.
  await tx.query(lockPhoto, [mediaId])
  return changeablePlaces(tx, mediaId)
}

async function changeablePlaces(tx: Tx, mediaId: string): Promise<[Place, ...Place[]]> {
  // After an edit of some cards the latest moment counts, whatever order they lie in.
  const byMoment = (a: Place, b: Place) => b.about_at.getTime() - a.about_at.getTime()
  const [first, ...others] = (await tx.query(placesOf, [mediaId])).sort(byMoment)
  if (!first) throw new Refusal('not_found')
  const [answer] = await tx.query(keepsPhoto, [mediaId])
  if (!answer?.keeps) throw new Refusal('not_found')
  return [first, ...others]
}

const leaving = ({ channel_id, card_id, alone }: Place) => ({
  channel: channel_id,
  type: alone ? 'photos.removed' : 'photos.changed',
  item: card_id,
})

/** All that guardians ever reported of a photo, at whichever child, in that order. */
export const reportsOn = (tx: Tx, mediaId: string): Promise<ReportRow[]> => tx.query(reportsOf, [mediaId])

const openAt = (reports: readonly ReportRow[], children: readonly string[]): string[] =>
  reports.filter(({ child_id, settled }) => !settled && children.includes(child_id)).map(({ id }) => id)

/**
 * Who placed a photo does not decide alone that it stays where it was reported.
 * @throws Refusal `colleague_decides` as long as somebody else could
 */
export async function leaveToColleague(tx: Tx, mediaId: string, places: readonly Place[]): Promise<void> {
  if (!places.some((place) => place.author_id === tx.actor.personId)) return
  const [answer] = await tx.query(othersKeep, [mediaId])
  if (answer?.others) throw new Refusal('colleague_decides')
}

/**
 * Takes a photo from every timeline, also from those of children whom the actor no longer sees; its files and keys go with it, and
 * what was reported of it is settled by it.
 */
export function takeOutOf(
  tx: Tx,
  mediaId: string,
  places: readonly [Place, ...Place[]],
  reports: readonly ReportRow[],
  how: Exclude<Leaving, 'retagged'>,
): void {
  const children = places.map((place) => place.child_id)
  const subject = { media: mediaId, post: places[0].post_id, children, reports: openAt(reports, children) }
  record(tx, places.map(leaving), { action: `photos.${how}`, subject })
  tx.atCommit(takeOut, [mediaId, children, how])
}

/** Removes a photo. */
export async function removePhoto(tx: Tx, mediaId: string): Promise<void> {
  const places = await placesToChange(tx, mediaId)
  takeOutOf(tx, mediaId, places, await reportsOn(tx, mediaId), 'removed')
}

const visibleChildren = statement<{ child_id: string }>(
  'photo_children',
  'select child_id from photo where media_id = $1',
)
const countVersion = statement<never>(
  'count_card_version',
  'update photo_card set version = version + 1 where id = any($1::uuid[])',
)

/**
 * Changes who is on a photo. It leaves timelines at once; to appear in another it needs that child's consent now and when it was
 * taken. Children whom the actor no longer sees keep it. What was reported of it where it leaves is settled by that.
 * @returns how many families had been shown it, and had opened it, who may not see it where it stands now, and how many reports this
 *   settled
 * @throws Refusal `consent_missing` with the children; `stale_version` when nobody would be left on it; `colleague_decides` when its
 *   author would bring it back where it was reported
 */
export async function tagPhoto(
  tx: Tx,
  mediaId: string,
  input: Output<(typeof tagRoute)['body']>,
  secret: string,
): Promise<Output<(typeof tagRoute)['reply']>> {
  const places = await placesToChange(tx, mediaId)
  const [first] = places
  const { post_id: postId, group_id: groupId, about_at: aboutAt, taken_at: takenAt } = first
  if (!(await claim(tx, input.id, { mediaId, ...input }))) {
    return { astray: await astray(tx, mediaId, childrenOf(places)), settled: 0 }
  }
  const seen = new Set((await tx.query(visibleChildren, [mediaId])).map((row) => row.child_id))
  const gone = places.filter((place) => seen.has(place.child_id) && input.removed.includes(place.child_id))
  const added = input.added.filter((id) => !places.some((place) => place.child_id === id))
  if (added.length === 0 && gone.length === places.length) throw new Refusal('stale_version')
  const reported = await reportsOn(tx, mediaId)
  if (reported.some(({ child_id }) => added.includes(child_id))) await leaveToColleague(tx, mediaId, places)
  const photo = await photoWith(tx, mediaId)
  const { day } = aboutOf(aboutAt.toISOString(), [])
  const children = added.length === 0 ? [] : (await groupAndChildren(tx, groupId, day, added, 'photos')).children
  const keys = await childKeys(tx, added, secret)
  const cards = await cardsOfPost(tx, postId)

  const coming = children.map((child) => {
    const card = cards.find((one) => one.child_id === child.id)
    return { child, card: card?.id ?? newId(), isNew: card === undefined }
  })
  const events = [
    ...gone.map(leaving),
    ...coming.map(({ child, card, isNew }) => ({
      channel: child.channel,
      type: isNew ? 'photos.posted' : 'photos.changed',
      item: card,
    })),
  ]
  const removed = gone.map((place) => place.child_id)
  const reports = openAt(reported, removed)
  const stays = [...childrenOf(places).filter((id) => !removed.includes(id)), ...added]
  const reply = { astray: await astray(tx, mediaId, stays), settled: reports.length }
  const subject = { media: mediaId, post: postId, fields: ['children'], added, removed, reports }
  const note = { action: 'photos.tagged', subject }
  if (events.length === 0) {
    await writeAudit(tx, note)
    return reply
  }
  placePhotos(
    tx,
    { id: postId, groupId, authorId: first.author_id, authorName: first.author_name, aboutAt },
    {
      // The text may hold another child's name: a new card begins without.
      cards: coming
        .filter(({ isNew }) => isNew)
        .map(({ child, card }) => ({ id: card, channel: child.channel, child: child.id, text: '' })),
      photos: coming.map(({ child, card }) => ({
        ...{ channel: child.channel, child: child.id, card, media: mediaId, position: first.position },
        ...{ takenAt, showsNobody: first.shows_nobody },
        ...{ width: photo.width, height: photo.height, seconds: photo.seconds, thumbhash: photo.thumbhash },
        files: photo.files,
      })),
      wraps: wrapsFor(mediaId, fileKeyOf(photo, secret), children, keys),
      shown: children.map((child) => shownAt(child, takenAt)),
    },
    events,
    note,
  )
  tx.atCommit(countVersion, [coming.filter(({ isNew }) => !isNew).map(({ card }) => card)])
  // Last: whose photo it no longer is may change nothing of it.
  if (gone.length > 0) tx.atCommit(takeOut, [mediaId, removed, 'retagged' satisfies Leaving])
  return reply
}

const childrenOf = (places: readonly Place[]): string[] => places.map((place) => place.child_id)

/** How many families had a photo, and had opened it, that is not theirs where it will stand. */
async function astray(tx: Tx, mediaId: string, stays: readonly string[]): Promise<{ shown: number; opened: number }> {
  const families = await astrayFamilies(tx, mediaId, stays)
  return { shown: families.length, opened: families.filter(({ opened }) => opened).length }
}

/** The same families by name, before who is on a photo is changed; noted, for it says who had it. */
export async function previewTags(
  tx: Tx,
  mediaId: string,
  { added, removed }: Output<(typeof previewRoute)['body']>,
): Promise<AstrayFamily[]> {
  const places = await changeablePlaces(tx, mediaId)
  const [{ group_id: groupId, about_at: aboutAt }] = places
  const { day } = aboutOf(aboutAt.toISOString(), [])
  // Whose guardians read of a child is told only to who could put it there.
  const coming = added.length === 0 ? [] : (await groupAndChildren(tx, groupId, day, added, 'photos')).children
  const stays = childrenOf(places).filter((id) => !removed.includes(id))
  await writeAudit(tx, { action: 'photos.astray_read', subject: { media: mediaId, children: childrenOf(places) } })
  return astrayFamilies(tx, mediaId, [...stays, ...coming.map(({ id }) => id)])
}
