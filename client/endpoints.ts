import type * as absence from '../backend/contract/absence.ts'
import type * as absenceRules from '../backend/contract/absence-rules.ts'
import type * as account from '../backend/contract/account.ts'
import type * as action from '../backend/contract/action.ts'
import type * as actionOverview from '../backend/contract/action-overview.ts'
import type * as administration from '../backend/contract/administration.ts'
import type * as allergies from '../backend/contract/allergies.ts'
import type * as attachment from '../backend/contract/attachment.ts'
import type * as attendance from '../backend/contract/attendance.ts'
import type * as audit from '../backend/contract/audit.ts'
import type * as availability from '../backend/contract/availability.ts'
import type * as breach from '../backend/contract/breach.ts'
import type * as child from '../backend/contract/child.ts'
import type * as collectors from '../backend/contract/collectors.ts'
import type * as consent from '../backend/contract/consent.ts'
import type * as conversation from '../backend/contract/conversation.ts'
import type * as diary from '../backend/contract/diary.ts'
import type * as family from '../backend/contract/family.ts'
import type * as group from '../backend/contract/group.ts'
import type * as handover from '../backend/contract/handover.ts'
import type * as file from '../backend/contract/import.ts'
import type * as inbox from '../backend/contract/inbox.ts'
import type * as invitation from '../backend/contract/invitation.ts'
import type * as journal from '../backend/contract/journal.ts'
import type * as location from '../backend/contract/location.ts'
import type * as media from '../backend/contract/media.ts'
import type * as messageTemplate from '../backend/contract/message-template.ts'
import type * as password from '../backend/contract/password.ts'
import type * as permission from '../backend/contract/permission.ts'
import type * as photo from '../backend/contract/photo.ts'
import type * as planning from '../backend/contract/planning.ts'
import type * as policy from '../backend/contract/policy.ts'
import type * as portrait from '../backend/contract/portrait.ts'
import type * as preferences from '../backend/contract/preferences.ts'
import type * as ratioRules from '../backend/contract/ratio-rules.ts'
import type * as report from '../backend/contract/report.ts'
import type * as search from '../backend/contract/search.ts'
import type * as secondFactor from '../backend/contract/second-factor.ts'
import type * as sharing from '../backend/contract/sharing.ts'
import type * as support from '../backend/contract/support.ts'
import type * as tablet from '../backend/contract/tablet.ts'

