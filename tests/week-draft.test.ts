import { describe, expect, test } from 'vitest'
import { allHours, minutesOf, timeOf } from '../client/planning/hours.ts'
import { createIntent } from '../client/planning/intent.ts'
import { changesOf, draftOf, partOf, problemOf, weekOf, withDay, withSameTimes } from '../client/planning/week-draft.ts'

const whole = { from: 510, until: 1080 }
const morning = { from: 510, until: 780 }
const empty = draftOf('2026-11-23', undefined).days

describe('a week that is being filled in', () => {
  test('is the week that it began from until something is changed', () => {
    const week = [whole, null, morning, null, null, null, null]
    expect(weekOf(draftOf('2026-11-23', week).days)).toEqual(week)
    expect(weekOf(empty)).toEqual(Array(7).fill(null))
  })
  test('gives a day that begins to count the usual times, and the next ones those of the first', () => {
    const one = withDay(empty, 3, { comes: true })
    expect(one[3]).toEqual({ comes: true, from: '08:30', until: '18:00' })
    const changed = withDay(one, 3, { until: '13.00' })
    expect(withDay(changed, 0, { comes: true })[0]).toEqual({ comes: true, from: '08:30', until: '13.00' })
    // What was typed before a day was taken out is there again.
    const back = withDay(withDay(changed, 3, { comes: false }), 3, { comes: true })
    expect(back[3]).toEqual({ comes: true, from: '08:30', until: '13.00' })
  })
  test('takes over the times of the first day for all that count, and for no other', () => {
    const days = withDay(withDay(withDay(empty, 0, { comes: true }), 4, { comes: true }), 4, { from: '7:00' })
    expect(withSameTimes(days).map(({ from }) => from)).toEqual(['08:30', '', '', '', '08:30', '', ''])
    expect(withSameTimes(empty)).toEqual(empty)
  })
  test('may last until the end of a day, and does not begin there', () => {
    const week = [{ from: 510, until: 1440 }, null, null, null, null, null, null]
    expect(weekOf(draftOf('2026-11-23', week).days)).toEqual(week)
    expect([partOf('22:00', '2400'), partOf('24:00', '24:00')]).toEqual([{ from: 1320, until: 1440 }, 'time'])
  })
  test('says what is wrong with a day that counts, and with no other', () => {
    expect(partOf('8', '18:00')).toBe('time')
    expect(partOf('8:30', '25:00')).toBe('time')
    expect(partOf('830', '830')).toBe('before_from')
    expect(partOf('1800', '0830')).toBe('before_from')
    expect(partOf('8.30', '18:00')).toEqual(whole)
    const wrong = withDay(withDay(empty, 1, { comes: true }), 1, { until: 'laat' })
    expect([problemOf(wrong[0]!), problemOf(wrong[1]!), weekOf(wrong)]).toEqual([undefined, 'time', undefined])
    expect(weekOf(withDay(wrong, 1, { comes: false }))).toEqual(Array(7).fill(null))
  })
  test('differs from another one where a day or its times do', () => {
    const after = [morning, whole, null, null, null, null, null]
    expect(changesOf([whole, null, whole, null, null, null, null], after)).toEqual([
      { weekday: 0, before: whole, after: morning },
      { weekday: 1, before: null, after: whole },
      { weekday: 2, before: whole, after: null },
    ])
    expect(changesOf(undefined, after)).toHaveLength(2)
    expect(changesOf(after, after)).toEqual([])
  })
})

test('minutes after midnight read as a clock does', () => {
  expect([timeOf(0), timeOf(510), timeOf(1440), minutesOf('08:30')]).toEqual(['00:00', '08:30', '24:00', 510])
  expect(
    allHours([
      { from: 450, until: 510 },
      { from: 900, until: 1080 },
    ]),
  ).toBe('07:30–08:30, 15:00–18:00')
})

test('what is sent again has the same id, and what is meant otherwise another', () => {
  const intent = createIntent()
  const first = intent({ day: 1 })
  expect(intent({ day: 1 })).toBe(first)
  expect(intent({ day: 2 })).not.toBe(first)
  expect(intent({ day: 1 })).not.toBe(first)
})
