import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openPool } from '../db/client.ts'
import { auditRow, insertAudit } from '../db/events.ts'
import { eraseAudit, type Head, seal } from '../workers/seal.ts'
import { verifyAudit } from '../workers/verify-audit.ts'
import { freshDatabase, type TestDatabase, testSecret } from './support/postgres.ts'

let database: TestDatabase
let owner: pg.Client
let worker: pg.Pool
const now = new Date('2026-11-22T12:00:00Z')
const organisationId = uuidv7()
const personId = uuidv7()

beforeAll(async () => {
  database = await freshDatabase(inject('postgresUrl'))
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  worker = openPool(database.urls.worker, 2, () => {})
})
beforeEach(() => forced('delete from audit; delete from audit_seal'))
afterAll(async () => {
  await worker.end()
  await owner.end()
  await database.drop()
})

/** What somebody does who owns the server and switches the triggers off. */
async function forced(sql: string): Promise<void> {
  await owner.query('set session_replication_role = replica')
  await owner.query(sql).finally(() => owner.query('set session_replication_role = origin'))
}
async function note(n: number, client: pg.ClientBase = owner): Promise<string> {
  const values = auditRow(
    now,
    organisationId,
    personId,
    { action: 'diary.posted', subject: { n } },
    { ip: '192.0.2.1' },
  )
  await client.query({ ...insertAudit, values: [...values] })
  return values[0] as string
}
const sealed = () => seal(worker, () => now)
/** Three seals of three rows each. */
async function chain(): Promise<{ ids: string[]; heads: Head[] }> {
  const ids: string[] = []
  const heads: Head[] = []
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 3; n++) ids.push(await note(round * 3 + n))
    heads.push((await sealed())!)
  }
  return { ids, heads }
}
const known = ({ nr, hash }: Head) => ({ nr, hash: hash.toString('hex') })

test('what was added is sealed, chained, and whole', async () => {
  expect(await sealed()).toBeUndefined()
  const { heads } = await chain()
  await note(9)
  const verdict = await verifyAudit(worker)
  expect(verdict).toEqual({ seals: 3, rows: 9, erased: 0, pending: 1, head: known(heads[2]!), broken: undefined })
  expect((await verifyAudit(worker, known(heads[1]!))).broken).toBeUndefined()
})

test('more than one seal holds is sealed in several, in one go', async () => {
  for (let n = 0; n < 1_001; n++) await note(n)
  expect(await sealed()).toMatchObject({ nr: 2 })
  expect(await verifyAudit(worker)).toMatchObject({ seals: 2, rows: 1_001, pending: 0, broken: undefined })
})

test('a row that is committed late is sealed later, though its id is older', async () => {
  const slow = new pg.Client({ connectionString: database.ownerUrl })
  await slow.connect()
  await slow.query('begin')
  const late = await note(0, slow)
  await note(1)
  expect(await sealed()).toMatchObject({ nr: 1 })
  await slow.query('commit')
  await slow.end()
  expect(await sealed()).toMatchObject({ nr: 2 })
  const { rows } = await owner.query('select seal from audit where id = $1', [late])
  expect(rows).toEqual([{ seal: '2' }])
  expect(await verifyAudit(worker)).toMatchObject({ rows: 2, broken: undefined })
})

test('is whole also while sealing goes on', async () => {
  await chain()
  let over = false
  const sealing = (async () => {
    for (let n = 0; !over; n++) {
      await note(n)
      await sealed()
    }
  })()
  for (let n = 0; n < 25; n++) expect((await verifyAudit(worker)).broken).toBeUndefined()
  over = true
  await sealing
})

test('two workers at once seal each row once', async () => {
  for (let n = 0; n < 30; n++) await note(n)
  await Promise.all([sealed(), sealed(), sealed()])
  expect(await verifyAudit(worker)).toMatchObject({ rows: 30, pending: 0, broken: undefined })
})

