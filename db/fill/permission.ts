import { dayOf } from '../../backend/contract/clock.ts'
import { add, added, type Filling } from '../filling.ts'
import { channelOf } from './child.ts'

/** Somebody of the staff opened the day of the child's group. */
export const read = (filling: Filling, childId: string, personId: string, readerName: string, at: Date): string =>
  added(filling, 'child_read', {
    child_id: childId,
    person_id: personId,
    role: 'staff',
    reader_name: readerName,
    what: 'group_day',
    subject: dayOf(at, 'Europe/Amsterdam'),
    at,
  })

/** A stream that a manager shares with a guardian without authority, up to and including a day. */
export const share = (
  filling: Filling,
  given: { childId: string; personId: string; purpose?: 'diary' | 'photos'; reason: string; by: string; until: string },
): string =>
  added(filling, 'share', {
    child_id: given.childId,
    person_id: given.personId,
    purpose: given.purpose ?? 'diary',
    reason: given.reason,
    shared_by_id: given.by,
    shared_at: `${filling.since}T09:00:00Z`,
    ends_on: given.until,
  })

/** What the organisation asks beside the two purposes. */
export const permission = (
  filling: Filling,
  given: { name: Record<'nl' | 'en', string>; explanation: Record<'nl' | 'en', string>; by: string },
): string =>
  added(filling, 'permission', {
    name_nl: given.name.nl,
    name_en: given.name.en,
    explanation_nl: given.explanation.nl,
    explanation_en: given.explanation.en,
    created_by_id: given.by,
    created_at: `${filling.since}T07:00:00Z`,
  })

/** A guardian's decision about a permission; `inForce` says what results. */
export const permissionDecision = (
  filling: Filling,
  given: {
    childId: string
    personId: string
    permissionId: string
    decision: 'granted' | 'refused' | 'withdrawn'
    inForce: boolean
  },
): string =>
  added(filling, 'consent_decision', {
    child_id: given.childId,
    person_id: given.personId,
    purpose: 'permission',
    permission_id: given.permissionId,
    decision: given.decision,
    in_force: given.inForce,
    at: `${filling.since}T08:30:00Z`,
    policy_version: '2026-01',
    language: 'nl',
  })

/** A decision in the ledger. `open` says what is in force afterwards; give it with the last decision of a purpose. */
export function decision(
  filling: Filling,
  given: {
    childId: string
    personId: string
    purpose: 'diary' | 'photos'
    decision: 'granted' | 'refused' | 'withdrawn'
    at: string
    open: boolean
    /** Of the privacy statement; `-` where there is none. */
    policyVersion?: string
  },
): void {
  const { childId, personId, purpose, at, policyVersion = '-' } = given
  added(filling, 'consent_decision', {
    child_id: childId,
    person_id: personId,
    purpose,
    decision: given.decision,
    at,
    policy_version: policyVersion,
    language: 'nl',
  })
  const channelId = channelOf(childId, purpose)
  const channel = filling.channels.get(channelId)
  const period = filling.periods.get(channelId)
  if (channel) channel.open = given.open
  const attendance = filling.channels.get(channelOf(childId, 'attendance'))
  const isOpen = (of: 'diary' | 'photos') => filling.channels.get(channelOf(childId, of))?.open === true
  if (attendance) attendance.open = isOpen('diary') || isOpen('photos')
  if (given.open && !period) {
    const opened = { channel_id: channelId, organisation_id: filling.organisationId, opened_at: at, closed_at: null }
    filling.periods.set(channelId, opened)
    add(filling, 'channel_period', opened)
  }
  if (!given.open && period) {
    period.closed_at = at
    filling.periods.delete(channelId)
  }
}
