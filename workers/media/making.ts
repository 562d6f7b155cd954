import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { largestDocument } from '../../backend/contract/attachment-limits.ts'
import { momentOf } from '../../backend/day.ts'
import { writeDocument } from './document.ts'
import type { PictureMaker } from './picture.ts'
import { processVideo } from './video.ts'

/** What was made of a file that somebody sent. */
export interface Made {
  kind: 'photo' | 'video' | 'document'
  /** In pixels, upright; of a document there are none. */
  width: number | null
  height: number | null
  seconds: number | null
  thumbhash: string | null
  takenAt: Date | null
  renditions: { kind: string; type: string; bytes: number; read(): AsyncIterable<Uint8Array> }[]
}

export interface Making {
  path: string
  /** Of the caller's own, for what lies in between; it is emptied first, and the caller removes it. */
  folder: string
  /** Bytes that a photo and a video may have. */
  limits: { photo: number; video: number }
  /** Milliseconds that a document may take; it has an own limit unless given. */
  documentWithin?: number | undefined
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

/**
 * The same of a document: itself, written anew.
 * @throws {MediaRefused} as for a photo
 */
export async function makeDocument({ path, folder, documentWithin, signal }: Making): Promise<Made> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { mode: 0o700 })
  const written = join(folder, 'document')
  const { bytes } = await writeDocument(path, written, {
    ...{ most: largestDocument, within: documentWithin, signal },
  })
  return {
    ...{ kind: 'document', width: null, height: null, seconds: null, thumbhash: null, takenAt: null },
    renditions: [{ kind: 'document', type: 'application/pdf', bytes, read: () => createReadStream(written) }],
  }
}
