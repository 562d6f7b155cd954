import { v7 } from 'uuid'
import { fillName, photoTextLength } from '../../../backend/contract/diary-text.ts'
import type { PostPhotos } from '../../../backend/contract/photo.ts'
import type { Id, Instant } from '../../../backend/contract/values.ts'
import { isUsable, type UploadItem } from '../upload-state.ts'

/** What is said of one photo. */
export interface PhotoTag {
  /** Who is on it, or with `showsNobody` whose guardians are to see it. */
  childIds: Id[]
  showsNobody: boolean
  /** A corrected time; null is what the camera said. */
  takenAt: Instant | null
}

/** Photos that are being tagged, before they are a post. */
export interface PhotoDraft {
  id: Id
  groupId: Id
  text: string
  /** By the key of the file. */
  tags: Record<Id, PhotoTag>
  /** The send in the outbox that this takes the place of: its photos are those of the tags, else all that are free. */
  replaces: Id | null
}

export const untagged: PhotoTag = { childIds: [], showsNobody: false, takenAt: null }

/** An empty page for a group. */
export const newPhotoDraft = (groupId: Id): PhotoDraft => ({ id: v7(), groupId, text: '', tags: {}, replaces: null })

/** Has anything been said of photos yet. */
export const hasWords = ({ text, tags }: PhotoDraft): boolean => text.trim() !== '' || Object.keys(tags).length > 0

/** Under which name a draft is kept: one per group, and one per send that is being changed. */
export const photoDraftKey = ({ groupId, replaces }: Pick<PhotoDraft, 'groupId' | 'replaces'>): string =>
  replaces === null ? `group:${groupId}` : `send:${replaces}`

/** A photo of a draft with all that is known of it. */
export interface DraftPhoto {
  item: UploadItem
  tag: PhotoTag
  takenAt: Instant
  /** Its number among the others, from 1. */
  number: number
}

/** When a photo was taken, as well as it is known. */
const takenAtOf = (item: UploadItem, tag: PhotoTag): Instant =>
  tag.takenAt ?? item.upload?.takenAt ?? item.takenAt ?? new Date(item.order).toISOString()

/**
 * The photos of a draft in the order in which they were chosen.
 * @param taken the keys that wait in the outbox
 */
export function photosOf(draft: PhotoDraft, items: readonly UploadItem[], taken: ReadonlySet<Id>): DraftPhoto[] {
  return items
    .filter((item) => item.groupId === draft.groupId && item.removedAt === null)
    .filter(({ key }) => (draft.replaces === null ? !taken.has(key) : key in draft.tags))
    .sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
    .map((item, index) => {
      const tag = draft.tags[item.key] ?? untagged
      return { item, tag, takenAt: takenAtOf(item, tag), number: index + 1 }
    })
}

/** Says something else of a photo. */
export type Tagging = (tag: PhotoTag, key: Id) => PhotoTag

/** The draft with something else said of some photos. */
export function withTags(draft: PhotoDraft, keys: readonly Id[], how: Tagging): PhotoDraft {
  const tags = { ...draft.tags }
  for (const key of keys) tags[key] = how(tags[key] ?? untagged, key)
  return { ...draft, tags }
}

const inMinutes = (moment: number): number => Math.floor(moment / 60_000) * 60_000

/** Corrects when photos were taken: one to the moment that is given, of more the first; the others move by as much. */
export function retimed(photos: readonly DraftPhoto[], moment: Instant): Tagging {
  const times = new Map(photos.map(({ item, takenAt }) => [item.key, Date.parse(takenAt)]))
  // A clock shows no seconds; those between the photos stay.
  const by = Date.parse(moment) - inMinutes(Math.min(...times.values()))
  return (tag, key) => {
    const at = times.get(key)
    if (at === undefined) return tag
    return { ...tag, takenAt: times.size === 1 ? moment : new Date(at + by).toISOString() }
  }
}

/** Puts a child on photos or takes it off. */
export const withChild =
  (childId: Id, on: boolean) =>
  (tag: PhotoTag): PhotoTag => {
    const others = tag.childIds.filter((id) => id !== childId)
    return { ...tag, childIds: on ? [...others, childId] : others }
  }

/** The draft with one file in the place of another. */
export function withReplaced(draft: PhotoDraft, key: Id, by: Id, tag: PhotoTag): PhotoDraft {
  const { [key]: _, ...tags } = draft.tags
  return { ...draft, tags: { ...tags, [by]: tag } }
}

