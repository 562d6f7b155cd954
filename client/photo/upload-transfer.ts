import type { DetailedError } from 'tus-js-client'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call, commonHeaders } from '../api.ts'
import { chunkBytes, type UploadFailure, type UploadItem } from './upload-state.ts'

/**
 * `arrived`: the server has every byte; `lost`: it does not know the file and it is to be begun under another id; `ended`: it was
 * placed or thrown away from another device.
 */
export type Outcome = 'arrived' | 'lost' | 'ended' | UploadFailure

/** These will not pass by asking once more. */
const final = ['not_found', 'too_large', 'invalid', 'malformed', 'unsupported_media_type']

const passing = (code: UploadFailure['code']): UploadFailure => ({ code, message: '', retryable: true })
const interrupted = passing('network')

function failureOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) throw error
  if (error.code === 'id_taken') return 'lost'
  return { code: error.code, message: error.message, retryable: !final.includes(error.code) }
}

/** What is announced of a file. */
type Sent = Pick<UploadItem, 'id' | 'groupId' | 'kind' | 'bytes' | 'takenAt' | 'order'> &
  Partial<Pick<UploadItem, 'childId' | 'name'>>

const isDetailed = (error: unknown): error is DetailedError => error instanceof Error && 'originalResponse' in error

/**
 * Announces a file and sends what the server does not have of it yet.
 * @param progress hears how many bytes are there
 */
export async function transfer(
  item: Sent,
  file: Blob,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const outcome = await begin(item, signal, progress)
  const sent = outcome === 'begun' ? await sendBytes(item.id, file, progress, signal) : outcome
  return sent === 'lost' ? lostOrEnded(item.id, signal) : sent
}

async function begin(item: Sent, signal: AbortSignal, progress: (bytes: number) => void): Promise<Outcome | 'begun'> {
  try {
    const { upload } = await announce(item, signal)
    if (upload.state !== 'uploading') return 'arrived'
    progress(upload.offset)
    return 'begun'
  } catch (error) {
    return signal.aborted ? interrupted : failureOf(error)
  }
}

function announce({ id, groupId, childId, kind, name, bytes, takenAt, order }: Sent, signal: AbortSignal) {
  const file = { id, bytes, takenAt: takenAt ?? new Date(order).toISOString() }
  if (childId === undefined)
    return call('beginUpload', { body: { ...file, groupId: groupId ?? '', kind: kind as 'photo' | 'video' }, signal })
  const what = kind === 'document' ? { kind, name: name ?? '' } : { kind: 'photo' as const }
  return call('beginAttachment', { body: { ...file, ...what, childId }, signal })
}

async function lostOrEnded(id: Id, signal: AbortSignal): Promise<Outcome> {
  try {
    const { ended } = await call('uploads', { query: { missed: id }, signal })
    return ended.includes(id) ? 'ended' : 'lost'
  } catch (error) {
    return signal.aborted ? interrupted : failureOf(error)
  }
}

async function sendBytes(
  id: string,
  file: Blob,
  progress: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const tus = await import('tus-js-client').catch(() => null)
  if (!tus) return interrupted
  const { 'accept-language': _, ...headers } = commonHeaders()
  return new Promise((settle) => {
    const sending = new tus.Upload(file, {
      uploadUrl: `/api/uploads/${id}`,
      chunkSize: chunkBytes,
      headers,
      // The queue has its own pauses, which survive a reload.
      retryDelays: null,
      storeFingerprintForResuming: false,
      onProgress: progress,
      onSuccess: () => settle('arrived'),
      onError(error) {
        const status = (isDetailed(error) && error.originalResponse?.getStatus()) || 0
        if (status === 404 || status === 410) settle('lost')
        else settle(passing(status === 0 ? 'network' : status === 401 ? 'unauthenticated' : 'unavailable'))
      },
    })
    signal.addEventListener('abort', () => {
      void sending.abort()
      settle(interrupted)
    })
    sending.start()
  })
}
