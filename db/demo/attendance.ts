import { Temporal } from 'temporal-polyfill'
import * as fillAttendance from '../fill/attendance.ts'
import * as fillChild from '../fill/child.ts'
import type { Filling } from '../filling.ts'
import { illToday } from './absence.ts'
import { hoursOn } from './planning.ts'

/** Who else may fetch whom. */
const collectors: Record<string, { name: string; relation: string; phone?: string }[]> = {
  Noor: [{ name: 'Henk de Vries', relation: 'opa', phone: '06 12345678' }],
  Sam: [{ name: 'Henk de Vries', relation: 'opa', phone: '06 12345678' }],
  Daan: [
    { name: 'Ria Smit', relation: 'buurvrouw', phone: '06 23456789' },
    { name: 'Jan Kuipers', relation: 'oom' },
  ],
  Mila: [{ name: 'Helen Peters', relation: 'aunt', phone: '06 34567890' }],
}

/** What a child does not tolerate. */
const allergies: Record<string, { what: string; advice?: string; severe?: boolean }[]> = {
  Noor: [
    { what: 'Pinda', advice: 'Bel 112 bij benauwdheid. De EpiPen ligt in de rode tas bij de deur.', severe: true },
    { what: 'Kiwi', advice: 'Krijgt er jeuk van in de mond.' },
  ],
  Sam: [{ what: 'Koemelk', advice: 'Havermelk staat in de koelkast.' }],
}

/** Whom its group still waits for. */
const missing = ['Bram', 'Bas']
/** Who went home before its time, when it was that late. */
const early = { Liv: 625, Mila: 625 } as Record<string, number>

/** This morning's arrivals, and who is gone by now; who else may fetch a child, and what it does not tolerate; how many staff there are, and how many are needed. */
export function addAttendance(
  filling: Filling,
  children: readonly { id: string; callName: string; group: string; guardians: string[] }[],
  people: ReadonlyMap<string, string>,
  groupIds: ReadonlyMap<string, string>,
  today: string,
  now: Date,
): void {
  const at = (minute: number) =>
    new Date(
      Temporal.PlainDate.from(today).toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: timeOf(minute) })
        .epochMilliseconds,
    )
  const by = (group: string) => {
    const firstName = group === 'Dassen' ? 'Joris' : 'Anouk'
    return { id: people.get(firstName)!, firstName }
  }
  for (const { id, callName } of children)
    for (const one of collectors[callName] ?? []) fillChild.collector(filling, { childId: id, ...one })
  const office = { id: people.get('Ingrid')!, firstName: 'Ingrid' }
  const notedAt = new Date(`${filling.since}T09:00:00Z`)
  for (const { id, callName } of children)
    for (const one of allergies[callName] ?? [])
      fillChild.allergy(filling, { childId: id, at: notedAt, by: office, ...one })
  for (const [n, { id, callName, group, guardians }] of children.entries()) {
    const hours = hoursOn(callName, today, today)
    if (!hours || callName === illToday(today) || missing.includes(callName)) continue
    // Somewhat before or after their time, each differently, and the same whenever it is filled.
    const arrivedAt = at(hours[0] - 8 + ((n * 7) % 20))
    const leftAt = at(Math.min(hours[1] - 5 - ((n * 5) % 15), early[callName] ?? 1440))
    if (arrivedAt > now) continue
    const [firstName] = guardians
    const guardian = firstName === undefined ? undefined : escortOf(filling, people.get(firstName)!)
    fillAttendance.stay(filling, {
      childId: id,
      groupId: groupIds.get(group)!,
      arrivedAt,
      ...(guardian && { broughtBy: guardian }),
      ...(leftAt <= now && { leftAt, ...(guardian && { fetchedBy: guardian }) }),
      by: by(group),
    })
  }
  for (const [group, groupId] of groupIds) {
    const opens = at(group === 'Dassen' ? 860 : 440)
    if (opens <= now)
      fillAttendance.staffing(filling, { groupId, staff: group === 'Dassen' ? 1 : 2, at: opens, by: by(group) })
  }
  const rule = { startsOn: filling.since, addedAt: new Date(`${filling.since}T09:00:00Z`) }
  // After the Besluit kwaliteit kinderopvang, bijlage 1, for groups of one age.
  fillAttendance.ratioRule(filling, {
    ...rule,
    careType: 'KDV',
    bands: [
      [0, 1, 3],
      [1, 2, 5],
      [2, 3, 8],
      [3, 4, 8],
    ],
  })
  fillAttendance.ratioRule(filling, {
    ...rule,
    careType: 'BSO',
    bands: [
      [4, 7, 10],
      [7, 13, 12],
    ],
  })
}

const timeOf = (minute: number) => Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 })

/** A guardian as one who brought or fetched. */
function escortOf(filling: Filling, personId: string) {
  const person = filling.rows.get('person')?.find(({ id }) => id === personId)
  return {
    kind: 'guardian' as const,
    id: personId,
    name: `${person?.first_name} ${person?.last_name}`,
    relation: null,
  }
}
