import { type ChildProcess, spawn } from 'node:child_process'
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

/** Makes pictures one after another in a process of its own, which sees neither our settings nor our secrets. */
export interface PictureMaker {
  /**
   * Makes everything that is shown of one still picture. Accepts JPEG, PNG, WebP, AVIF and HEIC by their bytes, of animated ones the
   * first frame. One at a time.
   * @throws {MediaRefused} for what will never become a picture; another error if the process was ended from outside or could
   *   not begin.
   */
  make(path: string, limits: PictureLimits): Promise<Picture>
  /** Ends the process; what it is at is then given up, and the next picture begins another. */
  close(): void
}

/** What a process took of memory comes back to the system with its end. */
const mostOfOneProcess = 20

/**
 * Opens a maker. What a file does to its process, the next file meets: only those of one person may share it. The process begins with
 * the first picture, and anew after one that ended it.
 */
export function openPictureMaker(): PictureMaker {
  let child: ChildProcess | undefined
  let made = 0
  const end = () => {
    child?.kill('SIGKILL')
    child = undefined
  }
  return {
    async make(path, limits) {
      const { most, pixels = mostPixels, within = 60_000, signal } = limits
      signal?.throwIfAborted()
      const family = await familyIn(path, most)
      if (family === 'mp4' || family === 'pdf') throw new MediaRefused('unknown_type')
      const tooSlow = AbortSignal.timeout(within)
      if (!child?.connected || made === mostOfOneProcess) {
        end()
        child = startProcess()
        made = 0
      }
      made += 1
      const stop = signal ? AbortSignal.any([signal, tooSlow]) : tooSlow
      const answer = await ask(child, { path: resolve(path), family, pixels }, stop)
      if ('picture' in answer) return answer.picture
      if ('refused' in answer) throw new MediaRefused(answer.refused)
      end()
      if ('failed' in answer) throw new Error(`a picture could not be processed: ${answer.failed}`)
      signal?.throwIfAborted()
      if (tooSlow.aborted) throw new MediaRefused('too_slow')
      // In a process that earlier files had used up it may not be this one's fault.
      if (crashes.includes(answer.signal) && made > 1) return this.make(path, limits)
      if (crashes.includes(answer.signal)) throw new MediaRefused('damaged')
      throw new Error(`the process of a picture ended by ${answer.ended}`)
    },
    close: end,
  }
}

/** The makers of those whose files are worked on: one at a time. */
export interface PictureMakers {
  /** The maker of one person's files; the process of anybody before ends first. */
  of(person: string): PictureMaker
  /** No file waits: the process ends, unless another file of the same person comes within the time. */
  rest(): void
  close(): void
}

/**
 * Opens makers whose process waits for so many milliseconds for the next file of the same person: not all photos of a post arrive before
 * the first of them are made, and a start costs a quarter of a photo.
 */
export function openPictureMakers(linger = 20_000): PictureMakers {
  let person: string | undefined
  let maker: PictureMaker | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const stay = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const close = () => {
    stay()
    maker?.close()
    maker = undefined
  }
  return {
    of(next) {
      stay()
      if (next !== person) close()
      person = next
      maker ??= openPictureMaker()
      return maker
    },
    rest() {
      if (linger === 0) return close()
      // Whoever looks again and again finds nothing again and again.
      timer ??= setTimeout(close, linger).unref()
    },
    close,
  }
}

/** Makes one picture, in a process that ends with it: see `PictureMaker`. */
export async function processPicture(path: string, limits: PictureLimits): Promise<Picture> {
  const maker = openPictureMaker()
  return maker.make(path, limits).finally(maker.close)
}

function startProcess(): ChildProcess {
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
    },
  )
  // Whoever asks hears of it; between two pictures nobody does.
  return child.on('error', () => {})
}

/** Asks the process; it answers, or ends, at the latest when `stop` says so. */
function ask(
  child: ChildProcess,
  request: PictureRequest,
  stop: AbortSignal,
): Promise<PictureReply | { ended: string; signal: NodeJS.Signals | null }> {
  return new Promise((done) => {
    let broken: Error | undefined
    const settle = (answer: Awaited<ReturnType<typeof ask>>) => {
      stop.removeEventListener('abort', kill)
      child.off('message', hear).off('close', leave).off('error', fail)
      done(answer)
    }
    const hear = (message: unknown) => settle(message as PictureReply)
    const leave = (code: number | null, signal: NodeJS.Signals | null) =>
      settle({ ended: String(signal ?? code ?? broken?.message), signal })
    const fail = (error: Error) => {
      broken = error
      // What never began does not end either.
      if (child.pid === undefined) leave(null, null)
    }
    const kill = () => child.kill('SIGKILL')
    child.on('message', hear).on('close', leave).on('error', fail)
    stop.addEventListener('abort', kill)
    if (stop.aborted) kill()
    // A process that has ended already says so by its end.
    if (child.connected) child.send(request, () => {})
    else if (child.exitCode !== null || child.signalCode !== null) leave(child.exitCode, child.signalCode)
  })
}
