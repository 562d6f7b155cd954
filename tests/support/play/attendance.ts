import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import {
  type About,
  abouts,
  expectAnswer,
  type Family,
  type Ground,
  type Hand,
  hands,
  type Noun,
  type Somebody,
} from './ground.ts'

const steps = ['arrive', 'arrive', 'leave', 'leave', 'undo', 'correct', 'staffing'] as const
type Step = (typeof steps)[number]
type Act = { noun: 'stay' } & (
  | { what: Step; about: About; copies: number; by: Hand; back: number; isOffline: false }
  /** On the second tablet, which has no connection: it is sent when there is one. */
  | { what: 'arrive' | 'leave'; about: About; back: number; isOffline: true }
  | { what: 'online' }
)

const common = { noun: fc.constant('stay' as const), about: fc.constantFrom(...abouts), back: fc.nat(3) }
export const stayActs: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      ...common,
      what: fc.constantFrom(...steps),
      copies: fc.constantFrom(1, 1, 1, 2, 3),
      by: fc.constantFrom(...hands),
      isOffline: fc.constant(false as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      what: fc.constantFrom('arrive' as const, 'leave' as const),
      isOffline: fc.constant(true as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ noun: common.noun, what: fc.constant('online' as const) }) },
)

/** Who is there, noted on several tablets, one of them without a connection. */
export function playStays(ground: Ground) {
  const { targets } = ground.cast
  /** The stays that were acknowledged, and whose child they are of. */
  const noted = new Map<string, About>()
  /** The stay that a tablet shows of a child, if it shows one: also when that is not so any more. */
  const shown = new Map<About, string>()
  const held: (() => Promise<void>)[] = []

  /** Notes a step, now or later, as of now; what is refused is told with what stands, and nothing happens. */
  function step(about: About, what: Step, by: Somebody, back: number, copies: number): () => Promise<void> {
    const { childId, groupId } = targets[about]
    const at = new Date(ground.server().clock.now().getTime() - back * 1_000).toISOString()
    const id = uuidv7()
    const stayId = what === 'arrive' ? uuidv7() : (shown.get(about) ?? uuidv7())
    if (what === 'arrive') shown.set(about, stayId)
    const send = (method: string, path: string, body: unknown) => ground.send(by, method, path, body, copies)
    return async () => {
      const { rows } = await ground.owner.query('select version from stay where id = $1', [stayId])
      const version = rows[0]?.version ?? 1
      const given = { childId, stayId, at }
      const again = { id, version, arrivedAt: at, leftAt: null, reason: 'Anders' }
      const reply =
        what === 'arrive'
          ? await send('POST', `/api/groups/${groupId}/check-ins`, { id, children: [{ ...given, broughtBy: null }] })
          : what === 'leave'
            ? await send('POST', `/api/groups/${groupId}/check-outs`, { id, children: [{ ...given, fetchedBy: null }] })
            : what === 'undo'
              ? await send('POST', `/api/stays/${stayId}/undo`, { version })
              : what === 'correct'
                ? await send('PUT', `/api/stays/${stayId}`, again)
                : await send('PUT', `/api/groups/${groupId}/staffing`, { id, staff: back, at })
      // A stay that never came to be is not found; what was corrected is not undone.
      expectAnswer(reply, by, [404, 409, 422])
      if (reply.status === 409 && what !== 'correct' && what !== 'undo')
        expect(reply.body.error.stays, reply.text).not.toEqual(undefined)
      if (reply.status === 200 && what === 'arrive') noted.set(stayId, about)
    }
  }

  async function goOnline(): Promise<void> {
    for (const send of held.splice(0)) await send()
  }

  /** Whoever never granted either purpose received nothing of when the child was there. */
  function expectNoPresence(name: Family, about: About): void {
    const bytes = ground.device(name).wire.received()
    expect(bytes, `${name} must not know where ${about} is`).not.toContain(targets[about].channels.attendance)
    for (const [stayId, of] of noted) if (of === about) expect(bytes).not.toContain(stayId)
  }

  const noun: Noun<Act> = {
    async perform(act) {
      if (act.what === 'online') return goOnline()
      if (act.isOffline)
        return void held.push(step(act.about, act.what, ground.somebody('manager', act.about), act.back, 1))
      return step(act.about, act.what, ground.somebody(act.by, act.about), act.back, act.copies)()
    },
    async end() {
      for (const name of ['guardian', 'neverGranted'] as const) expectNoPresence(name, 'bram')
      expectNoPresence('otherFamily', 'noor')
      // What was acknowledged stands, or was taken back; no child was in two places, and attendance is open with either consent.
      const { rows: stays } = await ground.owner.query('select id from stay where id = any($1::uuid[])', [
        [...noted.keys()],
      ])
      expect(stays).toHaveLength(noted.size)
      const { rows: wrong } = await ground.owner.query(
        `select a.id from stay a join stay b on b.child_id = a.child_id and b.id > a.id
          where a.organisation_id = $1 and a.removed_at is null and b.removed_at is null
            and a.arrived_at < coalesce(b.left_at, 'infinity') and coalesce(a.left_at, 'infinity') > b.arrived_at
         union all
         select c.id from channel c
          where c.organisation_id = $1 and c.kind = 'attendance'
            and c.open <> exists (select 1 from channel o where o.child_id = c.child_id and o.kind in ('diary', 'photos') and o.open)`,
        [ground.cast.organisationId],
      )
      expect(wrong).toEqual([])
    },
  }
  return { ...noun, goOnline, expectNoPresence }
}
