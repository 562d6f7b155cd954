import * as v from 'valibot'
import { RoleName } from './account.ts'
import { PhotoAudience } from './audience.ts'
import { photoTextLength } from './diary-text.ts'
import { RenditionName, TakenPicture } from './picture.ts'
import { route } from './route.ts'
import { count, Id, Instant, isVisible, text } from './values.ts'

export const mostPhotos = 100
export const mostTagged = 60
export const mostDownloaded = 2000

const card = {
  id: Id,
  childId: Id,
  /** Where it stands in the timeline. */
  aboutAt: Instant,
  text: v.string(),
  author: v.string(),
  group: v.string(),
  version: v.number(),
}

/** A photo or video as a guardian sees it. Its id is that of this child's copy: who else is tagged shows nowhere. */
export const GuardianPhoto = v.strictObject({ id: Id, ...TakenPicture.entries })
export type GuardianPhoto = v.InferOutput<typeof GuardianPhoto>

/** The photos of one post that show one child, as a card in that child's timeline. */
export const GuardianPhotos = v.strictObject({
  kind: v.literal('photos'),
  ...card,
  seq: v.number(),
  photos: v.array(GuardianPhoto),
})
export type GuardianPhotos = v.InferOutput<typeof GuardianPhotos>

/** Why a guardian reports a photo. */
export const ReportReason = v.picklist(['should_not_be_shown', 'wrong_child', 'other'])
export type ReportReason = v.InferOutput<typeof ReportReason>

/** The same photo in the timelines of several children has one `mediaId`. */
export const StaffPhoto = v.strictObject({
  id: Id,
  mediaId: Id,
  ...TakenPicture.entries,
  /** Declared by its author to show no child. */
  showsNobody: v.boolean(),
  hearts: v.number(),
  /** Reports by guardians that nobody settled yet. */
  reports: v.array(v.strictObject({ id: Id, at: Instant, reason: ReportReason, text: v.string() })),
})
export type StaffPhoto = v.InferOutput<typeof StaffPhoto>

/** Those among some photos to which this guardian gave a heart. */
export const Hearted = v.array(Id)

/** One child's card of a post, as the staff of the group see it. */
export const StaffPhotos = v.strictObject({
  kind: v.literal('photos'),
  ...card,
  postId: Id,
  authorId: Id,
  groupId: Id,
  postedAt: Instant,
  photos: v.array(StaffPhoto),
})
export type StaffPhotos = v.InferOutput<typeof StaffPhotos>

const FewChildren = v.pipe(
  v.array(Id),
  v.maxLength(mostTagged, 'too_many'),
  v.check((ids) => new Set(ids).size === ids.length, 'twice'),
)
const Children = v.pipe(FewChildren, v.minLength(1, 'empty'))

const PostText = v.pipe(
  text(photoTextLength),
  v.check((wording) => wording === '' || isVisible(wording), 'empty'),
)

export const postPhotos = route({
  method: 'POST',
  path: '/api/photos',
  summary: 'Places photos and videos in the timelines of the children tagged on each; all or none.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    id: Id,
    groupId: Id,
    aboutAt: Instant,
    text: PostText,
    photos: v.pipe(
      v.array(
        v.strictObject({
          mediaId: Id,
          /** Who is on it, or with `showsNobody` whose guardians are to see it. */
          childIds: Children,
          /** The author declares that no child can be seen. */
          showsNobody: v.boolean(),
          takenAt: Instant,
        }),
      ),
      v.minLength(1, 'empty'),
      v.maxLength(mostPhotos, 'too_many'),
      v.check((photos) => new Set(photos.map((photo) => photo.mediaId)).size === photos.length, 'twice'),
    ),
  }),
  reply: v.strictObject({}),
  errors: ['not_found', 'id_taken', 'consent_missing', 'not_ready', 'already_placed', 'time_in_future', 'time_too_old'],
})
export type PostPhotos = v.InferOutput<(typeof postPhotos)['body']>

export const previewPhotos = route({
  method: 'POST',
  path: '/api/photos/audience',
  summary: 'Who will see photos of these children, each taken at some moments, and who may not be shown when and why.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    groupId: Id,
    aboutAt: Instant,
    children: v.pipe(
      v.array(
        v.strictObject({
          id: Id,
          moments: v.pipe(v.array(Instant), v.minLength(1, 'empty'), v.maxLength(mostPhotos, 'too_many')),
        }),
      ),
      v.minLength(1, 'empty'),
      v.maxLength(mostTagged, 'too_many'),
      v.check((children) => new Set(children.map(({ id }) => id)).size === children.length, 'twice'),
    ),
  }),
  reply: PhotoAudience,
  errors: ['not_found', 'time_in_future', 'time_too_old'],
})

