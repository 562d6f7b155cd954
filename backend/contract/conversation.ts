import * as v from 'valibot'
import { Attached, Attachment, NewAttachments } from './attachment.ts'
import { isSearchable, longestMessage, longestSearch } from './conversation-limits.ts'
import { Head } from './diary.ts'
import { PhotoReader } from './photo.ts'
import { route } from './route.ts'
import { silences } from './silence.ts'
import { Cursor, count, Day, Id, Instant, isVisible, text, wording } from './values.ts'

/** Milliseconds after which a claim lapses by itself: no shift is longer. */
export const claimFor = 12 * 3_600_000
/** So many messages of one person in one conversation within a minute. */
export const mostPerMinute = 30
/** So many times within a day a guardian proposes to share a conversation about a child. */
export const mostProposals = 5
/** So many messages on a page. */
export const messagesPerPage = 50
/** So many conversations on a page of the inbox. */
export const conversationsPerPage = 50
/** So many characters of a message show in a list. */
export const previewLength = 140
/** On which side of a conversation somebody stands; a manager stands with the staff. */
export const Side = v.picklist(['guardian', 'staff'])
export type Side = v.InferOutput<typeof Side>

const retraction = v.strictObject({
  at: Instant,
  /** Whether the other side had read it by then. */
  wasRead: v.boolean(),
  /** It was the staff's, and went astray. */
  recalled: v.boolean(),
})

const message = {
  id: Id,
  conversationId: Id,
  /** Its number in the channel of the conversation; messages stand in this order. */
  seq: v.number(),
  side: Side,
  /** First name, as it was then. */
  author: v.string(),
  /** Empty once it was taken back; it may be empty when something came with it. */
  text: v.string(),
  attachments: v.array(Attachment),
  sentAt: Instant,
  editedAt: v.nullable(Instant),
  retracted: v.nullable(retraction),
}

/** A message as a guardian reads it. */
export const GuardianMessage = v.strictObject({
  ...message,
  /** Of guardians alone; so they know their own. Of staff they know the first name. */
  authorId: v.nullable(Id),
})
export type GuardianMessage = v.InferOutput<typeof GuardianMessage>

/** A message as staff read it. */
export const StaffMessage = v.strictObject({ ...message, authorId: Id })
export type StaffMessage = v.InferOutput<typeof StaffMessage>

/** As its reader may have it. */
export const Message = v.union([GuardianMessage, StaffMessage])
export type Message = v.InferOutput<typeof Message>

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
const words = wording(longestMessage)
/** A new one may say nothing when something comes with it. */
const newMessage = v.pipe(
  v.strictObject({
    id: Id,
    text: text(longestMessage),
    attachments: v.optional(NewAttachments, []),
    /** Of staff: with this the group is done with the conversation, unless a guardian wrote something after this seq. */
    doneUpTo: v.optional(v.pipe(v.number(), v.safeInteger('number'), v.minValue(0, 'number'))),
  }),
  v.forward(
    v.check((given) => isVisible(given.text) || (given.text === '' && given.attachments.length > 0), 'empty'),
    ['text'],
  ),
)
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
    message: newMessage,
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
  body: newMessage,
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
  body: v.strictObject({ id: Id, text: words }),
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

const inboxStates = ['all', 'open', 'claimed', 'done'] as const
export const InboxState = v.picklist(inboxStates)
export type InboxState = v.InferOutput<typeof InboxState>

export const groupInbox = route({
  method: 'GET',
  path: '/api/groups/:groupId/conversations',
  summary:
    'The conversations about the children who are in a group today, newest message first; for a manager those that were handed over.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  query: v.strictObject({ state: v.optional(InboxState, 'all'), before: v.optional(Cursor) }),
  reply: v.strictObject({
    group: v.strictObject({ id: Id, name: v.string(), location: v.string() }),
    conversations: v.array(StaffLine),
    older: v.nullable(v.string()),
    /** How many of the whole group are in which state; urgent ones that are not done. */
    counts: v.strictObject({ open: v.number(), claimed: v.number(), done: v.number(), urgent: v.number() }),
    heads: v.array(Head),
  }),
  errors: ['not_found'],
})
export type GroupInbox = v.InferOutput<(typeof groupInbox)['reply']>

export const correspondents = route({
  method: 'GET',
  path: '/api/groups/:groupId/correspondents',
  summary: 'With whom staff could begin a conversation: the children who are in a group today and their guardians.',
  noted: true,
  roles: ['staff'],
  params: v.strictObject({ groupId: Id }),
  reply: v.strictObject({
    children: v.array(
      v.strictObject({
        id: Id,
        callName: v.string(),
        surname: v.string(),
        guardians: v.array(v.strictObject({ personId: Id, name: v.string(), conversationId: v.nullable(Id) })),
      }),
    ),
  }),
  errors: ['not_found'],
})

