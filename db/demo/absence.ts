import { Temporal } from 'temporal-polyfill'
import * as fillPlanning from '../fill/planning.ts'
import type { Filling } from '../filling.ts'
import { comesOn } from './planning.ts'

/** Of whom the first one that comes today is ill; Yusuf's father has granted nothing, and reports it all the same. */
const ill = ['Yusuf', 'Liv', 'Aya']

/** Who is ill today. */
export const illToday = (today: string): string => ill.find((callName) => comesOn(callName, today, today)) ?? 'Yusuf'

/** Somebody ill today, a family on holiday next week, and until when that is to be reported. */
export function addAbsences(
  filling: Filling,
  children: readonly { id: string; callName: string; guardians: string[] }[],
  people: ReadonlyMap<string, string>,
  locationId: string,
  today: string,
  now: Date,
): void {
  const by = (firstName: string, role: 'guardian' | 'staff' = 'guardian') => ({
    id: people.get(firstName)!,
    firstName,
    role,
  })
  const rule = { startsOn: filling.since, addedAt: new Date(`${filling.since}T09:00:00Z`) }
  fillPlanning.absenceRule(filling, { ...rule, careType: 'KDV', cutOffMinute: 540 })
  fillPlanning.absenceRule(filling, { ...rule, careType: 'BSO', locationId, cutOffMinute: 600 })
  const sick = children.find(({ callName }) => callName === illToday(today))
  if (sick) {
    const said = { reason: 'sick', startsOn: today, note: 'Koorts sinds vannacht. We bellen vanavond.' } as const
    const early = Temporal.PlainDateTime.from(`${today}T07:12`).toZonedDateTime('Europe/Amsterdam').epochMilliseconds
    const at = new Date(Math.min(early, now.getTime()))
    fillPlanning.absence(filling, { childId: sick.id, ...said, by: by(sick.guardians[0]!), at })
  }
  const at = Temporal.PlainDate.from(today)
  const monday = at.add({ days: 8 - at.dayOfWeek })
  const yesterday = new Date(now.getTime() - 86_400_000)
  for (const { id, callName } of children) {
    if (callName !== 'Noor' && callName !== 'Sam') continue
    fillPlanning.absence(filling, {
      childId: id,
      reason: 'holiday',
      startsOn: monday.toString(),
      endsOn: monday.add({ days: 4 }).toString(),
      note: 'Een week naar opa en oma.',
      by: by('Lisa'),
      at: yesterday,
      // The group of the one has seen it, that of the other not yet.
      ...(callName === 'Noor' && { seen: { ...by('Anouk', 'staff'), at: now } }),
    })
  }
}
