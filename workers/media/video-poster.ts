import { rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sides } from '../../backend/contract/picture.ts'
import type { Ffmpeg } from './ffmpeg.ts'
import { MediaRefused } from './media-refused.ts'
import { processPicture } from './picture.ts'
import type { VideoFacts } from './video-facts.ts'
import { fitted, pictured, type VideoRendition } from './video-render.ts'

/** Seconds from its beginning in which a film has to show something that is not black. */
const patience = 6

export interface PosterRequest {
  tools: Ffmpeg
  facts: VideoFacts
  folder: string
  /** What tells ffmpeg which film. */
  source: string[]
  /** Runs ffmpeg. */
  write: (given: string[]) => Promise<unknown>
  signal: AbortSignal
}

/**
 * A picture of the film in all the forms that a picture has, but for the original: the first one after a second that is not black,
 * else the first of all.
 * @throws {MediaRefused}
 */
export async function makePoster(asked: PosterRequest): Promise<{ thumbhash: string; renditions: VideoRendition[] }> {
  const { folder, signal } = asked
  const frame = await takeFrame(asked)
  // The signal is what ends it: it has all the time that is left.
  const { thumbhash, renditions } = await processPicture(frame, { most: 2 ** 31, within: 2 ** 31 - 1, signal })
  await rm(frame)
  const kept: VideoRendition[] = []
  for (const { kind, bytes, ...rest } of renditions) {
    if (kind === 'original') continue
    const path = join(folder, kind)
    await writeFile(path, bytes)
    kept.push({ kind, ...rest, path, bytes: bytes.length })
  }
  return { thumbhash, renditions: kept }
}

/** Puts it into the folder as PNG, so that nothing is lost on the way. */
async function takeFrame({ tools, facts, folder, source, write }: PosterRequest): Promise<string> {
  const path = join(folder, 'frame')
  const size = fitted(facts, Number.POSITIVE_INFINITY, sides.at(-1)!)
  for (const lit of [true, false]) {
    await write(['-t', String(patience), ...source, ...pictured(facts, size, tools.hasToneMapping, path, lit)])
    if ((await stat(path)).size > 0) return path
  }
  throw new MediaRefused('damaged')
}
