import { v7 as uuidv7 } from 'uuid'
import type { Week } from '../../backend/contract/planning.ts'
import type { MatrixRow } from './access-matrix.ts'
import type { TestServer } from './server.ts'

/** Mornings from Monday to Friday. */
export const mornings: Week = [1, 2, 3, 4, 5, 6, 7].map((n) => (n > 5 ? null : { from: 480, until: 780 }))

export const dayFrom = (server: TestServer, days: number): string =>
  new Date(server.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Each week, extra day and closing day that is asked for has a day of its own. */
let days = 60
const nextDay = (server: TestServer) => dayFrom(server, 60 + (++days % 600))

/** What was taken away in a former cell stands there again. */
const back = (server: TestServer, table: string, id: string) =>
  server.owner.query(`update ${table} set removed_at = null where id = $1`, [id])

/** The routes of planning: who may, and what is asked. */
export const planningMatrix: Record<string, MatrixRow> = {
  planning: { needs: 'manages', ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/planning` }) },
  saveWeek: {
    needs: 'manages',
    ask: ({ server, target }) => ({
      path: `/api/placements/${target.planned.placementId}/weeks`,
      body: { id: uuidv7(), startsOn: nextDay(server), days: mornings, version: null },
    }),
  },
  removeWeek: {
    needs: 'manages',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, 'contract_week', target.planned.weekId)
      return { path: `/api/contract-weeks/${target.planned.weekId}?version=1` }
    },
  },
  addExtraDay: {
    needs: 'manages',
    ask: ({ server, target }) => ({
      path: `/api/groups/${target.groupId}/extra-days`,
      body: { id: uuidv7(), childId: target.childId, day: nextDay(server), from: 1200, until: 1260 },
    }),
  },
  removeExtraDay: {
    needs: 'manages',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, 'extra_day', target.planned.extraDayId)
      return { path: `/api/extra-days/${target.planned.extraDayId}` }
    },
  },
  schedules: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/schedules' }) },
  closingDays: { plain: true, needs: 'role of who closes', ask: () => ({ path: '/api/closing-days' }) },
  addClosingDay: {
    needs: 'manages',
    ask: ({ server, target }) => ({
      path: '/api/closing-days',
      body: { id: uuidv7(), locationId: target.planned.locationId, day: nextDay(server), name: 'Uit de matrix' },
    }),
  },
  removeClosingDay: {
    needs: 'manages',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, 'closing_day', target.planned.closingDayId)
      return { path: `/api/closing-days/${target.planned.closingDayId}` }
    },
  },
}
