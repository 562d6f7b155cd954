import { describe, expect, it } from 'vitest'
import { boundsOfDay, isOnDay, momentOfMinute } from '../backend/contract/clock.ts'
import type { Part } from '../backend/contract/planning.ts'
import { type Known, stateOnDay } from '../backend/contract/presence.ts'
import { ageOn, type Counted, needOf, type Ratio } from '../backend/contract/ratio.ts'
import { boundsOf } from '../backend/day.ts'

/* What a child is to its group on a day, and how many staff a group needs: the same on server and tablet. */

const zone = 'Europe/Amsterdam'
const hours = 3_600_000

describe('minutes of a day as moments', () => {
  it('are what the clock on the wall shows, also on the two days of its change', () => {
    const iso = (day: string, minute: number) => new Date(momentOfMinute(day, minute, zone)).toISOString()
    expect(iso('2026-11-22', 510)).toBe('2026-11-22T07:30:00.000Z')
    expect(iso('2026-07-01', 510)).toBe('2026-07-01T06:30:00.000Z')
    // Forward: half past two is skipped, and moves on by the hour.
    expect(iso('2027-03-28', 119)).toBe('2027-03-28T00:59:00.000Z')
    expect(iso('2027-03-28', 150)).toBe('2027-03-28T01:30:00.000Z')
    expect(iso('2027-03-28', 180)).toBe('2027-03-28T01:00:00.000Z')
    // Back: half past two comes twice, and it is the first.
    expect(iso('2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z')
    expect(iso('2026-10-25', 180)).toBe('2026-10-25T02:00:00.000Z')
    expect(iso('2028-02-29', 1440)).toBe('2028-02-29T23:00:00.000Z')
  })

  it('a day begins and ends where the server says it does, and has 23, 24 or 25 hours', () => {
    for (const [day, length] of [
      ['2026-11-22', 24],
      ['2027-03-28', 23],
      ['2026-10-25', 25],
      ['2028-02-29', 24],
    ] as const) {
      const { from, until } = boundsOfDay(day, zone)
      expect(boundsOf(day)).toEqual({ from: new Date(from), until: new Date(until) })
      expect((until - from) / hours, day).toBe(length)
    }
  })

  it('a stay is of every day on which it was', () => {
    const over = { arrivedAt: '2026-11-22T17:00:00Z', leftAt: '2026-11-23T06:00:00Z' }
    const open = { ...over, leftAt: null }
    expect(['21', '22', '23', '24'].map((day) => isOnDay(over, `2026-11-${day}`, zone))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(['21', '22', '23', '24'].map((day) => isOnDay(open, `2026-11-${day}`, zone))).toEqual([
      false,
      true,
      true,
      true,
    ])
  })
})

describe('the state of a child on a day', () => {
  const whole: Part[] = [{ from: 510, until: 1080 }]
  const known = (more: Partial<Known> = {}): Known => ({
    day: '2026-11-23',
    expected: { parts: whole, extra: false },
    isClosed: false,
    absences: [],
    stays: [],
    ...more,
  })
  /** At a time on the wall of that day. */
  const at = (time: string, given: Known = known()) => stateOnDay(given, `${given.day}T${time}:00+01:00`, zone)
  const stay = (arrived: string, left: string | null = null, day = '2026-11-23') => ({
    arrivedAt: `${day}T${arrived}:00+01:00`,
    leftAt: left && `${day}T${left}:00+01:00`,
  })

  it('is expected until a quarter of an hour after it should have come, and then late', () => {
    expect(at('07:00')).toEqual({ state: 'expected', at: null, part: whole[0] })
    expect(at('08:45').state).toBe('expected')
    expect(stateOnDay(known(), '2026-11-23T08:45:00.001+01:00', zone).state).toBe('late')
    expect(at('17:00').state).toBe('late')
  })

  it('is present, still there a quarter of an hour after it should have gone, and gone', () => {
    const there = known({ stays: [stay('08:20')] })
    expect(at('08:20', there)).toEqual({ state: 'present', at: '2026-11-23T08:20:00+01:00', part: whole[0] })
    expect(at('18:15', there).state).toBe('present')
    expect(at('18:16', there).state).toBe('still_here')
    const gone = known({ stays: [stay('08:20', '17:30')] })
    expect(at('18:16', gone)).toEqual({ state: 'gone', at: '2026-11-23T17:30:00+01:00', part: null })
  })

  it('comes again when a later part of the day begins after it left', () => {
    const parts = [
      { from: 450, until: 510 },
      { from: 900, until: 1080 },
    ]
    const twice = known({ expected: { parts, extra: false }, stays: [stay('07:30', '08:25')] })
    expect(at('09:00', twice)).toEqual({ state: 'expected', at: null, part: parts[1] })
    expect(at('15:16', twice).state).toBe('late')
    expect(at('17:00', { ...twice, stays: [...twice.stays, stay('15:05', '16:50')] }).state).toBe('gone')
  })

  it('is absent for the days and the parts that were said', () => {
    expect(at('09:00', known({ absences: [{ part: null }] })).state).toBe('absent')
    const afternoon = known({ absences: [{ part: { from: 780, until: 1440 } }] })
    expect(at('09:00', afternoon)).toMatchObject({ state: 'late', part: { from: 510, until: 780 } })
    expect(at('13:30', { ...afternoon, stays: [stay('08:30')] }).state).toBe('still_here')
    const morning = known({ absences: [{ part: { from: 0, until: 780 } }] })
    expect(at('12:00', morning)).toMatchObject({ state: 'expected', part: { from: 780, until: 1080 } })
    const noon = known({ absences: [{ part: { from: 720, until: 780 } }] })
    expect(at('08:00', noon)).toMatchObject({ part: { from: 510, until: 720 } })
    // Who was reported absent and came is there all the same.
    expect(at('09:00', known({ absences: [{ part: null }], stays: [stay('08:55')] })).state).toBe('present')
  })

  it('is not expected on a closed day or without a part, and may come at any time where nothing was planned', () => {
    expect(at('09:00', known({ isClosed: true })).state).toBe('not_expected')
    expect(at('09:00', known({ expected: { parts: [], extra: false } })).state).toBe('not_expected')
    expect(at('23:00', known({ expected: null }))).toEqual({ state: 'expected', at: null, part: null })
    expect(at('09:00', known({ expected: null, absences: [{ part: null }] })).state).toBe('absent')
    expect(at('09:00', known({ isClosed: true, stays: [stay('08:00')] })).state).toBe('present')
  })

  it('stays there over midnight, and is still there the next day', () => {
    const stays = [stay('20:00')]
    const night = known({ expected: { parts: [{ from: 1200, until: 1440 }], extra: false }, stays })
    expect(at('23:59', night).state).toBe('present')
    expect(stateOnDay({ ...night, day: '2026-11-24' }, '2026-11-24T00:00:00+01:00', zone)).toMatchObject({
      state: 'still_here',
      at: '2026-11-23T20:00:00+01:00',
    })
    expect(stateOnDay({ ...night, day: '2026-11-24', expected: null }, '2026-11-24T06:00:00+01:00', zone).state).toBe(
      'still_here',
    )
    // On the wall of the day before nothing is another: it came then, and did not leave.
    expect(stateOnDay(night, '2026-11-24T00:00:00+01:00', zone).state).toBe('still_here')
  })

  it('a quarter of an hour is one on the nights of the clock change too', () => {
    const early = { parts: [{ from: 150, until: 240 }], extra: false }
    const back = known({ day: '2026-10-25', expected: early })
    // Half past two the first time, and a quarter of an hour later though the clock will show two once more.
    expect(stateOnDay(back, '2026-10-25T00:45:00Z', zone).state).toBe('expected')
    expect(stateOnDay(back, '2026-10-25T00:46:00Z', zone).state).toBe('late')
    expect(stateOnDay(back, '2026-10-25T01:10:00Z', zone).state).toBe('late')
    const there = known({
      day: '2026-10-25',
      expected: early,
      stays: [{ arrivedAt: '2026-10-25T00:30:00Z', leftAt: null }],
    })
    expect(stateOnDay(there, '2026-10-25T03:15:00Z', zone).state).toBe('present')
    expect(stateOnDay(there, '2026-10-25T03:16:00Z', zone).state).toBe('still_here')
    const forward = known({ day: '2027-03-28', expected: early })
    expect(stateOnDay(forward, '2027-03-28T01:45:00Z', zone).state).toBe('expected')
    expect(stateOnDay(forward, '2027-03-28T01:46:00Z', zone).state).toBe('late')
  })
})

describe('how many staff are needed', () => {
  const ratios: Ratio[] = [
    {
      careType: 'KDV',
      bands: [
        { fromAge: 0, untilAge: 1, childrenPerStaff: 3 },
        { fromAge: 1, untilAge: 2, childrenPerStaff: 5 },
        { fromAge: 2, untilAge: 3, childrenPerStaff: 6 },
        { fromAge: 3, untilAge: 4, childrenPerStaff: 8 },
      ],
    },
    { careType: 'BSO', bands: [{ fromAge: 4, untilAge: 13, childrenPerStaff: 11 }] },
  ]
  const day = '2026-11-23'
  const of = (...ages: number[]): Counted[] =>
    ages.map((age) => ({ careType: age < 4 ? 'KDV' : 'BSO', birthDate: `${2026 - age}-11-23` }))
  const many = (count: number, age: number) => Array.from({ length: count }, () => age)

  it('an age is in whole years on its birthday, and who was born on a leap day is older on the first of March', () => {
    expect(ageOn('2025-11-23', '2026-11-22')).toBe(0)
    expect(ageOn('2025-11-23', '2026-11-23')).toBe(1)
    expect(ageOn('2024-02-29', '2026-02-28')).toBe(1)
    expect(ageOn('2024-02-29', '2026-03-01')).toBe(2)
    expect(ageOn('2024-02-29', '2028-02-29')).toBe(4)
    expect(ageOn('2026-11-24', '2026-11-23')).toBe(-1)
  })

  it('is what each age makes of it, rounded up together, and exactly whole where it is whole', () => {
    expect(needOf([], ratios, day, 0)).toMatchObject({ needed: 0, state: 'tight' })
    expect(needOf(of(0, 0, 0), ratios, day, 1)).toMatchObject({ needed: 1, state: 'tight' })
    expect(needOf(of(0, 0, 0, 0), ratios, day, 1)).toMatchObject({ needed: 2, state: 'short', next: [] })
    // A third and two fifths and a quarter is less than one; sixths and thirds are no rounding.
    expect(needOf(of(0, 1, 1, 3, 3), ratios, day, 1)).toMatchObject({ needed: 1 })
    expect(needOf(of(0, ...many(4, 2)), ratios, day, 1)).toMatchObject({ needed: 1, state: 'tight' })
    expect(needOf(of(...many(30, 2)), ratios, day, 5)).toMatchObject({ needed: 5 })
    expect(needOf(of(...many(11, 7)), ratios, day, 1)).toMatchObject({ needed: 1 })
    expect(needOf(of(...many(11, 7), 0), ratios, day, 1)).toMatchObject({ needed: 2 })
  })

  it('says how many more children of which age tip it, and warns at the last one', () => {
    const calm = needOf(of(1, 3, 3), ratios, day, 2)
    expect(calm.state).toBe('enough')
    // 2 − 1/5 − 2/8 leaves 1.55.
    expect(calm.next.map(({ fromAge, more }) => [fromAge, more])).toEqual([
      [0, 5],
      [1, 8],
      [2, 10],
      [3, 13],
      [4, 18],
    ])
    for (const { fromAge, more } of calm.next) {
      const tipped = (count: number) => needOf([...of(1, 3, 3), ...of(...many(count, fromAge))], ratios, day, 2).state
      expect(tipped(more), `${fromAge}`).toBe('short')
      expect(tipped(more - 1), `${fromAge}`).not.toBe('short')
    }
    const tight = needOf(of(...many(4, 1)), ratios, day, 1)
    expect(tight.state).toBe('tight')
    expect(tight.next.find(({ fromAge }) => fromAge === 0)?.more).toBe(1)
    expect(tight.next.find(({ fromAge }) => fromAge === 1)?.more).toBe(2)
  })

  it('counts nobody for whom there is no rule, and says so; without a number of staff it knows the need alone', () => {
    const counted = [
      ...of(1),
      { careType: null, birthDate: '2024-01-01' },
      { careType: 'KDV' as const, birthDate: '2020-01-01' },
    ]
    expect(needOf(counted, ratios, day, 1)).toMatchObject({ needed: 1, uncounted: 2 })
    expect(needOf(counted, [], day, 1)).toMatchObject({ needed: 0, uncounted: 3, state: 'enough', next: [] })
    expect(needOf(of(0, 0, 0, 0), ratios, day, null)).toEqual({
      needed: 2,
      there: null,
      uncounted: 0,
      mixed: false,
      tooMany: false,
      state: 'unknown',
      next: [],
    })
  })
  describe('in a group of mixed ages, with the law’s own numbers', () => {
    const lawful: Ratio[] = [
      {
        careType: 'KDV',
        bands: [
          { fromAge: 0, untilAge: 1, childrenPerStaff: 3 },
          { fromAge: 1, untilAge: 2, childrenPerStaff: 5 },
          { fromAge: 2, untilAge: 4, childrenPerStaff: 8 },
        ],
      },
      ratios[1]!,
    ]
    const group = (...counts: number[]) => of(...counts.flatMap((count, age) => many(count, age)))
    const needed = (...counts: number[]) => needOf(group(...counts), lawful, day, 9).needed

    it('is as the table says for the ages from the youngest until the oldest', () => {
      // Each row: as many as it allows, and one more.
      expect([needed(0, 5, 1), needed(0, 5, 2)]).toEqual([1, 2])
      expect([needed(0, 10, 1), needed(0, 10, 2)]).toEqual([2, 3])
      expect([needed(0, 3, 2, 2), needed(0, 3, 2, 3), needed(0, 5, 5, 3), needed(0, 5, 5, 4)]).toEqual([1, 2, 2, 3])
      expect([needed(0, 0, 4, 4), needed(0, 0, 4, 5)]).toEqual([1, 2])
      expect([needed(1, 3), needed(1, 4), needed(2, 6), needed(1, 8)]).toEqual([1, 2, 2, 3])
      // An age in between that nobody has changes nothing.
      expect([needed(1, 0, 0, 4), needed(1, 0, 0, 5)]).toEqual([1, 2])
    })

    it('hangs on how many are younger than one', () => {
      expect([needed(3, 5, 4, 4), needed(4, 4, 4, 4)]).toEqual([3, 4])
      expect([needed(5, 1, 1, 8), needed(6, 1, 1, 7)]).toEqual([3, 4])
      expect([needed(3, 6, 6), needed(4, 6, 5)]).toEqual([3, 4])
    })

    it('is by the formula where that is more: a third, and of who is older a sixth part less than the share', () => {
      // 2/3 + 2/5/1.2 is exactly one; 3/3 + 1/5/1.2 is more.
      expect([needed(2, 2), needed(3, 1)]).toEqual([1, 2])
      // 7/3 + 1/5/1.2 is exactly two and a half, where eight of up to two years would be two.
      expect(needed(7, 1)).toBe(3)
      // Without anybody younger than one it does not count: 4/5/1.2 + 4/6/1.2 and more would be two.
      expect(needed(0, 4, 2)).toBe(1)
    })

    it('is one more where one child fewer would need more', () => {
      // Seven of one to four years are one; but six of one year alone are two.
      expect(needed(0, 6, 0, 1)).toBe(2)
      expect(needed(0, 5, 0, 1)).toBe(1)
    })

    it('is each age’s share where the organisation has other numbers, another care is in it, or the law was another', () => {
      expect(needOf(group(0, 5, 1), ratios, day, 9)).toMatchObject({ needed: 2, mixed: false })
      expect(needOf(group(0, 5, 1), lawful, day, 9)).toMatchObject({ needed: 1, mixed: true })
      expect(needOf([...group(0, 5, 1), ...of(7)], lawful, day, 9)).toMatchObject({ needed: 2, mixed: false })
      expect(needOf(group(0, 6), lawful, day, 9)).toMatchObject({ needed: 2, mixed: false })
      const then = group(0, 5, 1).map((child) => ({
        ...child,
        birthDate: `${Number(child.birthDate.slice(0, 4)) - 10}-01-01`,
      }))
      expect(needOf(then, lawful, '2016-11-23', 9)).toMatchObject({ needed: 2, mixed: false })
    })

    it('says of how many children they are too many together, and what tips it', () => {
      expect(needOf(group(0, 0, 9, 8), lawful, day, 9)).toMatchObject({ tooMany: true, state: 'short', next: [] })
      expect(needOf(group(9, 5), lawful, day, 9)).toMatchObject({ tooMany: true })
      const need = needOf(group(0, 5, 1), lawful, day, 1)
      expect(need.state).toBe('tight')
      expect(need.next.map(({ fromAge, more }) => [fromAge, more])).toEqual([
        [0, 1],
        [1, 1],
        [2, 1],
        [4, 1],
      ])
      for (const there of [2, 3])
        for (const { careType, fromAge, more } of needOf(group(2, 3, 2), lawful, day, there).next) {
          const added = (count: number) =>
            needOf([...group(2, 3, 2), ...of(...many(count, fromAge))], lawful, day, there)
          expect(added(more).state, `${careType} ${fromAge}`).toBe('short')
          expect(added(more - 1).state).not.toBe('short')
        }
    })
  })
})
