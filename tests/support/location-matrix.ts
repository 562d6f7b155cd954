import type { MatrixRow } from './access-matrix.ts'

/** What a location may tell of itself. */
export const told = {
  street: 'Kastanjelaan 12',
  postalCode: '3511 AB',
  city: 'Utrecht',
  phone: '030 123 45 67',
  email: 'locatie@example.org',
  opening: [1, 2, 3, 4, 5, 6, 7].map((n) => (n > 5 ? null : { from: 450, until: 1110 })),
  houseRules: 'Schoenen uit bij de deur.\nFruit om tien uur.',
}

/** The routes of locations: who may, and what is asked. */
export const locationMatrix: Record<string, MatrixRow> = {
  locations: {
    plain: true,
    names: true,
    needs: 'role of a guardian or carer',
    ask: () => ({ path: '/api/locations' }),
  },
  saveLocation: {
    needs: 'manages',
    names: true,
    ask: async ({ server, target, allowed }) => {
      const { locationId } = target.planned
      if (allowed) await server.owner.query('delete from location_info where location_id = $1', [locationId])
      return { path: `/api/locations/${locationId}`, body: { ...told, version: 0 } }
    },
  },
  mentors: { plain: true, names: true, needs: 'role of a manager', ask: () => ({ path: '/api/mentors' }) },
  setMentor: {
    needs: 'manages',
    ask: async ({ server, cast, target, allowed }) => {
      const { childId, name } = target
      if (allowed) await server.owner.query('delete from mentor where child_id = $1', [childId])
      const there = {
        noor: 'staff',
        bram: 'otherGroup',
        kai: 'elsewhere',
        zed: 'foreignStaff',
        absent: 'staff',
      } as const
      return { path: `/api/children/${childId}/mentor`, body: { personId: cast.people[there[name]].id } }
    },
  },
}
