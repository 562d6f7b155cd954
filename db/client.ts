import type { Writable } from 'node:stream'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Right } from './roles.ts'
import type { EventRef } from './schema/channel.ts'

/** The connections of one process, one pool per login. */
export interface Database {
  app: pg.Pool
  auth: pg.Pool
  worker: pg.Pool
  close(): Promise<void>
}

/** What a session still has to pass: see `session_gate`. */
export type Gate = 'second_factor' | 'policies'

/** A person in a role, as which a transaction reads and writes. */
export interface Actor {
  personId: string
  role: string
  organisationId: string
  firstName: string
  language: 'nl' | 'en'
  /** Absent where no session stands behind it. */
  sessionId: string | undefined
  /** The paired tablet on which the session began, and when it was last noted to be used: it is good for the work there alone. */
  tablet: { id: string; usedAt: Date } | undefined
  /** What the session still has to pass; until then it sees nothing but what is its person's own. */
  gate: Gate | undefined
  ip: string
  device: string
}

/** SQL that the server plans once per connection; `Row` is what it yields. */
export interface Statement<Row> {
  readonly name: string
  readonly text: string
  /** Only carries the type. */
  readonly row?: Row
}

/** What a transaction put in the outbox: published once it is committed, and then taken out. */
export interface Recorded {
  outbox: string
  events: EventRef[]
}

/** A transaction as an actor. What it recorded is published once it is committed, and never otherwise. */
export interface Tx {
  readonly actor: Actor
  readonly now: Date
  /** Filled once all is committed. */
  readonly recorded: Recorded[]
  /**
   * Sends a statement together with the commit, in this order, so that the locks it takes are held for no round trip.
   * `refuse` words its failure, `done` gets its rows once all is committed.
   */
  atCommit<Row>(
    statement: Statement<Row>,
    values: readonly unknown[],
    then?: { refuse?: (error: unknown) => unknown; done?: (rows: Row[]) => void },
  ): void
  /** Calls this once all is committed, and never otherwise. */
  onceCommitted(then: () => void): void
  query<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row[]>
  readonly db: NodePgDatabase
}

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number
    if (oid === pg.types.builtins.DATE) return (value: string) => value
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** Opens a pool; connections that break while idle are reported and replaced. */
export function openPool(url: string, most: number, failed: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    // A new connection plans every statement anew, which takes longer than all else a post does: they stay.
    idleTimeoutMillis: 0,
    // Who has not got one by then gave up or is about to: better told so than served last.
    connectionTimeoutMillis: 5_000,
    types,
    pipeline: true,
    // A plan is made once per connection, perhaps while a table is still empty: it must suit the table that it becomes.
    options: '-c enable_seqscan=off',
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: 8_000,
  } as pg.PoolConfig)
  pool.on('error', failed)
  // One that breaks while it works fails what it is working on; without a listener it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Opens the three pools that a backend or worker process uses. */
export function openDatabase(urls: Record<Right, string>, failed: (error: Error) => void): Database {
  const app = openPool(urls.app, 10, failed)
  const auth = openPool(urls.auth, 4, failed)
  const worker = openPool(urls.worker, 4, failed)
  return { app, auth, worker, close: async () => void (await Promise.all([app.end(), auth.end(), worker.end()])) }
}

/** Names a statement; the name must be its own. */
export const statement = <Row>(name: string, text: string): Statement<Row> => ({ name, text })

/** Runs one statement outside a transaction as an actor. */
export async function run<Row>(
  pool: pg.Pool | pg.PoolClient,
  { name, text }: Statement<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await pool.query({ name, text, values: values as unknown[] })
  return rows
}

