import type { PhotoAudience } from '../../../backend/contract/audience.ts'
import type { Id, Instant } from '../../../backend/contract/values.ts'
import { call } from '../../api.ts'

/** Who would see some photos; the moments of each child are those of the photos that show it. */
export interface PhotoQuestion {
  groupId: Id
  aboutAt: Instant
  childIds: readonly Id[]
  momentsOf: Readonly<Record<Id, readonly Instant[]>>
}

/** Asks the server who will see photos, and which of them show a child at a moment without consent. */
export const askPhotos = (
  { groupId, aboutAt, childIds, momentsOf }: PhotoQuestion,
  signal: AbortSignal,
): Promise<PhotoAudience> =>
  call('previewPhotos', {
    body: { groupId, aboutAt, children: childIds.map((id) => ({ id, moments: [...new Set(momentsOf[id])] })) },
    signal,
  })
