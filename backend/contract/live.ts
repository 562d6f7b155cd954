import * as v from 'valibot'
import { GuardianAbsence, StaffAbsence } from './absence.ts'
import { RoleName } from './account.ts'
import { GuardianAction, OwnAnswer, StaffAction } from './action.ts'
import { Allergy } from './allergies.ts'
import { GuardianConversation, StaffConversation } from './conversation.ts'
import { GuardianEntry, Head, StaffEntry } from './diary.ts'
import { GroupMentor } from './group.ts'
import { GuardianHandover, StaffHandover, TakenBack } from './handover.ts'
import { GuardianJournal } from './journal.ts'
import { GuardianMessage, Side, StaffMessage } from './message.ts'
import { GuardianPhotos, StaffPhotos } from './photo.ts'
import { ClosingDay, Plan } from './planning.ts'
import { Escort, Presence, Staffing, StaffStay } from './stay.ts'
import { Id, Instant } from './values.ts'

const place = { channel: Id, seq: v.number(), at: Instant }
/** Up to where this person has read a conversation, on whichever device; null where it is theirs no more. */
const read = { conversationId: v.nullable(Id), marker: v.number() }

/** What happened, as a guardian receives it. Applied by (channel, seq): next → apply, repeated → drop, gap → fetch. */
export const GuardianEvent = v.variant('type', [
  v.strictObject({ ...place, type: v.literal('diary.posted'), item: GuardianEntry }),
  v.strictObject({ ...place, type: v.literal('diary.edited'), item: GuardianEntry }),
  /** The tombstone: everything an item ever sent becomes this once it is removed. */
  v.strictObject({ ...place, type: v.literal('diary.removed'), itemId: Id, childId: Id }),
  v.strictObject({ ...place, type: v.literal('handover.told'), item: GuardianHandover }),
  v.strictObject({ ...place, type: v.literal('handover.changed'), item: GuardianHandover }),
  /** The group has seen it. */
  v.strictObject({ ...place, type: v.literal('handover.seen'), item: GuardianHandover }),
  /** The tombstone of what was taken back. */
  v.strictObject({ ...place, type: v.literal('handover.withdrawn'), itemId: Id, childId: Id }),
  v.strictObject({ ...place, type: v.literal('journal.posted'), item: GuardianJournal }),
  v.strictObject({ ...place, type: v.literal('journal.edited'), item: GuardianJournal }),
  v.strictObject({ ...place, type: v.literal('journal.removed'), itemId: Id, childId: Id }),
  v.strictObject({ ...place, type: v.literal('photos.posted'), item: GuardianPhotos }),
  /** The card as it is now: other photos, or another text. */
  v.strictObject({ ...place, type: v.literal('photos.changed'), item: GuardianPhotos }),
  v.strictObject({ ...place, type: v.literal('photos.removed'), itemId: Id, childId: Id }),
  v.strictObject({ ...place, type: v.literal('absence.reported'), item: GuardianAbsence }),
  /** As it is now, perhaps cancelled. */
  v.strictObject({ ...place, type: v.literal('absence.changed'), item: GuardianAbsence }),
  /** The group has seen it. */
  v.strictObject({ ...place, type: v.literal('absence.seen'), item: GuardianAbsence }),
  v.strictObject({ ...place, type: v.literal('action.asked'), item: GuardianAction }),
  /** As it is now, perhaps closed, or answered by one where one is enough. */
  v.strictObject({ ...place, type: v.literal('action.changed'), item: GuardianAction }),
  /** This person answered an action, or took that back: the answer that stands now. */
  v.strictObject({ ...place, type: v.literal('own.action_answered'), actionId: Id, answer: v.nullable(OwnAnswer) }),
  v.strictObject({ ...place, type: v.literal('own.conversation_read'), ...read }),
  /** When a child was there today and is, as it is now; told and read only while a consent is in force. */
  v.strictObject({ ...place, type: v.literal('presence.changed'), presence: Presence }),
  /**
   * Of conversations: each event has the conversation as it is by then, and what was done with a message the message as it is.
   * The channel is the conversation's id.
   */
  v.strictObject({ ...place, type: v.literal('conversation.opened'), conversation: GuardianConversation }),
  v.strictObject({
    ...place,
    type: v.literal('message.sent'),
    conversation: GuardianConversation,
    message: GuardianMessage,
  }),
  v.strictObject({
    ...place,
    type: v.literal('message.edited'),
    conversation: GuardianConversation,
    message: GuardianMessage,
  }),
  v.strictObject({
    ...place,
    type: v.literal('message.retracted'),
    conversation: GuardianConversation,
    message: GuardianMessage,
  }),
  /** Somebody read on. */
  v.strictObject({ ...place, type: v.literal('conversation.read'), conversation: GuardianConversation }),
  /** Guardians agreed to share it, or ended that. */
  v.strictObject({ ...place, type: v.literal('conversation.shared'), conversation: GuardianConversation }),
  /** The group did something with it that guardians are not told: the conversation is the same. */
  v.strictObject({ ...place, type: v.literal('conversation.handled'), conversation: GuardianConversation }),
  /**
   * Something about this person's own consents or children changed: fetch them again. It names no child, since it stays in
   * the log and the child may by now be nobody's to know.
   */
  v.strictObject({ ...place, type: v.literal('own.consents_changed') }),
])
export type GuardianEvent = v.InferOutput<typeof GuardianEvent>

