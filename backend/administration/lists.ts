import type { Guardian, PersonState } from '../contract/administration.ts'

/* What the lists and records of children and of people share. */

export const pageSize = 50

/**
 * How far person `p` is at the moment `now`, and the last invitation as `i`. Who was never invited had an account before
 * there were invitations.
 */
export const lastInvitation = `left join lateral (select i.* from invitation i where i.person_id = p.id order by i.invited_at desc, i.id desc limit 1) i on true`
export const stateOf = (now: string) => `case
    when i.id is null or exists (select 1 from invitation a where a.person_id = p.id and a.accepted_at is not null) then 'active'
    when i.revoked_at is not null then 'uninvited'
    when i.expires_at <= ${now} then 'expired'
    else 'invited' end`

/** Without accents and capitals, as names are looked for. */
const plain = (text: string) => `regexp_replace(normalize(lower(${text}), NFD), '[\\u0300-\\u036f]', '', 'g')`
export const isNamed = (names: string, search: string) =>
  `(${search}::text is null or position(${plain(search)} in ${plain(names)}) > 0)`

/** A surname as Dutch lists order it: "van Dam" stands at the D, "Öztürk" at the O. */
export const inOrderOf = (surname: string) =>
  `regexp_replace(${plain(surname)}, '^((van|von|de|den|der|het|''t|te|ten|ter|op|in|aan|bij|uit|el|al|la|le|du|da|di) +)+', '')`

/** What of the last invitation is shown: nothing once there is an account. */
export const invitationOf = (
  state: PersonState,
  row: { invitation_id: string | null; invited_at: Date; expires_at: Date },
): Guardian['invitation'] =>
  state === 'active' || !row.invitation_id
    ? null
    : { id: row.invitation_id, invitedAt: row.invited_at.toISOString(), expiresAt: row.expires_at.toISOString() }