export const handleConversation = route({
  method: 'PUT',
  path: '/api/conversations/:conversationId/handling',
  summary:
    'What the group does with a conversation: who deals with it, that it is done or urgent, or the manager reads it too.',
  roles: ['staff', 'manager'],
  params: oneConversation,
  body: v.variant('do', [
    /** `from`: who had it as far as this client knew; another has it by now → `claimed_meanwhile`. */
    v.strictObject({ do: v.literal('claim'), from: v.nullable(Id) }),
    v.strictObject({ do: v.literal('release') }),
    v.strictObject({ do: v.literal('done') }),
    v.strictObject({ do: v.literal('reopen') }),
    v.strictObject({ do: v.literal('urgent'), urgent: v.boolean() }),
    v.strictObject({ do: v.literal('hand_over') }),
    v.strictObject({ do: v.literal('hand_back') }),
  ]),
  /** As it is then; null for a manager who handed it back and reads it no more. */
  reply: v.strictObject({ conversation: v.nullable(StaffConversation) }),
  errors: ['not_found', 'claimed_meanwhile'],
})
export type HandleConversation = v.InferOutput<(typeof handleConversation)['body']>

export const proposeSharing = route({
  method: 'POST',
  path: '/api/shared-conversations',
  summary:
    'A guardian proposes to another guardian of a child to share a conversation with the group from when both agree.',
  roles: ['guardian'],
  body: v.strictObject({ id: Id, childId: Id, withId: Id }),
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found', 'id_taken', 'conversation_closed', 'too_many_requests'],
})

export const agreeSharing = route({
  method: 'POST',
  path: '/api/conversations/:conversationId/agreement',
  summary: 'The other guardian agrees; from then on both write, and the group reads.',
  roles: ['guardian'],
  params: oneConversation,
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found', 'conversation_closed'],
})

export const endSharing = route({
  method: 'DELETE',
  path: '/api/conversations/:conversationId/agreement',
  summary:
    'Either guardian ends what is shared, or takes back or declines what was proposed; what was written stays to read.',
  roles: ['guardian'],
  params: oneConversation,
  reply: v.strictObject({ conversation: GuardianConversation }),
  errors: ['not_found'],
})

export const searchMessages = route({
  method: 'GET',
  path: '/api/messages',
  summary: 'Messages of one’s conversations in which these words stand, in Dutch and English, newest first.',
  noted: true,
  roles: everybody,
  query: v.strictObject({
    /**
     * All of them stand in a message, as they are, begin so, or in another form, or its author is called so, whose name stands before the
     * text; between quotes just so and next to each other; *or* parts what may stand there instead.
     */
    words: v.pipe(text(longestSearch), v.check(isSearchable, 'too_short')),
    before: v.optional(Cursor),
  }),
  reply: v.strictObject({
    found: v.array(
      v.strictObject({
        message: Message,
        child: v.strictObject({ id: Id, callName: v.string() }),
        /** The author is called so. */
        authorMarked: v.boolean(),
        /** The text around the first of the words that were found, of at most 200 characters, in pieces. */
        excerpt: v.array(v.strictObject({ text: v.string(), marked: v.boolean() })),
      }),
    ),
    older: v.nullable(v.string()),
  }),
})

export const MessageTemplate = v.strictObject({ id: Id, name: v.string(), text: v.string() })
export type MessageTemplate = v.InferOutput<typeof MessageTemplate>
const someTemplates = v.strictObject({ templates: v.array(MessageTemplate) })

export const messageTemplates = route({
  method: 'GET',
  path: '/api/groups/:groupId/message-templates',
  summary: 'The templates of the location of a group, by name.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  reply: someTemplates,
  errors: ['not_found'],
})

export const addTemplate = route({
  method: 'POST',
  path: '/api/groups/:groupId/message-templates',
  summary: 'Adds a template for the location of a group.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  body: v.strictObject({ id: Id, name: wording(80), text: words }),
  reply: someTemplates,
  errors: ['not_found', 'id_taken'],
})

export const removeTemplate = route({
  method: 'DELETE',
  path: '/api/groups/:groupId/message-templates/:templateId',
  summary: 'Takes a template away.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id, templateId: Id }),
  reply: someTemplates,
  errors: ['not_found'],
})

const minute = v.pipe(v.number(), v.integer('number'), v.minValue(0, 'number'), v.maxValue(1440, 'number'))

/** When a group reads messages: of each weekday from Monday on, in minutes after midnight, or not at all; null when not set. */
export const Hours = v.nullable(
  v.pipe(
    v.array(
      v.nullable(
        v.pipe(
          v.strictObject({ from: minute, until: minute }),
          v.check(({ from, until }) => from < until, 'before_start'),
        ),
      ),
    ),
    v.length(7, 'number'),
  ),
)
export type Hours = v.InferOutput<typeof Hours>

const Availability = v.strictObject({
  hours: Hours,
  /** What guardians are told until a day; empty when nothing. */
  awayText: v.string(),
  /** The last day; null without an end. */
  awayUntil: v.nullable(Day),
})

export const availability = route({
  method: 'GET',
  path: '/api/groups/:groupId/availability',
  summary: 'When a group reads messages, and what guardians are told while it does not.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  reply: Availability,
  errors: ['not_found'],
})

export const setAvailability = route({
  method: 'PUT',
  path: '/api/groups/:groupId/availability',
  summary: 'Sets when a group reads messages, and what guardians are told while it does not.',
  roles: ['manager'],
  params: v.strictObject({ groupId: Id }),
  body: v.strictObject({ hours: Hours, awayText: text(500), awayUntil: v.nullable(Day) }),
  reply: Availability,
  errors: ['not_found'],
})
