import { v7 as uuidv7 } from 'uuid'
import type { Cast, PlayerName } from '../cast.ts'
import { dayFrom } from '../planning-matrix.ts'
import { call } from '../server.ts'
import type { Stage } from '../stage.ts'
import { plan, type Scenario, type Scenarios, today, whoIsTold } from './scenario.ts'

/** The first so many days of the week, of which today is the last: until now it is another. */
const planWeek = async (stage: Stage, days: number) => {
  const { planned, childId } = stage.cast.targets.noor
  const { rows } = await stage.servers[0].owner.query(
    'select version from contract_week where child_id = $1 and starts_on = $2 and removed_at is null',
    [childId, today(stage)],
  )
  return plan(stage, 'POST', `/api/placements/${planned.placementId}/weeks`, {
    id: uuidv7(),
    startsOn: today(stage),
    days: Array.from({ length: 7 }, (_, n) => (n < days ? { from: 510, until: 1080 } : null)),
    version: rows[0]?.version ?? null,
  })
}
const planExtra = (stage: Stage) => {
  const { groupId, childId } = stage.cast.targets.noor
  const body = { id: uuidv7(), childId, day: today(stage), from: 1200, until: 1260 }
  return plan(stage, 'POST', `/api/groups/${groupId}/extra-days`, body)
}
const close = (stage: Stage, by: 'manager' | 'administration', id: string, day = today(stage)) => {
  const locationId = by === 'manager' ? stage.cast.targets.noor.planned.locationId : null
  return plan(stage, 'POST', '/api/closing-days', { id, locationId, day, name: 'Studiedag' }, by)
}
const deciding = (by: 'guardian' | 'neverGranted', decision: string, purpose: string): Scenario['prepare'] => {
  return async ({ servers, cast }) =>
    () =>
      decide(servers[0], cast, by, decision, purpose)
}
export const decide = (server: { url: string }, cast: Cast, by: PlayerName, decision: string, purpose = 'diary') =>
  call(server, cast.people[by], 'POST', '/api/consents', {
    id: uuidv7(),
    childId: cast.targets.noor.childId,
    purpose,
    decision,
    language: 'nl',
  })

/** Consents, and when a child comes. */
export const planningScenarios: Scenarios = {
  'a consent for photos is granted': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'granted', 'photos'),
  },
  'a consent for the diary is withdrawn': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'withdrawn', 'diary'),
  },
  'a consent for the diary is granted again': {
    types: ['own.consents_changed', 'consent.changed'],
    audience: whoIsTold,
    prepare: deciding('guardian', 'granted', 'diary'),
  },
  'the week of a child is changed from today on': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => planWeek(stage, 7),
  },
  'it is taken back': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const reply = await planWeek(stage, 6)
      const { weeks } = reply.body.plan.placements[0]
      const { id, version } = weeks.at(-1)
      return () => plan(stage, 'DELETE', `/api/contract-weeks/${id}?version=${version}`)
    },
  },
  'an extra day is planned': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => planExtra(stage),
  },
  'an extra day is taken back': {
    types: ['planning.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      await planExtra(stage)
      const { rows } = await stage.servers[0].owner.query(
        'select id from extra_day where child_id = $1 and comes_on = $2 and removed_at is null',
        [stage.cast.targets.noor.childId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/extra-days/${rows[0].id}`)
    },
  },
  'a location is closed today': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'manager'],
    // Two children, and both are this manager’s.
    twice: ['manager'],
    prepare: async (stage) => () => close(stage, 'manager', uuidv7()),
  },
  'the whole organisation is closed tomorrow': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'elsewhere', 'manager', 'managerElsewhere'],
    twice: ['manager'],
    prepare: async (stage) => () => close(stage, 'administration', uuidv7(), dayFrom(stage.servers[0], 1)),
  },
  'a closing day is taken back': {
    types: ['planning.closed'],
    audience: ['staff', 'otherGroup', 'manager'],
    twice: ['manager'],
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        'select id from closing_day where location_id = $1 and closed_on = $2 and removed_at is null',
        [stage.cast.targets.noor.planned.locationId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/closing-days/${rows[0].id}`)
    },
  },
}
