import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ImportKind, ImportPreview, ImportReason } from '../backend/contract/import.ts'
import { mostRows } from '../backend/contract/import.ts'
import { csvOf } from '../client/administration/csv-download.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { refuses } from './support/refusals.ts'
import { standsIn, stored } from './support/rows.ts'
import { call, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
let ingrid: Player
let group: string
/** A mark that no other test's names have. */
let mark: string

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  ingrid = cast.people.administration
  group = cast.targets.noor.groupName
})
afterAll(() => server.close())
beforeEach(() => {
  mark = uuidv7().slice(-8)
})

const columns = [
  ...['roepnaam', 'achternaam', 'geboortedatum', 'opvangsoort', 'groep', 'startdatum'],
  ...['ouder1_voornaam', 'ouder1_achternaam', 'ouder1_email', 'ouder1_gezag'],
  ...['ouder2_voornaam', 'ouder2_achternaam', 'ouder2_email', 'ouder2_gezag', 'ouder2_taal'],
]
type Row = Record<string, string>

/** A row that is right, but for what is given. */
const row = (n: number, given: Row = {}): Row => ({
  roepnaam: `Kind${n}`,
  achternaam: `Rij${mark}`,
  geboortedatum: '2024-05-01',
  opvangsoort: 'KDV',
  groep: group,
  startdatum: '2026-12-01',
  ouder1_voornaam: 'Ouder',
  ouder1_achternaam: `Van${n}`,
  ouder1_email: `ouder${n}-${mark}@example.org`,
  ouder1_gezag: 'ja',
  ...given,
})
const csv = (rows: Row[], sign = ';', end = '\r\n', heads: readonly string[] = columns) =>
  [heads.join(sign), ...rows.map((one) => columns.map((name) => one[name] ?? '').join(sign))].join(end) + end

const file = (content: string | Buffer) => Buffer.from(content as string).toString('base64')
const preview = (content: string | Buffer, kind: ImportKind = 'children', who = ingrid, headers = {}) =>
  call<any>(server, who, 'POST', '/api/administration/import/preview', { kind, file: file(content) }, headers)
const run = (content: string | Buffer, kind: ImportKind = 'children', id = uuidv7(), who = ingrid, headers = {}) =>
  call(server, who, 'POST', '/api/administration/import', { id, kind, file: file(content) }, headers)
const isRefused = (content: string | Buffer) =>
  refuses('import_refused', (headers) => run(content, 'children', uuidv7(), ingrid, headers))

async function problemsOf(content: string | Buffer, kind: ImportKind = 'children') {
  const { status, body } = await preview(content, kind)
  expect(status).toBe(200)
  return (body as ImportPreview).problems.map(({ row, column, reason }) => [row, column, reason])
}
const count = async (sql: string, values: unknown[] = []) =>
  Number((await server.owner.query(`select count(*) from ${sql}`, values)).rows[0].count)
const children = () => count('child where surname = $1', [`Rij${mark}`])

