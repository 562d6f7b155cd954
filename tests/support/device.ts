import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { Head } from '../../backend/contract/diary.ts'
import type { LiveEvent } from '../../backend/contract/live.ts'
import type { Role } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { openLive } from '../../client/live.ts'
import { mailPart } from './mail-screen.ts'
import { type Get, journalPart, type Part, phoneScreen, type Screen, seqsOf, tabletScreen } from './screen.ts'
import { call } from './server.ts'
import { openWire, type Wire } from './wire.ts'

export interface Device {
  wire: Wire
  /** Everything that was applied, in this order. */
  applied: LiveEvent[]
  /** What was applied twice, or out of turn. */
  faults: string[]
  snapshots: number
  isSignedOut: boolean
  connected(): boolean
  screen(): any
  /** What the screen would show after fetching everything now. */
  fresh(): Promise<unknown>
  /** Its person has read a conversation up to here, on this device. */
  read(conversationId: Id, seq: number): void
  close(): Promise<void>
}

type Who = { cookie: string; role: string }
type Person = Who & { id: string }

/** A guardian's phone. */
export const openPhone = (server: { url: string }, who: Who): Promise<Device> => openDevice(server, who, phoneScreen)

/** The tablet of a group, with somebody of its staff. */
export const openTablet = (server: { url: string }, who: Who, groupId: string): Promise<Device> =>
  openDevice(server, who, tabletScreen(groupId))

/** A phone on which the conversations are open as well. */
export const openWholePhone = (server: { url: string }, who: Person): Promise<Device> =>
  openDevice(server, who, phoneScreen, [mailPart('/api/conversations', { side: 'guardian', personId: who.id })])

/** A tablet on which the group's conversations and its journal are open as well. */
export const openWholeTablet = (server: { url: string }, who: Person, groupId: string): Promise<Device> =>
  openDevice(server, who, tabletScreen(groupId), [
    mailPart(`/api/groups/${groupId}/conversations`, { side: 'staff', personId: who.id }),
    journalPart(groupId),
  ])

/** Fetches on a connection as somebody; what is refused is thrown, with its status. */
const getting =
  (server: { url: string }, who: Who): Get =>
  async (path) => {
    const reply = await call(server, who, 'GET', path)
    if (reply.status !== 200) throw Object.assign(new Error(`${path}: ${reply.text}`), { status: reply.status })
    return reply.body
  }

async function openDevice(
  server: { url: string },
  who: Who,
  first: Screen,
  beside: readonly Part[] = [],
): Promise<Device> {
  const wire = await openWire(server)
  const parts: readonly Part[] = [first, ...beside]
  /** Of each part; nothing before the first snapshot. */
  let states: unknown[] | undefined
  let seqs: Record<string, number> = {}
  let closed = false
  const readTo = new Map<Id, number>()
  /** Parts that are being fetched again, with what happened since, and whether that asks for once more. */
  const underWay = new Map<Part, { missed: LiveEvent[]; again: boolean }>()
  const device: Device = {
    wire,
    applied: [],
    faults: [],
    snapshots: 0,
    isSignedOut: false,
    connected: () => live.connected(),
    screen: () => states && seenIn(states),
    async fresh() {
      const get = getting(wire.target(), who)
      const all: unknown[] = []
      for (const part of parts) all.push(await part.load(get))
      return seenIn(all)
    },
    read(conversationId, seq) {
      readTo.set(conversationId, Math.max(seq, readTo.get(conversationId) ?? 0))
      states &&= states.map(owned)
    },
    async close() {
      closed = true
      live.close()
      await wire.close()
    },
  }
  const seenIn = (all: readonly unknown[]) => Object.assign({}, ...parts.map((part, n) => part.seen(all[n])))
  const owned = (state: unknown, n: number) => parts[n]!.own?.(state, readTo) ?? state

  function apply(events: LiveEvent[]): void {
    for (const event of events) {
      const before = seqs[event.channel]
      if (before === undefined || event.seq !== before + 1) {
        device.faults.push(`${event.type} ${event.channel}: ${event.seq} after ${before}`)
      }
      seqs[event.channel] = event.seq
      device.applied.push(event)
      if (states === undefined) continue
      for (const [n, part] of parts.entries()) {
        const isStale = part.isStale?.(states[n], event) ?? false
        states[n] = part.after(states[n], event)
        const fetching = underWay.get(part)
        fetching?.missed.push(event)
        if (isStale && fetching) fetching.again = true
        else if (isStale) void fetchAgain(part, n)
      }
    }
    if (events.some((event) => event.type === 'own.consents_changed')) void live.refresh()
  }

  /** Fetches one part again; what happens meanwhile comes on top. */
  async function fetchAgain(part: Part, n: number): Promise<void> {
    const fetching = { missed: [] as LiveEvent[], again: false }
    const { snapshots } = device
    underWay.set(part, fetching)
    const loaded = await part.load(getting(wire, who)).catch(() => undefined)
    underWay.delete(part)
    // What a snapshot brought meanwhile is as new, or newer.
    if (closed || device.snapshots !== snapshots) return
    if (loaded !== undefined && states)
      states[n] = owned(
        fetching.missed.reduce((state, event) => part.after(state, event), loaded),
        n,
      )
    if (loaded !== undefined && !fetching.again) return
    await sleep(20)
    if (!closed && !underWay.has(part)) await fetchAgain(part, n)
  }

  /** As the client does it: the first part says where the channels are, the others are as new or newer. */
  async function snapshot(): Promise<readonly Head[]> {
    for (;;) {
      const got = await loadAll().catch((refused: { status?: number }) => {
        if (closed || (refused.status && refused.status < 500)) throw refused
      })
      if (got) {
        device.snapshots += 1
        states = got.map(owned)
        const heads = first.heads(got[0])
        seqs = seqsOf(heads)
        return heads
      }
      if (closed) throw new Error('closed')
      await sleep(20)
    }
  }
  async function loadAll(): Promise<unknown[]> {
    const get = getting(wire, who)
    const all: unknown[] = []
    for (const part of parts) all.push(await part.load(get))
    return all
  }

  const live = openLive({
    role: who.role as Role,
    address: wire.url,
    connection: {
      extraHeaders: { cookie: who.cookie },
      forceNew: true,
      reconnectionDelay: 30,
      reconnectionDelayMax: 150,
      randomizationFactor: 0.5,
    },
    apply,
    snapshot,
    signedOut: () => {
      device.isSignedOut = true
    },
    stillKnown: () =>
      call(wire, who, 'GET', '/api/account/me').then(
        (reply) => reply.status !== 401,
        () => true,
      ),
  })
  void live.refresh()
  await eventually(() => device.connected() && states !== undefined)
  return device
}

/** Waits until something holds. */
export async function eventually(condition: () => boolean | Promise<boolean>, most = 30_000): Promise<void> {
  for (const end = Date.now() + most; !(await condition()); await sleep(10)) {
    if (Date.now() > end) throw new Error(`waited ${most} ms in vain for ${condition}`)
  }
}

/** Every screen becomes what a fresh fetch gives, with each event applied once and in its turn. */
export async function expectConverged(devices: readonly Device[], most = 30_000): Promise<void> {
  const converges = async (device: Device) => {
    let fresh: unknown
    const equal = async () => {
      fresh = await device.fresh().catch(() => undefined)
      return device.connected() && isDeepStrictEqual(device.screen(), fresh)
    }
    await eventually(equal, most).catch(() => {})
    expect(device.screen()).toEqual(fresh)
    expect(device.connected()).toBe(true)
    expect(device.faults).toEqual([])
  }
  await Promise.all(devices.map(converges))
}
