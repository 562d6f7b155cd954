import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { unwrapUntagged } from '../../db/media/keys.ts'
import { aboutOf, checkMoment } from '../about.ts'
import { childKeys } from '../child-keys.ts'
import type { PhotoAudience } from '../contract/audience.ts'
import { fillName, photoTextLength } from '../contract/diary-text.ts'
import type { PostPhotos, previewPhotos as previewRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { Refusal } from '../errors.ts'
import { groupAndChildren } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { type MediaRow, placedOf, untaggedOf } from '../media/queries.ts'
import { previewFor } from '../preview.ts'
import { shownAt } from '../shown.ts'
import { type NewPhoto, newId, placePhotos } from './cards.ts'
import { wrapsFor } from './keys.ts'

const postTaken = statement<{ taken: boolean }>('post_taken', 'select post_taken($1) as taken')
const tagMedia = statement<never>(
  'tag_media',
  'update media set post_id = $2, wrapped_key = null where id = any($1::uuid[])',
)

/**
 * Places photos in the timelines of the children tagged on each, a card per child; all or none. Consent counts now and when each
 * photo was taken (privacy statement, "Privacy en toestemming"): one child without it stops the whole. From then on the
 * files' keys are there for those children alone.
 * @throws Refusal `not_found` for a group, child or file that is not the actor's, `not_ready` for a file that is still being
 *   processed, `already_placed` with where the actor placed some of them, `consent_missing` with the children, `time_in_future` and `time_too_old` with the photo's field
 */
export async function postPhotos(tx: Tx, input: PostPhotos, secret: string): Promise<void> {
  if (!(await claim(tx, input.id, input))) return
  const about = aboutOf(input.aboutAt, [])
  checkMoment(about.at, tx.now, 'aboutAt')
  for (const [n, photo] of input.photos.entries()) checkMoment(new Date(photo.takenAt), tx.now, `photos.${n}.takenAt`)
  const childIds = [...new Set(input.photos.flatMap((photo) => photo.childIds))]
  const mediaIds = input.photos.map((photo) => photo.mediaId)
  const [post] = await tx.query(postTaken, [input.id])
  if (post?.taken) throw new Refusal('id_taken')
  const { group, children } = await groupAndChildren(tx, input.groupId, about.day, childIds, 'photos')
  const files = await readyFiles(tx, mediaIds)
  const keys = await childKeys(tx, childIds, secret)
  // It was taken before it was here, whatever is said of it: else a consent that came meanwhile would seem to have been there.
  const takenAt = ({ mediaId, takenAt: said }: PostPhotos['photos'][number]) =>
    new Date(Math.min(Date.parse(said), files.get(mediaId)!.created_at.getTime()))

  const cards = children.map((child) => ({
    id: newId(),
    channel: child.channel,
    child: child.id,
    text: textFor(input.text, child.callName),
  }))
  const photos = input.photos.flatMap((photo, position) =>
    photo.childIds.map((childId): NewPhoto => {
      const { width, height, seconds, thumbhash, files: stored } = files.get(photo.mediaId)!
      const card = cards.find(({ child }) => child === childId)!
      return {
        ...{ channel: card.channel, child: childId, card: card.id, media: photo.mediaId, position },
        ...{ takenAt: takenAt(photo), showsNobody: photo.showsNobody },
        ...{ width: width!, height: height!, seconds, thumbhash: thumbhash!, files: stored },
      }
    }),
  )
  const wraps = input.photos.flatMap(({ mediaId, childIds: tagged }) => {
    const fileKey = unwrapUntagged(files.get(mediaId)!.wrapped_key!, mediaId, secret)
    const shown = children.filter(({ id }) => tagged.includes(id))
    return wrapsFor(mediaId, fileKey, shown, keys)
  })
  const shown = photos.map(({ child, takenAt: at }) => shownAt(children.find(({ id }) => id === child)!, at))
  const { personId: authorId, firstName: authorName } = tx.actor
  placePhotos(
    tx,
    { id: input.id, groupId: group.id, authorId, authorName, aboutAt: about.at },
    { cards, photos, wraps, shown },
    cards.map((card) => ({ channel: card.channel, type: 'photos.posted', item: card.id })),
    { action: 'photos.posted', subject: { post: input.id, group: group.id, children: childIds, media: mediaIds } },
  )
  tx.atCommit(tagMedia, [mediaIds, input.id])
  // Consent then is decided by what the author says: a clock can be wrong, and who says so answers for it.
  const corrected = input.photos.flatMap((photo) => {
    const { mediaId, childIds: shown } = photo
    const camera = files.get(mediaId)!.camera_at
    const taken = takenAt(photo)
    return camera && camera.getTime() !== taken.getTime() ? [{ mediaId, shown, camera, taken }] : []
  })
  if (corrected.length === 0) return
  await writeAudit(tx, {
    action: 'photos.time_corrected',
    subject: {
      ...{ post: input.id, group: group.id, children: [...new Set(corrected.flatMap((photo) => photo.shown))] },
      media: corrected.map((photo) => photo.mediaId),
      camera: corrected.map((photo) => photo.camera),
      taken: corrected.map((photo) => photo.taken),
    },
  })
}

/** The actor's files of these ids, kept from being tagged or thrown away by another meanwhile. */
async function readyFiles(tx: Tx, mediaIds: readonly string[]): Promise<Map<string, MediaRow>> {
  const untagged = await untaggedOf(tx, mediaIds, true)
  const files = new Map(untagged.flatMap((row) => (row.group_id === null ? [] : [[row.id, row]])))
  if (files.size < mediaIds.length) {
    const placed = await placedOf(tx, mediaIds)
    throw placed.length > 0 ? new Refusal('already_placed', { placed }) : new Refusal('not_found')
  }
  for (const { state, wrapped_key } of files.values())
    if (state !== 'ready' || wrapped_key === null) throw new Refusal('not_ready')
  return files
}

/** With the name in, a text can outgrow its limit. */
export function textFor(wording: string, callName: string): string {
  const text = fillName(wording, callName)
  if (text.length > photoTextLength) throw new Refusal('invalid', { fields: [{ path: 'text', reason: 'too_long' }] })
  return text
}

/** Who would see photos of these children taken at these moments, and who may not be shown, when and why. */
export async function previewPhotos(tx: Tx, input: Output<(typeof previewRoute)['body']>): Promise<PhotoAudience> {
  const about = aboutOf(
    input.aboutAt,
    input.children.flatMap(({ moments }) => moments),
  )
  checkMoment(about.to, tx.now)
  checkMoment(about.from, tx.now)
  const ids = input.children.map(({ id }) => id)
  const { children } = await groupAndChildren(tx, input.groupId, about.day, ids, 'photos')
  const spoken = children.map((child, n) =>
    input.children[n]!.moments.map((moment) => ({ moment, ...shownAt(child, new Date(moment)) })),
  )
  const { audience, closed, readers } = await previewFor(tx, 'photos', spoken.flat())
  const told = audience.children.map((child, n) => {
    const refusedAt = spoken[n]!.filter((one) => closed.has(one)).map(({ moment }) => moment)
    // What was taken at its other moments is read all the same.
    const isRead = refusedAt.length < spoken[n]!.length
    return { ...child, readers: isRead ? (readers.get(child.id) ?? 0) : 0, refusedAt }
  })
  return { families: told.filter((child) => child.readers > 0).length, children: told }
}
