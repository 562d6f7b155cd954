import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import { storedAttachment } from './attachments.ts'
import { type Cast, carerOf, type Player, type Target } from './cast.ts'
import { photoPost, storedUpload } from './photos.ts'
import { call, type TestServer } from './server.ts'

type At = Parameters<MatrixRow['ask']>[0]

/** An upload of somebody that is processed and not tagged; its only form holds this text. */
export const processedUpload = (
  server: TestServer,
  uploader: { id: string },
  groupId: string,
  pixels = 'beeld',
): Promise<string> =>
  storedUpload(server, uploader, groupId, { kind: 'webp-320', type: 'image/webp', bytes: Buffer.from(pixels) })

/** Consent for a child's photos is in force, whatever was decided meanwhile. */
async function allowPhotos(server: TestServer, { channels }: Target): Promise<void> {
  await server.owner.query('update channel set open = true where id = $1', [channels.photos])
  await server.owner.query('update channel_period set closed_at = null where channel_id = $1', [channels.photos])
}

/** A photo that the staff of a child's group post, for what changes or uses up one. */
export async function postPhoto(
  server: TestServer,
  cast: Cast,
  target: Target,
): Promise<{ mediaId: string; photoId: string }> {
  const carer = cast.people[carerOf[target.name]]
  await allowPhotos(server, target)
  const mediaId = await processedUpload(server, carer, target.groupId, target.pixels)
  const body = photoPost(server, target.groupId, [{ mediaId, childIds: [target.childId] }])
  const reply = await call(server, carer, 'POST', '/api/photos', body)
  if (reply.status !== 200) throw new Error(`a photo could not be posted: ${reply.text}`)
  const { rows } = await server.owner.query<{ id: string }>('select id from photo where media_id = $1', [mediaId])
  return { mediaId, photoId: rows[0]!.id }
}

const photoOf = ({ server, cast, target, allowed }: At) =>
  allowed ? postPhoto(server, cast, target) : { mediaId: target.mediaId, photoId: target.photoId }

/** A group in the organisation of somebody. */
const groupOf = (cast: Cast, { name }: Player) => cast.targets[name.startsWith('foreign') ? 'zed' : 'noor'].groupId

const childOf = (cast: Cast, { name }: Player) => cast.targets[name.startsWith('foreign') ? 'zed' : 'noor'].childId

/** Of the targets the first stands for an upload of one's own, the others for somebody else's; a guardian's goes with a message. */
export async function uploadOf({ server, cast, player, target }: At): Promise<string> {
  if (target.name === 'absent' || !player) return uuidv7()
  const other = player === cast.people.staff ? cast.people.manager : cast.people.staff
  const isGuardian = player.role === 'guardian'
  if (target.name === 'noor' && isGuardian) return storedAttachment(server, player, childOf(cast, player))
  return target.name === 'noor'
    ? processedUpload(server, player, groupOf(cast, player))
    : processedUpload(server, other, cast.targets.noor.groupId)
}

/** A report by the child's guardian. */
async function reportOf({ server, target }: At): Promise<string> {
  if (target.name === 'absent') return uuidv7()
  const id = uuidv7()
  await server.owner.query('delete from photo_report where photo_id = $1 and settled_at is null', [target.photoId])
  await server.owner.query(
    `insert into photo_report (id, organisation_id, photo_id, media_id, child_id, channel_id, reporter_id, reason, text, at)
     select $1, p.organisation_id, p.id, p.media_id, p.child_id, p.channel_id, m.uploader_id, 'other', '', $3
       from photo p join media m on m.id = p.media_id where p.id = $2`,
    [id, target.photoId, server.clock.now()],
  )
  return id
}

const prepares = ['public.media']

