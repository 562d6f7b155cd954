import type { AudiencePreview } from '../../../backend/contract/audience.ts'
import type { Id, Instant } from '../../../backend/contract/values.ts'
import { call } from '../../api.ts'

/** Who would see some photos; the moments of each child are those of the photos that show it. */
export interface PhotoQuestion {
  groupId: Id
  aboutAt: Instant
  childIds: readonly Id[]
  momentsOf: Readonly<Record<Id, readonly Instant[]>>
}

/** The answer, with for a child that had no consent then the moments for which that holds. */
export type PhotoAudience = AudiencePreview & { refusedAt: ReadonlyMap<Id, readonly Instant[]> }

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]
const mostMoments = 100

/** Asks the server who will see photos, and which of them show a child at a moment without consent. */
export async function askPhotos(question: PhotoQuestion, signal: AbortSignal): Promise<PhotoAudience> {
  const { groupId, aboutAt, childIds, momentsOf } = question
  const preview = (ids: readonly Id[], moments: readonly Instant[]) =>
    call('previewPhotos', { body: { groupId, aboutAt, childIds: [...ids], moments: [...moments] }, signal })
  const all = distinct(childIds.flatMap((id) => momentsOf[id] ?? [])).sort()
  const moments = all.length > mostMoments ? [all[0]!, all.at(-1)!] : all
  const audience = await preview(childIds, moments)
  const refusedAt = new Map<Id, readonly Instant[]>()
  // Asked together, the photos of one child count for all of them: who is refused is asked alone, photo by photo.
  for (const { id, reason } of audience.children) {
    if (reason !== 'not_then') continue
    const own = distinct(momentsOf[id] ?? [])
    const answers = await Promise.all(own.map((moment) => preview([id], [moment])))
    refusedAt.set(
      id,
      own.filter((_, n) => answers[n]?.children[0]?.inForce === false),
    )
  }
  const children = audience.children.map((child) =>
    refusedAt.get(child.id)?.length === 0 ? { ...child, inForce: true, reason: null } : child,
  )
  return { ...audience, children, refusedAt }
}
