import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as (how: { type: 'minor' }) => void

/** Bytes that came in since the last time. */
const every = 1_000_000
let taken = 0

/**
 * Counts bytes that came in, and frees the buffers of those that are written. Of itself V8 does so once they are old, by going through the
 * whole heap: a tenth of a second in which nobody else is served, for each dozen MB. While they are young it costs half a millisecond.
 */
export function freeYoungBuffers(bytes: number): void {
  taken += bytes
  if (taken < every) return
  taken = 0
  collect({ type: 'minor' })
}
