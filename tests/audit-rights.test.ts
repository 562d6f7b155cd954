import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { openPool } from '../db/client.ts'
import { eraseAudit } from '../workers/seal.ts'
import { verifyAudit } from '../workers/verify-audit.ts'
import { type Audit, now, openAudit } from './support/audit-chain.ts'
import { testSecret } from './support/postgres.ts'

let audit: Audit
beforeAll(async () => {
  audit = await openAudit(inject('postgresUrl'))
})
beforeEach(() => audit.empty())
afterAll(() => audit.close())

describe('lawful erasure', () => {
  test('leaves the chain whole, and of the content nothing', async () => {
    const { ids } = await audit.chain()
    expect(await eraseAudit(audit.worker, [ids[1]!, ids[5]!], 'retention', now)).toBe(2)
    await audit.sealed()
    expect(await verifyAudit(audit.worker)).toMatchObject({ rows: 10, erased: 2, broken: undefined })
    const { rows } = await audit.owner.query('select payload, salt from audit where id = $1', [ids[1]])
    expect(rows).toEqual([{ payload: null, salt: null }])
    // And afterwards a broken row is still found.
    await audit.forced(`update audit set action = 'x' where id = '${ids[5]}'`)
    expect((await verifyAudit(audit.worker)).broken).toEqual({ nr: 2, row: ids[5], what: 'changed' })
  })

  test('leaves alone the record of an erasure', async () => {
    const { ids } = await audit.chain()
    await eraseAudit(audit.worker, [ids[1]!], 'retention', now)
    await audit.sealed()
    const { rows } = await audit.owner.query(`select id from audit where action = 'audit.erased'`)
    expect(await eraseAudit(audit.worker, [rows[0].id], 'retention', now)).toBe(0)
    expect((await verifyAudit(audit.worker)).broken).toBeUndefined()
  })

  test('leaves alone what has no seal yet', async () => {
    const id = await audit.note(1)
    expect(await eraseAudit(audit.worker, [id], 'retention', now)).toBe(0)
  })
})

describe('append-only by right', () => {
  const refused = (pool: pg.Pool | pg.Client, sql: string) =>
    expect(pool.query(sql), sql).rejects.toThrow(/permission denied|is only added to|row-level security/)

  test('no login changes or removes a row or a seal, nor unseals one', async () => {
    await audit.chain()
    await audit.note(9)
    const logins = (['app', 'auth', 'worker'] as const).map((right) =>
      openPool(audit.database.urls[right], 1, () => {}),
    )
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
    const login = openPool(audit.database.urls.auth, 1, () => {})
    for (const pool of [login, audit.worker])
      await refused(
        pool,
        `insert into audit (id, at, action, digest, seal) values (gen_random_uuid(), now(), 'x', '', 2)`,
      )
    await login.end()
    await refused(audit.worker, `update audit set payload = '{}' where seal is not null`)
    await refused(audit.worker, 'update audit set payload = null, salt = null where seal is null')
    await refused(audit.worker, 'update audit set seal = null where seal is not null')
    await refused(audit.worker, 'update audit set seal = 9 where seal is not null')
  })

  test('nor does the audit.owner, short of switching the triggers off', async () => {
    await audit.chain()
    for (const sql of [
      `update audit set action = 'x'`,
      'delete from audit',
      'truncate audit',
      'delete from audit_seal',
    ])
      await refused(audit.owner, sql)
    expect(await verifyAudit(audit.worker)).toMatchObject({ rows: 9, broken: undefined })
  })
})

describe('npm run ops -- audit', () => {
  const ops = (...given: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, '../workers/ops.ts'), 'audit', ...given], {
      env: { PATH: process.env.PATH, DATABASE_URL: audit.database.ownerUrl, SECRET: testSecret, SEED: 'none' },
    }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    )

  test('tells that all is well, and a head to keep', async () => {
    const { heads } = await audit.chain()
    const head = `3:${heads[2]!.hash.toString('hex')}`
    const plain = await ops()
    expect(plain.said).toContain('9 rows in 3 seals')
    expect(plain.said).toContain(`head ${head}`)
    expect(await ops(head)).toEqual(plain)
  })

  test('names the broken row and ends with 1; says how a head is written', async () => {
    const { ids } = await audit.chain()
    await audit.forced(`delete from audit where id = '${ids[4]}'`)
    expect(await ops()).toMatchObject({ code: 1, said: expect.stringContaining(`row ${ids[4]} of seal 2 is gone`) })
    expect(await ops('2')).toMatchObject({ code: 1, said: expect.stringContaining('64 hexadecimal digits') })
  })
})
