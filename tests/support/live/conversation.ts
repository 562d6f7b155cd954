import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { PlayerName } from '../cast.ts'
import type { Stage } from '../stage.ts'
import { plan, type Scenarios } from './scenario.ts'

const say = (stage: Stage, by: PlayerName) =>
  plan(
    stage,
    'POST',
    `/api/conversations/${stage.cast.targets.noor.talk.id}/messages`,
    { id: uuidv7(), text: 'Hallo' },
    by,
  )
/** What is proposed, or shared, already, is found again. */
const share = (stage: Stage) =>
  plan(
    stage,
    'POST',
    '/api/shared-conversations',
    { id: uuidv7(), childId: stage.cast.targets.noor.childId, withId: stage.cast.people.neverGranted.id },
    'guardian',
  )
const whoShares: PlayerName[] = ['guardian', 'neverGranted', 'staff']
const whoConverses: PlayerName[] = ['guardian', 'staff']

/** Conversations. */
export const conversationScenarios: Scenarios = {
  'a message is sent': {
    types: ['message.sent'],
    audience: whoConverses,
    prepare: async (stage) => () => say(stage, 'guardian'),
  },
  'it is answered': {
    types: ['message.sent'],
    audience: whoConverses,
    prepare: async (stage) => () => say(stage, 'staff'),
  },
  'it is edited': {
    types: ['message.edited'],
    audience: whoConverses,
    prepare: async (stage) => {
      const { id } = (await say(stage, 'staff')).body.message
      return () => plan(stage, 'PUT', `/api/messages/${id}`, { id: uuidv7(), text: 'Anders' }, 'staff')
    },
  },
  'it is taken back': {
    types: ['message.retracted'],
    audience: whoConverses,
    prepare: async (stage) => {
      const { id } = (await say(stage, 'guardian')).body.message
      return () => plan(stage, 'DELETE', `/api/messages/${id}`, undefined, 'guardian')
    },
  },
  'the group has read on': {
    types: ['conversation.read', 'work.conversation_read'],
    audience: whoConverses,
    // Whoever read is told twice: with the others, and up to where they are themselves.
    twice: ['staff'],
    prepare: async (stage) => {
      const { seq } = (await say(stage, 'guardian')).body.message
      const path = `/api/conversations/${stage.cast.targets.noor.talk.id}/marker`
      return () => plan(stage, 'PUT', path, { seq }, 'staff')
    },
  },
  'a guardian has read on': {
    types: ['conversation.read', 'own.conversation_read'],
    audience: whoConverses,
    twice: ['guardian'],
    prepare: async (stage) => {
      const { seq } = (await say(stage, 'staff')).body.message
      const path = `/api/conversations/${stage.cast.targets.noor.talk.id}/marker`
      return () => plan(stage, 'PUT', path, { seq }, 'guardian')
    },
  },
  'the group takes it up': {
    types: ['conversation.handled'],
    audience: whoConverses,
    prepare: async (stage) => {
      const path = `/api/conversations/${stage.cast.targets.noor.talk.id}/handling`
      // Whoever of the group answered before has it by that.
      expect((await plan(stage, 'PUT', path, { do: 'release' }, 'staff')).status).toBe(200)
      return () => plan(stage, 'PUT', path, { do: 'claim', from: null }, 'staff')
    },
  },
  'two guardians would share one': {
    types: ['conversation.opened'],
    audience: ['guardian', 'neverGranted'],
    fetched: [1, 1, 0, 0, 0],
    prepare: async (stage) => () => share(stage),
  },
  'they do': {
    types: ['conversation.shared'],
    audience: whoShares,
    fetched: [0, 0, 1, 0, 0],
    prepare: async (stage) => {
      const { id } = (await share(stage)).body.conversation
      return () => plan(stage, 'POST', `/api/conversations/${id}/agreement`, undefined, 'neverGranted')
    },
  },
  'they do no longer': {
    types: ['conversation.shared'],
    audience: whoShares,
    prepare: async (stage) => {
      const { id } = (await share(stage)).body.conversation
      return () => plan(stage, 'DELETE', `/api/conversations/${id}/agreement`, undefined, 'guardian')
    },
  },
  'a guardian begins one': {
    types: ['conversation.opened', 'message.sent'],
    audience: ['neverGranted', 'staff'],
    twice: ['neverGranted', 'staff'],
    fetched: [0, 1, 1, 0, 0],
    prepare: async (stage) => () => {
      const message = { id: uuidv7(), text: 'Hallo' }
      const body = { id: uuidv7(), childId: stage.cast.targets.noor.childId, message }
      return plan(stage, 'POST', '/api/conversations', body, 'neverGranted')
    },
  },
}
