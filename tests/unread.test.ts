import { describe, expect, test } from 'vitest'
import type { GuardianEntry, Head, TimelineItem } from '../backend/contract/diary.ts'
import { markerOf, unreadIn, withFound, withPosted, withSeen } from '../client/diary/unread.ts'

const item = (id: string, seq: number, childId = 'noor'): GuardianEntry => ({
  kind: 'diary',
  id,
  childId,
  aboutAt: '2026-11-20T10:00:00Z',
  text: id,
  facts: [],
  author: 'Anouk',
  group: 'Eekhoorns',
  version: 1,
  edited: false,
  seq,
})
const head = (seq: number, marker: number, unread = seq - marker, childId = 'noor'): Head => ({
  channel: `of ${childId}`,
  kind: 'diary',
  childId,
  seq,
  marker,
  unread,
})
const channel = 'of noor'

describe('unread', () => {
  test('is what lies after the marker, whenever it was written: a post made offline has an older id', () => {
    const written = [item('9', 10), item('1', 12), item('5', 11), item('8', 3, 'sam')]
    const unread = unreadIn(written, [head(12, 11), head(3, 3, 0, 'sam')])
    expect([...unread.waiting.keys()]).toEqual(['1'])
    expect(unread.count).toEqual({ 'of noor': 1, 'of sam': 0 })
  })

  test.each(['1', '2', '3'])('of three, with only %s seen, the others are unread after a reload', (seen) => {
    const written = [item('1', 10), item('2', 11), item('3', 12)]
    const after = withSeen(unreadIn(written, [head(12, 9)]), [seen])
    expect(after.count).toEqual({ [channel]: 2 })
    const marker = Math.max(9, markerOf(after, channel))
    const others = ['1', '2', '3'].filter((id) => id !== seen)
    expect([...unreadIn(written, [head(12, marker)]).waiting.keys()]).toEqual(expect.arrayContaining(others))
    const here = unreadIn(written, [head(12, marker)], new Set([seen]))
    expect([[...here.waiting.keys()], here.count]).toEqual([others, { [channel]: 2 }])
  })

  test('the marker moves to before the first item that was not seen, and to the head when all were', () => {
    let unread = withPosted(unreadIn([item('1', 12)], [head(12, 11)]), '2', channel, 13)
    expect(markerOf(unread, channel)).toBe(11)
    unread = withSeen(unread, ['1'])
    expect([markerOf(unread, channel), unread.count]).toEqual([12, { [channel]: 1 }])
    unread = withSeen(unread, ['2'])
    expect([markerOf(unread, channel), unread.count]).toEqual([13, { [channel]: 0 }])
  })

  test('diary and photos of a child are counted and marked each by itself', () => {
    const { facts: _facts, edited: _edited, ...rest } = item('2', 11)
    const card: TimelineItem = { ...rest, kind: 'photos', photos: [] }
    const photos: Head = { ...head(12, 10), channel: 'photos of noor', kind: 'photos' }
    const staff: Head = { ...head(30, 0), channel: 'of the staff', kind: 'staff' }
    const all = unreadIn([item('1', 11), card], [head(11, 10), photos, staff])
    expect([...all.waiting.keys()]).toEqual(['1', '2'])
    expect(all.count).toEqual({ [channel]: 1, 'photos of noor': 2 })
    const seen = withSeen(all, ['2'])
    expect(seen.count).toEqual({ [channel]: 1, 'photos of noor': 0 })
    expect([markerOf(seen, channel), markerOf(seen, 'photos of noor')]).toEqual([10, 12])
  })

  test('what is further back waits once it is loaded', () => {
    const unread = withFound(unreadIn([item('3', 12)], [head(12, 9)]), [item('2', 10), item('1', 9)])
    expect([...unread.waiting.keys()]).toEqual(['3', '2'])
    expect(withSeen(unread, ['3']).count).toEqual({ [channel]: 2 })
    expect(markerOf(withSeen(unread, ['3']), channel)).toBe(9)
  })

  test('what is further back and was never loaded counts as seen with the last, of that child alone', () => {
    const unread = unreadIn([item('1', 40)], [head(40, 10), head(7, 5, 2, 'sam')])
    const after = withSeen(unread, ['1'])
    expect(after.count).toEqual({ [channel]: 0, 'of sam': 2 })
    expect(markerOf(after, channel)).toBe(40)
  })
})
