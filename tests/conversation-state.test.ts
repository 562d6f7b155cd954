import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GuardianConversation, StaffConversation } from '../backend/contract/conversation.ts'
import type { GuardianMessage } from '../backend/contract/message.ts'
import {
  applyToLine,
  applyToThread,
  type ConversationEvent,
  hidesUnread,
  isForReader,
  isOfConversation,
  type Line,
  type MailEvent,
  type Reader,
  type Thread,
  threadOf,
  withOlder,
  withRead,
} from '../client/conversation/conversation-state.ts'
import { rowsOf } from '../client/conversation/message-rows.ts'
import { sendsIn } from '../client/conversation/message-sends.ts'
import { countsAfter, shownIn, stateOf } from '../client/conversation/staff-inbox-state.ts'
import { piecesOf } from '../client/conversation/text-pieces.ts'
import { failed, newSend, type Send, started } from '../client/outbox-state.ts'

const lisa: Reader = { side: 'guardian', personId: 'lisa' }
const anouk: Reader = { side: 'staff', personId: 'anouk' }
const at = (seq: number) => new Date(Date.UTC(2026, 10, 20, 10, seq)).toISOString()

/** A server in small: it keeps one conversation, tells what happens, and answers with what there is. */
function server() {
  const messages: GuardianMessage[] = []
  const markers = { lisa: 0, anouk: 0 }
  const events: MailEvent[] = []
  let seq = 0
  const conversation = (): GuardianConversation => {
    const last = messages.at(-1)
    const mark = (who: 'lisa' | 'anouk') => (markers[who] > 0 ? { seq: markers[who], at: at(1), name: who } : null)
    return {
      id: 'c',
      kind: 'private',
      child: { id: 'noor', callName: 'Noor' },
      group: { id: 'g', name: 'Eekhoorns' },
      guardians: [{ personId: 'lisa', name: 'Lisa' }],
      withManager: false,
      sharing: null,
      openedAt: at(0),
      last: last
        ? {
            ...{ messageId: last.id, seq: last.seq, side: last.side, author: last.author, at: last.sentAt },
            ...{ preview: last.text, retracted: last.retracted !== null, recalled: false },
            attached: { photos: 0, documents: 0, name: null },
          }
        : null,
      guardianRead: mark('lisa'),
      staffRead: mark('anouk'),
      silence: null,
    }
  }
  const tell = (type: ConversationEvent['type'], message?: GuardianMessage) =>
    events.push({
      ...{ type, channel: 'c', seq, at: at(seq), conversation: conversation() },
      ...(message && { message }),
    } as ConversationEvent)
  return {
    events,
    send(who: 'lisa' | 'anouk'): void {
      seq += 1
      const side = who === 'lisa' ? ('guardian' as const) : ('staff' as const)
      const authorId = who === 'lisa' ? who : null
      const message: GuardianMessage = {
        ...{ id: `m${seq}`, conversationId: 'c', seq, side, author: who, authorId, text: `${seq}` },
        attachments: [],
        ...{ sentAt: at(seq), editedAt: null, retracted: null },
      }
      messages.push(message)
      markers[who] = seq
      tell('message.sent', message)
    },
    change(index: number, how: 'message.edited' | 'message.retracted'): void {
      const place = index % Math.max(1, messages.length)
      const message = messages[place]
      if (!message || message.retracted) return
      seq += 1
      const next: GuardianMessage =
        how === 'message.edited'
          ? { ...message, text: `${message.text}, ${seq}`, editedAt: at(seq) }
          : { ...message, text: '', retracted: { at: at(seq), wasRead: true, recalled: false } }
      messages[place] = next
      tell(how, next)
    },
    read(who: 'lisa' | 'anouk'): void {
      const last = messages.at(-1)?.seq ?? 0
      if (markers[who] >= last) return
      seq += 1
      markers[who] = last
      tell('conversation.read')
      if (who === 'lisa')
        events.push({
          type: 'own.conversation_read',
          channel: 'own',
          seq,
          at: at(seq),
          conversationId: 'c',
          marker: last,
        })
    },
    line: (): Line => ({
      conversation: conversation(),
      head: seq,
      marker: markers.lisa,
      unread: messages
        .filter((message) => message.seq > markers.lisa && isForReader(message, lisa))
        .map((message) => message.seq),
    }),
    page: (before = Number.POSITIVE_INFINITY, size = 4) => {
      const found = messages.filter((message) => message.seq < before)
      const some = found.slice(-size)
      return { messages: some, head: seq, newer: null, older: found.length > size ? (some[0]?.seq ?? null) : null }
    },
  }
}

