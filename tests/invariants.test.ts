import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decideConsent } from '../backend/consent/consent.ts'
import { postEntries } from '../backend/diary/diary.ts'
import { relay } from '../workers/relay.ts'
import { trim } from '../workers/trim.ts'
import { type Cast, makeCast, type Player, type Target, write } from './support/cast.ts'
import { stored } from './support/rows.ts'
import { type Sabotage, sabotage, sabotages, watchTransactions } from './support/sabotage.ts'
import { call, type Listener, listen, posting, startServer, type TestServer } from './support/server.ts'
import { hold, postSilently } from './support/silent.ts'
import { eventually } from './support/device.ts'

let server: TestServer
let cast: Cast
let noor: Target
let staff: Player
let guardian: Player
let open: Listener[] = []

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  noor = cast.targets.noor
  ;({ staff, guardian } = cast.people)
})
afterEach(async () => {
  for (const listener of open) listener.close()
  open = []
  // What was committed silently nobody will publish.
  await server.owner.query('delete from outbox')
})
afterAll(() => server.close())

async function ear(who: Player, cursors = {}): Promise<Listener> {
  const listener = await listen(server, who, cursors)
  open.push(listener)
  return listener
}
const entry = (text: string) => posting(server, { id: noor.groupId }, [noor.childId], { text })
const post = (body: unknown) => call(server, staff, 'POST', '/api/diary', body)
const decide = (decision: 'granted' | 'withdrawn', id = uuidv7()) =>
  call(server, guardian, 'POST', '/api/consents', { id, childId: noor.childId, purpose: 'diary', decision, language: 'nl' })
const seqOf = async (channel: string) =>
  Number((await server.owner.query('select seq from channel where id = $1', [channel])).rows[0].seq)
const count = async (table: string, where: string, value: unknown) =>
  Number((await server.owner.query(`select count(*) from ${table} where ${where} = $1`, [value])).rows[0].count)
/** The listener has received everything that was sent to it so far. */
async function fence(listener: Listener): Promise<void> {
  let told = false
  listener.socket.once('heads', () => (told = true))
  await server.app.tellHeads()
  await listener.until(() => told)
}

describe('R1: what is acknowledged is never lost', () => {
  const tables = ['audit', 'channel_period', 'consent_decision', 'diary_entry', 'diary_revision', 'event', 'intent', 'outbox']

  test('one transaction holds the item, its events, the outbox and the audit', async () => {
    const watch = await watchTransactions(server.owner, tables)
    const body = entry('Alles in één')
    const entryId = body.children[0]!.entryId
    const aboutAt = body.aboutAt
    const edit = { id: uuidv7(), version: 1, aboutAt, text: 'Alles in één, verbeterd', facts: [] }
    const acts: [() => Promise<{ status: number }>, string[]][] = [
      [() => post(body), ['audit', 'diary_entry', 'event', 'intent', 'outbox']],
      [() => call(server, staff, 'PUT', `/api/diary/${entryId}`, edit), ['audit', 'diary_revision', 'event', 'intent', 'outbox']],
      [() => call(server, staff, 'DELETE', `/api/diary/${entryId}`), ['audit', 'event', 'outbox']],
      [() => decide('withdrawn'), ['audit', 'consent_decision', 'event', 'intent', 'outbox']],
      [() => decide('granted'), ['audit', 'consent_decision', 'event', 'intent', 'outbox']],
    ]
    for (const [act, expected] of acts) {
      await watch.forget()
      expect((await act()).status).toBe(200)
      const seen = await watch.seen()
      expect(seen.tables.filter((table) => table !== 'channel_period')).toEqual(expected)
      expect(seen.transactions).toBe(1)
      server.clock.forward(1_000)
    }
    await watch.end()
  })

  const failures = (Object.keys(sabotages) as Sabotage[]).flatMap((how) =>
    ['diary_entry', 'event', 'outbox', 'audit', 'intent'].map((table) => [how, table] as const),
  )
  test.each(failures)('%s, in %s: no acknowledgement, nothing stored, nothing sent, and trying again succeeds once', async (how, table) => {
    const listener = await ear(guardian)
    const before = await stored(server.owner)
    const body = entry(`Met tegenslag ${how} ${table}`)
    const strike = await sabotage(server.owner, table, how)
    const failed = await post(body)
    await strike.undo()
    expect(failed.status).toBeGreaterThanOrEqual(500)
    expect(await stored(server.owner)).toEqual(before)

    const again = await post(body)
    expect(again.status, again.text).toBe(200)
    expect(await count('diary_entry', 'post_id', body.id)).toBe(1)
    await listener.until(() => listener.events.length > 0)
    await fence(listener)
    expect(listener.events).toMatchObject([{ type: 'diary.posted', item: { id: body.children[0]!.entryId } }])
  })
})