export const editPhotoPost = route({
  method: 'PUT',
  path: '/api/photos/posts/:postId',
  summary: 'Changes the text and the time of photos that were placed together, at every child whom this person sees.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ postId: Id }),
  body: v.strictObject({
    id: Id,
    aboutAt: Instant,
    /** With `{name}` where each child's own name is to stand; absent, every card keeps its own. */
    text: v.optional(PostText),
    /** The cards as the editor saw them, of one moment. */
    cards: v.pipe(
      v.array(v.strictObject({ id: Id, version: v.number() })),
      v.minLength(1, 'empty'),
      v.maxLength(mostTagged, 'too_many'),
    ),
  }),
  reply: v.strictObject({}),
  errors: ['not_found', 'id_taken', 'stale_version', 'consent_missing', 'time_in_future', 'time_too_old'],
})

/** Only the change, so that nobody undoes what a colleague changed: whom it names need not be off, or on, any more. */
const tags = { added: FewChildren, removed: FewChildren }
type Tags = Record<keyof typeof tags, string[]>
const isSomething = ({ added, removed }: Tags) => added.length + removed.length > 0
const isEither = ({ added, removed }: Tags) => !added.some((id) => removed.includes(id))

/** People who are guardians of the same children, and had a photo that will not be theirs any more. */
export const AstrayFamily = v.strictObject({
  guardians: v.array(v.string()),
  /** In whose timelines they had it. */
  children: v.array(v.string()),
  /** One of them had it open by itself. */
  opened: v.boolean(),
})
export type AstrayFamily = v.InferOutput<typeof AstrayFamily>

export const previewTags = route({
  method: 'POST',
  path: '/api/photos/media/:mediaId/astray',
  summary: 'Which families had a photo that will not be theirs once it is tagged like this, before that is done.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ mediaId: Id }),
  body: v.pipe(
    v.strictObject(tags),
    v.check((change) => isSomething(change), 'empty'),
    v.check((change) => isEither(change), 'twice'),
  ),
  reply: v.strictObject({ families: v.array(AstrayFamily) }),
  errors: ['not_found'],
})

export const tagPhoto = route({
  method: 'PUT',
  path: '/api/photos/media/:mediaId/children',
  summary: 'Changes who is on a photo: it leaves the timelines of some children and appears in those of others.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ mediaId: Id }),
  body: v.pipe(
    v.strictObject({ id: Id, ...tags }),
    v.check((change) => isSomething(change), 'empty'),
    v.check((change) => isEither(change), 'twice'),
  ),
  reply: v.strictObject({
    /** How many families had been shown it in timelines from which it was ever taken, and had opened it. */
    astray: v.strictObject({ shown: v.number(), opened: v.number() }),
    /** How many reports this settled. */
    settled: v.number(),
  }),
  /** `stale_version`: a colleague took the others off, and a photo of nobody is removed, not retagged. */
  errors: ['not_found', 'id_taken', 'consent_missing', 'stale_version', 'colleague_decides'],
})

