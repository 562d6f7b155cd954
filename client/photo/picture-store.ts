import type { RenditionName } from '../../backend/contract/picture.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, callForFile } from '../api.ts'
import { session } from '../session.ts'
import { keptFor, type PictureShelf, picturesOf } from '../store.ts'

/** A photo that was posted, a file of one's own that is not placed yet, the portrait of somebody of the staff, or a photo that came with a message. */
export type Source =
  | { kind: 'photo'; id: Id }
  | { kind: 'media'; id: Id }
  | { kind: 'portrait'; id: Id }
  | { kind: 'attachment'; id: Id; conversationId: Id }

const mostKept = 60
const mostAtOnce = 6

/** The first moment from which something may be kept: on the shared tablet that of today. */
const keptSince = (role: Role): number =>
  new Date(role === 'guardian' ? Date.now() - keptFor : Date.now()).setHours(0, 0, 0, 0)

let shelf: { of: string; pictures: PictureShelf } | undefined

function shelfNow(): PictureShelf | undefined {
  const now = session()
  if (now.state !== 'person') return undefined
  const since = keptSince(now.role)
  const of = `${now.me.person.id} ${now.role} ${since}`
  if (shelf?.of !== of) shelf = { of, pictures: picturesOf(now.me.person.id, now.role, mostKept, since) }
  return shelf.pictures
}

const prefixOf = (photo: Id) => `photo ${photo} `

interface Turn {
  go: () => void
  inView: () => boolean
}
let busy = 0
let waiting: readonly Turn[] = []

/** Waits until few enough are being fetched; what is in view goes before what is only near. */
async function turn(inView: () => boolean, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  if (busy < mostAtOnce) {
    busy++
    return
  }
  await new Promise<void>((go, gone) => {
    const mine = { go, inView }
    waiting = [...waiting, mine]
    signal.addEventListener('abort', () => {
      if (!waiting.includes(mine)) return
      waiting = waiting.filter((one) => one !== mine)
      gone(signal.reason)
    })
  })
}

function done(): void {
  const next = waiting.find(({ inView }) => inView()) ?? waiting[0]
  waiting = waiting.filter((one) => one !== next)
  if (next) next.go()
  else busy--
}

function fetched(source: Source, rendition: RenditionName, signal: AbortSignal): Promise<Blob> {
  const { id } = source
  if (source.kind === 'photo') return callForFile('photoFile', { params: { photoId: id, rendition }, signal })
  if (source.kind === 'media') return callForFile('uploadedPicture', { params: { mediaId: id, rendition }, signal })
  if (source.kind === 'portrait')
    return callForFile('portraitFile', { params: { portraitId: id, rendition: rendition as 'webp-320' }, signal })
  const { conversationId } = source
  return callForFile('attachmentFile', { params: { conversationId, attachmentId: id, form: rendition }, signal })
}

/** Counts how often something was forgotten: what was asked for before that is shown, but not kept. */
let forgettings = 0

/**
 * A picture in one form, from this device or from the server, whichever has it. Few are fetched at a time.
 * @param inView asked when a turn comes free
 * @throws ApiError, `not_found` when it is gone; the signal's reason when nobody waits for it any more
 */
export async function pictureFile(
  source: Source,
  form: RenditionName,
  signal: AbortSignal,
  inView: () => boolean = () => true,
): Promise<Blob> {
  // What is not placed yet may still be covered or thrown away, what came with a message taken back, and a portrait is gone with its person: none is kept.
  const pictures = source.kind === 'photo' ? shelfNow() : undefined
  const key = prefixOf(source.id) + form
  const kept = await pictures?.get(key)
  if (kept) return kept
  await turn(inView, signal)
  const before = forgettings
  try {
    const file = await fetched(source, form, signal)
    // Somebody may have signed out meanwhile; what was wiped stays away.
    if (pictures && pictures === shelfNow() && before === forgettings) void pictures.put(key, file)
    return file
  } catch (error) {
    if (pictures && error instanceof ApiError && error.code === 'not_found') void forgetPicture(source.id)
    throw error
  } finally {
    done()
  }
}

/** The first of these forms that this device keeps of a photo. */
export async function keptPicture({ kind, id }: Source, forms: readonly RenditionName[]): Promise<Blob | undefined> {
  if (kind !== 'photo') return undefined
  for (const form of forms) {
    const kept = await shelfNow()?.get(prefixOf(id) + form)
    if (kept) return kept
  }
  return undefined
}

async function forget(matches: (key: string) => boolean): Promise<void> {
  forgettings++
  await shelfNow()?.remove(matches)
}

/** Forgets a photo that was removed or withdrawn, in all its forms. */
export const forgetPicture = (photo: Id): Promise<void> => forget((key) => key.startsWith(prefixOf(photo)))

/** Forgets all photos but these: any of the others may be gone. */
export const keepOnly = (photos: ReadonlySet<Id>): Promise<void> =>
  forget((key) => {
    const [kind, id = ''] = key.split(' ')
    return kind !== 'photo' || !photos.has(id)
  })
