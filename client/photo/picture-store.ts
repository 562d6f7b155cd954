import type { RenditionName } from '../../backend/contract/picture.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, callForFile } from '../api.ts'
import { session } from '../session.ts'
import { type PictureShelf, picturesOf } from '../store.ts'

/** A photo that was posted, or a file of one's own that is not tagged yet. */
export interface Source {
  kind: 'photo' | 'media'
  id: Id
}

const mostKept = 60
const mostAtOnce = 6

/** Midnight of this device: what the shared tablet keeps is of today. */
const midnight = () => new Date().setHours(0, 0, 0, 0)

let shelf: { of: string; pictures: PictureShelf } | undefined

function shelfNow(): PictureShelf | undefined {
  const now = session()
  if (now.state !== 'person') return undefined
  const of = `${now.me.person.id} ${now.role}`
  if (shelf?.of !== of) {
    const since = now.role === 'guardian' ? 0 : midnight()
    shelf = { of, pictures: picturesOf(now.me.person.id, now.role, mostKept, since) }
  }
  return shelf.pictures
}

const keyOf = ({ kind, id }: Source, form: RenditionName) => `${kind} ${id} ${form}`

let busy = 0
const waiting: (() => void)[] = []

async function turn(signal: AbortSignal): Promise<void> {
  if (busy < mostAtOnce) {
    busy++
    return
  }
  await new Promise<void>((go, gone) => {
    waiting.push(go)
    signal.addEventListener('abort', () => {
      const place = waiting.indexOf(go)
      if (place < 0) return
      waiting.splice(place, 1)
      gone(signal.reason)
    })
  })
}

function done(): void {
  const next = waiting.shift()
  if (next) next()
  else busy--
}

const fetched = ({ kind, id }: Source, rendition: RenditionName, signal: AbortSignal): Promise<Blob> =>
  kind === 'photo'
    ? callForFile('photoFile', { params: { photoId: id, rendition }, signal })
    : callForFile('uploadedPicture', { params: { mediaId: id, rendition }, signal })

/**
 * A picture in one form, from this device or from the server, whichever has it. Few are fetched at a time.
 * @throws ApiError, `not_found` when it is gone; the signal's reason when nobody waits for it any more
 */
export async function pictureFile(source: Source, form: RenditionName, signal: AbortSignal): Promise<Blob> {
  const pictures = shelfNow()
  const kept = await pictures?.get(keyOf(source, form))
  if (kept) return kept
  await turn(signal)
  try {
    const file = await fetched(source, form, signal)
    // Somebody may have signed out meanwhile; what was wiped stays away.
    if (pictures && pictures === shelfNow()) void pictures.put(keyOf(source, form), file)
    return file
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') void forgetPicture(source)
    throw error
  } finally {
    done()
  }
}

/** Forgets a picture that was removed or withdrawn, in all its forms. */
export const forgetPicture = async ({ kind, id }: Source): Promise<void> => shelfNow()?.remove(`${kind} ${id} `)