/** What happened, as staff receive it. */
export const StaffEvent = v.variant('type', [
  v.strictObject({ ...place, type: v.literal('diary.posted'), item: StaffEntry }),
  v.strictObject({ ...place, type: v.literal('diary.edited'), item: StaffEntry }),
  v.strictObject({ ...place, type: v.literal('diary.removed'), itemId: Id, childId: Id }),
  v.strictObject({ ...place, type: v.literal('handover.told'), item: StaffHandover }),
  v.strictObject({ ...place, type: v.literal('handover.changed'), item: StaffHandover }),
  /** The group has seen it. */
  v.strictObject({ ...place, type: v.literal('handover.seen'), item: StaffHandover }),
  /** The tombstone of what was taken back: when, and of which day it was. */
  v.strictObject({ ...place, type: v.literal('handover.withdrawn'), itemId: Id, childId: Id, was: TakenBack }),
  /** The journal of a group is another, told in the diary of each of its children: fetch it again. */
  v.strictObject({ ...place, type: v.literal('journal.posted'), journalId: Id }),
  v.strictObject({ ...place, type: v.literal('journal.edited'), journalId: Id }),
  v.strictObject({ ...place, type: v.literal('journal.removed'), journalId: Id }),
  v.strictObject({ ...place, type: v.literal('photos.posted'), item: StaffPhotos }),
  v.strictObject({ ...place, type: v.literal('photos.changed'), item: StaffPhotos }),
  v.strictObject({ ...place, type: v.literal('photos.removed'), itemId: Id, childId: Id }),
  /** The hearts or the reports of a card changed; guardians are not told. */
  v.strictObject({ ...place, type: v.literal('photos.answered'), item: StaffPhotos }),
  v.strictObject({ ...place, type: v.literal('absence.reported'), item: StaffAbsence }),
  /** As it is now, perhaps cancelled. */
  v.strictObject({ ...place, type: v.literal('absence.changed'), item: StaffAbsence }),
  /** The group has seen it. */
  v.strictObject({ ...place, type: v.literal('absence.seen'), item: StaffAbsence }),
  v.strictObject({ ...place, type: v.literal('action.asked'), item: StaffAction }),
  v.strictObject({ ...place, type: v.literal('action.changed'), item: StaffAction }),
  /** A guardian answered it, or took that back; other guardians are not told by whom. */
  v.strictObject({ ...place, type: v.literal('action.answered'), item: StaffAction }),
  /** As guardians receive them, with what the group does with the conversation. */
  v.strictObject({ ...place, type: v.literal('conversation.opened'), conversation: StaffConversation }),
  v.strictObject({ ...place, type: v.literal('message.sent'), conversation: StaffConversation, message: StaffMessage }),
  v.strictObject({
    ...place,
    type: v.literal('message.edited'),
    conversation: StaffConversation,
    message: StaffMessage,
  }),
  v.strictObject({
    ...place,
    type: v.literal('message.retracted'),
    conversation: StaffConversation,
    message: StaffMessage,
  }),
  v.strictObject({ ...place, type: v.literal('conversation.read'), conversation: StaffConversation }),
  v.strictObject({ ...place, type: v.literal('conversation.shared'), conversation: StaffConversation }),
  v.strictObject({ ...place, type: v.literal('conversation.handled'), conversation: StaffConversation }),
  /** A file that this person sent is further: fetch what was sent. */
  v.strictObject({ ...place, type: v.literal('work.media_changed'), mediaId: Id }),
  v.strictObject({ ...place, type: v.literal('work.conversation_read'), ...read }),
  /** What is in force for a child now; and who may bring and fetch it, for that follows from who is guardian. */
  v.strictObject({
    ...place,
    type: v.literal('consent.changed'),
    childId: Id,
    consents: v.strictObject({ diary: v.boolean(), photos: v.boolean() }),
    escorts: v.array(Escort),
  }),
  /** Who may bring and fetch a child now. */
  v.strictObject({ ...place, type: v.literal('collectors.changed'), childId: Id, escorts: v.array(Escort) }),
  /** What a child does not tolerate, as it is known now. */
  v.strictObject({ ...place, type: v.literal('allergies.changed'), childId: Id, allergies: v.array(Allergy) }),
  /** Who is mentor of a child now. */
  v.strictObject({ ...place, type: v.literal('mentor.changed'), childId: Id, mentor: v.nullable(GroupMentor) }),
  /** A stay as it is now, perhaps removed. */
  v.strictObject({ ...place, type: v.literal('attendance.changed'), item: StaffStay }),
  /** How many staff work in a group; told in the channel of every child there. The one with the latest `at`, then the highest id, holds. */
  v.strictObject({ ...place, type: v.literal('staffing.changed'), item: Staffing }),
  /** What is planned for a child now. */
  v.strictObject({ ...place, type: v.literal('planning.changed'), childId: Id, plan: Plan }),
  /** A closing day as it is now, or that it is none any more; told in the channel of every child there. */
  v.strictObject({ ...place, type: v.literal('planning.closed'), closing: ClosingDay, isClosed: v.boolean() }),
])
export type StaffEvent = v.InferOutput<typeof StaffEvent>

