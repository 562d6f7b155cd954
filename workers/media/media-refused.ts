export type RefusalReason = 'unknown_type' | 'too_many_pixels' | 'damaged' | 'too_slow' | 'too_large' | 'too_long'

/** Nothing will ever become of this file. Whatever else goes wrong is another error, and may be tried again. */
export class MediaRefused extends Error {
  readonly reason: RefusalReason
  constructor(reason: RefusalReason) {
    super(`the file was refused: ${reason}`)
    this.name = 'MediaRefused'
    this.reason = reason
  }
}
