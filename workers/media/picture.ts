import { fork } from 'node:child_process'
import { join } from 'node:path'

/** Why a file is no picture that is taken in. */
export type Reason = 'unknown_type' | 'too_many_pixels' | 'damaged' | 'too_slow'

export class PictureRefused extends Error {
  override name = 'PictureRefused'
  readonly reason: Reason
  constructor(reason: Reason) {
    super(`The picture was refused: ${reason}.`)
    this.reason = reason
  }
}

/** One form in which a picture is kept: `avif-320` to `webp-2048` by the longer side, and `original` for download. */
export interface Rendition {
  kind: string
  type: 'image/avif' | 'image/webp' | 'image/jpeg'
  width: number
  height: number
  bytes: Uint8Array
}

export interface Picture {
  /** Upright, in pixels. */
  width: number
  height: number
  /** By the camera's clock, `2026-11-22T15:30:00`, with its offset behind it where the camera wrote one. */
  takenAt: string | null
  /** Base64. */
  thumbhash: string
  /** Never larger than the picture itself. */
  renditions: Rendition[]
}

/** What the process that does it answers. */
export type Answer = { picture: Picture } | { refused: Reason }

const program = join(import.meta.dirname, 'picture-process.ts')
/** Milliseconds for one picture; a camera's largest takes some seconds. */
const usualPatience = 60_000

/**
 * Makes of an uploaded file all that is kept of it. It is decoded in a process of its own that knows no secret: what a file
 * does to that process ends with it, and nothing else stops.
 * @throws PictureRefused
 */
export function processPicture(path: string, { patience = usualPatience } = {}): Promise<Picture> {
  const child = fork(program, [path], {
    serialization: 'advanced',
    env: {},
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  let isLate = false
  const late = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, patience)
  return new Promise<Picture>((done, refuse) => {
    child.once('message', (answer: Answer) => {
      if ('picture' in answer) done(answer.picture)
      else refuse(new PictureRefused(answer.refused))
    })
    // After an answer this changes nothing.
    child.once('exit', () => refuse(new PictureRefused(isLate ? 'too_slow' : 'damaged')))
    child.once('error', refuse)
  }).finally(() => {
    clearTimeout(late)
    child.kill('SIGKILL')
  })
}
