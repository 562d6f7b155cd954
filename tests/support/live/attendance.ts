import { v7 as uuidv7 } from 'uuid'
import { addPerson } from '../newcomers.ts'
import type { Stage } from '../stage.ts'
import { plan, readers, type Scenarios, today, yesterday } from './scenario.ts'

const arrive = (stage: Stage) => {
  const { groupId, childId } = stage.cast.targets.noor
  const children = [{ childId, stayId: uuidv7(), at: stage.servers[0].clock.now().toISOString(), broughtBy: null }]
  return plan(stage, 'POST', `/api/groups/${groupId}/check-ins`, { id: uuidv7(), children }, 'staff')
}
/** The stay that a former scenario left. */
async function lastStay(stage: Stage): Promise<{ id: string; version: number }> {
  const { childId } = stage.cast.targets.noor
  const { rows } = await stage.servers[0].owner.query(
    'select id, version from stay where child_id = $1 and removed_at is null order by arrived_at desc limit 1',
    [childId],
  )
  return rows[0]
}

const makeMentor = (stage: Stage, personId: string | null) =>
  plan(stage, 'PUT', `/api/children/${stage.cast.targets.noor.childId}/mentor`, { personId })

/** Somebody new in another group there is mentor of the child; what is to be done ends that work as of yesterday. */
async function mentorEnds(stage: Stage, what: string, which: (of: { role: string; assignment: string }) => string) {
  const { owner } = stage.servers[0]
  const { cast } = stage
  const { id } = await addPerson(owner, cast.organisationId, { role: 'staff' })
  const assignment = uuidv7()
  await owner.query(
    `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values ($1, $2, $3, $4, '2020-01-01')`,
    [assignment, cast.organisationId, id, cast.targets.bram.groupId],
  )
  const { rows } = await owner.query('select id from person_role where person_id = $1', [id])
  await makeMentor(stage, id)
  const path = `/api/administration/${what}/${which({ role: rows[0].id, assignment })}/end`
  return () => plan(stage, 'PUT', path, { endsOn: yesterday(stage) }, 'administration')
}

/** Who is there, who may fetch, what a child does not tolerate, and who is mentor. */
export const attendanceScenarios: Scenarios = {
  'a child arrives': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => () => arrive(stage),
  },
  'who brought it is said': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id } = await lastStay(stage)
      const broughtBy = { kind: 'guardian', id: stage.cast.people.guardian.id }
      return () => plan(stage, 'PUT', `/api/stays/${id}/escorts`, { id: uuidv7(), broughtBy }, 'staff')
    },
  },
  'it leaves': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id: stayId } = await lastStay(stage)
      const { groupId, childId, collector } = stage.cast.targets.noor
      const fetchedBy = { kind: 'collector', id: collector.id }
      const children = [{ childId, stayId, at: stage.servers[0].clock.now().toISOString(), fetchedBy }]
      return () => plan(stage, 'POST', `/api/groups/${groupId}/check-outs`, { id: uuidv7(), children }, 'staff')
    },
  },
  'that is taken back': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      return () => plan(stage, 'POST', `/api/stays/${id}/undo`, { version }, 'manager')
    },
  },
  'when it came is corrected': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      const arrivedAt = new Date(stage.servers[0].clock.now().getTime() - 7_200_000).toISOString()
      const body = { id: uuidv7(), version, arrivedAt, leftAt: null, reason: 'Het was een uur eerder' }
      return () => plan(stage, 'PUT', `/api/stays/${id}`, body, 'staff')
    },
  },
  'the stay is taken back': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await lastStay(stage)
      return () => plan(stage, 'POST', `/api/stays/${id}/removal`, { version, reason: 'Verkeerd kind' }, 'staff')
    },
  },
  'a stay that was forgotten is added': {
    types: ['attendance.changed', 'presence.changed'],
    audience: readers,
    prepare: async (stage) => {
      const at = (minutes: number) => new Date(stage.servers[0].clock.now().getTime() - minutes * 60_000).toISOString()
      const { groupId, childId } = stage.cast.targets.noor
      const said = { arrivedAt: at(50), leftAt: at(40), broughtBy: null, fetchedBy: null, reason: 'Vergeten' }
      const body = { id: uuidv7(), stayId: uuidv7(), childId, ...said }
      return () => plan(stage, 'POST', `/api/groups/${groupId}/stays`, body, 'staff')
    },
  },
  'the number of staff is set': {
    types: ['staffing.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const body = { id: uuidv7(), staff: 3, at: stage.servers[0].clock.now().toISOString() }
      return () => plan(stage, 'PUT', `/api/groups/${stage.cast.targets.noor.groupId}/staffing`, body, 'staff')
    },
  },
  'somebody else may fetch a child': {
    types: ['collectors.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const said = { name: 'Opa Henk', relation: 'opa', phone: '', startsOn: today(stage), endsOn: null }
      const path = `/api/children/${stage.cast.targets.noor.childId}/collectors`
      return () => plan(stage, 'POST', path, { id: uuidv7(), ...said }, 'administration')
    },
  },
  'and no longer': {
    types: ['collectors.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const { collector } = stage.cast.targets.noor
      const said = { ...collector, relation: 'oma', phone: '', startsOn: yesterday(stage), endsOn: yesterday(stage) }
      const body = { ...said, id: uuidv7(), version: 1 }
      return () => plan(stage, 'PUT', `/api/collectors/${collector.id}`, body)
    },
  },
  'an allergy of a child is noted': {
    types: ['allergies.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const said = { what: 'Pinda', advice: 'Bel 112', severe: true }
      const path = `/api/children/${stage.cast.targets.noor.childId}/allergies`
      return () => plan(stage, 'POST', path, { id: uuidv7(), ...said }, 'administration')
    },
  },
  'and another is taken away': {
    types: ['allergies.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => {
      const { id, what } = stage.cast.targets.noor.allergy
      const body = { id: uuidv7(), version: 1, what, advice: '', severe: false, removed: true }
      return () => plan(stage, 'PUT', `/api/allergies/${id}`, body)
    },
  },
  'somebody becomes mentor of a child': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => makeMentor(stage, stage.cast.people.otherGroup.id),
  },
  'the work of the mentor of a child ended in its group': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: (stage) => mentorEnds(stage, 'assignments', ({ assignment }) => assignment),
  },
  'and of another altogether': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: (stage) => mentorEnds(stage, 'roles', ({ role }) => role),
  },
  'somebody is mentor once more': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => makeMentor(stage, stage.cast.people.otherGroup.id),
  },
  'and nobody is any more': {
    types: ['mentor.changed'],
    audience: ['staff', 'manager'],
    prepare: async (stage) => () => makeMentor(stage, null),
  },
}
