import * as v from 'valibot'
import { Attachment, NewAttachments } from './attachment.ts'
import { longestMessage } from './conversation-limits.ts'
import { Id, Instant, isVisible, text } from './values.ts'

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

/** One that is sent; it may say nothing when something comes with it. */
export const NewMessage = v.pipe(
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
