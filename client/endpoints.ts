import type * as account from '../backend/contract/account.ts'
import type * as administration from '../backend/contract/administration.ts'
import type * as child from '../backend/contract/child.ts'
import type * as consent from '../backend/contract/consent.ts'
import type * as diary from '../backend/contract/diary.ts'
import type * as group from '../backend/contract/group.ts'
import type * as file from '../backend/contract/import.ts'

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
  structure: typeof administration.structure
  administeredChildren: typeof administration.administeredChildren
  childRecord: typeof administration.childRecord
  addChild: typeof administration.addChild
  addGuardian: typeof administration.addGuardian
  setAuthority: typeof administration.setAuthority
  endGuardianship: typeof administration.endGuardianship
  people: typeof administration.people
  personRecord: typeof administration.personRecord
  addPerson: typeof administration.addPerson
  correctPerson: typeof administration.correctPerson
  endRole: typeof administration.endRole
  endAssignment: typeof administration.endAssignment
  invite: typeof administration.invite
  withdrawInvitation: typeof administration.withdrawInvitation
  previewImport: typeof file.previewImport
  runImport: typeof file.runImport
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
  structure: ['GET', '/api/administration/structure'],
  administeredChildren: ['GET', '/api/administration/children'],
  childRecord: ['GET', '/api/administration/children/:childId'],
  addChild: ['POST', '/api/administration/children'],
  addGuardian: ['POST', '/api/administration/children/:childId/guardians'],
  setAuthority: ['PUT', '/api/administration/guardianships/:guardianshipId/authority'],
  endGuardianship: ['PUT', '/api/administration/guardianships/:guardianshipId/end'],
  people: ['GET', '/api/administration/people'],
  personRecord: ['GET', '/api/administration/people/:personId'],
  addPerson: ['POST', '/api/administration/people'],
  correctPerson: ['PUT', '/api/administration/people/:personId'],
  endRole: ['PUT', '/api/administration/roles/:roleId/end'],
  endAssignment: ['PUT', '/api/administration/assignments/:assignmentId/end'],
  invite: ['POST', '/api/administration/people/:personId/invitations'],
  withdrawInvitation: ['DELETE', '/api/administration/invitations/:invitationId'],
  previewImport: ['POST', '/api/administration/import/preview'],
  runImport: ['POST', '/api/administration/import'],
}
