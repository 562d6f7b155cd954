import { v7 as uuidv7 } from 'uuid'
import type { EscortChoice } from '../../backend/contract/attendance.ts'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { Presence, StaffStay } from '../../backend/contract/stay.ts'
import { ok } from './absence.ts'
import type { Cast, PlayerName, Target } from './cast.ts'
import { call, type Reply, type TestServer } from './server.ts'

type Body = Record<string, unknown>

/** What staff of a cast note of who is there, as the tests ask it. */
export function attendances(at: () => { server: TestServer; cast: Cast }) {
  const noor = () => at().cast.targets.noor
  const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(at().server, at().cast.people[who], method, path, body, headers)
  /** So many minutes ago. */
  const ago = (minutes: number): string => new Date(at().server.clock.now().getTime() - minutes * 60_000).toISOString()

  const arriving = (moment: string, broughtBy: EscortChoice = null, target: Target = noor()) => ({
    id: uuidv7(),
    children: [{ childId: target.childId, stayId: uuidv7(), at: moment, broughtBy }],
  })
  const leaving = (stayId: string, moment: string, fetchedBy: EscortChoice = null, target: Target = noor()) => ({
    id: uuidv7(),
    children: [{ childId: target.childId, stayId, at: moment, fetchedBy }],
  })
  const checkIn = (body: unknown, who: PlayerName = 'staff', headers?: Record<string, string>) =>
    ask(who, 'POST', `/api/groups/${noor().groupId}/check-ins`, body, headers)
  const checkOut = (body: unknown, who: PlayerName = 'staff', headers?: Record<string, string>) =>
    ask(who, 'POST', `/api/groups/${noor().groupId}/check-outs`, body, headers)
  const adding = (arrivedAt: string, leftAt: string | null, more: Body = {}) => ({
    id: uuidv7(),
    stayId: uuidv7(),
    childId: noor().childId,
    arrivedAt,
    leftAt,
    broughtBy: null,
    fetchedBy: null,
    reason: 'Vergeten',
    ...more,
  })
  const day = async (who: PlayerName = 'staff', on?: string): Promise<GroupDay> =>
    ok(await ask(who, 'GET', `/api/groups/${noor().groupId}/day${on ? `?day=${on}` : ''}`))

  return {
    ask,
    ago,
    arriving,
    leaving,
    checkIn,
    checkOut,
    adding,
    day,
    /** A stay that began. */
    async arrived(moment: string = ago(60), broughtBy?: EscortChoice): Promise<StaffStay> {
      return ok(await checkIn(arriving(moment, broughtBy))).stays[0]
    },
    /** The same once it ended. */
    async left(stay: { id: string }, moment: string = ago(0), fetchedBy?: EscortChoice): Promise<StaffStay> {
      return ok(await checkOut(leaving(stay.id, moment, fetchedBy))).stays[0]
    },
    undo: ({ id, version }: StaffStay, who: PlayerName = 'staff', headers?: Record<string, string>) =>
      ask(who, 'POST', `/api/stays/${id}/undo`, { version }, headers),
    escort: (stay: { id: string }, body: Body, who: PlayerName = 'staff', headers?: Record<string, string>) =>
      ask(who, 'PUT', `/api/stays/${stay.id}/escorts`, { id: uuidv7(), ...body }, headers),
    add: (body: unknown, who: PlayerName = 'staff', headers?: Record<string, string>) =>
      ask(who, 'POST', `/api/groups/${noor().groupId}/stays`, body, headers),
    correct: (stay: StaffStay, more: Body, who: PlayerName = 'staff', headers?: Record<string, string>) => {
      const { version, arrivedAt, leftAt } = stay
      const body = { id: uuidv7(), version, arrivedAt, leftAt, reason: 'Verkeerd gekeken', ...more }
      return ask(who, 'PUT', `/api/stays/${stay.id}`, body, headers)
    },
    remove: ({ id, version }: StaffStay, who: PlayerName = 'staff', headers?: Record<string, string>) =>
      ask(who, 'POST', `/api/stays/${id}/removal`, { version, reason: 'Verkeerd kind' }, headers),
    /** As staff see it today. */
    async stands(who: PlayerName = 'staff'): Promise<StaffStay[]> {
      return (await day(who)).stays
    },
    /** Since when a guardian's child is there, and until when it was: of each child of whom that is told. */
    async presence(who: PlayerName = 'guardian'): Promise<Presence[]> {
      return ok(await ask(who, 'GET', '/api/timeline')).presence
    },
    decide: (
      who: PlayerName,
      purpose: 'diary' | 'photos',
      decision: 'granted' | 'withdrawn' | 'refused',
    ): Promise<Reply> =>
      ask(who, 'POST', '/api/consents', { id: uuidv7(), childId: noor().childId, purpose, decision, language: 'nl' }),
  }
}
