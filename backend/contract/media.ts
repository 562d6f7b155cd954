import * as v from 'valibot'
import { RoleName } from './account.ts'
import { mostAsked } from './media-limits.ts'
import { Picture, RenditionName } from './picture.ts'
import { Placed } from './placed.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** What a file for a group's photos is meant to be; what it is, its bytes say later. */
export const mediaKinds = ['photo', 'video'] as const
/** The same of every file: a document comes with a message. */
export const uploadKinds = [...mediaKinds, 'document'] as const

/** Why a file will never be shown. */
export const refusals = [
  'unknown_type',
  'too_many_pixels',
  'damaged',
  'too_slow',
  'too_large',
  'too_long',
  'encrypted',
  'too_many_pages',
] as const

/** A file that its author sent, and that nobody else sees until it is placed. */
export const Upload = v.strictObject({
  id: Id,
  /** For whose photos; null when it is to go with a message. */
  groupId: v.nullable(Id),
  /** With a message about whom; null when it is for a group's photos. */
  childId: v.nullable(Id),
  kind: v.picklist(uploadKinds),
  /** Of a document. */
  name: v.nullable(v.string()),
  /** The file's length in bytes, and how much of it has arrived. */
  bytes: v.number(),
  offset: v.number(),
  /** `refused`: it will never be shown; `failed`: something else went wrong, it can be tried again. */
  state: v.picklist(['uploading', 'processing', 'ready', 'refused', 'failed']),
  reason: v.nullable(v.picklist(refusals)),
  /** Of the processing, from 0 to 1. */
  progress: v.number(),
  /** Once it is ready. */
  picture: v.nullable(Picture),
  /** What the camera said, or else what the device knew that sent it. */
  takenAt: v.nullable(Instant),
  createdAt: Instant,
  /** Untagged it is gone by then. */
  expiresAt: Instant,
})
export type Upload = v.InferOutput<typeof Upload>

export const beginUpload = route({
  method: 'POST',
  path: '/api/media',
  summary: 'Announces a file; its bytes follow by the tus protocol (HEAD, PATCH) at /api/uploads/{id}.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    id: Id,
    groupId: Id,
    kind: v.picklist(mediaKinds),
    bytes: v.pipe(v.number(), v.safeInteger('number'), v.minValue(1, 'empty')),
    /** When it was taken, as far as the device knows: where the camera says nothing, every device of the author has this. */
    takenAt: v.optional(Instant),
  }),
  reply: v.strictObject({ upload: Upload }),
  errors: ['not_found', 'id_taken', 'too_large', 'quota_exceeded', 'storage_full'],
})

const everybody = ['guardian', 'staff', 'manager'] as const
const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'

export const uploads = route({
  method: 'GET',
  path: '/api/media',
  summary: 'What this person sent and did not place yet, oldest first.',
  roles: everybody,
  query: v.strictObject({
    /** What is to go with messages, rather than what is for a group's photos. */
    of: v.optional(v.literal('messages')),
    /** The ids, with commas between, of what the device that asks misses. */
    missed: v.optional(v.pipe(v.string(), v.regex(new RegExp(`^${uuid}(,${uuid}){0,${mostAsked - 1}}$`), 'ids'))),
  }),
  reply: v.strictObject({
    uploads: v.array(Upload),
    /** Of what is missed: what this person placed or threw away, from whichever device. */
    ended: v.array(Id),
    /** Of those, what stands in timelines now, and in which post. */
    placed: v.array(Placed),
    /** How many bytes one file may have. */
    most: v.strictObject({ photo: v.number(), video: v.number() }),
  }),
})

export const retryUpload = route({
  method: 'POST',
  path: '/api/media/:mediaId/retry',
  summary: 'Processes a file once more whose processing failed.',
  roles: everybody,
  params: v.strictObject({ mediaId: Id }),
  reply: v.strictObject({ upload: Upload }),
  errors: ['not_found'],
})

export const discardUpload = route({
  method: 'DELETE',
  path: '/api/media/:mediaId',
  summary: 'Throws away a file that is not placed.',
  roles: everybody,
  params: v.strictObject({ mediaId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found', 'id_taken'],
})

export const uploadedPicture = route({
  method: 'GET',
  path: '/api/media/:mediaId/file/:rendition',
  summary: 'A file that its author did not place yet, for the author alone.',
  roles: everybody,
  params: v.strictObject({ mediaId: Id, rendition: RenditionName }),
  query: v.strictObject({ role: v.optional(RoleName) }),
  reply: v.any(),
  file: 'image/webp',
  roleInAddress: true,
  errors: ['not_found', 'unavailable'],
})
