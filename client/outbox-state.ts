import type { AnswerAction } from '../backend/contract/action.ts'
import type { CheckIn, CheckOut, SetEscorts, SetStaffing } from '../backend/contract/attendance.ts'
import type { editEntry, PostEntries, StaffEntry } from '../backend/contract/diary.ts'
import type { ErrorCode, ErrorReply } from '../backend/contract/errors.ts'
import type { ChangeHandover } from '../backend/contract/handover.ts'
import type { Side } from '../backend/contract/message.ts'
import type { PostPhotos } from '../backend/contract/photo.ts'
import type { Output } from '../backend/contract/route.ts'
import type { Escort } from '../backend/contract/stay.ts'
import type { Day, Id, Instant } from '../backend/contract/values.ts'
import type { DraftFile } from './conversation/draft-file.ts'
import type { Draft } from './diary/composer/draft.ts'
import type { PhotoDraft } from './photo/composer/photo-draft.ts'

export type EditEntry = Output<(typeof editEntry)['body']>

interface Common {
  groupId: Id
  /** The names of the children it is about, to show it where their group is not. */
  callNames: Record<Id, string>
}

/** What goes to the server. The id of a post and of an edit is its idempotency key; a removal is repeatable by itself. */
export type Work = Common &
  (
    | { kind: 'post'; body: PostEntries; draft: Draft }
    | { kind: 'edit'; body: EditEntry; draft: Draft; before: StaffEntry }
    | { kind: 'remove'; before: StaffEntry }
    /** Its photos are named by the keys of their files on this device. */
    | { kind: 'photos'; body: PostPhotos; draft: PhotoDraft }
    | { kind: 'removePhoto'; mediaId: Id }
    /** `begin`: about whom and with whom, of a conversation that has no message yet. */
    | {
        kind: 'message'
        /** On which side it was written: it goes in no other role of the same person. */
        side: Side
        conversationId: Id
        begin: { childId: Id; guardianId?: Id } | null
        /** What comes with it is named by the keys of its files on this device; `doneUpTo` as the server takes it. */
        body: { id: Id; text: string; attachments?: DraftFile[]; doneUpTo?: number }
      }
    /** What a guardian tells before a child comes; without a version it is told for the first time. */
    | {
        kind: 'handover'
        handoverId: Id
        childId: Id
        day: Day
        version: number | null
        body: Omit<ChangeHandover, 'version'>
      }
    /** A guardian has seen what is asked or will do it, or takes that back. */
    | { kind: 'answer'; actionId: Id; body: AnswerAction }
    | AttendanceWork
  )

/** What a step leaves behind has a higher version than the stay had: of one that waits here too, that is the first. */
interface OfStay {
  stayId: Id
  childId: Id
  version: number
}

/** Who is there: each of one child, so that what stands in the way of one holds up nobody else. */
export type AttendanceWork =
  | { kind: 'checkIn'; body: CheckIn }
  | ({ kind: 'checkOut'; body: CheckOut } & OfStay)
  /** `sure`: the server has the step; otherwise there may be nothing to take back. `leftAt`: of a departure, which one. */
  | ({ kind: 'undoStay'; step: 'arrived' | 'left'; sure: boolean; leftAt?: Instant | null } & OfStay)
  | ({ kind: 'escorts'; body: SetEscorts; broughtBy?: Escort | null; fetchedBy?: Escort | null } & OfStay)
  | { kind: 'staffing'; body: SetStaffing }

/** The stay that a send is about; null when it is about none. */
export const stayOf = ({ work }: Pick<Send, 'work'>): Id | null =>
  work.kind === 'checkIn' ? (work.body.children[0]?.stayId ?? null) : 'stayId' in work ? work.stayId : null

/** Does it say who is there. */
export const isAttendance = ({ work }: Pick<Send, 'work'>): boolean =>
  stayOf({ work }) !== null || work.kind === 'staffing'

const ofGuardians = new Set<Work['kind']>(['handover', 'answer'])

