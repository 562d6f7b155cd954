import { describe, expect, it } from 'vitest'
import { mapOf, openingRows, openOn } from '../client/location/opening.ts'

const day = { from: 450, until: 1110 }
const short = { from: 450, until: 780 }
const week = [day, day, day, day, short, null, null]

describe('when a location is open', () => {
  it('puts neighbouring days with the same hours into one row', () => {
    expect(openingRows(week)).toEqual([
      { from: 0, until: 3, hours: '07:30–18:30' },
      { from: 4, until: 4, hours: '07:30–13:00' },
      { from: 5, until: 6, hours: null },
    ])
    expect(openingRows([day, null, day]).map(({ from, until }) => [from, until])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
  })

  it('knows of a day its hours, that it is always closed then, or why it is', () => {
    const closings = [{ id: 'x', locationId: null, day: '2026-12-25', name: 'Kerst' }]
    expect(openOn(week, closings, '2026-11-27')).toEqual({ hours: '07:30–13:00' })
    expect(openOn(week, closings, '2026-11-29')).toEqual({ closedFor: null })
    expect(openOn(week, closings, '2026-12-25')).toEqual({ closedFor: 'Kerst' })
    expect(openOn(week, closings, '2028-02-29')).toEqual({ hours: '07:30–18:30' })
  })

  it('gives a map the address and nothing else', () => {
    const at = { street: 'Kade 1 & 2', postalCode: '', city: 'Den Haag' }
    expect(new URL(mapOf(at)).searchParams.get('query')).toBe('Kade 1 & 2, Den Haag')
  })
})
