import { v7 as uuidv7 } from 'uuid'
import type { RenditionName } from '../../backend/contract/picture.ts'
import { keyOfStored, newKey, wrapUntagged } from '../../db/media/keys.ts'
import { sealFile } from '../../db/media/sealed-file.ts'
import { newName } from '../../db/media/store.ts'
import { patch } from './photos.ts'
import { testSecret } from './postgres.ts'
import { call, type Reply, type TestServer } from './server.ts'
import { inPieces } from './streams.ts'

type Who = { id: string; cookie: string; role: string }

/** Announces a file that is to go with a message about a child. */
export const announce = (
  server: { url: string },
  who: Who,
  childId: string,
  given: { id?: string; kind?: 'photo' | 'document'; bytes?: number; name?: string } = {},
): Promise<Reply> => {
  const { id = uuidv7(), kind = 'photo', bytes = 1000, name } = given
  const called = kind === 'document' ? { name: name ?? 'brief.pdf' } : {}
  return call(server, who, 'POST', '/api/attachments', { id, childId, kind, bytes, ...called })
}

/** Sends one whole, as a client does, and gives its id. */
export async function sendWhole(
  server: { url: string },
  who: Who,
  childId: string,
  bytes: Uint8Array,
  name?: string,
): Promise<string> {
  const id = uuidv7()
  const kind = name === undefined ? 'photo' : 'document'
  const begun = await announce(server, who, childId, { id, kind, bytes: bytes.length, ...(name ? { name } : {}) })
  if (begun.status !== 200) throw new Error(`an attachment could not begin: ${begun.text}`)
  const sent = await patch(server, who, id, 0, bytes)
  if (sent.status !== 204) throw new Error(`an attachment was not taken: ${sent.status}`)
  return id
}

/** One as it is once it is processed; every form of it holds these bytes. */
export async function storedAttachment(
  server: Pick<TestServer, 'owner' | 'media' | 'clock'>,
  who: { id: string; role: string },
  childId: string,
  given: { bytes?: string; name?: string; takenAt?: Date } = {},
): Promise<string> {
  const { bytes = 'beeld', name, takenAt = null } = given
  const [id, fileKey] = [uuidv7(), newKey()]
  const kinds: { kind: RenditionName; type: string }[] = name
    ? [{ kind: 'document', type: 'application/pdf' }]
    : [
        { kind: 'webp-320', type: 'image/webp' },
        { kind: 'webp-2048', type: 'image/webp' },
        { kind: 'original', type: 'image/jpeg' },
      ]
  const files = await Promise.all(
    kinds.map(async (one) => {
      const stored = newName()
      await server.media.store.put(stored, sealFile(keyOfStored(fileKey, stored), inPieces(Buffer.from(bytes))))
      return { ...one, name: stored, bytes: Buffer.byteLength(bytes) }
    }),
  )
  const shown = name ? [null, null, null] : [640, 480, 'YloGDwKXV4fGJqlsardIiFWbELgvkm8F']
  await server.owner.query(
    `insert into media (id, organisation_id, uploader_id, child_id, side, kind, name, bytes, state, progress, wrapped_key, files, width, height,
                        thumbhash, camera_at, created_at)
     select $1, p.organisation_id, p.id, $3, $4, $5, $6, $7, 'ready', 1, $8, $9, $10, $11, $12, $13, $14 from person p where p.id = $2`,
    [
      ...[
        id,
        who.id,
        childId,
        who.role === 'guardian' ? 'guardian' : 'staff',
        name ? 'document' : 'photo',
        name ?? null,
      ],
      ...[Buffer.byteLength(bytes), wrapUntagged(fileKey, id, testSecret), JSON.stringify(files), ...shown],
      ...[takenAt, server.clock.now()],
    ],
  )
  return id
}
