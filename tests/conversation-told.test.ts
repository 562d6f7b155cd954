import * as v from 'valibot'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { typingEvery } from '../backend/contract/conversation-limits.ts'
import { GuardianEvent, type LiveEvent, StaffEvent, type Typing } from '../backend/contract/live.ts'
import type { Message } from '../backend/contract/message.ts'
import { ok } from './support/absence.ts'
import { type Cast, makeCast, type PlayerName, playerNames } from './support/cast.ts'
import { conversing } from './support/conversation.ts'
import { afternoon, type Listener, listen, startServer, type TestServer } from './support/server.ts'

/* What is told of a conversation at once: to whom, what of it, and that somebody is typing. */

let server: TestServer
let cast: Cast
beforeAll(async () => {
  server = await startServer()
})
const ears = new Map<PlayerName, Listener>()
beforeEach(async () => {
  server.clock.set(afternoon)
  cast = await makeCast(server)
  for (const ear of ears.values()) ear.close()
  ears.clear()
})
afterAll(async () => {
  for (const ear of ears.values()) ear.close()
  await server.close()
})
const { ask, sent, begin, edit, retract, mark, handle, page, list, propose, agree, move } = conversing(() => ({
  server,
  cast,
}))
const talkId = () => cast.targets.noor.talk.id
const open = async (...names: readonly PlayerName[]) => {
  for (const name of names) ears.set(name, await listen(server, cast.people[name]))
}
/** Everything that was told so far has arrived. */
async function quiet(): Promise<void> {
  await vi.waitFor(async () => expect((await server.owner.query('select from outbox')).rowCount).toBe(0))
  await server.app.settled()
  let told = 0
  for (const { socket } of ears.values()) socket.once('heads', () => (told += 1))
  await server.app.tellHeads()
  for (const ear of ears.values()) await ear.until(() => told >= ears.size)
}
const isMarker = ({ type }: { type: string }) => type === 'own.conversation_read' || type === 'work.conversation_read'
/** What was told of conversations; up to where somebody has read them is told to that one alone, and asked for by itself. */
const heard = (name: PlayerName) => ears.get(name)!.events.filter((event) => !isMarker(event))
const markersOf = (name: PlayerName) => ears.get(name)!.events.filter(isMarker)
const typesFor = (name: PlayerName) => heard(name).map(({ type }) => type)

it('who reads it hears all of it and nobody else anything: no event, no head, no id, no word', async () => {
  await open(...playerNames)
  const { id, seq } = await sent('guardian', 'Een geheim over thuis')
  ok(await mark('staff', seq))
  ok(await edit('guardian', id, 'Een ander geheim over thuis'))
  ok(await handle('staff', { do: 'claim', from: null }))
  await sent('staff', 'We hebben het gelezen')
  ok(await retract('guardian', id))
  await quiet()
  for (const [name, ear] of ears) {
    const isHeard = name === 'guardian' || name === 'staff'
    expect(typesFor(name), name).toEqual(
      isHeard
        ? [
            'message.sent',
            'conversation.read',
            'message.edited',
            'conversation.handled',
            'message.sent',
            'message.retracted',
          ]
        : [],
    )
    const raw = ear.raw.join('')
    for (const word of ['geheim', talkId(), id, 'gelezen'])
      if (!isHeard) expect(raw, `${word} for ${name}`).not.toContain(word)
    const isGuardian = cast.people[name].role === 'guardian'
    // To each exactly what is theirs: the schemas are strict.
    for (const event of ear.events) v.parse(isGuardian ? GuardianEvent : StaffEvent, event)
  }
  // Guardians learn nobody’s id of the staff, nor what the group does with it.
  expect(ears.get('guardian')!.raw.join('')).not.toContain(cast.people.staff.id)
  expect(ears.get('guardian')!.raw.join('')).not.toContain('handling')
})

it('up to where somebody has read it is told to the own devices of that one, also where others had read further, and to nobody else', async () => {
  const { id } = ok(await propose('guardian', 'neverGranted')).conversation
  ok(await agree('neverGranted', id))
  const { seq } = await sent('staff', 'Voor jullie allebei', id)
  await open(...playerNames)
  const other = await listen(server, cast.people.neverGranted)
  ok(await mark('guardian', seq, id))
  ok(await mark('neverGranted', seq, id))
  // Once more, or back, is nothing new.
  ok(await mark('neverGranted', seq - 1, id))
  await quiet()
  for (const name of ['guardian', 'neverGranted'] as const)
    expect(markersOf(name), name).toMatchObject([{ type: 'own.conversation_read', conversationId: id, marker: seq }])
  expect(other.events.filter(isMarker)).toEqual(markersOf('neverGranted'))
  other.close()
  // Of the two only the first told anything to those who read it with them.
  for (const name of ['guardian', 'neverGranted', 'staff'] as const)
    expect(typesFor(name), name).toEqual(['conversation.read'])
  const { seq: next } = await sent('guardian', 'Dank', id)
  ok(await mark('staff', next, id))
  await quiet()
  expect(markersOf('staff')).toMatchObject([{ type: 'work.conversation_read', conversationId: id, marker: next }])
  for (const name of playerNames.filter((one) => !['guardian', 'neverGranted', 'staff'].includes(one)))
    expect(ears.get(name)!.events, name).toEqual([])
})