const messagesOf = (thread: Thread) => thread.messages.map(({ message }) => message)
const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), who: fc.constantFrom('lisa' as const, 'anouk' as const) }),
  fc.record({ do: fc.constantFrom('message.edited' as const, 'message.retracted' as const), index: fc.nat(8) }),
  fc.record({ do: fc.constant('read' as const), who: fc.constantFrom('lisa' as const, 'anouk' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
const play = (world: ReturnType<typeof server>, steps: readonly Step[]) => {
  for (const one of steps) {
    if (one.do === 'send') world.send(one.who)
    else if (one.do === 'read') world.read(one.who)
    else world.change(one.index, one.do)
  }
}

describe('what was fetched and the events after it', () => {
  test('are what a fresh fetch gives: lines and messages, however often an event comes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 20 }), (before, after) => {
        const world = server()
        play(world, before)
        const [line, thread] = [world.line(), threadOf(world.page())]
        play(world, after)
        // Those from before the fetch come once more, and each of the later ones twice.
        const events = world.events.flatMap((event) => [event, event])
        const applied = events.reduce((one, event) => applyToLine(one, event, lisa), line)
        expect(applied).toEqual(world.line())
        const read = events.filter(isOfConversation).reduce(applyToThread, thread)
        const first = read.messages[0]?.message.seq ?? 0
        const fresh = world.page(undefined, 99).messages.filter(({ seq }) => thread.older === null || seq >= first)
        expect(messagesOf(read)).toEqual(fresh)
      }),
    )
  })

  test('an older page joins what is there, and brings nothing back that was taken back meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 10 }), (before, after) => {
        const world = server()
        play(world, before)
        const thread = threadOf(world.page())
        const older = thread.older === null ? null : world.page(thread.older)
        const seen = world.events.length
        play(world, after)
        const later = world.events.slice(seen).filter(isOfConversation)
        const live = later.reduce(applyToThread, thread)
        const joined = older ? withOlder(live, older) : live
        // The events after the page was asked for are applied to it as well.
        const whole = later.reduce(applyToThread, joined)
        const first = whole.messages[0]?.message.seq ?? 0
        const fresh = world.page(undefined, 99).messages.filter(({ seq }) => whole.older === null || seq >= first)
        expect(messagesOf(whole)).toEqual(fresh)
      }),
    )
  })

  test('a marker never goes back', () => {
    const line: Line = { ...server().line(), marker: 5, unread: [7, 9] }
    expect(withRead(line, 3)).toBe(line)
    expect(withRead(line, 7)).toMatchObject({ marker: 7, unread: [9] })
  })

  test('behind 99 that were not read there may be more, which only the server knows', () => {
    const world = server()
    world.send('anouk')
    world.change(0, 'message.retracted')
    const [sent, retracted] = world.events as [ConversationEvent, ConversationEvent]
    const full = { ...world.line(), head: 1, unread: Array.from({ length: 99 }, (_, n) => n + 1) }
    expect(hidesUnread(full, retracted)).toBe(true)
    expect(hidesUnread({ ...full, unread: [1] }, retracted)).toBe(false)
    expect(hidesUnread(full, sent)).toBe(false)
  })

  test('of a part in the midst what comes at the end is not part', () => {
    const world = server()
    for (let n = 0; n < 5; n++) world.send('lisa')
    const thread: Thread = { ...threadOf(world.page(4, 2)), newer: 3 }
    const [last] = world.events.slice(-1) as [ConversationEvent]
    expect(applyToThread(thread, last)).toBe(thread)
  })
})

describe('the inbox', () => {
  const handled = (more: Partial<StaffConversation['handling']>): Line => ({
    ...server().line(),
    conversation: {
      ...server().line().conversation,
      handling: { done: false, claim: null, urgent: false, handedOver: null, ...more },
    } as StaffConversation,
  })
  const claim = { personId: 'anouk', name: 'Anouk', at: at(0), until: at(30) }
  const now = Date.parse(at(10))

  test('a claim that lapsed counts for nothing', () => {
    const { handling } = handled({ claim }).conversation as StaffConversation
    expect(stateOf(handling, now)).toBe('claimed')
    expect(stateOf(handling, Date.parse(at(30)))).toBe('open')
  })

  test('its counts follow what becomes of a conversation; one that is done is not urgent', () => {
    const before = new Map([['c', handled({ urgent: true })]])
    const counts = { open: 3, claimed: 1, done: 0, urgent: 2 }
    const claimed = new Map([['c', handled({ urgent: true, claim })]])
    expect(countsAfter(counts, before, claimed, ['c', 'c'], now)).toEqual({ open: 2, claimed: 2, done: 0, urgent: 2 })
    const done = new Map([['c', handled({ done: true })]])
    expect(countsAfter(counts, before, done, ['c'], now)).toEqual({ open: 2, claimed: 1, done: 1, urgent: 1 })
  })

  test('shows no further down than it was loaded', () => {
    const line = (id: string, minute: number): Line => {
      const one = handled({})
      return { ...one, conversation: { ...one.conversation, id, openedAt: at(minute) } as StaffConversation }
    }
    const lines = new Map(['a', 'b', 'd'].map((id, n) => [id, line(id, n)]))
    const ids = (shown: Line[]) => shown.map(({ conversation }) => conversation.id)
    expect(ids(shownIn(lines, 'open', { floor: line('b', 1), older: 'x' }, now))).toEqual(['d', 'b'])
    expect(ids(shownIn(lines, 'all', undefined, now))).toEqual(['d', 'b', 'a'])
    expect(ids(shownIn(lines, 'done', undefined, now))).toEqual([])
  })
})

