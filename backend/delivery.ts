import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Server } from 'socket.io'
import { run, statement } from '../db/client.ts'
import type { EventRef } from '../db/schema/channel.ts'
import { openAudiences, type Reader, roomOf } from './audience.ts'
import type { Typist } from './cluster.ts'
import { typingEvery } from './contract/conversation-limits.ts'
import type { LiveEvent, ServerToClient } from './contract/live.ts'
import type { Log } from './log.ts'
import { gatesOf, type LoadedEvent, loadEvents, viewOf } from './views.ts'

/** What one set of rooms is to receive. */
interface Parcel {
  rooms: string[]
  role: string
  events: Told[]
}

/** An event, and whether its reader reads all that it hangs from (`gatesOf`). */
interface Told {
  event: LoadedEvent
  isOpen: boolean
}

/** Milliseconds between two deliveries of a busy process: what comes meanwhile goes out together, one message per socket. */
const breath = 10
/**
 * Delivers published events to the sockets of this process. One delivery at a time: what arrives meanwhile goes
 * together in the next, so channels keep their order and a busy moment costs few questions to the database.
 */
export function openDelivery(
  io: Server<Record<string, never>, ServerToClient>,
  worker: pg.Pool,
  now: () => Date,
  log: Log,
) {
  const audiences = openAudiences(worker, now)
  let waiting: EventRef[] = []
  /** What is on its way, and what follows it with all that came meanwhile. */
  let current: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  let last = 0

  async function deliverWaiting(): Promise<void> {
    const since = performance.now() - last
    if (since < breath) await sleep(breath - since)
    last = performance.now()
    next = undefined
    const refs = waiting
    waiting = []
    current = deliver(refs)
    return current
  }

  async function deliver(refs: EventRef[]): Promise<void> {
    if (io.sockets.sockets.size === 0) return
    const events = await load(refs)
    const isHere = (room: string) => io.sockets.adapter.rooms.has(room)
    for (const { rooms, role, events: parcel } of parcelsOf(events, audiences.readersOf, isHere)) {
      // An emit to an empty list of rooms would reach everyone.
      if (rooms.length === 0) continue
      io.local.to(rooms).emit('events', viewsOf(parcel, role))
    }
  }

  /** The events as they are now; whoever may read them is known by then, as of the same count of changes. */
  async function load(refs: EventRef[], tries = 3): Promise<LoadedEvent[]> {
    const events = await loadEvents(worker, refs, now())
    const unknown = new Map(
      events.flatMap((event) =>
        [event.channel, ...gatesOf(event)].flatMap((channel): [string, number][] =>
          audiences.isCurrent(channel, event.epoch) ? [] : [[channel, event.epoch]],
        ),
      ),
    )
    if (unknown.size === 0) return events
    // Not sent on what is known to be out of date: the row stays in the outbox, and the relay tries again.
    if (tries === 0) throw new Error('who may read changes all the time')
    await audiences.read(unknown)
    // Once more: what was edited, erased or lost meanwhile must hold.
    return load(refs, tries - 1)
  }

  /** An event that this version has no view of is left out: its readers see the gap and fetch. */
  const viewsOf = (events: Told[], role: string): LiveEvent[] =>
    events.flatMap(({ event, isOpen }) => {
      try {
        return [viewOf(event, role, isOpen)]
      } catch (error) {
        log.error({ err: error, type: event.type }, 'an event has no view')
        return []
      }
    })

  /** When each was last told to be typing, by room. */
  const typed = new Map<string, number>()

  /** What is being told of who is typing. */
  const telling = new Set<Promise<void>>()

  /** Tells the others who read a conversation now that somebody is typing in it, if that somebody reads it too and may write there. */
  function tell(typist: Typist): Promise<void> {
    const told = tellTyping(typist).finally(() => telling.delete(told))
    telling.add(told)
    return told
  }
  async function tellTyping(typist: Typist): Promise<void> {
    const { conversationId, personId } = typist
    const [found] = await run(worker, typistKnown, [conversationId, personId, now()])
    if (!found) return
    if (!audiences.isCurrent(conversationId, found.epoch))
      await audiences.read(new Map([[conversationId, found.epoch]]))
    const own = roomOf(typist)
    const readers = audiences.readersOf(conversationId)
    if (!readers.some(({ room }) => room === own)) return
    const side = typist.role === 'guardian' ? ('guardian' as const) : ('staff' as const)
    const others = readers.filter(({ room }) => room !== own && io.sockets.adapter.rooms.has(room))
    for (const isGuardian of [true, false]) {
      const rooms = others.filter(({ role }) => (role === 'guardian') === isGuardian).map(({ room }) => room)
      // An emit to an empty list of rooms would reach everyone.
      if (rooms.length === 0) continue
      const name = isGuardian && side === 'staff' ? null : found.first_name
      io.local.to(rooms).emit('typing', { conversationId, side, name })
    }
  }

  return {
    tell,
    /** Whether somebody may be told to be typing once more: not again and again. */
    maySay(typist: Typist): boolean {
      const room = roomOf(typist)
      const at = now().getTime()
      if (at - (typed.get(room) ?? Number.NEGATIVE_INFINITY) < typingEvery) return false
      typed.set(room, at)
      return true
    },
    /** Somebody went: nothing is remembered. */
    gone: (who: { personId: string; role: string }) => void typed.delete(roomOf(who)),
    /** Resolves once these events were handed to the sockets; rejects when they could not be loaded. */
    deliver(refs: readonly EventRef[]): Promise<void> {
      waiting.push(...refs)
      next ??= current.catch(() => {}).then(deliverWaiting)
      return next
    },
    /** Resolves when nothing is on its way. */
    async settled(): Promise<void> {
      while (next) await next.catch(() => {})
      await Promise.allSettled([current, ...telling])
    },
  }
}

