import { v7 } from 'uuid'
import type { Id } from '../../backend/contract/values.ts'

/** The id of an intended change: the same while it is sent again, another once something else is meant. */
export function createIntent(): (meant: unknown) => Id {
  let last = { meant: '', id: '' }
  return (meant) => {
    const said = JSON.stringify(meant)
    if (said !== last.meant) last = { meant: said, id: v7() }
    return last.id
  }
}