describe('R2: one intent, one item', () => {
  test('however often and at once a post arrives, it is written once and answered the same', async () => {
    const listener = await ear(guardian)
    const body = entry('Dubbel getikt')
    const replies = await Promise.all(Array.from({ length: 8 }, () => post(body)))
    for (const reply of replies) expect(reply.status, reply.text).toBe(200)
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1)
    expect(await count('diary_entry', 'post_id', body.id)).toBe(1)
    await fence(listener)
    expect(listener.events).toHaveLength(1)
  })

  test('the same id with another request is a conflict, an edit or a removal in between is not', async () => {
    const body = entry('Eerste woorden')
    const entryId = body.children[0]!.entryId
    expect((await post(body)).status).toBe(200)
    const other = { ...body, children: [{ ...body.children[0]!, text: 'Andere woorden' }] }
    expect((await post(other)).body.error.code).toBe('id_taken')
    const edit = { id: uuidv7(), version: 1, aboutAt: body.aboutAt, text: 'Verbeterd', facts: [] }
    for (let n = 0; n < 3; n++) {
      const reply = await call(server, staff, 'PUT', `/api/diary/${entryId}`, edit)
      expect(reply.body.entry, reply.text).toMatchObject({ text: 'Verbeterd', version: 2 })
    }
    expect(await count('diary_revision', 'entry_id', entryId)).toBe(1)
    expect((await post(body)).body.entries).toMatchObject([{ id: entryId, text: 'Verbeterd' }])
    expect((await call(server, staff, 'DELETE', `/api/diary/${entryId}`)).status).toBe(200)
    expect(await post(body)).toMatchObject({ status: 200, body: { entries: [] } })
    expect(await count('event', 'item_id', entryId)).toBe(3)
  })

  test('a consent decided once stands once in the ledger', async () => {
    const id = uuidv7()
    const replies = await Promise.all(Array.from({ length: 5 }, () => decide('granted', id)))
    for (const reply of replies) expect(reply.status, reply.text).toBe(200)
    expect(await count('consent_decision', 'id', id)).toBe(1)
    expect((await decide('withdrawn', id)).body.error.code).toBe('id_taken')
  })
})

describe('R4: a late commit is never skipped', () => {
  test('the second of two writers on a channel waits for the first, and no reader gets past it', async () => {
    const from = await seqOf(noor.channels.diary)
    const reader = await ear(guardian)
    const slow = await hold(server, staff, (tx) => postEntries(tx, entry('De langzame')))
    let isThere = false
    const quick = post(entry('De snelle')).then((reply) => {
      isThere = true
      return reply
    })
    const seen: number[] = []
    let cursor = from
    const read = async () => {
      const reply = await reader.socket.timeout(2_000).emitWithAck('catch-up', { cursors: { [noor.channels.diary]: cursor } })
      if ('error' in reply) throw new Error(reply.error.code)
      for (const event of reply.events) {
        seen.push(event.seq)
        cursor = event.seq
      }
    }
    // Another channel is not held up.
    await write(server, cast, cast.targets.bram)
    for (let n = 0; n < 10; n++) await read()
    expect(isThere).toBe(false)
    expect(seen).toEqual([])
    const reading = Promise.all([slow.commit(), read(), read()])
    await reading.catch(() => {})
    expect((await quick).status).toBe(200)
    await eventually(async () => {
      await read()
      return cursor === (await seqOf(noor.channels.diary))
    })
    expect(seen).toEqual([from + 1, from + 2])
  })
})

