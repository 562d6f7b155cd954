import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import { dayFrom } from './planning-matrix.ts'
import type { TestServer } from './server.ts'

/** Each absence and each rule that is asked for has a day of its own. */
let days = 0
const nextDay = (server: TestServer) => dayFrom(server, 3 + 2 * (++days % 90))

/** As it was before a former cell. */
async function back(server: TestServer, { absenceId }: Target): Promise<void> {
  await server.owner.query(
    `update absence set version = 1, cancelled_at = null, seen_at = null, seen_by_id = null, seen_by_name = null where id = $1`,
    [absenceId],
  )
}

/** The routes of absence: who may, and what is asked. */
export const absenceMatrix: Record<string, MatrixRow> = {
  previewAbsence: {
    needs: 'sees',
    ask: ({ server, target }) => ({
      path: '/api/absence-preview',
      body: { childIds: [target.childId], startsOn: dayFrom(server, 200), endsOn: dayFrom(server, 202) },
    }),
  },
  reportAbsence: {
    needs: 'sees',
    ask: ({ server, target }) => {
      const startsOn = nextDay(server)
      const children = [{ childId: target.childId, absenceId: uuidv7() }]
      const said = { reason: 'sick', startsOn, endsOn: startsOn, part: null, note: 'Uit de matrix' }
      return { path: '/api/absences', body: { id: uuidv7(), children, ...said } }
    },
  },
  changeAbsence: {
    needs: 'sees',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      const [startsOn, endsOn] = [dayFrom(server, 200), dayFrom(server, 202)]
      const said = { reason: 'holiday', startsOn, endsOn, part: null, note: `Uit de matrix ${++days}` }
      return { path: `/api/absences/${target.absenceId}`, body: { id: uuidv7(), version: 1, ...said } }
    },
  },
  cancelAbsence: {
    needs: 'sees',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/absences/${target.absenceId}?version=1` }
    },
  },
  seeAbsence: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/absences/${target.absenceId}/seen`, body: { version: 1 } }
    },
  },
  absenceHistory: { needs: 'sees', ask: ({ target }) => ({ path: `/api/absences/${target.absenceId}/history` }) },
  absenceRules: { plain: true, needs: 'role of who closes', ask: () => ({ path: '/api/absence-rules' }) },
  addAbsenceRule: {
    needs: 'manages',
    ask: ({ server, target }) => ({
      path: '/api/absence-rules',
      body: {
        id: uuidv7(),
        careType: 'KDV',
        locationId: target.planned.locationId,
        startsOn: nextDay(server),
        cutOffMinute: 540,
        daysBefore: 0,
        credit: 'none',
      },
    }),
  },
  removeAbsenceRule: {
    needs: 'manages',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await server.owner.query('update absence_rule set removed_at = null where id = $1', [target.ruleId])
      return { path: `/api/absence-rules/${target.ruleId}` }
    },
  },
}
