import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eraseAudit } from '../workers/seal.ts'
import { verifyAudit } from '../workers/verify-audit.ts'
import { type Audit, known, now, openAudit } from './support/audit-chain.ts'

let audit: Audit
beforeAll(async () => {
  audit = await openAudit(inject('postgresUrl'))
})
beforeEach(() => audit.empty())
afterAll(() => audit.close())

test('what was added is sealed, chained, and whole', async () => {
  expect(await audit.sealed()).toBeUndefined()
  const { heads } = await audit.chain()
  await audit.note(9)
  const verdict = await verifyAudit(audit.worker)
  expect(verdict).toEqual({ seals: 3, rows: 9, erased: 0, pending: 1, head: known(heads[2]!), broken: undefined })
  expect((await verifyAudit(audit.worker, known(heads[1]!))).broken).toBeUndefined()
})

test('more than one seal holds is sealed in several, in one go', async () => {
  for (let n = 0; n < 1_001; n++) await audit.note(n)
  expect(await audit.sealed()).toMatchObject({ nr: 2 })
  expect(await verifyAudit(audit.worker)).toMatchObject({ seals: 2, rows: 1_001, pending: 0, broken: undefined })
})

test('a row that is committed late is sealed later, though its id is older', async () => {
  const slow = new pg.Client({ connectionString: audit.database.ownerUrl })
  await slow.connect()
  await slow.query('begin')
  const late = await audit.note(0, slow)
  await audit.note(1)
  expect(await audit.sealed()).toMatchObject({ nr: 1 })
  await slow.query('commit')
  await slow.end()
  expect(await audit.sealed()).toMatchObject({ nr: 2 })
  const { rows } = await audit.owner.query('select seal from audit where id = $1', [late])
  expect(rows).toEqual([{ seal: '2' }])
  expect(await verifyAudit(audit.worker)).toMatchObject({ rows: 2, broken: undefined })
})

test('is whole also while sealing goes on', async () => {
  await audit.chain()
  let over = false
  const sealing = (async () => {
    for (let n = 0; !over; n++) {
      await audit.note(n)
      await audit.sealed()
    }
  })()
  for (let n = 0; n < 25; n++) expect((await verifyAudit(audit.worker)).broken).toBeUndefined()
  over = true
  await sealing
})

test('two workers at once seal each row once', async () => {
  for (let n = 0; n < 30; n++) await audit.note(n)
  await Promise.all([audit.sealed(), audit.sealed(), audit.sealed()])
  expect(await verifyAudit(audit.worker)).toMatchObject({ rows: 30, pending: 0, broken: undefined })
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
    const { ids } = await audit.chain()
    await audit.forced(sql(ids))
    const { broken } = await verifyAudit(audit.worker)
    expect(broken).toEqual({ nr: Math.floor(row! / 3) + 1, row: ids[row!], what })
  })

  test('hides its content in its salt', async () => {
    const { ids } = await audit.chain()
    await audit.forced(
      `update audit set salt = salt || convert_to(payload, 'UTF8'), payload = '' where id = '${ids[4]}'`,
    )
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, row: ids[4], what: 'content_changed' })
  })

  test('was emptied, and its record of that no longer reads', async () => {
    const { ids } = await audit.chain()
    await eraseAudit(audit.worker, [ids[1]!], 'retention', now)
    await audit.sealed()
    await audit.forced(`update audit set payload = 'x' where action = 'audit.erased'`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 1, row: ids[1], what: 'emptied' })
    await audit.forced(`update audit set digest = sha256(salt || 'x') where action = 'audit.erased'`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 1, row: ids[1], what: 'emptied' })
  })

  test('says something else, with a digest to match', async () => {
    const { ids } = await audit.chain()
    const salt = randomBytes(16)
    const digest = createHash('sha256').update(salt).update('{"n": 99}').digest('hex')
    await audit.forced(
      `update audit set payload = '{"n": 99}', salt = '\\x${salt.toString('hex')}', digest = '\\x${digest}' where id = '${ids[4]}'`,
    )
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, row: ids[4], what: 'changed' })
  })

  test('was put in afterwards, into a seal or beyond the last', async () => {
    const { ids } = await audit.chain()
    const extra = await audit.note(10)
    await audit.forced(`update audit set seal = 2 where id = '${extra}'`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, row: extra, what: 'added' })
    await audit.forced(`update audit set seal = 9 where id = '${extra}'`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 9, row: extra, what: 'added' })
    expect(ids).toHaveLength(9)
  })
})

describe('the verifier names the first seal that', () => {
  test('is gone', async () => {
    await audit.chain()
    await audit.forced('delete from audit_seal where nr = 2')
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, what: 'seal_missing' })
  })

  test('stands in another one’s place', async () => {
    await audit.chain()
    await audit.forced(`update audit_seal set nr = case nr when 1 then -2 else -1 end where nr in (1, 2);
      update audit_seal set nr = -nr where nr < 0; update audit set seal = 3 - seal where seal < 3`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 1, what: 'seal_changed' })
  })

  test('was written anew together with its rows: the next one does not fit', async () => {
    const { ids, heads } = await audit.chain()
    await audit.forced(`delete from audit where id = '${ids[0]}'; update audit_seal set leaves = substring(leaves from 49) where nr = 1;
      update audit_seal set hash = sha256(decode(repeat('00', 32), 'hex') || leaves) where nr = 1`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, what: 'seal_changed' })
    expect((await verifyAudit(audit.worker, known(heads[0]!))).broken).toEqual({ nr: 1, what: 'head_differs' })
  })

  test('was cut off at the end, once a head is known', async () => {
    const { heads } = await audit.chain()
    await audit.forced('delete from audit where seal = 3; delete from audit_seal where nr = 3')
    expect((await verifyAudit(audit.worker)).broken).toBeUndefined()
    expect((await verifyAudit(audit.worker, known(heads[2]!))).broken).toEqual({ nr: 3, what: 'seal_missing' })
  })
})
