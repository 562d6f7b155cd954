import * as v from 'valibot'
import { route } from './route.ts'
import { Id, Instant } from './values.ts'

/** In which forms a portrait is kept: none that is larger than it is ever shown. */
export const portraitForms = ['avif-320', 'webp-320', 'avif-1080', 'webp-1080'] as const

const params = v.strictObject({ portraitId: Id })

export const ownPortrait = route({
  method: 'GET',
  path: '/api/portrait',
  summary: 'The own portrait of somebody of the staff, and whether a manager removed it.',
  roles: ['staff', 'manager'],
  reply: v.strictObject({
    /** Another one with every picture. */
    portraitId: v.nullable(Id),
    /** When a manager removed the last one; until another is put. */
    removedAt: v.nullable(Instant),
    /** A group in which the person works today: in its name the picture is sent. */
    groupId: v.nullable(Id),
  }),
})

export const putPortrait = route({
  method: 'PUT',
  path: '/api/portrait',
  summary: 'Makes a picture that this person sent, and did not tag, the own portrait, in the place of a former one.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    mediaId: Id,
    /** That nobody else is in it, as the person declares. */
    alone: v.literal(true),
  }),
  reply: v.strictObject({ portraitId: Id }),
  errors: ['not_found', 'not_ready', 'unsupported_media_type', 'id_taken'],
})

export const removePortrait = route({
  method: 'DELETE',
  path: '/api/portraits/:portraitId',
  summary: 'Removes the own portrait, or as manager that of somebody who works at the location.',
  roles: ['staff', 'manager'],
  params,
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const restorePortrait = route({
  method: 'POST',
  path: '/api/portraits/:portraitId/restored',
  summary: 'Takes back that one removed a portrait, some minutes long.',
  roles: ['staff', 'manager'],
  params,
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const portraitFile = route({
  method: 'GET',
  path: '/api/portraits/:portraitId/file/:rendition',
  summary: 'A portrait, for the person and for those who see the team of the location.',
  roles: ['guardian', 'staff', 'manager'],
  params: v.strictObject({ portraitId: Id, rendition: v.picklist(portraitForms) }),
  reply: v.any(),
  file: 'image/webp',
  errors: ['not_found', 'unavailable'],
})