describe('R5: consent and access are decided before an event exists, access again before every send', () => {
  const restrict = (at: Date | null) =>
    server.owner.query('update guardianship set restricted_at = $2 where person_id = $1', [guardian.id, at])
  const endOfWork = (day: string | null) =>
    server.owner.query('update staff_assignment set ends_on = $2 where person_id = $1', [staff.id, day])

  test('who lost access between recording and sending receives nothing', async () => {
    const [phone, tablet, desk] = [await ear(guardian), await ear(staff), await ear(cast.people.manager)]
    const { refs } = await postSilently(server, staff, noor, 'TE-LAAT')
    await restrict(server.clock.now())
    await endOfWork('2026-01-01')
    await server.app.publish(refs)
    await desk.until(() => desk.events.length === 1)
    for (const listener of [phone, tablet]) {
      await fence(listener)
      expect(listener.events).toEqual([])
      expect(listener.raw.join('')).not.toContain('TE-LAAT')
      const cursors = { [noor.channels.diary]: refs[0]!.seq - 1 }
      expect(await listener.socket.timeout(2_000).emitWithAck('catch-up', { cursors })).not.toHaveProperty('events.0')
    }
    await restrict(null)
    await endOfWork(null)
  })

  test('a withdrawal that comes first refuses the post that waited for it', async () => {
    const from = await seqOf(noor.channels.diary)
    const input = { id: uuidv7(), childId: noor.childId, purpose: 'diary', decision: 'withdrawn', language: 'nl' } as const
    const withdrawal = await hold(server, guardian, (tx) => decideConsent(tx, input))
    const waiting = post(entry('Te laat geschreven'))
    await withdrawal.commit()
    const reply = await waiting
    expect(reply.body.error, reply.text).toMatchObject({ code: 'consent_missing', children: [{ id: noor.childId }] })
    expect(await seqOf(noor.channels.diary)).toBe(from)
    server.clock.forward(1_000)
    expect((await decide('granted')).status).toBe(200)
  })

  test('a post that comes first stands, and the withdrawal after it holds for the next', async () => {
    const body = entry('Nog net op tijd')
    const posted = await hold(server, staff, (tx) => postEntries(tx, body))
    const withdrawal = decide('withdrawn')
    await posted.commit()
    expect((await withdrawal).status).toBe(200)
    expect((await post(entry('Niet meer'))).body.error.code).toBe('consent_missing')
    expect((await call(server, guardian, 'GET', '/api/timeline')).text).toContain('Nog net op tijd')
    server.clock.forward(1_000)
    expect((await decide('granted')).status).toBe(200)
    expect((await post(entry('Weer wel'))).status).toBe(200)
  })
})

