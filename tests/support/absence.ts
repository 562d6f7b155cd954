import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { AbsenceRevision, GuardianAbsence, Reported, StaffAbsence } from '../../backend/contract/absence.ts'
import type { Cast, PlayerName, Target } from './cast.ts'
import { refuses } from './refusals.ts'
import { call, type Reply, type TestServer } from './server.ts'

type Body = Record<string, unknown>

/** What guardians and staff of a cast say of absences, as the tests ask it. */
export function absences(at: () => { server: TestServer; cast: Cast }) {
  const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    call(at().server, at().cast.people[who], method, path, body, headers)
  const noor = () => at().cast.targets.noor

  /** A report of somebody about Noor on a day, unless said otherwise. */
  const bodyOf = (startsOn: string, more: Body = {}, targets: readonly Target[] = [noor()]): Body => ({
    id: uuidv7(),
    children: targets.map(({ childId }) => ({ childId, absenceId: uuidv7() })),
    reason: 'sick',
    startsOn,
    endsOn: startsOn,
    part: null,
    note: '',
    ...more,
  })
  const report = (startsOn: string, more: Body = {}, who: PlayerName = 'guardian', targets?: readonly Target[]) =>
    ask(who, 'POST', '/api/absences', bodyOf(startsOn, more, targets))
  const changing = ({ reason, startsOn, endsOn, part, note, version }: GuardianAbsence | StaffAbsence, more: Body) => ({
    id: uuidv7(),
    version,
    reason,
    startsOn,
    endsOn,
    part,
    note,
    ...more,
  })
  const change = (
    absence: GuardianAbsence | StaffAbsence,
    more: Body,
    who: PlayerName = 'guardian',
    headers?: Record<string, string>,
  ) => ask(who, 'PUT', `/api/absences/${absence.id}`, changing(absence, more), headers)
  const cancel = (
    { id, version }: { id: string; version: number },
    who: PlayerName = 'guardian',
    headers?: Record<string, string>,
  ) => ask(who, 'DELETE', `/api/absences/${id}?version=${version}`, undefined, headers)
  const see = (
    { id, version }: { id: string; version: number },
    who: PlayerName = 'staff',
    headers?: Record<string, string>,
  ) => ask(who, 'POST', `/api/absences/${id}/seen`, { version }, headers)

  /** Those of Noor that a guardian reads, but the one that the cast has. */
  async function read(who: PlayerName = 'guardian'): Promise<GuardianAbsence[]> {
    const all: GuardianAbsence[] = ok(await ask(who, 'GET', '/api/timeline')).absences
    return all.filter(({ id, childId }) => childId === noor().childId && id !== noor().absenceId)
  }
  /** The days of those, as `sick 11-23..11-24`. */
  async function days(who: PlayerName = 'guardian'): Promise<string[]> {
    return (await read(who)).map(({ reason, startsOn, endsOn, part }) => {
      const hours = part ? ` ${part.from}-${part.until}` : ''
      return `${reason} ${startsOn.slice(5)}${hours}${endsOn === startsOn ? '' : `..${endsOn.slice(5)}`}`
    })
  }

  return {
    ask,
    bodyOf,
    report,
    change,
    cancel,
    see,
    /** One that was reported, or what it became. */
    async reported(startsOn: string, more: Body = {}, who: PlayerName = 'guardian'): Promise<Reported> {
      return ok(await report(startsOn, more, who)).absences[0]
    },
    read,
    days,
    /** Those of a day of Noor's group, as its staff read them. */
    async ofGroup(day: string, who: PlayerName = 'staff'): Promise<StaffAbsence[]> {
      return ok(await ask(who, 'GET', `/api/groups/${noor().groupId}/day?day=${day}`)).absences
    },
    async history({ id }: { id: string }, who: PlayerName = 'guardian'): Promise<AbsenceRevision[]> {
      return ok(await ask(who, 'GET', `/api/absences/${id}/history`)).revisions
    },
    /** Another child of somebody. */
    async alsoOf(who: PlayerName, { childId }: Target): Promise<void> {
      const { server, cast } = at()
      await server.owner.query(
        `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on)
         values ($1, $2, $3, $4, true, '2026-09-01')`,
        [uuidv7(), cast.organisationId, childId, cast.people[who].id],
      )
    },
  }
}

export const ok = (reply: Reply) => {
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}

/** Asks for something that is refused for one field. */
export const field = async (
  path: string,
  reason: string,
  asking: (headers: Record<string, string>) => Promise<Reply>,
) => expect((await refuses('invalid', asking)).fields, `${path} ${reason}`).toContainEqual({ path, reason })
