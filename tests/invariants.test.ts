import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CatchUp } from '../backend/contract/live.ts'
import { relay } from '../workers/relay.ts'
import { trim } from '../workers/trim.ts'
import { type Cast, makeCast, type Player, type Target, write } from './support/cast.ts'
import { eventually } from './support/device.ts'
import { stored } from './support/rows.ts'
import { holdNextCommit, sabotage, waiting } from './support/sabotage.ts'
import { call, type Listener, listen, posting, startServer, type TestServer } from './support/server.ts'
import { postSilently } from './support/silent.ts'

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
  call(server, guardian, 'POST', '/api/consents', {
    id,
    childId: noor.childId,
    purpose: 'diary',
    decision,
    language: 'nl',
  })
const seqOf = async (channel: string) =>
  Number((await server.owner.query('select seq from channel where id = $1', [channel])).rows[0].seq)
/** All that was committed has been sent. */
const sent = () => eventually(async () => (await server.owner.query('select from outbox')).rowCount === 0)
/** What a listener learns that asks for what came after a place in the diary. */
async function after(listener: Listener, cursor: number): Promise<CatchUp> {
  const asked = { cursors: { [noor.channels.diary]: cursor } }
  const reply: CatchUp | { error: { code: string } } = await listener.socket
    .timeout(2_000)
    .emitWithAck('catch-up', asked)
  if ('error' in reply) throw new Error(reply.error.code)
  return reply
}
/** The listener has received everything that was sent to it so far. */
async function fence(listener: Listener): Promise<void> {
  let told = false
  listener.socket.once('heads', () => (told = true))
  await server.app.tellHeads()
  await listener.until(() => told)
}

describe('R3: nobody misses what happens while they connect', () => {
  test('an event between reading what was missed and the first live one arrives', async () => {
    const from = await seqOf(noor.channels.diary)
    // The answer to the cursors has its view of the database and then has to wait for one table.
    await server.owner.query('begin; lock table read_marker in access exclusive mode')
    const connecting = ear(guardian, { [noor.channels.diary]: from })
    await waiting(server.owner, 1)
    const entryId = await write(server, cast, noor, 'Precies ertussen')
    await sent()
    await server.owner.query('rollback')
    const phone = await connecting
    await fence(phone)
    expect(phone.caughtUp?.events).toEqual([])
    expect(phone.events).toMatchObject([{ seq: from + 1, type: 'diary.posted', item: { id: entryId } }])
  })
})

