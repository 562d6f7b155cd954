import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import { dayFrom } from './planning-matrix.ts'
import type { TestServer } from './server.ts'

const minutesAgo = (server: TestServer, minutes: number): string =>
  new Date(server.clock.now().getTime() - minutes * 60_000).toISOString()

/** What was noted of a child in a former cell is taken back, all but the stay that the cast began with, which is as it was. */
async function back(server: TestServer, { childId, stayId }: Target): Promise<void> {
  const { owner } = server
  await owner.query('update stay set removed_at = $3 where child_id = $1 and id <> $2', [
    childId,
    stayId,
    server.clock.now(),
  ])
  await owner.query('update stay set version = 2, removed_at = null, corrected = false where id = $1', [stayId])
}

/** A child that came a minute ago. */
export async function present(server: TestServer, target: Target): Promise<string> {
  await back(server, target)
  const id = uuidv7()
  await server.owner.query(
    `with author as (
       select p.id, p.first_name from staff_assignment s join person p on p.id = s.person_id where s.group_id = $3 order by p.id limit 1
     ), came as (
       insert into stay (id, organisation_id, child_id, group_id, channel_id, arrived_at, arrival_by_id, arrival_by_name, arrival_noted_at)
       select $1, c.organisation_id, c.id, $3, $4, $5, author.id, author.first_name, $5 from child c, author where c.id = $2
       returning *
     )
     insert into stay_revision (id, organisation_id, stay_id, child_id, done, arrived_at, reason, person_id, person_name, at)
     select gen_random_uuid(), organisation_id, id, child_id, 'arrived', arrived_at, '', arrival_by_id, arrival_by_name, arrived_at from came`,
    [id, target.childId, target.groupId, target.channels.attendance, minutesAgo(server, 1)],
  )
  return id
}

/** A stay of which something may be another, or the one that stands there. */
const stayOf = ({ server, target, allowed }: Parameters<MatrixRow['ask']>[0]) =>
  allowed ? present(server, target) : target.stayId

/** Each rule that is asked for has a day of its own. */
let days = 0

/** The routes of attendance: who may, and what is asked. */
export const attendanceMatrix: Record<string, MatrixRow> = {
  checkIn: {
    needs: 'cares',
    escorts: true,
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      const { groupId, childId, collector } = target
      const broughtBy = { kind: 'collector', id: collector.id }
      const children = [{ childId, stayId: uuidv7(), at: minutesAgo(server, 1), broughtBy }]
      return { path: `/api/groups/${groupId}/check-ins`, body: { id: uuidv7(), children } }
    },
  },
  checkOut: {
    needs: 'cares',
    escorts: true,
    ask: async (at) => {
      const { groupId, childId } = at.target
      const children = [{ childId, stayId: await stayOf(at), at: minutesAgo(at.server, 0), fetchedBy: null }]
      return { path: `/api/groups/${groupId}/check-outs`, body: { id: uuidv7(), children } }
    },
  },
  undoStay: {
    needs: 'cares',
    escorts: true,
    ask: async (at) => ({ path: `/api/stays/${await stayOf(at)}/undo`, body: { version: 1 } }),
  },
  setEscorts: {
    needs: 'cares',
    escorts: true,
    ask: async (at) => ({
      path: `/api/stays/${await stayOf(at)}/escorts`,
      body: { id: uuidv7(), broughtBy: { kind: 'collector', id: at.target.collector.id } },
    }),
  },
  addStay: {
    needs: 'cares',
    escorts: true,
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      const said = { arrivedAt: minutesAgo(server, 300), leftAt: minutesAgo(server, 200), reason: 'Vergeten' }
      const body = {
        id: uuidv7(),
        stayId: uuidv7(),
        childId: target.childId,
        ...said,
        broughtBy: null,
        fetchedBy: null,
      }
      return { path: `/api/groups/${target.groupId}/stays`, body }
    },
  },
  correctStay: {
    needs: 'cares',
    escorts: true,
    ask: async (at) => {
      const said = { arrivedAt: minutesAgo(at.server, 20 + ++days), leftAt: null, reason: 'Verkeerd gekeken' }
      return { path: `/api/stays/${await stayOf(at)}`, body: { id: uuidv7(), version: 1, ...said } }
    },
  },
  removeStay: {
    needs: 'cares',
    escorts: true,
    ask: async (at) => ({
      path: `/api/stays/${await stayOf(at)}/removal`,
      body: { version: 1, reason: 'Verkeerd kind' },
    }),
  },
  stayHistory: {
    needs: 'cares',
    escorts: true,
    ask: ({ target }) => ({ path: `/api/stays/${target.stayId}/history` }),
  },
  setStaffing: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: `/api/groups/${target.groupId}/staffing`,
      body: { id: uuidv7(), staff: 2, at: minutesAgo(server, 0) },
    }),
  },
  collectors: {
    needs: 'manages or administers',
    ask: ({ target }) => ({ path: `/api/children/${target.childId}/collectors` }),
  },
  addCollector: {
    needs: 'manages or administers',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('delete from collector where child_id = $1 and id <> $2', [
          target.childId,
          target.collector.id,
        ])
      return { path: `/api/children/${target.childId}/collectors`, body: { id: uuidv7(), ...fetches(server) } }
    },
  },
  changeCollector: {
    needs: 'manages or administers',
    ask: async ({ server, target: { collector }, allowed }) => {
      if (allowed) await server.owner.query('update collector set version = 1 where id = $1', [collector.id])
      const body = { id: uuidv7(), version: 1, ...fetches(server), name: collector.name, phone: `06-${++days}` }
      return { path: `/api/collectors/${collector.id}`, body }
    },
  },
  ratioRules: { plain: true, needs: 'role of who closes', ask: () => ({ path: '/api/ratio-rules' }) },
  addRatioRule: {
    plain: true,
    needs: 'role of administration',
    ask: ({ server }) => ({
      path: '/api/ratio-rules',
      body: {
        id: uuidv7(),
        careType: 'KDV',
        startsOn: dayFrom(server, 1 + (++days % 500)),
        bands: [{ fromAge: 0, untilAge: 4, childrenPerStaff: 5 }],
      },
    }),
  },
  removeRatioRule: {
    needs: 'administers',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('update ratio_rule set removed_at = null where id = $1', [target.ratioRuleId])
      return { path: `/api/ratio-rules/${target.ratioRuleId}` }
    },
  },
}

const fetches = (server: TestServer) => ({
  name: 'Oma uit de matrix',
  relation: 'oma',
  phone: '',
  startsOn: dayFrom(server, 0),
  endsOn: null,
})
