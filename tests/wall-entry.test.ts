import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../backend/app.ts'
import { openLog } from '../backend/log.ts'
import { openPool } from '../db/client.ts'
import { unsafeLogin } from '../db/roles.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { testLimits } from './support/media.ts'
import { testSecret } from './support/postgres.ts'
import { startServer, type TestServer } from './support/server.ts'

/** Law: who comes in through the wall, and with which login. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
})
afterAll(() => server.close())

describe('entering', () => {
  const enter = async (person: string, role: string | null, at = server.clock.now()) =>
    (await server.database.app.query('select * from enter($1, $2, $3)', [person, role, at])).rows

  it('somebody enters in a role of their own and in no other', async () => {
    for (const player of Object.values(cast.people)) {
      for (const role of ['guardian', 'staff', 'manager', 'administration', 'privacy_officer', 'superuser', '']) {
        expect((await enter(player.id, role)).length, `${player.name} as ${role}`).toBe(role === player.role ? 1 : 0)
      }
    }
    expect(await enter(uuidv7(), null)).toEqual([])
    expect(await enter(uuidv7(), 'any')).toEqual([])
  })

  it('a role counts from its first day up to and including its last', async () => {
    const { id } = cast.people.administration
    await server.owner.query(
      "update person_role set starts_on = '2026-11-20', ends_on = '2026-11-23' where person_id = $1",
      [id],
    )
    const at = async (moment: string) => (await enter(id, null, new Date(moment))).length
    expect(await at('2026-11-19T22:59:59Z')).toBe(0)
    expect(await at('2026-11-19T23:00:00Z')).toBe(1)
    expect(await at('2026-11-23T22:59:59Z')).toBe(1)
    expect(await at('2026-11-23T23:00:00Z')).toBe(0)
  })
})

describe('what is delivered', () => {
  it('is what may be fetched: for everybody, the readers of a channel are those who enter with it', async () => {
    const { rows: all } = await server.owner.query<{ id: string }>('select id from channel')
    const channels = all.map((row) => row.id)
    const { rows: readers } = await server.database.worker.query<{
      channel_id: string
      person_id: string
      role: string
    }>('select * from audience($1::uuid[], $2)', [channels, server.clock.now()])
    expect(readers.length).toBeGreaterThan(10)
    for (const player of Object.values(cast.people)) {
      const { rows } = await server.database.app.query<{ own: string }>(
        `select current_setting('app.channels') as own from (select count(*) from enter($1, $2, $3)) entered`,
        [player.id, player.role, server.clock.now()],
      )
      const fetched = (rows[0]?.own ?? '').replace(/[{}]/g, '').split(',').filter(Boolean)
      const delivered = readers.filter((row) => row.person_id === player.id && row.role === player.role)
      expect(delivered.map((row) => row.channel_id).sort(), player.name).toEqual(fetched.sort())
    }
  })
})

describe('the application’s login', () => {
  const start = (app: pg.Pool) =>
    createApp({
      database: { ...server.database, app },
      redisUrl: undefined,
      secret: testSecret,
      publicUrl: 'http://localhost',
      trustProxy: 0,
      log: openLog('silent'),
      now: server.clock.now,
      version: 'test',
      media: server.media,
      uploadLimits: testLimits,
    })

  it('is none that row-level security would not hold for', async () => {
    expect(await unsafeLogin(server.database.app)).toBeUndefined()
    const { rows } = await server.database.app.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
              has_database_privilege(current_database(), 'create') as makes_schemas, has_database_privilege(current_database(), 'temp') as makes_tables,
              has_schema_privilege('public', 'create') as fills_public
         from pg_roles where rolname = current_user`,
    )
    expect(Object.values(rows[0])).toEqual(Array(8).fill(false))
  })

  it.each([
    ['a superuser', 'superuser', ''],
    ['one that bypasses row-level security', 'bypassrls', ''],
    ['one with the loader’s rights', '', 'ouderapp_loader'],
    ['one with the workers’ rights', '', 'ouderapp_worker'],
    ['one with the accounts’ rights', '', 'ouderapp_auth'],
    ['one with the audience’s rights', '', 'ouderapp_audience'],
    ['one with the rights of the tables’ owner', '', 'the owner'],
  ])('the server does not start with %s', async (_, attribute, member) => {
    const login = `unsafe_${uuidv7().replaceAll('-', '')}`
    const url = new URL(
      (server.database.app as unknown as { options: { connectionString: string } }).options.connectionString,
    )
    await server.owner.query(`create role ${login} login password 'x' ${attribute} in role ouderapp_app`)
    try {
      const { rows } = await server.owner.query<{ me: string }>('select current_user::text as me')
      if (member) await server.owner.query(`grant "${member === 'the owner' ? rows[0]!.me : member}" to ${login}`)
      await server.owner.query(`grant connect on database "${url.pathname.slice(1)}" to ${login}`)
      url.username = login
      url.password = 'x'
      const pool = openPool(url.href, 1, () => {})
      try {
        await expect(start(pool)).rejects.toThrow(login)
      } finally {
        await pool.end()
      }
    } finally {
      await server.owner.query(`drop owned by ${login}; drop role ${login}`)
    }
  })
})