/** The routes of photos: who may, and what is asked. */
export const photoMatrix: Record<string, MatrixRow> = {
  beginUpload: {
    needs: 'cares',
    ask: ({ target }) => ({
      path: '/api/media',
      body: { id: uuidv7(), groupId: target.groupId, kind: 'photo', bytes: 1000 },
    }),
  },
  uploads: { plain: true, needs: 'role of who converses', ask: () => ({ path: '/api/media' }) },
  retryUpload: {
    needs: 'own upload',
    prepares,
    ask: async (at) => ({ path: `/api/media/${await uploadOf(at)}/retry` }),
  },
  discardUpload: {
    needs: 'own upload',
    prepares,
    ask: async (at) => ({ path: `/api/media/${await uploadOf(at)}` }),
  },
  uploadedPicture: {
    needs: 'own upload',
    prepares,
    ask: async (at) => ({ path: `/api/media/${await uploadOf(at)}/file/webp-320` }),
  },
  postPhotos: {
    needs: 'cares',
    prepares,
    ask: async ({ server, cast, player, target, allowed }) => {
      if (allowed) await allowPhotos(server, target)
      const isThere = player && target.name !== 'absent'
      const mediaId = isThere ? await processedUpload(server, player, groupOf(cast, player)) : uuidv7()
      return {
        path: '/api/photos',
        body: photoPost(server, target.groupId, [{ mediaId, childIds: [target.childId] }]),
      }
    },
  },
  previewPhotos: {
    needs: 'cares',
    ask: ({ server, target }) => {
      const now = server.clock.now().toISOString()
      return {
        path: '/api/photos/audience',
        body: { groupId: target.groupId, aboutAt: now, children: [{ id: target.childId, moments: [now] }] },
      }
    },
  },
  editPhotoPost: {
    needs: 'cares',
    ask: async (at) => {
      const { mediaId } = await photoOf(at)
      const sql = `select k.id, k.post_id, k.version, k.about_at from photo p join photo_card k on k.id = p.card_id where p.media_id = $1`
      const [card] = (await at.server.owner.query(sql, [mediaId])).rows
      return {
        path: `/api/photos/posts/${card?.post_id ?? uuidv7()}`,
        body: {
          id: uuidv7(),
          aboutAt: (card?.about_at ?? at.server.clock.now()).toISOString(),
          text: 'Anders.',
          cards: [{ id: card?.id ?? uuidv7(), version: card?.version ?? 1 }],
        },
      }
    },
  },
  previewTags: {
    needs: 'cares',
    ask: ({ target }) => ({
      path: `/api/photos/media/${target.mediaId}/astray`,
      body: { added: [], removed: [target.childId] },
    }),
  },
  tagPhoto: {
    needs: 'cares',
    ask: async (at) => ({
      path: `/api/photos/media/${(await photoOf(at)).mediaId}/children`,
      body: { id: uuidv7(), added: [at.target.childId], removed: [] },
    }),
  },
  removePhoto: {
    needs: 'cares',
    ask: async (at) => ({ path: `/api/photos/media/${(await photoOf(at)).mediaId}` }),
  },
  recallPhoto: {
    needs: 'cares',
    ask: async (at) => ({
      path: `/api/photos/media/${(await photoOf(at)).mediaId}/recall`,
      body: { id: uuidv7(), reason: 'Bij het verkeerde gezin' },
    }),
  },
  openPhoto: {
    needs: 'reads or cares',
    ask: async (at) => ({ path: `/api/photos/${(await photoOf(at)).photoId}/opened`, body: { opened: true } }),
  },
  heartPhoto: {
    needs: 'reads',
    ask: async (at) => ({ path: `/api/photos/${(await photoOf(at)).photoId}/heart`, body: { hearted: true } }),
  },
  reportPhoto: {
    needs: 'reads',
    ask: async (at) => ({
      path: `/api/photos/${(await photoOf(at)).photoId}/reports`,
      body: { id: uuidv7(), reason: 'wrong_child', text: '' },
    }),
  },
  settleReport: {
    needs: 'cares',
    prepares: ['public.photo_report', 'public.photo_card'],
    async ask(at) {
      const id = await reportOf(at)
      // A colleague who left placed it: of one's own photo somebody else decides.
      const sql = `update photo_card k set author_id = g.person_id from photo p, guardianship g
                    where k.id = p.card_id and p.id = $1 and g.child_id = k.child_id`
      await at.server.owner.query(sql, [at.target.photoId])
      return { path: `/api/photos/reports/${id}`, body: { settled: true } }
    },
  },
  ownReports: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/photos/reports' }) },
  settledReports: {
    needs: 'cares',
    prepares: ['public.photo_report'],
    ask: async (at) => {
      const sql = `update photo_report set settled_at = at, settled_by_id = reporter_id, outcome = 'stays' where id = $1`
      await at.server.owner.query(sql, [await reportOf(at)])
      return { path: `/api/groups/${at.target.groupId}/settled-reports` }
    },
  },
  photoFile: {
    needs: 'reads or cares',
    ask: ({ target }) => ({ path: `/api/photos/${target.photoId}/file/webp-320` }),
  },
  album: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/photos/album' }) },
  albumMonth: {
    plain: true,
    needs: 'role of a guardian',
    ask: ({ server }) => ({ path: `/api/photos/album/${server.clock.now().toISOString().slice(0, 7)}` }),
  },
  downloadPhotos: {
    needs: 'reads',
    ask: ({ target }) => ({ path: '/api/photos/photos.zip', body: { photoIds: [target.photoId] } }),
  },
}
