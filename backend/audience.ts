import type pg from 'pg'
import { run, statement } from '../db/client.ts'
import { dayOf } from './contract/clock.ts'
import { timeZone } from './day.ts'

/** A person in a role, as the one room that its sockets join: the unit to which something is delivered. */
export interface Reader {
  room: string
  role: string
}

/** The one room of a person in a role. Sockets join no other. */
export const roomOf = (who: { personId: string; role: string }): string => `user:${who.personId}:${who.role}`

interface Audience {
  /** For which count of changes to who may see what (`access_epoch`), and which day, it is right. */
  epoch: number
  day: string
  readers: Reader[]
}

const audienceStatement = statement<{ channel_id: string; person_id: string; role: string }>(
  'audience',
  'select * from audience($1::uuid[], $2)',
)

/**
 * Who may read which channel. The rule itself stands in the database (`child_channel`, `own_reader`), where `enter` asks it
 * too: what somebody can fetch and what is sent to them cannot differ. What was read is kept for as long as the count of
 * changes stands still.
 * @param most so many readers are kept; the channels read longest ago are forgotten first
 */
export function openAudiences(worker: pg.Pool, now: () => Date, most = 200_000) {
  const kept = new Map<string, Audience>()
  let size = 0
  const forget = (channel: string) => {
    size -= kept.get(channel)?.readers.length ?? 0
    kept.delete(channel)
  }
  return {
    /** Is what was read of a channel still right today, at this count? */
    isCurrent(channel: string, epoch: number): boolean {
      const audience = kept.get(channel)
      return audience?.epoch === epoch && audience.day === dayOf(now(), timeZone)
    },
    readersOf: (channel: string): readonly Reader[] => kept.get(channel)?.readers ?? [],
    /** Reads who may read these channels; each with the count that was there before it is read. */
    async read(channels: ReadonlyMap<string, number>): Promise<void> {
      const at = now()
      const day = dayOf(at, timeZone)
      const rows = await run(worker, audienceStatement, [[...channels.keys()], at])
      for (const [channel, epoch] of channels) {
        forget(channel)
        kept.set(channel, { epoch, day, readers: [] })
      }
      for (const { channel_id, person_id: personId, role } of rows) {
        kept.get(channel_id)?.readers.push({ room: roomOf({ personId, role }), role })
      }
      size += rows.length
      for (const channel of kept.keys()) {
        if (size <= most || channels.has(channel)) break
        forget(channel)
      }
    },
  }
}