describe('a file of children', () => {
  test('is previewed without storing anything, and imported with everything that hangs from a child', async () => {
    const second = { ouder2_voornaam: 'Tweede', ouder2_achternaam: 'Ouder', ouder2_gezag: 'nee', ouder2_taal: 'en' }
    const rows = [row(1, { ...second, ouder2_email: `Tweede-${mark}@Example.org` }), row(2)]
    const before = await stored(server.owner, ['public.audit'])
    const { body } = await preview(csv(rows))
    expect(await stored(server.owner, ['public.audit'])).toEqual(before)
    const counts = { children: 2, people: 3, linked: 0, invitations: 3 }
    expect(body).toMatchObject({ rows: 2, problems: [], problemCount: 0, counts })
    expect(body.sample.rows[0]?.[0]).toBe('Kind1')
    const reply = await run(csv(rows))
    expect([reply.status, reply.body]).toEqual([200, { counts }])
    const { rows: made } = await server.owner.query(
      `select c.call_name, c.first_names, p.email, p.language, s.parental_authority, k.care_type, k.starts_on::text,
              k.legal_entity_id = l.legal_entity_id as entity, g.name,
              (select count(*)::int from channel h where h.child_id = c.id and not h.open and h.seq = 0) as channels,
              (select count(*)::int from channel h where h.person_id = p.id and h.kind = 'own') as own,
              (select count(*)::int from mail m join invitation i on i.id = m.cause_id
                where m.person_id = p.id and i.person_id = p.id and m.kind = 'invitation'
                  and i.expires_at = i.invited_at + interval '72 hours') as mails,
              (select count(*)::int from person_role r where r.person_id = p.id and r.role = 'guardian') as roles
         from child c join guardianship s on s.child_id = c.id join person p on p.id = s.person_id
         join contract k on k.child_id = c.id join placement t on t.child_id = c.id and t.contract_id = k.id
         join "group" g on g.id = t.group_id join location l on l.id = g.location_id
        where c.surname = $1 order by c.call_name, p.email`,
      [`Rij${mark}`],
    )
    const of = (n: number) => ({ call_name: `Kind${n}`, first_names: `Kind${n}` })
    const usual = {
      ...{ care_type: 'KDV', starts_on: '2026-12-01', entity: true, name: group },
      ...{ channels: 7, own: 1, mails: 1, roles: 1 },
    }
    expect(made).toEqual([
      { ...of(1), email: `ouder1-${mark}@example.org`, language: 'nl', parental_authority: true, ...usual },
      { ...of(1), email: `tweede-${mark}@example.org`, language: 'en', parental_authority: false, ...usual },
      { ...of(2), email: `ouder2-${mark}@example.org`, language: 'nl', parental_authority: true, ...usual },
    ])
  })

  test('is imported once however often it arrives, and says the same', async () => {
    const content = csv([
      row(1),
      row(2, { ouder1_email: cast.people.guardian.email, ...namesOf(cast.people.guardian) }),
    ])
    const id = uuidv7()
    const first = await run(content, 'children', id)
    expect([first.status, first.body.counts]).toEqual([200, { children: 2, people: 1, linked: 1, invitations: 1 }])
    expect((await run(content, 'children', id)).body).toEqual(first.body)
    expect(await children()).toBe(2)
    await refuses('id_taken', (headers) => run(csv([row(3)]), 'children', id, ingrid, headers))
  })

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['a byte order mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
    ['UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ])('is read as %s', async (_, encode) => {
    const { status } = await run(encode(csv([row(1, { roepnaam: 'Zoë', ouder1_voornaam: 'André' })])))
    expect(status).toBe(200)
    expect(await count('child where surname = $1 and call_name = $2', [`Rij${mark}`, 'Zoë'])).toBe(1)
  })

  test.each([
    ['semicolons', ';', '\r\n'],
    ['tabs and line feeds', '\t', '\n'],
    ['commas', ',', '\r\n'],
  ])('is read with %s, and blank lines in between', async (_, sign, end) => {
    const content = csv([row(1), {}, row(2)], sign, end)
    expect(await problemsOf(content)).toEqual([])
    expect((await run(content)).status).toBe(200)
    expect(await children()).toBe(2)
  })

  test('is read with quotes, English names in any order, and days as Dutch people write them', async () => {
    const heads =
      'group,call_name,surname,"birth_date",care_type,start_date,guardian1_email,guardian1_first_name,guardian1_last_name,guardian1_authority'
    const content = `${heads}\n${group},"Jan ""Jantje"", junior",Rij${mark},29-02-2024,bso,1-9-2026,a-${mark}@example.org,Ann,"de Wit, geboren Bos",yes\n`
    expect(await problemsOf(content)).toEqual([])
    expect((await run(content)).status).toBe(200)
    const values = [`Rij${mark}`, 'Jan "Jantje", junior']
    expect(await count("child where surname = $1 and call_name = $2 and birth_date = '2024-02-29'", values)).toBe(1)
  })

  test('takes the same guardian for two children, in whatever capitals', async () => {
    const same = { ouder1_voornaam: 'Sanne', ouder1_achternaam: 'Bakker' }
    const content = csv([
      row(1, { ...same, ouder1_email: `Sanne-${mark}@example.org` }),
      row(2, { ...same, ouder1_email: `sanne-${mark}@EXAMPLE.org` }),
    ])
    expect((await run(content)).body.counts).toEqual({ children: 2, people: 1, linked: 0, invitations: 1 })
  })

  test('gives a child to somebody who is there: no second person, invitation or role', async () => {
    const { otherFamily } = cast.people
    const known = { ...namesOf(otherFamily), ouder1_email: otherFamily.email.toUpperCase() }
    const counts = { children: 1, people: 0, linked: 1, invitations: 0 }
    expect((await run(csv([row(1, known)]))).body.counts).toEqual(counts)
    expect(await count("person_role where person_id = $1 and role = 'guardian'", [otherFamily.id])).toBe(1)
    expect(await count('invitation where person_id = $1', [otherFamily.id])).toBe(0)
    // Invited a moment ago and not yet there: the open invitation is enough.
    await run(csv([row(2)]))
    const again = row(3, { ouder1_achternaam: 'Van2', ouder1_email: `ouder2-${mark}@example.org` })
    expect((await run(csv([again]))).body.counts).toEqual(counts)
  })

  const namesOf = (who: Player) => ({ ouder1_voornaam: who.firstName, ouder1_achternaam: who.lastName })

  const wrong: [string, Row, [string, ImportReason][]][] = [
    ['a day that there is not', { geboortedatum: '2025-02-29' }, [['geboortedatum', 'date']]],
    ['a day in another order', { geboortedatum: '05/31/2024' }, [['geboortedatum', 'date']]],
    ['29 February of a year that has none', { geboortedatum: '29-02-2023' }, [['geboortedatum', 'date']]],
    ['a birth in the future', { geboortedatum: '2027-01-01' }, [['geboortedatum', 'birth_in_future']]],
    ['somebody grown up', { geboortedatum: '1990-01-01' }, [['geboortedatum', 'birth_too_old']]],
    ['a start before birth', { startdatum: '2024-04-30' }, [['startdatum', 'start_before_birth']]],
    ['a start far away', { startdatum: '2062-01-01' }, [['startdatum', 'start_too_far']]],
    ['an unknown group', { groep: 'Zeesterren' }, [['groep', 'group_unknown']]],
    ['an unknown sort of care', { opvangsoort: 'Gastouder' }, [['opvangsoort', 'care_type']]],
    ['authority that is neither yes nor no', { ouder1_gezag: 'misschien' }, [['ouder1_gezag', 'authority']]],
    ['authority that is left open', { ouder1_gezag: '' }, [['ouder1_gezag', 'empty_cell']]],
    ['no e-mail', { ouder1_email: '' }, [['ouder1_email', 'empty_cell']]],
    ['an e-mail that is none', { ouder1_email: 'ouder@' }, [['ouder1_email', 'email']]],
    ['a name of blanks', { roepnaam: '\u2800' }, [['roepnaam', 'empty_cell']]],
    ['a name that is too long', { roepnaam: 'x'.repeat(101) }, [['roepnaam', 'too_long']]],
    ['a name that reorders text', { roepnaam: 'a\u202eb' }, [['roepnaam', 'unsafe_characters']]],
    ['a BSN where a name belongs', { roepnaam: '123456782' }, [['roepnaam', 'bsn']]],
    [
      'half of a second guardian',
      { ouder2_voornaam: 'Tom' },
      [
        ['ouder2_achternaam', 'empty_cell'],
        ['ouder2_email', 'empty_cell'],
        ['ouder2_gezag', 'empty_cell'],
      ],
    ],
  ]
  test.each(wrong)('names %s', async (_, given, problems) => {
    const content = csv([row(1), row(2, given), row(3)])
    expect(await problemsOf(content)).toEqual(problems.map(([column, reason]) => [3, column, reason]))
    // All or nothing: the rows that are right stay out too.
    const before = await stored(server.owner)
    await isRefused(content)
    expect(await stored(server.owner)).toEqual(before)
  })

  test('names a child that occurs twice, in the file and beside what is there', async () => {
    const twice = csv([row(1), row(2, { roepnaam: 'KIND1', ouder1_email: `x-${mark}@example.org` })])
    expect(await problemsOf(twice)).toEqual([[3, '', 'double_child']])
    expect((await run(csv([row(1)]))).status).toBe(200)
    expect(await problemsOf(csv([row(1)]))).toEqual([[2, '', 'child_exists']])
    await isRefused(csv([row(1)]))
  })

  test('names an address that is somebody else’s, and a guardian who is there twice', async () => {
    const { guardian } = cast.people
    const other = {
      ...{ ouder1_voornaam: 'Iemand', ouder1_achternaam: 'Anders' },
      ouder1_email: `ouder1-${mark}@example.org`,
    }
    const twice = {
      ...{ ouder2_voornaam: 'Ouder', ouder2_achternaam: 'Van3', ouder2_gezag: 'ja' },
      ouder2_email: `ouder3-${mark}@example.org`,
    }
    const { body } = await preview(
      csv([row(1), row(2, other), row(3, twice), row(4, { ouder1_email: guardian.email })]),
    )
    expect(body.problems).toEqual([
      { row: 3, column: 'ouder1_email', reason: 'other_name_in_file', value: other.ouder1_email },
      { row: 4, column: 'ouder2_email', reason: 'double_email', value: twice.ouder2_email },
      { row: 5, column: 'ouder1_email', reason: 'other_name', value: `${guardian.firstName} ${guardian.lastName}` },
    ])
    // Of another organisation nothing is known.
    expect(await problemsOf(csv([row(5, { ouder1_email: cast.people.foreignGuardian.email })]))).toEqual([])
  })

  test('keeps a formula as the text that it is', async () => {
    const evil = "=cmd|'/c calc'!A1"
    expect((await run(csv([row(1, { roepnaam: evil })]))).status).toBe(200)
    expect(await count('child where call_name = $1', [evil])).toBe(1)
  })

  test('with a column for BSNs is refused in words of its own, and nothing of it is kept', async () => {
    const bsn = '111222333'
    for (const name of ['bsn', 'BSN', 'Burgerservicenummer', 'BSN-nummer', 'bsn kind']) {
      const content = csv([row(1, { ouder2_taal: bsn })], ';', '\n', [...columns.slice(0, -1), name])
      const reply = await preview(content)
      expect(reply.body.problems).toEqual([{ row: 1, column: name, reason: 'bsn_column', value: '' }])
      expect(reply.text).not.toContain(bsn)
      await isRefused(content)
    }
    expect(await standsIn(server.owner, bsn)).toEqual([])
  })
})

