import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Stage } from '../stage.ts'
import { plan, type Scenarios, today, whoSees } from './scenario.ts'

const askFor = (stage: Stage, enough = 'one') =>
  plan(
    stage,
    'POST',
    '/api/actions',
    {
      id: uuidv7(),
      children: [{ childId: stage.cast.targets.noor.childId, actionId: uuidv7() }],
      kind: 'bring',
      enough,
      text: 'Luiers',
      link: null,
      dueOn: null,
    },
    'staff',
  )
async function asked(stage: Stage, enough?: string): Promise<{ id: string; version: number }> {
  const reply = await askFor(stage, enough)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.actions[0]
}
const answer = (stage: Stage, id: string, answered: boolean) =>
  plan(stage, 'PUT', `/api/actions/${id}/answer`, { id: uuidv7(), answered, note: '' }, 'guardian')

/** What guardians are asked. */
export const actionScenarios: Scenarios = {
  'something is asked': {
    types: ['action.asked'],
    audience: whoSees,
    prepare: async (stage) => () => askFor(stage),
  },
  'what is asked is changed': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      const body = { id: uuidv7(), version, text: 'Twee pakken luiers', link: null, dueOn: today(stage) }
      return () => plan(stage, 'PUT', `/api/actions/${id}`, body, 'staff')
    },
  },
  'a guardian answers where each is asked: the others are not told': {
    types: ['action.answered', 'own.action_answered'],
    audience: ['guardian', 'staff', 'manager'],
    prepare: async (stage) => {
      const { id } = await asked(stage, 'each')
      return () => answer(stage, id, true)
    },
  },
  'a guardian answers where one is enough': {
    types: ['action.answered', 'action.changed', 'own.action_answered'],
    audience: whoSees,
    twice: ['guardian'],
    prepare: async (stage) => {
      const { id } = await asked(stage)
      return () => answer(stage, id, true)
    },
  },
  'and takes that back': {
    types: ['action.answered', 'action.changed', 'own.action_answered'],
    audience: whoSees,
    twice: ['guardian'],
    prepare: async (stage) => {
      const { id } = await asked(stage)
      expect((await answer(stage, id, true)).status).toBe(200)
      return () => answer(stage, id, false)
    },
  },
  'it is closed': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      return () => plan(stage, 'POST', `/api/actions/${id}/closing`, { version, why: 'done' }, 'staff')
    },
  },
  'and opened again': {
    types: ['action.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await asked(stage)
      const closed = await plan(stage, 'POST', `/api/actions/${id}/closing`, { version, why: 'withdrawn' }, 'staff')
      const now = closed.body.action.version
      return () => plan(stage, 'POST', `/api/actions/${id}/reopening`, { version: now })
    },
  },
}
