import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Head } from '../backend/contract/diary.ts'
import { fetcherAmong } from '../client/handover/fetcher.ts'
import { ok } from './support/absence.ts'
import { present } from './support/attendance-matrix.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { conversing } from './support/conversation.ts'
import { handovers } from './support/handover.ts'
import { tomorrow } from './support/handover-matrix.ts'
import { refuses } from './support/refusals.ts'
import { waiting } from './support/sabotage.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* What guardians tell the group before a child comes: of which day, while which consent, until when, and who reads it. */

let server: TestServer
let cast: Cast
const today = '2026-11-22'
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const { ask, bodyOf, tell, told, change, withdraw, see, read, ofGroup, takenBack, history } = handovers(() => ({
  server,
  cast,
}))
const whole = {
  night: 'short',
  slept: { from: 1350, until: 310 },
  meal: { what: 'Fles', at: 405 },
  mood: 'tired',
  medicine: { what: 'Paracetamol', dose: '120 mg', at: null },
  note: 'Tandjes',
  fetcher: { kind: 'other', name: ' Oma Truus ' },
}
const decide = (decision: string, who: PlayerName = 'guardian') =>
  ask(who, 'POST', '/api/consents', {
    id: uuidv7(),
    childId: cast.targets.noor.childId,
    purpose: 'diary',
    decision,
    language: 'nl',
  })

describe('telling', () => {
  it('what a filled organisation begins with says what it says, to guardians and to the group', async () => {
    const { handoverId: id, told: note } = cast.targets.noor
    const { handovers } = ok(await ask('guardian', 'GET', '/api/timeline'))
    expect(handovers).toMatchObject([{ id, night: 'good', note, fetcher: null }])
    expect(await ofGroup(tomorrow(server))).toMatchObject([{ id, night: 'good', note }])
  })

  it('stands in the timeline where it was told, in the day of the group, and says who fetches', async () => {
    const one = await told(today, whole)
    expect(one).toMatchObject({
      kind: 'handover',
      day: today,
      aboutAt: afternoon.toISOString(),
      ...whole,
      fetcher: { kind: 'other', name: 'Oma Truus' },
      author: cast.people.guardian.firstName,
      version: 1,
      changed: null,
      seen: null,
    })
    const timeline = ok(await ask('sharedWith', 'GET', '/api/timeline'))
    expect(timeline.items.find(({ id }: { id: string }) => id === one.id)).toEqual(one)
    expect(await ofGroup(today)).toMatchObject([{ id: one.id, fetcher: { name: 'Oma Truus', personId: null } }])
    expect(await ofGroup(tomorrow(server))).toMatchObject([{ id: cast.targets.noor.handoverId }])
  })

  it('a guardian who says “I” fetches as who it is; another is not told by which number', async () => {
    const one = await told(today, { fetcher: { kind: 'self' } }, 'sharedWith')
    const { id, firstName } = cast.people.sharedWith
    expect(one.fetcher).toEqual({ kind: 'guardian', name: firstName })
    expect((await ofGroup(today))[0]?.fetcher).toEqual({ kind: 'guardian', name: firstName, personId: id })
    // Whoever changes something else leaves it.
    ok(await change(one, { note: 'Meer', fetcher: { kind: 'kept' } }))
    expect((await ofGroup(today))[0]?.fetcher).toMatchObject({ personId: id })
  })

  it('is of today or tomorrow, of a child with a place there, and says something', async () => {
    const invalid = async (path: string, reason: string, day: string, said: Record<string, unknown>) =>
      expect((await refuses('invalid', (headers) => tell(day, said, 'guardian', headers))).fields).toContainEqual({
        path,
        reason,
      })
    await invalid('day', 'too_far', '2026-11-24', { night: 'good' })
    await refuses('too_late', (headers) => tell('2026-11-21', { night: 'good' }, 'guardian', headers))
    await invalid('', 'empty', today, {})
    await invalid('', 'empty', today, { note: ' \u200b\n' })
    await invalid('note', 'too_long', today, { note: 'x'.repeat(1001) })
    await invalid('slept.until', 'same_time', today, { slept: { from: 60, until: 60 } })
    await invalid('slept.until', 'time', today, { slept: { from: 60, until: 1440 } })
    await invalid('meal.what', 'empty', today, { meal: { what: ' ', at: null } })
    await invalid('medicine.what', 'too_long', today, { medicine: { what: 'x'.repeat(81), dose: '', at: null } })
    await invalid('fetcher', 'kept', today, { fetcher: { kind: 'kept' } })
    await server.owner.query('update placement set ends_on = $2 where child_id = $1', [
      cast.targets.noor.childId,
      today,
    ])
    ok(await withdraw({ id: cast.targets.noor.handoverId, version: 1 }))
    await invalid('day', 'not_placed', '2026-11-23', { night: 'good' })
    ok(await tell(today, { note: '<img src=x onerror=alert(1)>' }))
    expect((await read())[0]?.note).toBe('<img src=x onerror=alert(1)>')
  })

  it('a night in which the clock is changed, and a leap day, are as any other', async () => {
    for (const [now, day] of [
      ['2027-03-28T06:00:00Z', '2027-03-28'],
      ['2026-10-25T06:00:00Z', '2026-10-25'],
      ['2028-02-29T06:00:00Z', '2028-02-29'],
    ] as const) {
      server.clock.set(new Date(now))
      cast = await makeCast(server)
      const one = await told(day, { slept: { from: 1410, until: 150 } })
      expect(one).toMatchObject({ day, slept: { from: 1410, until: 150 } })
    }
  })

  it('comes once, however often it is sent, and once of a day', async () => {
    const body = bodyOf(today, { night: 'good' })
    const [first, again] = [
      await ask('guardian', 'POST', '/api/handovers', body),
      await ask('guardian', 'POST', '/api/handovers', body),
    ]
    expect(ok(again)).toEqual(ok(first))
    const error = await refuses('stale_version', (headers) => tell(today, { night: 'short' }, 'sharedWith', headers))
    expect(error.version).toBe(1)
    expect(await read()).toHaveLength(1)
  })

  it('of two who tell it at once, one is told that there is one', async () => {
    for (let round = 0; round < 4; round++) {
      cast = await makeCast(server)
      const replies = await Promise.all(
        (['guardian', 'sharedWith'] as const).map((who) => tell(today, { note: who }, who)),
      )
      const [first, second] = replies.sort((a, b) => a.status - b.status)
      expect([first!.status, second!.status, second!.body.error?.code]).toEqual([200, 409, 'stale_version'])
      expect(await read()).toHaveLength(1)
    }
  })
})

