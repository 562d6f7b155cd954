import * as v from 'valibot'
import { RoleName } from './account.ts'
import { documentName, mostAttachments } from './attachment-limits.ts'
import { Upload } from './media.ts'
import { Picture, renditions } from './picture.ts'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** What comes with a message. Who is on a photo of the staff is kept, and told to nobody. */
export const Attachment = v.variant('kind', [
  v.strictObject({ kind: v.literal('photo'), id: Id, ...Picture.entries }),
  v.strictObject({ kind: v.literal('document'), id: Id, name: v.string(), bytes: v.number() }),
])
export type Attachment = v.InferOutput<typeof Attachment>

/** What came with the last message of a conversation, for lists: how many of each, and the name of a document. */
export const Attached = v.strictObject({ photos: v.number(), documents: v.number(), name: v.nullable(v.string()) })
export type Attached = v.InferOutput<typeof Attached>

/** Files to send with a message, by the ids of their uploads; staff say of each photo who is on it, or that it shows no child. */
export const NewAttachments = v.pipe(
  v.array(
    v.strictObject({
      id: Id,
      childIds: v.optional(
        v.pipe(
          v.array(Id),
          v.maxLength(60, 'too_many'),
          v.check((ids) => new Set(ids).size === ids.length, 'twice'),
        ),
        [],
      ),
      showsNobody: v.optional(v.boolean(), false),
    }),
  ),
  v.maxLength(mostAttachments, 'too_many'),
  v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'twice'),
)
export type NewAttachments = v.InferOutput<typeof NewAttachments>

const everybody = ['guardian', 'staff', 'manager'] as const

export const beginAttachment = route({
  method: 'POST',
  path: '/api/attachments',
  summary:
    'Announces a photo or document that is to go with a message about a child; its bytes follow by the tus protocol (HEAD, PATCH) at /api/uploads/{id}.',
  roles: everybody,
  body: v.pipe(
    v.strictObject({
      id: Id,
      childId: Id,
      kind: v.picklist(['photo', 'document']),
      bytes: v.pipe(v.number(), v.safeInteger('number'), v.minValue(1, 'empty')),
      /** Of a document. Folders, and what cannot be seen, are taken out; it ends in `.pdf`. */
      name: v.optional(
        v.pipe(
          v.string(),
          v.maxLength(1000, 'too_long'),
          v.check((name) => name.isWellFormed(), 'unsafe_characters'),
          v.transform(documentName),
          v.minLength(1, 'empty'),
        ),
      ),
      takenAt: v.optional(Instant),
    }),
    v.forward(
      v.check(({ kind, name }) => (kind === 'document') === (name !== undefined), 'unknown_or_missing'),
      ['name'],
    ),
  ),
  reply: v.strictObject({ upload: Upload }),
  errors: ['not_found', 'id_taken', 'too_large', 'quota_exceeded', 'storage_full'],
})

const one = v.strictObject({ conversationId: Id, attachmentId: Id })

export const attachmentFile = route({
  method: 'GET',
  path: '/api/conversations/:conversationId/attachments/:attachmentId/:form',
  summary:
    'What came with a message, in one of its forms; a document is given to be kept, never to be shown in a page. Who may have it is decided anew each time.',
  noted: true,
  roles: everybody,
  params: v.strictObject({ ...one.entries, form: v.picklist(renditions) }),
  query: v.strictObject({
    /** As the role header, for an address that a page opens by itself. */
    role: v.optional(RoleName),
    /** To be kept. */
    save: v.optional(v.literal('1')),
  }),
  reply: v.any(),
  file: 'application/octet-stream',
  roleInAddress: true,
  errors: ['not_found', 'unavailable'],
})

export const openAttachment = route({
  method: 'POST',
  path: '/api/conversations/:conversationId/opened/:attachmentId',
  summary: 'Notes that the actor has a photo open by itself, whole and large; for the case that it is recalled.',
  roles: everybody,
  params: one,
  body: v.strictObject({ opened: v.literal(true) }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})
