import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { PlayerName } from '../cast.ts'
import { dayFrom } from '../planning-matrix.ts'
import type { Stage } from '../stage.ts'
import { plan, type Scenarios, today, whoSees } from './scenario.ts'

const reportToday = (stage: Stage, by: PlayerName = 'guardian') =>
  plan(
    stage,
    'POST',
    '/api/absences',
    {
      id: uuidv7(),
      children: [{ childId: stage.cast.targets.noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      startsOn: today(stage),
      endsOn: today(stage),
      part: null,
      note: '',
    },
    by,
  )
/** The absence of today: what is left of a former scenario, or a new one. */
async function absentToday(stage: Stage): Promise<{ id: string; version: number }> {
  const reply = await reportToday(stage)
  expect(reply.status, reply.text).toBe(200)
  return reply.body.absences[0].absence
}

/** That it does not come. */
export const absenceScenarios: Scenarios = {
  'a child is reported absent': {
    types: ['absence.reported'],
    audience: whoSees,
    prepare: async (stage) => () => reportToday(stage, 'neverGranted'),
  },
  'the group has seen it': {
    types: ['absence.seen'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await absentToday(stage)
      return () => plan(stage, 'POST', `/api/absences/${id}/seen`, { version }, 'staff')
    },
  },
  'it is changed': {
    types: ['absence.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { id, version } = await absentToday(stage)
      const [startsOn, endsOn] = [today(stage), dayFrom(stage.servers[0], 2)]
      const body = { id: uuidv7(), version, reason: 'other', startsOn, endsOn, part: null, note: 'Naar de dokter' }
      return () => plan(stage, 'PUT', `/api/absences/${id}`, body, 'withoutAuthority')
    },
  },
  'it is cancelled': {
    types: ['absence.changed'],
    audience: whoSees,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        'select id, version from absence where child_id = $1 and starts_on = $2 and cancelled_at is null',
        [stage.cast.targets.noor.childId, today(stage)],
      )
      return () => plan(stage, 'DELETE', `/api/absences/${rows[0].id}?version=${rows[0].version}`, undefined, 'staff')
    },
  },
}