describe('a header', () => {
  test('names columns that nobody knows, that lack, and that occur twice', async () => {
    const unknown = ['roepnaam', 'Kleur', ...columns.slice(2)]
    expect(await problemsOf(csv([row(1)], ';', '\n', unknown))).toEqual([
      [1, 'Kleur', 'unknown_column'],
      [1, 'achternaam', 'missing_column'],
    ])
    const twice = [...columns.slice(0, -1), 'roepnaam']
    expect(await problemsOf(csv([row(1)], ';', '\n', twice))).toEqual([[1, 'roepnaam', 'double_column']])
  })

  test('leaves no room for more cells than it names', async () => {
    expect(await problemsOf(`${csv([row(1)]).trim()};;te veel\r\n`)).toEqual([[2, '', 'too_many_cells']])
  })
})

describe('a file that is no table', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n \n', 'empty'],
    ['only a header', csv([]), 'header_only'],
    ['an archive that is called csv', Buffer.from('504b0304140000000800', 'hex'), 'not_csv'],
    ['a PDF that is called csv', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), 'not_csv'],
    ['bytes', Buffer.from([1, 0, 2, 0, 0, 3, 10, 0]), 'not_csv'],
    ['a quote that never ends', `${columns.join(';')}\n"Kind;`, 'quotes'],
  ] as [string, string | Buffer, ImportReason][])('%s', async (_, content, reason) => {
    expect((await problemsOf(content)).map(([, , said]) => said)).toEqual([reason])
    await isRefused(content)
  })

  test('more than 8 MB', async () => {
    for (const size of [8 * 1024 * 1024 + 1, 10 * 1024 * 1024]) {
      const reply = await preview(Buffer.alloc(size, 'a'))
      expect([413, 422]).toContain(reply.status)
    }
  })
})