describe('R4: a late commit is never skipped', () => {
  test('the second of two writers on a channel waits for the first, and no reader gets past it', async () => {
    const from = await seqOf(noor.channels.diary)
    const reader = await ear(guardian)
    const held = await holdNextCommit(server.owner)
    const slow = post(entry('De langzame'))
    await waiting(server.owner, 1)
    let isThere = false
    const quick = post(entry('De snelle')).then((reply) => {
      isThere = true
      return reply
    })
    await waiting(server.owner, 2)
    const seen: number[] = []
    let cursor = from
    const read = async () => {
      for (const event of (await after(reader, cursor)).events) {
        seen.push(event.seq)
        cursor = event.seq
      }
    }
    // Another channel is not held up.
    await write(server, cast, cast.targets.bram)
    for (let n = 0; n < 10; n++) await read()
    expect(isThere).toBe(false)
    expect(seen).toEqual([])
    await Promise.all([held.letGo(), read()])
    for (const reply of await Promise.all([slow, quick])) expect(reply.status, reply.text).toBe(200)
    await eventually(async () => {
      await read()
      return cursor === (await seqOf(noor.channels.diary))
    })
    expect(seen).toEqual([from + 1, from + 2])
    await sent()
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
      expect((await after(listener, refs[0]!.seq - 1)).events).toEqual([])
    }
    await restrict(null)
    await endOfWork(null)
  })

  /** A post that waits for its channel while something else is changed and committed. */
  async function postDuring(body: unknown, change: () => Promise<unknown>) {
    await server.owner.query('begin')
    await server.owner.query('select from channel where id = $1 for update', [noor.channels.diary])
    const late = post(body)
    await waiting(server.owner, 1)
    await change()
    await server.owner.query('commit')
    return late
  }
  const endOfSession = (at: Date | string) =>
    server.owner.query('update auth.session set expires_at = $2 where id = $1', [staff.sessionId, at])

  test.each([
    ['the assignment', 'not_found', () => endOfWork('2026-01-01'), () => endOfWork(null)],
    ['the session', 'unauthenticated', () => endOfSession(server.clock.now()), () => endOfSession('2027-01-01')],
  ])('who lost %s while waiting for a lock commits nothing', async (_, code, lose, regain) => {
    const from = await seqOf(noor.channels.diary)
    const reply = await postDuring(entry('Te laat'), lose)
    expect(reply.body.error?.code, reply.text).toBe(code)
    expect(await seqOf(noor.channels.diary)).toBe(from)
    await regain()
    expect((await post(entry('Weer'))).status).toBe(200)
  })

  test('rights that changed while waiting, and still suffice, are asked for once more', async () => {
    const body = entry('Gewacht en toch geplaatst')
    const reply = await postDuring(body, () =>
      server.owner.query('update placement set ends_on = ends_on where child_id = $1', [noor.childId]),
    )
    expect(reply.status, reply.text).toBe(200)
    const sql = 'select count(*)::integer as many from diary_entry where post_id = $1'
    expect((await server.owner.query(sql, [body.id])).rows).toEqual([{ many: 1 }])
  })

  test('a withdrawal that comes first refuses the post that waited for it', async () => {
    const from = await seqOf(noor.channels.diary)
    const held = await holdNextCommit(server.owner)
    const withdrawal = decide('withdrawn')
    await waiting(server.owner, 1)
    const late = post(entry('Te laat geschreven'))
    await waiting(server.owner, 2)
    await held.letGo()
    expect((await withdrawal).status).toBe(200)
    const reply = await late
    expect(reply.body.error, reply.text).toMatchObject({ code: 'consent_missing', children: [{ id: noor.childId }] })
    expect(await seqOf(noor.channels.diary)).toBe(from)
    server.clock.forward(1_000)
    expect((await decide('granted')).status).toBe(200)
  })

  test('a post that comes first stands, and the withdrawal after it holds for the next', async () => {
    const held = await holdNextCommit(server.owner)
    const posted = post(entry('Nog net op tijd'))
    await waiting(server.owner, 1)
    const withdrawal = decide('withdrawn')
    await waiting(server.owner, 2)
    await held.letGo()
    expect((await posted).status).toBe(200)
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
    // The placement that is made and unmade here is counted as a change to who may see what.
    const all = () => stored(server.owner, ['public.access_epoch'])
    const [from, before] = [await seqOf(noor.channels.diary), await all()]
    const desk = await ear(manager)
    await server.owner.query(
      'insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on) select $1, organisation_id, contract_id, child_id, $2, starts_on from placement where child_id = $3',
      [uuidv7(), noor.groupId, cast.targets.bram.childId],
    )
    await server.owner.query(`update channel set open = false where child_id = $1`, [cast.targets.bram.childId])
    const both = posting(server, { id: noor.groupId }, [noor.childId, cast.targets.bram.childId], { text: 'NOOIT' })
    const reply = await post(both)
    expect(reply.body.error, reply.text).toMatchObject({
      code: 'consent_missing',
      children: [{ id: cast.targets.bram.childId }],
    })
    await server.owner.query('delete from placement where group_id = $1 and child_id = $2', [
      noor.groupId,
      cast.targets.bram.childId,
    ])
    await server.owner.query(`update channel set open = true where child_id = $1 and kind in ('diary', 'photos')`, [
      cast.targets.bram.childId,
    ])
    await fence(desk)
    expect(desk.raw.join('')).not.toContain('NOOIT')
    expect(desk.events).toEqual([])
    expect(await seqOf(noor.channels.diary)).toBe(from)
    expect(await all()).toEqual(before)
  })

  test('nor does the relay find anything of it, and the next event takes the number', async () => {
    const phone = await ear(guardian)
    const from = await seqOf(noor.channels.diary)
    const strike = await sabotage(server.owner, 'outbox', 'the commit fails')
    expect((await post(entry('Teruggenomen'))).status).toBe(500)
    await strike.undo()
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
      const reply = await after(listener, cursor)
      const complete = Array.from({ length: head - cursor }, (_, n) => cursor + n + 1)
      if (cursor < floor || cursor > head) expect(reply).toMatchObject({ events: [], resync: [noor.channels.diary] })
      else expect([reply.events.map(({ seq }) => seq), reply.resync]).toEqual([complete, []])
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
