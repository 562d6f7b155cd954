import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditRow, insertAudit } from '../db/events.ts'
import { eraseAudit, seal } from '../workers/seal.ts'
import { type Cast, makeCast, type Player, playerNames, write } from './support/cast.ts'
import { stored } from './support/rows.ts'
import { sabotage } from './support/sabotage.ts'
import { call, startServer, type TestServer } from './support/server.ts'
import { signIn } from './support/sign-in.ts'

let server: TestServer
let cast: Cast
let officer: Player
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  officer = cast.people.privacyOfficer
})
afterAll(() => server.close())

const period = { from: '2020-01-01', to: '2026-12-31' }
const search = (query = '', who = officer) => call(server, who, 'GET', `/api/audit${query}`)
const rowsOf = async (query = '') => (await search(query)).body.rows
const today = () => server.clock.now().toISOString().slice(0, 10)
const auditOf = async (action: string) => {
  const { rows } = await server.owner.query(
    'select organisation_id, person_id, payload::jsonb as payload from audit where action = $1 order by at desc, id desc',
    [action],
  )
  return rows
}
/** Rows as they would have come to be, about `child`, one a minute, before now. */
async function fill(count: number, given: { action?: string; child?: string; person?: string; device?: string } = {}) {
  const { action = 'diary.posted', child = uuidv7(), person = cast.people.staff.id, device = 'x' } = given
  for (let n = 1; n <= count; n++) {
    const at = new Date(server.clock.now().getTime() - n * 60_000)
    const origin = { role: 'staff', session: uuidv7(), ip: '192.0.2.9', device }
    const row = auditRow(at, cast.organisationId, person, { action, subject: { children: [child] } }, origin)
    await server.owner.query({ ...insertAudit, values: [...row] })
  }
}

