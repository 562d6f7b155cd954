import { v7 as uuidv7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast, type Player, type Target } from './support/cast.ts'
import { stored } from './support/rows.ts'
import { type Sabotage, sabotage, sabotages, watchTransactions } from './support/sabotage.ts'
import { call, type Listener, listen, posting, startServer, type TestServer } from './support/server.ts'

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
afterEach(() => {
  for (const listener of open) listener.close()
  open = []
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
  const tables = [
    'audit',
    'channel_period',
    'consent_decision',
    'diary_entry',
    'diary_revision',
    'event',
    'intent',
    'outbox',
  ]

  test('one transaction holds the item, its events, the outbox and the audit', async () => {
    const watch = await watchTransactions(server.owner, tables)
    const body = entry('Alles in één')
    const entryId = body.children[0]!.entryId
    const aboutAt = body.aboutAt
    const edit = { id: uuidv7(), version: 1, aboutAt, text: 'Alles in één, verbeterd', facts: [] }
    const acts: [() => Promise<{ status: number }>, string[]][] = [
      [() => post(body), ['audit', 'diary_entry', 'event', 'intent', 'outbox']],
      [
        () => call(server, staff, 'PUT', `/api/diary/${entryId}`, edit),
        ['audit', 'diary_revision', 'event', 'intent', 'outbox'],
      ],
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
  test.each(failures)(
    '%s, in %s: no acknowledgement, nothing stored, nothing sent, and trying again succeeds once',
    async (how, table) => {
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
    },
  )
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
