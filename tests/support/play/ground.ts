import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { expect } from 'vitest'
import { type Cast, carerOf, type PlayerName } from '../cast.ts'
import type { Device } from '../device.ts'
import type { TestMedia } from '../media.ts'
import { call, type Reply, type TestServer } from '../server.ts'

export const abouts = ['noor', 'bram'] as const
export type About = (typeof abouts)[number]
/** Whose guardians decide, in the play. */
export const deciders = ['guardian', 'neverGranted', 'otherFamily'] as const
export type Family = (typeof deciders)[number]
export const childOf = (name: Family): About => (name === 'otherFamily' ? 'bram' : 'noor')
export const familiesOf = (about: About): Family[] => deciders.filter((name) => childOf(name) === about)

/** Screens that stay open; beside them there is the tablet on the group, whose people change. */
export const deviceNames = ['guardian', 'neverGranted', 'otherFamily', 'staff', 'manager', 'secondTablet'] as const
export type DeviceName = (typeof deviceNames)[number]

export type Purpose = 'diary' | 'photos'
/** Who of the carers does something: on the own device, or whoever works on the tablet on the group. */
export const hands = ['carer', 'manager', 'tablet'] as const
export type Hand = (typeof hands)[number]

export interface Somebody {
  id: string
  cookie: string
  role: string
  firstName: string
  /** On the tablet on the group; that session may end at any moment. */
  isOnTablet?: boolean
}

/** Words that were written, and who must never have them, whatever happens. */
interface Words {
  text: string
  about: About
  purpose: Purpose | null
  outsiders: readonly DeviceName[]
}

/** One thing that happens, of one of the nouns. */
export interface Deed {
  noun: string
}

/** What is played of one noun, and what must be true of it afterwards. */
export interface Noun<Act extends Deed = any> {
  perform(act: Act, together: readonly Deed[]): Promise<void>
  /** All screens are equal to the server by now. */
  end?(): Promise<void>
}

/** What all nouns of a play stand on. */
export interface Ground {
  /** As it runs now. */
  server(): TestServer
  /** Reads the database, whoever runs. */
  owner: pg.Client
  media: TestMedia
  cast: Cast
  device(name: DeviceName): Device
  /** Everything that is open now, with the tablet on the group. */
  devices(): Device[]
  /** The tablet on the group as it is now, and who works on it. */
  tablet(): Device
  onTablet(): Somebody
  /** The screens of somebody, on which what they have read is read. */
  devicesOf(by: Somebody): Device[]
  /** Who does something about a child; on the tablet only Noor’s group. */
  somebody(hand: Hand, about: About): Somebody
  /** Sends one intent until it is answered, as an outbox does; several copies at once are the same intent. */
  send(by: Somebody | PlayerName, method: string, path: string, body?: unknown, copies?: number): Promise<Reply>
  /** Words that nobody ever wrote before. */
  words(kind: string, about: About, given?: { purpose?: Purpose; outsiders?: DeviceName[]; isForAll?: boolean }): string
  written: readonly Words[]
  /** These words are gone: whoever is away now must never receive them. */
  erased(text: string): void
  /** Whoever ever granted a purpose: they read on what was written while it was in force. */
  granted: Record<Purpose, Set<Family>>
  /** What each decided last of the own child. */
  latest: Record<Purpose, Map<Family, string>>
}

/** What there is of it before the tablet on the group. */
export type BareGround = Omit<Ground, 'onTablet' | 'tablet' | 'devices' | 'somebody' | 'devicesOf' | 'erased'>

/** Is a consent in force by what was decided. */
export const isInForce = (ground: Pick<Ground, 'latest'>, about: About, purpose: Purpose): boolean => {
  const all = familiesOf(about).flatMap((name) => ground.latest[purpose].get(name) ?? [])
  return all.length > 0 && all.every((decision) => decision === 'granted')
}

/** What is decided in the same moment may come before or after. */
export const isDecided = (together: readonly Deed[]): boolean => together.every(({ noun }) => noun !== 'consent')

/** One that was refused for a reason there may be; on the tablet the session may have ended. */
export function expectAnswer(reply: Reply, by: Somebody | PlayerName, statuses: readonly number[]): void {
  const ended = typeof by === 'object' && by.isOnTablet ? [401] : []
  expect([200, ...statuses, ...ended], reply.text).toContain(reply.status)
}

export async function sendUntilAnswered(
  server: () => { url: string },
  by: { cookie: string; role: string },
  [method, path, body]: readonly [string, string, unknown],
  copies: number,
): Promise<Reply> {
  const once = async (): Promise<Reply> => {
    for (const end = Date.now() + 10_000; ; await sleep(10)) {
      const reply = await call(server(), by, method, path, body).catch(() => undefined)
      if (reply && reply.status < 500) return reply
      if (Date.now() > end) throw new Error(`never answered: ${reply?.text}`)
    }
  }
  const replies = await Promise.all(Array.from({ length: copies }, once))
  // One that was refused may be taken in when it comes again.
  return replies.find((reply) => reply.status === 200) ?? replies[0]!
}

/** Nobody receives words of a purpose that was never granted to them. */
export function expectNothingOf(ground: Ground, name: Family, purpose: Purpose): void {
  const bytes = ground.device(name).wire.received()
  for (const { text, about, purpose: needed } of ground.written)
    if (about === childOf(name) && needed === purpose)
      expect(bytes, `${name} must not receive anything of the ${purpose} of ${about}`).not.toContain(text)
}

/** The one of the list that a number means. */
export const pick = <Item>(items: readonly Item[], which: number): Item | undefined => items[which % items.length]

export const keeper = (about: About) => carerOf[about]
