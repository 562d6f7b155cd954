import * as v from 'valibot'
import { Attached } from './attachment.ts'
import { longestMessage } from './conversation-limits.ts'
import { Head } from './diary.ts'
import { Message, NewMessage, Side } from './message.ts'
import { PhotoReader } from './photo.ts'
import { route } from './route.ts'
import { silences } from './silence.ts'
import { count, Id, Instant, wording } from './values.ts'

/** So many messages of one person in one conversation within a minute. */
export const mostPerMinute = 30
/** So many messages on a page. */
export const messagesPerPage = 50
/** So many characters of a message show in a list. */
export const previewLength = 140

/** Up to where a side has read, when, and the first name of who was the furthest. */
export const ReadMark = v.strictObject({ seq: v.number(), at: Instant, name: v.string() })
export type ReadMark = v.InferOutput<typeof ReadMark>

/** Why nobody may write. */
export const Silence = v.picklist(silences)
export type Silence = v.InferOutput<typeof Silence>

const conversation = {
  /** Also the id of its channel. */
  id: Id,
  /** `private` is one guardian's with the group; `shared` that of two guardians, from when both agreed. */
  kind: v.picklist(['private', 'shared']),
  child: v.strictObject({ id: Id, callName: v.string() }),
  /** The group in which the child is today, whose staff read it; null when there is none. */
  group: v.nullable(v.strictObject({ id: Id, name: v.string() })),
  /** Who read it at the guardians' side, by first name. */
  guardians: v.array(v.strictObject({ personId: Id, name: v.string() })),
  /** Of a shared one: who proposed it, since when both agree, and since when it is over. */
  sharing: v.nullable(v.strictObject({ proposedBy: Id, agreedAt: v.nullable(Instant), endedAt: v.nullable(Instant) })),
  openedAt: Instant,
  /** The last message, for lists; null while there is none. An edit or a retraction of it holds here too. */
  last: v.nullable(
    v.strictObject({
      messageId: Id,
      seq: v.number(),
      side: Side,
      author: v.string(),
      at: Instant,
      /** The beginning of the text on one line, at most `previewLength` characters; empty when it was taken back. */
      preview: v.string(),
      attached: Attached,
      retracted: v.boolean(),
      /** It was taken back by the staff, because it went astray. */
      recalled: v.boolean(),
    }),
  ),
  /** It was handed over: the location's manager reads and writes too. */
  withManager: v.boolean(),
  guardianRead: v.nullable(ReadMark),
  staffRead: v.nullable(ReadMark),
  /** Null when whoever reads this may write. */
  silence: v.nullable(Silence),
}

/** A conversation as a guardian reads it. */
export const GuardianConversation = v.strictObject(conversation)
export type GuardianConversation = v.InferOutput<typeof GuardianConversation>

/** What the group does with a conversation; guardians are not told. */
export const Handling = v.strictObject({
  done: v.boolean(),
  /** Who deals with it, until that lapses; one that lapsed counts for nothing. */
  claim: v.nullable(v.strictObject({ personId: Id, name: v.string(), at: Instant, until: Instant })),
  urgent: v.boolean(),
  /** The manager of the location reads it as well. */
  handedOver: v.nullable(v.strictObject({ at: Instant, name: v.string() })),
})
export type Handling = v.InferOutput<typeof Handling>

/** A conversation as staff read it. */
export const StaffConversation = v.strictObject({ ...conversation, handling: Handling })
export type StaffConversation = v.InferOutput<typeof StaffConversation>

export const Conversation = v.union([GuardianConversation, StaffConversation])
export type Conversation = v.InferOutput<typeof Conversation>

/** Where this reader stands in it. */
const standing = {
  /** The last seq of its channel. */
  head: v.number(),
  /** Up to where this reader has read. */
  marker: v.number(),
  /** The seqs of messages after the marker: of the other side, and of the other guardian; the first 99 of them, none that was taken back. */
  unread: v.array(v.number()),
}

export const GuardianLine = v.strictObject({ conversation: GuardianConversation, ...standing })
export type GuardianLine = v.InferOutput<typeof GuardianLine>
export const StaffLine = v.strictObject({ conversation: StaffConversation, ...standing })
export type StaffLine = v.InferOutput<typeof StaffLine>

const everybody = ['guardian', 'staff', 'manager'] as const
const oneConversation = v.strictObject({ conversationId: Id })
const oneMessage = v.strictObject({ messageId: Id })
const unsendable = ['not_ready', 'consent_missing', 'photos_not_theirs'] as const