describe('what stands in a conversation', () => {
  test('a line before what was new when the reader came, days between, and at the end what is on its way', () => {
    const world = server()
    world.send('lisa')
    world.send('anouk')
    world.send('anouk')
    const work = {
      kind: 'message' as const,
      side: 'guardian' as const,
      groupId: 'g',
      callNames: {},
      conversationId: 'c',
      begin: null,
    }
    const sends = [
      newSend('m1', { ...work, body: { id: 'm1', text: '1' } }, Date.parse(at(1))),
      newSend('x', { ...work, body: { id: 'x', text: 'onderweg' } }, Date.parse(at(9))),
      newSend('y', { ...work, conversationId: 'd', body: { id: 'y', text: 'elders' } }, Date.parse(at(9))),
    ]
    const thread = threadOf(world.page())
    const rows = rowsOf(thread.messages, sendsIn(sends, 'c', thread), 2, lisa)
    expect(rows.map(({ kind, key }) => (kind === 'message' || kind === 'send' ? `${kind} ${key}` : kind))).toEqual([
      ...['day', 'message m1', 'new', 'message m2', 'message m3', 'send x'],
    ])
    expect(rows).toContainEqual({ kind: 'new', key: 'new', count: 2 })
    const firsts = rows.flatMap((row) => ('first' in row && row.first ? [row.key] : []))
    expect(firsts).toEqual(['m1', 'm2', 'x'])
  })

  test('a message that arrived before it was changed here, and now cannot go, stays in sight beside what arrived', () => {
    const world = server()
    world.send('lisa')
    const work = { kind: 'message' as const, side: 'guardian' as const, groupId: 'g', callNames: {}, begin: null }
    const changed = newSend(
      'm1',
      { ...work, conversationId: 'c', body: { id: 'm1', text: 'anders' } },
      Date.parse(at(9)),
    )
    const taken = failed(started(changed), { code: 'id_taken', retryable: false }, Date.parse(at(9)), 0)
    const thread = threadOf(world.page())
    const keys = (send: Send) => rowsOf(thread.messages, sendsIn([send], 'c', thread), null, lisa).map(({ key }) => key)
    expect(keys(taken).slice(1)).toEqual(['m1', 'changed m1'])
    // On its way it may be what stands there already.
    expect(keys(started(changed)).slice(1)).toEqual(['m1'])
  })

  test('a colleague’s message is nothing that staff have to read', () => {
    const message = { ...server().page().messages[0], side: 'staff', authorId: 'grace', retracted: null } as never
    expect(isForReader(message, anouk)).toBe(false)
  })
})

describe('addresses in a text', () => {
  const links = (text: string) => piecesOf(text).flatMap(({ href }) => (href ? [href] : []))

  test('are those of the web, without what ends the sentence', () => {
    expect(piecesOf('Zie https://voorbeeld.nl/a?b=1. Of www.linde.nl, ja')).toEqual([
      { text: 'Zie ', href: null },
      { text: 'https://voorbeeld.nl/a?b=1', href: 'https://voorbeeld.nl/a?b=1' },
      { text: '. Of ', href: null },
      { text: 'www.linde.nl', href: 'https://www.linde.nl/' },
      { text: ', ja', href: null },
    ])
    expect(links('(https://nl.wikipedia.org/wiki/Linde_(boom))')).toEqual([
      'https://nl.wikipedia.org/wiki/Linde_(boom)',
    ])
  })

  test('are never what runs something, or passes itself off as another place', () => {
    for (const text of [
      'javascript:alert(1)',
      'JaVaScRiPt://linde.nl/%0aalert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      'https://bank.nl@kwaad.nl/',
      'https://bank.nl:geheim@kwaad.nl/',
      'https://localhost/x',
      'https://',
    ])
      expect(links(text), text).toEqual([])
  })

  test('nothing of a text is lost, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('https://', 'www.', 'a.nl', ')', ' ', '@'))),
        (parts) => {
          const text = parts.join('')
          const pieces = piecesOf(text)
          expect(pieces.map((piece) => piece.text).join('')).toBe(text)
          for (const { href } of pieces) if (href) expect(href).toMatch(/^https?:\/\//)
        },
      ),
    )
  })
})