it('of who has two roles each is told up to where that one has read', async () => {
  const { id: personId } = cast.people.staff
  await server.owner.query(
    `insert into person_role (id, organisation_id, person_id, role, location_id, starts_on)
     select gen_random_uuid(), organisation_id, $1, role, location_id, starts_on from person_role where person_id = $2 and role = 'manager'`,
    [personId, cast.people.manager.id],
  )
  const { seq } = await sent('guardian', 'Voor allebei')
  ok(await handle('staff', { do: 'hand_over' }))
  await open('staff')
  const asManager = await listen(server, { ...cast.people.staff, role: 'manager' })
  ok(await mark('staff', seq))
  await quiet()
  await asManager.until(() => asManager.events.some(isMarker))
  expect(markersOf('staff')).toMatchObject([{ conversationId: talkId(), marker: seq }])
  expect(asManager.events.filter(isMarker)).toMatchObject([{ conversationId: null, marker: 0 }])
  asManager.close()
})

it('whoever was away catches up on where they are by now; of what they no longer read it names nothing', async () => {
  const { seq } = await sent('staff', 'Tot hier')
  ok(await mark('guardian', seq))
  const { rows } = await server.owner.query(`select id from channel where kind = 'own' and person_id = $1`, [
    cast.people.guardian.id,
  ])
  const back = async () => {
    const ear = await listen(server, cast.people.guardian, { [rows[0].id]: 0 })
    ear.close()
    return ear.events.filter(isMarker)
  }
  expect(await back()).toMatchObject([{ type: 'own.conversation_read', conversationId: talkId(), marker: seq }])
  await server.owner.query('delete from read_marker where channel_id = $1', [talkId()])
  expect(await back()).toMatchObject([{ conversationId: null, marker: 0 }])
})

it('whoever was away catches up on it as it is now, and of staff that stands in the reads of the child', async () => {
  const { id } = await sent('guardian', 'Verkeerd gezegd')
  ok(await retract('guardian', id))
  for (const name of ['guardian', 'staff'] as const) {
    const back = await listen(server, cast.people[name], { [talkId()]: 4 })
    expect(back.events).toMatchObject([
      { type: 'message.sent', seq: 5, message: { id, text: '', retracted: {} } },
      { type: 'message.retracted', seq: 6 },
    ])
    expect(back.raw.join('')).not.toContain('Verkeerd')
    back.close()
  }
  for (const name of ['neverGranted', 'manager', 'formerStaff', 'otherGroup', 'restricted'] as const) {
    const back = await listen(server, cast.people[name], { [talkId()]: 0 })
    expect([back.events, back.caughtUp!.resync], name).toEqual([[], [talkId()]])
    back.close()
  }
  const reads = async (who: PlayerName) =>
    ok(await ask(who, 'GET', `/api/children/${cast.targets.noor.childId}/reads`)).reads
  expect(await reads('guardian')).toContainEqual(expect.objectContaining({ what: 'conversation', role: 'staff' }))
  // Another guardian does not learn from it that something was written.
  expect(await reads('neverGranted')).toEqual([])
})

it('a child that moves takes it along: from then on the new group hears it, and the old one no longer', async () => {
  await open('guardian', 'staff', 'otherGroup')
  await sent('guardian', 'Nog in de oude groep')
  await quiet()
  await move(cast.targets.bram.groupId)
  await sent('guardian', 'In de nieuwe groep')
  await quiet()
  expect(typesFor('staff')).toEqual(['message.sent'])
  expect(typesFor('otherGroup')).toEqual(['message.sent'])
  expect(ears.get('staff')!.raw.join('')).not.toContain('nieuwe groep')
})