describe('consent', () => {
  it('without it in force nothing is told or changed; what stands is read on by who granted, and may be taken back', async () => {
    const one = await told(today, { note: 'Voor' })
    ok(await decide('withdrawn'))
    await refuses('consent_missing', (headers) => change(one, { note: 'Na' }, 'guardian', headers))
    await refuses('consent_missing', (headers) => tell('2026-11-23', { note: 'Na' }, 'sharedWith', headers))
    expect((await read('sharedWith')).map(({ note }) => note)).toEqual(['Voor'])
    expect((await ofGroup(today)).map(({ note }) => note)).toEqual(['Voor'])
    ok(await withdraw(one))
    expect(await ofGroup(today)).toEqual([])
  })

  it('whoever does not read the diary finds nothing and hears nothing', async () => {
    const readers: PlayerName[] = ['guardian', 'sharedWith', 'staff', 'manager']
    const ears = new Map(
      await Promise.all(playerNames.map(async (name) => [name, await listen(server, cast.people[name])] as const)),
    )
    const one = await told(today, { note: 'Geheim' })
    ok(await see(one))
    await Promise.all(readers.map((name) => ears.get(name)!.until(() => ears.get(name)!.events.length === 2)))
    await server.app.tellHeads()
    for (const [name, ear] of ears) {
      await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
      const types = ear.events.map((event) => (event as { type: string }).type)
      expect(types, name).toEqual(readers.includes(name) ? ['handover.told', 'handover.seen'] : [])
      if (!readers.includes(name)) expect(ear.raw.join(''), name).not.toContain(one.id)
      ear.close()
    }
    for (const name of ['neverGranted', 'withoutAuthority', 'restricted', 'former', 'otherFamily'] as const) {
      expect((await tell(today, { note: 'x' }, name)).status, name).toBe(404)
      expect((await change(one, { note: 'x' }, name)).status, name).toBe(404)
      expect((await withdraw(one, name)).status, name).toBe(404)
      expect((await ask(name, 'GET', `/api/handovers/${one.id}/history`)).status, name).toBe(404)
    }
    for (const name of ['otherGroup', 'formerStaff', 'managerElsewhere', 'foreignStaff'] as const)
      expect([403, 404], name).toContain((await see(one, name)).status)
  })

  it('is not seen any more once consent is withdrawn: nothing is added to what is kept of it', async () => {
    const one = await told(today, { note: 'Nog ongelezen' })
    ok(await decide('withdrawn'))
    const kept = () =>
      server.owner.query(
        `select (select count(*)::int from handover_revision where handover_id = $1) as revisions,
                (select seq::int from channel where id = $2) as seq, (select seen_at from handover where id = $1) as seen`,
        [one.id, cast.targets.noor.channels.diary],
      )
    const { rows: before } = await kept()
    for (const who of ['staff', 'manager'] as const) {
      const refusal = await see(one, who)
      expect([refusal.status, refusal.body.error.code]).toEqual([409, 'consent_missing'])
    }
    expect((await kept()).rows).toEqual(before)
  })

  /** Who waits to write in the diary, while something else is done. */
  async function waitingFor<T>(writing: () => Promise<T>, meanwhile: () => Promise<unknown>): Promise<T> {
    const holder = await server.database.worker.connect()
    try {
      await holder.query('begin')
      await holder.query('select from channel where id = $1 for update', [cast.targets.noor.channels.diary])
      const waits = writing()
      await waiting(server.owner, 1)
      await meanwhile()
      await holder.query('commit')
      return await waits
    } finally {
      holder.release()
    }
  }

  it('what waits while the reading of who tells it ends, or while the child leaves the group that sees it, is not kept', async () => {
    const { id: sharedWith } = cast.people.sharedWith
    const unshare = () =>
      server.owner.query('update share set ended_at = $2 where person_id = $1', [sharedWith, server.clock.now()])
    const late = await waitingFor(() => tell(today, { note: 'Net te laat' }, 'sharedWith'), unshare)
    expect(late.status, late.text).toBe(404)
    expect(await ofGroup(today)).toEqual([])
    const one = await told(today, { note: 'Nog niet gezien' })
    const seen = await waitingFor(
      () => see(one),
      () => conversing(() => ({ server, cast })).move(cast.targets.bram.groupId),
    )
    expect(seen.status, seen.text).toBe(404)
    expect((await read())[0]?.seen).toBeNull()
    ok(await see(one, 'otherGroup'))
  })

  it('a withdrawal beside it is before it or after it', async () => {
    const outcomes = new Set<number>()
    for (let round = 0; round < 8; round++) {
      server.clock.set(new Date(afternoon.getTime()))
      cast = await makeCast(server)
      const one = await told(today, { note: 'Begin' })
      const [changed, gone] = await Promise.all([change(one, { note: 'Anders' }), decide('withdrawn')])
      ok(gone)
      outcomes.add(changed.status)
      expect([200, 409]).toContain(changed.status)
      expect((await ofGroup(today))[0]?.note).toBe(changed.status === 200 ? 'Anders' : 'Begin')
      const { rows } = await server.owner.query(
        `select count(*)::integer as n from event where channel_id = $1 and type = 'handover.changed'`,
        [cast.targets.noor.channels.diary],
      )
      expect(rows[0].n).toBe(changed.status === 200 ? 1 : 0)
    }
    expect(outcomes.size).toBeGreaterThan(0)
  })
})

