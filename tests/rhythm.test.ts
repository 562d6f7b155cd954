import { describe, expect, test } from 'vitest'
import type { Fact } from '../backend/contract/diary.ts'
import { inOrder, minutesSlept, rhythmOf } from '../client/diary/rhythm.ts'
import { clock, dayOf, hourOf } from '../client/time.ts'

const at = (time: string) => `2026-11-20T${time}:00+01:00`
const meal = (time: string): Fact => ({ kind: 'meal', at: at(time), what: 'brood', amount: null })
const sleep = (from: string, to: string | null): Fact => ({ kind: 'sleep', from: at(from), to: to && at(to) })
const diaper = (time: string): Fact => ({ kind: 'diaper', at: at(time), what: 'wet', place: 'diaper' })
const marks = (facts: Fact[], now: number | null = null) =>
  rhythmOf(facts, hourOf, now).lanes.map(({ lane, marks }) => [
    lane,
    marks.map((mark) => [mark.from, mark.to, mark.facts.length]),
  ])

describe('the rhythm of a day', () => {
  test('shows the lanes that have something, from 07:00 to 18:30', () => {
    const rhythm = rhythmOf([diaper('10:30'), meal('12:00')], hourOf, null)
    expect(rhythm.lanes.map(({ lane }) => lane)).toEqual(['food', 'diaper'])
    expect([rhythm.from, rhythm.to, rhythm.ticks]).toEqual([7, 18.5, [7, 10, 13, 16, 18.5]])
  })

  test('marks within an hour of each other become one, naps do not', () => {
    expect(marks([meal('11:30'), meal('12:00'), meal('12:30')])).toEqual([
      [
        'food',
        [
          [11.75, 11.75, 2],
          [12.5, 12.5, 1],
        ],
      ],
    ])
    expect(marks([sleep('09:30', '10:00'), sleep('10:30', '11:00')])).toEqual([
      [
        'sleep',
        [
          [9.5, 10, 1],
          [10.5, 11, 1],
        ],
      ],
    ])
  })

  test('a nap that goes on reaches until now', () => {
    expect(marks([sleep('12:00', null)], 13.5)).toEqual([['sleep', [[12, 13.5, 1]]]])
  })

  test('a nap over midnight ends with the day, and the strip grows as far as it must', () => {
    const rhythm = rhythmOf(
      [sleep('20:00', null), { kind: 'sleep', from: at('22:00'), to: '2026-11-21T06:00:00+01:00' }],
      hourOf,
      null,
    )
    expect([rhythm.from, rhythm.to]).toEqual([7, 24])
  })

  test('counts the minutes of naps that ended, over a change of the clock too', () => {
    expect(minutesSlept([sleep('12:10', '13:45'), sleep('15:00', null)])).toBe(95)
    const night: Fact = { kind: 'sleep', from: '2026-10-25T01:30:00+02:00', to: '2026-10-25T03:30:00+01:00' }
    expect(minutesSlept([night])).toBe(180)
  })

  test('lists in the order of the day', () => {
    expect(inOrder([meal('12:00'), diaper('08:30'), sleep('10:00', '11:00')]).map(({ kind }) => kind)).toEqual([
      'diaper',
      'sleep',
      'meal',
    ])
  })
})

test('times are those of the organisation, whatever the device thinks', () => {
  expect([clock('2026-11-20T23:30:00Z'), dayOf('2026-11-20T23:30:00Z')]).toEqual(['00:30', '2026-11-21'])
  expect(hourOf('2026-07-01T10:45:00Z')).toBe(12.75)
})
