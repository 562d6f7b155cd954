import { v7 as uuidv7 } from 'uuid'
import type { MatrixRow } from './access-matrix.ts'
import type { Cast, Player, Target } from './cast.ts'
import type { TestServer } from './server.ts'
import { givenCode, givenTablet, givePin, pin } from './tablet.ts'

type At = { server: TestServer; cast: Cast; target: Target }

const managers = {
  noor: 'manager',
  bram: 'manager',
  kai: 'managerElsewhere',
  zed: 'foreignManager',
  absent: 'manager',
} as const

/** A tablet of the child’s location. */
const tabletAt = ({ server, cast, target }: At) =>
  givenTablet(server, target.planned.locationId, cast.people[managers[target.name]].id)

/** With the session that somebody has already. */
const also = (cookie: string, player: Player | undefined) => (player ? `${cookie}; ${player.cookie}` : cookie)

/** Letters of a code from a number that no other has. */
let codes = 0
const nextCode = () => {
  const letters = 'ABCDEFGH'
  return [...(++codes).toString(8).padStart(8, '0')].map((digit) => letters[Number(digit)]).join('')
}

/** The routes of tablets: who may, and what is asked. */
export const tabletMatrix: Record<string, MatrixRow> = {
  tablets: { plain: true, needs: 'role of a manager', ask: () => ({ path: '/api/tablets' }) },
  addTabletCode: {
    needs: 'manages',
    ask: ({ target }) => ({
      path: '/api/tablets/codes',
      body: { locationId: target.planned.locationId, name: 'Tablet', idleMinutes: 2 },
    }),
  },
  revokeTablet: {
    needs: 'manages',
    prepares: ['auth.tablet'],
    ask: async (at) => {
      const id = at.target.name === 'absent' ? uuidv7() : (await tabletAt(at)).id
      return { path: `/api/tablets/${id}` }
    },
  },
  pairTablet: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast, target }) => {
      const code = nextCode()
      const { id } = cast.people.manager
      await givenCode(server, target.planned.locationId, id, code)
      return { path: '/api/tablet/pair', body: { code }, personId: id }
    },
  },
  pairedTablet: {
    plain: true,
    needs: 'nothing',
    ask: async (at) => ({ path: '/api/tablet', cookie: also((await tabletAt(at)).cookie, at.player) }),
  },
  identify: {
    plain: true,
    needs: 'nothing',
    answersTo: 'staff',
    ask: async (at) => {
      const { staff } = at.cast.people
      await givePin(at.server, staff.id)
      const { cookie } = await tabletAt(at)
      return { path: '/api/tablet/identify', cookie, body: { personId: staff.id, pin }, personId: staff.id }
    },
  },
  ownPin: { plain: true, needs: 'role of staff', ask: () => ({ path: '/api/account/pin' }) },
  setPin: { plain: true, needs: 'role of staff', ask: () => ({ path: '/api/account/pin', body: { pin: '8305' } }) },
}
