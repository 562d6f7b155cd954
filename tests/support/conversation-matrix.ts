import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import type { TestServer } from './server.ts'

/** Each message and marker that is asked for is another. */
let count = 0

/** As it was before a former cell. */
const back = async (server: TestServer, { talk }: Target) => {
  await server.owner.query(
    `update message set retracted_at = null, edited_at = null, text = $2, sent_at = $3 where id = $1`,
    [talk.messageId, `${talk.words}, dank`, server.clock.now()],
  )
}
/** Nobody is held up by what a former cell sent. */
const quiet = async (server: TestServer) => {
  await server.owner.query(`update message set sent_at = sent_at - interval '1 hour' where text like 'Uit de matrix%'`)
}
const forget = async (server: TestServer, { talk }: Target) => {
  await server.owner.query('delete from read_marker where channel_id = $1', [talk.id])
}
/** Nobody had it so far. */
const unseen = async (server: TestServer, { talk }: Target) => {
  await server.owner.query('delete from attachment_view where attachment_id = $1', [talk.attachmentId])
}
const words = () => `Uit de matrix ${++count}`

/** The routes of conversations: who may, and what is asked. */
export const conversationMatrix: Record<string, MatrixRow> = {
  conversations: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/conversations' }) },
  openConversation: {
    needs: 'sees or attends',
    ask: async ({ server, player, target, allowed }) => {
      if (allowed) await Promise.all([quiet(server), kinSees(server, target)])
      const guardian = player?.role === 'guardian' ? {} : { guardianId: target.kin.personId }
      const message = { id: uuidv7(), text: words() }
      return { path: '/api/conversations', body: { id: uuidv7(), childId: target.childId, ...guardian, message } }
    },
  },
  conversationPage: { needs: 'converses', ask: ({ target }) => ({ path: `/api/conversations/${target.talk.id}` }) },
  sendMessage: {
    needs: 'converses',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await quiet(server)
      return {
        path: `/api/conversations/${target.talk.id}/messages`,
        body: { id: uuidv7(), text: words() },
      }
    },
  },
  editMessage: {
    needs: 'wrote',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/messages/${target.talk.messageId}`, body: { id: uuidv7(), text: words() } }
    },
  },
  retractMessage: {
    needs: 'wrote',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/messages/${target.talk.messageId}` }
    },
  },
  recallMessage: {
    needs: 'recalls',
    names: true,
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query(`update message set retracted_at = null, recalled = false, text = $2 where id = $1`, [
          target.talk.answerId,
          `${target.talk.words}, gelezen`,
        ])
      return {
        path: `/api/messages/${target.talk.answerId}/recall`,
        body: { id: uuidv7(), reason: 'Voor een ander gezin' },
      }
    },
  },
  beginAttachment: {
    needs: 'sees or attends',
    ask: ({ target }) => ({
      path: '/api/attachments',
      body: { id: uuidv7(), childId: target.childId, kind: 'document', bytes: 1000, name: 'brief.pdf' },
    }),
  },
  attachmentFile: {
    needs: 'converses',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await unseen(server, target)
      return { path: `/api/conversations/${target.talk.id}/attachments/${target.talk.attachmentId}/webp-320` }
    },
  },
  openAttachment: {
    needs: 'converses',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await unseen(server, target)
      return {
        path: `/api/conversations/${target.talk.id}/opened/${target.talk.attachmentId}`,
        body: { opened: true },
      }
    },
  },
  readConversation: {
    needs: 'converses',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await forget(server, target)
      return { path: `/api/conversations/${target.talk.id}/marker`, body: { seq: 4 } }
    },
  },
  groupInbox: { needs: 'cares', ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/conversations` }) },
  correspondents: {
    needs: 'attends',
    ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/correspondents` }),
  },
  handleConversation: {
    needs: 'attends',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await server.owner.query('update conversation set urgent = false where id = $1', [target.talk.id])
      return { path: `/api/conversations/${target.talk.id}/handling`, body: { do: 'urgent', urgent: true } }
    },
  },
  proposeSharing: {
    needs: 'sees as a guardian',
    ask: async ({ server, target, allowed }) => {
      // A new one each time.
      if (allowed) {
        await kinSees(server, target)
        await server.owner.query(
          `update conversation set ended_at = now() where child_id = $1 and kind = 'shared' and ended_at is null`,
          [target.childId],
        )
      }
      return {
        path: '/api/shared-conversations',
        body: { id: uuidv7(), childId: target.childId, withId: target.kin.personId },
      }
    },
  },
  agreeSharing: {
    needs: 'wrote',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await proposed(server, target)
      return { path: `/api/conversations/${target.talk.sharedId}/agreement` }
    },
  },
  endSharing: {
    needs: 'wrote',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await proposed(server, target)
      return { path: `/api/conversations/${target.talk.sharedId}/agreement` }
    },
  },
  searchMessages: { plain: true, needs: 'role of who converses', ask: () => ({ path: '/api/messages?words=bericht' }) },
  messageTemplates: {
    needs: 'cares',
    ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/message-templates` }),
  },
  addTemplate: {
    needs: 'manages',
    ask: ({ target }) => ({
      path: `/api/groups/${target.groupId}/message-templates`,
      body: { id: uuidv7(), name: 'Ontvangen', text: words() },
    }),
  },
  removeTemplate: {
    needs: 'manages',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('update message_template set removed_at = null where id = $1', [
          target.talk.templateId,
        ])
      return { path: `/api/groups/${target.groupId}/message-templates/${target.talk.templateId}` }
    },
  },
  availability: { needs: 'cares', ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/availability` }) },
  setAvailability: {
    needs: 'manages',
    ask: ({ target }) => ({
      path: `/api/groups/${target.groupId}/availability`,
      body: { hours: null, awayText: words(), awayUntil: null },
    }),
  },
}

/** A former row may have restricted it. */
const kinSees = (server: TestServer, { kin }: Target) =>
  server.owner.query('update guardianship set restricted_at = null, ends_on = null where id = $1', [kin.guardianshipId])

/** What was proposed is neither agreed nor over. */
async function proposed(server: TestServer, target: Target): Promise<void> {
  const { talk } = target
  await kinSees(server, target)
  await server.owner.query('update conversation set agreed_at = null, ended_at = null where id = $1', [talk.sharedId])
}