/** Lends a connection for one transaction; after any error it is rolled back, and a broken connection is not used again. */
async function lend<T>(pool: pg.Pool, transact: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    return await transact(client)
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** `snapshot` reads one state of the database throughout and cannot write; `noted` does too, and adds that it did. */
export type Mode = 'write' | 'snapshot' | 'noted'
const begin: Record<Mode, string> = {
  write: 'begin',
  snapshot: 'begin isolation level repeatable read read only',
  noted: 'begin isolation level repeatable read',
}

/** Runs `what` in one transaction of a worker, which is no actor and sees what its login may. */
export const work = <T>(
  pool: pg.Pool,
  what: (client: pg.PoolClient) => Promise<T>,
  mode: 'write' | 'snapshot' = 'write',
): Promise<T> =>
  lend(pool, async (client) => {
    await client.query(begin[mode])
    const result = await what(client)
    await client.query('commit')
    return result
  })

/** As whom a transaction opens: a session's token, or a person where no session stands behind the work. */
export type Opening = ({ token: string } | { person: string }) & {
  /** The role asked for; absent when the person has just one, `any` where no role matters. */
  role: string | undefined
  ip: string
  device: string
}

interface Entered {
  session_id: string | null
  person_id: string
  role: string
  organisation_id: string
  first_name: string
  language: 'nl' | 'en'
  gate: Gate | null
  tablet_id: string | null
  used_at: Date | null
}

const enterSession = statement<Entered>('enter_session', 'select * from enter_session($1, $2, $3)')
const enterPerson = statement<Entered>(
  'enter',
  'select null as session_id, null as gate, null as tablet_id, * from enter($1, $2, $3)',
)

const databases = new WeakMap<pg.PoolClient, NodePgDatabase>()

/** Nobody: the session has ended, or the person does not have that role today. */
export class NoActor extends Error {
  override name = 'NoActor'
}

/**
 * Runs `work` in one transaction as an actor and commits; any error rolls all of it back.
 * What had to wait for a lock while the session
 * ended or rights changed is begun anew, as whoever the actor is by then: `work` may run more than once.
 * @throws NoActor when nobody stands behind the opening.
 */
export async function transaction<T>(
  pool: pg.Pool,
  opening: Opening,
  now: Date,
  mode: Mode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let tries = 3; ; tries--) {
    try {
      return await lend(pool, (client) => transact(client, opening, now, mode, work))
    } catch (error) {
      if (tries === 1 || !isOutdated(error)) throw error
    }
  }
}

/** What was read no longer holds: the transaction is begun anew. */
export class Outdated extends Error {
  override name = 'Outdated'
  /** That with which functions of the database say the same, `record_events` among them. */
  readonly code = 'OA002'
}

const isOutdated = (error: unknown) =>
  (error instanceof Outdated || error instanceof pg.DatabaseError) && error.code === 'OA002'

async function transact<T>(
  client: pg.PoolClient,
  opening: Opening,
  now: Date,
  mode: Mode,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const query = async <Row>({ name, text }: Statement<Row>, values: readonly unknown[]): Promise<Row[]> => {
    sendTogether(client)
    return (await client.query({ name, text, values: values as unknown[] })).rows
  }
  const last: (() => Promise<() => void>)[] = []
  const thens: (() => void)[] = []
  sendTogether(client)
  const [, entered] = await Promise.all([
    client.query(begin[mode]),
    'token' in opening
      ? query(enterSession, [opening.token, opening.role ?? null, now])
      : query(enterPerson, [opening.person, opening.role ?? null, now]),
  ])
  const actor = entered[0]
  if (!actor) throw new NoActor('nobody stands behind this opening')
  const result = await work({
    actor: {
      personId: actor.person_id,
      role: actor.role,
      organisationId: actor.organisation_id,
      firstName: actor.first_name,
      language: actor.language,
      sessionId: actor.session_id ?? undefined,
      gate: actor.gate ?? undefined,
      tablet: actor.tablet_id && actor.used_at ? { id: actor.tablet_id, usedAt: actor.used_at } : undefined,
      ip: opening.ip,
      device: opening.device,
    },
    now,
    recorded: [],
    query,
    atCommit: (given, values, { refuse, done } = {}) => {
      last.push(() =>
        query(given, values).then(
          (rows) => () => done?.(rows),
          (error: unknown) => {
            throw refuse?.(error) ?? error
          },
        ),
      )
    },
    onceCommitted: (then) => void thens.push(then),
    get db() {
      const known = databases.get(client)
      if (known) return known
      const made = drizzle(client)
      databases.set(client, made)
      return made
    },
  })
  const sent = last.map((send) => send())
  const [ends, { command }] = await bothSettled(Promise.all(sent), client.query('commit'))
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back by the database')
  for (const end of [...ends, ...thens]) end()
  return result
}

const corked = new WeakSet<pg.PoolClient>()

/** What is asked in one go leaves in one packet: each packet of its own wakes the server, and both lose their stride. */
function sendTogether(client: pg.PoolClient): void {
  if (corked.has(client)) return
  const { stream } = (client as unknown as { connection: { stream?: Writable } }).connection
  corked.add(client)
  stream?.cork()
  process.nextTick(() => {
    corked.delete(client)
    stream?.uncork()
  })
}

/** Both, or the first one's failure; either way nothing is under way any more. */
async function bothSettled<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [one, other] = await Promise.allSettled([first, second])
  if (one.status === 'rejected') throw one.reason
  if (other.status === 'rejected') throw other.reason
  return [one.value, other.value]
}
