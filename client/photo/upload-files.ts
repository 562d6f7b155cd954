import type { Instant } from '../../backend/contract/values.ts'
import type { MediaKind } from './upload-state.ts'

const megabyte = 1_000_000

/** The most that may be sent at once, and of one file; what the server takes is decided there. */
export const mostFiles = 100
export const largest: Record<MediaKind, number> = { photo: 50 * megabyte, video: 500 * megabyte }

/** Why a file that was chosen cannot be sent. */
export interface Unfit {
  name: string
  reason: 'kind' | 'empty' | 'photo_too_large' | 'video_too_large' | 'too_many'
}

const photoName = /\.(jpe?g|png|webp|avif|hei[cf]|gif)$/i
const videoName = /\.(mp4|m4v|mov|webm|3gp|mkv)$/i

/** What a file is meant to be; what it is, the server says later. Null when it is neither photo nor video. */
export function kindOf({ type, name }: { type: string; name: string }): MediaKind | null {
  if (type.startsWith('image/') && type !== 'image/svg+xml') return 'photo'
  if (type.startsWith('video/')) return 'video'
  if (type !== '') return null
  return photoName.test(name) ? 'photo' : videoName.test(name) ? 'video' : null
}

/** The files that can be sent, and which cannot and why. */
export function sorted<F extends { name: string; type: string; size: number }>(
  files: readonly F[],
): { fit: { file: F; kind: MediaKind }[]; unfit: Unfit[] } {
  const fit: { file: F; kind: MediaKind }[] = []
  const unfit: Unfit[] = []
  for (const file of files) {
    const kind = kindOf(file)
    const { name } = file
    if (!kind) unfit.push({ name, reason: 'kind' })
    else if (file.size === 0) unfit.push({ name, reason: 'empty' })
    else if (file.size > largest[kind]) unfit.push({ name, reason: `${kind}_too_large` })
    else if (fit.length === mostFiles) unfit.push({ name, reason: 'too_many' })
    else fit.push({ file, kind })
  }
  return { fit, unfit }
}

const believable = 31 * 86_400_000

/** When a file was last changed, if it can be the moment at which its photo was taken. */
export const changedAt = (lastModified: number, now: number): Instant | null =>
  lastModified > now - believable && lastModified <= now ? new Date(lastModified).toISOString() : null
