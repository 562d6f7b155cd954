import { added, type Filling } from '../filling.ts'
import { placementOf } from './child.ts'

/** When a child comes, Monday first, each day in minutes after midnight; from a day on. */
export const week = (
  filling: Filling,
  childId: string,
  days: readonly (readonly [from: number, until: number] | null)[],
  startsOn = filling.since,
): string =>
  added(filling, 'contract_week', {
    child_id: childId,
    placement_id: placementOf(childId),
    starts_on: startsOn,
    from_minutes: days.map((day) => day?.[0] ?? null),
    until_minutes: days.map((day) => day?.[1] ?? null),
    version: 1,
  })

export const extraDay = (
  filling: Filling,
  given: { childId: string; groupId: string; on: string; from: number; until: number },
): string =>
  added(filling, 'extra_day', {
    child_id: given.childId,
    group_id: given.groupId,
    comes_on: given.on,
    from_minute: given.from,
    until_minute: given.until,
  })

/** Without a location the whole organisation is closed. */
export const closingDay = (
  filling: Filling,
  { locationId = null, on, name }: { locationId?: string | null; on: string; name: string },
): string => added(filling, 'closing_day', { location_id: locationId, closed_on: on, name })

/** A child does not come, as somebody reported it; whole days. */
export const absence = (
  filling: Filling,
  given: {
    childId: string
    reason: 'sick' | 'holiday' | 'other'
    startsOn: string
    endsOn?: string
    note?: string
    by: { id: string; firstName: string; role: 'guardian' | 'staff' | 'manager' }
    at: Date
    seen?: { id: string; firstName: string; at: Date }
  },
): string => {
  const { childId, reason, startsOn, endsOn = startsOn, note = '', by, at, seen } = given
  const said = { child_id: childId, reason, starts_on: startsOn, ends_on: endsOn, note, late: false }
  const id = added(filling, 'absence', {
    ...said,
    version: 1,
    reporter_id: by.id,
    reporter_name: by.firstName,
    reporter_role: by.role,
    reported_at: at,
    seen_at: seen?.at ?? null,
    seen_by_id: seen?.id ?? null,
    seen_by_name: seen?.firstName ?? null,
  })
  const revision = (done: string, who: { id: string; firstName: string; role: string }, when: Date) =>
    added(filling, 'absence_revision', {
      ...said,
      absence_id: id,
      done,
      person_id: who.id,
      person_name: who.firstName,
      role: who.role,
      at: when,
    })
  revision('reported', by, at)
  if (seen) revision('seen', { ...seen, role: 'staff' }, seen.at)
  return id
}

/** Until when absences are to be reported from a day on; without a location in the whole organisation. */
export const absenceRule = (
  filling: Filling,
  given: {
    careType: 'KDV' | 'BSO'
    locationId?: string
    startsOn: string
    cutOffMinute: number
    daysBefore?: number
    credit?: 'none' | 'kept_before_cut_off'
    addedAt: Date
  },
): string =>
  added(filling, 'absence_rule', {
    care_type: given.careType,
    location_id: given.locationId ?? null,
    starts_on: given.startsOn,
    cut_off_minute: given.cutOffMinute,
    days_before: given.daysBefore ?? 0,
    credit: given.credit ?? 'none',
    added_at: given.addedAt,
  })

/** What a location tells of itself. */
export const locationInfo = (
  filling: Filling,
  locationId: string,
  given: {
    street: string
    postalCode: string
    city: string
    phone: string
    email: string
    fromMinutes: (number | null)[]
    untilMinutes: (number | null)[]
    houseRules: string
    by: string
    at: Date
  },
): string =>
  added(filling, 'location_info', {
    location_id: locationId,
    street: given.street,
    postal_code: given.postalCode,
    city: given.city,
    phone: given.phone,
    email: given.email,
    from_minutes: given.fromMinutes,
    until_minutes: given.untilMinutes,
    house_rules: given.houseRules,
    version: 1,
    changed_at: given.at,
    changed_by_id: given.by,
  })