describe('a file of staff', () => {
  const staff = (rows: string[]) =>
    `voornaam,achternaam,email,rol,groep,locatie,startdatum\n${rows.map((one) => `${one}\n`).join('')}`

  test('is imported: groups for staff, a location for a manager', async () => {
    const location = 'select l.name from "group" g join location l on l.id = g.location_id where g.name = $1'
    const { rows } = await server.owner.query(location, [group])
    const content = staff([
      `Nienke,Post,nienke-${mark}@example.org,medewerker,${group}|${cast.targets.bram.groupName},,2026-12-01`,
      `Otto,Quist,otto-${mark}@example.org,Locatiemanager,,${rows[0].name},2026-11-01`,
    ])
    expect(await problemsOf(content, 'staff')).toEqual([])
    expect((await run(content, 'staff')).body.counts).toEqual({ children: 0, people: 2, linked: 0, invitations: 2 })
    const { rows: made } = await server.owner.query(
      `select p.first_name, r.role, r.starts_on::text, r.location_id is not null as located,
              (select count(*)::int from staff_assignment s where s.person_id = p.id and s.starts_on = '2026-12-01') as groups
         from person p join person_role r on r.person_id = p.id where p.email like $1 order by 1`,
      [`%-${mark}@example.org`],
    )
    // Staff may make their account at once; they see nobody before their group begins.
    expect(made).toEqual([
      { first_name: 'Nienke', role: 'staff', starts_on: '2026-11-22', located: false, groups: 2 },
      { first_name: 'Otto', role: 'manager', starts_on: '2026-11-01', located: true, groups: 0 },
    ])
  })

  test('names what is wrong', async () => {
    const { staff: known } = cast.people
    const content = staff([
      `A,B,a-${mark}@example.org,directeur,${group},,2026-12-01`,
      `A,B,b-${mark}@example.org,medewerker,,,2026-12-01`,
      `A,B,c-${mark}@example.org,manager,,Nergens,2026-11-01`,
      `A,B,c-${mark}@example.org,medewerker,${group},,2026-12-01`,
      `${known.firstName},${known.lastName},${known.email},medewerker,${group},,2026-12-01`,
      `A,B,${known.email},medewerker,${cast.targets.bram.groupName},,2026-12-01`,
    ])
    expect(await problemsOf(content, 'staff')).toEqual([
      [2, 'rol', 'role'],
      [3, 'groep', 'empty_cell'],
      [4, 'locatie', 'location_unknown'],
      [5, 'email', 'double_person'],
      [6, 'email', 'already_there'],
      [7, 'email', 'double_person'],
      [7, 'email', 'other_name'],
    ])
  })
})

