import { v7 as uuidv7 } from 'uuid'
import type { GuardianHandover, HandoverRevision, StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import { ok } from './absence.ts'
import type { Cast, PlayerName } from './cast.ts'
import { call, type TestServer } from './server.ts'

type Body = Record<string, unknown>
const nothing = { night: null, slept: null, meal: null, mood: null, medicine: null, note: '', fetcher: null }

/** What guardians and staff of a cast do with what was told of Noor, as the tests ask it. */
export function handovers(at: () => { server: TestServer; cast: Cast }) {
  const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(at().server, at().cast.people[who], method, path, body, headers)
  const noor = () => at().cast.targets.noor
  const bodyOf = (day: string, said: Body): Body => ({
    id: uuidv7(),
    handoverId: uuidv7(),
    childId: noor().childId,
    day,
    ...nothing,
    ...said,
  })
  const tell = (day: string, said: Body, who: PlayerName = 'guardian', headers?: Record<string, string>) =>
    ask(who, 'POST', '/api/handovers', bodyOf(day, said), headers)
  const change = (
    { id, version }: { id: string; version: number },
    said: Body,
    who: PlayerName = 'guardian',
    headers?: Record<string, string>,
  ) => ask(who, 'PUT', `/api/handovers/${id}`, { id: uuidv7(), version, ...nothing, ...said }, headers)
  const withdraw = (
    { id, version }: { id: string; version: number },
    who: PlayerName = 'guardian',
    headers?: Record<string, string>,
  ) => ask(who, 'DELETE', `/api/handovers/${id}?version=${version}`, undefined, headers)
  const see = ({ id, version }: { id: string; version: number }, who: PlayerName = 'staff') =>
    ask(who, 'POST', `/api/handovers/${id}/seen`, { version })
  return {
    ask,
    bodyOf,
    tell,
    change,
    withdraw,
    see,
    async told(day: string, said: Body, who: PlayerName = 'guardian'): Promise<GuardianHandover> {
      return ok(await tell(day, said, who)).handover
    },
    /** Those of Noor that a guardian reads, but the one that the cast has. */
    async read(who: PlayerName = 'guardian'): Promise<GuardianHandover[]> {
      const all: GuardianHandover[] = ok(await ask(who, 'GET', '/api/timeline')).handovers
      return all.filter(({ id }) => id !== noor().handoverId)
    },
    /** Those of a day of Noor's group, as its staff read them. */
    async ofGroup(day: string, who: PlayerName = 'staff'): Promise<StaffHandover[]> {
      return ok(await ask(who, 'GET', `/api/groups/${noor().groupId}/day?day=${day}`)).handovers
    },
    /** What of a day of Noor's group was taken back, as its staff read it. */
    async takenBack(day: string): Promise<TakenBack[]> {
      return ok(await ask('staff', 'GET', `/api/groups/${noor().groupId}/day?day=${day}`)).takenBack
    },
    async history({ id }: { id: string }, who: PlayerName = 'guardian'): Promise<HandoverRevision[]> {
      return ok(await ask(who, 'GET', `/api/handovers/${id}/history`)).revisions
    },
  }
}
