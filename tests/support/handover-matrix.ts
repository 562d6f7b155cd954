import { v7 as uuidv7 } from 'uuid'
import { dayOf } from '../../backend/contract/clock.ts'
import type { MatrixRow } from './access-matrix.ts'
import type { Target } from './cast.ts'
import type { TestServer } from './server.ts'

export const tomorrow = (server: TestServer): string =>
  dayOf(new Date(server.clock.now().getTime() + 86_400_000), 'Europe/Amsterdam')

/** Something to tell; nobody's secret. */
export const telling = {
  night: 'restless',
  slept: { from: 1350, until: 310 },
  meal: null,
  mood: null,
  medicine: null,
  note: 'Uit de matrix',
  fetcher: { kind: 'self' },
} as const

/** What was told of a child in a former cell is taken back, all but what the cast began with, which is as it was. */
async function back(server: TestServer, { childId, handoverId, told }: Target, stands = true): Promise<void> {
  const { owner } = server
  const nothing = `version = 1, changed_at = null, changed_by_name = null, seen_at = null, seen_by_id = null, seen_by_name = null`
  await owner.query(
    `update handover set said = '{}', withdrawn_at = coalesce(withdrawn_at, told_at), ${nothing} where child_id = $1`,
    [childId],
  )
  const said = { night: 'good', slept: null, meal: null, mood: null, medicine: null, fetcher: null, note: told }
  if (stands)
    await owner.query(`update handover set said = $2::jsonb, withdrawn_at = null where id = $1`, [
      handoverId,
      JSON.stringify(said),
    ])
}

let asked = 0

/** The routes of the hand-over: who may, and what is asked. */
export const handoverMatrix: Record<string, MatrixRow> = {
  tellHandover: {
    needs: 'reads',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target, false)
      const body = { id: uuidv7(), handoverId: uuidv7(), childId: target.childId, day: tomorrow(server), ...telling }
      return { path: '/api/handovers', body }
    },
  },
  changeHandover: {
    needs: 'reads',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      const body = { id: uuidv7(), version: 1, ...telling, note: `Uit de matrix ${++asked}` }
      return { path: `/api/handovers/${target.handoverId}`, body }
    },
  },
  withdrawHandover: {
    needs: 'reads',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/handovers/${target.handoverId}?version=1` }
    },
  },
  seeHandover: {
    needs: 'cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/handovers/${target.handoverId}/seen`, body: { version: 1 } }
    },
  },
  handoverHistory: {
    needs: 'reads or cares',
    ask: async ({ server, target, allowed }) => {
      if (allowed) await back(server, target)
      return { path: `/api/handovers/${target.handoverId}/history` }
    },
  },
}