describe('the verifier names the first row that', () => {
  const tampering: [string, string, (ids: string[]) => string, number | undefined][] = [
    ['is gone', 'missing', (ids) => `delete from audit where id = '${ids[4]}'`, 4],
    ['bears another action', 'changed', (ids) => `update audit set action = 'x' where id = '${ids[4]}'`, 4],
    ['bears another person', 'changed', (ids) => `update audit set person_id = id where id = '${ids[4]}'`, 4],
    [
      'bears another time',
      'changed',
      (ids) => `update audit set at = at - interval '1 second' where id = '${ids[4]}'`,
      4,
    ],
    [
      'says something else',
      'content_changed',
      (ids) => `update audit set payload = '{"n": 99}' where id = '${ids[4]}'`,
      4,
    ],
    [
      'was emptied without a record',
      'emptied',
      (ids) => `update audit set payload = null, salt = null where id = '${ids[4]}'`,
      4,
    ],
    ['comes first of two', 'missing', (ids) => `delete from audit where id in ('${ids[7]}', '${ids[2]}')`, 2],
  ]
  test.each(tampering)('%s', async (_, what, sql, row) => {
    const { ids } = await chain()
    await forced(sql(ids))
    const { broken } = await verifyAudit(worker)
    expect(broken).toEqual({ nr: Math.floor(row! / 3) + 1, row: ids[row!], what })
  })

  test('hides its content in its salt', async () => {
    const { ids } = await chain()
    await forced(`update audit set salt = salt || convert_to(payload, 'UTF8'), payload = '' where id = '${ids[4]}'`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, row: ids[4], what: 'content_changed' })
  })

  test('was emptied, and its record of that no longer reads', async () => {
    const { ids } = await chain()
    await eraseAudit(worker, [ids[1]!], 'retention', now)
    await sealed()
    await forced(`update audit set payload = 'x' where action = 'audit.erased'`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 1, row: ids[1], what: 'emptied' })
  })

  test('says something else, with a digest to match', async () => {
    const { ids } = await chain()
    const salt = randomBytes(16)
    const digest = createHash('sha256').update(salt).update('{"n": 99}').digest('hex')
    await forced(
      `update audit set payload = '{"n": 99}', salt = '\\x${salt.toString('hex')}', digest = '\\x${digest}' where id = '${ids[4]}'`,
    )
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, row: ids[4], what: 'changed' })
  })

  test('was put in afterwards, into a seal or beyond the last', async () => {
    const { ids } = await chain()
    const extra = await note(10)
    await forced(`update audit set seal = 2 where id = '${extra}'`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, row: extra, what: 'added' })
    await forced(`update audit set seal = 9 where id = '${extra}'`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 9, row: extra, what: 'added' })
    expect(ids).toHaveLength(9)
  })
})

describe('the verifier names the first seal that', () => {
  test('is gone', async () => {
    await chain()
    await forced('delete from audit_seal where nr = 2')
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, what: 'seal_missing' })
  })

  test('stands in another one’s place', async () => {
    await chain()
    await forced(`update audit_seal set nr = case nr when 1 then -2 else -1 end where nr in (1, 2);
      update audit_seal set nr = -nr where nr < 0; update audit set seal = 3 - seal where seal < 3`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 1, what: 'seal_changed' })
  })

  test('was written anew together with its rows: the next one does not fit', async () => {
    const { ids, heads } = await chain()
    await forced(`delete from audit where id = '${ids[0]}'; update audit_seal set leaves = substring(leaves from 49) where nr = 1;
      update audit_seal set hash = sha256(decode(repeat('00', 32), 'hex') || leaves) where nr = 1`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, what: 'seal_changed' })
    expect((await verifyAudit(worker, known(heads[0]!))).broken).toEqual({ nr: 1, what: 'head_differs' })
  })

  test('was cut off at the end, once a head is known', async () => {
    const { heads } = await chain()
    await forced('delete from audit where seal = 3; delete from audit_seal where nr = 3')
    expect((await verifyAudit(worker)).broken).toBeUndefined()
    expect((await verifyAudit(worker, known(heads[2]!))).broken).toEqual({ nr: 3, what: 'seal_missing' })
  })
})

