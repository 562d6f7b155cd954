import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { whenWiped } from '../session.ts'

const noted = new Set<Id>()
whenWiped(() => noted.clear())

/** Tells the server, once, that a photo is open by itself: if it must be recalled, it is known who looked. Never throws. */
export function noteOpened(photoId: Id): void {
  if (noted.has(photoId)) return
  noted.add(photoId)
  // What the device keeps can be looked at without a connection; it is told at the next opening.
  call('openPhoto', { params: { photoId }, body: { opened: true } }).catch(() => noted.delete(photoId))
}
