import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { absences, field, ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName, playerNames, type Target } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* What is reported, and what becomes of it beside what stands there already. It is the 22nd of November, a Sunday. */

let server: TestServer
let cast: Cast
let noor: Target
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
  noor = cast.targets.noor
})
const { ask, bodyOf, report, reported, read, days, ofGroup, history, alsoOf, change, cancel } = absences(() => ({
  server,
  cast,
}))
const asking =
  (body: object, who: PlayerName = 'guardian') =>
  (headers: Record<string, string>) =>
    ask(who, 'POST', '/api/absences', body, headers)

describe('a report', () => {
  it('is of any guardian, with authority or without it and whatever the consents are, and of the carers', async () => {
    const may: PlayerName[] = ['guardian', 'neverGranted', 'withoutAuthority', 'sharedWith', 'staff', 'manager']
    const before = await stored(server.owner)
    for (const who of playerNames.filter((name) => !may.includes(name)))
      await refuses('not_found', asking(bodyOf('2026-11-23'), who), who)
    expect(await stored(server.owner)).toEqual(before)
    for (const [n, who] of may.entries()) ok(await report(`2026-12-${10 + 2 * n}`, {}, who))
    expect(await read('neverGranted')).toHaveLength(may.length)
    // Who left the group, or works in another one, sees nothing of it either.
    for (const who of ['formerStaff', 'otherGroup'] as const)
      await refuses('not_found', (headers) =>
        ask(who, 'GET', `/api/groups/${noor.groupId}/day?day=2026-12-10`, undefined, headers),
      )
  })

  it('says the same to the guardians and to the group, to each what is theirs', async () => {
    const note = '<b>Koorts</b> & "hoesten"'
    const { absence } = await reported('2026-11-23', { note, endsOn: '2026-11-24' }, 'neverGranted')
    const { firstName, id } = cast.people.neverGranted
    const said = { id: absence.id, childId: noor.childId, reason: 'sick', note, version: 1, late: false, seen: null }
    const days = { startsOn: '2026-11-23', endsOn: '2026-11-24', part: null, cancelled: false, changedAt: null }
    const everybody = { ...said, ...days, reportedAt: afternoon.toISOString() }
    expect(absence).toEqual({ ...everybody, reporter: { name: firstName, relation: 'guardian' } })
    for (const who of ['guardian', 'withoutAuthority'] as const) expect(await read(who)).toEqual([absence])
    const seen = [{ ...everybody, reporter: { name: firstName, relation: 'guardian', personId: id } }]
    for (const day of ['2026-11-23', '2026-11-24']) expect(await ofGroup(day)).toEqual(seen)
    for (const day of ['2026-11-22', '2026-11-25']) expect(await ofGroup(day)).toEqual([])
    // What was expected is expected: the absence stands beside it.
    const { children } = ok(await ask('staff', 'GET', `/api/groups/${noor.groupId}/day?day=2026-11-23`))
    expect(children[0].expected.parts).toHaveLength(1)
  })

  it('of several children is of all or of none', async () => {
    const { bram, kai, zed, absent } = cast.targets
    await alsoOf('guardian', bram)
    const before = await stored(server.owner)
    for (const other of [kai, zed, absent])
      await refuses('not_found', asking(bodyOf('2026-11-23', {}, [noor, bram, other])))
    // Of whom the one works for both, the other for one alone.
    await refuses('not_found', asking(bodyOf('2026-11-23', {}, [noor, bram]), 'staff'))
    await field('children', 'twice', asking(bodyOf('2026-11-23', {}, [noor, noor])))
    await field('children', 'empty', asking(bodyOf('2026-11-23', {}, [])))
    const thousand = Array.from({ length: 1000 }, () => ({ childId: uuidv7(), absenceId: uuidv7() }))
    await field('children', 'too_many', asking({ ...bodyOf('2026-11-23'), children: thousand }))
    expect(await stored(server.owner)).toEqual(before)
    const body = bodyOf('2026-11-23', { reason: 'holiday', endsOn: '2026-11-27' }, [bram, noor])
    const { absences } = ok(await ask('guardian', 'POST', '/api/absences', body))
    expect(absences.map(({ absence }: { absence: { childId: string } }) => absence.childId)).toEqual([
      bram.childId,
      noor.childId,
    ])
    // One of the two stands in the way of both.
    const clash = await refuses('absence_overlaps', asking(bodyOf('2026-11-26', {}, [noor, bram])))
    expect(clash.absences).toHaveLength(2)
  })

  it('is of days that there are, in their order, not too many, not past and not too far', async () => {
    const before = await stored(server.owner)
    const wrong = (startsOn: string, more: object = {}) => asking({ ...bodyOf(startsOn), ...more })
    await field('startsOn', 'past', wrong('2026-11-21', { endsOn: '2026-11-23' }))
    await field('endsOn', 'before_start', wrong('2026-11-25', { endsOn: '2026-11-24' }))
    await field('endsOn', 'too_long', wrong('2026-11-23', { endsOn: '2027-02-23' }))
    await field('endsOn', 'too_far', wrong('2027-11-23'))
    await field('endsOn', 'too_far', wrong('2031-11-22'))
    await field('startsOn', 'day', wrong('2027-02-29', { endsOn: '2027-03-01' }))
    await field('part', 'one_day', wrong('2026-11-23', { endsOn: '2026-11-24', part: { from: 540, until: 600 } }))
    await field('part.until', 'before_from', wrong('2026-11-23', { part: { from: 600, until: 600 } }))
    // At two the clock is set forward to three.
    for (const part of [
      { from: 120, until: 180 },
      { from: 60, until: 150 },
    ])
      await field('part', 'skipped', wrong('2027-03-28', { part }))
    await field('part.until', 'time', wrong('2026-11-23', { part: { from: 600, until: 1441 } }))
    await field('note', 'too_long', wrong('2026-11-23', { note: 'x'.repeat(501) }))
    await field('note', 'unsafe_characters', wrong('2026-11-23', { note: 'ziek\u202e' }))
    await refuses('invalid', wrong('2026-11-23', { reason: 'bored' }))
    expect(await stored(server.owner)).toEqual(before)
    ok(await report('2027-11-22'))
    ok(await report('2026-11-22', { endsOn: '2027-02-21' }))
  })

  it('is of the day here: Sunday is past when it is Monday in Amsterdam, and a leap day is a day', async () => {
    server.clock.set(new Date('2026-11-22T23:30:00Z'))
    await field('startsOn', 'past', asking(bodyOf('2026-11-22')))
    ok(await report('2026-11-23'))
    server.clock.set(new Date('2027-10-01T12:00:00Z'))
    await server.owner.query(`update auth.session set expires_at = '2029-01-01'`)
    await server.owner.query(`update policy set effective_on = '2030-01-01'`)
    ok(await report('2028-02-28', { endsOn: '2028-02-29', reason: 'holiday' }))
    expect((await days()).at(-1)).toBe('holiday 02-28..02-29')
  })

  it('of a part of a day has its clock times on the days of a clock change as on any other', async () => {
    for (const on of ['2027-03-28', '2027-10-31']) {
      ok(await report(on, { part: { from: 60, until: 240 }, reason: 'other' }))
      expect(await ofGroup(on)).toMatchObject([{ part: { from: 60, until: 240 } }])
    }
  })

  it('happens once, however often and however many at a time it is sent', async () => {
    const body = bodyOf('2026-11-23')
    const replies = await Promise.all([1, 2, 3].map(() => ask('guardian', 'POST', '/api/absences', body)))
    for (const reply of replies) expect(ok(reply)).toEqual(ok(replies[0]!))
    await refuses('id_taken', asking({ ...body, reason: 'other' }))
    expect(await days()).toEqual(['sick 11-23'])
    expect(await history(ok(replies[0]!).absences[0].absence)).toMatchObject([{ done: 'reported' }])
    // Nor does an id that is another absence's already become a second one.
    const [taken] = body.children as { absenceId: string }[]
    await refuses(
      'id_taken',
      asking({ ...bodyOf('2026-12-23'), children: [{ childId: noor.childId, absenceId: taken!.absenceId }] }),
    )
  })
})

