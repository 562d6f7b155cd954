import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { GuardianJournal, StaffJournal } from '../backend/contract/journal.ts'
import { field, ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { tomorrow } from './support/handover-matrix.ts'
import { refuses } from './support/refusals.ts'
import { afternoon, call, listen, startServer, type TestServer } from './support/server.ts'

/* What the journal of a group says once, to whom, and that it names no child. */

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
const noor = () => cast.targets.noor
const ask = (who: PlayerName, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(server, cast.people[who], method, path, body, headers)
const bodyOf = (more: object = {}) => ({
  id: uuidv7(),
  journalId: uuidv7(),
  day: today,
  part: 'done',
  title: '',
  text: 'We gingen het bos in.',
  notMeant: [],
  ...more,
})
const post = (more: object = {}, who: PlayerName = 'staff', headers?: Record<string, string>) =>
  ask(who, 'POST', `/api/groups/${noor().groupId}/journal`, bodyOf(more), headers)
const posted = async (more: object = {}): Promise<StaffJournal> => ok(await post(more)).journal
const edit = (
  { id, version }: StaffJournal,
  more: object,
  who: PlayerName = 'staff',
  headers?: Record<string, string>,
) =>
  ask(
    who,
    'PUT',
    `/api/journal/${id}`,
    { id: uuidv7(), version, title: '', text: 'Anders', notMeant: [], ...more },
    headers,
  )
const read = async (who: PlayerName = 'guardian'): Promise<GuardianJournal[]> =>
  ok(await ask(who, 'GET', '/api/timeline')).items.filter(
    (item: GuardianJournal) => item.kind === 'journal' && item.text !== noor().plans,
  )
const ofGroup = async (): Promise<StaffJournal[]> =>
  ok(await ask('staff', 'GET', `/api/groups/${noor().groupId}/journal`)).entries.filter(
    ({ id }: StaffJournal) => id !== noor().journalId,
  )
const decide = (decision: string) =>
  ask('guardian', 'POST', '/api/consents', {
    id: uuidv7(),
    childId: noor().childId,
    purpose: 'diary',
    decision,
    language: 'nl',
  })
/** Another child of the group, with consent or without it, read by who is guardian of Noor as well. */
async function sibling(open: boolean, who: PlayerName = 'guardian') {
  const { owner } = server
  const [id, channel] = [uuidv7(), uuidv7()]
  await owner.query(
    `insert into child select (jsonb_populate_record(c, jsonb_build_object('id', $1::uuid, 'call_name', 'Pim', 'first_names', 'Pim', 'surname', 'Zus'))).* from child c where id = $2`,
    [id, noor().childId],
  )
  const { rows } = await owner.query(
    `insert into contract select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'child_id', $1::uuid))).* from contract c where c.child_id = $2 returning id`,
    [id, noor().childId],
  )
  await owner.query(
    `insert into placement select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'child_id', $1::uuid, 'contract_id', $3::uuid))).* from placement p where p.child_id = $2`,
    [id, noor().childId, rows[0].id],
  )
  await owner.query(
    `insert into channel (id, organisation_id, kind, child_id, open) values ($1, $2, 'diary', $3, $4),
       (gen_random_uuid(), $2, 'photos', $3, false), (gen_random_uuid(), $2, 'absence', $3, false), (gen_random_uuid(), $2, 'staff', $3, false), (gen_random_uuid(), $2, 'attendance', $3, $4)`,
    [channel, cast.organisationId, id, open],
  )
  if (open)
    await owner.query(
      `insert into channel_period (channel_id, organisation_id, opened_at) values ($1, $2, '2026-09-01')`,
      [channel, cast.organisationId],
    )
  await owner.query(
    `insert into guardianship (id, organisation_id, child_id, person_id, parental_authority, starts_on) values (gen_random_uuid(), $1, $2, $3, true, '2026-09-01')`,
    [cast.organisationId, id, cast.people[who].id],
  )
  if (open)
    await owner.query(
      `insert into consent_decision (id, organisation_id, child_id, person_id, purpose, decision, at, policy_version, language) values (gen_random_uuid(), $1, $2, $3, 'diary', 'granted', '2026-09-01', '1', 'nl')`,
      [cast.organisationId, id, cast.people[who].id],
    )
  return { id, channel }
}

describe('writing', () => {
  it('stands once for the group, and in the diary of each child whose consent is in force', async () => {
    const pim = await sibling(true)
    const closed = await sibling(false, 'neverGranted')
    const audience = ok(await ask('staff', 'GET', `/api/groups/${noor().groupId}/journal/audience?day=${today}`))
    expect(audience.families).toBe(2)
    expect(audience.children.filter(({ readers }: { readers: number }) => readers === 0)).toMatchObject([
      { id: closed.id, reason: 'not_now' },
    ])
    const one = await posted({ title: 'Bos', day: today })
    expect(one).toMatchObject({
      day: today,
      part: 'done',
      title: 'Bos',
      version: 1,
      author: cast.people.staff.firstName,
      edited: null,
    })
    const items = await read()
    expect(items.map(({ childId, journalId }) => [childId, journalId]).sort()).toEqual(
      [noor().childId, pim.id].map((id) => [id, one.id]).sort(),
    )
    expect(items[0]).toMatchObject({
      group: noor().groupName,
      text: 'We gingen het bos in.',
      author: cast.people.staff.firstName,
    })
    expect(await ofGroup()).toEqual([one])
    const { rows } = await server.owner.query(
      'select count(*)::integer as n from event e join channel c on c.id = e.channel_id where c.child_id = $1',
      [closed.id],
    )
    expect(rows[0].n).toBe(0)
    // Once of a day and part, however often it is sent.
    const again = bodyOf({ day: today })
    await refuses('stale_version', (headers) =>
      ask('staff', 'POST', `/api/groups/${noor().groupId}/journal`, again, headers),
    )
  })

  it('of two who write it at once, one is told that there is one', async () => {
    for (let round = 0; round < 3; round++) {
      cast = await makeCast(server)
      const replies = await Promise.all((['staff', 'manager'] as const).map((who) => post({ text: who }, who)))
      const [first, second] = replies.sort((a, b) => a.status - b.status)
      expect([first!.status, second!.status, second!.body.error?.code]).toEqual([200, 409, 'stale_version'])
      expect(await read()).toHaveLength(1)
    }
  })

  it('comes once, however often it is sent', async () => {
    const body = bodyOf()
    const path = `/api/groups/${noor().groupId}/journal`
    const first = ok(await ask('staff', 'POST', path, body))
    expect(ok(await ask('staff', 'POST', path, body))).toEqual(first)
    expect(await read()).toHaveLength(1)
  })

  it('is about the last week and the next one: what was done not of days to come, plans not of days that are over', async () => {
    for (const [day, part, reason] of [
      ['2026-11-14', 'done', 'past'],
      ['2026-12-01', 'plan', 'too_far'],
      ['2026-11-23', 'done', 'to_come'],
      ['2026-11-21', 'plan', 'over'],
    ] as const)
      await field('day', reason, (headers) => post({ day, part }, 'staff', headers))
    for (const [day, part] of [
      ['2026-11-15', 'done'],
      ['2026-11-22', 'plan'],
      ['2026-11-30', 'plan'],
    ] as const)
      ok(await post({ day, part }))
    await field('text', 'empty', (headers) => post({ text: ' \u200b' }, 'staff', headers))
    await field('text', 'too_long', (headers) => post({ text: 'x'.repeat(2001) }, 'staff', headers))
    await field('title', 'too_long', (headers) => post({ title: 'x'.repeat(81) }, 'staff', headers))
    await field('text', 'unsafe_characters', (headers) => post({ text: 'a\u202eb' }, 'staff', headers))
    ok(await post({ text: '<script>alert(1)</script>' }))
    expect((await read()).some(({ text }) => text === '<script>alert(1)</script>')).toBe(true)
  })

  it('across the change of the clock, and on a leap day', async () => {
    for (const [now, day] of [
      ['2026-10-25T22:30:00Z', '2026-10-18'],
      ['2027-03-28T00:30:00Z', '2027-04-05'],
      ['2028-02-28T12:00:00Z', '2028-02-29'],
    ] as const) {
      server.clock.set(new Date(now))
      cast = await makeCast(server)
      await server.owner.query(
        'delete from event where item_id in (select id from journal_place where journal_id = $1)',
        [noor().journalId],
      )
      ok(await ask('staff', 'DELETE', `/api/journal/${noor().journalId}`))
      ok(await post({ day, part: day < now.slice(0, 10) ? 'done' : 'plan' }))
    }
  })

  it('names no child, unless somebody says that it is not meant, which is in the audit', async () => {
    const pim = await sibling(true)
    const error = await refuses('names_a_child', (headers) => post({ text: 'Pims toren was hoog' }, 'staff', headers))
    expect(error.children).toEqual([{ id: pim.id, callName: 'Pim' }])
    await refuses('names_a_child', (headers) => post({ title: 'PIM' }, 'staff', headers))
    await refuses('names_a_child', (headers) =>
      post({ text: `${noor().surname} en Pim`, notMeant: [{ childId: pim.id, said: ['pim'] }] }, 'staff', headers),
    )
    expect(await read()).toEqual([])
    const one = await posted({
      text: 'Een pim van hout',
      notMeant: [
        { childId: pim.id, said: ['pim'] },
        { childId: uuidv7(), said: [] },
      ],
    })
    await refuses('names_a_child', (headers) => edit(one, { text: 'Pim lachte' }, 'staff', headers))
    // What was said of one text holds for no other.
    await refuses('names_a_child', (headers) =>
      edit(one, { text: 'Pims pim', notMeant: [{ childId: pim.id, said: ['pim'] }] }, 'staff', headers),
    )
    ok(await edit(one, { text: 'Pims pim', notMeant: [{ childId: pim.id, said: ['pims', 'pim'] }] }))
    const { rows } = await server.owner.query(
      `select payload::jsonb as payload from audit where action = 'journal.posted'`,
    )
    expect(rows.at(-1).payload).toMatchObject({ journal: one.id, notMeant: [pim.id] })
    ok(await post({ part: 'plan', text: 'Pimpelen is anders' }))
  })

  it('names nobody who begins within the days ahead or left in the last eight weeks either', async () => {
    const pim = await sibling(true)
    const names = async () =>
      ok(await ask('staff', 'GET', `/api/groups/${noor().groupId}/journal`)).children.map(
        ({ callName }: { callName: string }) => callName,
      )
    for (const [startsOn, endsOn, isNamed] of [
      ['2026-11-30', null, true],
      ['2026-12-01', null, false],
      ['2026-09-01', '2026-09-28', true],
      ['2026-09-01', '2026-09-27', false],
    ] as const) {
      await server.owner.query('update placement set starts_on = $2, ends_on = $3 where child_id = $1', [
        pim.id,
        startsOn,
        endsOn,
      ])
      expect((await names()).includes('Pim'), startsOn).toBe(isNamed)
      if (isNamed) await refuses('names_a_child', (headers) => post({ text: 'Pim' }, 'staff', headers))
    }
    expect(await server.owner.query('select from journal where group_id = $1', [noor().groupId])).toMatchObject({
      rowCount: 1,
    })
  })
})

describe('consent', () => {
  it('who reads the diary hears and reads it, and nobody else', async () => {
    const readers: PlayerName[] = ['guardian', 'sharedWith', 'staff', 'manager']
    const ears = new Map(
      await Promise.all(playerNames.map(async (name) => [name, await listen(server, cast.people[name])] as const)),
    )
    const one = await posted({ text: 'Geheim van de groep' })
    await Promise.all(readers.map((name) => ears.get(name)!.until(() => ears.get(name)!.events.length === 1)))
    await server.app.tellHeads()
    for (const [name, ear] of ears) {
      await ear.until(() => ear.raw.some((frame) => frame.includes('"heads"')))
      expect(ear.events.length, name).toBe(readers.includes(name) ? 1 : 0)
      if (!readers.includes(name)) expect(ear.raw.join(''), name).not.toContain(one.id)
      ear.close()
    }
    for (const name of ['neverGranted', 'withoutAuthority', 'restricted', 'former', 'otherFamily'] as const) {
      const timeline = await ask(name, 'GET', '/api/timeline')
      expect(timeline.text, name).not.toContain('Geheim van de groep')
    }
    for (const name of ['otherGroup', 'formerStaff', 'managerElsewhere', 'foreignStaff'] as const) {
      expect((await ask(name, 'GET', `/api/groups/${noor().groupId}/journal`)).status, name).toBe(404)
      expect((await post({ part: 'plan' }, name)).status, name).toBe(404)
      expect((await edit(one, {}, name)).status, name).toBe(404)
      expect((await ask(name, 'DELETE', `/api/journal/${one.id}`)).status, name).toBe(404)
    }
    expect((await ask('guardian', 'GET', `/api/journal/${one.id}/history`)).status).toBe(404)
  })

  it('after a withdrawal nothing new is recorded; what stands keeps its words for who granted, until it is removed', async () => {
    const pim = await sibling(true, 'neverGranted')
    const one = await posted({ text: 'Voor' })
    ok(await decide('withdrawn'))
    const two = ok(await edit(one, { text: 'Na' })).journal
    ok(await post({ part: 'plan', text: 'Na' }))
    expect((await read()).map(({ text }) => text)).toEqual(['Voor'])
    expect((await read('neverGranted')).map(({ text, childId }) => [text, childId]).sort()).toEqual([
      ['Na', pim.id],
      ['Na', pim.id],
    ])
    expect((await ofGroup()).map(({ text }) => text)).toEqual(['Na', 'Na'])
    ok(await ask('staff', 'DELETE', `/api/journal/${two.id}`))
    expect(await read()).toEqual([])
  })

  it('a correction that only leaves out whole sentences reaches who withdrew as well; what else it adds does not', async () => {
    const pim = await sibling(true, 'neverGranted')
    const one = await posted({ title: 'Bos', text: 'We gingen het bos in. Het was koud. Er was soep.' })
    ok(await decide('withdrawn'))
    const holders = async () => ok(await ask('staff', 'GET', `/api/journal/${one.id}/holders`)).holders
    const whole = { title: 'Bos', text: one.text }
    expect(await holders()).toEqual([
      { callName: 'Pim', inForce: true, ...whole },
      { callName: noor().callName, inForce: false, ...whole },
    ])
    const channel = noor().channels.diary
    const told = async () =>
      (await server.owner.query(`select 1 from event where channel_id = $1 and type = 'journal.edited'`, [channel]))
        .rowCount
    const two = ok(await edit(one, { title: 'Bos', text: 'We gingen het bos in. Er was soep.' })).journal
    expect(await read()).toMatchObject([{ text: two.text, edited: true }])
    expect(await told()).toBe(1)
    // A word of a sentence is no sentence: without it the sentence may say the opposite.
    const three = ok(await edit(two, { title: 'Bos', text: 'We gingen het bos in. Er was.' })).journal
    expect(await read()).toMatchObject([{ text: two.text }])
    expect(await told()).toBe(1)
    expect(await holders()).toMatchObject([{ text: three.text }, { text: two.text }])
    // What is a deletion for both, whatever words stand with each.
    ok(await edit(three, { title: '', text: 'We gingen het bos in.' }))
    expect(await read()).toMatchObject([{ title: '', text: 'We gingen het bos in.' }])
    expect(await told()).toBe(2)
    // Where the consent of nobody is in force whole sentences may still go.
    await server.owner.query('update channel set open = false where id = $1', [pim.channel])
    const six = await ofGroup()
    await refuses('consent_missing', (headers) => edit(six[0]!, { text: 'Anders.' }, 'staff', headers))
    expect((await ask('otherGroup', 'GET', `/api/journal/${one.id}/holders`)).status).toBe(404)
  })

  it('where nobody would read it, it is not written', async () => {
    ok(await decide('withdrawn'))
    const error = await refuses('consent_missing', (headers) => post({}, 'staff', headers))
    expect(error.children).toMatchObject([{ id: noor().childId }])
  })

  it('a day that is over needs consent throughout that day', async () => {
    await server.owner.query(`update channel_period set opened_at = '2026-11-20T12:00:00Z' where channel_id = $1`, [
      noor().channels.diary,
    ])
    await refuses('consent_missing', (headers) => post({ day: '2026-11-20' }, 'staff', headers))
    ok(await post({ day: '2026-11-21' }))
  })

  it('a withdrawal beside it is before it or after it, never during; who is left out holds up nobody else', async () => {
    for (let round = 0; round < 6; round++) {
      server.clock.set(afternoon)
      cast = await makeCast(server)
      const pim = await sibling(true, 'neverGranted')
      const [written, gone] = await Promise.all([post({ text: `Ronde ${round}` }), decide('withdrawn')])
      ok(gone)
      ok(written)
      const { rows } = await server.owner.query(
        `select p.child_id, (select count(*)::integer from event e where e.item_id = p.id and e.type = 'journal.posted') as events
           from journal_place p where p.journal_id = $1`,
        [written.body.journal.id],
      )
      expect(rows.every(({ events }) => events === 1)).toBe(true)
      expect(rows.map(({ child_id }) => child_id)).toContain(pim.id)
      expect(await read()).toHaveLength(rows.some(({ child_id }) => child_id === noor().childId) ? 1 : 0)
    }
  })
})

describe('afterwards', () => {
  it('is corrected with its history for the staff, also in the diary of a child that moved on', async () => {
    const one = await posted({ text: 'Eerst' })
    const two = ok(await edit(one, { text: 'Toen' }, 'manager')).journal
    expect(two).toMatchObject({ version: 2, edited: { name: cast.people.manager.firstName } })
    await refuses('stale_version', (headers) => edit(one, { text: 'Nog' }, 'staff', headers))
    expect(ok(await edit(two, { text: 'Toen' })).journal.version).toBe(2)
    const { revisions } = ok(await ask('staff', 'GET', `/api/journal/${one.id}/history`))
    expect(revisions).toMatchObject([{ version: 1, text: 'Eerst', name: cast.people.manager.firstName }])
    expect(await read()).toMatchObject([{ text: 'Toen', edited: true, version: 2 }])
    const pim = await sibling(true, 'neverGranted')
    const three = await posted({ part: 'plan', text: 'Samen' })
    await server.owner.query('update placement set group_id = $2 where child_id = $1', [
      pim.id,
      cast.targets.bram.groupId,
    ])
    ok(await edit(three, { text: 'Samen, later' }))
    expect((await read('neverGranted')).map(({ text }) => text)).toEqual(['Samen, later'])
    ok(await ask('staff', 'DELETE', `/api/journal/${three.id}`))
    expect(await read('neverGranted')).toEqual([])
  })

  it('no wording is lost of the history, whichever corrections passed some family by', async () => {
    await sibling(true, 'neverGranted')
    const wordings = async (id: string) =>
      ok(await ask('staff', 'GET', `/api/journal/${id}/history`)).revisions.map(({ text }: { text: string }) => text)
    const one = await posted({ text: 'Een' })
    ok(await decide('withdrawn'))
    const two = ok(await edit(one, { text: 'Twee' })).journal
    ok(await decide('granted'))
    const three = ok(await edit(two, { text: 'Drie' }, 'manager')).journal
    const four = ok(await edit(three, { text: 'Vier' })).journal
    expect(await wordings(one.id)).toEqual(['Drie', 'Twee', 'Een'])
    // What stands with one family alone was put aside as well; and what is the journal's own is what was written last.
    ok(await decide('withdrawn'))
    const five = ok(await edit(four, { text: 'Vijf' }, 'manager')).journal
    expect(await wordings(one.id)).toEqual(['Vier', 'Drie', 'Twee', 'Een'])
    ok(await decide('granted'))
    expect(await ofGroup()).toEqual([five])
  })

  it('what is about longer ago is found page by page, whole days each, and removed', async () => {
    const days = Array.from({ length: 24 }, (_, n) => `2026-10-${String(31 - n).padStart(2, '0')}`)
    await server.owner.query(`update placement set starts_on = '2026-09-01' where child_id = $1`, [noor().childId])
    for (const [n, day] of days.entries())
      await server.owner.query(
        `with j as (
           insert into journal (id, organisation_id, group_id, about_on, part, author_id, author_name, posted_at)
           select gen_random_uuid(), organisation_id, group_id, $2::date, parts.one, author_id, author_name, $2::date
             from journal, unnest($3::text[]) as parts(one) where id = $1 returning *)
         insert into journal_place (id, organisation_id, journal_id, channel_id, seq, child_id, group_name, about_on, part, title, text, author_name, posted_at)
         select gen_random_uuid(), j.organisation_id, j.id, p.channel_id, p.seq, p.child_id, p.group_name, j.about_on, j.part, '', $4, p.author_name, j.posted_at
           from j, journal_place p where p.journal_id = $1`,
        [noor().journalId, day, n % 3 === 0 ? ['done', 'plan'] : ['done'], `Van ${day}`],
      )
    const page = async (before?: string) =>
      ok(await ask('staff', 'GET', `/api/groups/${noor().groupId}/journal${before ? `?before=${before}` : ''}`))
    let { earlier } = await page()
    const found: StaffJournal[] = []
    while (earlier !== null) {
      const next = await page(earlier)
      expect(next.entries.length).toBeLessThanOrEqual(20)
      found.push(...next.entries)
      earlier = next.earlier
    }
    expect(found).toHaveLength(32)
    expect(new Set(found.map(({ id }) => id)).size).toBe(32)
    expect([...new Set(found.map(({ day }) => day))]).toEqual(days)
    ok(await ask('manager', 'DELETE', `/api/journal/${found.at(-1)!.id}`))
    expect((await page(days.at(-2))).entries).toEqual([])
    expect((await ask('otherGroup', 'GET', `/api/groups/${noor().groupId}/journal?before=2026-11-01`)).status).toBe(404)
  })

  it('removed it is gone for everybody, also for whoever catches up, and may be written anew', async () => {
    const one = await posted({ text: 'Vergissing' })
    ok(await edit(one, { text: 'Vergissing twee' }))
    ok(await ask('staff', 'DELETE', `/api/journal/${one.id}`))
    ok(await ask('staff', 'DELETE', `/api/journal/${one.id}`))
    for (const name of ['sharedWith', 'staff'] as const) {
      const back = await listen(server, cast.people[name], { [noor().channels.diary]: 0 })
      expect(back.events.filter((event) => (event as { type: string }).type.startsWith('journal.')).length).toBe(4)
      expect(back.raw.join('')).not.toContain('Vergissing')
      back.close()
    }
    const left = await server.owner.query(
      'select 1 from journal_revision r join journal_place p on p.id = r.place_id where p.journal_id = $1',
      [one.id],
    )
    expect(left.rowCount).toBe(0)
    ok(await post())
  })

  it('is unread until it is seen, and plans of the days after today are given beside', async () => {
    const head = async () =>
      ok(await ask('guardian', 'GET', '/api/timeline')).heads.find(
        ({ channel }: { channel: string }) => channel === noor().channels.diary,
      )
    const before = await head()
    await posted()
    const after = await head()
    expect(after.unread).toBe(before.unread + 1)
    ok(await ask('guardian', 'PUT', `/api/channels/${noor().channels.diary}/marker`, { seq: after.seq }))
    expect((await head()).unread).toBe(0)
    const { plans } = ok(await ask('guardian', 'GET', '/api/timeline'))
    expect(plans).toMatchObject([{ day: tomorrow(server), text: noor().plans }])
    server.clock.forward(86_400_000)
    expect(ok(await ask('guardian', 'GET', '/api/timeline')).plans).toEqual([])
  })
})
