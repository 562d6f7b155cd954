import type { Upload, uploadKinds } from '../../backend/contract/media.ts'
import type { Side } from '../../backend/contract/message.ts'
import type { Id, Instant } from '../../backend/contract/values.ts'
import type { ClientErrorCode } from '../api.ts'

/** One request carries so many bytes: what is sent again after an interruption is never more. */
export const chunkBytes = 4 * 1024 * 1024

export type MediaKind = (typeof uploadKinds)[number]

/** For what files are sent: a group's photos, or the messages of one side. Each has a queue of its own. */
export type UploadFor = 'photos' | Side

/**
 * `waiting`, `sending`: not whole at the server; `processing` and the rest: what the server makes of it. `failed` there can
 * be tried again, `stopped` needs a person, `gone`: the server has it no more and it was not placed from here. `thrown` is seen by
 * nobody any more, and only waits until the server heard of it.
 */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'processing'
  | 'ready'
  | 'refused'
  | 'failed'
  | 'stopped'
  | 'gone'
  | 'thrown'

/** Why the last attempt to send a file did not succeed; `retryable` when it goes on by itself. */
export interface UploadFailure {
  /** `missing`: this device did not keep the file. */
  code: ClientErrorCode | 'missing'
  message: string
  retryable: boolean
}

/** A file that somebody chose on this device, or sent from another one, until its photo is placed. */
export interface UploadItem {
  /** What drafts call it: it stays the same when it has to be sent anew. */
  key: Id
  /** What the server calls it. */
  id: Id
  /** For whose photos; null when it goes with a message. */
  groupId: Id | null
  /** With a message about whom, and on which side; absent when it is for a group's photos. */
  childId?: Id
  side?: Side
  kind: MediaKind
  name: string
  bytes: number
  /** Its place among the others. */
  order: number
  state: UploadState
  attempts: number
  /** Not before this moment: the pause after a failed attempt. */
  notBefore: number
  failure: UploadFailure | null
  /** When it was taken, as far as this device knows. */
  takenAt: Instant | null
  /** As the server last said. */
  upload: Upload | null
  /** When somebody took it away; until it is thrown away it can come back. */
  removedAt: number | null
}

const longestPause = 60_000

/** Did the server itself not answer: there is no connection to it, or something else speaks in its place. */
export const isUnreached = ({ code }: Pick<UploadFailure, 'code'>): boolean =>
  code === 'network' || code === 'unreadable' || code === 'unavailable'

/** A file that was just chosen. */
export function newItem(
  given: Pick<UploadItem, 'key' | 'groupId' | 'childId' | 'side' | 'kind' | 'name' | 'bytes' | 'order' | 'takenAt'>,
): UploadItem {
  return {
    ...given,
    id: given.key,
    state: 'waiting',
    attempts: 0,
    notBefore: 0,
    failure: null,
    upload: null,
    removedAt: null,
  }
}

/**
 * What was sent from another device of the same person.
 * @param before how it stood here: what was taken away stays away
 */
export const itemOfUpload = (upload: Upload, before?: UploadItem): UploadItem => ({
  ...newItem({
    key: upload.id,
    groupId: upload.groupId,
    kind: upload.kind,
    name: '',
    bytes: upload.bytes,
    order: Date.parse(upload.createdAt),
    takenAt: null,
  }),
  state: before?.state === 'thrown' ? 'thrown' : upload.state === 'uploading' ? 'sending' : upload.state,
  upload,
  removedAt: before?.removedAt ?? null,
})

/** What a file for a group's photos is in words. */
export const photoOrVideo = ({ kind }: Pick<UploadItem, 'kind'>): 'photo' | 'video' =>
  kind === 'video' ? kind : 'photo'

/** Is it one of what is sent for this. */
export const isFor =
  (purpose: UploadFor) =>
  ({ side }: UploadItem): boolean =>
    (side ?? 'photos') === purpose

/** Is all of it still to be sent from this device, or a part of it. */
export const isLeaving = ({ state }: UploadItem): boolean => state === 'waiting' || state === 'sending'

/** Will something still become of it by itself. */
export const isUnderWay = (item: UploadItem): boolean => isLeaving(item) || item.state === 'processing'

/** Would it be lost or forgotten if this device forgot it now. */
export const isUnsent = (item: UploadItem): boolean =>
  item.removedAt === null && item.state !== 'refused' && item.state !== 'gone'

/** Those of these files that are still there to be placed, also where somebody has to do something first. */
export const stillHere = (items: readonly UploadItem[], keys: readonly Id[], placed: readonly { mediaId: Id }[]) =>
  items.filter(
    ({ key, id, state, removedAt }) =>
      keys.includes(key) &&
      removedAt === null &&
      state !== 'gone' &&
      state !== 'refused' &&
      !placed.some(({ mediaId }) => mediaId === id),
  )

/** Can its photo be placed, now or once the server has it, without that somebody does something. */
export const isUsable = (item: UploadItem): boolean =>
  item.removedAt === null && (item.state === 'ready' || isUnderWay(item))

/** How long after it was taken away something can come back: a little longer than a bar offers it. */
const undoneWithin = 10_000

/** Was it taken away so long ago that it does not come back any more. */
export const isPastUndo = ({ removedAt }: UploadItem, now: number): boolean =>
  removedAt !== null && removedAt + undoneWithin <= now

