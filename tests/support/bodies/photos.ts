import { v7 as uuidv7 } from 'uuid'
import { photoPost } from '../photos.ts'
import type { Bodies, Ground } from './body.ts'

/** Photos and what is done with one. */
export const photosBodies = (at: Ground): Bodies => ({
  beginUpload: () => ({
    who: at.cast.people.staff,
    path: '/api/media',
    body: {
      id: uuidv7(),
      groupId: at.cast.targets.noor.groupId,
      kind: 'photo',
      bytes: 1000,
      takenAt: '2026-03-02T09:00:00.000Z',
    },
  }),
  postPhotos: () => ({
    who: at.cast.people.staff,
    path: '/api/photos',
    body: {
      ...photoPost(at.server, at.cast.targets.noor.groupId, [
        { mediaId: uuidv7(), childIds: [at.cast.targets.noor.childId] },
      ]),
    },
  }),
  previewPhotos: () => ({
    who: at.cast.people.staff,
    path: '/api/photos/audience',
    body: {
      groupId: at.cast.targets.noor.groupId,
      aboutAt: at.server.clock.now().toISOString(),
      children: [{ id: at.cast.targets.noor.childId, moments: [at.server.clock.now().toISOString()] }],
    },
  }),
  editPhotoPost: () => ({
    who: at.cast.people.staff,
    path: `/api/photos/posts/${uuidv7()}`,
    body: {
      id: uuidv7(),
      aboutAt: at.server.clock.now().toISOString(),
      text: 'In het bos',
      cards: [{ id: uuidv7(), version: 1 }],
    },
  }),
  tagPhoto: () => ({
    who: at.cast.people.staff,
    path: `/api/photos/media/${at.cast.targets.noor.mediaId}/children`,
    body: { id: uuidv7(), added: [at.cast.targets.noor.childId], removed: [] },
  }),
  previewTags: () => ({
    who: at.cast.people.staff,
    path: `/api/photos/media/${at.cast.targets.noor.mediaId}/astray`,
    body: { added: [at.cast.targets.noor.childId], removed: [] },
  }),
  recallPhoto: () => ({
    who: at.cast.people.staff,
    path: `/api/photos/media/${uuidv7()}/recall`,
    body: { id: uuidv7(), reason: 'Verkeerd gezin' },
  }),
  openPhoto: () => ({
    who: at.cast.people.guardian,
    path: `/api/photos/${at.cast.targets.noor.photoId}/opened`,
    body: { opened: true },
  }),
  heartPhoto: () => ({
    who: at.cast.people.guardian,
    path: `/api/photos/${at.cast.targets.noor.photoId}/heart`,
    body: { hearted: true },
  }),
  reportPhoto: () => ({
    who: at.cast.people.guardian,
    path: `/api/photos/${at.cast.targets.noor.photoId}/reports`,
    body: { id: uuidv7(), reason: 'other', text: 'Dit is niet mijn kind' },
  }),
  saveBreach: () => ({
    who: at.cast.people.privacyOfficer,
    path: `/api/breaches/${at.cast.targets.noor.breachId}`,
    body: {
      version: 1,
      state: 'draft',
      account: { happened: 'Dit', consequences: '', measures: '', authorityToldOn: null, guardiansToldOn: null },
    },
  }),
  settleReport: () => ({ who: at.cast.people.staff, path: `/api/photos/reports/${uuidv7()}`, body: { settled: true } }),
  downloadPhotos: () => ({
    who: at.cast.people.guardian,
    path: '/api/photos/photos.zip',
    body: { photoIds: [at.cast.targets.noor.photoId] },
  }),
})
