import { added, type Filling } from '../filling.ts'
import type { EscortJson } from '../schema/attendance.ts'
import { channelOf } from './child.ts'

/** A child was in a group, or still is. */
export const stay = (
  filling: Filling,
  given: {
    childId: string
    groupId: string
    arrivedAt: Date
    leftAt?: Date
    broughtBy?: EscortJson
    fetchedBy?: EscortJson
    by: { id: string; firstName: string }
  },
): string => {
  const { childId, groupId, arrivedAt, leftAt, broughtBy, fetchedBy, by } = given
  const id = added(filling, 'stay', {
    child_id: childId,
    group_id: groupId,
    channel_id: channelOf(childId, 'attendance'),
    arrived_at: arrivedAt,
    left_at: leftAt ?? null,
    brought_by: broughtBy ?? null,
    fetched_by: fetchedBy ?? null,
    arrival_by_id: by.id,
    arrival_by_name: by.firstName,
    arrival_noted_at: arrivedAt,
    departure_by_id: leftAt ? by.id : null,
    departure_by_name: leftAt ? by.firstName : null,
    departure_noted_at: leftAt ?? null,
    corrected: false,
    version: leftAt ? 2 : 1,
  })
  const revision = (done: string, at: Date, left: Date | null) =>
    added(filling, 'stay_revision', {
      stay_id: id,
      child_id: childId,
      done,
      arrived_at: arrivedAt,
      left_at: left,
      brought_name: broughtBy?.name ?? null,
      fetched_name: left ? (fetchedBy?.name ?? null) : null,
      reason: '',
      person_id: by.id,
      person_name: by.firstName,
      at,
    })
  revision('arrived', arrivedAt, null)
  if (leftAt) revision('left', leftAt, leftAt)
  return id
}

/** So many staff work in a group from a moment on. */
export const staffing = (
  filling: Filling,
  given: { groupId: string; staff: number; at: Date; by: { id: string; firstName: string } },
): string =>
  added(filling, 'group_staffing', {
    group_id: given.groupId,
    staff: given.staff,
    at: given.at,
    person_id: given.by.id,
    person_name: given.by.firstName,
  })

/** How many children there may be to one member of staff, by age: from, until, how many; from a day on. */
export const ratioRule = (
  filling: Filling,
  given: {
    careType: 'KDV' | 'BSO'
    startsOn: string
    bands: readonly (readonly [fromAge: number, untilAge: number, childrenPerStaff: number])[]
    addedAt: Date
  },
): string =>
  added(filling, 'ratio_rule', {
    care_type: given.careType,
    starts_on: given.startsOn,
    bands: given.bands.map(([fromAge, untilAge, childrenPerStaff]) => ({ fromAge, untilAge, childrenPerStaff })),
    added_at: given.addedAt,
  })
