import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Head } from '../backend/contract/diary.ts'
import type { LiveEvent } from '../backend/contract/live.ts'
import { caughtUp, compare, emptyStream, receive, restart, type Step, type Stream, waitFor } from '../client/stream.ts'

const channels = ['a', 'b'] as const
const event = (channel: string, seq: number): LiveEvent => ({
  channel,
  seq,
  at: '2026-11-20T10:00:00Z',
  type: 'diary.removed',
  itemId: `${channel}${seq}`,
  childId: channel,
})
const head = (channel: string, seq: number): Head => ({
  channel,
  kind: 'diary',
  childId: channel,
  seq,
  marker: seq,
  unread: 0,
})
const reading = (cursors: Record<string, number>): Stream => ({ cursors, waiting: false, held: [] })
const seqs = ({ apply }: Step) => apply.map(({ channel, seq }) => `${channel}${seq}`)

describe('receiving', () => {
  test('the next is applied, the repeated is dropped', () => {
    const step = receive(reading({ a: 3 }), [event('a', 3), event('a', 4), event('a', 4), event('a', 5)])
    expect(seqs(step)).toEqual(['a4', 'a5'])
    expect(step.need).toBe('nothing')
    expect(step.stream.cursors).toEqual({ a: 5 })
  })

  test('a gap asks for what lies between and keeps what came', () => {
    const step = receive(reading({ a: 3 }), [event('a', 5)])
    expect([step.apply, step.need]).toEqual([[], 'catch-up'])
    const answer = caughtUp(step.stream, { events: [event('a', 4), event('a', 5)], resync: [], heads: [head('a', 5)] })
    expect(seqs(answer)).toEqual(['a4', 'a5'])
  })

  test('what arrives while waiting comes after the answer, once', () => {
    const waiting = receive(waitFor(reading({ a: 1 })), [event('a', 3), event('a', 4)])
    expect(waiting.apply).toEqual([])
    const answer = caughtUp(waiting.stream, {
      events: [event('a', 2), event('a', 3)],
      resync: [],
      heads: [head('a', 3)],
    })
    expect(seqs(answer)).toEqual(['a2', 'a3', 'a4'])
  })

  test('a channel that opened or closed while away shows in the answer, which is applied all the same', () => {
    const answer = { events: [event('a', 2)], resync: [], heads: [head('a', 2), head('b', 1)] }
    const step = caughtUp(waitFor(reading({ a: 1 })), answer)
    expect([seqs(step), step.need, step.stream.cursors]).toEqual([['a2'], 'snapshot', { a: 2 }])
    expect(caughtUp(waitFor(reading({ a: 1, b: 1 })), { ...answer, heads: [head('a', 2)] }).need).toBe('snapshot')
  })

  test('a channel that is unknown asks for a snapshot, and the snapshot decides from where it counts', () => {
    const step = receive(reading({ a: 1 }), [event('b', 7)])
    expect(step.need).toBe('snapshot')
    const begun = restart(receive(step.stream, [event('b', 8)]).stream, [head('a', 1), head('b', 7)])
    expect(seqs(begun)).toEqual(['b8'])
    expect(begun.stream.cursors).toEqual({ a: 1, b: 8 })
  })

  test('announced loss asks for a snapshot, which keeps nothing of a channel that is gone', () => {
    const step = caughtUp(waitFor(reading({ a: 1, b: 1 })), { events: [event('a', 2)], resync: ['b'], heads: [] })
    expect([step.apply, step.need]).toEqual([[], 'snapshot'])
    const begun = restart(step.stream, [head('a', 2)])
    expect([seqs(begun), begun.stream.cursors]).toEqual([[], { a: 2 }])
  })

  test('heads show a lost last event, and a channel that came or went', () => {
    expect(compare(reading({ a: 2 }), { a: 2 }).need).toBe('nothing')
    expect(compare(reading({ a: 2 }), { a: 3 }).need).toBe('catch-up')
    expect(compare(reading({ a: 2 }), { a: 3, b: 1 }).need).toBe('snapshot')
    expect(compare(reading({ a: 2, b: 1 }), { a: 2 }).need).toBe('snapshot')
    expect(compare(waitFor(reading({ a: 2 })), { a: 9 }).need).toBe('nothing')
  })
})

test('whatever is lost, repeated or late, everything is applied once and in order', () => {
  const happening = fc.oneof(
    fc.record({ does: fc.constant('post' as const), channel: fc.constantFrom(...channels), lost: fc.boolean() }),
    fc.record({ does: fc.constant('repeat' as const), channel: fc.constantFrom(...channels) }),
    fc.record({ does: fc.constant('reconnect' as const) }),
    fc.record({ does: fc.constant('heads' as const) }),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const log: Record<string, number> = { a: 0, b: 0 }
      const applied: Record<string, number[]> = { a: [], b: [] }
      let stream = restart(
        emptyStream(),
        channels.map((channel) => head(channel, 0)),
      ).stream
      const missed = (cursors: Record<string, number>) =>
        channels.flatMap((channel) =>
          Array.from({ length: (log[channel] ?? 0) - (cursors[channel] ?? 0) }, (_, n) =>
            event(channel, (cursors[channel] ?? 0) + n + 1),
          ),
        )
      const answer = () => ({
        events: missed(stream.cursors),
        resync: [],
        heads: channels.map((channel) => head(channel, log[channel] ?? 0)),
      })
      const take = (step: Step): void => {
        stream = step.stream
        for (const { channel, seq } of step.apply) applied[channel]?.push(seq)
        if (step.need === 'catch-up') take(caughtUp(stream, answer()))
      }
      for (const one of happenings) {
        if (one.does === 'post') {
          log[one.channel] = (log[one.channel] ?? 0) + 1
          if (!one.lost) take(receive(stream, [event(one.channel, log[one.channel] ?? 0)]))
        } else if (one.does === 'repeat') {
          const last = log[one.channel] ?? 0
          if (last > 0) take(receive(stream, [event(one.channel, last)]))
        } else if (one.does === 'reconnect') {
          stream = waitFor(stream)
          take(caughtUp(stream, answer()))
        } else {
          take(compare(stream, log))
        }
      }
      take(compare(stream, log))
      for (const channel of channels) {
        expect(applied[channel]).toEqual(Array.from({ length: log[channel] ?? 0 }, (_, n) => n + 1))
      }
    }),
  )
})
