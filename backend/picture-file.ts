import { pipeline } from 'node:stream/promises'
import { keyOfStored } from '../db/media/keys.ts'
import { openFile } from '../db/media/sealed-file.ts'
import { type MediaStore, NotStored, StoreDown } from '../db/media/store.ts'
import type { StoredFile } from '../db/schema/media.ts'
import type { RenditionName } from './contract/picture.ts'
import { Refusal } from './errors.ts'
import type { Edge } from './http.ts'

/** With what sealed files are read: where they lie, and what opens the keys of children. */
export interface Pictures {
  store: MediaStore
  secret: string
}

/** One stored file, with the key of the file it was made from, and the name under which it is to be kept. */
export interface Readable {
  file: StoredFile
  fileKey: Buffer
  saveAs?: string
}

/** The file of a form; one that a picture does not have is not found. */
export function fileOf(files: readonly StoredFile[], rendition: RenditionName): StoredFile {
  const file = files.find(({ kind }) => kind === rendition)
  if (!file) throw new Refusal('not_found')
  return file
}

/** Opens a stored file, or a range of it. */
export const opened = ({ store }: Pictures, { file, fileKey }: Readable, range?: { from: number; to: number }) =>
  openFile(keyOfStored(fileKey, file.name), file.bytes, (part) => store.read(file.name, part), range)

/** A film may be paused for hours: access is asked for again at the first piece after so many milliseconds, soon after a sign-out and seldom for the database. */
const askAfter = 3_000
/** A fast reader has the whole film by then: after so many bytes it is asked as well. */
const askAfterBytes = 8 * 1024 ** 2

/**
 * Gives pieces on as long as they may be had.
 * @param stillAllowed throws when whoever takes them may not have them any more
 */
export async function* whileAllowed(
  pieces: AsyncIterable<Buffer>,
  stillAllowed: () => Promise<unknown>,
): AsyncGenerator<Buffer, void> {
  let asked = performance.now()
  let given = 0
  for await (const piece of pieces) {
    if (given >= askAfterBytes || performance.now() - asked >= askAfter) {
      await stillAllowed()
      asked = performance.now()
      given = 0
    }
    given += piece.length
    yield piece
  }
}

/**
 * Sends a file, or the range that was asked for; nothing of it may be kept on the way.
 * @param stillAllowed is asked again and again while it is being sent; when it throws, the response ends in the middle
 */
export async function sendFile(
  pictures: Pictures,
  { request, response }: Edge,
  given: Readable,
  stillAllowed: () => Promise<unknown>,
): Promise<void> {
  const { file, saveAs } = given
  const asked = request.range(file.bytes)
  response.set({
    'Accept-Ranges': 'bytes',
    'Content-Type': file.type,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
  if (saveAs !== undefined) response.attachment(saveAs).type(file.type)
  if (asked === -1) {
    response.status(416).set('Content-Range', `bytes */${file.bytes}`).end()
    return
  }
  // Several ranges at once nobody needs: the whole file is a right answer too.
  const range = Array.isArray(asked) && asked.length === 1 && asked.type === 'bytes' ? asked[0] : undefined
  const { start: from, end: to } = range ?? { start: 0, end: file.bytes - 1 }
  response.status(range ? 206 : 200).set('Content-Length', String(to - from + 1))
  if (range) response.set('Content-Range', `bytes ${from}-${to}/${file.bytes}`)
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const pieces = whileAllowed(opened(pictures, given, { from, to }), stillAllowed)
  try {
    // A store that is away is told as such, as long as nothing was sent.
    const first = await pieces.next()
    await pipeline(async function* () {
      if (!first.done) yield first.value
      yield* pieces
    }, response)
  } catch (error) {
    // Whoever asked went away.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return
    if (response.headersSent) throw error
    for (const name of ['Accept-Ranges', 'Content-Length', 'Content-Range', 'Content-Disposition'])
      response.removeHeader(name)
    // A file that is gone was removed a moment ago; what cannot be reached comes back.
    throw error instanceof NotStored
      ? new Refusal('not_found')
      : error instanceof StoreDown
        ? new Refusal('unavailable')
        : error
  } finally {
    // Whoever left before the first piece was on its way would else keep the file open for ever.
    await pieces.return(undefined)
  }
}
