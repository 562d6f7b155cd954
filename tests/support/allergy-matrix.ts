import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'

/** Each that is asked for says something else. */
let changes = 0

/** The routes of allergies: who may, and what is asked. */
export const allergyMatrix: Record<string, MatrixRow> = {
  allergies: {
    needs: 'manages or administers',
    ask: ({ target }) => ({ path: `/api/children/${target.childId}/allergies` }),
  },
  addAllergy: {
    needs: 'manages or administers',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('delete from allergy where child_id = $1 and id <> $2', [
          target.childId,
          target.allergy.id,
        ])
      const body = { id: uuidv7(), what: 'Bijensteek', advice: '', severe: false }
      return { path: `/api/children/${target.childId}/allergies`, body }
    },
  },
  changeAllergy: {
    needs: 'manages or administers',
    ask: async ({ server, target: { allergy }, allowed }) => {
      if (allowed) await server.owner.query('update allergy set version = 1 where id = $1', [allergy.id])
      const said = { what: allergy.what, advice: `Bel nummer ${++changes}`, severe: true, removed: false }
      return { path: `/api/allergies/${allergy.id}`, body: { id: uuidv7(), version: 1, ...said } }
    },
  },
}
