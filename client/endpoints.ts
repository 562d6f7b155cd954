import type * as account from '../backend/contract/account.ts'
import type * as audit from '../backend/contract/audit.ts'
import type * as child from '../backend/contract/child.ts'
import type * as consent from '../backend/contract/consent.ts'
import type * as diary from '../backend/contract/diary.ts'
import type * as group from '../backend/contract/group.ts'

/** The routes of the contract that the client calls, by name. */
export interface Endpoints {
  signIn: typeof account.signIn
  signOut: typeof account.signOut
  me: typeof account.me
  setLanguage: typeof account.setLanguage
  sessions: typeof account.sessions
  revokeSession: typeof account.revokeSession
  childReads: typeof child.childReads
  consents: typeof consent.consents
  decideConsent: typeof consent.decideConsent
  timeline: typeof diary.timeline
  markRead: typeof diary.markRead
  postEntries: typeof diary.postEntries
  previewAudience: typeof diary.previewAudience
  editEntry: typeof diary.editEntry
  removeEntry: typeof diary.removeEntry
  revisions: typeof diary.revisions
  groups: typeof group.groups
  groupDay: typeof group.groupDay
  searchAudit: typeof audit.searchAudit
  auditNames: typeof audit.auditNames
  exportAudit: typeof audit.exportAudit
}

/** Their method and path once more: the contract's own objects would bring every schema into the page. */
export const endpoints: { readonly [Name in keyof Endpoints]: readonly [Endpoints[Name]['method'], path: string] } = {
  signIn: ['POST', '/api/account/sign-in'],
  signOut: ['POST', '/api/account/sign-out'],
  me: ['GET', '/api/account/me'],
  setLanguage: ['PUT', '/api/account/language'],
  sessions: ['GET', '/api/account/sessions'],
  revokeSession: ['DELETE', '/api/account/sessions/:sessionId'],
  childReads: ['GET', '/api/children/:childId/reads'],
  consents: ['GET', '/api/consents'],
  decideConsent: ['POST', '/api/consents'],
  timeline: ['GET', '/api/timeline'],
  markRead: ['PUT', '/api/channels/:channelId/marker'],
  postEntries: ['POST', '/api/diary'],
  previewAudience: ['POST', '/api/diary/audience'],
  editEntry: ['PUT', '/api/diary/:entryId'],
  removeEntry: ['DELETE', '/api/diary/:entryId'],
  revisions: ['GET', '/api/diary/:entryId/revisions'],
  groups: ['GET', '/api/groups'],
  groupDay: ['GET', '/api/groups/:groupId/day'],
  searchAudit: ['GET', '/api/audit'],
  auditNames: ['GET', '/api/audit/names'],
  exportAudit: ['POST', '/api/audit/export'],
}
