import { loginUrls } from '../../db/roles.ts'
import { makeWorld } from '../../db/world.ts'
import { asOwner } from '../support/postgres.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, send, startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const conversations = 500
const few = 10_000
const many = 1_000_000
const asked = 20

/** Opening the inbox of a group with 500 conversations in which very much was written, beside one in which little was. */
export async function measureInbox(ground: Ground, scale: Scale): Promise<Measure[]> {
  const ownerUrl = await ground.database('bench_inbox', true)
  const now = Date.now()
  const staff = await asOwner(ownerUrl, async (owner) => {
    const world = await makeWorld(
      owner,
      { groups: 2, children: conversations, guardians: 1, staff: 1 },
      {
        secret: ground.secret,
        cookieName: 'session',
        password: '',
        passwordHash: '',
        since: new Date(now - 90 * 86_400_000).toISOString().slice(0, 10),
        expiresAt: new Date(now + 86_400_000),
      },
    )
    for (const [n, group] of world.groups.entries()) {
      await owner.query('begin')
      await owner.query('set local role ouderapp_loader')
      await owner.query(filled((n === 0 ? few : many) / conversations), [group.id, group.staffIds[0], new Date(now)])
      await owner.query('commit')
    }
    await owner.query('vacuum analyze')
    return world.groups.map(({ id, staffIds }) => ({
      groupId: id,
      cookie: world.people.find((one) => one.id === staffIds[0])!.cookie,
    }))
  })
  const side = await startSide('ours', { ...ground, urls: loginUrls(ownerUrl, ground.secret) })
  const rounds: { few: number; many: number }[] = []
  for (let n = -1; n < scale.rounds; n++) {
    const round = { few: await openFor(side, staff[0]!), many: await openFor(side, staff[1]!) }
    if (n >= 0) rounds.push(round)
  }
  await side.stop()
  const ratios = rounds.map((round) => round.many / round.few)
  return [
    {
      name: `opening an inbox of ${conversations} conversations, ${many.toLocaleString('en')} messages ÷ ${few.toLocaleString('en')}`,
      ours: rounded(median(rounds.map((round) => round.many)), 1),
      bare: rounded(median(rounds.map((round) => round.few)), 1),
      unit: 'ms',
      ratio: rounded(median(ratios)),
      reach: { atMost: 1.3 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)) },
    },
  ]
}

async function openFor(side: Side, who: { groupId: string; cookie: string }): Promise<number> {
  const times: number[] = []
  const path = `/api/groups/${who.groupId}/conversations`
  for (let n = 0; n < asked; n++) {
    const start = performance.now()
    const request = { method: 'GET', path, type: 'application/json', body: Buffer.alloc(0) }
    const status = await send(side, who.cookie, request)
    if (status !== 200) throw new Error(`an inbox was answered with ${status}`)
    times.push(performance.now() - start)
  }
  return median(times)
}

/** A conversation per child of a group with so many messages, by turns of both sides; the last five of the guardian are unread. */
const filled = (messages: number) => `
  with made as (
    select gen_random_uuid() as id, c.organisation_id, c.id as child_id, g.person_id
      from child c join placement p on p.child_id = c.id and p.group_id = $1 join guardianship g on g.child_id = c.id
  ), channels as (
    insert into channel (id, organisation_id, kind, seq, floor, open)
      select id, organisation_id, 'conversation', ${messages + 1}, 0, true from made
  ), conversations as (
    insert into conversation (id, organisation_id, child_id, kind, guardian_id, opened_at, last_at)
      select id, organisation_id, child_id, 'private', person_id, $3, $3 from made
  ), markers as (
    insert into read_marker (person_id, role, channel_id, organisation_id, seq, at)
      select $2, 'staff', id, organisation_id, ${messages - 9}, $3 from made
  )
  insert into message (id, organisation_id, conversation_id, seq, side, author_id, author_name, author_role, text, sent_at)
    select gen_random_uuid(), organisation_id, id, n + 1, case n % 2 when 0 then 'guardian' else 'staff' end,
           case n % 2 when 0 then person_id else $2 end, 'Iemand', case n % 2 when 0 then 'guardian' else 'staff' end,
           'Bericht ' || n, $3::timestamptz - (${messages} - n) * interval '1 minute'
      from made, generate_series(1, ${messages}) n`
