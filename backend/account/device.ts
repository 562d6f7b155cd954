import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { run, statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { queueMail } from '../../db/mail.ts'
import { deviceName } from '../contract/device-name.ts'
import type { Edge } from '../http.ts'
import { digestOf, giveMark, markLifetime, markOf, newMark } from './mark.ts'
import type { CookieParts } from './session.ts'

const lookUp = statement<{ known: boolean; before: boolean }>(
  'known_device',
  `select exists (select 1 from auth.known_device where user_id = $1 and digest = $2) as known,
          exists (select 1 from auth.known_device where user_id = $1)
            or (select count(*) from auth.session where user_id = $1) > 1 as before`,
)
const remember = statement<never>(
  'remember_device',
  `insert into auth.known_device (id, user_id, digest, seen_at) values ($1, $2, $3, $4)
   on conflict (user_id, digest) do update set seen_at = excluded.seen_at`,
)
const forget = statement<never>('forget_devices', 'delete from auth.known_device where user_id = $1 and seen_at < $2')

/** The browser in which somebody is signing in. */
export interface Device {
  /** Tells the account's owner of a sign-in from a browser that it was never used in; nothing at the very first. */
  announce(tx: Tx): Promise<void>
  /** From now on this browser is known. */
  remember(now: Date): Promise<void>
}

/** Recognises a browser by its cookie; call it with the new session already there. */
export async function deviceOf(pool: pg.Pool, edge: Edge, parts: CookieParts, personId: string): Promise<Device> {
  const mark = markOf(edge, 'device', parts) ?? newMark()
  const digest = digestOf(mark)
  const [found] = await run(pool, lookUp, [personId, digest])
  return {
    async announce(tx) {
      if (!found?.before || found.known || !tx.actor.sessionId) return
      const facts = { device: deviceName(edge.device), ip: edge.ip, at: tx.now.toISOString() }
      await queueMail(tx, { personId, kind: 'new_device', causeId: tx.actor.sessionId, facts })
      await writeAudit(tx, { action: 'account.new_device', subject: {} })
    },
    async remember(now) {
      await run(pool, forget, [personId, new Date(now.getTime() - markLifetime * 1000)])
      await run(pool, remember, [uuidv7(), personId, digest, now])
      giveMark(edge, 'device', parts, mark)
    },
  }
}
