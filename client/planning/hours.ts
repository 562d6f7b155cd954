import type { Part } from '../../backend/contract/planning.ts'

/** `08:30` of minutes after midnight. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Minutes after midnight of `08:30`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** `08:30–18:00` */
export const hours = ({ from, until }: Part): string => `${timeOf(from)}–${timeOf(until)}`

/** The parts of a day one after another. */
export const allHours = (parts: readonly Part[]): string => parts.map(hours).join(', ')
