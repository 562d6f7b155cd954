import type { Instant } from '../../backend/contract/values.ts'

/** The most that may be sent at once. */
const mostFiles = 100

/** How many bytes one file may have, as the server said; what it takes is decided there. */
export type Largest = Record<'photo' | 'video', number>

/** Bytes in whole megabytes, as people say them. */
export const megabytes = (bytes: number): number => Math.floor(bytes / 1_000_000)

/** Why a file that was chosen cannot be sent. */
export type Unfit = { name: string } & (
  | { reason: 'kind' | 'empty' | 'too_many' }
  | { reason: 'photo_too_large' | 'video_too_large'; most: number }
)

const photoName = /\.(jpe?g|png|webp|avif|hei[cf]|gif)$/i
const videoName = /\.(mp4|m4v|mov|webm|3gp|mkv)$/i

/** What a file is meant to be; what it is, the server says later. Null when it is neither photo nor video. */
export function kindOf({ type, name }: { type: string; name: string }): keyof Largest | null {
  if (type.startsWith('image/') && type !== 'image/svg+xml') return 'photo'
  if (type.startsWith('video/')) return 'video'
  if (type !== '') return null
  return photoName.test(name) ? 'photo' : videoName.test(name) ? 'video' : null
}

/**
 * The files that can be sent, and which cannot and why.
 * @param largest null until the server has said it
 */
export function sorted<F extends { name: string; type: string; size: number }>(
  files: readonly F[],
  largest: Largest | null,
): { fit: { file: F; kind: keyof Largest }[]; unfit: Unfit[] } {
  const fit: { file: F; kind: keyof Largest }[] = []
  const unfit: Unfit[] = []
  for (const file of files) {
    const kind = kindOf(file)
    const { name } = file
    if (!kind) unfit.push({ name, reason: 'kind' })
    else if (file.size === 0) unfit.push({ name, reason: 'empty' })
    else if (largest && file.size > largest[kind])
      unfit.push({ name, reason: `${kind}_too_large`, most: largest[kind] })
    else if (fit.length === mostFiles) unfit.push({ name, reason: 'too_many' })
    else fit.push({ file, kind })
  }
  return { fit, unfit }
}

const believable = 31 * 86_400_000

/** When a file was last changed, if it can be the moment at which its photo was taken. */
export const changedAt = (lastModified: number, now: number): Instant | null =>
  lastModified > now - believable && lastModified <= now ? new Date(lastModified).toISOString() : null
