import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GuardianAction, OwnAnswer, StaffAction } from '../backend/contract/action.ts'
import type { GuardianEvent } from '../backend/contract/live.ts'
import { type Cast, makeCast, type PlayerName, type Target } from './support/cast.ts'
import { eventually } from './support/device.ts'
import { dayFrom } from './support/planning-matrix.ts'
import { refuses } from './support/refusals.ts'
import { call, type Listener, listen, type Reply, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  await server.owner.query('delete from action_answer')
  await server.owner.query('delete from action_revision')
  await server.owner.query('delete from action')
})

const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, cast.people[who], method, path, body, headers)
const ok = (reply: Reply) => {
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const bodyOf = (more: object = {}, targets: readonly Target[] = [cast.targets.noor]) => ({
  id: uuidv7(),
  children: targets.map(({ childId }) => ({ childId, actionId: uuidv7() })),
  kind: 'bring',
  enough: 'one',
  text: 'Luiers, maat 4',
  link: null,
  dueOn: null,
  ...more,
})
const asked = async (more: object = {}, who: PlayerName = 'staff'): Promise<StaffAction> =>
  ok(await ask(who, 'POST', '/api/actions', bodyOf(more))).actions[0]
const answer = (who: PlayerName, { id }: { id: string }, more: object = {}, headers?: Record<string, string>) =>
  ask(who, 'PUT', `/api/actions/${id}/answer`, { id: uuidv7(), answered: true, note: '', ...more }, headers)
const closing = (who: PlayerName, { id, version }: StaffAction, why = 'done', headers?: Record<string, string>) =>
  ask(who, 'POST', `/api/actions/${id}/closing`, { version, why }, headers)
const reopening = (who: PlayerName, { id, version }: StaffAction, headers?: Record<string, string>) =>
  ask(who, 'POST', `/api/actions/${id}/reopening`, { version }, headers)
const changing = (who: PlayerName, { id, version }: StaffAction, more: object, headers?: Record<string, string>) =>
  ask(
    who,
    'PUT',
    `/api/actions/${id}`,
    { id: uuidv7(), version, text: 'Anders', link: null, dueOn: null, ...more },
    headers,
  )
const read = async (who: PlayerName): Promise<{ actions: GuardianAction[]; answers: OwnAnswer[] }> =>
  ok(await ask(who, 'GET', '/api/timeline'))
const ofGroup = async (who: PlayerName = 'staff'): Promise<StaffAction[]> =>
  ok(await ask(who, 'GET', `/api/groups/${cast.targets.noor.groupId}/day`)).actions

const heard = (ear: Listener, type: string) => ear.until(() => ear.events.some((event) => event.type === type))

const guardians: PlayerName[] = ['guardian', 'neverGranted', 'withoutAuthority', 'sharedWith']
const outsiders: PlayerName[] = [
  'restricted',
  'former',
  'otherFamily',
  'foreignGuardian',
  'otherGroup',
  'formerStaff',
  'elsewhere',
  'foreignStaff',
  'managerElsewhere',
  'foreignManager',
  'administration',
  'privacyOfficer',
]

describe('who', () => {
  it.each(['staff', 'manager'] as const)(
    '%s asks, and every guardian who may see the child has it, whatever was consented',
    async (who) => {
      const action = await asked({ dueOn: dayFrom(server, 2), link: 'https://kastanje.example/luiers' }, who)
      expect(action).toMatchObject({ asker: { personId: cast.people[who].id }, answers: [], closed: null, version: 1 })
      for (const name of guardians) {
        const { actions } = await read(name)
        expect(actions, name).toHaveLength(1)
        expect(actions[0]).toMatchObject({ id: action.id, dueOn: dayFrom(server, 2), answered: false, closed: null })
      }
      expect(await ofGroup()).toEqual([action])
    },
  )

  it.each([...outsiders, ...guardians])('%s can neither ask nor change, close or open again', async (name) => {
    const action = await asked()
    const before = await server.owner.query('select * from action')
    for (const act of [
      (headers: Record<string, string>) => ask(name, 'POST', '/api/actions', bodyOf(), headers),
      (headers: Record<string, string>) => changing(name, action, {}, headers),
      (headers: Record<string, string>) => closing(name, action, 'done', headers),
      (headers: Record<string, string>) => reopening(name, action, headers),
    ])
      await refuses('not_found', act)
    expect((await server.owner.query('select * from action')).rows).toEqual(before.rows)
  })

  it.each([...outsiders, 'staff', 'manager'] as const)('%s cannot answer', async (name) => {
    const action = await asked()
    await refuses('not_found', (headers) => answer(name, action, {}, headers))
    expect((await ofGroup())[0]?.answers).toEqual([])
  })

  it.each(guardians)('%s answers with authority or without, and with consent or without', async (name) => {
    const action = await asked({ enough: 'each' })
    const { answer: own } = ok(await answer(name, action, { note: 'Komt morgen mee' }))
    expect(own).toMatchObject({ actionId: action.id, note: 'Komt morgen mee' })
    expect((await read(name)).answers).toEqual([own])
    expect((await ofGroup())[0]?.answers).toMatchObject([{ personId: cast.people[name].id, note: 'Komt morgen mee' }])
  })

  it('who works there no longer reads and closes nothing of it any more', async () => {
    const action = await asked()
    await server.owner.query(`update staff_assignment set ends_on = $2 where person_id = $1`, [
      cast.people.staff.id,
      dayFrom(server, -1),
    ])
    try {
      expect((await ask('staff', 'GET', `/api/groups/${cast.targets.noor.groupId}/day`)).status).toBe(404)
      await refuses('not_found', (headers) => closing('staff', action, 'done', headers))
    } finally {
      await server.owner.query('update staff_assignment set ends_on = null where person_id = $1', [
        cast.people.staff.id,
      ])
    }
  })

  it('staff of a group that the child left read nothing of it, though they see the child for a while; those of the new one do', async () => {
    const { noor, bram } = cast.targets
    const action = await asked({ text: 'GEHEIM-VOOR-DE-NIEUWE-GROEP' })
    const before = await ask('staff', 'GET', `/api/groups/${noor.groupId}/day`)
    expect(before.text).toContain(action.text)
    const place = [noor.planned.placementId]
    await server.owner.query(
      `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
       select gen_random_uuid(), organisation_id, contract_id, child_id, $2, $3 from placement where id = $1`,
      [...place, bram.groupId, dayFrom(server, 0)],
    )
    await server.owner.query('update placement set ends_on = $2 where id = $1', [...place, dayFrom(server, -1)])
    const cursors = Object.fromEntries(Object.values(noor.channels).map((channel) => [channel, 0]))
    const former = await listen(server, cast.people.staff, cursors)
    try {
      const yesterday = await ask('staff', 'GET', `/api/groups/${noor.groupId}/day?day=${dayFrom(server, -1)}`)
      expect(yesterday.text).toContain(noor.callName)
      ok(await closing('otherGroup', action))
      expect((await read('guardian')).actions).toMatchObject([{ closed: { why: 'done' } }])
      expect(yesterday.text + former.raw.join()).not.toContain(action.id)
      await refuses('not_found', (headers) => reopening('staff', { ...action, version: 2 }, headers))
    } finally {
      former.close()
      const moved = [noor.childId, bram.groupId]
      await server.owner.query('delete from placement where child_id = $1 and group_id = $2', moved)
      await server.owner.query('update placement set ends_on = null where id = $1', place)
    }
  })

  it('a guardian who is restricted since has it no more, and cannot take the answer back', async () => {
    const action = await asked()
    ok(await answer('withoutAuthority', action))
    const where = 'where person_id = $1 and child_id = $2'
    const of = [cast.people.withoutAuthority.id, cast.targets.noor.childId]
    await server.owner.query(`update guardianship set restricted_at = now(), restriction_reason = 'x' ${where}`, of)
    try {
      expect((await read('withoutAuthority')).actions).toEqual([])
      await refuses('not_found', (headers) => answer('withoutAuthority', action, { answered: false }, headers))
    } finally {
      await server.owner.query(`update guardianship set restricted_at = null, restriction_reason = null ${where}`, of)
    }
  })

  it('one request about children of several groups is for who works in all of them, or for nobody', async () => {
    const { noor, bram } = cast.targets
    await refuses('not_found', (headers) => ask('staff', 'POST', '/api/actions', bodyOf({}, [noor, bram]), headers))
    expect((await server.owner.query('select from action')).rowCount).toBe(0)
    expect(ok(await ask('manager', 'POST', '/api/actions', bodyOf({}, [noor, bram]))).actions).toHaveLength(2)
  })
})

describe('what a family learns', () => {
  it('nothing of the others that were asked together, in no reply and no frame', async () => {
    const { noor, bram } = cast.targets
    const [mine, other] = await Promise.all([
      listen(server, cast.people.guardian),
      listen(server, cast.people.otherFamily),
    ])
    const { actions } = ok(await ask('manager', 'POST', '/api/actions', bodyOf({}, [noor, bram])))
    await heard(mine, 'action.asked')
    await heard(other, 'action.asked')
    const [forNoor, forBram] = actions as [StaffAction, StaffAction]
    expect(forNoor.batchId).toBe(forBram.batchId)
    const everything = [mine.raw.join(), (await ask('guardian', 'GET', '/api/timeline')).text].join()
    for (const word of [forBram.id, bram.childId, forNoor.batchId]) expect(everything).not.toContain(word)
    mine.close()
    other.close()
  })

  it('where one is enough, that one has answered: not who, and not the note', async () => {
    const action = await asked()
    const tom = await listen(server, cast.people.neverGranted)
    ok(await answer('guardian', action, { note: 'GEHEIM-VOOR-DE-GROEP' }))
    await heard(tom, 'action.changed')
    const timeline = await ask('neverGranted', 'GET', '/api/timeline')
    expect(timeline.body.actions[0].answered).toBe(true)
    expect(timeline.body.answers).toEqual([])
    const everything = tom.raw.join() + timeline.text
    for (const word of ['GEHEIM', cast.people.guardian.id, cast.people.guardian.firstName])
      expect(everything).not.toContain(word)
    tom.close()
    ok(await answer('guardian', action, { answered: false }))
    expect((await read('neverGranted')).actions[0]?.answered).toBe(false)
  })

  it('where each is asked, nothing at all: no event, and the action is as it was', async () => {
    const action = await asked({ kind: 'read', enough: 'each' })
    const before = await read('neverGranted')
    const heads = ok(await ask('neverGranted', 'GET', '/api/timeline')).heads
    const tom = await listen(server, cast.people.neverGranted)
    const tablet = await listen(server, cast.people.staff)
    ok(await answer('guardian', action, { note: 'GEHEIM' }))
    await heard(tablet, 'action.answered')
    expect(await read('neverGranted')).toMatchObject({ actions: before.actions, answers: [] })
    expect(ok(await ask('neverGranted', 'GET', '/api/timeline')).heads).toEqual(heads)
    expect(tom.events).toEqual([])
    tom.close()
    tablet.close()
  })

  it('what somebody missed comes by catching up, as it is by then', async () => {
    const heads: { channel: string; seq: number }[] = ok(await ask('guardian', 'GET', '/api/timeline')).heads
    const cursors = Object.fromEntries(heads.map(({ channel, seq }) => [channel, seq]))
    const action = await asked()
    ok(await answer('guardian', action, { note: 'Komt' }))
    ok(await answer('guardian', action, { answered: false }))
    const phone = await listen(server, cast.people.guardian, cursors)
    const events = phone.events as GuardianEvent[]
    await eventually(() => events.length >= 5)
    const own = events.filter((event) => event.type === 'own.action_answered')
    expect(own.map((event) => event.answer)).toEqual([null, null])
    expect(phone.raw.join()).not.toContain('Komt')
    phone.close()
  })
})

describe('answering', () => {
  it('again, with another note, or again the same', async () => {
    const action = await asked()
    const body = { id: uuidv7(), answered: true, note: 'Een' }
    ok(await answer('guardian', action, body))
    ok(await answer('guardian', action, body))
    const { rows } = await server.owner.query(`select count(*)::integer as n from event where item_id = $1`, [
      action.id,
    ])
    ok(await answer('guardian', action, { note: 'Een' }))
    expect(
      (await server.owner.query(`select count(*)::integer as n from event where item_id = $1`, [action.id])).rows,
    ).toEqual(rows)
    ok(await answer('guardian', action, { note: 'Twee' }))
    expect((await ofGroup())[0]?.answers).toMatchObject([{ note: 'Twee' }])
    await refuses('id_taken', (headers) => answer('guardian', action, { ...body, note: 'Drie' }, headers))
  })

  it('is not taken back by a copy of an earlier request that comes late', async () => {
    const action = await asked()
    const first = { id: uuidv7(), answered: true, note: '' }
    ok(await answer('guardian', action, first))
    ok(await answer('guardian', action, { answered: false }))
    expect(ok(await answer('guardian', action, first)).answer).toBeNull()
    expect((await ofGroup())[0]?.answers).toEqual([])
  })

  it('is over once it is closed, and goes on once it is open again', async () => {
    const action = await asked()
    const closed: StaffAction = ok(await closing('staff', action)).action
    expect(await ofGroup()).toEqual([])
    await refuses('action_closed', (headers) => answer('guardian', action, {}, headers))
    expect((await read('guardian')).actions[0]?.closed).toMatchObject({ why: 'done' })
    ok(await reopening('staff', closed))
    ok(await answer('guardian', action))
    expect(await ofGroup()).toHaveLength(1)
  })

  it('an answer and a closing at once: either it was answered, or nobody was asked any more', async () => {
    for (let n = 0; n < 8; n++) {
      const action = await asked({ text: `Luiers ${n}` })
      const [given, closed] = await Promise.all([answer('guardian', action), closing('staff', action)])
      expect(closed.status, closed.text).toBe(200)
      const answers = (
        await server.owner.query('select from action_answer where action_id = $1 and taken_back_at is null', [
          action.id,
        ])
      ).rowCount
      expect([given.status, answers]).toEqual(given.status === 200 ? [200, 1] : [409, 0])
    }
  })

  it('two guardians at once: both stand, and once both took it back nobody has answered', async () => {
    const action = await asked()
    const both: PlayerName[] = ['guardian', 'neverGranted']
    for (const reply of await Promise.all(both.map((name) => answer(name, action)))) ok(reply)
    expect((await ofGroup())[0]?.answers).toHaveLength(2)
    for (const reply of await Promise.all(both.map((name) => answer(name, action, { answered: false })))) ok(reply)
    expect((await read('sharedWith')).actions[0]?.answered).toBe(false)
  })
})

describe('closing and changing', () => {
  it('the same once more changes nothing, and an older version is refused', async () => {
    const action = await asked()
    const closed: StaffAction = ok(await closing('staff', action)).action
    expect(ok(await closing('manager', action, 'withdrawn')).action).toEqual(closed)
    const open: StaffAction = ok(await reopening('staff', closed)).action
    expect(ok(await reopening('manager', closed)).action).toEqual(open)
    await refuses('stale_version', (headers) => closing('staff', action, 'done', headers))
    const again: StaffAction = ok(await closing('staff', open)).action
    await refuses('stale_version', (headers) => reopening('staff', closed, headers))
    await refuses('action_closed', (headers) => changing('staff', again, {}, headers))
  })

  it('the words change within 15 minutes, while nobody has answered, and what it said is kept', async () => {
    const action = await asked()
    const changed: StaffAction = ok(await changing('staff', action, { text: 'Luiers, maat 5' })).action
    expect(changed).toMatchObject({ text: 'Luiers, maat 5', version: 2, editedAt: expect.any(String) })
    const { revisions } = ok(await ask('staff', 'GET', `/api/actions/${action.id}/history`))
    expect(revisions).toMatchObject([{ text: 'Luiers, maat 4', link: null, at: expect.any(String) }])
    expect(ok(await ask('manager', 'GET', `/api/actions/${action.id}/history`)).revisions).toEqual(revisions)
    for (const [who, status] of [
      ['guardian', 404],
      ['otherGroup', 404],
      ['managerElsewhere', 404],
    ] as const)
      expect((await ask(who, 'GET', `/api/actions/${action.id}/history`)).status, who).toBe(status)
    await refuses('stale_version', (headers) => changing('staff', action, { text: 'Nog anders' }, headers))
    ok(await answer('guardian', action))
    await refuses('too_late', (headers) => changing('staff', changed, { text: 'Nog anders' }, headers))
    ok(await answer('guardian', action, { answered: false }))
    await server.owner.query(`update action set asked_at = asked_at - interval '16 minutes'`)
    await refuses('too_late', (headers) => changing('staff', changed, { text: 'Nog anders' }, headers))
    expect(ok(await changing('staff', changed, { text: 'Luiers, maat 5' })).action.version).toBe(2)
  })

  it('what was closed is read for thirty days more', async () => {
    const action = await asked()
    ok(await closing('staff', action))
    expect((await read('guardian')).actions).toHaveLength(1)
    await server.owner.query(`update action set closed_at = closed_at - interval '31 days'`)
    expect((await read('guardian')).actions).toEqual([])
  })
})

describe('what is refused', () => {
  const field = async (path: string, reason: string, body: object) =>
    expect(
      (await refuses('invalid', (headers) => ask('staff', 'POST', '/api/actions', { ...bodyOf(), ...body }, headers)))
        .fields,
    ).toContainEqual({ path, reason })

  it.each([
    'http://kastanje.example',
    'javascript:alert(1)',
    'https://lisa@kastanje.example',
    'https://a:b@kastanje.example',
    'https://localhost',
    'https://kastanje.example/een twee',
    'https:\\\\kastanje.example',
    'data:text/html,<b>hallo</b>',
    'kastanje.example',
    '//kastanje.example',
    '',
  ])('the link %s', (link) => field('link', 'link', { link }))

  it('days that are over, too far, or not there', async () => {
    await field('dueOn', 'past', { dueOn: dayFrom(server, -1) })
    await field('dueOn', 'too_far', { dueOn: '9999-12-31' })
    await field('dueOn', 'too_far', { dueOn: dayFrom(server, 366) })
    await field('dueOn', 'day', { dueOn: '2027-02-29' })
    for (const days of [0, 365])
      expect((await asked({ dueOn: dayFrom(server, days) })).dueOn).toBe(dayFrom(server, days))
  })

  it('a text that is too long or shows nothing; what looks like HTML is text', async () => {
    await field('text', 'too_long', { text: 'x'.repeat(501) })
    await field('text', 'empty', { text: ' \u200b ' })
    await field('text', 'unsafe_characters', { text: 'a\u202eb' })
    const text = `<img src=x onerror="alert(1)"> ${'é'.repeat(460)}`
    expect((await asked({ text })).text).toBe(text)
    expect((await asked({ text: '😀'.repeat(250) })).text).toHaveLength(500)
  })

  it('too many children, the same child twice, and more than is read', async () => {
    const many = Array.from({ length: 500 }, () => ({ childId: uuidv7(), actionId: uuidv7() }))
    await field('children', 'too_many', { children: many })
    const { childId } = cast.targets.noor
    await field('children', 'twice', { children: [1, 2].map(() => ({ childId, actionId: uuidv7() })) })
    await field('children', 'empty', { children: [] })
    for (let n = 0; n < 20; n++) await asked({ text: `Vraag ${n}` })
    await field('children', 'too_many_open', {})
    // Nor by opening one again that was closed meanwhile.
    const one = (await ofGroup())[0]!
    const closed: StaffAction = ok(await closing('staff', one)).action
    const other = await asked()
    const { fields } = await refuses('invalid', (headers) => reopening('staff', closed, headers))
    expect(fields).toEqual([{ path: 'children', reason: 'too_many_open' }])
    ok(await closing('staff', other))
    ok(await reopening('staff', closed))
    const [first] = await ofGroup()
    ok(await closing('staff', first!))
    await asked()
  })

  it('twenty are open at most, also when two ask at once', async () => {
    for (let n = 0; n < 19; n++) await asked({ text: `Vraag ${n}` })
    const replies = await Promise.all(
      ['staff', 'manager'].map((who) => ask(who as PlayerName, 'POST', '/api/actions', bodyOf())),
    )
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 422])
  })

  it('a note that is too long', async () => {
    const action = await asked()
    const { fields } = await refuses('invalid', (headers) =>
      answer('guardian', action, { note: 'x'.repeat(201) }, headers),
    )
    expect(fields).toContainEqual({ path: 'note', reason: 'too_long' })
  })

  it('the same request once more is one action, another under its id is refused', async () => {
    const body = bodyOf()
    const [first] = ok(await ask('staff', 'POST', '/api/actions', body)).actions
    expect(ok(await ask('staff', 'POST', '/api/actions', body)).actions).toEqual([first])
    await refuses('id_taken', (headers) => ask('staff', 'POST', '/api/actions', { ...body, text: 'Anders' }, headers))
    await refuses('id_taken', (headers) => ask('staff', 'POST', '/api/actions', { ...body, id: uuidv7() }, headers))
    expect(await ofGroup()).toHaveLength(1)
  })
})

describe('a manager', () => {
  it('reads what is open in the groups of the own location, with whom it waits for, and that is told to guardians', async () => {
    const { noor, bram, kai } = cast.targets
    ok(await ask('manager', 'POST', '/api/actions', bodyOf({}, [noor, bram])))
    ok(await ask('managerElsewhere', 'POST', '/api/actions', bodyOf({}, [kai])))
    const overview = ok(await ask('manager', 'GET', '/api/actions'))
    expect(overview.actions).toHaveLength(2)
    const child = overview.groups.flatMap((group: any) => group.children).find((one: any) => one.id === noor.childId)
    const ids = child.guardians.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining(guardians.map((name) => cast.people[name].id)))
    expect(ids).not.toContain(cast.people.restricted.id)
    expect(JSON.stringify(overview)).not.toContain(kai.childId)
    await refuses('not_found', (headers) => ask('staff', 'GET', '/api/actions', undefined, headers))
    const { reads } = ok(await ask('guardian', 'GET', `/api/children/${noor.childId}/reads`))
    expect(reads[0]).toMatchObject({ what: 'actions', role: 'manager' })
  })
})