/** Is it of this side: who is guardian and works here as well has both on one device. */
export const isOf =
  (side: Side) =>
  ({ work }: Pick<Send, 'work'>): boolean =>
    (work.kind === 'message' ? work.side : ofGuardians.has(work.kind) ? 'guardian' : 'staff') === side

/** Does it take something away, rather than bring something. */
export const isRemoval = ({ kind }: Work): boolean => kind === 'remove' || kind === 'removePhoto'

/** The keys of the files that a send places. */
export const filesOf = ({ work }: Pick<Send, 'work'>): Id[] =>
  work.kind === 'photos'
    ? work.body.photos.map(({ mediaId }) => mediaId)
    : work.kind === 'message'
      ? (work.body.attachments ?? []).map(({ key }) => key)
      : []

/** Why an attempt failed; `retryable` when the same request may succeed later by itself. */
export interface Failure extends Partial<Omit<ErrorReply['error'], 'code'>> {
  code: ErrorCode | 'network' | 'unreadable'
  retryable: boolean
}

export type SendState = 'waiting' | 'sending' | 'sent' | 'failed'

export interface Send {
  id: Id
  work: Work
  state: SendState
  createdAt: number
  attempts: number
  /** Not before this moment: the time in which it can be undone, or the pause after a failed attempt. */
  notBefore: number
  /** Somebody is changing it: it stays here until that is done. */
  held: boolean
  error: Failure | null
}

const longestPause = 60_000
const keptAfterSending = 5 * 60_000

/** A new send at the end of the queue. */
export function newSend(id: Id, work: Work, now: number, undoable = 0): Send {
  return {
    id,
    work,
    state: 'waiting',
    createdAt: now,
    attempts: 0,
    notBefore: now + undoable,
    held: false,
    error: null,
  }
}

export const started = (send: Send): Send => ({ ...send, state: 'sending', attempts: send.attempts + 1, error: null })

export const succeeded = (send: Send, now: number): Send => ({ ...send, state: 'sent', notBefore: now, error: null })

/** After a failed attempt; `chance` in 0…1 spreads the clients that failed at the same moment. */
export function failed(send: Send, error: Failure, now: number, chance: number): Send {
  const pause = Math.min(longestPause, 1000 * 2 ** Math.min(send.attempts - 1, 10)) * (0.5 + chance / 2)
  const asked = (error.retryAfter ?? 0) * 1000
  return { ...send, state: 'failed', error, notBefore: error.retryable ? now + Math.max(pause, asked) : send.notBefore }
}

/** What a reload finds: a request that was under way is asked again, its id keeps it single. */
export const revived = (send: Send): Send => (send.state === 'sending' ? { ...send, state: 'waiting' } : send)

/** The connection came back: nothing that may succeed by itself waits any longer. */
export const nudged = (send: Send): Send =>
  send.state === 'failed' && send.error?.retryable && !send.error.retryAfter ? { ...send, notBefore: 0 } : send

/** Somebody asks for it again. */
export const retried = (send: Send): Send =>
  send.state === 'sending' || send.state === 'sent'
    ? send
    : { ...send, state: 'waiting', notBefore: 0, held: false, error: null }

export const held = (send: Send): Send =>
  send.state === 'sending' || send.state === 'sent' ? send : { ...send, held: true }

/** Stops everything behind it: the server cannot be reached, or does not know who is asking. */
const blocks = ({ code }: Failure): boolean =>
  code === 'network' ||
  code === 'unreadable' ||
  code === 'unavailable' ||
  code === 'unauthenticated' ||
  code === 'second_factor_needed' ||
  code === 'policies_unseen' ||
  code === 'too_many_requests'

/** Is it still on its way, by itself. */
export const isPending = ({ state, error }: Send): boolean =>
  state === 'waiting' || state === 'sending' || (state === 'failed' && error !== null && error.retryable)

/** Does it need a person. */
export const isStuck = (send: Send): boolean => send.state === 'failed' && !isPending(send)

export const inOrder = (a: Send, b: Send): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)