describe('the privacy officer', () => {
  test('finds who did what, when, as whom, from where, to what, and whether it is sealed', async () => {
    const entry = await write(server, cast, cast.targets.noor)
    server.clock.forward(1_000)
    const { status, body } = await search()
    expect(status).toBe(200)
    const { staff } = cast.people
    const { noor } = cast.targets
    const found = body.rows.find((row: { action: string }) => row.action === 'diary.posted')
    expect(found).toMatchObject({
      person: staff.id,
      role: 'staff',
      session: staff.sessionId,
      ip: '127.0.0.1',
      seal: null,
      erased: false,
    })
    expect(found.device).toMatch(/node|undici/)
    expect(found.details).toContainEqual({ name: 'children', values: [noor.childId] })
    expect(body.names).toMatchObject({
      [staff.id]: `${staff.firstName} ${staff.lastName}`,
      [noor.childId]: `${noor.callName} ${noor.surname}`,
    })
    expect(JSON.stringify(body)).not.toContain(noor.text)
    expect(entry).toBeTruthy()
    await seal(server.database.worker, server.clock.now)
    const [sealed] = (await rowsOf('?kind=diary')).filter(({ id }: { id: string }) => id === found.id)
    expect(sealed.seal).toBeGreaterThan(0)
  })

  test('sees that content was erased, and that there was such a row', async () => {
    await fill(1, { action: 'consent.granted' })
    await seal(server.database.worker, server.clock.now)
    const [row] = await rowsOf('?kind=consent')
    expect(await eraseAudit(server.database.worker, [row.id], 'retention', server.clock.now())).toBe(1)
    const [after] = await rowsOf('?kind=consent')
    expect(after).toMatchObject({
      id: row.id,
      action: 'consent.granted',
      erased: true,
      details: [],
      ip: null,
      role: null,
    })
  })

  test('searches by kind, by person, by child, by period, and by all of them together', async () => {
    const child = cast.targets.kai.childId
    await fill(3, { child })
    await fill(2, { child, action: 'child.read', person: cast.people.elsewhere.id })
    const counted = async (query: string) => (await rowsOf(query)).length
    expect(await counted(`?child=${child}`)).toBe(5)
    // The last search was about that child too.
    expect(await counted(`?child=${child}&kind=read`)).toBe(3)
    expect(await counted(`?child=${child}&kind=read&person=${cast.people.elsewhere.id}`)).toBe(2)
    expect(await counted(`?child=${child}&kind=diary`)).toBe(3)
    expect(await counted(`?person=${cast.people.elsewhere.id}&kind=diary`)).toBe(0)
    expect(await counted(`?child=${child}&kind=diary&to=2026-11-21`)).toBe(0)
    expect(await counted(`?child=${child}&kind=diary&from=${today()}`)).toBe(3)
    for (const row of await rowsOf('?kind=diary')) expect(row.action).toMatch(/^diary\./)
    for (const row of await rowsOf(`?person=${cast.people.staff.id}`)) expect(row.person).toBe(cast.people.staff.id)
  })

  test('finds what was long ago by the child, also when much happened since', async () => {
    const child = uuidv7()
    const row = (days: number) => {
      const at = new Date(server.clock.now().getTime() - days * 86_400_000)
      return auditRow(at, cast.organisationId, null, { action: 'consent.refused', subject: { child } }, {})
    }
    for (const days of [1, 20, 40, 300]) await server.owner.query({ ...insertAudit, values: [...row(days)] })
    expect(await rowsOf(`?child=${child}&kind=consent`)).toHaveLength(4)
    expect(await rowsOf(`?child=${child}&kind=consent&from=2026-10-01`)).toHaveLength(3)
    const { body } = await search(`?child=${child}&kind=consent`)
    expect(body.days).toHaveLength(92)
    expect(body.days.filter(({ count }: { count: number }) => count > 0)).toHaveLength(3)
  })

  test('reads page by page, newest first, none twice and none left out', async () => {
    const child = uuidv7()
    await fill(120, { child })
    for (const query of [
      `child=${child}&kind=diary`,
      `person=${cast.people.staff.id}&kind=diary`,
      'kind=diary',
      `to=${today()}`,
    ]) {
      const seen: { id: string; at: string }[] = []
      let older: string | null = null
      do {
        const { body } = await search(`?${query}${older ? `&before=${older}` : ''}`)
        expect(body.rows.length).toBeLessThanOrEqual(50)
        if (older) expect(body.days).toEqual([])
        seen.push(...body.rows)
        older = body.older
      } while (older && seen.length < 400)
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
      const moments = seen.map(({ at }) => at)
      expect(moments).toEqual([...moments].sort().reverse())
      const mine = await server.owner.query(
        'select id from audit where audit_children(payload) @> array[$1::text] and action = $2',
        [child, 'diary.posted'],
      )
      expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(mine.rows.map(({ id }) => id)))
    }
  })

  test('sees how many there were on each day', async () => {
    const { body } = await search(`?from=2026-11-18&to=${today()}&kind=diary`)
    expect(body.days.map(({ day }: { day: string }) => day)).toEqual([
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
    ])
    const { rows } = await server.owner.query(
      `select count(*)::integer as many from audit where action like 'diary.%' and organisation_id = $1 and at >= '2026-11-21T23:00Z'`,
      [cast.organisationId],
    )
    expect(body.days.at(-1).count).toBe(rows[0].many)
  })

  test('finds people and children by a part of their name', async () => {
    const found = async (of: string, name: string) =>
      (await call(server, officer, 'GET', `/api/audit/names?of=${of}&name=${encodeURIComponent(name)}`)).body.found
    const { staff } = cast.people
    const { noor } = cast.targets
    expect(await found('people', staff.lastName.toUpperCase())).toEqual([
      { id: staff.id, name: `${staff.firstName} ${staff.lastName}`, roles: ['staff'], birthDate: null },
    ])
    expect(await found('children', noor.callName)).toEqual([
      { id: noor.childId, name: `${noor.callName} ${noor.surname}`, roles: [], birthDate: '2024-02-29' },
    ])
    expect((await auditOf('audit.names_read'))[0].payload).toMatchObject({ children: [noor.childId] })
    // Of another organisation nobody; and a pattern is no pattern.
    expect(await found('children', cast.targets.zed.callName)).toEqual([])
    for (const name of ['%%', '__', '\\\\']) expect(await found('people', name)).toEqual([])
    expect((await call(server, officer, 'GET', '/api/audit/names?of=people&name=a')).status).toBe(422)
  })

  test('leaves a record of each search', async () => {
    const child = cast.targets.bram.childId
    await search(`?child=${child}&kind=consent&from=2026-11-01`)
    expect((await auditOf('audit.searched'))[0]).toMatchObject({
      person_id: officer.id,
      payload: { child, kind: 'consent', from: '2026-11-01', role: 'privacy_officer', session: officer.sessionId },
    })
  })

  test('sees nothing when the search cannot be recorded', async () => {
    const strike = await sabotage(server.owner, 'audit', 'the insert fails')
    const replies = [await search(), await call(server, officer, 'POST', '/api/audit/export', period)]
    await strike.undo()
    for (const { status, text } of replies) {
      expect(status).toBe(500)
      expect(text).not.toContain(cast.people.staff.id)
    }
  })

  test('a period that ends before it begins is refused, as are days that are none', async () => {
    for (const query of ['?from=2026-11-20&to=2026-11-19', '?from=2026-02-30', '?kind=all', '?child=x', '?before=1'])
      expect((await search(query)).status).toBe(422)
  })
})

