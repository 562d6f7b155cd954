import type { Day } from '../../backend/contract/values.ts'

/** The age that a child reaches on this day; null on any other day. Born on 29 February: in short years on 1 March. */
export function turns(birthDate: Day, day: Day): number | null {
  const age = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const shortYear = new Date(`${day.slice(0, 4)}-02-29T00:00:00Z`).getUTCMonth() !== 1
  const celebrated = birthDate.endsWith('-02-29') && shortYear ? '03-01' : birthDate.slice(5)
  return age > 0 && celebrated === day.slice(5) ? age : null
}
