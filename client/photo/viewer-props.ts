import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'

/** A photo with what is told with it. */
export interface ShownPhoto extends GuardianPhoto {
  childId: Id
  cardId: Id
  text: string
  author?: string
  group?: string
}

export interface ViewerProps {
  /** The photos that one can page through, in this order. One that leaves the list is removed. */
  photos: readonly ShownPhoto[]
  /** Which of them is open. */
  opened: Id
  /** Where the list begins within a longer one of which not all is loaded, and how long that is. */
  part?: { first: number; total: number; seek: (index: number) => Promise<void> }
  /** More is on its way: what is not in the list may still come. */
  loading?: boolean
  /** Whether the open photo is there could not be found out. */
  failure?: { error: unknown; again: () => void } | undefined
  nameOf: (child: Id) => string
  onShow: (id: Id) => void
  onClose: () => void
}
