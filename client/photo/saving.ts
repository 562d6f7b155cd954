import { createSignal } from 'solid-js'
import type { GuardianPhoto } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { whenWiped } from '../session.ts'
import { savePhoto } from './save.ts'

/** How many bytes of a photo have come, and of how many; the latter is 0 where it is not known. */
export interface Progress {
  done: number
  all: number
}

const [saving, setSaving] = createSignal<ReadonlyMap<Id, Progress>>(new Map())
let stop = new AbortController()
whenWiped(() => {
  stop.abort()
  stop = new AbortController()
})

/** How far the download of a photo is, also of one that was begun in a viewer that is closed; undefined where there is none. */
export const progressOf = (photo: Id): Progress | undefined => saving().get(photo)

/**
 * Downloads a photo, if that is not under way: it goes on whatever is looked at meanwhile.
 * @returns whether it was begun here and has come; false also once somebody signed out
 * @throws ApiError
 */
export async function saveOnce(photo: GuardianPhoto): Promise<boolean> {
  if (progressOf(photo.id)) return false
  const { signal } = stop
  const put = (progress: Progress) => setSaving((all) => new Map(all).set(photo.id, progress))
  try {
    put({ done: 0, all: 0 })
    await savePhoto(photo, signal, (done, all) => put({ done, all }))
    return true
  } catch (error) {
    if (signal.aborted) return false
    throw error
  } finally {
    setSaving((all) => new Map([...all].filter(([id]) => id !== photo.id)))
  }
}