describe('beside what stands there', () => {
  it('it becomes one with what it continues, and the reply says with which', async () => {
    const first = await reported('2026-11-24', { note: 'Koorts' })
    const longer = await reported('2026-11-25', { endsOn: '2026-11-26' }, 'neverGranted')
    expect(longer).toMatchObject({ merged: true, changed: true })
    expect(longer.absence).toMatchObject({ id: first.absence.id, version: 2, note: 'Koorts', endsOn: '2026-11-26' })
    // Who reported it first stays who reported it.
    expect(longer.absence.reporter.name).toBe(cast.people.guardian.firstName)
    const both = await reported('2026-11-23', { endsOn: '2026-11-25', note: 'Nu ook hoesten' })
    expect(both.absence).toMatchObject({ startsOn: '2026-11-23', endsOn: '2026-11-26', note: 'Nu ook hoesten' })
    expect(await days()).toEqual(['sick 11-23..11-26'])
    expect((await history(first.absence)).map(({ done, name, endsOn }) => [done, name, endsOn])).toEqual([
      ['reported', cast.people.guardian.firstName, '2026-11-24'],
      ['extended', cast.people.neverGranted.firstName, '2026-11-26'],
      ['extended', cast.people.guardian.firstName, '2026-11-26'],
    ])
  })

  it('what lies between two joins them', async () => {
    const first = await reported('2026-11-23')
    const second = await reported('2026-11-26')
    const joined = await reported('2026-11-24', { endsOn: '2026-11-25' })
    expect(joined.absence.id).toBe(first.absence.id)
    expect(await days()).toEqual(['sick 11-23..11-26'])
    expect((await history(second.absence)).map(({ done }) => done)).toEqual(['reported', 'cancelled'])
  })

  it('what was said of two that become one stays said, unless something else is said', async () => {
    const said = ['Koorts', 'Om tien uur naar de tandarts', 'x'.repeat(490), 'Koorts']
    for (const [n, note] of said.entries()) await reported(`2026-12-0${1 + 2 * n}`, { note })
    expect((await reported('2026-12-02')).absence.note).toBe('Koorts\nOm tien uur naar de tandarts')
    // There is no room for all of it.
    expect((await reported('2026-12-04')).absence.note).toBe('Koorts\nOm tien uur naar de tandarts')
    expect((await reported('2026-12-06', { note: 'Griep' })).absence.note).toBe('Griep')
    expect(await days()).toEqual(['sick 12-01..12-07'])
  })

  it('a note that shows nothing is none, and takes nobody’s place', async () => {
    const { absence } = await reported('2026-11-23', { note: 'Koorts' })
    for (const note of ['   ', '\n', '\u00ad', '\u200b', '\u3164'])
      expect(await reported('2026-11-23', { note }, 'neverGranted')).toEqual({ absence, merged: true, changed: false })
    expect((await reported('2026-12-23', { note: ' \t' })).absence.note).toBe('')
  })

  it('what says nothing new changes nothing; a note that is new is kept', async () => {
    const { absence } = await reported('2026-11-23', { endsOn: '2026-11-25', note: 'Koorts' })
    const before = await stored(server.owner, ['public.intent'])
    const again = await reported('2026-11-24', {}, 'withoutAuthority')
    expect(again).toEqual({ absence, merged: true, changed: false })
    expect(await stored(server.owner, ['public.intent'])).toEqual(before)
    expect(await reported('2026-11-24', { note: 'Oorpijn' })).toMatchObject({
      merged: true,
      changed: true,
      absence: { id: absence.id, startsOn: '2026-11-23', note: 'Oorpijn', version: 2 },
    })
    expect((await history(absence)).map(({ done, note }) => [done, note])).toEqual([
      ['reported', 'Koorts'],
      ['changed', 'Oorpijn'],
    ])
    // Sent again, it is answered with what it came to.
    const body = bodyOf('2026-11-25')
    const first = ok(await ask('guardian', 'POST', '/api/absences', body))
    expect(ok(await ask('guardian', 'POST', '/api/absences', body))).toEqual(first)
    // Also when that was cancelled meanwhile.
    ok(await cancel({ id: absence.id, version: 2 }))
    const late = ok(await ask('guardian', 'POST', '/api/absences', body))
    expect(late.absences).toMatchObject([{ merged: true, absence: { id: absence.id, cancelled: true } }])
    const longer = bodyOf('2026-12-01')
    const made = ok(await ask('guardian', 'POST', '/api/absences', longer)).absences[0].absence
    ok(await report('2026-12-02'))
    expect(ok(await ask('guardian', 'POST', '/api/absences', longer)).absences).toMatchObject([
      { merged: false, absence: { id: made.id, endsOn: '2026-12-02' } },
    ])
  })

  it('another reason, or a part of a day, is refused with what stands there; what only borders on it is not', async () => {
    const { absence } = await reported('2026-11-24', { endsOn: '2026-11-25' })
    const before = await stored(server.owner)
    const clash = await refuses('absence_overlaps', asking(bodyOf('2026-11-25', { reason: 'holiday' })))
    const { reason, startsOn, endsOn, part, version } = absence
    expect(clash.absences).toEqual([
      { id: absence.id, childId: noor.childId, callName: noor.callName, reason, startsOn, endsOn, part, version },
    ])
    await refuses('absence_overlaps', asking(bodyOf('2026-11-25', { part: { from: 540, until: 600 } })))
    expect(await stored(server.owner)).toEqual(before)
    ok(await report('2026-11-26', { reason: 'holiday' }))
    ok(await report('2026-11-27', { part: { from: 540, until: 600 } }))
    ok(await report('2026-11-27', { part: { from: 600, until: 660 }, reason: 'other' }))
    await refuses('absence_overlaps', asking(bodyOf('2026-11-27', { part: { from: 599, until: 700 } })))
    await refuses('absence_overlaps', asking(bodyOf('2026-11-27')))
    expect(await reported('2026-11-27', { part: { from: 540, until: 600 } })).toMatchObject({ changed: false })
    expect(await days()).toEqual(['sick 11-24..11-25', 'holiday 11-26', 'sick 11-27 540-600', 'other 11-27 600-660'])
  })

  it('a day is in no more parts than somebody reads, whether they are reported or moved there', async () => {
    const part = (n: number) => ({ part: { from: 60 * n, until: 60 * n + 30 } })
    const [absence] = (await Promise.all([...Array(8).keys()].map((n) => reported('2026-12-01', part(n))))).map(
      (one) => one.absence,
    )
    await field('part', 'too_many_parts', asking(bodyOf('2026-12-01', part(8))))
    const other = (await reported('2026-12-02', part(8))).absence
    const moved = { startsOn: '2026-12-01', endsOn: '2026-12-01' }
    await field('part', 'too_many_parts', (headers) => change(other, moved, 'guardian', headers))
    // Those that are there are changed as before, and the next one has room when one goes.
    ok(await change(absence!, { note: 'Tandarts' }))
    ok(await cancel({ id: absence!.id, version: 2 }))
    ok(await change(other, moved))
  })

  it('what would be too long as one stands beside it, and is refused where it overlaps', async () => {
    ok(await report('2026-11-23', { endsOn: '2027-02-22' }))
    ok(await report('2027-02-23'))
    expect(await days()).toEqual(['sick 11-23..02-22', 'sick 02-23'])
    await field('endsOn', 'too_long', asking(bodyOf('2026-11-22', { endsOn: '2026-11-24' })))
  })

  it('of two guardians at the same moment never two overlap', async () => {
    for (let n = 0; n < 4; n++) {
      const day = `2026-12-0${1 + 2 * n}`
      const both = await Promise.all([
        report(day, { reason: 'sick' }),
        report(day, { reason: 'holiday', part: { from: 0, until: 1440 } }, 'neverGranted'),
      ])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(both.find(({ status }) => status === 409)!.body.error.code).toBe('absence_overlaps')
    }
    const same = await Promise.all(
      (['guardian', 'neverGranted', 'staff'] as const).map((who) =>
        report('2026-12-20', { endsOn: '2026-12-21' }, who),
      ),
    )
    for (const reply of same) ok(reply)
    expect((await days()).at(-1)).toBe('sick 12-20..12-21')
    expect(await read()).toHaveLength(5)
  })

  it('two changes at the same moment never overlap either, and the database itself refuses what does', async () => {
    const one = (await reported('2026-12-01')).absence
    const two = (await reported('2026-12-10', { reason: 'holiday' })).absence
    const both = await Promise.all([
      change(one, { startsOn: '2026-12-05', endsOn: '2026-12-06' }),
      change(two, { startsOn: '2026-12-06', endsOn: '2026-12-07' }, 'neverGranted'),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await expect(
      server.owner.query(
        `update absence set starts_on = '2026-12-05', ends_on = '2026-12-11' where child_id = $1 and id <> $2`,
        [noor.childId, noor.absenceId],
      ),
    ).rejects.toMatchObject({ code: '23P01' })
  })
})
