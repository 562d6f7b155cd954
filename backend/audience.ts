import type pg from 'pg'
import { run, statement } from '../db/client.ts'
import { dayOf } from './contract/values.ts'
import { timeZone } from './day.ts'

/** A person in a role, as the one room that its sockets join: the unit to which something is delivered. */
export interface Reader {
  room: string
  role: string
}

/** The one room of a person in a role. Sockets join no other. */
export const roomOf = (who: { personId: string; role: string }): string => `user:${who.personId}:${who.role}`

interface Audience {
  /** The count of changes to who may see what, and the day, for which it is right. */
  epoch: number
  day: string
  readers: Reader[]
}

const audienceStatement = statement<{
  channel_id: string
  epoch: number
  person_id: string | null
  role: string | null
}>('audience', 'select * from audience($1::uuid[], $2)')

const mostKept = 50_000

/**
 * Who may read which channel. The rule itself stands in the database (`child_reader`, `own_reader`), where `enter` asks it
 * too: what somebody can fetch and what is sent to them cannot differ. What was read is kept for as long as nothing
 * changed that decides it.
 */
export function openAudiences(worker: pg.Pool, now: () => Date) {
  const kept = new Map<string, Audience>()
  return {
    /** The readers on a day, after so many changes or later ones; nothing when they must be read. */
    kept(channel: string, epoch: number | undefined, day: string): readonly Reader[] | undefined {
      const audience = kept.get(channel)
      return audience && epoch !== undefined && audience.epoch >= epoch && audience.day === day
        ? audience.readers
        : undefined
    },
    /** Reads who may read these channels now. */
    async read(channels: readonly string[]): Promise<Map<string, readonly Reader[]>> {
      const at = now()
      const day = dayOf(at, timeZone)
      const read = new Map<string, Audience>()
      for (const { channel_id, epoch, person_id, role } of await run(worker, audienceStatement, [channels, at])) {
        const audience = read.get(channel_id) ?? { epoch, day, readers: [] }
        if (person_id !== null && role !== null) {
          audience.readers.push({ room: roomOf({ personId: person_id, role }), role })
        }
        read.set(channel_id, audience)
      }
      if (kept.size + read.size > mostKept) kept.clear()
      for (const [channel, audience] of read) kept.set(channel, audience)
      return new Map([...read].map(([channel, { readers }]) => [channel, readers]))
    },
  }
}
