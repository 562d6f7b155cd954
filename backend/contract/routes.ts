import * as account from './account.ts'
import * as child from './child.ts'
import * as consent from './consent.ts'
import * as diary from './diary.ts'
import * as family from './family.ts'
import * as group from './group.ts'
import { health } from './health.ts'
import * as permission from './permission.ts'
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
  consentMatrix: consent.consentMatrix,
  permissions: permission.permissions,
  addPermission: permission.addPermission,
  endPermission: permission.endPermission,
  families: family.families,
  shareStream: family.shareStream,
  endShare: family.endShare,
  restrictGuardian: family.restrictGuardian,
  liftRestriction: family.liftRestriction,
  timeline: diary.timeline,
  markRead: diary.markRead,
  postEntries: diary.postEntries,
  previewAudience: diary.previewAudience,
  editEntry: diary.editEntry,
  removeEntry: diary.removeEntry,
  revisions: diary.revisions,
  groups: group.groups,
  groupDay: group.groupDay,
}
