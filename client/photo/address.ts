import type { Id, Instant } from '../../backend/contract/values.ts'
import { today } from '../minute.ts'
import { go, uncover, where } from '../router.ts'
import { dayOf } from '../time.ts'

/** The address of where the reader is, with a photo opened over it; without one, with it closed. */
export function photoAddress(photo: Id | null): string {
  const { path, query } = where()
  const next = new URLSearchParams(query)
  if (photo === null) next.delete('photo')
  else next.set('photo', photo)
  return next.size === 0 ? path : `${path}?${next}`
}

/** Where a photo that was placed in a group stands, opened over its day. */
export function placedAddress(groupId: Id, { mediaId, aboutAt }: { mediaId: Id; aboutAt: Instant }): string {
  const day = dayOf(aboutAt)
  return `/group/${groupId}/day?${new URLSearchParams({ ...(day === today() ? {} : { day }), photo: mediaId })}`
}

/** The photo that is opened over where the reader is. */
export const openedPhoto = (): Id | null => where().query.get('photo')

/** Opens another photo in the viewer that is open: it stays one step back to the screen below. */
export const showPhoto = (photo: Id): void => go(photoAddress(photo), { replace: true, stay: true })

/** Closes the viewer. */
export const closePhoto = (): void => uncover(photoAddress(null))
