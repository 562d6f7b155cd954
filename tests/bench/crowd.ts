import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Inhabitant } from '../../db/world.ts'
import type { Ground } from './ground.ts'
import { post, type Side } from './side.ts'
import { type Connection, type Hearing, openSocket } from './socket.ts'

/** A group whose staff writes, and the guardians of its children. */
export interface Room {
  groupId: string
  staff: Inhabitant
  childIds: string[]
  guardians: { cookie: string; childId: string }[]
}

/** The first groups of the world. */
export function roomsOf({ world }: Ground, count: number): Room[] {
  const people = new Map(world.people.map((one) => [one.id, one]))
  const children = new Map(world.children.map((one) => [one.id, one]))
  return world.groups.slice(0, count).map((group) => ({
    groupId: group.id,
    staff: people.get(group.staffIds[0]!)!,
    childIds: group.childIds,
    guardians: group.childIds.flatMap((childId) =>
      children.get(childId)!.guardianIds.map((id) => ({ cookie: people.get(id)!.cookie, childId })),
    ),
  }))
}

const wording = '{name} sliep van 12:10 tot 13:45, at twee boterhammen en speelde de hele middag in de zandbak.'

/** One writing about all children of a group: the same request for both sides. */
export function writing(room: Room): { id: string; entryIds: string[]; body: string } {
  const id = uuidv7()
  const children = room.childIds.map((childId) => ({ childId, entryId: uuidv7(), text: wording, facts: [] }))
  const body = JSON.stringify({ id, groupId: room.groupId, aboutAt: new Date().toISOString(), children })
  return { id, entryIds: children.map((child) => child.entryId), body }
}

/** Posts a writing; anything but success ends the run. */
export async function write(side: Side, room: Room, body: string): Promise<void> {
  const status = await post(side, room.staff.cookie, body)
  if (status !== 200) throw new Error(`${side.name} answered ${status} to a post`)
}

/** Opens one guardian's socket and waits until the server says it is in: ours once it has caught up. */
export function join(
  side: Pick<Side, 'name' | 'port'>,
  who: { cookie: string; childId: string },
  message: Hearing['message'] = () => {},
): Promise<Connection> {
  return new Promise((done, failed) => {
    const auth = side.name === 'ours' ? { role: 'guardian' } : { room: who.childId }
    const socket = openSocket(
      side.port,
      { cookie: who.cookie, auth },
      {
        connected: () => side.name === 'bare' && done(socket),
        message(name, payload) {
          if (name === 'caught-up') done(socket)
          else message(name, payload)
        },
        closed: () => failed(new Error(`${side.name} closed a socket`)),
      },
    )
  })
}

/** Opens many sockets, some at a time. */
export async function joinAll<W extends { cookie: string; childId: string }>(
  side: Pick<Side, 'name' | 'port'>,
  people: readonly W[],
  messageFor: (who: W) => Hearing['message'] = () => undefined,
): Promise<Connection[]> {
  const open: Connection[] = []
  for (let from = 0; from < people.length; from += 50) {
    open.push(...(await Promise.all(people.slice(from, from + 50).map((who) => join(side, who, messageFor(who))))))
  }
  return open
}

/** Waits until something holds. */
export async function until(condition: () => boolean, most: number, what: string): Promise<void> {
  for (const end = Date.now() + most; !condition(); await new Promise((soon) => setTimeout(soon, 2))) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${most / 1000} s`)
  }
}

/**
 * Does something so often a second; gives how many milliseconds each took.
 * @param most how often in all, unless the signal ends it before
 */
export async function steadily(
  perSecond: number,
  most: number,
  work: (n: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<number[]> {
  const times: number[] = []
  const under: Promise<void>[] = []
  const start = performance.now()
  for (let n = 0; n < most && !signal?.aborted; n++) {
    await sleep(Math.max(0, start + n * (1000 / perSecond) - performance.now()))
    const began = performance.now()
    under.push(work(n).then(() => void times.push(performance.now() - began)))
  }
  await Promise.all(under)
  return times
}
