import type pg from 'pg'
import { run, statement } from '../db/client.ts'

/** A person in a role: the unit to which something is delivered. */
export interface Reader {
  personId: string
  role: string
}

const audienceStatement = statement<{ channel_id: string; person_id: string; role: string }>(
  'audience',
  'select * from audience($1::uuid[], $2)',
)

/**
 * Who may read these channels now. The rule itself stands in the database (`child_reader`, `own_reader`), where `enter` asks it too:
 * what somebody can fetch and what is sent to them cannot differ.
 */
export async function audienceOf(
  worker: pg.Pool,
  channels: readonly string[],
  now: Date,
): Promise<Map<string, Reader[]>> {
  const readers = new Map<string, Reader[]>()
  for (const row of await run(worker, audienceStatement, [channels, now])) {
    const known = readers.get(row.channel_id)
    const reader = { personId: row.person_id, role: row.role }
    if (known) known.push(reader)
    else readers.set(row.channel_id, [reader])
  }
  return readers
}

/** The one room of a person in a role. Sockets join no other. */
export const roomOf = (reader: Reader): string => `user:${reader.personId}:${reader.role}`