test('what is given to a spreadsheet is no formula there', () => {
  const cells = ['=1+1', '+31', '-2', '@x', '\t=1', 'a;b', 'zegt "ja"', 'Noor']
  expect(csvOf([cells])).toBe(`\ufeff'=1+1;'+31;'-2;'@x;'\t=1;"a;b";"zegt ""ja""";Noor\r\n`)
})

describe('whoever is not of administration', () => {
  test('finds no such thing, and nothing is stored', async () => {
    const content = csv([row(1)])
    const before = await stored(server.owner)
    for (const name of ['guardian', 'staff', 'manager', 'privacyOfficer'] as const) {
      await refuses('not_found', (headers) => preview(content, 'children', cast.people[name], headers))
      await refuses('not_found', (headers) => run(content, 'children', uuidv7(), cast.people[name], headers))
    }
    const open = (body: unknown) => call(server, undefined, 'POST', '/api/administration/import', body)
    expect((await open({ id: uuidv7(), kind: 'children', file: file(content) })).status).toBe(401)
    // Without a session a body is short.
    expect((await open({ file: 'a'.repeat(20_000) })).status).toBe(413)
    expect(await stored(server.owner)).toEqual(before)
  })

  test('and another organisation’s knows nothing of ours', async () => {
    const reply = await preview(csv([row(1)]), 'children', cast.people.foreignAdministration)
    expect(reply.body.problems).toEqual([{ row: 2, column: 'groep', reason: 'group_unknown', value: group }])
  })
})

