import * as attachment from '../contract/attachment.ts'
import * as availability from '../contract/availability.ts'
import { dayOf } from '../contract/clock.ts'
import * as conversation from '../contract/conversation.ts'
import * as inbox from '../contract/inbox.ts'
import * as messageTemplate from '../contract/message-template.ts'
import * as search from '../contract/search.ts'
import * as sharing from '../contract/sharing.ts'
import { timeZone } from '../day.ts'
import { groupFor } from '../group/queries.ts'
import { asSession, openRoute, route, type Surroundings } from '../http.ts'
import { type Pictures, sendFile } from '../picture-file.ts'
import { attachmentFile, attachmentFor, openAttachment } from './attachment-file.ts'
import { availabilityOf, setAvailability } from './availability.ts'
import { editMessage, retractMessage } from './change.ts'
import { handle } from './handling.ts'
import { correspondentsOf, inboxOf } from './inbox.ts'
import { conversationsOf, pageOf, readUpTo } from './reading.ts'
import { recallMessage } from './recall.ts'
import { searchMessages } from './search.ts'
import { openConversation, sendMessage } from './send.ts'
import { agreeSharing, endSharing, proposeSharing } from './sharing.ts'
import { addTemplate, removeTemplate, templatesOf } from './templates.ts'

/** Mounts what guardians and the staff of a group write each other. */
export function conversationRoutes(to: Surroundings, pictures: Pictures): void {
  const { secret } = pictures
  route(to, conversation.conversations, conversationsOf)
  route(to, conversation.openConversation, (tx, { body }) => openConversation(tx, body, secret))
  route(to, conversation.conversationPage, (tx, { params, query }) => pageOf(tx, params.conversationId, query))
  route(to, conversation.sendMessage, (tx, { params, body }) => sendMessage(tx, params.conversationId, body, secret))
  route(to, conversation.editMessage, (tx, { params, body }) => editMessage(tx, params.messageId, body))
  route(to, conversation.retractMessage, (tx, { params }) => retractMessage(tx, params.messageId))
  route(to, conversation.recallMessage, async (tx, { params, body }) => ({
    breachId: body.id,
    ...(await recallMessage(tx, params.messageId, body)),
  }))
  openRoute(to, attachment.attachmentFile, async ({ params, query }, edge) => {
    const { conversationId, attachmentId } = params
    const given = await asSession(to, attachment.attachmentFile, edge, 'write', (tx) =>
      attachmentFile(tx, params, query.save !== undefined, secret),
    )
    return sendFile(pictures, edge, given, () =>
      asSession(to, attachment.attachmentFile, edge, 'snapshot', (tx) =>
        attachmentFor(tx, conversationId, attachmentId),
      ),
    )
  })
  route(to, attachment.openAttachment, async (tx, { params }) => {
    await openAttachment(tx, params.conversationId, params.attachmentId)
    return {}
  })
  route(to, conversation.readConversation, (tx, { params, body }) => readUpTo(tx, params.conversationId, body.seq))
  route(to, inbox.groupInbox, async (tx, { params, query }) => inboxOf(tx, await groupOf(tx, params), query))
  route(to, inbox.correspondents, async (tx, { params }) => correspondentsOf(tx, (await groupOf(tx, params)).id))
  route(to, inbox.handleConversation, async (tx, { params, body }) => ({
    conversation: await handle(tx, params.conversationId, body),
  }))
  route(to, sharing.proposeSharing, async (tx, { body }) => ({ conversation: await proposeSharing(tx, body) }))
  route(to, sharing.agreeSharing, async (tx, { params }) => ({
    conversation: await agreeSharing(tx, params.conversationId),
  }))
  route(to, sharing.endSharing, async (tx, { params }) => ({
    conversation: await endSharing(tx, params.conversationId),
  }))
  route(to, search.searchMessages, (tx, { query }) => searchMessages(tx, query.words, query.before))
  route(to, messageTemplate.messageTemplates, async (tx, { params }) => {
    const { locationId } = await groupOf(tx, params)
    return { templates: await templatesOf(tx, locationId) }
  })
  route(to, messageTemplate.addTemplate, async (tx, { params, body }) => {
    const { locationId } = await groupOf(tx, params)
    await addTemplate(tx, locationId, body)
    return { templates: await templatesOf(tx, locationId) }
  })
  route(to, messageTemplate.removeTemplate, async (tx, { params }) => {
    const { locationId } = await groupOf(tx, params)
    await removeTemplate(tx, locationId, params.templateId)
    return { templates: await templatesOf(tx, locationId) }
  })
  route(to, availability.availability, async (tx, { params }) => availabilityOf(tx, (await groupOf(tx, params)).id))
  route(to, availability.setAvailability, async (tx, { params, body }) =>
    setAvailability(tx, (await groupOf(tx, params)).id, body),
  )
}

/** A group in which the actor works today. */
const groupOf = (tx: Parameters<typeof groupFor>[0], { groupId }: { groupId: string }) =>
  groupFor(tx, groupId, dayOf(tx.now, timeZone))
