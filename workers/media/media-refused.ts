import type { refusals } from '../../backend/contract/media.ts'

export type RefusalReason = (typeof refusals)[number]

/** Nothing will ever become of this file. Whatever else goes wrong is another error, and may be tried again. */
export class MediaRefused extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason) {
    super(`the file was refused: ${reason}`)
    this.name = 'MediaRefused'
    this.reason = reason
  }
}