export type LiveEvent = GuardianEvent | StaffEvent

/** Where a client is: the last seq it applied per channel. */
export const Cursors = v.pipe(
  v.record(Id, v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  v.check((cursors) => Object.keys(cursors).length <= 1500, 'too_many'),
)
export type Cursors = v.InferOutput<typeof Cursors>

/**
 * Sent in the handshake's `auth`; the session comes from the cookie. Refused as `invalid`, `unauthenticated`, `gated`,
 * `too_many_requests` (this person has too many sockets) or `unavailable`; after the last two it is worth another try.
 */
export const Handshake = v.strictObject({ role: RoleName, cursors: v.optional(Cursors, {}) })
export type Handshake = v.InferOutput<typeof Handshake>

/** The answer to cursors: what was missed, in each channel's order; and the channels that must be fetched afresh. */
export const CatchUp = v.strictObject({
  events: v.array(v.union([GuardianEvent, StaffEvent])),
  /** Loss is announced: the cursor is older than the kept log, too far behind, or the channel is new or gone. */
  resync: v.array(Id),
  heads: v.array(Head),
})
export type CatchUp = v.InferOutput<typeof CatchUp>

const Typing = v.strictObject({ conversationId: Id, side: Side, name: v.nullable(v.string()) })
export type Typing = v.InferOutput<typeof Typing>

/** Server → client. */
export const serverMessages = {
  /** Once after connecting. */
  'caught-up': { schema: CatchUp, summary: 'The answer to the cursors in the handshake.' },
  /** As things happen. */
  events: {
    schema: v.array(v.union([GuardianEvent, StaffEvent])),
    summary: 'What just happened, in each channel’s order.',
  },
  /** Every 30 seconds, so that a lost last event shows. */
  heads: { schema: v.record(Id, v.number()), summary: 'The last seq of each channel this person may read.' },
  /** Somebody writes in a conversation; it holds for `typingFor`. Guardians are not told who of the group. */
  typing: {
    schema: Typing,
    summary: 'Somebody else is typing in a conversation.',
  },
  /** Before the server closes a socket whose session ended. */
  'signed-out': { schema: v.strictObject({}), summary: 'This session has ended; the client wipes its store.' },
} as const

/** Client → server, each with an acknowledgement. */
export const clientMessages = {
  'catch-up': {
    schema: v.strictObject({ cursors: Cursors }),
    reply: CatchUp,
    summary: 'Asks for what came after these cursors, after a gap.',
  },
  typing: {
    schema: v.strictObject({ conversationId: Id }),
    reply: v.strictObject({}),
    summary: 'This person is typing; told at most once every two seconds to the others who read the conversation.',
  },
} as const

export interface ServerToClient {
  'caught-up': (answer: CatchUp) => void
  events: (events: LiveEvent[]) => void
  heads: (heads: Record<string, number>) => void
  typing: (typing: Typing) => void
  'signed-out': (nothing: Record<string, never>) => void
}

export interface ClientToServer {
  'catch-up': (asked: { cursors: Cursors }, answer: (reply: CatchUp | { error: { code: string } }) => void) => void
  typing: (
    said: { conversationId: Id },
    answer?: (reply: Record<string, never> | { error: { code: string } }) => void,
  ) => void
}
