import { v7 as uuidv7 } from 'uuid'
import type { PlayerName } from '../cast.ts'
import { telling, tomorrow } from '../handover-matrix.ts'
import type { Stage } from '../stage.ts'
import { plan, readers, type Scenarios, today } from './scenario.ts'

const tell = (stage: Stage, by: PlayerName) => {
  const { childId } = stage.cast.targets.noor
  const body = { id: uuidv7(), handoverId: uuidv7(), childId, day: tomorrow(stage.servers[0]), ...telling }
  return plan(stage, 'POST', '/api/handovers', body, by)
}
/** What the cast begins with, as a former scenario left it. */
async function toldTomorrow(stage: Stage): Promise<{ id: string; version: number }> {
  const { rows } = await stage.servers[0].owner.query(
    'select id, version from handover where child_id = $1 and withdrawn_at is null',
    [stage.cast.targets.noor.childId],
  )
  return rows[0]
}

/** What is told of a day, by guardians and by the group. */
export const handoverScenarios: Scenarios = {
  'the group has seen what was told': {
    types: ['handover.seen'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      return () => plan(stage, 'POST', `/api/handovers/${id}/seen`, { version }, 'staff')
    },
  },
  'what was told is changed': {
    types: ['handover.changed'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      const body = { id: uuidv7(), version, ...telling, note: 'Toch anders' }
      return () => plan(stage, 'PUT', `/api/handovers/${id}`, body, 'guardian')
    },
  },
  'what was told is taken back': {
    types: ['handover.withdrawn'],
    audience: readers,
    prepare: async (stage) => {
      const { id, version } = await toldTomorrow(stage)
      return () => plan(stage, 'DELETE', `/api/handovers/${id}?version=${version}`, undefined, 'guardian')
    },
  },
  'the plans of a group are changed': {
    types: ['journal.edited'],
    audience: readers,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query('select version from journal where id = $1', [
        stage.cast.targets.noor.journalId,
      ])
      const body = { id: uuidv7(), version: rows[0].version, title: 'Anders', text: `Regen ${uuidv7()}`, notMeant: [] }
      return () => plan(stage, 'PUT', `/api/journal/${stage.cast.targets.noor.journalId}`, body, 'staff')
    },
  },
  'what a group did is written': {
    types: ['journal.posted'],
    audience: readers,
    prepare: async (stage) => {
      const body = {
        id: uuidv7(),
        journalId: uuidv7(),
        day: today(stage),
        part: 'done',
        title: '',
        text: 'Het bos in',
        notMeant: [],
      }
      return () => plan(stage, 'POST', `/api/groups/${stage.cast.targets.noor.groupId}/journal`, body, 'manager')
    },
  },
  'what a group did is removed': {
    types: ['journal.removed'],
    audience: readers,
    prepare: async (stage) => {
      const { rows } = await stage.servers[0].owner.query(
        `select id from journal where group_id = $1 and part = 'done' and removed_at is null`,
        [stage.cast.targets.noor.groupId],
      )
      return () => plan(stage, 'DELETE', `/api/journal/${rows[0].id}`, undefined, 'staff')
    },
  },
  'a guardian tells something of tomorrow': {
    types: ['handover.told'],
    audience: readers,
    prepare: async (stage) => () => tell(stage, 'sharedWith'),
  },
}
