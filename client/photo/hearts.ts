import { createSignal } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { whenWiped } from '../session.ts'

const [hearted, setHearted] = createSignal<ReadonlySet<Id>>(new Set())
/** What the server was last asked about each photo, until it answered. */
const asked = new Map<Id, Promise<unknown>>()
/** What the server last said of the photos that it is being asked about. */
const confirmed = new Map<Id, boolean>()
whenWiped(() => {
  asked.clear()
  confirmed.clear()
  setHearted(new Set<Id>())
})

const put = (photo: Id, has: boolean) =>
  setHearted((before) => {
    const next = new Set(before)
    if (has) next.add(photo)
    else next.delete(photo)
    return next
  })

/** Whether a photo has this guardian’s heart. */
export const isHearted = (photo: Id): boolean => hearted().has(photo)

/** Takes over from a reply which of the photos in it have this guardian’s heart. */
export function noteHearts(photos: readonly Id[], withHeart: readonly Id[]): void {
  const has = new Set(withHeart)
  const wrong = photos.filter((photo) => has.has(photo) !== hearted().has(photo) && !asked.has(photo))
  if (wrong.length === 0) return
  const next = new Set(hearted())
  for (const photo of wrong) {
    if (has.has(photo)) next.add(photo)
    else next.delete(photo)
  }
  setHearted(next)
}

/** Gives a heart or takes it back; it shows at once. Throws an `ApiError` after what the server last said was put back. */
export async function setHeart(photo: Id, has: boolean): Promise<void> {
  if (!asked.has(photo)) confirmed.set(photo, isHearted(photo))
  put(photo, has)
  const before = asked.get(photo) ?? Promise.resolve()
  const answer = before
    .then(() => call('heartPhoto', { params: { photoId: photo }, body: { hearted: has } }))
    .then(() => confirmed.set(photo, has))
  const over = answer.catch(() => undefined)
  asked.set(photo, over)
  try {
    await answer
  } catch (error) {
    if (asked.get(photo) === over) put(photo, confirmed.get(photo) ?? false)
    throw error
  } finally {
    if (asked.get(photo) === over) {
      asked.delete(photo)
      confirmed.delete(photo)
    }
  }
}
