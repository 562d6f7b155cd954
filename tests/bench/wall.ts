import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { loginUrls } from '../../db/roles.ts'
import { makeWorld } from '../../db/world.ts'
import { type Change, copySource } from '../support/copied-server.ts'
import { asOwner } from '../support/postgres.ts'
import { fillEvents } from './events.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const entries = 100_000
const readers = 64

/**
 * What it costs a guardian's timeline page that the database is asked what that guardian may see, and holds every row to it.
 * Without: the same server from a copy of its source, over the same HTTP, with the same look at the session and its gate;
 * but it derives no children and channels, it is told them in a list and names them in its SQL, and its login bypasses
 * row-level security. So both do the same reading; the difference is deriving and the policies. One request at a time,
 * to the one and then to the other.
 */
export async function measureWall(ground: Ground, scale: Scale): Promise<Measure[]> {
  const url = await ground.database('bench_wall', true)
  const world = await asOwner(url, (owner) =>
    makeWorld(
      owner,
      { groups: 16, children: 16, guardians: 2, staff: 2 },
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
  await fillEvents(url, world, entries, 0)
  const urls = loginUrls(url, ground.secret)
  const open = await openLogin(url)
  const folder = await copySource(['backend', 'db', 'tests/bench'], changes(await channelsOf(url)))
  const removed = ground.closing(() => rm(folder, { recursive: true, force: true }))
  const sides = await Promise.all([
    startSide('ours', { ...ground, urls }),
    startSide('ours', { ...ground, urls: { ...urls, app: open } }, { folder: join(folder, 'tests/bench') }),
  ])
  const cookies = world.people
    .filter(({ role }) => role === 'guardian')
    .slice(0, readers)
    .map(({ cookie }) => cookie)
  const rounds: { walled: number; open: number }[] = []
  for (let n = -1; n < scale.rounds; n++) {
    const ports = sides.map(({ port }) => port)
    const [walled = 0, open = 0] = await readInTurn(ports, cookies, n < 0 ? scale.warmUp : scale.roundMs)
    if (n >= 0) rounds.push({ walled, open })
  }
  await Promise.all(sides.map((side) => side.stop()))
  await rm(folder, { recursive: true, force: true })
  removed()
  const shares = rounds.map(({ walled, open }) => (walled - open) / walled)
  return [
    {
      name: 'of a timeline page, what access and row-level security cost',
      ours: rounded(median(rounds.map((round) => round.walled))),
      bare: rounded(median(rounds.map((round) => round.open))),
      unit: 'ms',
      ratio: rounded(median(shares)),
      reach: { atMost: 0.25 },
      details: { shares: shares.map((share) => rounded(share)), timesAsLong: rounded(1 / (1 - median(shares))) },
      note: `a page takes ${rounded(1 / (1 - median(shares)))} times as long as without them`,
    },
  ]
}

/** A login for the application's rights, for which no policy holds. */
async function openLogin(url: string): Promise<string> {
  const password = randomBytes(16).toString('hex')
  const login = new URL(url)
  await asOwner(url, async (owner) => {
    await owner.query(`create role bench_open login bypassrls password '${password}' in role ouderapp_app`)
    await owner.query(`grant connect on database ${login.pathname.slice(1)} to bench_open`)
    // Who it is, and whether the session is good: as enter_session, but nothing is derived.
    await owner.query(`create function enter_open(session_token text, actor_role text, at timestamptz)
      returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text, gate text)
      language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
      declare roles integer; factor_at timestamptz; today date := local_day(at);
      begin
        select s.id, s.user_id, s.second_factor_at into enter_open.session_id, enter_open.person_id, factor_at
          from auth.session s where s.token = session_token and s.expires_at > at;
        if not found then return; end if;
        select min(r.role), p.organisation_id, p.first_name, p.language, count(distinct r.role)
          into enter_open.role, enter_open.organisation_id, enter_open.first_name, enter_open.language, roles
          from person p join person_role r on r.person_id = p.id
         where p.id = enter_open.person_id and (actor_role is null or r.role = actor_role)
           and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
         group by p.id;
        enter_open.gate := session_gate(enter_open.person_id, enter_open.organisation_id, factor_at, at);
        return next;
      end $$;
      grant create on schema public to ouderapp_audience; alter function enter_open(text, text, timestamptz) owner to ouderapp_audience`)
  })
  login.username = 'bench_open'
  login.password = password
  return login.href
}

/** Where the copy differs from the source. */
const changes = (given: Record<string, string[]>): Change[] => [
  { file: 'backend/app.ts', from: 'if (unsafe) throw new Error(unsafe)', to: '' },
  { file: 'db/client.ts', from: 'select * from enter_session($1', to: 'select * from enter_open($1' },
  {
    file: 'backend/heads.ts',
    from: 'left join read_marker m on m.channel_id = c.id\n',
    to: 'left join read_marker m on m.channel_id = c.id and m.person_id = $2 and m.role = $3\n',
  },
  {
    file: 'backend/heads.ts',
    from: "where c.kind <> 'photos'`",
    to: "where c.kind <> 'photos' and c.id = any((select $4::uuid[])::uuid[])`",
  },
  {
    file: 'backend/heads.ts',
    from: "tx.query(actorHeads, [tx.actor.role === 'guardian'])",
    to: `tx.query(actorHeads, [tx.actor.role === 'guardian', tx.actor.personId, tx.actor.role, given[tx.actor.personId]])`,
  },
  {
    file: 'backend/heads.ts',
    from: '/** The head of every channel',
    to: `const given: Record<string, string[]> = ${JSON.stringify(given)}\n/** The head of every channel`,
  },
]

/** The channels of each guardian: what the copy is told. */
const channelsOf = (url: string): Promise<Record<string, string[]>> =>
  asOwner(url, async (owner) => {
    const { rows } = await owner.query<{ person_id: string; channels: string[] }>(
      `select g.person_id, array_agg(distinct c.id) as channels
         from guardianship g
         join channel c on c.person_id = g.person_id or (c.child_id = g.child_id and c.kind <> 'staff')
        group by g.person_id`,
    )
    return Object.fromEntries(rows.map((row) => [row.person_id, row.channels]))
  })

const agent = new Agent({ keepAlive: true, maxSockets: 2 })

/** Milliseconds that a page takes from each server, the median of as many as fit; each page from one and then the other. */
async function readInTurn(
  ports: readonly number[],
  cookies: readonly string[],
  milliseconds: number,
): Promise<number[]> {
  const times = ports.map((): number[] => [])
  const start = performance.now()
  for (let n = 0; performance.now() - start < milliseconds; n++) {
    for (const [at, port] of ports.entries()) {
      const began = performance.now()
      const items = await page(port, cookies[n % cookies.length]!)
      times[at]!.push(performance.now() - began)
      if (items !== 30) throw new Error(`a page had ${items} items`)
    }
  }
  return times.map(median)
}

/** How many items the first page has. */
const page = (port: number, cookie: string): Promise<number> =>
  new Promise((done, failed) => {
    const asked = request({ agent, host: '127.0.0.1', port, path: '/api/timeline', headers: { cookie } }, (reply) => {
      let text = ''
      reply.setEncoding('utf8')
      reply.on('data', (part) => {
        text += part
      })
      reply.once('end', () => done(reply.statusCode === 200 ? JSON.parse(text).items.length : -1))
    })
    asked.once('error', failed)
    asked.end()
  })
