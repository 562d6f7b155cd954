import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import { dayFrom } from './planning-matrix.ts'
import type { TestServer } from './server.ts'

/** What is said anew in each cell. */
let turns = 0

/** As it was before a former cell; asked just now, and answered by nobody or by one. */
async function back(server: TestServer, { asked, childId }: Target, more: { closed?: true; answered?: true } = {}) {
  const now = server.clock.now()
  await server.owner.query(
    `update action set version = 1, asked_at = $2, closed_at = $3, closed_by_id = case when $3::timestamptz is not null then asker_id end,
            closed_by_name = case when $3::timestamptz is not null then 'Nora' end, closed_why = case when $3::timestamptz is not null then 'done' end
      where id = $1`,
    [asked.id, now, more.closed ? now : null],
  )
  const takenBack = more.answered ? null : now
  await server.owner.query('update action_answer set taken_back_at = $2 where action_id = $1', [asked.id, takenBack])
  // What former cells asked is done: so many are open at most.
  await server.owner.query(
    `update action set closed_at = $3, closed_by_id = asker_id, closed_by_name = 'Nora', closed_why = 'done' where child_id = $2 and id <> $1`,
    [asked.id, childId, now],
  )
}

/** The routes of what guardians are asked: who may, and what is asked. */
export const actionMatrix: Record<string, MatrixRow> = {
  askAction: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, { answered: true })
      return {
        path: '/api/actions',
        body: {
          id: uuidv7(),
          children: [{ childId: target.childId, actionId: uuidv7() }],
          kind: 'bring',
          enough: 'one',
          text: `Luiers ${++turns}`,
          link: null,
          dueOn: dayFrom(server, 3),
        },
      }
    },
  },
  changeAction: {
    needs: 'cares',
    prepares: ['action', 'action_answer'],
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      const body = { id: uuidv7(), version: 1, text: `${target.asked.words} ${++turns}`, link: null, dueOn: null }
      return { path: `/api/actions/${target.asked.id}`, body }
    },
  },
  closeAction: {
    needs: 'cares',
    prepares: ['action', 'action_answer'],
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, { answered: true })
      return { path: `/api/actions/${target.asked.id}/closing`, body: { version: 1, why: 'done' } }
    },
  },
  reopenAction: {
    needs: 'cares',
    prepares: ['action', 'action_answer'],
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, { answered: true, closed: true })
      return { path: `/api/actions/${target.asked.id}/reopening`, body: { version: 1 } }
    },
  },
  actionHistory: {
    needs: 'cares',
    ask: ({ target }) => ({ path: `/api/actions/${target.asked.id}/history` }),
  },
  answerAction: {
    needs: 'sees as a guardian',
    prepares: ['action', 'action_answer'],
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, { answered: true })
      const body = { id: uuidv7(), answered: true, note: `Uit de matrix ${++turns}` }
      return { path: `/api/actions/${target.asked.id}/answer`, body }
    },
  },
  openActions: { plain: true, needs: 'role of a manager', escorts: true, ask: () => ({ path: '/api/actions' }) },
}