describe('afterwards', () => {
  it('both guardians change it; the group sees it, and each change has to be seen again', async () => {
    const one = await told(today, { night: 'good' })
    expect(ok(await see(one)).handover.seen).toMatchObject({ name: cast.people.staff.firstName })
    ok(await see(one, 'manager'))
    expect((await read())[0]?.seen).toEqual({ at: afternoon.toISOString(), name: cast.people.staff.firstName })
    const two = ok(await change(one, { night: 'short' }, 'sharedWith')).handover
    expect(two).toMatchObject({ version: 2, seen: null, changed: { name: cast.people.sharedWith.firstName } })
    await refuses('stale_version', (headers) => change(one, { night: 'good' }, 'guardian', headers))
    expect((await see(one)).status).toBe(409)
    // What says the same changes nothing.
    expect(ok(await change(two, { night: 'short' })).handover.version).toBe(2)
    const said = (await history(one)).map(({ done, name, night }) => [done, name, night])
    expect(said).toEqual([
      ['told', cast.people.guardian.firstName, 'good'],
      ['seen', cast.people.staff.firstName, 'good'],
      ['changed', cast.people.sharedWith.firstName, 'short'],
    ])
    expect(await history(one, 'staff')).toHaveLength(3)
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`))
    expect(reads).toContainEqual(expect.objectContaining({ what: 'handover_history' }))
  })

  it('a carer who has missed it catches up on it, and that reading is noted', async () => {
    await told(today, { medicine: { what: 'Paracetamol', dose: '', at: null } })
    const noted = async () =>
      ok(await ask('guardian', 'GET', `/api/children/${cast.targets.noor.childId}/reads`)).reads.filter(
        ({ what }: { what: string }) => what === 'new_entries',
      )
    await server.owner.query('delete from child_read where child_id = $1', [cast.targets.noor.childId])
    const { rows } = await server.owner.query(
      `select min(seq)::integer - 1 as before from event where channel_id = $1 and type = 'handover.told' and at = $2`,
      [cast.targets.noor.channels.diary, afternoon],
    )
    expect(await noted()).toEqual([])
    const tablet = await listen(server, cast.people.staff, { [cast.targets.noor.channels.diary]: rows[0].before })
    expect(tablet.raw.join('')).toContain('Paracetamol')
    expect(await noted()).toMatchObject([{ role: 'staff' }])
    tablet.close()
  })

  it('the carers of a group that the child has left neither mark it as seen nor read its history', async () => {
    const one = await told(today, { note: 'Van de nieuwe groep' })
    await server.owner.query('update placement set group_id = $2 where child_id = $1', [
      cast.targets.noor.childId,
      cast.targets.bram.groupId,
    ])
    await server.owner.query(
      `insert into placement select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'group_id', $2::uuid,
         'starts_on', '2026-10-01', 'ends_on', '2026-11-21'))).* from placement p where p.child_id = $1`,
      [cast.targets.noor.childId, cast.targets.noor.groupId],
    )
    await server.owner.query(`update placement set starts_on = '2026-11-22' where child_id = $1 and group_id = $2`, [
      cast.targets.noor.childId,
      cast.targets.bram.groupId,
    ])
    expect((await ask('staff', 'GET', `/api/handovers/${one.id}/history`)).status).toBe(404)
    expect((await see(one)).status).toBe(404)
    expect((await read())[0]?.seen).toBeNull()
  })

  it('once the child has gone home it stays as it is; while it is there, or comes back, not', async () => {
    const { noor } = cast.targets
    const one = await told(today, { night: 'good' })
    const stayId = await present(server, noor)
    const two = ok(await change(one, { night: 'short' })).handover
    const children = [{ childId: noor.childId, stayId, at: afternoon.toISOString(), fetchedBy: null }]
    ok(await ask('staff', 'POST', `/api/groups/${noor.groupId}/check-outs`, { id: uuidv7(), children }))
    await refuses('too_late', (headers) => change(two, { night: 'good' }, 'guardian', headers))
    await refuses('too_late', (headers) => withdraw(two, 'guardian', headers))
    ok(await ask('staff', 'POST', `/api/stays/${stayId}/undo`, { version: 2, step: 'left' }))
    ok(await change(two, { night: 'good' }))
    server.clock.set(new Date('2026-11-23T07:00:00Z'))
    expect((await change({ ...two, version: 3 }, { note: 'Gisteren' })).status).toBe(422)
    expect(await read()).toEqual([])
  })

  it('who is gone but comes back for another part of the day is told of, unless it is absent then', async () => {
    const { noor } = cast.targets
    const stayId = await present(server, noor)
    const one = await told(today, { night: 'good' })
    const children = [{ childId: noor.childId, stayId, at: afternoon.toISOString(), fetchedBy: null }]
    ok(await ask('staff', 'POST', `/api/groups/${noor.groupId}/check-outs`, { id: uuidv7(), children }))
    await refuses('too_late', (headers) => change(one, { night: 'short' }, 'guardian', headers))
    // From a quarter to four until six, after school.
    await server.owner.query(
      `insert into extra_day (id, organisation_id, child_id, group_id, comes_on, from_minute, until_minute) values ($1, $2, $3, $4, $5, 945, 1080)`,
      [uuidv7(), cast.organisationId, noor.childId, noor.groupId, today],
    )
    const two = ok(await change(one, { night: 'short' })).handover
    ok(await withdraw(two))
    const three = await told(today, { fetcher: { kind: 'self' } })
    server.clock.set(new Date('2026-11-22T16:30:00Z'))
    ok(await change(three, { note: 'Nog niet op de groep' }))
    const absence = {
      id: uuidv7(),
      children: [{ childId: noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      note: '',
    }
    ok(await ask('staff', 'POST', '/api/absences', { ...absence, startsOn: today, endsOn: today, part: null }))
    await refuses('too_late', (headers) => change({ ...three, version: 2 }, { night: 'good' }, 'guardian', headers))
  })

  it('taken back it is gone with its history, for whoever catches up as well, and may be told anew', async () => {
    const one = await told(today, { note: 'Vergissing' })
    ok(await withdraw(one))
    ok(await withdraw(one))
    const channel = cast.targets.noor.channels.diary
    for (const name of ['sharedWith', 'staff'] as const) {
      const back = await listen(server, cast.people[name], { [channel]: 0 })
      const types = back.events.map((event) => (event as { type: string }).type)
      expect(types.filter((type) => type.startsWith('handover'))).toEqual(['handover.withdrawn', 'handover.withdrawn'])
      expect(back.raw.join('')).not.toContain('Vergissing')
      back.close()
    }
    const { rows } = await server.owner.query(
      `select (select count(*)::integer from handover_revision where handover_id = $1) as revisions, said from handover where id = $1`,
      [one.id],
    )
    expect(rows).toEqual([{ revisions: 0, said: {} }])
    expect((await call(server, cast.people.guardian, 'GET', `/api/handovers/${one.id}/history`)).status).toBe(404)
    // The group may have read it: that it holds no more stays on the day, and nothing of what it was.
    const was = { id: one.id, childId: cast.targets.noor.childId, day: today, at: afternoon.toISOString() }
    expect(await takenBack(today)).toEqual([was])
    expect(await takenBack(tomorrow(server))).toEqual([])
    ok(await tell(today, { note: 'Opnieuw' }))
    expect(await takenBack(today)).toEqual([was])
    expect((await read()).map(({ note }) => note)).toEqual(['Opnieuw'])
  })

  it('counts as no news: what is unread stays what it was', async () => {
    const unread = async () =>
      Object.fromEntries(
        ok(await ask('guardian', 'GET', '/api/timeline')).heads.map((head: Head) => [head.channel, head.unread]),
      )
    const before = await unread()
    await told(today, { note: 'Van de ander' }, 'sharedWith')
    expect(await unread()).toEqual(before)
  })
})

describe('who was told to fetch', () => {
  const escort = (kind: 'guardian' | 'collector', id: string, name: string, relation: string | null = null) => ({
    kind,
    id,
    name,
    relation,
  })
  const among = [
    escort('guardian', 'g', 'Lisa de Vries'),
    escort('collector', 'o', 'Truus Bakker', 'oma'),
    escort('collector', 'b', 'René Noël', 'buurman'),
  ]
  const of = (name: string, personId: string | null = null) =>
    fetcherAmong({ kind: personId ? 'guardian' : 'other', name, personId }, among)?.id ?? null
  it.each([
    ['Oma Truus', 'o'],
    ['oma', 'o'],
    ['TRUUS BAKKER', 'o'],
    ['rene', 'b'],
    ['Lisa', 'g'],
    ['Tru', null],
    ['Opa', null],
    ['', null],
  ])('%s is %s', (name, id) => expect(of(name)).toBe(id))
  it('of two who could be meant nobody is chosen, and a guardian with a restriction is not among them', () => {
    const two = [...among, escort('collector', 'p', 'Ria Smit', 'oma')]
    expect(fetcherAmong({ kind: 'other', name: 'Oma', personId: null }, two)).toBeNull()
    // Who is known by a first name alone is not meant before another who has it too.
    const alone = [...among, escort('collector', 't', 'Truus')]
    const named = (name: string) => fetcherAmong({ kind: 'other', name, personId: null }, alone)?.id ?? null
    expect([named('Truus'), named('Truus Bakker'), named('oma')]).toEqual([null, 'o', 'o'])
    expect(of('Tom', 'restricted')).toBeNull()
    expect(of('Lisa', 'g')).toBe('g')
  })
})
