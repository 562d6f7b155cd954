import pg from 'pg'
import { catchUp } from '../../backend/catch-up.ts'
import { dayOf } from '../../backend/contract/clock.ts'
import { timeZone } from '../../backend/day.ts'
import { timelineOf } from '../../backend/diary/timeline.ts'
import { openPool, type Statement, type Tx, transaction } from '../../db/client.ts'
import { loginUrls } from '../../db/roles.ts'
import { makeWorld, type World } from '../../db/world.ts'
import { asOwner } from '../support/postgres.ts'
import { fillEvents } from './events.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { rounded } from './statistics.ts'

const few = 10_000
const missed = 50

/**
 * What a guardian's first timeline page and catching up 50 events touch of the database, entering included, when the
 * organisation has 10,000 events and when it has a hundred times as many.
 */
export async function measureBuffers(ground: Ground, scale: Scale): Promise<Measure[]> {
  const url = await ground.database('bench_buffers', true)
  const world = await asOwner(url, (owner) =>
    makeWorld(
      owner,
      { groups: 64, children: 16, guardians: 2, staff: 2 },
      {
        secret: ground.secret,
        cookieName: 'session',
        password: '',
        passwordHash: '',
        since: new Date(Date.now() - 700 * 86_400_000).toISOString().slice(0, 10),
        expiresAt: new Date(Date.now() + 86_400_000),
      },
    ),
  )
  const app = loginUrls(url, ground.secret).app
  await fillEvents(url, world, few, 1)
  const small = await touched(app, url, world)
  await fillEvents(url, world, scale.events - few, 0)
  const large = await touched(app, url, world)
  const row = (what: keyof Touched, name: string): Measure => ({
    name,
    ours: large[what].buffers,
    bare: null,
    unit: `buffers, ${small[what].buffers} before`,
    ratio: rounded(large[what].buffers / small[what].buffers),
    reach: { atMost: 1.3 },
    details: { few: small[what].statements, many: large[what].statements },
  })
  const events = scale.events.toLocaleString('en')
  return [
    row('page', `first timeline page, ${events} events ÷ 10,000`),
    row('catchUp', `catching up 50 events, ${events} events ÷ 10,000`),
  ]
}

interface Count {
  buffers: number
  statements: Record<string, number>
}
interface Touched {
  page: Count
  catchUp: Count
}

async function touched(app: string, url: string, world: World): Promise<Touched> {
  const child = world.children[0]!
  const guardian = child.guardianIds[0]!
  const head = await asOwner(url, async (owner) => {
    const { rows } = await owner.query<{ seq: string }>('select seq from channel where id = $1', [child.diaryChannel])
    return Number(rows[0]?.seq)
  })
  const pool = openPool(app, 1, () => {})
  const count = async (work: (tx: Tx) => Promise<unknown>): Promise<Count> => {
    let counted: Count = { buffers: 0, statements: {} }
    // The last of several: by then a connection has its plans and its catalogue, as one in use has.
    for (let n = 0; n < 8; n++) counted = await countBuffers(pool, guardian, work)
    return counted
  }
  try {
    const page = await count(async (tx) => {
      const { items } = await timelineOf(tx, {}, dayOf(tx.now, timeZone))
      if (items.length !== 30) throw new Error('the page is not full')
    })
    const caught = await count(async (tx) => {
      const { events } = await catchUp(tx, { [child.diaryChannel]: head - missed })
      if (events.length !== missed) throw new Error(`${events.length} events were caught up`)
    })
    return { page, catchUp: caught }
  } finally {
    await pool.end()
  }
}

type Asked = Statement<unknown> & { values: readonly unknown[] }

/** Runs something as a person and has the server explain every statement as it is executed, entering among them. */
async function countBuffers(pool: pg.Pool, person: string, work: (tx: Tx) => Promise<unknown>): Promise<Count> {
  const client = await pool.connect()
  const asked: Asked[] = []
  const query = client.query.bind(client) as (config: unknown) => Promise<pg.QueryResult>
  const noting = new Proxy(client, {
    get: (target, key) => {
      if (key === 'release') return () => {}
      const value: unknown = Reflect.get(target, key)
      if (key !== 'query') return typeof value === 'function' ? value.bind(target) : value
      return (config: Asked | string) => {
        if (typeof config !== 'string') asked.push(config)
        // Not yet: what was noted is explained in this very transaction.
        return config === 'commit' ? Promise.resolve({ command: 'COMMIT' }) : query(config)
      }
    },
  })
  try {
    const opening = { person, role: 'guardian', ip: '', device: '' }
    await transaction({ connect: async () => noting } as unknown as pg.Pool, opening, new Date(), 'snapshot', work)
    const counted: Count = { buffers: 0, statements: {} }
    for (const { name, values } of asked) {
      const call = values.length > 0 ? `(${values.map(literal).join(', ')})` : ''
      const { rows } = await query(
        `explain (analyze, buffers, format json) execute ${pg.escapeIdentifier(name)}${call}`,
      )
      const [{ Plan: plan }] = rows[0]['QUERY PLAN']
      const buffers: number = plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
      counted.statements[name] = buffers
      counted.buffers += buffers
    }
    return counted
  } finally {
    await query('rollback')
    client.release()
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString())
  if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map((one) => JSON.stringify(one)).join(',')}}`)
  return pg.escapeLiteral(String(value))
}