/** The routes of the contract that the client calls, by name. */
export interface Endpoints {
  signIn: typeof account.signIn
  signOut: typeof account.signOut
  me: typeof account.me
  setLanguage: typeof account.setLanguage
  welcomed: typeof account.welcomed
  sessions: typeof account.sessions
  revokeSession: typeof account.revokeSession
  secondFactor: typeof secondFactor.secondFactor
  beginApp: typeof secondFactor.beginApp
  confirmApp: typeof secondFactor.confirmApp
  verifyCode: typeof secondFactor.verifyCode
  removeApp: typeof secondFactor.removeApp
  renewRecoveryCodes: typeof secondFactor.renewRecoveryCodes
  resetFactors: typeof secondFactor.resetFactors
  passkeyOptions: typeof secondFactor.passkeyOptions
  addPasskey: typeof secondFactor.addPasskey
  removePasskey: typeof secondFactor.removePasskey
  passkeyProofOptions: typeof secondFactor.passkeyProofOptions
  provePasskey: typeof secondFactor.provePasskey
  passkeySignInOptions: typeof secondFactor.passkeySignInOptions
  passkeySignIn: typeof secondFactor.passkeySignIn
  endSessions: typeof account.endSessions
  lookAtInvitation: typeof invitation.lookAtInvitation
  acceptInvitation: typeof invitation.acceptInvitation
  invitationPasskeyOptions: typeof invitation.invitationPasskeyOptions
  acceptWithPasskey: typeof invitation.acceptWithPasskey
  changePassword: typeof password.changePassword
  passwordForgotten: typeof password.passwordForgotten
  lookAtReset: typeof password.lookAtReset
  resetPassword: typeof password.resetPassword
  setPreferences: typeof preferences.setPreferences
  topicChoices: typeof preferences.topicChoices
  chooseTopic: typeof preferences.chooseTopic
  childReads: typeof child.childReads
  consents: typeof consent.consents
  decideConsent: typeof consent.decideConsent
  consentMatrix: typeof consent.consentMatrix
  permissions: typeof permission.permissions
  addPermission: typeof permission.addPermission
  endPermission: typeof permission.endPermission
  families: typeof family.families
  shareStream: typeof family.shareStream
  endShare: typeof family.endShare
  restrictGuardian: typeof family.restrictGuardian
  liftRestriction: typeof family.liftRestriction
  timeline: typeof diary.timeline
  markRead: typeof diary.markRead
  postEntries: typeof diary.postEntries
  previewAudience: typeof diary.previewAudience
  editEntry: typeof diary.editEntry
  removeEntry: typeof diary.removeEntry
  revisions: typeof diary.revisions
  beginUpload: typeof media.beginUpload
  uploads: typeof media.uploads
  retryUpload: typeof media.retryUpload
  discardUpload: typeof media.discardUpload
  uploadedPicture: typeof media.uploadedPicture
  ownPortrait: typeof portrait.ownPortrait
  putPortrait: typeof portrait.putPortrait
  removePortrait: typeof portrait.removePortrait
  restorePortrait: typeof portrait.restorePortrait
  portraitFile: typeof portrait.portraitFile
  postPhotos: typeof photo.postPhotos
  previewPhotos: typeof photo.previewPhotos
  editPhotoPost: typeof photo.editPhotoPost
  previewTags: typeof photo.previewTags
  tagPhoto: typeof photo.tagPhoto
  removePhoto: typeof photo.removePhoto
  recallPhoto: typeof photo.recallPhoto
  openPhoto: typeof photo.openPhoto
  heartPhoto: typeof photo.heartPhoto
  reportPhoto: typeof report.reportPhoto
  ownReports: typeof report.ownReports
  settleReport: typeof report.settleReport
  settledReports: typeof report.settledReports
  photoFile: typeof photo.photoFile
  album: typeof photo.album
  albumMonth: typeof photo.albumMonth
  downloadPhotos: typeof photo.downloadPhotos
  breaches: typeof breach.breaches
  openBreaches: typeof breach.openBreaches
  breachRecord: typeof breach.breachRecord
  saveBreach: typeof breach.saveBreach
  groups: typeof group.groups
  groupDay: typeof group.groupDay
  planning: typeof planning.planning
  saveWeek: typeof planning.saveWeek
  removeWeek: typeof planning.removeWeek
  addExtraDay: typeof planning.addExtraDay
  removeExtraDay: typeof planning.removeExtraDay
  schedules: typeof planning.schedules
  closingDays: typeof planning.closingDays
  addClosingDay: typeof planning.addClosingDay
  removeClosingDay: typeof planning.removeClosingDay
  tellHandover: typeof handover.tellHandover
  changeHandover: typeof handover.changeHandover
  withdrawHandover: typeof handover.withdrawHandover
  seeHandover: typeof handover.seeHandover
  handoverHistory: typeof handover.handoverHistory
  groupJournal: typeof journal.groupJournal
  journalAudience: typeof journal.journalAudience
  journalHolders: typeof journal.journalHolders
  postJournal: typeof journal.postJournal
  editJournal: typeof journal.editJournal
  removeJournal: typeof journal.removeJournal
  journalHistory: typeof journal.journalHistory
  previewAbsence: typeof absence.previewAbsence
  reportAbsence: typeof absence.reportAbsence
  changeAbsence: typeof absence.changeAbsence
  cancelAbsence: typeof absence.cancelAbsence
  seeAbsence: typeof absence.seeAbsence
  absenceHistory: typeof absence.absenceHistory
  askAction: typeof action.askAction
  changeAction: typeof action.changeAction
  closeAction: typeof action.closeAction
  reopenAction: typeof action.reopenAction
  actionHistory: typeof action.actionHistory
  answerAction: typeof action.answerAction
  openActions: typeof actionOverview.openActions
  absenceRules: typeof absenceRules.absenceRules
  addAbsenceRule: typeof absenceRules.addAbsenceRule
  removeAbsenceRule: typeof absenceRules.removeAbsenceRule
  conversations: typeof conversation.conversations
  openConversation: typeof conversation.openConversation
  conversationPage: typeof conversation.conversationPage
  sendMessage: typeof conversation.sendMessage
  editMessage: typeof conversation.editMessage
  retractMessage: typeof conversation.retractMessage
  recallMessage: typeof conversation.recallMessage
  beginAttachment: typeof attachment.beginAttachment
  attachmentFile: typeof attachment.attachmentFile
  openAttachment: typeof attachment.openAttachment
  readConversation: typeof conversation.readConversation
  groupInbox: typeof inbox.groupInbox
  correspondents: typeof inbox.correspondents
  handleConversation: typeof inbox.handleConversation
  proposeSharing: typeof sharing.proposeSharing
  agreeSharing: typeof sharing.agreeSharing
  endSharing: typeof sharing.endSharing
  searchMessages: typeof search.searchMessages
  messageTemplates: typeof messageTemplate.messageTemplates
  addTemplate: typeof messageTemplate.addTemplate
  removeTemplate: typeof messageTemplate.removeTemplate
  availability: typeof availability.availability
  setAvailability: typeof availability.setAvailability
  locations: typeof location.locations
  saveLocation: typeof location.saveLocation
  mentors: typeof location.mentors
  setMentor: typeof location.setMentor
  checkIn: typeof attendance.checkIn
  checkOut: typeof attendance.checkOut
  undoStay: typeof attendance.undoStay
  setEscorts: typeof attendance.setEscorts
  addStay: typeof attendance.addStay
  correctStay: typeof attendance.correctStay
  removeStay: typeof attendance.removeStay
  stayHistory: typeof attendance.stayHistory
  setStaffing: typeof attendance.setStaffing
  collectors: typeof collectors.collectors
  addCollector: typeof collectors.addCollector
  changeCollector: typeof collectors.changeCollector
  allergies: typeof allergies.allergies
  addAllergy: typeof allergies.addAllergy
  changeAllergy: typeof allergies.changeAllergy
  ratioRules: typeof ratioRules.ratioRules
  addRatioRule: typeof ratioRules.addRatioRule
  removeRatioRule: typeof ratioRules.removeRatioRule
  support: typeof support.support
  setSupport: typeof support.setSupport
  policies: typeof policy.policies
  announcedPolicies: typeof policy.announcedPolicies
  policyVersions: typeof policy.policyVersions
  policy: typeof policy.policy
  seePolicy: typeof policy.seePolicy
  publishPolicy: typeof policy.publishPolicy
  policyViews: typeof policy.policyViews
  exportPolicyViews: typeof policy.exportPolicyViews
  searchAudit: typeof audit.searchAudit
  auditNames: typeof audit.auditNames
  exportAudit: typeof audit.exportAudit
  tablets: typeof tablet.tablets
  addTabletCode: typeof tablet.addTabletCode
  revokeTablet: typeof tablet.revokeTablet
  pairTablet: typeof tablet.pairTablet
  pairedTablet: typeof tablet.pairedTablet
  identify: typeof tablet.identify
  ownPin: typeof tablet.ownPin
  setPin: typeof tablet.setPin
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
  welcomed: ['POST', '/api/account/welcomed'],
  sessions: ['GET', '/api/account/sessions'],
  revokeSession: ['DELETE', '/api/account/sessions/:sessionId'],
  secondFactor: ['GET', '/api/account/second-factor'],
  beginApp: ['POST', '/api/account/second-factor/app'],
  confirmApp: ['POST', '/api/account/second-factor/app/confirm'],
  verifyCode: ['POST', '/api/account/second-factor/verify'],
  removeApp: ['DELETE', '/api/account/second-factor/app'],
  renewRecoveryCodes: ['POST', '/api/account/second-factor/recovery-codes'],
  tablets: ['GET', '/api/tablets'],
  addTabletCode: ['POST', '/api/tablet-codes'],
  revokeTablet: ['DELETE', '/api/tablets/:tabletId'],
  pairTablet: ['POST', '/api/tablet/pair'],
  pairedTablet: ['GET', '/api/tablet'],
  identify: ['POST', '/api/tablet/identify'],
  ownPin: ['GET', '/api/account/pin'],
  setPin: ['PUT', '/api/account/pin'],
  resetFactors: ['DELETE', '/api/administration/people/:personId/second-factor'],
  passkeyOptions: ['POST', '/api/account/passkey-options'],
  addPasskey: ['POST', '/api/account/passkeys'],
  removePasskey: ['DELETE', '/api/account/passkeys/:passkeyId'],
  passkeyProofOptions: ['POST', '/api/account/second-factor/passkey/options'],
  provePasskey: ['POST', '/api/account/second-factor/passkey'],
  passkeySignInOptions: ['POST', '/api/account/sign-in/passkey/options'],
  passkeySignIn: ['POST', '/api/account/sign-in/passkey'],
  endSessions: ['DELETE', '/api/account/sessions'],
  lookAtInvitation: ['POST', '/api/invitation/look'],
  acceptInvitation: ['POST', '/api/invitation/accept'],
  invitationPasskeyOptions: ['POST', '/api/invitation/passkey-options'],
  acceptWithPasskey: ['POST', '/api/invitation/accept/passkey'],
  changePassword: ['PUT', '/api/account/password'],
  passwordForgotten: ['POST', '/api/account/password/forgotten'],
  lookAtReset: ['POST', '/api/account/password/look'],
  resetPassword: ['POST', '/api/account/password/reset'],
  setPreferences: ['PUT', '/api/account/preferences'],
  topicChoices: ['GET', '/api/account/topics'],
  chooseTopic: ['PUT', '/api/account/topics'],
  childReads: ['GET', '/api/children/:childId/reads'],
  consents: ['GET', '/api/consents'],
  decideConsent: ['POST', '/api/consents'],
  consentMatrix: ['GET', '/api/consents/matrix'],
  permissions: ['GET', '/api/permissions'],
  addPermission: ['POST', '/api/permissions'],
  endPermission: ['DELETE', '/api/permissions/:permissionId'],
  families: ['GET', '/api/families'],
  shareStream: ['POST', '/api/shares'],
  endShare: ['DELETE', '/api/shares/:shareId'],
  restrictGuardian: ['POST', '/api/guardianships/:guardianshipId/restriction'],
  liftRestriction: ['DELETE', '/api/guardianships/:guardianshipId/restriction'],
  timeline: ['GET', '/api/timeline'],
  markRead: ['PUT', '/api/channels/:channelId/marker'],
  postEntries: ['POST', '/api/diary'],
  previewAudience: ['POST', '/api/diary/audience'],
  editEntry: ['PUT', '/api/diary/:entryId'],
  removeEntry: ['DELETE', '/api/diary/:entryId'],
  revisions: ['GET', '/api/diary/:entryId/revisions'],
  beginUpload: ['POST', '/api/media'],
  uploads: ['GET', '/api/media'],
  retryUpload: ['POST', '/api/media/:mediaId/retry'],
  discardUpload: ['DELETE', '/api/media/:mediaId'],
  uploadedPicture: ['GET', '/api/media/:mediaId/file/:rendition'],
  ownPortrait: ['GET', '/api/portrait'],
  putPortrait: ['PUT', '/api/portrait'],
  removePortrait: ['DELETE', '/api/portraits/:portraitId'],
  restorePortrait: ['POST', '/api/portraits/:portraitId/restored'],
  portraitFile: ['GET', '/api/portraits/:portraitId/file/:rendition'],
  postPhotos: ['POST', '/api/photos'],
  previewPhotos: ['POST', '/api/photos/audience'],
  editPhotoPost: ['PUT', '/api/photos/posts/:postId'],
  previewTags: ['POST', '/api/photos/media/:mediaId/astray'],
  tagPhoto: ['PUT', '/api/photos/media/:mediaId/children'],
  removePhoto: ['DELETE', '/api/photos/media/:mediaId'],
  recallPhoto: ['POST', '/api/photos/media/:mediaId/recall'],
  openPhoto: ['POST', '/api/photos/:photoId/opened'],
  heartPhoto: ['PUT', '/api/photos/:photoId/heart'],
  reportPhoto: ['POST', '/api/photos/:photoId/reports'],
  ownReports: ['GET', '/api/photos/reports'],
  settleReport: ['PUT', '/api/photos/reports/:reportId'],
  settledReports: ['GET', '/api/groups/:groupId/settled-reports'],
  photoFile: ['GET', '/api/photos/:photoId/file/:rendition'],
  album: ['GET', '/api/photos/album'],
  albumMonth: ['GET', '/api/photos/album/:month'],
  downloadPhotos: ['POST', '/api/photos/photos.zip'],
  breaches: ['GET', '/api/breaches'],
  openBreaches: ['GET', '/api/open-breaches'],
  breachRecord: ['GET', '/api/breaches/:breachId'],
  saveBreach: ['PUT', '/api/breaches/:breachId'],
  groups: ['GET', '/api/groups'],
  groupDay: ['GET', '/api/groups/:groupId/day'],
  planning: ['GET', '/api/groups/:groupId/planning'],
  saveWeek: ['POST', '/api/placements/:placementId/weeks'],
  removeWeek: ['DELETE', '/api/contract-weeks/:weekId'],
  addExtraDay: ['POST', '/api/groups/:groupId/extra-days'],
  removeExtraDay: ['DELETE', '/api/extra-days/:extraDayId'],
  schedules: ['GET', '/api/schedules'],
  closingDays: ['GET', '/api/closing-days'],
  addClosingDay: ['POST', '/api/closing-days'],
  removeClosingDay: ['DELETE', '/api/closing-days/:closingDayId'],
  tellHandover: ['POST', '/api/handovers'],
  changeHandover: ['PUT', '/api/handovers/:handoverId'],
  withdrawHandover: ['DELETE', '/api/handovers/:handoverId'],
  seeHandover: ['POST', '/api/handovers/:handoverId/seen'],
  handoverHistory: ['GET', '/api/handovers/:handoverId/history'],
  groupJournal: ['GET', '/api/groups/:groupId/journal'],
  journalAudience: ['GET', '/api/groups/:groupId/journal/audience'],
  journalHolders: ['GET', '/api/journal/:journalId/holders'],
  postJournal: ['POST', '/api/groups/:groupId/journal'],
  editJournal: ['PUT', '/api/journal/:journalId'],
  removeJournal: ['DELETE', '/api/journal/:journalId'],
  journalHistory: ['GET', '/api/journal/:journalId/history'],
  previewAbsence: ['POST', '/api/absence-preview'],
  reportAbsence: ['POST', '/api/absences'],
  changeAbsence: ['PUT', '/api/absences/:absenceId'],
  cancelAbsence: ['DELETE', '/api/absences/:absenceId'],
  seeAbsence: ['POST', '/api/absences/:absenceId/seen'],
  absenceHistory: ['GET', '/api/absences/:absenceId/history'],
  askAction: ['POST', '/api/actions'],
  changeAction: ['PUT', '/api/actions/:actionId'],
  closeAction: ['POST', '/api/actions/:actionId/closing'],
  reopenAction: ['POST', '/api/actions/:actionId/reopening'],
  actionHistory: ['GET', '/api/actions/:actionId/history'],
  answerAction: ['PUT', '/api/actions/:actionId/answer'],
  openActions: ['GET', '/api/actions'],
  absenceRules: ['GET', '/api/absence-rules'],
  addAbsenceRule: ['POST', '/api/absence-rules'],
  removeAbsenceRule: ['DELETE', '/api/absence-rules/:ruleId'],
  conversations: ['GET', '/api/conversations'],
  openConversation: ['POST', '/api/conversations'],
  conversationPage: ['GET', '/api/conversations/:conversationId'],
  sendMessage: ['POST', '/api/conversations/:conversationId/messages'],
  editMessage: ['PUT', '/api/messages/:messageId'],
  retractMessage: ['DELETE', '/api/messages/:messageId'],
  recallMessage: ['POST', '/api/messages/:messageId/recall'],
  beginAttachment: ['POST', '/api/attachments'],
  attachmentFile: ['GET', '/api/conversations/:conversationId/attachments/:attachmentId/:form'],
  openAttachment: ['POST', '/api/conversations/:conversationId/opened/:attachmentId'],
  readConversation: ['PUT', '/api/conversations/:conversationId/marker'],
  groupInbox: ['GET', '/api/groups/:groupId/conversations'],
  correspondents: ['GET', '/api/groups/:groupId/correspondents'],
  handleConversation: ['PUT', '/api/conversations/:conversationId/handling'],
  proposeSharing: ['POST', '/api/shared-conversations'],
  agreeSharing: ['POST', '/api/conversations/:conversationId/agreement'],
  endSharing: ['DELETE', '/api/conversations/:conversationId/agreement'],
  searchMessages: ['GET', '/api/messages'],
  messageTemplates: ['GET', '/api/groups/:groupId/message-templates'],
  addTemplate: ['POST', '/api/groups/:groupId/message-templates'],
  removeTemplate: ['DELETE', '/api/groups/:groupId/message-templates/:templateId'],
  availability: ['GET', '/api/groups/:groupId/availability'],
  setAvailability: ['PUT', '/api/groups/:groupId/availability'],
  checkIn: ['POST', '/api/groups/:groupId/check-ins'],
  checkOut: ['POST', '/api/groups/:groupId/check-outs'],
  undoStay: ['POST', '/api/stays/:stayId/undo'],
  setEscorts: ['PUT', '/api/stays/:stayId/escorts'],
  addStay: ['POST', '/api/groups/:groupId/stays'],
  correctStay: ['PUT', '/api/stays/:stayId'],
  removeStay: ['POST', '/api/stays/:stayId/removal'],
  stayHistory: ['GET', '/api/stays/:stayId/history'],
  setStaffing: ['PUT', '/api/groups/:groupId/staffing'],
  collectors: ['GET', '/api/children/:childId/collectors'],
  addCollector: ['POST', '/api/children/:childId/collectors'],
  changeCollector: ['PUT', '/api/collectors/:collectorId'],
  allergies: ['GET', '/api/children/:childId/allergies'],
  addAllergy: ['POST', '/api/children/:childId/allergies'],
  changeAllergy: ['PUT', '/api/allergies/:allergyId'],
  ratioRules: ['GET', '/api/ratio-rules'],
  addRatioRule: ['POST', '/api/ratio-rules'],
  removeRatioRule: ['DELETE', '/api/ratio-rules/:ruleId'],
  support: ['GET', '/api/support'],
  locations: ['GET', '/api/locations'],
  saveLocation: ['PUT', '/api/locations/:locationId'],
  mentors: ['GET', '/api/mentors'],
  setMentor: ['PUT', '/api/children/:childId/mentor'],
  setSupport: ['PUT', '/api/support'],
  policies: ['GET', '/api/policies'],
  announcedPolicies: ['GET', '/api/policies/announced'],
  policyVersions: ['GET', '/api/policies/versions'],
  policy: ['GET', '/api/policies/:policyId'],
  seePolicy: ['POST', '/api/policies/:policyId/seen'],
  publishPolicy: ['POST', '/api/policies'],
  policyViews: ['GET', '/api/policies/:policyId/views'],
  exportPolicyViews: ['POST', '/api/policies/:policyId/views.csv'],
  searchAudit: ['GET', '/api/audit'],
  auditNames: ['GET', '/api/audit/names'],
  exportAudit: ['POST', '/api/audit/export'],
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
