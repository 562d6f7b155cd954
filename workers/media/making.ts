import { momentOf } from '../../backend/day.ts'
import { processPicture } from './picture.ts'

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
  /** Removes what lies in between. */
  drop(): Promise<void>
}

/**
 * Makes everything that is kept of a photo or video.
 * @throws PictureRefused for what will never become one; other errors may pass
 */
export async function make(
  path: string,
  limits: { photo: number; video: number },
  _progress: (fraction: number) => void,
  signal?: AbortSignal,
): Promise<Made> {
  const picture = await processPicture(path, { most: limits.photo, ...(signal ? { signal } : {}) })
  return {
    kind: 'photo',
    width: picture.width,
    height: picture.height,
    seconds: null,
    thumbhash: picture.thumbhash,
    takenAt: picture.takenAt === null ? null : momentOf(picture.takenAt),
    renditions: picture.renditions.map(({ kind, type, bytes }) => ({
      kind,
      type,
      bytes: bytes.length,
      async *read() {
        yield bytes
      },
    })),
    drop: async () => {},
  }
}
