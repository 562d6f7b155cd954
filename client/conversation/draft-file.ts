import type { Id } from '../../backend/contract/values.ts'

/** A file that goes with a message, by its key in the queue; staff say of a photo who is on it, or that it shows no child. */
export interface DraftFile {
  key: Id
  kind: 'photo' | 'document'
  name: string
  bytes: number
  childIds: Id[]
  showsNobody: boolean
}