/** A photo that may not go, who stops it and whether that child has no consent now or had none then. */
export interface Blocked {
  photo: DraftPhoto
  children: { id: Id; callName: string; notThen: boolean }[]
}

/** What would be shown of whom without consent, as far as is known. */
export interface Refusals {
  now: ReadonlyMap<Id, string>
  /** The moments for which a child that may be shown now may not. */
  before: ReadonlyMap<Id, readonly Instant[]>
}

/** The photos that one child without consent stops. */
export function blockedOf(
  photos: readonly DraftPhoto[],
  { now, before }: Refusals,
  nameOf: (id: Id) => string,
): Blocked[] {
  return photos.flatMap((photo) => {
    const children = photo.tag.childIds.flatMap((id) => {
      const notThen = before.get(id)?.includes(photo.takenAt) ?? false
      return now.has(id) || notThen ? [{ id, callName: nameOf(id), notThen: !now.has(id) }] : []
    })
    return children.length > 0 ? [{ photo, children }] : []
  })
}

export type PhotoProblem =
  | { reason: 'no_photos' | 'too_many' | 'too_long' }
  | { reason: 'untagged' | 'in_future' | 'too_old'; photos: DraftPhoto[] }

const mostPhotos = 100
const furthestAhead = 5 * 60_000
const furthestBack = 31 * 86_400_000

/**
 * What keeps the photos that go from being sent, the first to mend first.
 * @param names of the children that are tagged
 */
export function photoProblems(
  draft: PhotoDraft,
  going: readonly DraftPhoto[],
  names: readonly string[],
  now: number,
): PhotoProblem[] {
  const problems: PhotoProblem[] = []
  const that = (reason: 'untagged' | 'in_future' | 'too_old', which: (photo: DraftPhoto) => boolean) => {
    const photos = going.filter(which)
    if (photos.length > 0) problems.push({ reason, photos })
  }
  if (going.length === 0) problems.push({ reason: 'no_photos' })
  if (going.length > mostPhotos) problems.push({ reason: 'too_many' })
  that('untagged', ({ tag }) => tag.childIds.length === 0)
  that('in_future', ({ takenAt }) => Date.parse(takenAt) > now + furthestAhead)
  that('too_old', ({ takenAt }) => Date.parse(takenAt) < now - furthestBack)
  if ([draft.text, ...names.map((name) => fillName(draft.text, name))].some((text) => text.length > photoTextLength))
    problems.push({ reason: 'too_long' })
  return problems
}

/** Of all that stand here, those that go: without what is stopped, and what the server or this device cannot give. */
export function goingOf(photos: readonly DraftPhoto[], blocked: readonly Blocked[]): DraftPhoto[] {
  const stopped = new Set(blocked.map(({ photo }) => photo.item.key))
  return photos.filter(({ item }) => isUsable(item) && !stopped.has(item.key))
}

/** What a post of these photos is about: the latest of them. */
export const aboutOf = (photos: readonly { takenAt: Instant }[]): Instant =>
  photos.map(({ takenAt }) => takenAt).reduce((last, at) => (Date.parse(at) > Date.parse(last) ? at : last))

/** A post with the times that the camera wrote into its photos, which are known only once the server has read them. */
export function withCameraTimes(body: PostPhotos, draft: PhotoDraft, items: readonly UploadItem[]): PostPhotos {
  const photos = body.photos.map((photo) => {
    const said = draft.tags[photo.mediaId]?.takenAt ?? items.find(({ key }) => key === photo.mediaId)?.upload?.takenAt
    return { ...photo, takenAt: said ?? photo.takenAt }
  })
  return { ...body, photos, aboutAt: aboutOf(photos) }
}

/** What goes to the server; the keys stand for what it calls the files until it is sent. */
export const photoPostOf = (draft: PhotoDraft, going: readonly DraftPhoto[]): PostPhotos => ({
  id: draft.id,
  groupId: draft.groupId,
  aboutAt: aboutOf(going),
  text: draft.text.trim() === '' ? '' : draft.text,
  photos: going.map(({ item, tag, takenAt }) => ({
    mediaId: item.key,
    childIds: tag.childIds,
    showsNobody: tag.showsNobody,
    takenAt,
  })),
})
