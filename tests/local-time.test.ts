import fc from 'fast-check'
import { expect, test } from 'vitest'
import { momentAt, timeAfter, wallClock } from '../client/diary/composer/local-time.ts'
import { daysAfter } from '../client/time.ts'
import { stepped } from '../client/ui/read-time.ts'

const zone = 'Europe/Amsterdam'

test('an ordinary time', () => {
  expect(momentAt('2026-11-22', '12:10', zone)).toEqual({ instant: '2026-11-22T11:10:00.000Z', note: null })
  expect(momentAt('2026-07-01', '12:10', zone)).toEqual({ instant: '2026-07-01T10:10:00.000Z', note: null })
})
test('the hour that is skipped moves on by an hour', () => {
  const { instant, note } = momentAt('2026-03-29', '02:30', zone)
  expect(note).toBe('skipped')
  expect(wallClock(instant, zone)).toEqual({ day: '2026-03-29', time: '03:30' })
  expect(momentAt('2026-03-29', '03:00', zone).note).toBeNull()
  expect(momentAt('2026-03-29', '01:59', zone).note).toBeNull()
})
test('the hour that comes twice is the first, or the second when asked', () => {
  expect(momentAt('2026-10-25', '02:30', zone)).toEqual({ instant: '2026-10-25T00:30:00.000Z', note: 'twice' })
  expect(momentAt('2026-10-25', '02:30', zone, true)).toEqual({ instant: '2026-10-25T01:30:00.000Z', note: 'twice' })
  expect(momentAt('2026-10-25', '03:00', zone).note).toBeNull()
})
test('every minute of every zone comes back as it was written', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(zone, 'America/New_York', 'Australia/Lord_Howe', 'UTC', 'Asia/Kathmandu'),
      fc.integer({ min: Date.UTC(2020, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 }),
      (timeZone, minutes) => {
        const { day, time } = wallClock(minutes * 60_000, timeZone)
        const both = [momentAt(day, time, timeZone), momentAt(day, time, timeZone, true)]
        expect(both.map(({ instant }) => Date.parse(instant))).toContain(minutes * 60_000)
        expect(both.map(({ note }) => note)).not.toContain('skipped')
      },
    ),
    { numRuns: 500 },
  )
})
test('days and times further on', () => {
  expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28')
  expect(timeAfter('12:50', 15)).toBe('13:05')
  expect(timeAfter('00:05', -15)).toBe('00:00')
  expect(timeAfter('23:55', 15)).toBe('23:59')
})
test('five minutes later is later and five minutes earlier is earlier, to the next that is whole', () => {
  const both = (time: string) => [stepped(time, -5), stepped(time, 5)]
  expect(both('21:24')).toEqual(['21:20', '21:25'])
  expect(both('21:25')).toEqual(['21:20', '21:30'])
  expect(both('12:00')).toEqual(['11:55', '12:05'])
  expect(both('00:01')).toEqual(['00:00', '00:05'])
  expect(both('00:00')).toEqual(['23:55', '00:05'])
  expect(both('23:58')).toEqual(['23:55', '00:00'])
})