export const removePhoto = route({
  method: 'DELETE',
  path: '/api/photos/media/:mediaId',
  summary: 'Removes a photo from every timeline; its files are destroyed.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ mediaId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})

/** Who had a misdirected photo on a device. */
export const PhotoReader = v.strictObject({
  personId: Id,
  name: v.string(),
  role: v.picklist(['guardian', 'staff', 'manager']),
  child: v.string(),
  seenAt: Instant,
  /** Enlarged, played, or saved on the device. */
  openedAt: v.nullable(Instant),
  savedAt: v.nullable(Instant),
})
export type PhotoReader = v.InferOutput<typeof PhotoReader>

/** How many guardians; who had it in the timelines of two children counts once. */
export const guardiansAmong = (readers: readonly PhotoReader[]): number =>
  new Set(readers.filter(({ role }) => role === 'guardian').map(({ personId }) => personId)).size

/** A child in whose timeline a recalled photo stood, and from when until when; null until it was recalled. */
export const RecalledTag = v.strictObject({
  child: v.string(),
  /** What the child is called in the account of a breach, where no name stands. */
  letter: v.string(),
  from: Instant,
  until: v.nullable(Instant),
})
export type RecalledTag = v.InferOutput<typeof RecalledTag>

/** What a guardian had reported about a recalled photo, from which child's timeline. */
export const RecalledReport = v.strictObject({
  child: v.string(),
  at: Instant,
  reason: ReportReason,
  text: v.string(),
})
export type RecalledReport = v.InferOutput<typeof RecalledReport>

export const recallPhoto = route({
  method: 'POST',
  path: '/api/photos/media/:mediaId/recall',
  summary: 'Recalls a misdirected photo: gone everywhere at once, with who had opened it, and a breach record begun.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ mediaId: Id }),
  body: v.strictObject({ id: Id, reason: text(1000) }),
  reply: v.strictObject({ breachId: Id, readers: v.array(PhotoReader) }),
  errors: ['not_found', 'id_taken'],
})

export const heartPhoto = route({
  method: 'PUT',
  path: '/api/photos/:photoId/heart',
  summary: 'Gives a photo this guardian’s heart, or takes it back; staff see how many it has.',
  roles: ['guardian'],
  params: v.strictObject({ photoId: Id }),
  body: v.strictObject({ hearted: v.boolean() }),
  reply: v.strictObject({ hearted: v.boolean() }),
  errors: ['not_found'],
})

export const photoFile = route({
  method: 'GET',
  path: '/api/photos/:photoId/file/:rendition',
  summary: 'A photo or video in one of its forms; ranges are answered. Who may see it is decided anew each time.',
  noted: true,
  roles: ['guardian', 'staff', 'manager'],
  params: v.strictObject({ photoId: Id, rendition: RenditionName }),
  query: v.strictObject({
    /** As the role header, for an address that a player opens by itself. */
    role: v.optional(RoleName),
    /** To be kept, under a name by date and call name. */
    save: v.optional(v.literal('1')),
  }),
  reply: v.any(),
  file: 'image/webp',
  roleInAddress: true,
  errors: ['not_found', 'unavailable'],
})

export const openPhoto = route({
  method: 'POST',
  path: '/api/photos/:photoId/opened',
  summary: 'Notes that the actor has a photo open by itself, whole and large; for the case that it is recalled.',
  roles: ['guardian', 'staff', 'manager'],
  params: v.strictObject({ photoId: Id }),
  body: v.strictObject({ opened: v.literal(true) }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})

const Month = v.pipe(v.string(), v.regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'month'))

export const album = route({
  method: 'GET',
  path: '/api/photos/album',
  summary: 'How many photos and videos each day has, newest first, for a child or all children of a guardian.',
  roles: ['guardian'],
  query: v.strictObject({ child: v.optional(Id) }),
  reply: v.strictObject({
    /** `videos` of the `photos` are videos. */
    days: v.array(v.strictObject({ day: v.string(), photos: v.number(), videos: v.number() })),
  }),
})

/** A photo in the month grid, with the card that it stands on. */
export const AlbumPhoto = v.strictObject({
  ...GuardianPhoto.entries,
  childId: Id,
  cardId: Id,
  text: v.string(),
  author: v.string(),
  group: v.string(),
})
export type AlbumPhoto = v.InferOutput<typeof AlbumPhoto>

export const albumMonth = route({
  method: 'GET',
  path: '/api/photos/album/:month',
  summary: 'The photos of a month, newest first.',
  roles: ['guardian'],
  params: v.strictObject({ month: Month }),
  query: v.strictObject({
    child: v.optional(Id),
    /** How many to leave out from the start, and the most to give. */
    from: v.optional(count(0, 100_000)),
    limit: v.optional(count(1, 500)),
  }),
  reply: v.strictObject({ photos: v.array(AlbumPhoto), hearted: Hearted }),
  errors: ['not_found'],
})

export const downloadPhotos = route({
  method: 'POST',
  path: '/api/photos/photos.zip',
  summary: 'Photos of a guardian’s children as one ZIP: some of them, a month, or all.',
  roles: ['guardian'],
  body: v.strictObject({
    photoIds: v.optional(v.pipe(v.array(Id), v.minLength(1, 'empty'), v.maxLength(mostDownloaded, 'too_many'))),
    child: v.optional(Id),
    month: v.optional(Month),
  }),
  reply: v.any(),
  file: 'application/zip',
  errors: ['not_found', 'unavailable'],
})
