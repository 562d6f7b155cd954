import type { StaffPhoto, StaffPhotos } from '../../backend/contract/photo.ts'
import type { TakenPicture } from '../../backend/contract/picture.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { templateOf } from '../diary/staff-posts.ts'
import { isStuck, type Send } from '../outbox-state.ts'

/** What a guardian reported about a photo, and from which child's timeline. */
export type PhotoReport = StaffPhoto['reports'][number] & { childId: Id }

/** A photo of a post, once, with all children whose timelines it stands in. */
export interface PostPhoto extends TakenPicture {
  mediaId: Id
  /** One of its copies, to fetch it by. */
  photoId: Id
  childIds: Id[]
  showsNobody: boolean
  hearts: number
  reports: PhotoReport[]
}

/** Photos that were placed together, as staff see them: once, however many timelines they stand in. */
export interface PhotoPost {
  id: Id
  groupId: Id
  aboutAt: Instant
  author: string
  authorId: Id
  /** With `{name}` where each child's own name stands; of a single child as it is. */
  text: string
  childIds: Id[]
  /** Its cards as they are now, one per child. */
  cards: { id: Id; version: number }[]
  photos: PostPhoto[]
  /** The send that brings it, while it is not there yet. */
  send: Send | null
}

/** What can be done with photos that were placed together. */
export interface PhotoPostActions {
  correctPhotos: (post: PhotoPost) => void
  removePhotos: (post: PhotoPost) => void
}

/** The photos that are about to be removed: they are gone from this screen already. */
const leaving = (sends: readonly Send[]): Set<Id> =>
  new Set(sends.flatMap((send) => (send.work.kind === 'removePhoto' && !isStuck(send) ? [send.work.mediaId] : [])))

/** The photos of some cards, each once, in an order that keeps that of every card. */
function photosIn(cards: readonly StaffPhotos[], without: ReadonlySet<Id>): PostPhoto[] {
  const photos: PostPhoto[] = []
  for (const card of cards) {
    let place = 0
    for (const { id, mediaId, hearts, reports, showsNobody, ...picture } of card.photos) {
      if (without.has(mediaId)) continue
      const told = reports.map((report) => ({ ...report, childId: card.childId }))
      const known = photos.findIndex((photo) => photo.mediaId === mediaId)
      const photo = photos[known]
      if (photo) {
        photos[known] = {
          ...photo,
          childIds: [...photo.childIds, card.childId],
          hearts: photo.hearts + hearts,
          reports: [...photo.reports, ...told],
        }
        place = Math.max(place, known + 1)
      } else {
        const { width, height, thumbhash, sides, seconds, takenAt } = picture
        const about = { width, height, thumbhash, sides, seconds, takenAt }
        const childIds = [card.childId]
        photos.splice(place, 0, { ...about, mediaId, photoId: id, childIds, showsNobody, hearts, reports: told })
        place++
      }
    }
  }
  return photos
}

/** The text that most of the cards share; a card that came later may have none. */
function textOf(cards: readonly StaffPhotos[], names: ReadonlyMap<Id, string>): string {
  const [only] = cards
  if (cards.length === 1 && only) return only.text
  const texts = cards
    .filter(({ text }) => text.trim() !== '')
    .map((card) => templateOf(card.text, names.get(card.childId) ?? ''))
  const times = (text: string) => texts.filter((one) => one === text).length
  return [...new Set(texts)].sort((a, b) => times(b) - times(a))[0] ?? ''
}

/**
 * The posts of photos of a day, newest first as the cards come, each once; on top of them what is on its way.
 * @param names of the children, in the order of the group
 * @param author who sends from this device
 */
export function photoPostsOf(
  cards: readonly StaffPhotos[],
  sends: readonly Send[],
  names: ReadonlyMap<Id, string>,
  author: { id: Id; name: string },
  isOfDay: (aboutAt: Instant) => boolean,
): PhotoPost[] {
  const without = leaving(sends)
  const order = [...names.keys()]
  const place = (id: Id) => (names.has(id) ? order.indexOf(id) : order.length)
  const inOrder = (ids: readonly Id[]) => [...ids].sort((a, b) => place(a) - place(b))
  const posts = [...Map.groupBy(cards, ({ postId }) => postId)].flatMap(([id, ofPost]): PhotoPost[] => {
    const photos = photosIn(ofPost, without).map((photo) => ({ ...photo, childIds: inOrder(photo.childIds) }))
    const [first] = ofPost
    if (!first || photos.length === 0) return []
    const { groupId, aboutAt, author: by, authorId } = first
    const childIds = inOrder([...new Set(photos.flatMap((photo) => photo.childIds))])
    const cards = ofPost.map((card) => ({ id: card.id, version: card.version }))
    const text = textOf(ofPost, names)
    return [{ id, groupId, aboutAt, author: by, authorId, text, childIds, cards, photos, send: null }]
  })
  const known = new Set(posts.map(({ id }) => id))
  const coming = sends.flatMap((send): PhotoPost[] => {
    if (send.work.kind !== 'photos' || known.has(send.work.body.id) || !isOfDay(send.work.body.aboutAt)) return []
    const { id, groupId, aboutAt, text, photos } = send.work.body
    const childIds = inOrder([...new Set(photos.flatMap((photo) => photo.childIds))])
    return [
      { id, groupId, aboutAt, author: author.name, authorId: author.id, text, childIds, cards: [], photos: [], send },
    ]
  })
  return [...coming, ...posts]
}

/** How many photos and how many videos; of what is on its way nobody says which it is. */
export const countOf = (post: PhotoPost): { photos: number; videos: number } => {
  if (post.send?.work.kind === 'photos') return { photos: post.send.work.body.photos.length, videos: 0 }
  const videos = post.photos.filter(({ seconds }) => seconds !== null).length
  return { photos: post.photos.length - videos, videos }
}
