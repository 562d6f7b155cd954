import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GroupDay } from '../backend/contract/group.ts'
import type { StaffStay } from '../backend/contract/stay.ts'
import { ok } from './support/absence.ts'
import { attendances } from './support/attendance.ts'
import { type Cast, makeCast, type PlayerName } from './support/cast.ts'
import { conversing } from './support/conversation.ts'
import { handovers } from './support/handover.ts'
import { type Listener, listen, startServer, type TestServer } from './support/server.ts'

/* A child went to a group of another location: what its former carers still have of it, and what they do not, over HTTP and live alike. */

let server: TestServer
let cast: Cast
const today = '2026-11-22'
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set('2026-11-22T14:30:00Z')
  cast = await makeCast(server)
})
const at = () => ({ server, cast })
const { ask, move } = conversing(at)
const { ago, arrived, left, correct, undo, escort } = attendances(at)
const { told, see, change, history } = handovers(at)
const noor = () => cast.targets.noor
const kai = () => cast.targets.kai
const formers = ['staff', 'manager'] as const
/** At the new location, where `elsewhere` works and `managerElsewhere` is the manager. */
const arrivedThere = async (moment: string): Promise<StaffStay> =>
  ok(
    await ask('elsewhere', 'POST', `/api/groups/${kai().groupId}/check-ins`, {
      id: uuidv7(),
      children: [
        {
          childId: noor().childId,
          stayId: uuidv7(),
          at: moment,
          broughtBy: { kind: 'collector', id: noor().collector.id },
        },
      ],
    }),
  ).stays[0]
const dayOf = async (who: PlayerName, groupId = noor().groupId, day = today): Promise<GroupDay> =>
  ok(await ask(who, 'GET', `/api/groups/${groupId}/day?day=${day}`))

describe('the former manager', () => {
  const collector = { name: 'Vreemde', relation: 'oom', phone: '', startsOn: today, endsOn: null }
  const collectors = () => `/api/children/${noor().childId}/collectors`
  const add = (who: PlayerName) => ask(who, 'POST', collectors(), { id: uuidv7(), ...collector })
  const replace = (who: PlayerName) =>
    ask(who, 'PUT', `/api/collectors/${noor().collector.id}`, { id: uuidv7(), version: 1, ...collector })
  const allergies = () => `/api/children/${noor().childId}/allergies`
  const bees = { what: 'Bijensteek', advice: '', severe: false }
  const severe = (who: PlayerName) =>
    ask(who, 'PUT', `/api/allergies/${noor().allergy.id}`, {
      ...{ id: uuidv7(), version: 1, what: noor().allergy.what, advice: '', severe: true, removed: false },
    })
  const families = async (who: PlayerName) =>
    ok(await ask(who, 'GET', '/api/families')).families.map(({ child }: { child: { id: string } }) => child.id)
  const share = (who: PlayerName) =>
    ask(who, 'POST', '/api/shares', {
      id: uuidv7(),
      childId: noor().childId,
      personId: cast.people.withoutAuthority.id,
      purpose: 'diary',
      reason: 'Haalt op',
      until: '2027-01-01',
    })
  const guardianshipOf = async (who: PlayerName) =>
    (await server.owner.query('select id from guardianship where person_id = $1', [cast.people[who].id])).rows[0].id
  const restrict = async (who: PlayerName) =>
    ask(who, 'POST', `/api/guardianships/${await guardianshipOf('sharedWith')}/restriction`, {
      id: uuidv7(),
      ruling: 'C/16/1',
    })
  const lift = async (who: PlayerName) =>
    ask(who, 'DELETE', `/api/guardianships/${await guardianshipOf('restricted')}/restriction`)
  const all = async (who: PlayerName) => {
    const replies = []
    for (const one of [
      () => ask(who, 'GET', collectors()),
      () => add(who),
      () => replace(who),
      () => ask(who, 'GET', allergies()),
      () => ask(who, 'POST', allergies(), { id: uuidv7(), ...bees }),
      () => severe(who),
      () => share(who),
      () => restrict(who),
      () => lift(who),
    ])
      replies.push((await one()).status)
    return replies
  }

  it('says nothing any more of who may fetch, who may read and whom a court keeps away: the new one does', async () => {
    await move(kai().groupId)
    expect(await all('manager')).toEqual(Array(9).fill(404))
    expect(await families('manager')).not.toContain(noor().childId)
    const day = await dayOf('elsewhere', kai().groupId)
    const escorts = day.children.find(({ id }) => id === noor().childId)!.escorts
    expect(escorts.map(({ name }) => name)).not.toContain('Vreemde')
    expect(await families('managerElsewhere')).toContain(noor().childId)
    expect(await all('managerElsewhere')).toEqual(Array(9).fill(200))
  })

  it('does so still while the child is in no group at all, and after eight weeks nobody', async () => {
    await move(null)
    expect(await families('manager')).toContain(noor().childId)
    expect(await all('manager')).toEqual(Array(9).fill(200))
    expect((await add('managerElsewhere')).status).toBe(404)
    await server.owner.query(`update placement set ends_on = '2026-09-27' where child_id = $1`, [noor().childId])
    expect(await families('manager')).not.toContain(noor().childId)
    expect((await add('manager')).status).toBe(404)
  })

  it('does not count the child among those of the location', async () => {
    const counted = async (who: PlayerName) => {
      const { permissions } = ok(await ask(who, 'GET', '/api/permissions'))
      return Object.values(permissions[0].counts as Record<string, number>).reduce((sum, n) => sum + n, 0)
    }
    const before = await counted('manager')
    await move(kai().groupId)
    expect(await counted('manager')).toBe(before - 1)
  })
})