export const conversations = route({
  method: 'GET',
  path: '/api/conversations',
  summary: 'A guardian’s conversations, the one with the newest message first, and with whom another could begin.',
  roles: ['guardian'],
  reply: v.strictObject({
    conversations: v.array(GuardianLine),
    children: v.array(
      v.strictObject({
        id: Id,
        callName: v.string(),
        group: v.nullable(v.strictObject({ id: Id, name: v.string() })),
        /** This guardian's own conversation about the child; null until the first message. */
        conversationId: v.nullable(Id),
        /** Why none can begin. */
        silence: v.nullable(Silence),
        /** The other guardians, with whom one could be shared. */
        others: v.array(v.strictObject({ personId: Id, name: v.string() })),
      }),
    ),
    heads: v.array(Head),
  }),
})
export type Conversations = v.InferOutput<(typeof conversations)['reply']>

export const openConversation = route({
  method: 'POST',
  path: '/api/conversations',
  summary:
    'The first message between a guardian and the group of a child; when there is a conversation already, the message is sent in that one.',
  roles: ['guardian', 'staff'],
  body: v.strictObject({
    /** Of the conversation, as the client would have it. */
    id: Id,
    childId: Id,
    /** With whom; a guardian leaves it out. */
    guardianId: v.optional(Id),
    message: NewMessage,
  }),
  reply: v.strictObject({ conversation: Conversation, message: Message }),
  errors: ['not_found', 'id_taken', 'conversation_closed', 'too_many_requests', ...unsendable],
})
export type OpenConversation = v.InferOutput<(typeof openConversation)['body']>

export const conversationPage = route({
  method: 'GET',
  path: '/api/conversations/:conversationId',
  summary:
    'A conversation with a page of its messages in the order in which they were sent; without a place the last ones.',
  noted: true,
  roles: everybody,
  params: oneConversation,
  query: v.pipe(
    v.strictObject({
      /** Messages before this seq. */
      before: v.optional(count(0, 999_999)),
      /** Messages after this seq. */
      after: v.optional(count(0, 999_999)),
    }),
    v.check(({ before, after }) => before === undefined || after === undefined, 'one_place'),
  ),
  reply: v.strictObject({
    conversation: Conversation,
    ...standing,
    messages: v.array(Message),
    /** The seq to ask before, or after, for more; null where there is none. */
    older: v.nullable(v.number()),
    newer: v.nullable(v.number()),
    /** When the group reads: see `availability`. */
    availability: v.strictObject({
      /** Within opening hours now; also when no hours were set. */
      isOpen: v.boolean(),
      /** When it will be read: the next opening; null while open or when it is not known. */
      readFrom: v.nullable(Instant),
      /** What the group has everybody told meanwhile; empty when nothing. */
      awayText: v.string(),
    }),
    heads: v.array(Head),
  }),
  errors: ['not_found'],
})
export type ConversationPage = v.InferOutput<(typeof conversationPage)['reply']>

export const sendMessage = route({
  method: 'POST',
  path: '/api/conversations/:conversationId/messages',
  summary:
    'Sends a message; one that comes again is answered as the first time. Whoever sends has read what was there; staff who answer what nobody took up take it up.',
  roles: everybody,
  params: oneConversation,
  body: NewMessage,
  reply: v.strictObject({ conversation: Conversation, message: Message }),
  errors: ['not_found', 'id_taken', 'conversation_closed', 'too_many_requests', ...unsendable],
})

export const editMessage = route({
  method: 'PUT',
  path: '/api/messages/:messageId',
  summary: 'The author puts right a message, within 5 minutes; that it was is shown.',
  roles: everybody,
  params: oneMessage,
  /** The id of this one change. */
  body: v.strictObject({ id: Id, text: wording(longestMessage) }),
  reply: v.strictObject({ conversation: Conversation, message: Message }),
  errors: ['not_found', 'id_taken', 'too_late', 'conversation_closed'],
})

export const retractMessage = route({
  method: 'DELETE',
  path: '/api/messages/:messageId',
  summary: 'The author takes back a message, within 7 days; that there was one stays. Once more changes nothing.',
  roles: everybody,
  params: oneMessage,
  reply: v.strictObject({ conversation: Conversation, message: Message }),
  errors: ['not_found', 'too_late'],
})

export const recallMessage = route({
  method: 'POST',
  path: '/api/messages/:messageId/recall',
  summary:
    'Recalls a message of the staff that went astray, however long ago: gone for everybody with what came with it, with who had read it, and a breach record begun.',
  roles: ['staff', 'manager'],
  params: oneMessage,
  body: v.strictObject({ id: Id, reason: wording(1000) }),
  reply: v.strictObject({ breachId: Id, readers: v.array(PhotoReader), conversation: Conversation, message: Message }),
  errors: ['not_found', 'id_taken'],
})

export const readConversation = route({
  method: 'PUT',
  path: '/api/conversations/:conversationId/marker',
  summary: 'This reader has read up to here; it never goes back.',
  roles: everybody,
  params: oneConversation,
  body: v.strictObject({ seq: v.pipe(v.number(), v.safeInteger('number'), v.minValue(0, 'number')) }),
  reply: v.strictObject(standing),
  errors: ['not_found'],
})
