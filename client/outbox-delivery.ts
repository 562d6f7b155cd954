import { ApiError, call } from './api.ts'
import { deliverMessage } from './conversation/deliver-message.ts'
import type { MessageFiles } from './conversation/message-files.ts'
import { type AttendanceWork, type Failure, filesOf, isRemoval, type Work } from './outbox-state.ts'
import { withCameraTimes } from './photo/composer/photo-draft.ts'
import { unready } from './photo/unready.ts'
import type { Uploads } from './photo/upload-queue.ts'
import { failureOf } from './send-failure.ts'

type PhotosWork = Extract<Work, { kind: 'photos' }>

async function placePhotos(work: PhotosWork, uploads: Uploads): Promise<Failure | null> {
  const waits = unready(filesOf({ work }), uploads)
  if (waits) return waits
  const body = withCameraTimes(work.body, work.draft, uploads.items())
  const photos = body.photos.map((photo) => ({ ...photo, mediaId: uploads.idOf(photo.mediaId) }))
  try {
    await call('postPhotos', { body: { ...body, photos } })
  } catch (error) {
    // Another device was first with some of them: the rest can still go, once somebody says so.
    if (error instanceof ApiError) uploads.placed(error.details.placed?.map(({ mediaId }) => mediaId) ?? [])
    throw error
  }
  uploads.placed(photos.map(({ mediaId }) => mediaId))
  return null
}

/** Asks the server once to take a send in. Gives why it did not. */
export async function deliver(work: Work, uploads: Uploads, files: MessageFiles): Promise<Failure | null> {
  try {
    if (work.kind === 'photos') return await placePhotos(work, uploads)
    // What a guardian wrote waits in an outbox of its own: see `isOf`.
    if (work.kind === 'handover' || work.kind === 'answer') throw new Error('no send of staff')
    if (work.kind === 'message') return await deliverMessage(work, files)
    if (work.kind === 'removePhoto') await call('removePhoto', { params: { mediaId: work.mediaId } })
    else if (work.kind === 'post') await call('postEntries', { body: work.body })
    else if (work.kind === 'edit') await call('editEntry', { params: { entryId: work.before.id }, body: work.body })
    else if (work.kind !== 'remove') await attend(work)
    else await call('removeEntry', { params: { entryId: work.before.id } })
    return null
  } catch (error) {
    const failure = failureOf(error)
    if (work.kind === 'undoStay' && isUndone(work, failure)) return null
    return isRemoval(work) && failure.code === 'not_found' ? null : failure
  }
}

async function attend(work: Extract<Work, AttendanceWork>): Promise<void> {
  const { groupId } = work
  if (work.kind === 'checkIn') await call('checkIn', { params: { groupId }, body: work.body })
  else if (work.kind === 'checkOut') await call('checkOut', { params: { groupId }, body: work.body })
  else if (work.kind === 'staffing') await call('setStaffing', { params: { groupId }, body: work.body })
  else if (work.kind === 'escorts') await call('setEscorts', { params: { stayId: work.stayId }, body: work.body })
  else await call('undoStay', { params: { stayId: work.stayId }, body: { version: work.version, step: work.step } })
}

/** There was nothing to take back: the server never heard of the step, though somebody may have changed the stay meanwhile. */
const isUndone = (work: Extract<Work, { kind: 'undoStay' }>, { code, version }: Failure): boolean =>
  !work.sure &&
  (work.step === 'arrived'
    ? code === 'not_found'
    : code === 'stale_version' && version !== undefined && version <= work.version)
