import { v7 as uuidv7 } from 'uuid'
import { add, added, type Filling, own } from '../filling.ts'
import { keyOfStored, newKey, wrapForChild } from '../media/keys.ts'
import { newName } from '../media/store.ts'
import type { StoredFile } from '../schema/media.ts'
import { readMarker } from './diary.ts'
import { type FilledFiles, keyOf, type PreparedPicture } from './photos.ts'

/** Who writes, by first name. */
export interface Writer {
  id: string
  firstName: string
  role: 'guardian' | 'staff' | 'manager'
}

/** What comes with a message: a picture in its forms, of a guardian or one that shows no child; or a document. */
export type NewAttachment = { picture: PreparedPicture } | { name: string; bytes: Buffer }

export interface NewConversation {
  childId: string
  guardianId: string
  /** Of a shared one; agreed from when it was opened, unless said otherwise. */
  withId?: string
  isProposed?: true
  openedAt: Date
  messages: readonly { by: Writer; text: string; at: Date; edited?: true; attachments?: readonly NewAttachment[] }[]
  /** Up to which message, from 1, somebody has read; whoever wrote has read so far. */
  read?: readonly { by: Writer; upTo: number; at: Date }[]
  done?: boolean
  urgent?: boolean
  claimed?: { by: Writer; at: Date }
  handedOver?: { by: Writer; at: Date }
}

const sideOf = ({ role }: Writer) => (role === 'guardian' ? 'guardian' : 'staff')

/** A conversation with its messages and how far each has read; the channel has its id. */
export function conversation(
  filling: Filling,
  given: NewConversation,
  files?: FilledFiles,
): { id: string; messageIds: string[]; attachmentIds: string[] } {
  const attachmentIds: string[] = []
  const { id, organisation_id } = own(filling)
  const { childId, guardianId, withId = null, openedAt, messages, claimed, handedOver } = given
  const event = (seq: number, type: string, itemId: string, at: Date) =>
    add(filling, 'event', { channel_id: id, seq, organisation_id, type, item_id: itemId, at })
  event(1, 'conversation.opened', id, openedAt)
  const messageIds = messages.map(({ by, text, at, edited, attachments = [] }, n) => {
    const messageId = uuidv7()
    add(filling, 'message', {
      id: messageId,
      organisation_id,
      conversation_id: id,
      seq: n + 2,
      side: sideOf(by),
      author_id: by.id,
      author_name: by.firstName,
      author_role: by.role,
      text,
      sent_at: at,
      edited_at: edited ? new Date(at.getTime() + 60_000) : null,
      was_read: false,
      recalled: false,
    })
    for (const [position, one] of attachments.entries()) {
      if (!files) throw new Error('an attachment needs somewhere to lie')
      const place = { conversationId: id, messageId, childId, position, by, at }
      attachmentIds.push(attachment(filling, files, place, one))
    }
    event(n + 2, 'message.sent', messageId, at)
    return messageId
  })
  const reads = [
    ...messages.map(({ by, at }, n) => ({ by, seq: n + 2, at })),
    ...(given.read ?? []).map(({ by, upTo, at }) => ({ by, seq: upTo + 1, at })),
  ].sort((a, b) => b.seq - a.seq)
  for (const [n, { by, seq, at }] of reads.entries())
    if (reads.findIndex((one) => one.by.id === by.id && one.by.role === by.role) === n)
      readMarker(filling, by.id, by.role, id, seq, at)
  const furthest = (side: string) => reads.find(({ by }) => sideOf(by) === side)
  const [guardians, staff] = [furthest('guardian'), furthest('staff')]
  add(filling, 'channel', { id, organisation_id, kind: 'conversation', seq: messages.length + 1, floor: 0, open: true })
  add(filling, 'conversation', {
    id,
    organisation_id,
    child_id: childId,
    kind: withId ? 'shared' : 'private',
    guardian_id: guardianId,
    with_id: withId,
    opened_at: openedAt,
    agreed_at: withId && !given.isProposed ? openedAt : null,
    last_at: messages.at(-1)?.at ?? openedAt,
    guardian_read_seq: guardians?.seq ?? 0,
    guardian_read_at: guardians?.at ?? null,
    guardian_read_name: guardians?.by.firstName ?? null,
    staff_read_seq: staff?.seq ?? 0,
    staff_read_at: staff?.at ?? null,
    staff_read_name: staff?.by.firstName ?? null,
    done: given.done ?? false,
    urgent: given.urgent ?? false,
    claimed_by_id: claimed?.by.id ?? null,
    claimed_by_name: claimed?.by.firstName ?? null,
    claimed_at: claimed?.at ?? null,
    handed_over_at: handedOver?.at ?? null,
    handed_over_by_name: handedOver?.by.firstName ?? null,
  })
  return { id, messageIds, attachmentIds }
}

/** One that came with a message. */
function attachment(
  filling: Filling,
  files: FilledFiles,
  place: { conversationId: string; messageId: string; childId: string; position: number; by: Writer; at: Date },
  given: NewAttachment,
): string {
  const { conversationId, messageId, childId, position, by, at } = place
  const fileKey = newKey()
  const isPicture = 'picture' in given
  const forms = isPicture ? given.picture.forms : [{ kind: 'document', type: 'application/pdf', bytes: given.bytes }]
  const stored = forms.map(({ kind, type, bytes }): StoredFile => {
    const name = newName()
    files.files.push({ name, key: keyOfStored(fileKey, name), bytes })
    return { kind, name, type, bytes: bytes.length }
  })
  const { width, height, thumbhash } = isPicture ? given.picture : { width: null, height: null, thumbhash: null }
  const shown = {
    kind: isPicture ? 'photo' : 'document',
    name: isPicture ? null : given.name,
    bytes: stored.at(-1)!.bytes,
    ...{ width, height, thumbhash, files: stored },
  }
  const id = added(filling, 'media', {
    uploader_id: by.id,
    child_id: childId,
    side: sideOf(by),
    state: 'ready',
    progress: 1,
    attempts: 1,
    created_at: at,
    post_id: messageId,
    ...shown,
  })
  add(filling, 'message_attachment', {
    id,
    organisation_id: filling.organisationId,
    conversation_id: conversationId,
    message_id: messageId,
    position,
    taken_at: at,
    shows_nobody: sideOf(by) === 'staff' && isPicture,
    child_id: childId,
    wrapped: wrapForChild(fileKey, id, childId, keyOf(filling, files, childId)),
    ...shown,
  })
  return id
}

/** What the staff of a location often write. */
export const messageTemplate = (
  filling: Filling,
  given: { locationId: string; name: string; text: string; at: Date },
): string =>
  added(filling, 'message_template', {
    location_id: given.locationId,
    name: given.name,
    text: given.text,
    added_at: given.at,
  })

/** When a group reads messages: of each weekday from Monday on, in minutes after midnight. */
export function availability(
  filling: Filling,
  given: { groupId: string; hours: readonly (readonly [from: number, until: number] | null)[]; at: Date },
): void {
  add(filling, 'group_availability', {
    group_id: given.groupId,
    organisation_id: filling.organisationId,
    from_minutes: given.hours.map((day) => day?.[0] ?? null),
    until_minutes: given.hours.map((day) => day?.[1] ?? null),
    away_text: '',
    away_until_on: null,
    changed_at: given.at,
  })
}
