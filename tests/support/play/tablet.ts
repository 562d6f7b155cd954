import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { type Device, eventually, openWholeTablet } from '../device.ts'
import { call } from '../server.ts'
import { cookieIn, givenTablet, givePin, identifyAt } from '../tablet.ts'
import type { BareGround, Noun, Somebody } from './ground.ts'

/** Who works on the tablet on Noor’s group; the first cares for Bram too. */
export const workers = ['otherGroup', 'formerStaff'] as const
type Act = { noun: 'tablet' } & ({ what: 'switch'; to: number } | { what: 'revoke'; to: number })

const noun = fc.constant('tablet' as const)
const to = fc.nat(workers.length - 1)
export const tabletActs: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ noun, to, what: fc.constant('switch' as const) }) },
  { weight: 1, arbitrary: fc.record({ noun, to, what: fc.constant('revoke' as const) }) },
)

interface Session {
  who: Somebody
  device: Device
  worker: (typeof workers)[number]
  /** How many words had been written when it ended. */
  endedAt: number | null
}

/** The tablet on a group: whoever says by PIN who they are works there, and whoever worked there before has nothing any more. */
export async function playTablet(ground: BareGround) {
  const { people, targets, organisationId } = ground.cast
  const { groupId, planned } = targets.noor
  const now = ground.server().clock.now()
  const at = () => ({ url: ground.server().url, owner: ground.owner, clock: ground.server().clock })
  await Promise.all(
    workers.map(async (name) => {
      await ground.owner.query(
        `insert into staff_assignment (id, organisation_id, person_id, group_id, starts_on) values ($1, $2, $3, $4, local_day($5))`,
        [uuidv7(), organisationId, people[name].id, groupId, now],
      )
      await givePin(at(), people[name].id)
    }),
  )
  const sessions: Session[] = []
  let tablet = await givenTablet(at(), planned.locationId, people.manager.id)

  async function begin(worker: (typeof workers)[number]): Promise<void> {
    const { id, firstName } = people[worker]
    // The browser still has the cookie of who was there.
    const reply = await identifyAt(ground.server(), { cookie: sessions.at(-1)?.who.cookie ?? tablet.cookie }, id)
    expect(reply.status, reply.text).toBe(200)
    const cookie = `${tablet.cookie}; ${cookieIn(reply, 'session')}`
    const who: Somebody = { id, firstName, cookie, role: 'staff', isOnTablet: true }
    const device = await openWholeTablet(ground.server(), who, groupId)
    sessions.push({ who, worker, device, endedAt: null })
  }
  const current = () => sessions.at(-1)!

  /** Whoever worked there is out at once, over HTTP and the socket. */
  async function expectOver({ who, device }: Session): Promise<void> {
    expect((await call(ground.server(), who, 'GET', `/api/groups/${groupId}/day`)).status).toBe(401)
    if (!device.wire.isDown()) await eventually(() => device.isSignedOut || !device.connected())
  }

  async function perform({ what, to }: Act): Promise<void> {
    const before = current()
    before.device.wire.down(false)
    const next = workers[to]!
    if (what === 'revoke') {
      const { id } = tablet
      const reply = await ground.send('manager', 'DELETE', `/api/tablets/${id}`)
      expect(reply.status, reply.text).toBe(200)
      expect((await identifyAt(ground.server(), tablet, people[next].id)).status).toBe(404)
      tablet = await givenTablet(at(), planned.locationId, people.manager.id)
      before.who = { ...before.who, cookie: `${tablet.cookie}; ${before.who.cookie.split('; ')[1]}` }
    }
    await begin(next)
    await expectOver(before)
    before.endedAt = ground.written.length
  }

  const noun: Noun<Act> = {
    perform,
    async end() {
      for (const { worker, device, endedAt } of sessions) {
        const bytes = device.wire.received()
        for (const [n, { text, about }] of ground.written.entries()) {
          if (endedAt !== null && n >= endedAt) expect(bytes, 'written after it was over').not.toContain(text)
          if (worker === 'formerStaff' && about === 'bram') expect(bytes, 'of another group').not.toContain(text)
        }
        expect(device.faults).toEqual([])
      }
    },
  }
  await begin(workers[0])
  return {
    ...noun,
    who: () => current().who,
    device: () => current().device,
    all: () => sessions.map(({ device }) => device),
  }
}
