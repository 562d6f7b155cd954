import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { downloadPhotos } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { clockOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { asSession, type Edge, type Surroundings } from '../http.ts'
import { fileOf, opened, type Pictures, whileAllowed } from '../picture-file.ts'
import { boundsOfMonth } from './album.ts'
import { nameOf, noteViews } from './file.ts'
import { fileKeyOf } from './keys.ts'
import { type PhotoRow, photoFor, photoRows } from './queries.ts'

const chosen = statement<PhotoRow>(
  'photos_to_download',
  `${photoRows}
    where ($1::uuid[] is null or p.id = any($1)) and ($2::uuid is null or p.child_id = $2)
      and ($3::timestamptz is null or p.taken_at >= $3) and ($4::timestamptz is null or p.taken_at < $4)
    order by p.taken_at, p.id`,
)

/**
 * The photos that somebody asked to keep, noted as saved before the first byte leaves.
 * @throws Refusal `not_found` when there is none, or one of those that were named is not the actor's to see
 */
export async function photosToDownload(
  tx: Tx,
  { photoIds, child, month }: Output<(typeof downloadPhotos)['body']>,
): Promise<PhotoRow[]> {
  const { from, until } = month === undefined ? {} : boundsOfMonth(month)
  const photos = await tx.query(chosen, [photoIds ?? null, child ?? null, from ?? null, until ?? null])
  if (photos.length === 0 || (photoIds && photos.length < new Set(photoIds).size)) throw new Refusal('not_found')
  await noteViews(tx, photos, 'saved')
  const subject = { photos: photos.length, children: [...new Set(photos.map((photo) => photo.child_id))] }
  await writeAudit(tx, { action: 'photos.downloaded', subject })
  return photos
}

const wholeForm = ({ seconds }: PhotoRow) => (seconds === null ? 'original' : 'video')

/** Names that differ: what was taken in the same minute gets a number. */
function namesOf(photos: readonly PhotoRow[]): string[] {
  const taken = new Map<string, number>()
  return photos.map((photo) => {
    const name = nameOf(photo, fileOf(photo.files, wholeForm(photo)).type)
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return times === 1 ? name : name.replace(/\.(\w+)$/, ` (${times}).$1`)
  })
}

/**
 * Sends photos as one ZIP, as fast as it is taken; its length is known beforehand. Whether each may be seen is asked again when its
 * turn comes, and while it is sent: what was removed or withdrawn meanwhile ends the file in the middle.
 */
export async function sendZip(
  to: Surroundings,
  pictures: Pictures,
  edge: Edge,
  photos: readonly PhotoRow[],
): Promise<void> {
  const zip = new ZipFile()
  const out = zip.outputStream as Readable
  const stop = (error: unknown) => out.destroy(error as Error)
  let source: Readable | undefined
  const names = namesOf(photos)
  for (const [n, listed] of photos.entries()) {
    const { id, taken_at: mtime, files } = listed
    const form = wholeForm(listed)
    const options = { compress: false, mtime, size: fileOf(files, form).bytes }
    zip.addReadStreamLazy(names[n]!, options, (give) => {
      const ask = () => asSession(to, downloadPhotos, edge, 'snapshot', (tx) => photoFor(tx, id))
      ask()
        .then((photo) => {
          if (out.destroyed) return
          const fileKey = fileKeyOf(photo, pictures.secret)
          source = Readable.from(whileAllowed(opened(pictures, { file: fileOf(photo.files, form), fileKey }), ask))
          source.once('error', stop)
          give(null, source)
        })
        .catch(stop)
    })
  }
  const { day } = clockOf(to.now())
  const length = await new Promise<number>((known) =>
    zip.end({ forceZip64Format: false, comment: '' }, (size?: number) => known(size ?? -1)),
  )
  edge.response.attachment(`foto-s-${day}.zip`).type('application/zip')
  if (length > 0) edge.response.set('Content-Length', String(length))
  try {
    await pipeline(out, edge.response)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  } finally {
    // Of a file that nobody takes any more the ZIP itself lets nothing go.
    source?.destroy()
  }
}
