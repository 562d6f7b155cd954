import { statement, type Tx } from '../../db/client.ts'
import type { Attachment } from '../contract/attachment.ts'
import type {
  Conversation,
  GuardianConversation,
  ReadMark,
  Silence,
  StaffConversation,
} from '../contract/conversation.ts'
import { claimFor } from '../contract/inbox.ts'
import type { GuardianMessage, Message, Side, StaffMessage } from '../contract/message.ts'
import { Refusal } from '../errors.ts'
import { pictureOf } from '../media/queries.ts'

/** A conversation as `conversation_json` gives it; moments are text. */
export interface ConversationJson {
  id: string
  kind: 'private' | 'shared'
  child: { id: string; callName: string }
  group: { id: string; name: string } | null
  guardians: { personId: string; name: string }[]
  proposedBy: string
  agreedAt: string | null
  endedAt: string | null
  openedAt: string
  last: NonNullable<Conversation['last']> | null
  /** Told to who delivers: photos of the last message that are not counted in it, since only the readers of this channel have them. */
  gated?: { channel: string; photos: number }
  guardianRead: ReadMark | null
  staffRead: ReadMark | null
  silence: Silence | null
  done: boolean
  urgent: boolean
  claimedById: string | null
  claimedByName: string | null
  claimedAt: string | null
  handedOverAt: string | null
  handedOverByName: string | null
}

/** A message as a row, or as one value for a view; moments are text in the latter. */
export interface MessageRow {
  id: string
  conversation_id: string
  seq: number
  side: Side
  author_id: string
  author_name: string
  text: string
  attachments: AttachmentJson[]
  sent_at: Date | string
  edited_at: Date | string | null
  retracted_at: Date | string | null
  was_read: boolean
  recalled: boolean
}

/** What came with a message, as one value. */
export interface AttachmentJson {
  id: string
  kind: 'photo' | 'document'
  name: string | null
  bytes: number
  width: number | null
  height: number | null
  seconds: number | null
  thumbhash: string | null
  /** Its forms. */
  kinds: string[]
  /** The channel that whoever has it must read too. */
  gate?: string | null
}

/** What came with message `m`, as far as whoever asks may have it. */
export const attachmentsJson = `(select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name, 'bytes', a.bytes,
    'width', a.width, 'height', a.height, 'seconds', a.seconds, 'thumbhash', a.thumbhash,
    'kinds', jsonb_path_query_array(a.files, '$[*].kind'), 'gate', a.photos_channel_id) order by a.position), '[]')
  from message_attachment a where a.message_id = m.id)`

export const messageColumns = `m.id, m.conversation_id, m.seq, m.side, m.author_id, m.author_name, m.text, m.sent_at, m.edited_at,
  m.retracted_at, m.was_read, m.recalled, ${attachmentsJson} as attachments`

const instant = (moment: Date | string) => new Date(moment).toISOString()
const orNull = (moment: Date | string | null) => (moment === null ? null : instant(moment))
const mark = (read: ReadMark | null) => read && { ...read, at: instant(read.at) }

export const attachmentOf = ({ id, kind, name, bytes, kinds, ...shown }: AttachmentJson): Attachment => {
  if (kind === 'document') return { kind, id, name: name ?? '', bytes }
  const { width, height, seconds, thumbhash } = shown
  return { kind, id, ...pictureOf({ width: width!, height: height!, seconds, thumbhash: thumbhash! }, kinds) }
}

const message = (row: MessageRow) => ({
  id: row.id,
  conversationId: row.conversation_id,
  seq: row.seq,
  side: row.side,
  author: row.author_name,
  text: row.text,
  attachments: row.attachments.map(attachmentOf),
  sentAt: instant(row.sent_at),
  editedAt: orNull(row.edited_at),
  retracted:
    row.retracted_at === null ? null : { at: instant(row.retracted_at), wasRead: row.was_read, recalled: row.recalled },
})

export const guardianMessage = (row: MessageRow): GuardianMessage => ({
  ...message(row),
  authorId: row.side === 'guardian' ? row.author_id : null,
})
export const staffMessage = (row: MessageRow): StaffMessage => ({ ...message(row), authorId: row.author_id })

/** As the actor may have it. */
export const messageFor = (tx: Tx, row: MessageRow): Message =>
  tx.actor.role === 'guardian' ? guardianMessage(row) : staffMessage(row)