describe('the export', () => {
  const taken = (filter: object, who = officer) =>
    call(server, who, 'POST', '/api/audit/export', { ...period, ...filter })
  const read = (text: string): Record<string, string>[] =>
    parse(text, { delimiter: ';', bom: true, columns: true, relax_column_count: false })

  test('holds the rows of the search, all of them, and says how many', async () => {
    const child = uuidv7()
    await fill(4_321, { child })
    const reply = await taken({ child })
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(reply.headers.get('content-disposition')).toContain('audit-2020-01-01-2026-12-31.csv')
    expect(reply.headers.get('x-rows')).toBe('4321')
    expect(reply.text.startsWith('at;person;')).toBe(true)
    const rows = read(reply.text)
    expect(rows).toHaveLength(4_321)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(4_321)
    expect(rows[0]).toMatchObject({
      person: `${cast.people.staff.firstName} ${cast.people.staff.lastName}`,
      role: 'staff',
      action: 'diary.posted',
      details: `children=${child}`,
      ip: '192.0.2.9',
    })
    expect((await auditOf('audit.exported'))[0].payload).toMatchObject({ child, rows: 4_321 })
  })

  test('begins no cell as a formula does, and breaks no line within one', async () => {
    const child = uuidv7()
    const device = '=HYPERLINK("http://evil.example";"x")\r\n+1;"quoted"'
    await fill(1, { child, device })
    await fill(1, { child, device: '@SUM(A1)' })
    const { text } = await taken({ child })
    const rows = read(text)
    expect(rows.map((row) => row.device).sort()).toEqual([
      `'=HYPERLINK("http://evil.example";"x") +1;"quoted"`,
      `'@SUM(A1)`,
    ])
    expect(text.trimEnd().split('\r\n')).toHaveLength(3)
  })

  test('is recorded before its first byte leaves, so that breaking off hides nothing', async () => {
    const before = (await auditOf('audit.exported')).length
    const leaving = new AbortController()
    const asked = fetch(`${server.url}/api/audit/export`, {
      method: 'POST',
      headers: { cookie: officer.cookie, 'x-requested-with': 'ouderapp', 'content-type': 'application/json' },
      body: JSON.stringify(period),
      signal: leaving.signal,
    })
    const reply = await asked
    leaving.abort()
    await reply.text().catch(() => {})
    expect(await auditOf('audit.exported')).toHaveLength(before + 1)
    // And the connection it was read through is free again.
    for (let n = 0; n < 12; n++) expect((await search()).status).toBe(200)
  })

  test('keeps the database from nobody, whoever does not read on', async () => {
    await fill(1, { action: 'test.long', device: 'x'.repeat(250) })
    await server.owner.query(
      `do $$
       declare one audit;
       begin
         select * into one from audit where action = 'test.long';
         for n in 1..40000 loop
           one.id := gen_random_uuid();
           insert into audit select one.*;
         end loop;
       end $$`,
    )
    const body = JSON.stringify(period)
    const head = `POST /api/audit/export HTTP/1.1\r\nhost: x\r\nx-requested-with: x\r\ncookie: ${officer.cookie}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`
    const { hostname, port } = new URL(server.url)
    const sleepers = Array.from({ length: 10 }, () => {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(head + body)
      return socket.pause()
    })
    await sleep(1_000)
    for (let n = 0; n < 12; n++) expect((await search()).status).toBe(200)
    expect((await call(server, officer, 'POST', '/api/audit/export', period)).status).toBe(503)
    // They are given up by themselves.
    await expect
      .poll(
        async () => (await call(server, officer, 'POST', '/api/audit/export', { ...period, to: '2020-01-02' })).status,
        {
          timeout: 40_000,
          interval: 1_000,
        },
      )
      .toBe(200)
    const heard = await Promise.all(sleepers.map((socket) => text(socket).catch(() => '')))
    expect(heard.filter((one) => one.startsWith('HTTP/1.1 503'))).toHaveLength(8)
  }, 240_000)

  test('is no link that another site can follow', async () => {
    const reply = await fetch(`${server.url}/api/audit/export`, { headers: { cookie: officer.cookie } })
    expect(reply.status).toBe(405)
    const foreign = await fetch(`${server.url}/api/audit/export`, {
      method: 'POST',
      headers: { cookie: officer.cookie, 'content-type': 'application/json' },
      body: JSON.stringify(period),
    })
    expect(foreign.status).toBe(403)
  })
})

