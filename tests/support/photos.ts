import { v7 as uuidv7 } from 'uuid'
import type { PostPhotos } from '../../backend/contract/photo.ts'
import type { RenditionName } from '../../backend/contract/picture.ts'
import { keyOfStored, newKey, wrapUntagged } from '../../db/media/keys.ts'
import { sealFile } from '../../db/media/sealed-file.ts'
import { newName } from '../../db/media/store.ts'
import { type MediaGround, processMedia } from '../../workers/media/processing.ts'
import { testLimits } from './media.ts'
import { testSecret } from './postgres.ts'
import { call, type Reply, type TestServer } from './server.ts'
import { inPieces } from './streams.ts'

type Who = { cookie: string; role: string }

/** What photos need of a server. */
export type PhotoGround = Pick<TestServer, 'database' | 'media'> & {
  clock: Pick<TestServer['clock'], 'now'>
  app: Pick<TestServer['app'], 'publish'>
}

/** What a media worker stands on beside this server. */
export const mediaGround = (server: PhotoGround, given: Partial<MediaGround> = {}): MediaGround => ({
  pool: server.database.worker,
  places: server.media,
  secret: testSecret,
  limits: testLimits,
  now: server.clock.now,
  publish: server.app.publish,
  failed: ({ error }) => {
    throw error
  },
  ...given,
})

/** Announces a file. */
export const begin = (
  server: { url: string },
  who: Who,
  groupId: string,
  bytes: number,
  given: { id?: string; kind?: 'photo' | 'video' } = {},
): Promise<Reply> => {
  const { id = uuidv7(), kind = 'photo' } = given
  return call(server, who, 'POST', '/api/media', { id, groupId, kind, bytes })
}

/** One piece by the tus protocol. */
export const patch = (
  server: { url: string },
  who: { cookie: string; role?: string } | undefined,
  mediaId: string,
  offset: number,
  bytes: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${server.url}/api/uploads/${mediaId}`, {
    method: 'PATCH',
    headers: {
      ...(who ? { cookie: who.cookie } : {}),
      ...(who?.role ? { 'x-role': who.role } : {}),
      'x-requested-with': 'ouderapp',
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      ...headers,
    },
    body: bytes as Uint8Array<ArrayBuffer>,
  })

/** Sends a file whole, and gives its id. */
export async function sendFile(
  server: { url: string },
  who: Who,
  groupId: string,
  bytes: Uint8Array,
  kind: 'photo' | 'video' = 'photo',
): Promise<string> {
  const id = uuidv7()
  const begun = await begin(server, who, groupId, bytes.length, { id, kind })
  if (begun.status !== 200) throw new Error(`an upload could not begin: ${begun.text}`)
  const sent = await patch(server, who, id, 0, bytes)
  if (sent.status !== 204) throw new Error(`an upload was not taken: ${sent.status} ${await sent.text()}`)
  return id
}

/** Sends files and has them processed. */
export async function readyMedia(
  server: PhotoGround & { url: string },
  who: Who,
  groupId: string,
  files: readonly Uint8Array[],
): Promise<string[]> {
  const ids: string[] = []
  for (const bytes of files) ids.push(await sendFile(server, who, groupId, bytes))
  await processMedia(mediaGround(server), 'photo')
  return ids
}

/** An upload of somebody as it is once it is processed, with this one form, whatever its bytes are; a film when it lasts some seconds. */
export async function storedUpload(
  server: Pick<TestServer, 'owner' | 'media' | 'clock'>,
  uploader: { id: string },
  groupId: string,
  { kind, type, bytes, seconds = null }: { kind: RenditionName; type: string; bytes: Buffer; seconds?: number | null },
): Promise<string> {
  const [id, name, fileKey] = [uuidv7(), newName(), newKey()]
  await server.media.store.put(name, sealFile(keyOfStored(fileKey, name), inPieces(bytes)))
  await server.owner.query(
    `insert into media (id, organisation_id, uploader_id, group_id, kind, bytes, state, progress, wrapped_key, files, width, height, seconds, thumbhash, created_at)
     select $1, p.organisation_id, p.id, $3, $4, $5, 'ready', 1, $6, $7, 640, 480, $8, 'YloGDwKXV4fGJqlsardIiFWbELgvkm8F', $9 from person p where p.id = $2`,
    [
      id,
      uploader.id,
      groupId,
      seconds === null ? 'photo' : 'video',
      bytes.length,
      wrapUntagged(fileKey, id, testSecret),
      JSON.stringify([{ kind, name, type, bytes: bytes.length }]),
      seconds,
      server.clock.now(),
    ],
  )
  return id
}

/** A post of photos, taken now unless said otherwise; each with whom is on it. */
export function photoPost(
  server: Pick<TestServer, 'clock'>,
  groupId: string,
  photos: readonly ({ mediaId: string; childIds: string[] } & Partial<PostPhotos['photos'][number]>)[],
  given: Partial<PostPhotos> = {},
): PostPhotos {
  const now = server.clock.now().toISOString()
  return {
    id: uuidv7(),
    groupId,
    aboutAt: now,
    text: '',
    photos: photos.map((photo) => ({ showsNobody: false, takenAt: now, ...photo })),
    ...given,
  }
}

/** The bytes of an answer, whatever they are. */
export async function fetchBytes(
  server: { url: string },
  who: { cookie: string; role?: string } | undefined,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const response = await fetch(server.url + path, {
    headers: {
      ...(who ? { cookie: who.cookie } : {}),
      ...(who?.role ? { 'x-role': who.role } : {}),
      ...headers,
    },
  })
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers }
}