export const guardianConversation = (json: ConversationJson): GuardianConversation => ({
  id: json.id,
  kind: json.kind,
  child: json.child,
  group: json.group,
  guardians: json.guardians,
  sharing:
    json.kind === 'private'
      ? null
      : { proposedBy: json.proposedBy, agreedAt: orNull(json.agreedAt), endedAt: orNull(json.endedAt) },
  openedAt: instant(json.openedAt),
  last: json.last && { ...json.last, at: instant(json.last.at) },
  withManager: json.handedOverAt !== null,
  guardianRead: mark(json.guardianRead),
  staffRead: mark(json.staffRead),
  silence: json.silence,
})

export const staffConversation = (json: ConversationJson): StaffConversation => ({
  ...guardianConversation(json),
  handling: {
    done: json.done,
    claim:
      json.claimedById === null
        ? null
        : {
            personId: json.claimedById,
            name: json.claimedByName!,
            at: instant(json.claimedAt!),
            until: new Date(Date.parse(json.claimedAt!) + claimFor).toISOString(),
          },
    urgent: json.urgent,
    handedOver: json.handedOverAt === null ? null : { at: instant(json.handedOverAt), name: json.handedOverByName! },
  },
})

/** Who of the group deals with it now; nobody once that has lapsed. */
export const claimantOf = (tx: Tx, { claimedById, claimedByName, claimedAt }: ConversationJson) =>
  claimedById !== null && tx.now.getTime() < Date.parse(claimedAt!) + claimFor
    ? { id: claimedById, name: claimedByName! }
    : undefined

/** As the actor may have it. */
export const conversationFor = (tx: Tx, json: ConversationJson): Conversation =>
  tx.actor.role === 'guardian' ? guardianConversation(json) : staffConversation(json)

const ownConversations = statement<{ id: string; view: ConversationJson }>(
  'own_conversations',
  'select * from own_conversations($1::uuid[])',
)

/** Those of these conversations that the actor reads, in this order. */
export async function conversationsWith(tx: Tx, ids: readonly string[]): Promise<ConversationJson[]> {
  const views = new Map((await tx.query(ownConversations, [ids])).map(({ id, view }) => [id, view]))
  return ids.flatMap((id) => views.get(id) ?? [])
}

/** A conversation that the actor reads; else nothing is found. */
export async function conversationOf(tx: Tx, conversationId: string): Promise<ConversationJson> {
  const [found] = await conversationsWith(tx, [conversationId])
  if (!found) throw new Refusal('not_found')
  return found
}

const lock = statement<never>('lock_conversation', 'select lock_conversation($1)')

/** The same, which nobody else changes before this transaction ends. */
export async function lockedConversation(tx: Tx, conversationId: string): Promise<ConversationJson> {
  await tx.query(lock, [conversationId])
  return conversationOf(tx, conversationId)
}

/** @throws Refusal `conversation_closed` when nobody may write in it */
export function refuseSilent({ silence }: { silence: Silence | null }): void {
  if (silence !== null) throw new Refusal('conversation_closed', { silence })
}

const messageById = statement<MessageRow>('message_by_id', `select ${messageColumns} from message m where m.id = $1`)

export const messageRow = async (tx: Tx, messageId: string): Promise<MessageRow | undefined> =>
  (await tx.query(messageById, [messageId]))[0]

/** On which side the actor stands. */
export const sideOf = (tx: Tx): Side => (tx.actor.role === 'guardian' ? 'guardian' : 'staff')

/** Where the actor stands in a conversation. */
export interface Standing {
  head: number
  marker: number
  unread: number[]
}

const headsAndMarkers = [
  statement<{ id: string; seq: number }>(
    'conversation_heads',
    'select id, seq from channel where id = any($1::uuid[])',
  ),
  statement<{ id: string; seq: number }>(
    'conversation_markers',
    'select channel_id as id, seq from read_marker where person_id = $2 and role = $3 and channel_id = any($1::uuid[])',
  ),
] as const
const unreadMessages = statement<{ id: string; unread: number[] }>(
  'unread_messages',
  'select * from unread_messages($1::uuid[], $2::bigint[])',
)

/** Where the actor stands in each of these conversations; what it costs does not depend on how much was written. */
export async function standingsIn(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
  const { personId, role } = tx.actor
  const [heads, markers] = await Promise.all([
    tx.query(headsAndMarkers[0], [ids]),
    tx.query(headsAndMarkers[1], [ids, personId, role]),
  ])
  const markerOf = new Map(markers.map(({ id, seq }) => [id, seq]))
  const asked = heads.map(({ id }) => markerOf.get(id) ?? 0)
  const unread = await tx.query(unreadMessages, [heads.map(({ id }) => id), asked])
  const unreadOf = new Map(unread.map((row) => [row.id, row.unread]))
  return new Map(heads.map(({ id, seq }, n) => [id, { head: seq, marker: asked[n]!, unread: unreadOf.get(id) ?? [] }]))
}
