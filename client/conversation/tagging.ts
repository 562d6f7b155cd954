import type { Id } from '../../backend/contract/values.ts'
import type { DraftFile } from './draft-file.ts'

/** A child who may be said to be on a photo, and whether consent lets it be shown now. */
export interface Taggable {
  id: Id
  callName: string
  mayBeShown: boolean
}

/** Whom staff may say is on a photo, and the one whom the conversation is about. */
export interface Tagging {
  childId: Id
  callName: string
  children: readonly Taggable[]
  /** Who will see it. */
  readers: string
}

/** What keeps a photo of the staff from going: nobody was said to be on it, not the child it is about, or one without consent. */
export function tagTrouble(
  file: DraftFile,
  tagging: Tagging | undefined,
): 'untagged' | 'without_child' | 'consent' | null {
  if (!tagging || file.kind !== 'photo' || file.showsNobody) return null
  if (file.childIds.length === 0) return 'untagged'
  if (!file.childIds.includes(tagging.childId)) return 'without_child'
  const closed = tagging.children.some(({ id, mayBeShown }) => !mayBeShown && file.childIds.includes(id))
  return closed ? 'consent' : null
}