/** The send whose turn it is, or the moment at which to look again. */
export function nextDue(sends: readonly Send[], now: number): { send: Send } | { at: number } | null {
  let at = Number.POSITIVE_INFINITY
  /** In these conversations a message waits for its files, or its author wrote too much: what comes after it waits there as well, and nowhere else. */
  const behind = new Set<Id>()
  for (const send of [...sends].sort(inOrder)) {
    const { error, work } = send
    const conversation = work.kind === 'message' ? work.conversationId : null
    if (send.held || !isPending(send) || (conversation && behind.has(conversation))) continue
    if (send.notBefore <= now) return { send }
    at = Math.min(at, send.notBefore)
    if (conversation && (error?.code === 'too_many_requests' || error?.code === 'not_ready')) behind.add(conversation)
    else if (error && blocks(error)) break
  }
  return at === Number.POSITIVE_INFINITY ? null : { at }
}

/** For the chip: how many are on their way and how many need a person. */
export function countSends(sends: readonly Send[]): { waiting: number; stuck: number } {
  const stuck = sends.filter(isStuck).length
  return { stuck, waiting: sends.filter(isPending).length }
}

/** The highest version of an entry, a stay, or a post of photos, that was seen; infinite once it was removed. */
export type Sightings = ReadonlyMap<Id, number>

function hasArrived({ work }: Send, seen: Sightings): boolean {
  if (work.kind === 'photos' || work.kind === 'message') return seen.has(work.body.id)
  if (work.kind === 'handover') return (seen.get(work.handoverId) ?? 0) > (work.version ?? 0)
  // What the server answered to it stands by then.
  if (work.kind === 'answer') return true
  // Of a photo that is gone nothing is seen; it stays away until the send is forgotten.
  if (work.kind === 'removePhoto') return false
  if (work.kind === 'staffing') return seen.has(work.body.id)
  if (work.kind === 'checkIn') return work.body.children.every(({ stayId }) => seen.has(stayId))
  if ('stayId' in work) return (seen.get(work.stayId) ?? 0) > work.version
  if (work.kind === 'post') return work.body.children.every(({ entryId }) => seen.has(entryId))
  const version = seen.get(work.before.id) ?? 0
  return work.kind === 'edit' ? version > work.before.version : version === Number.POSITIVE_INFINITY
}

/** Without what was sent and has come back, or was sent long enough ago. */
export function withoutArrived(sends: readonly Send[], seen: Sightings, now: number): Send[] {
  return sends.filter(
    (send) => send.state !== 'sent' || (now - send.notBefore < keptAfterSending && !hasArrived(send, seen)),
  )
}

/**
 * Adds a send; a removal takes the place of what still waited for the same entry, and a later edit that of an earlier; of how many
 * staff there are, of who brought or fetched a child, and of an answer, the last word counts. It stands behind all that is there, also when the clock of
 * the device was set back meanwhile: who left did so after it came.
 */
export function withAdded(sends: readonly Send[], added: Send): Send[] {
  const replaces = (send: Send) =>
    send.state !== 'sending' &&
    send.state !== 'sent' &&
    (('before' in send.work && 'before' in added.work && send.work.before.id === added.work.before.id) ||
      isSaidAgain(send.work, added.work))
  const last = Math.max(...sends.map(({ createdAt }) => createdAt + 1), added.createdAt)
  return [...sends.filter((send) => send.id !== added.id && !replaces(send)), { ...added, createdAt: last }]
}

function isSaidAgain(before: Work, after: Work): boolean {
  if (before.kind === 'handover')
    return after.kind === 'handover' && after.childId === before.childId && after.day === before.day
  if (before.kind === 'answer') return after.kind === 'answer' && after.actionId === before.actionId
  if (before.kind === 'staffing') return after.kind === 'staffing' && after.groupId === before.groupId
  if (before.kind !== 'escorts' || after.kind !== 'escorts' || before.stayId !== after.stayId) return false
  return 'broughtBy' in before === 'broughtBy' in after
}