const typistKnown = statement<{ epoch: number; first_name: string }>(
  'typist_known',
  `select coalesce(a.epoch, 0) as epoch, p.first_name
     from channel c
     join person p on p.id = $2 and p.organisation_id = c.organisation_id
     left join access_epoch a on a.organisation_id = c.organisation_id
    where c.id = $1 and c.kind = 'conversation' and conversation_view(c.id, $3) ->> 'silence' is null`,
)

/** Readers who are to receive the same events in the same view share a parcel. */
function parcelsOf(
  events: LoadedEvent[],
  readersOf: (channel: string) => readonly Reader[],
  isHere: (room: string) => boolean,
): Iterable<Parcel> {
  const perRoom = new Map<string, Parcel>()
  for (const event of events) {
    const gatesFor = (role: string) =>
      gatesOf(event, role).map((gate) => new Set(readersOf(gate).map(({ room }) => room)))
    const gates = { guardian: gatesFor('guardian'), carer: gatesFor('carer') }
    for (const { room, role } of readersOf(event.channel)) {
      if (!isHere(room)) continue
      const told = { event, isOpen: gates[role === 'guardian' ? role : 'carer'].every((gate) => gate.has(room)) }
      const parcel = perRoom.get(room)
      if (parcel) parcel.events.push(told)
      else perRoom.set(room, { rooms: [room], role, events: [told] })
    }
  }
  const shared = new Map<string, Parcel>()
  for (const parcel of perRoom.values()) {
    // Up to where somebody has read is another one in each role.
    const isOfRole = parcel.role === 'guardian' || parcel.events.some(({ event }) => event.markers)
    const view = isOfRole ? parcel.role : 'carer'
    const key = `${view} ${parcel.events.map(({ event, isOpen }) => `${event.channel}:${event.event_seq}:${isOpen}`).join(' ')}`
    const same = shared.get(key)
    if (same) same.rooms.push(...parcel.rooms)
    else shared.set(key, parcel)
  }
  return shared.values()
}

const takeOut = statement<never>('outbox_published', 'delete from outbox where id = any($1::uuid[])')

/** Takes published rows out of the outbox, many at a time; what a crash leaves there the relay publishes once more. */
export function openSweeper(worker: pg.Pool, log: Log) {
  let done: string[] = []
  let timer: NodeJS.Timeout | undefined
  const sweep = async () => {
    timer = undefined
    const ids = done
    done = []
    if (ids.length === 0) return
    await run(worker, takeOut, [ids]).catch((error: Error) => log.warn({ err: error }, 'the outbox could not be swept'))
  }
  return {
    published(ids: string[]): void {
      done.push(...ids)
      timer ??= setTimeout(sweep, 100)
    },
    async close(): Promise<void> {
      clearTimeout(timer)
      await sweep()
    },
  }
}
