import { isStuck } from '../outbox-state.ts'
import type { PhotoPost } from '../photo/staff-photo-posts.ts'
import { type Post, sendsIn } from './staff-posts.ts'
import { newestFirst } from './timeline.ts'

/** What stands on a day, written or photographed. */
export type DayPost = { id: string; entry: Post; photos: null } | { id: string; entry: null; photos: PhotoPost }

const sendsOf = ({ entry, photos }: DayPost) => (entry ? sendsIn(entry) : photos?.send ? [photos.send] : [])

const rank = (post: DayPost): number => {
  const sends = sendsOf(post)
  if (sends.some(isStuck)) return 0
  return sends.some(({ work }) => work.kind === 'post' || work.kind === 'photos') ? 1 : 2
}

const aboutAt = ({ entry, photos }: DayPost) => (entry ?? photos)?.aboutAt ?? ''

/** Both kinds together: what is stuck or on its way on top, the rest newest first. */
export function dayPosts(entries: readonly Post[], photos: readonly PhotoPost[]): DayPost[] {
  return [
    ...entries.map((entry): DayPost => ({ id: entry.id, entry, photos: null })),
    ...photos.map((post): DayPost => ({ id: post.id, entry: null, photos: post })),
  ].sort(
    (a, b) => rank(a) - rank(b) || newestFirst({ id: a.id, aboutAt: aboutAt(a) }, { id: b.id, aboutAt: aboutAt(b) }),
  )
}