describe('the database itself', () => {
  /** As the application would, as somebody: what comes of it, or by which code it is refused. */
  async function as(who: PlayerName, sql: string, values: unknown[]): Promise<number | string> {
    const client = await server.database.app.connect()
    try {
      await client.query('begin')
      await client.query('select * from enter($1, $2, $3)', [
        ...[cast.people[who].id, cast.people[who].role, server.clock.now()],
      ])
      return (await client.query(sql, values)).rowCount ?? 0
    } catch (error) {
      return (error as { code: string }).code
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const ofChild = (table: string) => `select from ${table} where child_id = $1`
  const insertCollector = `insert into collector (id, organisation_id, child_id, name, relation, phone, starts_on)
    select gen_random_uuid(), c.organisation_id, c.id, 'Vreemde', 'oom', '', '2026-11-22' from child c where c.id = $1`
  const share = (name: 'manager' | 'managerElsewhere') =>
    `insert into share (id, organisation_id, child_id, person_id, purpose, reason, shared_by_id, shared_at, ends_on)
     select gen_random_uuid(), c.organisation_id, c.id, '${cast.people.withoutAuthority.id}', 'diary', 'x', '${cast.people[name].id}', now(),
            '2027-01-01' from child c where c.id = $1`
  const restrict = `update guardianship set restriction_reason = restriction_reason where child_id = $1`

  it('shows and lets change nothing of it: no families, collectors, stays, escorts or hand-overs', async () => {
    await move(kai().groupId)
    const stay = await arrivedThere(ago(1))
    await told(today, { note: 'Voor de nieuwe groep' })
    const child = [noor().childId]
    for (const who of formers) {
      expect(await as(who, 'select from stay where id = $1', [stay.id]), who).toBe(0)
      expect(await as(who, 'update stay set left_at = now() where id = $1', [stay.id]), who).toBe(0)
      expect(await as(who, ofChild('handover'), child), who).toBe(0)
      expect(await as(who, `select from escorts_of(array[$1::uuid])`, child), who).toBe(0)
      expect(await as(who, `select from allergies_of(array[$1::uuid])`, child), who).toBe(0)
      expect(await as(who, `select from mentors_seen(array[$1::uuid])`, child), who).toBe(0)
      expect(await as(who, `select from channel where child_id = $1 and kind in ('staff', 'asking')`, child), who).toBe(
        0,
      )
    }
    for (const table of ['collector', 'allergy', 'guardianship'])
      expect(await as('manager', ofChild(table), child), table).toBe(0)
    expect(await as('manager', 'select from guardians_of(array[$1::uuid])', child)).toBe(0)
    expect(await as('manager', insertCollector, child)).toBe('42501')
    expect(await as('manager', share('manager'), child)).toBe('42501')
    expect(await as('manager', restrict, child)).toBe(0)
    expect(await as('elsewhere', `select from allergies_of(array[$1::uuid])`, child)).toBe(1)
    expect(await as('elsewhere', `select from mentors_seen(array[$1::uuid])`, child)).toBe(1)
    expect(await as('managerElsewhere', insertCollector, child)).toBe(1)
    expect(await as('managerElsewhere', share('managerElsewhere'), child)).toBe(1)
    expect(await as('managerElsewhere', restrict, child)).toBeGreaterThan(0)
    expect(await as('elsewhere', 'select from stay where id = $1', [stay.id])).toBe(1)
    expect(await as('elsewhere', ofChild('handover'), child)).toBe(2)
  })
})

describe('staff and manager of the former group', () => {
  const heard = (ear: Listener) => ear.raw.join('')
  const staffChannel = async (): Promise<string> =>
    (await server.owner.query(`select id from channel where child_id = $1 and kind = 'staff'`, [noor().childId]))
      .rows[0].id

  it('hear of no hand-over, stay or escort at the new one, live or catching up; what was theirs they still have', async () => {
    const before = await told(today, { note: 'Voor de oude groep' })
    const { rows: was } = await server.owner.query(
      'select id as channel, seq::integer from channel where child_id = $1',
      [noor().childId],
    )
    server.clock.set('2026-11-24T07:30:00Z')
    await move(kai().groupId)
    await server.app.tellHeads()
    const ears = new Map<PlayerName, Listener>()
    for (const who of [...formers, 'elsewhere', 'guardian'] as const)
      ears.set(who, await listen(server, cast.people[who]))
    const secret = { medicine: { what: 'Diazepam', dose: '', at: null }, note: 'Alleen voor de nieuwe groep' }
    const one = await told('2026-11-24', secret)
    ok(await change(one, { ...secret, mood: 'tired' }))
    const stay = await arrivedThere(ago(10))
    ok(
      await ask('managerElsewhere', 'POST', `/api/children/${noor().childId}/collectors`, {
        ...{ id: uuidv7(), name: 'Buurvrouw', relation: 'buur', phone: '', startsOn: '2026-11-24', endsOn: null },
      }),
    )
    ok(
      await ask('managerElsewhere', 'POST', `/api/children/${noor().childId}/allergies`, {
        ...{ id: uuidv7(), what: 'Hazelnoot', advice: '', severe: true },
      }),
    )
    const theirs = ears.get('elsewhere')!
    await theirs.until(() => heard(theirs).includes('Hazelnoot'))
    for (const word of ['Diazepam', stay.id, noor().collector.name, 'Buurvrouw', 'Hazelnoot'])
      expect(heard(theirs)).toContain(word)
    await ears.get('guardian')!.until(() => heard(ears.get('guardian')!).includes('Diazepam'))
    for (const who of formers) {
      const ear = ears.get(who)!
      // What is written in the diary they read on, and of it every number: a gap would mean loss.
      await ear.until(() => ear.events.filter(({ channel }) => channel === noor().channels.diary).length === 2)
      const late = await listen(
        server,
        cast.people[who],
        Object.fromEntries(was.map(({ channel, seq }) => [channel, seq])),
      )
      for (const told of [heard(ear), heard(late)])
        for (const word of [
          'Diazepam',
          'nieuwe groep',
          'tired',
          stay.id,
          noor().collector.name,
          'Buurvrouw',
          'Hazelnoot',
        ])
          expect(told, who).not.toContain(word)
      late.close()
      for (const path of [`/api/handovers/${one.id}/history`, `/api/stays/${stay.id}/history`])
        expect((await ask(who, 'GET', path)).status, path).toBe(404)
      expect((await see(one, who)).status).toBe(404)
      // The day on which it was in their group stays what it was.
      const old = await dayOf(who)
      expect(old.handovers.map(({ id }) => id)).toContain(before.id)
      expect(old.children.find(({ id }) => id === noor().childId)!.escorts).toEqual([])
    }
    expect((await history(one, 'elsewhere')).map(({ done }) => done)).toEqual(['told', 'changed'])
    for (const ear of ears.values()) ear.close()
  })

  it('hear what is done with the child while it is with them, though its place has ended, and what follows no more', async () => {
    const stay = await arrived(ago(30))
    server.clock.set('2026-11-23T07:30:00Z')
    await move(kai().groupId)
    const ear = await listen(server, cast.people.staff)
    const heardOf = (id: string) => ear.events.filter((event) => JSON.stringify(event).includes(id)).length
    const broughtBy = { kind: 'collector', id: noor().collector.id } as const
    ok(await escort(stay, { broughtBy }))
    await ear.until(() => heardOf(stay.id) === 1)
    const channel = await staffChannel()
    let reads = true
    ear.socket.on('heads', (heads) => {
      reads = channel in heads
    })
    expect((await left(stay, ago(1), broughtBy)).fetchedBy).toMatchObject({ name: noor().collector.name })
    // The channel has gone from those that they read, which has a device fetch its day anew.
    await server.app.tellHeads()
    await ear.until(() => !reads)
    const later = await arrivedThere(ago(0))
    await server.app.tellHeads()
    expect(heard(ear)).not.toContain(later.id)
    ear.close()
  })

  it('are told with a refusal of no stay at the new group, and of their own they are', async () => {
    const gone = await left(await arrived(ago(30)), ago(0))
    await move(kai().groupId)
    server.clock.forward(60_000)
    const later = await arrivedThere(ago(0))
    server.clock.forward(60_000)
    for (const reply of [
      await correct(gone, { leftAt: ago(0) }),
      await correct(gone, { leftAt: null }),
      await undo(gone),
    ]) {
      expect([reply.status, reply.body.error.stays ?? []], reply.text).toEqual([409, []])
      expect(reply.text).not.toContain(later.id)
    }
    const departure = { childId: noor().childId, stayId: gone.id, at: ago(0), fetchedBy: null }
    const path = `/api/groups/${noor().groupId}/check-outs`
    const reply = await ask('staff', 'POST', path, { id: uuidv7(), children: [departure] })
    expect([reply.status, reply.body.error.stays.map(({ id }: StaffStay) => id)]).toEqual([409, [gone.id]])
    // Where the child is by now both are to be read.
    const there = await correct(gone, { leftAt: ago(0) }, 'elsewhere')
    expect([there.status, there.body.error.stays.map(({ id }: StaffStay) => id)]).toEqual([409, [later.id]])
  })
})
