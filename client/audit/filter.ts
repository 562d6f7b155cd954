import { type AuditKind, auditKinds } from '../../backend/contract/audit-actions.ts'
import type { Day } from '../../backend/contract/values.ts'
import { today } from '../minute.ts'
import { go, where } from '../router.ts'
import { daysAfter } from '../time.ts'

/** What is looked for; it stands in the address, so that it can be come back to. */
export interface Filter {
  from: Day
  to: Day
  /** One day of the period, alone. */
  day?: Day
  kind?: AuditKind
  person?: string
  child?: string
}

const lastDays = 30
const isDay = (value: string | null): value is Day => value !== null && /^\d{4}-\d\d-\d\d$/.test(value)

/** What the address asks for; without a period the last thirty days. */
export function filter(): Filter {
  const query = where().query
  const read = (name: string) => query.get(name) ?? undefined
  const to = query.get('to')
  const from = query.get('from')
  const until = isDay(to) ? to : today()
  const kind = auditKinds.find((one) => one === query.get('kind'))
  const found = { kind, person: read('person'), child: read('child'), day: read('day') }
  const given = Object.entries(found).filter(([, value]) => value !== undefined)
  return { from: isDay(from) ? from : daysAfter(until, 1 - lastDays), to: until, ...Object.fromEntries(given) }
}

/** Looks for something else from here on; what is undefined no longer counts. */
export function look(change: { [Name in keyof Filter]?: Filter[Name] | undefined }): void {
  // Another period has other days.
  const next = { ...filter(), ...('from' in change || 'to' in change ? { day: undefined } : {}), ...change }
  const given = Object.entries(next).filter((pair): pair is [string, string] => pair[1] !== undefined)
  go(`/office/audit?${new URLSearchParams(given)}`, { replace: true, stay: true })
}

/** As the server is asked. */
export const asked = ({ day, ...rest }: Filter) => (day ? { ...rest, from: day, to: day } : rest)