describe('size', () => {
  const second = (n: number) => ({
    ouder2_voornaam: 'Tweede',
    ouder2_achternaam: `Van${n}`,
    ouder2_email: `tweede${n}-${mark}@example.org`,
    ouder2_gezag: 'nee',
  })
  const many = (n: number, given: (n: number) => Row = () => ({})) =>
    csv(Array.from({ length: n }, (_, index) => row(index, { ...second(index), ...given(index) })))

  /** How long anybody else had to wait at most, in milliseconds. */
  async function longestWait(work: () => Promise<unknown>): Promise<number> {
    let longest = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 5)
      last = performance.now()
    }, 5)
    await work()
    clearInterval(timer)
    return longest
  }

  test('21,000 rows are too many', async () => {
    expect(await problemsOf(many(21_000))).toEqual([[0, '', 'too_many_rows']])
  })

  test(`${mostRows} rows of which one is wrong: nothing`, { timeout: 180_000 }, async () => {
    const content = many(mostRows, (n): Row => (n === mostRows - 1 ? { groep: 'Nergens' } : {}))
    expect(await problemsOf(content)).toEqual([[mostRows + 1, 'groep', 'group_unknown']])
    const before = await stored(server.owner)
    expect((await run(content)).body.error?.code).toBe('import_refused')
    expect(await stored(server.owner)).toEqual(before)
  })

  test(`${mostRows} rows, one import at a time, while others are served`, { timeout: 120_000 }, async () => {
    const content = many(mostRows)
    const begun = performance.now()
    let looked = 0
    const waited = await longestWait(async () => {
      const { body } = await preview(content)
      expect(body).toMatchObject({ rows: mostRows, problemCount: 0 })
      looked = performance.now()
      const importing = run(content)
      await new Promise((later) => setTimeout(later, 1_000))
      await refuses('import_running', (headers) => run(csv([row(-1)]), 'children', uuidv7(), ingrid, headers))
      expect((await call(server, cast.people.staff, 'GET', '/api/groups')).status).toBe(200)
      const done = await importing
      const counts = { children: mostRows, people: 2 * mostRows, linked: 0, invitations: 2 * mostRows }
      expect([done.status, done.body]).toEqual([200, { counts }])
    })
    if (process.env.MEASURE)
      console.log({ bytes: content.length, preview: looked - begun, run: performance.now() - looked, waited })
    expect(await children()).toBe(mostRows)
    const page = await call(server, ingrid, 'GET', `/api/administration/children?search=Rij${mark}`)
    expect([page.body.total, page.body.children.length, page.body.more]).toEqual([mostRows, 50, true])
  })
})
