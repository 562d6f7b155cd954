import type { MatrixRow } from './access-matrix.ts'
import { keepBreach } from './breaches.ts'
import { carerOf } from './cast.ts'

const account = {
  happened: 'Uit de matrix',
  consequences: '',
  measures: '',
  authorityToldOn: null,
  guardiansToldOn: '2026-11-20',
}

/** The routes of breach records: who may, and what is asked. */
export const breachMatrix: Record<string, MatrixRow> = {
  breaches: { plain: true, needs: 'role of the privacy officer', ask: () => ({ path: '/api/breaches' }) },
  openBreaches: { plain: true, needs: 'role of the privacy officer', ask: () => ({ path: '/api/open-breaches' }) },
  breachRecord: { needs: 'oversees', ask: ({ target }) => ({ path: `/api/breaches/${target.breachId}` }) },
  saveBreach: {
    needs: 'oversees',
    ask: async ({ server, cast, target, allowed }) => {
      const id = allowed ? await keepBreach(server, target, cast.people[carerOf[target.name]]) : target.breachId
      return { path: `/api/breaches/${id}`, body: { version: 1, state: 'closed', account } }
    },
  },
}
