import type { Upload } from '../../backend/contract/media.ts'
import { mostAsked } from '../../backend/contract/media-limits.ts'
import type { Placed } from '../../backend/contract/placed.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import type { Largest } from './upload-files.ts'
import { isUnreached, type UploadFor, type UploadItem } from './upload-state.ts'

/** What the server says of this person's files. */
export interface Answer {
  uploads: readonly Upload[]
  /** The ids of those that it was taken to have and has not; the rest of them, where there are many, is asked next time. */
  missed: ReadonlySet<Id>
  /** Of those, what this person placed or threw away, here or from another device. */
  ended: ReadonlySet<Id>
  /** Where those of them stand that were placed. */
  placed: readonly Placed[]
  most: Largest
}

/**
 * Asks how it stands with everything. `unreached` when the server did not answer, null when it gave no answer to this.
 * @param claimed what this device takes to be at the server
 */
export async function askServer(
  purpose: UploadFor,
  claimed: readonly UploadItem[],
  signal: AbortSignal,
): Promise<Answer | 'unreached' | null> {
  const of = purpose === 'photos' ? {} : { of: 'messages' as const }
  try {
    const { uploads, most } = await call('uploads', { query: of, signal })
    const listed = new Set(uploads.map(({ id }) => id))
    const missed = claimed.flatMap(({ id }) => (listed.has(id) ? [] : [id])).slice(0, mostAsked)
    if (missed.length === 0) return { uploads, missed: new Set(), ended: new Set(), placed: [], most }
    const said = await call('uploads', { query: { ...of, missed: missed.join() }, signal })
    return { uploads: said.uploads, missed: new Set(missed), ended: new Set(said.ended), placed: said.placed, most }
  } catch (error) {
    return error instanceof ApiError && isUnreached(error) ? 'unreached' : null
  }
}
