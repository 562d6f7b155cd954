import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RenditionName } from '../../backend/contract/picture.ts'
import { bounded, crashes, memory } from './bounds.ts'
import { MediaRefused, type RefusalReason } from './media-refused.ts'
import { familyIn, type PictureFamily } from './media-type.ts'

export interface Rendition {
  kind: Exclude<RenditionName, 'video' | 'preview'>
  type: 'image/avif' | 'image/webp' | 'image/jpeg'
  /** In pixels. */
  width: number
  height: number
  bytes: Buffer
}

/** A picture as it is shown: turned upright, in sRGB, and nothing but pixels. */
export interface Picture {
  /** In pixels, upright. */
  width: number
  height: number
  /** What the camera's clock said, `YYYY-MM-DDTHH:MM:SS`, with `+HH:MM` behind it if the camera wrote one. */
  takenAt: string | null
  /** A ThumbHash, base64. */
  thumbhash: string
  /** AVIF and WebP of each side that is not larger than the picture, and one above if it lies between; the original as JPEG. */
  renditions: Rendition[]
}

/** What the process is asked. */
export interface PictureRequest {
  path: string
  /** By its first bytes. */
  family: PictureFamily
  pixels: number
}
/** What it answers. */
export type PictureReply = { picture: Picture } | { refused: RefusalReason } | { failed: string }

/** What the largest sensor of a phone in general use writes, 8192 by 6144, and a little. */
export const mostPixels = 51_000_000

export interface PictureLimits {
  /** Bytes that the file may have. */
  most: number
  /** Pixels that the picture may have, by its header. */
  pixels?: number
  /** Milliseconds, from the start of the process. */
  within?: number
  /** Ends it early; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal
}

/**
 * Makes everything that is shown of one still picture, in a process of its own that sees neither our settings nor our secrets.
 * Accepts JPEG, PNG, WebP, AVIF and HEIC by their bytes, of animated ones the first frame.
 * @throws {MediaRefused} for what will never become a picture; another error if the process was ended from outside or could
 *   not begin.
 */
export async function processPicture(
  path: string,
  { most, pixels = mostPixels, within = 60_000, signal }: PictureLimits,
): Promise<Picture> {
  signal?.throwIfAborted()
  const family = await familyIn(path, most)
  if (family === 'mp4') throw new MediaRefused('unknown_type')
  const tooSlow = AbortSignal.timeout(within)
  const [command, ...before] = [...bounded({ memory }), process.execPath]
  const program = fileURLToPath(new URL('./picture-process.ts', import.meta.url))
  const child = spawn(
    command!,
    [...before, '--max-old-space-size=256', '--disable-warning=ExperimentalWarning', program],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      cwd: '/',
      // Node would read options, and libvips switches, from ours. Few arenas, since each keeps what was once needed.
      env: { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '1', VIPS_BLOCK_UNTRUSTED: '1' },
      signal: signal ? AbortSignal.any([signal, tooSlow]) : tooSlow,
      killSignal: 'SIGKILL',
    },
  )
  let reply: PictureReply | undefined
  child.once('message', (message) => {
    reply = message as PictureReply
  })
  // A process that has ended already says so by its end.
  if (child.connected) child.send({ path: resolve(path), family, pixels } satisfies PictureRequest, () => {})
  let broken: Error | undefined
  const [code, ended] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    child.once('close', (code, ended) => done([code, ended]))
    child.once('error', (error) => {
      broken = error
      // What never began does not end either.
      if (child.pid === undefined) done([null, null])
    })
  })
  if (reply && 'picture' in reply) return reply.picture
  if (reply && 'refused' in reply) throw new MediaRefused(reply.refused)
  if (reply) throw new Error(`a picture could not be processed: ${reply.failed}`)
  signal?.throwIfAborted()
  if (tooSlow.aborted) throw new MediaRefused('too_slow')
  if (crashes.includes(ended)) throw new MediaRefused('damaged')
  throw new Error(`the process of a picture ended by ${ended ?? code ?? broken?.message}`)
}
