import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { conversation } from '../../db/fill/conversation.ts'
import { type Filling, saveFilling } from '../../db/filling.ts'
import { asOwner } from '../support/postgres.ts'
import { joinAll, roomsOf, until } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, send, sideNames, startSide } from './side.ts'
import { median, quantile, rounded } from './statistics.ts'

const perSecond = 20
const groups = 8
const text = 'Dank voor je bericht! We letten er vandaag extra op, en je hoort vanmiddag hoe het ging.'

/** A guardian whom the staff of the group write; the room in which the yardstick tells it is the guardian's own. */
interface Addressee {
  cookie: string
  childId: string
  staffCookie: string
  conversationId: string
}

/** From sending a message to its reader having it: 256 guardians connected, 20 messages a second by the staff of 8 groups. */
export async function measureConversation(ground: Ground, scale: Scale): Promise<Measure[]> {
  const addressees = await openAll(ground)
  const rounds: Record<string, { p50: number; p95: number }[]> = { ours: [], bare: [] }
  const sides = await Promise.all(sideNames.map((name) => startSide(name, ground)))
  const sents = sides.map(() => new Map<string, number>())
  const times: number[][] = sides.map(() => [])
  const crowds = await Promise.all(
    sides.map((side, at) =>
      joinAll(side, addressees, (who) => (name, payload) => {
        if (name !== 'events') return
        const arrived = performance.now()
        for (const event of JSON.parse(payload) as Told[]) {
          const id = event.message?.id ?? event.item?.id
          const mine = event.message?.conversationId === who.conversationId || event.item?.childId === who.childId
          if (!id || !mine) throw new Error(`${side.name} told somebody else`)
          times[at]!.push(arrived - sents[at]!.get(id)!)
        }
      }),
    ),
  )
  for (let n = -1; n < scale.rounds; n++) {
    for (const [at, side] of sides.entries()) {
      times[at]!.length = 0
      const count = Math.round(((n < 0 ? scale.warmUp : scale.deliveryMs) / 1000) * perSecond)
      await writeSteadily(side, addressees, sents[at]!, count, (n + 1) * count)
      await until(() => times[at]!.length >= count, 10_000, `${side.name}: the last message`)
      if (n >= 0) rounds[side.name]!.push({ p50: quantile(times[at]!, 0.5), p95: quantile(times[at]!, 0.95) })
    }
  }
  for (const sockets of crowds) for (const socket of sockets) socket.close()
  await Promise.all(sides.map((side) => side.stop()))
  return (['p50', 'p95'] as const).map((what): Measure => {
    const ratios = rounds.ours!.map((round, n) => round[what] / rounds.bare![n]![what])
    return {
      name: `a message sent to seen at 20/s, 256 connected, ${what}`,
      ours: rounded(median(rounds.ours!.map((round) => round[what])), 1),
      bare: rounded(median(rounds.bare!.map((round) => round[what])), 1),
      unit: 'ms',
      ratio: rounded(median(ratios)),
      reach: { atMost: what === 'p50' ? 1.5 : 2 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)) },
    }
  })
}

interface Told {
  message?: { id: string; conversationId: string }
  item?: { id: string; childId: string }
}

async function writeSteadily(
  side: Side,
  addressees: readonly Addressee[],
  sent: Map<string, number>,
  count: number,
  from: number,
): Promise<void> {
  const answers: Promise<void>[] = []
  const start = performance.now()
  for (let n = 0; n < count; n++) {
    await sleep(Math.max(0, start + n * (1000 / perSecond) - performance.now()))
    const who = addressees[(from + n) % addressees.length]!
    const id = uuidv7()
    const [path, body] =
      side.name === 'ours'
        ? [`/api/conversations/${who.conversationId}/messages`, { id, text }]
        : [
            side.path,
            { id, groupId: uuidv7(), aboutAt: new Date(), children: [{ childId: who.childId, entryId: id, text }] },
          ]
    sent.set(id, performance.now())
    const asked = { method: 'POST', path, type: 'application/json', body: Buffer.from(JSON.stringify(body)) }
    answers.push(
      send(side, who.staffCookie, asked).then((status) => {
        if (status !== 200) throw new Error(`${side.name} answered ${status} to a message`)
      }),
    )
  }
  await Promise.all(answers)
}

/** A conversation of each guardian of the first groups with its group. */
async function openAll(ground: Ground): Promise<Addressee[]> {
  const { world, ownerUrl } = ground
  const people = new Map(world.people.map((one) => [one.cookie, one.id]))
  const filling: Filling = {
    rows: new Map(),
    channels: new Map(),
    periods: new Map(),
    organisationId: world.organisationId,
    legalEntityId: '',
    since: '',
  }
  const at = new Date(Date.now() - 86_400_000)
  const addressees = roomsOf(ground, groups).flatMap(({ staff, guardians }) =>
    guardians.map(({ cookie, childId }) => {
      const id = people.get(cookie)!
      const by = { id, firstName: 'Ouder', role: 'guardian' } as const
      const made = conversation(filling, { childId, guardianId: id, openedAt: at, messages: [{ by, text: 'Hoi', at }] })
      return { cookie, childId: id, staffCookie: staff.cookie, conversationId: made.id }
    }),
  )
  await asOwner(ownerUrl, (owner) => saveFilling(owner, filling))
  return addressees
}