it('a guardian who is restricted hears nothing from then on, also of what is shared', async () => {
  await open('guardian', 'neverGranted', 'staff')
  const { id } = ok(await propose('guardian', 'neverGranted')).conversation
  ok(await agree('neverGranted', id))
  await sent('guardian', 'Samen', id)
  await quiet()
  const before = typesFor('neverGranted').length
  expect(before).toBe(3)
  const { rows } = await server.owner.query('select id from guardianship where person_id = $1', [
    cast.people.neverGranted.id,
  ])
  ok(
    await ask('manager', 'POST', `/api/guardianships/${rows[0].id}/restriction`, {
      id: crypto.randomUUID(),
      ruling: 'C/1',
    }),
  )
  ok(await ask('staff', 'PUT', `/api/conversations/${id}/handling`, { do: 'urgent', urgent: true }))
  await quiet()
  expect(
    typesFor('neverGranted')
      .slice(before)
      .filter((type) => type !== 'own.consents_changed'),
  ).toEqual([])
  expect(typesFor('staff').at(-1)).toBe('conversation.handled')
})

it('a manager hears of it from when it was handed over, and no longer once it was handed back', async () => {
  await open('guardian', 'staff', 'manager')
  await sent('guardian', 'Vooraf')
  await quiet()
  ok(await handle('staff', { do: 'hand_over' }))
  await sent('guardian', 'Daarna')
  await quiet()
  expect(typesFor('manager')).toEqual(['conversation.handled', 'message.sent'])
  ok(await handle('manager', { do: 'hand_back' }))
  await sent('guardian', 'Weer zonder')
  await quiet()
  expect(typesFor('manager')).toHaveLength(2)
  expect(typesFor('staff')).toHaveLength(5)
})

describe('typing', () => {
  const told = new Map<PlayerName, Typing[]>()
  /** Answers at once, and is told a moment later: whoever may hear it is decided by then. */
  const types = async (name: PlayerName, conversationId: string) => {
    const answer = await ears.get(name)!.socket.timeout(30_000).emitWithAck('typing', { conversationId })
    await server.app.settled()
    return answer
  }
  beforeEach(async () => {
    told.clear()
    await open(...playerNames)
    for (const [name, { socket }] of ears) {
      told.set(name, [])
      socket.on('typing', (typing) => void told.get(name)!.push(typing))
    }
  })
  /** Whoever types twice is not told twice at once. */
  const later = () => server.clock.forward(typingEvery)

  it('is told to the others who read it: guardians of the group as one, staff of a guardian by first name', async () => {
    expect(await types('guardian', talkId())).toEqual({})
    await ears.get('staff')!.until(() => told.get('staff')!.length > 0)
    expect(told.get('staff')).toEqual([
      { conversationId: talkId(), side: 'guardian', name: cast.people.guardian.firstName },
    ])
    await types('staff', talkId())
    await ears.get('guardian')!.until(() => told.get('guardian')!.length > 0)
    expect(told.get('guardian')).toEqual([{ conversationId: talkId(), side: 'staff', name: null }])
    for (const [name, heard] of told) if (name !== 'guardian' && name !== 'staff') expect(heard, name).toEqual([])
  })

  it('of nobody who does not read it; the answer is the same whether or not there is one', async () => {
    const answers = new Set<string>()
    for (const name of playerNames) {
      if (name === 'guardian' || name === 'staff') continue
      for (const id of [talkId(), cast.targets.absent.talk.id, cast.targets.noor.channels.diary]) {
        later()
        answers.add(JSON.stringify(await types(name, id)))
      }
    }
    expect(answers).toEqual(new Set(['{}']))
    // What came of it would have come by now: this comes after it, on the same way.
    later()
    await types('guardian', talkId())
    await ears.get('staff')!.until(() => told.get('staff')!.length > 0)
    await quiet()
    expect(told.get('staff')).toHaveLength(1)
    expect(told.get('guardian')).toEqual([])
  })

  it('is told at most once every two seconds, and what is no such message is refused', async () => {
    for (let n = 0; n < 50; n++) await types('guardian', talkId())
    later()
    await types('guardian', talkId())
    await ears.get('staff')!.until(() => told.get('staff')!.length > 1)
    await quiet()
    expect(told.get('staff')).toHaveLength(2)
    const { socket } = ears.get('guardian')!
    for (const said of [null, 7, 'x', [], {}, { conversationId: 'x' }, { conversationId: talkId(), more: 1 }])
      expect(await socket.timeout(3_000).emitWithAck('typing', said)).toEqual({ error: { code: 'invalid' } })
      // As no client of ours does.
    ;(socket as unknown as { emit(event: string): void }).emit('typing')
    expect(await types('guardian', talkId())).toEqual({})
  })

  it('is told of nothing in which nobody may write: before both agree, after it has ended, once the child has left', async () => {
    const { id } = ok(await propose('guardian', 'neverGranted')).conversation
    await types('guardian', id)
    later()
    ok(await agree('neverGranted', id))
    ok(await ask('guardian', 'DELETE', `/api/conversations/${id}/agreement`))
    await types('guardian', id)
    later()
    await move(null)
    await types('guardian', talkId())
    later()
    await move(cast.targets.noor.groupId)
    await types('guardian', talkId())
    await ears.get('staff')!.until(() => told.get('staff')!.length > 0)
    await quiet()
    expect(told.get('staff')).toHaveLength(1)
    expect(told.get('neverGranted')).toEqual([])
  })

  it('stops at once for who lost it: a group that the child left, a guardian who is restricted', async () => {
    await move(cast.targets.bram.groupId)
    await types('guardian', talkId())
    await ears.get('otherGroup')!.until(() => told.get('otherGroup')!.length > 0)
    expect(told.get('staff')).toEqual([])
    await types('staff', talkId())
    await quiet()
    expect(told.get('guardian')).toEqual([])
  })
})

