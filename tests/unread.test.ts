import { describe, expect, test } from 'vitest'
import type { GuardianEntry, Head } from '../backend/contract/diary.ts'
import { markerOf, unreadIn, withPosted, withSeen } from '../client/diary/unread.ts'

const item = (id: string, childId = 'noor'): GuardianEntry => ({
  id,
  childId,
  aboutAt: '2026-11-20T10:00:00Z',
  text: id,
  facts: [],
  author: 'Anouk',
  group: 'Eekhoorns',
  version: 1,
  edited: false,
})
const head = (seq: number, unread: number): Head => ({ channel: 'c', kind: 'diary', childId: 'noor', seq, unread })

describe('unread', () => {
  test('the latest written items of a child are the unread ones', () => {
    const unread = unreadIn([item('3'), item('1'), item('2'), item('9', 'sam')], [head(12, 2)])
    expect([...unread.waiting.keys()].sort()).toEqual(['2', '3'])
    expect(unread.count).toEqual({ c: 2 })
  })

  test('the marker moves to before the first item that was not seen, and to the head when all were', () => {
    let unread = withPosted(unreadIn([item('1')], [head(12, 1)]), '2', 'c', 13)
    expect(markerOf(unread, 'c')).toBe(11)
    unread = withSeen(unread, ['1'])
    expect([markerOf(unread, 'c'), unread.count]).toEqual([12, { c: 1 }])
    unread = withSeen(unread, ['2'])
    expect([markerOf(unread, 'c'), unread.count]).toEqual([13, { c: 0 }])
  })

  test('what was removed waits no longer; what is further back than was loaded counts as seen with the rest', () => {
    const unread = unreadIn([item('1')], [head(40, 30)])
    expect(withSeen(unread, ['1']).count).toEqual({ c: 0 })
    expect(markerOf(withSeen(unread, ['1']), 'c')).toBe(40)
  })
})
