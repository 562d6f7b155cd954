import type { Conversation, ConversationPage } from '../../backend/contract/conversation.ts'
import { mostUnread } from '../../backend/contract/conversation-limits.ts'
import type { LiveEvent } from '../../backend/contract/live.ts'
import type { Message, Side } from '../../backend/contract/message.ts'
import type { Id } from '../../backend/contract/values.ts'

export type ConversationEvent = Extract<LiveEvent, { conversation: Conversation }>
/** That this reader has read on, perhaps on another device. */
type ReadEvent = Extract<LiveEvent, { type: 'own.conversation_read' | 'work.conversation_read' }>
export type MailEvent = ConversationEvent | ReadEvent

/** A conversation in a list, and where its reader stands in it. */
export interface Line {
  conversation: Conversation
  /** The last seq of its channel that is in here. */
  head: number
  marker: number
  /** The seqs of messages that this reader has not read; the server counts no more than 99. */
  unread: readonly number[]
}
export type Lines = ReadonlyMap<Id, Line>

/** Who reads: a manager reads with the staff. */
export interface Reader {
  side: Side
  personId: Id
}

/** A message, and up to which seq of its channel what is known of it goes: an earlier event changes nothing. */
export interface Known {
  message: Message
  asOf: number
}

/** The part of a conversation that is loaded, first message first; `older` and `newer` are null where it reaches the end. */
export interface Thread {
  messages: readonly Known[]
  older: number | null
  newer: number | null
}

export const isOfConversation = (event: LiveEvent): event is ConversationEvent => 'conversation' in event
export const isOfMail = (event: LiveEvent): event is MailEvent => isOfConversation(event) || 'marker' in event
/** Which conversation an event is about; none where that is this reader's no more. */
export const talkOf = (event: MailEvent): Id | null => ('marker' in event ? event.conversationId : event.channel)

const messageOf = (event: ConversationEvent): Message | null => ('message' in event ? event.message : null)

/** Did this reader write it. */
export const isMine = (message: Pick<Message, 'authorId'>, reader: Reader): boolean =>
  message.authorId === reader.personId

/** Is it a message that this reader is to read: of the other side, or of the other guardian. */
export const isForReader = (message: Message, reader: Reader): boolean =>
  message.retracted === null &&
  (message.side !== reader.side || (reader.side === 'guardian' && !isMine(message, reader)))

/** A line of which this reader has read up to a message; a marker never goes back. */
export const withRead = (line: Line, seq: number): Line =>
  seq <= line.marker ? line : { ...line, marker: seq, unread: line.unread.filter((one) => one > seq) }

/** A line after an event, equal to what a fresh fetch would give. */
export function applyToLine(line: Line, event: MailEvent, reader: Reader): Line {
  if ('marker' in event) return event.conversationId === line.conversation.id ? withRead(line, event.marker) : line
  if (event.channel !== line.conversation.id || event.seq <= line.head) return line
  const next = { ...line, conversation: event.conversation, head: event.seq }
  const message = messageOf(event)
  if (event.type === 'message.sent' && message) {
    // Whoever sends has read what was there.
    if (isMine(message, reader)) return withRead(next, message.seq)
    if (isForReader(message, reader) && message.seq > line.marker && !line.unread.includes(message.seq))
      return { ...next, unread: [...line.unread, message.seq] }
  }
  if (event.type === 'message.retracted' && message)
    return { ...next, unread: line.unread.filter((seq) => seq !== message.seq) }
  return next
}

/** Does an event leave a count that only the server knows: there may be more behind the first 99. */
export const hidesUnread = (line: Line, event: MailEvent): boolean =>
  line.unread.length >= mostUnread &&
  ('marker' in event ? event.marker > line.marker : event.type === 'message.retracted' && event.seq > line.head)

export const applyToLines = (lines: Lines, events: readonly MailEvent[], reader: Reader): Lines => {
  const next = new Map(lines)
  for (const event of events) {
    const id = talkOf(event)
    const line = id && next.get(id)
    if (line) next.set(line.conversation.id, applyToLine(line, event, reader))
  }
  return next
}

const inOrder = (a: Known, b: Known): number => a.message.seq - b.message.seq

/** Each message once, as it was known last. */
function merged(known: readonly Known[], more: readonly Known[]): readonly Known[] {
  const byId = new Map(known.map((one) => [one.message.id, one]))
  for (const one of more) {
    const before = byId.get(one.message.id)
    if (!before || before.asOf < one.asOf) byId.set(one.message.id, one)
  }
  return [...byId.values()].sort(inOrder)
}

type Page = Pick<ConversationPage, 'messages' | 'older' | 'newer' | 'head'>
const knownIn = ({ messages, head }: Page): Known[] => messages.map((message) => ({ message, asOf: head }))

export const threadOf = (page: Page): Thread => ({ messages: knownIn(page), older: page.older, newer: page.newer })

/** With the page before what is loaded. */
export const withOlder = (thread: Thread, page: Page): Thread => ({
  ...thread,
  messages: merged(thread.messages, knownIn(page)),
  older: page.older,
})

/** With the page after what is loaded. */
export const withNewer = (thread: Thread, page: Page): Thread => ({
  ...thread,
  messages: merged(thread.messages, knownIn(page)),
  newer: page.newer,
})

/** What is loaded of a conversation after an event, equal to what a fresh fetch of the same part would give. */
export function applyToThread(thread: Thread, event: ConversationEvent): Thread {
  const message = messageOf(event)
  if (!message) return thread
  const known = thread.messages.find((one) => one.message.id === message.id)
  if (known) {
    if (known.asOf >= event.seq) return thread
  } else {
    const [first] = thread.messages
    const last = thread.messages.at(-1)
    if (thread.older !== null && (!first || message.seq < first.message.seq)) return thread
    if (thread.newer !== null && (!last || message.seq > last.message.seq)) return thread
  }
  return { ...thread, messages: merged(thread.messages, [{ message, asOf: event.seq }]) }
}

/** Newest message first, as both lists stand. */
export function newestFirst(a: Line, b: Line): number {
  const at = ({ conversation }: Line) => Date.parse(conversation.last?.at ?? conversation.openedAt)
  return at(b) - at(a) || (a.conversation.id < b.conversation.id ? 1 : -1)
}

export const unreadIn = (lines: Iterable<Line>): number => {
  let sum = 0
  for (const { unread } of lines) sum += Math.min(mostUnread, unread.length)
  return sum
}

/** Is it for this guardian to say whether they write together. */
export const asksGuardian = ({ conversation: { sharing, silence } }: Line, personId: Id): boolean =>
  silence === 'not_agreed' && sharing !== null && sharing.proposedBy !== personId

/** Up to where the other side has read. */
export const readByOthers = (conversation: Conversation, reader: Reader) =>
  reader.side === 'guardian' ? conversation.staffRead : conversation.guardianRead
