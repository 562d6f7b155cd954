import { v7 } from 'uuid'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, call } from '../api.ts'
import { transfer } from '../photo/upload-transfer.ts'

const askEvery = 700
const patience = 60_000

/** What was sent cannot be shown, or could not be made in time. */
export class NotMade extends Error {}

const pause = (signal: AbortSignal) =>
  new Promise<void>((done, stopped) => {
    const timer = setTimeout(done, askEvery)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      stopped(signal.reason)
    })
  })

/**
 * Sends a picture, waits until the server made of it what is kept, and makes it the own portrait.
 * @param groupId in whose name a picture is sent; a portrait is of no group
 * @throws ApiError, NotMade; the signal's reason
 */
export async function sendPortrait(file: Blob, groupId: Id, signal: AbortSignal): Promise<Id> {
  const id = v7()
  const sent = { id, groupId, kind: 'photo' as const, bytes: file.size, takenAt: null, order: Date.now() }
  try {
    const outcome = await transfer(sent, file, () => {}, signal)
    signal.throwIfAborted()
    if (typeof outcome !== 'string')
      throw outcome.code === 'missing' ? new NotMade() : new ApiError(outcome.code, outcome.message)
    if (outcome !== 'arrived') throw new NotMade()
    await made(id, signal)
    return (await call('putPortrait', { body: { mediaId: id, alone: true }, signal })).portraitId
  } catch (error) {
    // It may have become the portrait although the answer was lost.
    const own = await call('ownPortrait').catch(() => undefined)
    if (own?.portraitId === id) return id
    void call('discardUpload', { params: { mediaId: id } }).catch(() => {})
    throw error
  }
}

async function made(id: Id, signal: AbortSignal): Promise<void> {
  const until = Date.now() + patience
  while (Date.now() < until) {
    const { uploads } = await call('uploads', { query: {}, signal })
    const state = uploads.find((one) => one.id === id)?.state
    if (state === 'ready') return
    if (state !== 'uploading' && state !== 'processing') break
    await pause(signal)
  }
  throw new NotMade()
}
