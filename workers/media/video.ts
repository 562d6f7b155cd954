import { rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sides } from '../../backend/contract/picture.ts'
import { findFfmpeg, type Running, run } from './ffmpeg.ts'
import { MediaRefused } from './media-refused.ts'
import { familyIn } from './media-type.ts'
import { readFacts, reading, type VideoFacts } from './video-facts.ts'
import { makePoster } from './video-poster.ts'
import { filmed, fitted, mostBits, previewed, running, type VideoRendition } from './video-render.ts'

/** A video as it is shown: turned upright, H.264 and AAC, and nothing but pictures and sound. */
export interface Video {
  /** In pixels, upright, of `video`. */
  width: number
  height: number
  seconds: number
  takenAt: Date | null
  /** A ThumbHash of the poster, base64. */
  thumbhash: string
  /** The film, its first ten seconds small and without sound, and a poster in the forms that a picture has, but for the original. */
  renditions: VideoRendition[]
}

export interface VideoLimits {
  /** Bytes that the file may have. */
  most: number
  /** Where the renditions are put: a folder of the caller's own, who removes it, also after a crash. */
  folder: string
  /** That the film may last. */
  seconds?: number
  /** Pixels that each of its pictures may have. */
  pixels?: number
  /** Milliseconds, for everything together. */
  within?: number
  /** Ends it early; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal
  /** Is told how far it is, from 0 to 1, at most once a second. */
  progress?: (fraction: number) => void
}

/** Pictures a second that no phone exceeds over a whole film. */
const fastest = 240
/** Whatever may lie in the folder, also for a while. */
const names = ['frame', 'video', 'preview', ...sides.flatMap((side) => [`avif-${side}`, `webp-${side}`])]

/**
 * Makes everything that is shown of one video, with programs that see neither our settings nor our secrets and that the kernel keeps
 * within bounds. Accepts MP4 and MOV by their bytes. Nothing is left in the folder if it fails.
 * @throws {MediaRefused} for what will never become a video; NoFfmpeg without the programs; another error if one of them was ended
 *   from outside or could not write
 */
export async function processVideo(path: string, limits: VideoLimits): Promise<Video> {
  const { most, folder, within = 60 * 60_000, signal } = limits
  signal?.throwIfAborted()
  if ((await familyIn(path, most)) !== 'mp4') throw new MediaRefused('unknown_type')
  const tooSlow = AbortSignal.timeout(within)
  try {
    return await make(resolve(path), resolve(folder), limits, {
      signal: signal ? AbortSignal.any([signal, tooSlow]) : tooSlow,
      // More than its threads can use before the time is over: what holds if nobody looks at the clock.
      processor: (within / 1000) * 4,
    })
  } catch (error) {
    await Promise.all(names.map((name) => rm(join(folder, name), { force: true })))
    signal?.throwIfAborted()
    if (tooSlow.aborted) throw new MediaRefused('too_slow')
    throw error
  }
}

async function make(path: string, folder: string, limits: VideoLimits, by: Running): Promise<Video> {
  const { seconds = 600, pixels = 40_000_000, progress } = limits
  const tools = await findFfmpeg()
  const facts = await readFacts(tools, path, pixels, by)
  const isTooLong = (film: VideoFacts) => film.seconds > seconds + 0.5 || film.frames > seconds * fastest
  if (isTooLong(facts)) throw new MediaRefused('too_long')
  const file = (seconds * mostBits) / 4 + 2 ** 26
  const write = (given: string[], hear: Running['hear'] = () => {}) =>
    run(tools.ffmpeg, [...running, ...given], { ...by, file, hear })

  const source = reading(path, pixels)
  const poster = await makePoster({ tools, facts, folder, source, write, signal: by.signal })
  const [whole, preview] = [join(folder, 'video'), join(folder, 'preview')]
  // One second more than it may last, to see whether it lasts longer than it says.
  const input = ['-t', String(seconds + 1), ...source]
  await write(
    [...input, ...filmed(facts, fitted(facts, 720, 1920), tools.hasToneMapping, whole)],
    hearing(facts.seconds, progress),
  )
  const made = await readFacts(tools, whole, pixels, by)
  if (isTooLong(made)) throw new MediaRefused('too_long')
  // What was cut off, ffmpeg plays as far as it goes.
  if (made.seen < facts.seen * 0.95 - 0.5) throw new MediaRefused('damaged')
  const small = fitted(made, 360, 960)
  await write([...reading(whole, pixels), ...previewed(made, small, preview)])

  const { width, height } = made
  const film = async (kind: 'video' | 'preview', path: string, size: { width: number; height: number }) => {
    const { size: bytes } = await stat(path)
    return { kind, type: 'video/mp4' as const, width: size.width, height: size.height, path, bytes }
  }
  return {
    ...{ width, height, seconds: made.seconds, takenAt: facts.takenAt, thumbhash: poster.thumbhash },
    renditions: [await film('video', whole, made), await film('preview', preview, small), ...poster.renditions],
  }
}

/** Tells of a film's seconds that are done what part that is, once a second. */
function hearing(seconds: number, progress: VideoLimits['progress']): (text: string) => void {
  let told = Date.now()
  return (text) => {
    const done = /out_time_us=(\d+)/.exec(text)?.[1]
    if (!progress || !done || Date.now() - told < 1000) return
    told = Date.now()
    progress(Math.min(1, Number(done) / 1e6 / seconds))
  }
}
