import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { mostPerMinute } from '../backend/contract/conversation.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { conversing, refused } from './support/conversation.ts'
import { afternoon, startServer, type TestServer } from './support/server.ts'

/* Guardians and the staff of a group write each other: what is sent, read, edited and taken back. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
})
const { ask, send, sent, begin, edit, retract, mark, page, list, line, move } = conversing(() => ({ server, cast }))
const minutes = (count: number) => server.clock.forward(count * 60_000)
const texts = (messages: { text: string }[]) => messages.map(({ text }) => text)

describe('sending', () => {
  it('a guardian without any consent or authority begins, and the group answers; a list has it on top', async () => {
    const { conversation, message } = ok(await begin('withoutAuthority', {}, 'Ze heeft slecht geslapen'))
    expect(message).toMatchObject({ seq: 2, side: 'guardian', authorId: cast.people.withoutAuthority.id })
    expect(conversation).toMatchObject({
      kind: 'private',
      silence: null,
      last: { preview: 'Ze heeft slecht geslapen', seq: 2 },
      group: { id: cast.targets.noor.groupId },
    })
    const answer = await sent('staff', 'Dank, we letten erop', conversation.id)
    expect(answer).toMatchObject({ seq: 3, side: 'staff', authorId: cast.people.staff.id })
    const { conversations, children } = await list('withoutAuthority')
    expect(conversations).toMatchObject([{ conversation: { id: conversation.id }, unread: [3], marker: 2, head: 3 }])
    expect(children).toMatchObject([{ conversationId: conversation.id, silence: null }])
    const { messages } = await page('withoutAuthority', '', conversation.id)
    expect(texts(messages)).toEqual(['Ze heeft slecht geslapen', 'Dank, we letten erop'])
    // Of staff a first name, and nothing else.
    expect(messages[1]).toMatchObject({ author: cast.people.staff.firstName, authorId: null })
  })

  it('staff begin as well; whoever begins second writes in the same one, also at the same moment', async () => {
    const guardianId = cast.people.neverGranted.id
    const replies = await Promise.all([
      begin('staff', { guardianId }, 'Van de groep'),
      begin('neverGranted', {}, 'Van thuis'),
    ])
    const ids = new Set(replies.map((reply) => ok(reply).conversation.id))
    expect(ids.size).toBe(1)
    const { messages } = await page('neverGranted', '', [...ids][0])
    expect(texts(messages).sort()).toEqual(['Van de groep', 'Van thuis'])
    // Once more, to the same.
    expect(ok(await begin('staff', { guardianId }, 'Nog iets')).conversation.id).toBe([...ids][0])
    expect((await refused('invalid', begin('staff'))).fields).toMatchObject([{ path: 'guardianId' }])
  })

  it('nobody begins for another guardian, with who is restricted or no guardian, or as a manager', async () => {
    for (const [who, whom] of [
      ['guardian', 'neverGranted'],
      ['staff', 'restricted'],
      ['staff', 'former'],
      ['staff', 'otherFamily'],
      ['staff', 'staff'],
      ['otherGroup', 'neverGranted'],
      ['formerStaff', 'neverGranted'],
      ['manager', 'neverGranted'],
      ['foreignStaff', 'neverGranted'],
    ] as const)
      await refused('not_found', begin(who, { guardianId: cast.people[whom].id }))
    for (const who of ['restricted', 'former', 'otherFamily', 'foreignGuardian'] as const)
      await refused('not_found', begin(who))
  })

  it('what comes twice stands there once; the same id for something else is refused', async () => {
    const id = uuidv7()
    const talkId = cast.targets.noor.talk.id
    const first = ok(await send('guardian', 'Eens', talkId, id))
    const again = ok(await send('guardian', 'Eens', talkId, id))
    expect(again).toEqual(first)
    await refused('id_taken', send('guardian', 'Anders', talkId, id))
    // Somebody else’s id is nobody’s to use.
    await refused('id_taken', send('staff', 'Eens', talkId, id))
    const { messages } = await page('staff')
    expect(messages.filter(({ text }) => text === 'Eens')).toHaveLength(1)
  })

  it('markup and script are text like any other', async () => {
    const text = '<script>alert(1)</script> <b>vet</b> &amp; "aan" https://example.org/?a=1&b=2 👩‍👧'
    await sent('guardian', text)
    expect((await page('staff')).messages.at(-1)!.text).toBe(text)
  })

  it('a minute’s worth in a minute, and no more; others are not slowed', async () => {
    for (let n = 1; n < mostPerMinute; n++) await sent('withoutAuthority', `${n}`, await ownId())
    const refusal = await refused('too_many_requests', send('withoutAuthority', 'te veel', own))
    expect(refusal.retryAfter).toBe(60)
    const flood = await Promise.all(Array.from({ length: 200 }, async () => send('withoutAuthority', 'vloed', own)))
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([429]))
    await sent('guardian', 'Ik wel')
    await sent('staff', 'Wij ook', own)
    minutes(1)
    await sent('withoutAuthority', 'Nu weer', own)
  })
  let own = ''
  beforeEach(() => {
    own = ''
  })
  const ownId = async () => (own ||= ok(await begin('withoutAuthority')).conversation.id)
})

describe('pages', () => {
  it('meet without a gap, in both directions', async () => {
    const { id } = ok(await begin('neverGranted', {}, '0')).conversation
    for (let n = 1; n < 120; n++) {
      if (n % 25 === 0) minutes(2)
      await sent('neverGranted', `${n}`, id)
    }
    const last = await page('staff', '', id)
    expect([last.messages.length, last.newer]).toEqual([50, null])
    const middle = await page('staff', `?before=${last.older}`, id)
    const first = await page('staff', `?before=${middle.older}`, id)
    expect(first.older).toBeNull()
    const all = [...first.messages, ...middle.messages, ...last.messages]
    expect(texts(all)).toEqual(Array.from({ length: 120 }, (_, n) => `${n}`))
    const up = await page('staff', `?after=${first.newer}`, id)
    expect(texts(up.messages)).toEqual(texts(all.slice(20, 70)))
    expect(texts((await page('staff', `?after=${up.newer}`, id)).messages)).toEqual(texts(all.slice(70)))
    await refused('invalid', ask('staff', 'GET', `/api/conversations/${id}?before=9&after=3`))
  })
})

describe('reading', () => {
  it('each side is told that the other has read, by first name; a marker never goes back', async () => {
    const { seq } = await sent('guardian', 'Lees je dit?')
    expect((await page('guardian')).conversation.staffRead).toMatchObject({ seq: 3 })
    expect((await line('staff'))!.unread.at(-1)).toBe(seq)
    expect(ok(await mark('staff', seq))).toMatchObject({ marker: seq, unread: [] })
    expect((await page('guardian')).conversation.staffRead).toMatchObject({ seq, name: cast.people.staff.firstName })
    for (const back of [0, 1, seq - 1]) expect(ok(await mark('staff', back)).marker).toBe(seq)
    // No further than what was written.
    expect(ok(await mark('staff', 99_999)).marker).toBe(seq)
    const answer = await sent('staff', 'Ja')
    expect(ok(await mark('guardian', answer.seq))).toMatchObject({ marker: answer.seq, unread: [] })
    expect((await page('staff')).conversation.guardianRead).toMatchObject({ name: cast.people.guardian.firstName })
    await refused('not_found', ask('guardian', 'PUT', `/api/channels/${cast.targets.noor.talk.id}/marker`, { seq: 1 }))
  })

  it('unread is what the other side wrote since, without what it took back, up to 99', async () => {
    const { id } = ok(await begin('neverGranted', {}, 'eerste')).conversation
    for (let n = 0; n < 104; n++) {
      if (n % 25 === 0) minutes(2)
      await sent('neverGranted', `${n}`, id)
    }
    expect((await line('staff', id))!.unread).toHaveLength(99)
    ok(await mark('staff', 103, id))
    expect((await line('staff', id))!.unread).toEqual([104, 105, 106])
    const { messages } = await page('staff', '?after=103', id)
    ok(await retract('neverGranted', messages[1]!.id))
    expect((await line('staff', id))!.unread).toEqual([104, 106])
    // One’s own are never unread, nor a colleague’s.
    await sent('staff', 'Van ons', id)
    expect((await line('staff', id))!.unread).toEqual([])
    expect((await list('neverGranted')).conversations[0]!.unread).toHaveLength(1)
    const { heads, conversations } = await list('neverGranted')
    expect(heads.find(({ channel }) => channel === id)).toMatchObject({
      kind: 'conversation',
      seq: conversations[0]!.head,
    })
  })

  it('guardians find that staff opened it among who looked, and only those who read the conversation', async () => {
    await page('staff')
    const reads = async (who: 'guardian' | 'neverGranted') =>
      ok(await ask(who, 'GET', `/api/children/${cast.targets.noor.childId}/reads`)).reads
    expect(await reads('guardian')).toContainEqual(expect.objectContaining({ what: 'conversation', role: 'staff' }))
    expect(JSON.stringify(await reads('neverGranted'))).not.toContain('conversation')
  })
})

describe('changing', () => {
  it('the author edits within five minutes, which shows; what it said is kept where nobody reads it', async () => {
    const { id } = await sent('guardian', 'Om drie uur')
    minutes(5)
    const { message, conversation } = ok(await edit('guardian', id, 'Om vier uur'))
    expect(message).toMatchObject({ text: 'Om vier uur', editedAt: expect.any(String) })
    expect(conversation.last.preview).toBe('Om vier uur')
    const kept = await server.owner.query('select text from message_revision where message_id = $1', [id])
    expect(kept.rows).toEqual([{ text: 'Om drie uur' }])
    server.clock.forward(1)
    await refused('too_late', edit('guardian', id, 'Om vijf uur'))
    for (const who of ['staff', 'neverGranted', 'manager'] as const)
      await refused('not_found', edit(who, id, 'Om zes uur'))
    expect(JSON.stringify(await page('staff'))).not.toContain('drie uur')
  })

  it('the author takes back within seven days; what it said is gone, also what it said before', async () => {
    const { id, seq } = await sent('staff', 'Dit was niet voor u')
    ok(await edit('staff', id, 'Dit was niet voor u bedoeld'))
    minutes(7 * 24 * 60)
    const { message } = ok(await retract('staff', id))
    expect(message).toMatchObject({ text: '', retracted: { wasRead: false } })
    // Twice changes nothing.
    server.clock.forward(60_000)
    expect(ok(await retract('staff', id)).message).toEqual(message)
    const { messages, conversation } = await page('guardian')
    expect(messages.find((one) => one.id === id)).toMatchObject({ seq, text: '', retracted: { wasRead: false } })
    expect(conversation.last).toMatchObject({ retracted: true, recalled: false, preview: '' })
    const { rows } = await server.owner.query(
      `select (select count(*)::int from message_revision where message_id = $1) as revisions,
              (select count(*)::int from message where text like '%niet voor u%') as messages`,
      [id],
    )
    expect(rows).toEqual([{ revisions: 0, messages: 0 }])
    await refused('too_late', edit('staff', id, 'Toch'))
  })

  it('says whether the other side had read it; after seven days, or of another, nothing is taken back', async () => {
    const { id, seq } = await sent('guardian', 'Even iets')
    ok(await mark('staff', seq))
    const late = await sent('guardian', 'Nog iets')
    for (const who of ['staff', 'neverGranted', 'otherFamily', 'manager'] as const)
      await refused('not_found', retract(who, id))
    expect(ok(await retract('guardian', id)).message.retracted).toMatchObject({ wasRead: true })
    minutes(7 * 24 * 60)
    server.clock.forward(1)
    await refused('too_late', retract('guardian', late.id))
  })
})

describe('over time', () => {
  it('goes with the child to another group, and its former staff read it no longer', async () => {
    await move(cast.targets.bram.groupId)
    await sent('guardian', 'Bevalt de nieuwe groep?')
    await refused('not_found', ask('staff', 'GET', `/api/conversations/${cast.targets.noor.talk.id}`))
    expect(await line('staff')).toBeUndefined()
    const { messages, conversation } = await page('otherGroup')
    expect(texts(messages)).toContain(cast.targets.noor.talk.words)
    expect(conversation.group).toMatchObject({ id: cast.targets.bram.groupId })
    await sent('otherGroup', 'Heel goed')
  })

  it('a message that waits while the child moves is not sent by who has lost it meanwhile', async () => {
    const holder = await server.database.worker.connect()
    try {
      await holder.query('begin')
      await holder.query('select from channel where id = $1 for update', [cast.targets.noor.talk.id])
      const waiting = send('staff', 'Net te laat')
      await vi.waitFor(async () => {
        const { rowCount } = await server.owner.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%record_events%'`,
        )
        expect(rowCount).toBe(1)
      })
      // The staff of the former group still see the child for some weeks; its conversations they do not.
      await move(cast.targets.bram.groupId)
      await holder.query('commit')
      await refused('not_found', waiting)
    } finally {
      holder.release()
    }
    expect(texts((await page('otherGroup')).messages)).not.toContain('Net te laat')
    // Whoever has it now is not held up.
    await sent('otherGroup', 'Wel')
  })

  it('is closed once the child has left: guardians read it and so does its last group, nobody writes', async () => {
    const { id } = await sent('guardian', 'Tot ziens')
    const answer = await sent('staff', 'Dag Noor')
    await move(null)
    expect((await page('guardian')).conversation).toMatchObject({ silence: 'child_left', group: null })
    const refusal = await refused('conversation_closed', send('guardian', 'Nog iets'))
    expect(refusal.silence).toBe('child_left')
    await refused('conversation_closed', begin('neverGranted'))
    expect((await page('staff')).conversation).toMatchObject({ silence: 'child_left', group: null })
    expect(await line('staff')).toBeDefined()
    await refused('conversation_closed', send('staff', 'Nog iets'))
    await refused('conversation_closed', edit('staff', answer.id, 'Dag lieve Noor'))
    for (const who of ['otherGroup', 'elsewhere', 'manager'] as const)
      await refused('not_found', ask(who, 'GET', `/api/conversations/${cast.targets.noor.talk.id}`))
    // What stands there may still be taken back.
    ok(await retract('guardian', id))
    ok(await retract('staff', answer.id))
    const { rows } = await server.owner.query(
      `select count(*)::int as count from conversation where child_id = $1 and guardian_id = $2`,
      [cast.targets.noor.childId, cast.people.neverGranted.id],
    )
    expect(rows).toEqual([{ count: 0 }])
  })

  it('of a child that has left its last group reads for eight weeks; once it is in another, that one does', async () => {
    await move(null)
    const gone = (day: string) =>
      server.owner.query('update placement set ends_on = $2 where child_id = $1', [cast.targets.noor.childId, day])
    await gone('2026-09-28')
    expect((await page('staff')).conversation.silence).toBe('child_left')
    await gone('2026-09-27')
    await refused('not_found', ask('staff', 'GET', `/api/conversations/${cast.targets.noor.talk.id}`))
    expect(await line('staff')).toBeUndefined()
    await gone('2026-11-20')
    await move(cast.targets.bram.groupId)
    await refused('not_found', ask('staff', 'GET', `/api/conversations/${cast.targets.noor.talk.id}`))
    expect((await page('otherGroup')).conversation.silence).toBeNull()
  })

  it('a guardian who is restricted reads and writes nothing from then on; the group reads on', async () => {
    const { rows } = await server.owner.query('select id from guardianship where person_id = $1', [
      cast.people.guardian.id,
    ])
    ok(await ask('manager', 'POST', `/api/guardianships/${rows[0].id}/restriction`, { id: uuidv7(), ruling: 'C/16/1' }))
    await refused('not_found', send('guardian', 'Hallo?'))
    expect((await list('guardian')).conversations).toEqual([])
    expect((await page('staff')).conversation.silence).toBe('guardian_left')
    await refused('conversation_closed', send('staff', 'Hallo?'))
  })
})
