import * as account from './account.ts'
import * as administration from './administration.ts'
import * as audit from './audit.ts'
import * as child from './child.ts'
import * as consent from './consent.ts'
import * as diary from './diary.ts'
import * as family from './family.ts'
import * as group from './group.ts'
import { health } from './health.ts'
import * as file from './import.ts'
import * as invitation from './invitation.ts'
import * as password from './password.ts'
import * as permission from './permission.ts'
import * as policy from './policy.ts'
import * as preferences from './preferences.ts'
import type { Route } from './route.ts'
import * as secondFactor from './second-factor.ts'
import * as support from './support.ts'

/** Every route there is; the API page, the access matrix and the server are all made from this list. */
export const routes: Record<string, Route> = {
  health,
  signIn: account.signIn,
  signOut: account.signOut,
  me: account.me,
  setLanguage: account.setLanguage,
  welcomed: account.welcomed,
  sessions: account.sessions,
  revokeSession: account.revokeSession,
  secondFactor: secondFactor.secondFactor,
  beginApp: secondFactor.beginApp,
  confirmApp: secondFactor.confirmApp,
  verifyCode: secondFactor.verifyCode,
  removeApp: secondFactor.removeApp,
  renewRecoveryCodes: secondFactor.renewRecoveryCodes,
  resetFactors: secondFactor.resetFactors,
  passkeyOptions: secondFactor.passkeyOptions,
  addPasskey: secondFactor.addPasskey,
  removePasskey: secondFactor.removePasskey,
  passkeyProofOptions: secondFactor.passkeyProofOptions,
  provePasskey: secondFactor.provePasskey,
  passkeySignInOptions: secondFactor.passkeySignInOptions,
  passkeySignIn: secondFactor.passkeySignIn,
  endSessions: account.endSessions,
  lookAtInvitation: invitation.lookAtInvitation,
  acceptInvitation: invitation.acceptInvitation,
  invitationPasskeyOptions: invitation.invitationPasskeyOptions,
  acceptWithPasskey: invitation.acceptWithPasskey,
  changePassword: password.changePassword,
  passwordForgotten: password.passwordForgotten,
  lookAtReset: password.lookAtReset,
  resetPassword: password.resetPassword,
  setPreferences: preferences.setPreferences,
  topicChoices: preferences.topicChoices,
  chooseTopic: preferences.chooseTopic,
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
  policies: policy.policies,
  announcedPolicies: policy.announcedPolicies,
  policyVersions: policy.policyVersions,
  policy: policy.policy,
  seePolicy: policy.seePolicy,
  publishPolicy: policy.publishPolicy,
  policyViews: policy.policyViews,
  exportPolicyViews: policy.exportPolicyViews,
  groups: group.groups,
  groupDay: group.groupDay,
  support: support.support,
  setSupport: support.setSupport,
  searchAudit: audit.searchAudit,
  auditNames: audit.auditNames,
  exportAudit: audit.exportAudit,
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