describe('nobody else', () => {
  test.each(playerNames.filter((name) => name !== 'privacyOfficer'))(
    '%s finds nothing there and leaves nothing',
    async (name) => {
      const who = cast.people[name]
      const before = await stored(server.owner)
      const nowhere = await call(server, who, 'GET', '/api/nowhere')
      for (const [method, path, body] of [
        ['GET', '/api/audit'],
        ['GET', '/api/audit/names?of=people&name=naam'],
        ['POST', '/api/audit/export', period],
      ] as const) {
        const reply = await call(server, who, method, path, body)
        expect(reply.status, path).toBe(404)
        expect({ ...reply.body.error, id: '' }).toEqual({ ...nowhere.body.error, id: '' })
      }
      expect(await stored(server.owner)).toEqual(before)
    },
  )

  test('another organisation’s rows are not among them, not even by the child', async () => {
    await write(server, cast, cast.targets.zed)
    const { zed } = cast.targets
    const all = await search()
    expect(all.text).not.toContain(zed.childId)
    const byChild = (await search(`?child=${zed.childId}`)).body
    expect(byChild.rows.filter((row: { action: string }) => row.action !== 'audit.searched')).toEqual([])
    expect((await search(`?person=${cast.people.foreignStaff.id}`)).body.rows).toEqual([])
  })

  test('asks the database’s own function for anything', async () => {
    const ask = `select count(*)::integer as many from audit_of_child('${cast.targets.noor.childId}', null, null, '-infinity', 'infinity', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 99)`
    for (const name of playerNames) {
      const { id, role } = cast.people[name]
      const client = await server.database.app.connect()
      await client.query('begin')
      await client.query('select * from enter($1, $2, $3)', [id, role, server.clock.now()])
      const { rows } = await client.query(ask)
      await client.query('rollback')
      client.release()
      if (name === 'privacyOfficer') expect(rows[0].many).toBeGreaterThan(0)
      else expect(rows[0].many, name).toBe(0)
    }
  })
})

describe('attempts to sign in', () => {
  const known = () => cast.people.otherGroup.email
  const failures = () => auditOf('account.sign_in_failed')

  test('that fail are seen by the privacy officer of whose account it was', async () => {
    await signIn(server, known(), 'geraden', '127.0.0.21')
    const [row] = await failures()
    expect(row).toMatchObject({
      person_id: cast.people.otherGroup.id,
      organisation_id: cast.organisationId,
      payload: { ip: '127.0.0.21' },
    })
    const found = await rowsOf(`?kind=sign_in&person=${cast.people.otherGroup.id}`)
    expect(found[0]).toMatchObject({ action: 'account.sign_in_failed', ip: '127.0.0.21' })
    await signIn(server, known().toUpperCase(), 'geraden', '127.0.0.21')
    expect((await failures())[0]).toMatchObject({ person_id: cast.people.otherGroup.id })
  })

  test('for an address that nobody has are nobody’s, after the same statement', async () => {
    let asked: string[] = []
    const { auth } = server.database
    const query = auth.query.bind(auth)
    auth.query = ((...given: Parameters<typeof query>) => {
      const text = String((given[0] as unknown as { text?: string }).text ?? given[0])
      if (text.includes('audit') || text.includes('person')) asked.push(text)
      return query(...given)
    }) as typeof auth.query
    await signIn(server, 'niemand@example.org', 'geraden', '127.0.0.22')
    const unknown = asked
    asked = []
    await signIn(server, known(), 'geraden', '127.0.0.22')
    auth.query = query
    expect(asked).toEqual(unknown)
    expect(asked).toHaveLength(1)
    expect((await failures())[1]).toMatchObject({ person_id: null, organisation_id: null })
    expect(JSON.stringify(await failures())).not.toContain('niemand')
  })

  test('that are slowed down are recorded once for an account and an address, however many there are', async () => {
    const { email, id } = cast.people.managerElsewhere
    const many = await Promise.all(Array.from({ length: 25 }, () => signIn(server, email, 'geraden', '127.0.0.23')))
    expect(many.filter(({ status }) => status === 429)).toHaveLength(15)
    const throttled = async () => (await auditOf('account.sign_in_throttled')).filter((row) => row.person_id === id)
    expect(await throttled()).toHaveLength(1)
    expect((await throttled())[0].payload).toEqual({ ip: '127.0.0.23', device: expect.any(String) })
    for (let n = 0; n < 11; n++) await signIn(server, email, 'geraden', '127.0.0.24')
    expect(await throttled()).toHaveLength(2)
    // And once more when the quarter of an hour is over.
    await server.owner.query('update auth.attempt set expire = 1')
    for (let n = 0; n < 12; n++) await signIn(server, email, 'geraden', '127.0.0.23')
    expect(await throttled()).toHaveLength(3)
  })
})
