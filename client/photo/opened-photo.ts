import { createEffect, on } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { go, goBack } from '../router.ts'
import { openedPhoto, photoAddress } from './address.ts'

/** Opens a photo over the screen, as a place of its own to come back from, and closes it. */
export function usePhotoPlace(): { open: (photo: Id) => void; close: () => void } {
  let closing = false
  createEffect(
    on(openedPhoto, () => {
      closing = false
    }),
  )
  return {
    open: (photo) => go(photoAddress(photo), { stay: true }),
    // Going back takes a moment, in which somebody may press once more: one step and no further.
    close() {
      if (closing || openedPhoto() === null) return
      closing = true
      goBack(photoAddress(null))
    },
  }
}
