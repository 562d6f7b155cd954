import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { momentOf } from '../../backend/day.ts'
import type { PictureMaker } from './picture.ts'
import { processVideo } from './video.ts'

/** What was made of a file that somebody sent. */
export interface Made {
  kind: 'photo' | 'video'
  /** In pixels, upright. */
  width: number
  height: number
  seconds: number | null
  thumbhash: string
  takenAt: Date | null
  renditions: { kind: string; type: string; bytes: number; read(): AsyncIterable<Uint8Array> }[]
}

export interface Making {
  path: string
  /** Of the caller's own, for what lies in between; it is emptied first, and the caller removes it. */
  folder: string
  /** Bytes that a photo and a video may have. */
  limits: { photo: number; video: number }
  /** Is told how far it is, from 0 to 1. */
  progress: (fraction: number) => void
  signal: AbortSignal | undefined
}

/**
 * Makes everything that is kept of a photo.
 * @throws {MediaRefused} for what will never become one; other errors may pass
 */
export async function makePhoto({ path, limits, signal }: Making, maker: PictureMaker): Promise<Made> {
  const { width, height, thumbhash, takenAt, renditions } = await maker.make(path, {
    most: limits.photo,
    ...(signal ? { signal } : {}),
  })
  return {
    ...{ kind: 'photo', width, height, thumbhash, seconds: null },
    takenAt: takenAt === null ? null : momentOf(takenAt),
    renditions: renditions.map(({ kind, type, bytes }) => ({
      ...{ kind, type, bytes: bytes.length },
      async *read() {
        yield bytes
      },
    })),
  }
}

/**
 * The same of a video.
 * @throws {MediaRefused} as for a photo; NoFfmpeg
 */
export async function makeVideo({ path, folder, limits, progress, signal }: Making): Promise<Made> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  const video = await processVideo(path, { most: limits.video, folder, progress, ...(signal ? { signal } : {}) })
  const { width, height, seconds, thumbhash, takenAt, renditions } = video
  return {
    ...{ kind: 'video', width, height, seconds, thumbhash, takenAt },
    renditions: renditions.map(({ kind, type, bytes, path: file }) => ({
      ...{ kind, type, bytes },
      read: () => createReadStream(file),
    })),
  }
}
