import { hashPassword } from '../../db/password.ts'
import { asOwner } from '../support/postgres.ts'
import { type Room, roomsOf, steadily, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { post, type Side, startSide } from './side.ts'
import { median, quantile, rounded } from './statistics.ts'

const postsPerSecond = 20
const signInsPerSecond = 5
const groups = 8
const password = 'een-lang-wachtwoord'

/**
 * How long posts take while people sign in, 5 a second, beside how long they take without: rounds in turn, with the same
 * server. Each sign-in is one argon2id of 19 MiB on the server's only core, which PostgreSQL shares.
 */
export async function measureSignIns(ground: Ground, scale: Scale): Promise<Measure[]> {
  const rooms = roomsOf(ground, groups)
  const people = ground.world.people.filter(({ role }) => role === 'guardian').slice(0, 100)
  const hash = await hashPassword(password)
  await asOwner(ground.ownerUrl, (owner) =>
    owner.query('update auth.account set password = $1 where user_id = any($2::uuid[])', [
      hash,
      people.map(({ id }) => id),
    ]),
  )
  const side = await startSide('ours', ground)
  const turn = new Turns(people.map(({ email }) => email))
  const rounds: { without: number[]; with: number[]; signIns: number[] }[] = []
  for (let n = -1; n < scale.rounds; n++) {
    const milliseconds = n < 0 ? scale.warmUp : scale.deliveryMs
    const without = await postSteadily(side, rooms, milliseconds)
    const [busy, signIns] = await Promise.all([
      postSteadily(side, rooms, milliseconds),
      signInSteadily(side, turn, milliseconds),
    ])
    if (n >= 0) rounds.push({ without, with: busy, signIns })
  }
  await side.stop()
  const p95 = (times: readonly number[]) => quantile(times, 0.95)
  const ratios = rounds.map((round) => p95(round.with) / p95(round.without))
  const signIns = rounds.flatMap((round) => round.signIns)
  return [
    {
      name: 'a post’s p95 at 5 sign-ins a second ÷ without',
      ours: rounded(median(rounds.map((round) => p95(round.with))), 1),
      bare: rounded(median(rounds.map((round) => p95(round.without))), 1),
      unit: 'ms',
      ratio: rounded(median(ratios)),
      reach: { atMost: 2 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)), signInP50: rounded(median(signIns), 0) },
      note: `a sign-in took ${rounded(median(signIns), 0)} ms, p95 ${rounded(p95(signIns), 0)}`,
    },
  ]
}

/** Who signs in next: each in turn. */
class Turns {
  private at = 0
  private readonly emails: readonly string[]
  constructor(emails: readonly string[]) {
    this.emails = emails
  }
  next = (): string => this.emails[this.at++ % this.emails.length]!
}

const postSteadily = (side: Side, rooms: Room[], milliseconds: number): Promise<number[]> =>
  steadily(postsPerSecond, Math.round((milliseconds / 1000) * postsPerSecond), (n) => {
    const room = rooms[n % rooms.length]!
    return write(side, room, writing(room).body)
  })

const signInSteadily = (side: Side, turn: Turns, milliseconds: number): Promise<number[]> =>
  steadily(signInsPerSecond, Math.round((milliseconds / 1000) * signInsPerSecond), async () => {
    const body = JSON.stringify({ email: turn.next(), password })
    const status = await post({ port: side.port, path: '/api/account/sign-in' }, '', body)
    if (status !== 200) throw new Error(`a sign-in was answered ${status}`)
  })
