import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { processMedia } from '../../../workers/media/processing.ts'
import { postPhoto, processedUpload } from '../photo-matrix.ts'
import { mediaGround, photoPost, sendFile } from '../photos.ts'
import { call } from '../server.ts'
import { readers, type Scenarios } from './scenario.ts'

/** Photos, and files on their way. */
export const photoScenarios: Scenarios = {
  'photos are posted': {
    types: ['photos.posted'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaId = await processedUpload(servers[1], cast.people.staff, noor.groupId)
      const post = photoPost(servers[1], noor.groupId, [{ mediaId, childIds: [noor.childId] }], { text: 'Kijk' })
      return () => call(servers[1], cast.people.staff, 'POST', '/api/photos', post)
    },
  },
  'the text of photos is changed': {
    types: ['photos.changed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaId = await processedUpload(servers[0], cast.people.staff, noor.groupId)
      const post = photoPost(servers[0], noor.groupId, [{ mediaId, childIds: [noor.childId] }])
      expect((await call(servers[0], cast.people.staff, 'POST', '/api/photos', post)).status).toBe(200)
      const { rows } = await servers[0].owner.query('select id, version from photo_card where post_id = $1', [post.id])
      const body = { id: uuidv7(), aboutAt: post.aboutAt, text: 'Kijk nu', cards: rows }
      return () => call(servers[1], cast.people.staff, 'PUT', `/api/photos/posts/${post.id}`, body)
    },
  },
  'one of two photos is removed': {
    types: ['photos.changed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const mediaIds = await Promise.all([1, 2].map(() => processedUpload(servers[0], cast.people.staff, noor.groupId)))
      const photos = mediaIds.map((mediaId) => ({ mediaId, childIds: [noor.childId] }))
      await call(servers[0], cast.people.staff, 'POST', '/api/photos', photoPost(servers[0], noor.groupId, photos))
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/photos/media/${mediaIds[0]}`)
    },
  },
  'the last photo of a post is removed': {
    types: ['photos.removed'],
    audience: readers,
    prepare: async ({ servers, cast }) => {
      const { mediaId } = await postPhoto(servers[0], cast, cast.targets.noor)
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/photos/media/${mediaId}`)
    },
  },
  'a guardian gives a heart': {
    types: ['photos.answered'],
    audience: ['staff', 'manager'],
    prepare: async ({ servers, cast }) => {
      const { photoId } = await postPhoto(servers[0], cast, cast.targets.noor)
      return () => call(servers[1], cast.people.guardian, 'PUT', `/api/photos/${photoId}/heart`, { hearted: true })
    },
  },
  'an upload is further': {
    types: ['work.media_changed'],
    audience: ['staff'],
    prepare: async ({ servers, cast }) => {
      const { noor } = cast.targets
      const bytes = Buffer.from('dit is geen foto')
      const id = await sendFile(servers[0], cast.people.staff, noor.groupId, bytes)
      return async () => {
        await processMedia(mediaGround(servers[0]), 'photo')
        const reply = await call(servers[0], cast.people.staff, 'GET', '/api/media')
        expect(reply.body.uploads.find((one: { id: string }) => one.id === id)).toMatchObject({
          state: 'refused',
          reason: 'unknown_type',
        })
        return reply
      }
    },
  },
  'an upload is thrown away': {
    types: ['work.media_changed'],
    audience: ['staff'],
    prepare: async ({ servers, cast }) => {
      const id = await sendFile(servers[0], cast.people.staff, cast.targets.noor.groupId, Buffer.from('weg ermee'))
      return () => call(servers[1], cast.people.staff, 'DELETE', `/api/media/${id}`)
    },
  },
}