/** When the next of those that were taken away is to be thrown away; null when none was. */
export function nextThrow(items: readonly UploadItem[]): number | null {
  const times = items.flatMap(({ removedAt }) => (removedAt === null ? [] : [removedAt + undoneWithin]))
  return times.length > 0 ? Math.min(...times) : null
}

export const started = (item: UploadItem): UploadItem => ({
  ...item,
  state: 'sending',
  attempts: item.attempts + 1,
  failure: null,
})

/** The server has every byte. */
export const arrived = (item: UploadItem): UploadItem =>
  isLeaving(item) ? { ...item, state: 'processing', attempts: 0, notBefore: 0, failure: null } : item

/** Can somebody ask for it again after it needed them. */
export const isRetriable = ({ state }: UploadItem): boolean => state === 'failed' || state === 'stopped'

/** After a failed attempt; `chance` in 0…1 spreads what failed at the same moment. */
export function failed(item: UploadItem, failure: UploadFailure, now: number, chance: number): UploadItem {
  const pause = Math.min(longestPause, 1000 * 2 ** Math.min(item.attempts - 1, 10)) * (0.5 + chance / 2)
  return { ...item, state: failure.retryable ? 'waiting' : 'stopped', failure, notBefore: now + pause }
}

/** What a reload finds: what was under way goes on. */
export const revived = (item: UploadItem): UploadItem =>
  item.state === 'sending' ? { ...item, state: 'waiting', notBefore: 0 } : item

/** The connection came back: nothing that goes on by itself waits any longer. */
export const nudged = (item: UploadItem): UploadItem =>
  item.state === 'waiting' && item.notBefore > 0 ? { ...item, notBefore: 0 } : item

/** Somebody asks for it again. */
export const retried = (item: UploadItem): UploadItem =>
  item.state === 'waiting' || item.state === 'stopped'
    ? { ...item, state: 'waiting', notBefore: 0, failure: null, attempts: 0 }
    : item

/** The server lost it: it is sent anew under another id. */
export const renewed = (item: UploadItem, id: Id): UploadItem => ({
  ...item,
  id,
  state: 'waiting',
  attempts: 0,
  notBefore: 0,
  failure: null,
  upload: null,
})

/** Photos before videos, and small before large within a kind. */
export const inTurn = (a: UploadItem, b: UploadItem): number =>
  a.kind === b.kind ? a.bytes - b.bytes || a.order - b.order : a.kind === 'photo' ? -1 : 1

/** The file whose turn it is, or the moment at which to look again. */
export function nextUpload(
  items: readonly UploadItem[],
  busy: ReadonlySet<Id>,
  now: number,
): { item: UploadItem } | { at: number } | null {
  const open = items
    .filter((item) => item.state === 'waiting' && item.removedAt === null && !busy.has(item.key))
    .sort(inTurn)
  const due = open.find((item) => item.notBefore <= now)
  if (due) return { item: due }
  return open.length > 0 ? { at: Math.min(...open.map(({ notBefore }) => notBefore)) } : null
}

/**
 * An item after the server said how it stands; `undefined`: it does not have it, while this device thought it did, and nobody placed
 * it or threw it away.
 */
export function withServer(
  item: UploadItem,
  upload: Upload | undefined,
  hasFile: boolean,
  newId: () => Id,
): UploadItem {
  if (item.state === 'thrown') return item
  if (!upload) {
    if (isLeaving(item) || item.state === 'stopped' || item.state === 'gone') return item
    return hasFile && item.removedAt === null ? renewed(item, newId()) : { ...item, state: 'gone' }
  }
  const known = { ...item, upload }
  if (upload.state === 'uploading')
    return item.state === 'processing' ? { ...known, state: 'waiting', notBefore: 0 } : known
  return { ...known, state: upload.state, attempts: 0, notBefore: 0, failure: null }
}

/** Does it need a person. */
export const isStuck = ({ state, removedAt }: UploadItem): boolean =>
  removedAt === null && ['refused', 'failed', 'stopped', 'gone'].includes(state)

/** How many photos there are among some files, and how many videos: in the order in which words take them. */
export const kindsOf = (items: readonly Pick<UploadItem, 'kind'>[]): [photos: number, videos: number] => {
  const photos = items.filter(({ kind }) => kind === 'photo').length
  return [photos, items.length - photos]
}

/** Does nothing go on until there is a connection to the server: none of them is being sent, and the last attempt reached nobody. */
export const areCutOff = (items: readonly UploadItem[]): boolean =>
  !items.some(({ state }) => state === 'sending') &&
  items.some((item) => isLeaving(item) && item.failure !== null && isUnreached(item.failure))

/** How much of a file has been done, in 0…1: sending counts for nine tenths, what the server makes of it for the rest. */
export function progressOf(item: UploadItem, sent: number): number {
  if (item.state === 'waiting' || item.state === 'sending') return (0.9 * Math.min(sent, item.bytes)) / item.bytes
  return item.state === 'processing' ? 0.9 + 0.1 * (item.upload?.progress ?? 0) : 1
}

/** How much of some files has been done together, by their bytes, in 0…1. */
export function progressOfAll(items: readonly UploadItem[], sent: (key: Id) => number): number {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0)
  return items.reduce((sum, item) => sum + item.bytes * progressOf(item, sent(item.key)), 0) / Math.max(1, bytes)
}