describe('lawful erasure', () => {
  test('leaves the chain whole, and of the content nothing', async () => {
    const { ids } = await chain()
    expect(await eraseAudit(worker, [ids[1]!, ids[5]!], 'retention', now)).toBe(2)
    await sealed()
    expect(await verifyAudit(worker)).toMatchObject({ rows: 10, erased: 2, broken: undefined })
    const { rows } = await owner.query('select payload, salt from audit where id = $1', [ids[1]])
    expect(rows).toEqual([{ payload: null, salt: null }])
    // And afterwards a broken row is still found.
    await forced(`update audit set action = 'x' where id = '${ids[5]}'`)
    expect((await verifyAudit(worker)).broken).toEqual({ nr: 2, row: ids[5], what: 'changed' })
  })

  test('leaves alone the record of an erasure', async () => {
    const { ids } = await chain()
    await eraseAudit(worker, [ids[1]!], 'retention', now)
    await sealed()
    const { rows } = await owner.query(`select id from audit where action = 'audit.erased'`)
    expect(await eraseAudit(worker, [rows[0].id], 'retention', now)).toBe(0)
    expect((await verifyAudit(worker)).broken).toBeUndefined()
  })

  test('leaves alone what has no seal yet', async () => {
    const id = await note(1)
    expect(await eraseAudit(worker, [id], 'retention', now)).toBe(0)
  })
})

describe('append-only by right', () => {
  const refused = (pool: pg.Pool | pg.Client, sql: string) =>
    expect(pool.query(sql), sql).rejects.toThrow(/permission denied|is only added to|row-level security/)

  test('no login changes or removes a row or a seal, nor unseals one', async () => {
    await chain()
    await note(9)
    const logins = (['app', 'auth', 'worker'] as const).map((right) => openPool(database.urls[right], 1, () => {}))
    for (const login of logins) {
      for (const sql of [
        `update audit set action = 'x'`,
        `update audit set digest = ''`,
        'delete from audit',
        'truncate audit',
        `update audit_seal set hash = ''`,
        'delete from audit_seal',
        'truncate audit_seal',
      ])
        await refused(login, sql)
      await login.end()
    }
    const login = openPool(database.urls.auth, 1, () => {})
    for (const pool of [login, worker])
      await refused(
        pool,
        `insert into audit (id, at, action, digest, seal) values (gen_random_uuid(), now(), 'x', '', 2)`,
      )
    await login.end()
    await refused(worker, `update audit set payload = '{}' where seal is not null`)
    await refused(worker, 'update audit set payload = null, salt = null where seal is null')
    await refused(worker, 'update audit set seal = null where seal is not null')
    await refused(worker, 'update audit set seal = 9 where seal is not null')
  })

  test('nor does the owner, short of switching the triggers off', async () => {
    await chain()
    for (const sql of [
      `update audit set action = 'x'`,
      'delete from audit',
      'truncate audit',
      'delete from audit_seal',
    ])
      await refused(owner, sql)
    expect(await verifyAudit(worker)).toMatchObject({ rows: 9, broken: undefined })
  })
})

describe('npm run ops -- audit', () => {
  const ops = (...given: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '../workers/ops.ts'), 'audit', ...given], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.ownerUrl, SECRET: testSecret, SEED: 'none' },
    }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    )

  test('tells that all is well, and a head to keep', async () => {
    const { heads } = await chain()
    const head = `3:${heads[2]!.hash.toString('hex')}`
    const plain = await ops()
    expect(plain.said).toContain('9 rows in 3 seals')
    expect(plain.said).toContain(`head ${head}`)
    expect(await ops(head)).toEqual(plain)
  })

  test('names the broken row and ends with 1; says how a head is written', async () => {
    const { ids } = await chain()
    await forced(`delete from audit where id = '${ids[4]}'`)
    expect(await ops()).toMatchObject({ code: 1, said: expect.stringContaining(`row ${ids[4]} of seal 2 is gone`) })
    expect(await ops('2')).toMatchObject({ code: 1, said: expect.stringContaining('64 hexadecimal digits') })
  })
})
