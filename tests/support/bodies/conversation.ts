import { v7 as uuidv7 } from 'uuid'
import type { Bodies, Ground } from './body.ts'

/** What guardians and the group write each other. */
export const conversationBodies = (at: Ground): Bodies => ({
  openConversation: () => ({
    who: at.cast.people.neverGranted,
    path: '/api/conversations',
    body: { id: uuidv7(), childId: at.cast.targets.noor.childId, message: { id: uuidv7(), text: 'Hallo' } },
  }),
  sendMessage: () => ({
    who: at.cast.people.guardian,
    path: `/api/conversations/${at.cast.targets.noor.talk.id}/messages`,
    body: { id: uuidv7(), text: 'Hallo' },
  }),
  editMessage: () => ({
    who: at.cast.people.guardian,
    path: `/api/messages/${at.cast.targets.noor.talk.messageId}`,
    body: { id: uuidv7(), text: 'Anders' },
  }),
  recallMessage: () => ({
    who: at.cast.people.staff,
    path: `/api/messages/${at.cast.targets.noor.talk.answerId}/recall`,
    body: { id: uuidv7(), reason: 'Voor een ander gezin' },
  }),
  beginAttachment: () => ({
    who: at.cast.people.guardian,
    path: '/api/attachments',
    body: { id: uuidv7(), childId: at.cast.targets.noor.childId, kind: 'document', bytes: 100, name: 'brief.pdf' },
  }),
  openAttachment: () => ({
    who: at.cast.people.guardian,
    path: `/api/conversations/${at.cast.targets.noor.talk.id}/opened/${at.cast.targets.noor.talk.attachmentId}`,
    body: { opened: true },
  }),
  readConversation: () => ({
    who: at.cast.people.staff,
    path: `/api/conversations/${at.cast.targets.noor.talk.id}/marker`,
    body: { seq: 1 },
  }),
  handleConversation: () => ({
    who: at.cast.people.staff,
    path: `/api/conversations/${at.cast.targets.noor.talk.id}/handling`,
    body: { do: 'urgent', urgent: true },
  }),
  proposeSharing: () => ({
    who: at.cast.people.guardian,
    path: '/api/shared-conversations',
    body: { id: uuidv7(), childId: at.cast.targets.noor.childId, withId: at.cast.people.neverGranted.id },
  }),
  addTemplate: () => ({
    who: at.cast.people.manager,
    path: `/api/groups/${at.cast.targets.noor.groupId}/message-templates`,
    body: { id: uuidv7(), name: 'Ontvangen', text: 'Dank, gelezen.' },
  }),
  setAvailability: () => ({
    who: at.cast.people.manager,
    path: `/api/groups/${at.cast.targets.noor.groupId}/availability`,
    body: { hours: null, awayText: '', awayUntil: null },
  }),
})
