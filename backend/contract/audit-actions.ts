/** Every action that the audit knows, by what a privacy officer looks for. An action stands in one kind. */
export const auditActions = {
  sign_in: [
    'account.signed_in',
    'account.signed_out',
    'account.sign_in_failed',
    'account.sign_in_throttled',
    'account.new_device',
    'account.session_revoked',
    'account.sessions_ended',
  ],
  account: [
    'account.created',
    'account.welcomed',
    'account.language_set',
    'account.preferences_set',
    'account.topic_chosen',
    'account.password_changed',
    'account.password_change_failed',
    'account.password_forgotten',
    'account.password_reset',
  ],
  consent: [
    'consent.granted',
    'consent.refused',
    'consent.withdrawn',
    'consent.lapsed',
    'share.given',
    'share.ended',
    'guardianship.restricted',
    'guardianship.restriction_lifted',
    'permission.added',
    'permission.ended',
  ],
  diary: ['diary.posted', 'diary.edited', 'diary.removed'],
  people: [
    'person.added',
    'person.corrected',
    'child.added',
    'guardianship.added',
    'guardianship.ended',
    'guardianship.authority_set',
    'role.ended',
    'assignment.ended',
    'invitation.sent',
    'invitation.withdrawn',
    'import.previewed',
    'import.done',
  ],
  policy: ['policy.published', 'policy.seen'],
  read: [
    'child.read',
    'channel.marked_read',
    'child.record_read',
    'children.listed',
    'person.record_read',
    'people.read',
    'families.read',
    'consents.read',
    'policy.views_read',
    'audit.searched',
    'audit.names_read',
  ],
  export: ['audit.exported', 'policy.views_exported'],
} as const
export type AuditKind = keyof typeof auditActions
export type AuditAction = (typeof auditActions)[AuditKind][number]
export const auditKinds = Object.keys(auditActions) as [AuditKind, ...AuditKind[]]

/** The most rows that one export holds. */
export const mostExported = 200_000
