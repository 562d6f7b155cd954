import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { ConversationPage, Conversations, StaffLine } from '../../backend/contract/conversation.ts'
import { type ErrorCode, type ErrorReply, errorStatus } from '../../backend/contract/errors.ts'
import type { GroupInbox } from '../../backend/contract/inbox.ts'
import { ok } from './absence.ts'
import type { Cast, PlayerName } from './cast.ts'
import { call, type Reply, type TestServer } from './server.ts'

/** Refused for this reason; gives what is told of it. */
export async function refused(code: ErrorCode, asking: Promise<Reply>): Promise<ErrorReply['error']> {
  const reply = await asking
  expect([reply.status, reply.body.error?.code], reply.text).toEqual([errorStatus[code], code])
  return reply.body.error
}

/** What guardians and staff of a cast write each other, as the tests ask it. */
export function conversing(at: () => { server: TestServer; cast: Cast }) {
  const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(at().server, at().cast.people[who], method, path, body, headers)
  const noor = () => at().cast.targets.noor
  const send = (who: PlayerName, text: string, id: string = noor().talk.id, messageId: string = uuidv7()) =>
    ask(who, 'POST', `/api/conversations/${id}/messages`, { id: messageId, text })

  return {
    ask,
    send,
    /** A message that was sent. */
    sent: async (who: PlayerName, text: string, id?: string) => ok(await send(who, text, id)).message,
    /** A first message of somebody about Noor. */
    begin: (who: PlayerName, more: Record<string, unknown> = {}, text = 'Hallo') =>
      ask(who, 'POST', '/api/conversations', {
        id: uuidv7(),
        childId: noor().childId,
        message: { id: uuidv7(), text },
        ...more,
      }),
    edit: (who: PlayerName, messageId: string, text: string) =>
      ask(who, 'PUT', `/api/messages/${messageId}`, { id: uuidv7(), text }),
    retract: (who: PlayerName, messageId: string) => ask(who, 'DELETE', `/api/messages/${messageId}`),
    mark: (who: PlayerName, seq: number, id: string = noor().talk.id) =>
      ask(who, 'PUT', `/api/conversations/${id}/marker`, { seq }),
    handle: (who: PlayerName, what: Record<string, unknown>, id: string = noor().talk.id) =>
      ask(who, 'PUT', `/api/conversations/${id}/handling`, what),
    async page(who: PlayerName, query = '', id: string = noor().talk.id): Promise<ConversationPage> {
      return ok(await ask(who, 'GET', `/api/conversations/${id}${query}`))
    },
    async list(who: PlayerName): Promise<Conversations> {
      return ok(await ask(who, 'GET', '/api/conversations'))
    },
    async inbox(who: PlayerName, query = ''): Promise<GroupInbox> {
      return ok(await ask(who, 'GET', `/api/groups/${noor().groupId}/conversations${query}`))
    },
    /** One of the group's, as it stands in its inbox. */
    async line(who: PlayerName, id: string = noor().talk.id): Promise<StaffLine | undefined> {
      const { conversations }: GroupInbox = ok(await ask(who, 'GET', `/api/groups/${noor().groupId}/conversations`))
      return conversations.find(({ conversation }) => conversation.id === id)
    },
    propose: (who: PlayerName, withWhom: PlayerName, id = uuidv7()) =>
      ask(who, 'POST', '/api/shared-conversations', {
        id,
        childId: noor().childId,
        withId: at().cast.people[withWhom].id,
      }),
    agree: (who: PlayerName, id: string) => ask(who, 'POST', `/api/conversations/${id}/agreement`),
    end: (who: PlayerName, id: string) => ask(who, 'DELETE', `/api/conversations/${id}/agreement`),
    /** A child goes to another group, or to none, as of today. */
    async move(groupId: string | null): Promise<void> {
      const { owner } = at().server
      const { childId } = noor()
      await owner.query(`update placement set ends_on = local_day($2) - 1 where child_id = $1`, [
        childId,
        at().server.clock.now(),
      ])
      if (groupId === null) return
      await owner.query(
        `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
         select gen_random_uuid(), c.organisation_id, c.id, c.child_id, $2, local_day($3) from contract c where c.child_id = $1`,
        [childId, groupId, at().server.clock.now()],
      )
    },
  }
}