describe('R6: nothing is sent for work that was rolled back', () => {
  test('a post refused for one child leaves nothing behind for the other', async () => {
    const { manager } = cast.people
    const desk = await ear(manager)
    const [from, before] = [await seqOf(noor.channels.diary), await stored(server.owner)]
    await server.owner.query(
      'insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on) select $1, organisation_id, contract_id, child_id, $2, starts_on from placement where child_id = $3',
      [uuidv7(), noor.groupId, cast.targets.bram.childId],
    )
    await server.owner.query(`update channel set open = false where child_id = $1`, [cast.targets.bram.childId])
    const both = posting(server, { id: noor.groupId }, [noor.childId, cast.targets.bram.childId], { text: 'NOOIT' })
    const reply = await post(both)
    expect(reply.body.error, reply.text).toMatchObject({ code: 'consent_missing', children: [{ id: cast.targets.bram.childId }] })
    await server.owner.query('delete from placement where group_id = $1 and child_id = $2', [noor.groupId, cast.targets.bram.childId])
    await server.owner.query(`update channel set open = true where child_id = $1 and kind = 'diary'`, [cast.targets.bram.childId])
    await fence(desk)
    expect(desk.raw.join('')).not.toContain('NOOIT')
    expect(desk.events).toEqual([])
    expect(await seqOf(noor.channels.diary)).toBe(from)
    expect(await stored(server.owner)).toEqual(before)
  })

  test('nor does the relay find anything of it, and the next event takes the number', async () => {
    const phone = await ear(guardian)
    const from = await seqOf(noor.channels.diary)
    const regretted = await hold(server, staff, (tx) => postEntries(tx, entry('Teruggenomen')))
    await regretted.rollBack()
    const soon = new Date(server.clock.now().getTime() + 60_000)
    expect(await relay(server.database.worker, async () => expect.unreachable(), soon)).toBe(0)
    expect((await post(entry('Gebleven'))).status).toBe(200)
    await phone.until(() => phone.events.length === 1)
    expect(phone.events).toMatchObject([{ seq: from + 1, item: { text: 'Gebleven' } }])
  })
})

describe('R7: loss is announced, never silent', () => {
  test('every cursor is answered with all that came after it, or with resync', async () => {
    server.clock.forward(3_600_000)
    await trim(server.database.worker, 1, new Date(server.clock.now().getTime() + 86_400_000 - 1_800_000))
    for (let n = 0; n < 4; n++) await write(server, cast, noor, `Na het opruimen ${n}`)
    const { rows } = await server.owner.query('select seq, floor from channel where id = $1', [noor.channels.diary])
    const [head, floor] = [Number(rows[0].seq), Number(rows[0].floor)]
    expect(floor).toBeGreaterThan(3)
    const listener = await ear(guardian)
    for (let cursor = 0; cursor <= head + 2; cursor++) {
      const reply = await listener.socket.timeout(2_000).emitWithAck('catch-up', { cursors: { [noor.channels.diary]: cursor } })
      if ('error' in reply) throw new Error(reply.error.code)
      const complete = Array.from({ length: head - cursor }, (_, n) => cursor + n + 1)
      if (cursor < floor || cursor > head) expect(reply).toMatchObject({ events: [], resync: [noor.channels.diary] })
      else expect([reply.events.map((event) => event.seq), reply.resync]).toEqual([complete, []])
    }
  })
})

describe('the relay publishes what a crash left behind', () => {
  const later = () => new Date(server.clock.now().getTime() + 3_000)

  test('it arrives, once on screen though published twice, and the outbox is empty', async () => {
    const phone = await ear(guardian)
    const { entryId } = await postSilently(server, staff, noor, 'Achtergebleven')
    expect(phone.events).toEqual([])
    // A relay that dies between publishing and taking out publishes again.
    const strike = await server.owner.query('revoke delete on outbox from ouderapp_worker')
    expect(strike.command).toBe('REVOKE')
    await expect(relay(server.database.worker, server.app.publish, later())).rejects.toThrow('permission denied')
    await server.owner.query('grant delete on outbox to ouderapp_worker')
    expect(await relay(server.database.worker, server.app.publish, later())).toBe(1)
    await phone.until(() => phone.events.length === 2)
    expect(new Set(phone.events.map((event) => `${event.channel} ${event.seq}`)).size).toBe(1)
    expect(phone.events[0]).toMatchObject({ type: 'diary.posted', item: { id: entryId } })
    expect((await server.owner.query('select from outbox')).rowCount).toBe(0)
  })
})
