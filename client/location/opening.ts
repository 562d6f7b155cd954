import type { ClosingDay, Part } from '../../backend/contract/planning.ts'
import type { Day } from '../../backend/contract/values.ts'
import { hours } from '../planning/hours.ts'

/** Days of the week, Monday is 0, one after another, that have the same hours; null when closed. */
export interface OpeningRow {
  from: number
  until: number
  hours: string | null
}

/** `ma–do 07:30–18:30, vr 07:30–13:00` in rows: neighbours with the same hours stand together. */
export function openingRows(opening: readonly (Part | null)[]): OpeningRow[] {
  const rows: OpeningRow[] = []
  for (const [n, part] of opening.entries()) {
    const same = part && hours(part)
    const last = rows.at(-1)
    if (last && last.hours === same) last.until = n
    else rows.push({ from: n, until: n, hours: same })
  }
  return rows
}

/** What holds on a day: the hours, or that it is closed and for what. */
export function openOn(
  opening: readonly (Part | null)[],
  closings: readonly ClosingDay[],
  day: Day,
): { hours: string } | { closedFor: string | null } {
  const closing = closings.find((one) => one.day === day)
  if (closing) return { closedFor: closing.name }
  const part = opening[(new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7]
  return part ? { hours: hours(part) } : { closedFor: null }
}

/** Where a map shows an address; only the address goes along. */
export const mapOf = ({ street, postalCode, city }: { street: string; postalCode: string; city: string }): string =>
  `https://www.openstreetmap.org/search?${new URLSearchParams({ query: [street, postalCode, city].filter(Boolean).join(', ') })}`
