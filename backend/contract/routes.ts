import * as account from './account.ts'
import * as administration from './administration.ts'
import * as child from './child.ts'
import * as consent from './consent.ts'
import * as diary from './diary.ts'
import * as group from './group.ts'
import { health } from './health.ts'
import * as file from './import.ts'
import type { Route } from './route.ts'

/** Every route there is; the API page, the access matrix and the server are all made from this list. */
export const routes: Record<string, Route> = {
  health,
  signIn: account.signIn,
  signOut: account.signOut,
  me: account.me,
  setLanguage: account.setLanguage,
  sessions: account.sessions,
  revokeSession: account.revokeSession,
  childReads: child.childReads,
  consents: consent.consents,
  decideConsent: consent.decideConsent,
  timeline: diary.timeline,
  markRead: diary.markRead,
  postEntries: diary.postEntries,
  previewAudience: diary.previewAudience,
  editEntry: diary.editEntry,
  removeEntry: diary.removeEntry,
  revisions: diary.revisions,
  groups: group.groups,
  groupDay: group.groupDay,
  structure: administration.structure,
  administeredChildren: administration.administeredChildren,
  childRecord: administration.childRecord,
  addChild: administration.addChild,
  addGuardian: administration.addGuardian,
  setAuthority: administration.setAuthority,
  endGuardianship: administration.endGuardianship,
  people: administration.people,
  personRecord: administration.personRecord,
  addPerson: administration.addPerson,
  correctPerson: administration.correctPerson,
  endRole: administration.endRole,
  endAssignment: administration.endAssignment,
  invite: administration.invite,
  withdrawInvitation: administration.withdrawInvitation,
  previewImport: file.previewImport,
  runImport: file.runImport,
}