describe('what is known from events is what a fetch would give', () => {
  interface Known {
    conversation: unknown
    messages: Message[]
    marker: number
    unread: number[]
    head: number
  }
  /** The client’s model at its plainest: the conversation is replaced, a message put in its place, unread counted by seq. */
  function applied(known: Known, event: LiveEvent, me: { id: string; role: string }): Known {
    if (!('conversation' in event) || event.conversation.id !== talkId()) return known
    const next = { ...known, conversation: event.conversation, head: event.seq }
    if (!('message' in event)) return next
    const { message } = event
    const isOpposite = me.role === 'guardian' ? message.authorId !== me.id : message.side === 'guardian'
    const unread = new Set(known.unread)
    if (isOpposite && message.seq > known.marker && message.retracted === null) unread.add(message.seq)
    else unread.delete(message.seq)
    const messages = [...known.messages.filter(({ id }) => id !== message.id), message].sort((a, b) => a.seq - b.seq)
    const marker = isOpposite ? known.marker : Math.max(known.marker, message.authorId === me.id ? message.seq : 0)
    return { ...next, messages, marker, unread: [...unread].filter((seq) => seq > marker).sort((a, b) => a - b) }
  }
  const fetched = async (name: PlayerName): Promise<Known> => {
    const { conversation, messages, marker, unread, head } = await page(name)
    return { conversation, messages: messages as Message[], marker, unread, head }
  }
  /** A course of chances that is the same each time. */
  const chances = (seed: number) => () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }

  it.each([1, 2, 3, 4])('course %i of messages, retractions, edits, markers and claims', async (seed) => {
    await open('guardian', 'staff')
    const chance = chances(seed)
    const names = ['guardian', 'staff'] as const
    const known = new Map<string, Known>()
    for (const name of names) known.set(name, await fetched(name))
    const mine: Record<string, string[]> = { guardian: [], staff: [] }
    const seen = { guardian: 0, staff: 0 }
    for (let step = 0; step < 40; step++) {
      const who = names[Math.floor(chance() * 2)]!
      const what = chance()
      server.clock.forward(Math.floor(chance() * 30_000))
      const last = mine[who]!.at(-1)
      if (what < 0.4 || !last) mine[who]!.push((await sent(who, `stap ${step}`)).id)
      else if (what < 0.55) await edit(who, last, `anders ${step}`)
      else if (what < 0.7) ok(await retract(who, last))
      else if (what < 0.9) {
        const to = Math.floor(chance() * 60)
        const { marker, unread } = ok(await mark(who, to))
        // Where one stands is known from the answer.
        await quiet()
        let state = known.get(who)!
        for (const event of heard(who).slice(seen[who])) state = applied(state, event, cast.people[who])
        seen[who] = heard(who).length
        known.set(who, { ...state, marker, unread })
      } else ok(await handle('staff', chance() < 0.5 ? { do: 'done' } : { do: 'claim', from: null }))
    }
    await quiet()
    for (const name of names) {
      const events = heard(name)
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n + 5))
      const state = events
        .slice(seen[name])
        .reduce((one, event) => applied(one, event, cast.people[name]), known.get(name)!)
      expect(state, name).toEqual(await fetched(name))
    }
    expect(ears.get('guardian')!.events.length).toBeGreaterThan(15)
  })

  it('one that begins shows in the list with its first message', async () => {
    await open('neverGranted')
    const { conversation } = ok(await begin('staff', { guardianId: cast.people.neverGranted.id }))
    await quiet()
    const { events } = ears.get('neverGranted')!
    expect(events.map(({ type }) => type)).toEqual(['conversation.opened', 'message.sent'])
    const [line] = (await list('neverGranted')).conversations
    expect((events[1] as { conversation: unknown }).conversation).toEqual(line!.conversation)
    expect(line!.conversation.id).toBe(conversation.id)
  })
})
