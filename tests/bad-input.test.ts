import { connect } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../backend/contract/routes.ts'
import { newLinkSecret } from '../db/link.ts'
import { type Cast, makeCast, type Player } from './support/cast.ts'
import { telling, tomorrow } from './support/handover-matrix.ts'
import { told } from './support/location-matrix.ts'
import { photoPost } from './support/photos.ts'
import { mornings } from './support/planning-matrix.ts'
import { rawCall, refuses, sendRaw } from './support/refusals.ts'
import { stored } from './support/rows.ts'
import { call, password, posting, startServer, type TestServer } from './support/server.ts'

let server: TestServer
let cast: Cast
let next: Player

beforeAll(async () => {
  server = await startServer()
  cast = await makeCast(server)
  next = cast.people.foreignGuardian
})
afterAll(() => server.close())

/** Of a link that was never given out. */
const secret = newLinkSecret()

const newGuardian = () => ({
  firstName: 'Nieuwe',
  lastName: 'Ouder',
  email: 'nieuw@example.org',
  language: 'nl',
  parentalAuthority: true,
})

/** So many minutes ago. */
const moment = (minutes: number) => new Date(server.clock.now().getTime() - minutes * 60_000).toISOString()

/** Every route that takes a body, with somebody who may use it and a good body. */
const withBody: Record<string, () => { who: Player | undefined; path: string; body: Record<string, unknown> }> = {
  signIn: () => ({ who: undefined, path: '/api/account/sign-in', body: { email: cast.people.staff.email, password } }),
  addTabletCode: () => ({
    who: cast.people.manager,
    path: '/api/tablets/codes',
    body: { locationId: cast.targets.noor.planned.locationId, name: 'Tablet', idleMinutes: 2 },
  }),
  pairTablet: () => ({ who: undefined, path: '/api/tablet/pair', body: { code: 'ABCDEFGH' } }),
  identify: () => ({
    who: undefined,
    path: '/api/tablet/identify',
    body: { personId: cast.people.staff.id, pin: '4711' },
  }),
  setPin: () => ({ who: cast.people.staff, path: '/api/account/pin', body: { pin: '4711', password } }),
  endSessions: () => ({ who: cast.people.staff, path: '/api/account/sessions', body: { everywhere: false } }),
  lookAtInvitation: () => ({ who: undefined, path: '/api/invitation/look', body: { secret } }),
  acceptInvitation: () => ({ who: undefined, path: '/api/invitation/accept', body: { secret, password } }),
  invitationPasskeyOptions: () => ({ who: undefined, path: '/api/invitation/passkey-options', body: { secret } }),
  acceptWithPasskey: () => ({
    who: undefined,
    path: '/api/invitation/accept/passkey',
    body: { secret, challengeId: uuidv7(), name: 'Sleutel', response: { id: 'x' } },
  }),
  changePassword: () => ({
    who: cast.people.staff,
    path: '/api/account/password',
    body: { currentPassword: password, password: 'een-heel-ander-wachtwoord' },
  }),
  passwordForgotten: () => ({
    who: undefined,
    path: '/api/account/password/forgotten',
    body: { email: cast.people.staff.email },
  }),
  lookAtReset: () => ({ who: undefined, path: '/api/account/password/look', body: { secret } }),
  resetPassword: () => ({ who: undefined, path: '/api/account/password/reset', body: { secret, password } }),
  setPreferences: () => ({
    who: cast.people.staff,
    path: '/api/account/preferences',
    body: { theme: 'dark', textSize: 'large' },
  }),
  chooseTopic: () => ({
    who: cast.people.staff,
    path: '/api/account/topics',
    body: { topic: 'messages', choice: 'daily' },
  }),
  beginUpload: () => ({
    who: cast.people.staff,
    path: '/api/media',
    body: {
      id: uuidv7(),
      groupId: cast.targets.noor.groupId,
      kind: 'photo',
      bytes: 1000,
      takenAt: '2026-03-02T09:00:00.000Z',
    },
  }),
  postPhotos: () => ({
    who: cast.people.staff,
    path: '/api/photos',
    body: {
      ...photoPost(server, cast.targets.noor.groupId, [{ mediaId: uuidv7(), childIds: [cast.targets.noor.childId] }]),
    },
  }),
  previewPhotos: () => ({
    who: cast.people.staff,
    path: '/api/photos/audience',
    body: {
      groupId: cast.targets.noor.groupId,
      aboutAt: server.clock.now().toISOString(),
      children: [{ id: cast.targets.noor.childId, moments: [server.clock.now().toISOString()] }],
    },
  }),
  editPhotoPost: () => ({
    who: cast.people.staff,
    path: `/api/photos/posts/${uuidv7()}`,
    body: {
      id: uuidv7(),
      aboutAt: server.clock.now().toISOString(),
      text: 'In het bos',
      cards: [{ id: uuidv7(), version: 1 }],
    },
  }),
  tagPhoto: () => ({
    who: cast.people.staff,
    path: `/api/photos/media/${cast.targets.noor.mediaId}/children`,
    body: { id: uuidv7(), added: [cast.targets.noor.childId], removed: [] },
  }),
  previewTags: () => ({
    who: cast.people.staff,
    path: `/api/photos/media/${cast.targets.noor.mediaId}/astray`,
    body: { added: [cast.targets.noor.childId], removed: [] },
  }),
  recallPhoto: () => ({
    who: cast.people.staff,
    path: `/api/photos/media/${uuidv7()}/recall`,
    body: { id: uuidv7(), reason: 'Verkeerd gezin' },
  }),
  openPhoto: () => ({
    who: cast.people.guardian,
    path: `/api/photos/${cast.targets.noor.photoId}/opened`,
    body: { opened: true },
  }),
  heartPhoto: () => ({
    who: cast.people.guardian,
    path: `/api/photos/${cast.targets.noor.photoId}/heart`,
    body: { hearted: true },
  }),
  reportPhoto: () => ({
    who: cast.people.guardian,
    path: `/api/photos/${cast.targets.noor.photoId}/reports`,
    body: { id: uuidv7(), reason: 'other', text: 'Dit is niet mijn kind' },
  }),
  saveBreach: () => ({
    who: cast.people.privacyOfficer,
    path: `/api/breaches/${cast.targets.noor.breachId}`,
    body: {
      version: 1,
      state: 'draft',
      account: { happened: 'Dit', consequences: '', measures: '', authorityToldOn: null, guardiansToldOn: null },
    },
  }),
  settleReport: () => ({ who: cast.people.staff, path: `/api/photos/reports/${uuidv7()}`, body: { settled: true } }),
  downloadPhotos: () => ({
    who: cast.people.guardian,
    path: '/api/photos/photos.zip',
    body: { photoIds: [cast.targets.noor.photoId] },
  }),
  setLanguage: () => ({ who: cast.people.staff, path: '/api/account/language', body: { language: 'en' } }),
  beginApp: () => ({ who: cast.people.staff, path: '/api/account/second-factor/app', body: { password } }),
  confirmApp: () => ({
    who: cast.people.staff,
    path: '/api/account/second-factor/app/confirm',
    body: { code: '000000' },
  }),
  verifyCode: () => ({ who: cast.people.staff, path: '/api/account/second-factor/verify', body: { code: '000000' } }),
  removeApp: () => ({ who: cast.people.staff, path: '/api/account/second-factor/app', body: { password } }),
  renewRecoveryCodes: () => ({
    who: cast.people.staff,
    path: '/api/account/second-factor/recovery-codes',
    body: { password },
  }),
  passkeyOptions: () => ({ who: cast.people.staff, path: '/api/account/passkey-options', body: { password } }),
  addPasskey: () => ({
    who: cast.people.staff,
    path: '/api/account/passkeys',
    body: { name: 'Sleutel', response: { id: 'x' } },
  }),
  removePasskey: () => ({
    who: cast.people.staff,
    path: `/api/account/passkeys/${uuidv7()}`,
    body: { password },
  }),
  provePasskey: () => ({
    who: cast.people.staff,
    path: '/api/account/second-factor/passkey',
    body: { response: { id: 'x' } },
  }),
  passkeySignIn: () => ({
    who: undefined,
    path: '/api/account/sign-in/passkey',
    body: { challengeId: uuidv7(), response: { id: 'x' } },
  }),
  addChild: () => ({
    who: cast.people.administration,
    path: '/api/administration/children',
    body: {
      id: uuidv7(),
      firstNames: 'Nieuw',
      callName: 'Nieuw',
      surname: 'Kind',
      birthDate: '2025-01-05',
      careType: 'KDV',
      groupId: cast.targets.noor.groupId,
      startsOn: '2026-01-05',
      guardians: [newGuardian()],
    },
  }),
  addGuardian: () => ({
    who: cast.people.administration,
    path: `/api/administration/children/${cast.targets.noor.childId}/guardians`,
    body: { id: uuidv7(), ...newGuardian() },
  }),
  setAuthority: () => ({
    who: cast.people.administration,
    path: `/api/administration/guardianships/${cast.targets.noor.kin.guardianshipId}/authority`,
    body: { parentalAuthority: false },
  }),
  endGuardianship: () => ({
    who: cast.people.administration,
    path: `/api/administration/guardianships/${cast.targets.noor.kin.guardianshipId}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  addPerson: () => ({
    who: cast.people.administration,
    path: '/api/administration/people',
    body: {
      id: uuidv7(),
      firstName: 'Nieuwe',
      lastName: 'Medewerker',
      email: 'nieuw@example.org',
      language: 'nl',
      startsOn: '2026-01-05',
      work: { role: 'staff', groupIds: [cast.targets.noor.groupId] },
    },
  }),
  correctPerson: () => ({
    who: cast.people.administration,
    path: `/api/administration/people/${cast.people.staff.id}`,
    body: { firstName: 'Ander', lastName: 'Genodigd', email: 'ander@example.org' },
  }),
  endRole: () => ({
    who: cast.people.administration,
    path: `/api/administration/roles/${uuidv7()}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  endAssignment: () => ({
    who: cast.people.administration,
    path: `/api/administration/assignments/${uuidv7()}/end`,
    body: { endsOn: '2027-01-01' },
  }),
  invite: () => ({
    who: cast.people.administration,
    path: `/api/administration/people/${cast.people.staff.id}/invitations`,
    body: { id: uuidv7() },
  }),
  previewImport: () => ({
    who: cast.people.administration,
    path: '/api/administration/import/preview',
    body: { kind: 'staff', file: 'dm9vcm5hYW0=' },
  }),
  runImport: () => ({
    who: cast.people.administration,
    path: '/api/administration/import',
    body: { id: uuidv7(), kind: 'staff', file: 'dm9vcm5hYW0=' },
  }),
  saveLocation: () => ({
    who: cast.people.manager,
    path: `/api/locations/${cast.targets.noor.planned.locationId}`,
    body: { ...told, version: 0 },
  }),
  putPortrait: () => ({ who: cast.people.staff, path: '/api/portrait', body: { mediaId: uuidv7(), alone: true } }),
  setMentor: () => ({
    who: cast.people.manager,
    path: `/api/children/${cast.targets.noor.childId}/mentor`,
    body: { personId: cast.people.staff.id },
  }),
  setSupport: () => ({
    who: cast.people.administration,
    path: '/api/support',
    body: { email: 'hulp@example.org', phone: '020 123 45 67' },
  }),
  seePolicy: () => ({
    who: cast.people.guardian,
    path: `/api/policies/${cast.targets.noor.policyId}/seen`,
    body: { id: uuidv7(), language: 'nl' },
  }),
  publishPolicy: () => ({
    who: cast.people.manager,
    path: '/api/policies',
    body: {
      id: uuidv7(),
      kind: 'privacy',
      textNl: 'Tekst',
      textEn: 'Text',
      summaryNl: 'Kort',
      summaryEn: 'Short',
      reworded: ['photos'],
      effectiveOn: '2028-01-01',
    },
  }),
  addPermission: () => ({
    who: cast.people.manager,
    path: '/api/permissions',
    body: {
      id: uuidv7(),
      name: { nl: 'Zwemmen', en: 'Swimming' },
      explanation: { nl: 'In het bad', en: 'In the pool' },
    },
  }),
  saveWeek: () => ({
    who: cast.people.manager,
    path: `/api/placements/${cast.targets.noor.planned.placementId}/weeks`,
    body: { id: uuidv7(), startsOn: '2027-01-04', days: mornings, version: null },
  }),
  addExtraDay: () => ({
    who: cast.people.manager,
    path: `/api/groups/${cast.targets.noor.groupId}/extra-days`,
    body: { id: uuidv7(), childId: cast.targets.noor.childId, day: '2027-01-04', from: 1200, until: 1260 },
  }),
  addClosingDay: () => ({
    who: cast.people.manager,
    path: '/api/closing-days',
    body: {
      id: uuidv7(),
      locationId: cast.targets.noor.planned.locationId,
      day: '2027-05-05',
      name: 'Bevrijdingsdag',
    },
  }),
  tellHandover: () => ({
    who: cast.people.guardian,
    path: '/api/handovers',
    body: {
      id: uuidv7(),
      handoverId: uuidv7(),
      childId: cast.targets.noor.childId,
      day: tomorrow(server),
      ...telling,
    },
  }),
  changeHandover: () => ({
    who: cast.people.guardian,
    path: `/api/handovers/${cast.targets.noor.handoverId}`,
    body: { id: uuidv7(), version: 1, ...telling },
  }),
  seeHandover: () => ({
    who: cast.people.staff,
    path: `/api/handovers/${cast.targets.noor.handoverId}/seen`,
    body: { version: 1 },
  }),
  postJournal: () => ({
    who: cast.people.staff,
    path: `/api/groups/${cast.targets.noor.groupId}/journal`,
    body: {
      id: uuidv7(),
      journalId: uuidv7(),
      day: '2026-11-22',
      part: 'done',
      title: 'Bos',
      text: 'Blad',
      notMeant: [],
    },
  }),
  editJournal: () => ({
    who: cast.people.staff,
    path: `/api/journal/${cast.targets.noor.journalId}`,
    body: { id: uuidv7(), version: 1, title: 'Bos', text: 'Blad', notMeant: [] },
  }),
  previewAbsence: () => ({
    who: cast.people.neverGranted,
    path: '/api/absence-preview',
    body: { childIds: [cast.targets.noor.childId], startsOn: '2027-01-04', endsOn: '2027-01-05' },
  }),
  reportAbsence: () => ({
    who: cast.people.neverGranted,
    path: '/api/absences',
    body: {
      id: uuidv7(),
      children: [{ childId: cast.targets.noor.childId, absenceId: uuidv7() }],
      reason: 'sick',
      startsOn: '2027-01-04',
      endsOn: '2027-01-05',
      part: null,
      note: '',
    },
  }),
  changeAbsence: () => ({
    who: cast.people.guardian,
    path: `/api/absences/${cast.targets.noor.absenceId}`,
    body: {
      id: uuidv7(),
      version: 1,
      reason: 'sick',
      startsOn: '2027-01-04',
      endsOn: '2027-01-05',
      part: null,
      note: 'Anders',
    },
  }),
  seeAbsence: () => ({
    who: cast.people.staff,
    path: `/api/absences/${cast.targets.noor.absenceId}/seen`,
    body: { version: 1 },
  }),
  askAction: () => ({
    who: cast.people.staff,
    path: '/api/actions',
    body: {
      id: uuidv7(),
      children: [{ childId: cast.targets.noor.childId, actionId: uuidv7() }],
      kind: 'bring',
      enough: 'one',
      text: 'Luiers',
      link: 'https://kastanje.example/luiers',
      dueOn: '2027-01-04',
    },
  }),
  changeAction: () => ({
    who: cast.people.staff,
    path: `/api/actions/${cast.targets.noor.asked.id}`,
    body: { id: uuidv7(), version: 1, text: 'Anders', link: 'https://kastanje.example/luiers', dueOn: '2027-01-04' },
  }),
  closeAction: () => ({
    who: cast.people.staff,
    path: `/api/actions/${cast.targets.noor.asked.id}/closing`,
    body: { version: 1, why: 'done' },
  }),
  reopenAction: () => ({
    who: cast.people.staff,
    path: `/api/actions/${cast.targets.noor.asked.id}/reopening`,
    body: { version: 1 },
  }),
  answerAction: () => ({
    who: cast.people.withoutAuthority,
    path: `/api/actions/${cast.targets.noor.asked.id}/answer`,
    body: { id: uuidv7(), answered: true, note: 'Neem ik mee' },
  }),
  addAbsenceRule: () => ({
    who: cast.people.manager,
    path: '/api/absence-rules',
    body: {
      id: uuidv7(),
      careType: 'KDV',
      locationId: cast.targets.noor.planned.locationId,
      startsOn: '2027-01-04',
      cutOffMinute: 540,
      daysBefore: 0,
      credit: 'none',
    },
  }),
  openConversation: () => ({
    who: cast.people.neverGranted,
    path: '/api/conversations',
    body: { id: uuidv7(), childId: cast.targets.noor.childId, message: { id: uuidv7(), text: 'Hallo' } },
  }),
  sendMessage: () => ({
    who: cast.people.guardian,
    path: `/api/conversations/${cast.targets.noor.talk.id}/messages`,
    body: { id: uuidv7(), text: 'Hallo' },
  }),
  editMessage: () => ({
    who: cast.people.guardian,
    path: `/api/messages/${cast.targets.noor.talk.messageId}`,
    body: { id: uuidv7(), text: 'Anders' },
  }),
  recallMessage: () => ({
    who: cast.people.staff,
    path: `/api/messages/${cast.targets.noor.talk.answerId}/recall`,
    body: { id: uuidv7(), reason: 'Voor een ander gezin' },
  }),
  beginAttachment: () => ({
    who: cast.people.guardian,
    path: '/api/attachments',
    body: { id: uuidv7(), childId: cast.targets.noor.childId, kind: 'document', bytes: 100, name: 'brief.pdf' },
  }),
  openAttachment: () => ({
    who: cast.people.guardian,
    path: `/api/conversations/${cast.targets.noor.talk.id}/attachments/${cast.targets.noor.talk.attachmentId}/opened`,
    body: { opened: true },
  }),
  readConversation: () => ({
    who: cast.people.staff,
    path: `/api/conversations/${cast.targets.noor.talk.id}/marker`,
    body: { seq: 1 },
  }),
  handleConversation: () => ({
    who: cast.people.staff,
    path: `/api/conversations/${cast.targets.noor.talk.id}/handling`,
    body: { do: 'urgent', urgent: true },
  }),
  proposeSharing: () => ({
    who: cast.people.guardian,
    path: '/api/shared-conversations',
    body: { id: uuidv7(), childId: cast.targets.noor.childId, withId: cast.people.neverGranted.id },
  }),
  addTemplate: () => ({
    who: cast.people.manager,
    path: `/api/groups/${cast.targets.noor.groupId}/message-templates`,
    body: { id: uuidv7(), name: 'Ontvangen', text: 'Dank, gelezen.' },
  }),
  setAvailability: () => ({
    who: cast.people.manager,
    path: `/api/groups/${cast.targets.noor.groupId}/availability`,
    body: { hours: null, awayText: '', awayUntil: null },
  }),
  checkIn: () => ({
    who: cast.people.staff,
    path: `/api/groups/${cast.targets.noor.groupId}/check-ins`,
    body: {
      id: uuidv7(),
      children: [{ childId: cast.targets.noor.childId, stayId: uuidv7(), at: moment(5), broughtBy: null }],
    },
  }),
  checkOut: () => ({
    who: cast.people.staff,
    path: `/api/groups/${cast.targets.noor.groupId}/check-outs`,
    body: {
      id: uuidv7(),
      children: [{ childId: cast.targets.noor.childId, stayId: uuidv7(), at: moment(5), fetchedBy: null }],
    },
  }),
  undoStay: () => ({
    who: cast.people.staff,
    path: `/api/stays/${cast.targets.noor.stayId}/undo`,
    body: { version: 2 },
  }),
  setEscorts: () => ({
    who: cast.people.staff,
    path: `/api/stays/${cast.targets.noor.stayId}/escorts`,
    body: { id: uuidv7(), broughtBy: null },
  }),
  addStay: () => ({
    who: cast.people.staff,
    path: `/api/groups/${cast.targets.noor.groupId}/stays`,
    body: {
      id: uuidv7(),
      stayId: uuidv7(),
      childId: cast.targets.noor.childId,
      arrivedAt: moment(90),
      leftAt: moment(60),
      broughtBy: null,
      fetchedBy: null,
      reason: 'Vergeten in te checken',
    },
  }),
  correctStay: () => ({
    who: cast.people.staff,
    path: `/api/stays/${cast.targets.noor.stayId}`,
    body: { id: uuidv7(), version: 2, arrivedAt: moment(3000), leftAt: moment(2940), reason: 'Verkeerd gekeken' },
  }),
  removeStay: () => ({
    who: cast.people.staff,
    path: `/api/stays/${cast.targets.noor.stayId}/removal`,
    body: { version: 2, reason: 'Verkeerd kind' },
  }),
  setStaffing: () => ({
    who: cast.people.staff,
    path: `/api/groups/${cast.targets.noor.groupId}/staffing`,
    body: { id: uuidv7(), staff: 2, at: moment(1) },
  }),
  addCollector: () => ({
    who: cast.people.manager,
    path: `/api/children/${cast.targets.noor.childId}/collectors`,
    body: { id: uuidv7(), name: 'Oma Ans', relation: 'oma', phone: '', startsOn: '2027-01-04', endsOn: null },
  }),
  changeCollector: () => ({
    who: cast.people.manager,
    path: `/api/collectors/${cast.targets.noor.collector.id}`,
    body: {
      id: uuidv7(),
      version: 1,
      name: 'Oma Ans',
      relation: 'oma',
      phone: '',
      startsOn: '2027-01-04',
      endsOn: '2027-02-04',
    },
  }),
  addRatioRule: () => ({
    who: cast.people.administration,
    path: '/api/ratio-rules',
    body: {
      id: uuidv7(),
      careType: 'KDV',
      startsOn: '2027-01-04',
      bands: [{ fromAge: 0, untilAge: 4, childrenPerStaff: 5 }],
    },
  }),
  shareStream: () => ({
    who: cast.people.manager,
    path: '/api/shares',
    body: {
      id: uuidv7(),
      childId: cast.targets.noor.childId,
      personId: cast.targets.noor.kin.personId,
      purpose: 'diary',
      reason: 'Haalt elke donderdag op',
      until: '2027-01-01',
    },
  }),
  restrictGuardian: () => ({
    who: cast.people.manager,
    path: `/api/guardianships/${cast.targets.noor.kin.guardianshipId}/restriction`,
    body: { id: uuidv7(), ruling: 'Uitspraak 12' },
  }),
  decideConsent: () => ({
    who: cast.people.guardian,
    path: '/api/consents',
    body: { id: uuidv7(), childId: cast.targets.noor.childId, purpose: 'photos', decision: 'granted', language: 'nl' },
  }),
  markRead: () => ({
    who: cast.people.guardian,
    path: `/api/channels/${cast.targets.noor.channels.diary}/marker`,
    body: { seq: 1 },
  }),
  postEntries: () => ({
    who: cast.people.staff,
    path: '/api/diary',
    body: posting(server, { id: cast.targets.noor.groupId }, [cast.targets.noor.childId]) as never,
  }),
  previewAudience: () => ({
    who: cast.people.staff,
    path: '/api/diary/audience',
    body: {
      groupId: cast.targets.noor.groupId,
      aboutAt: server.clock.now().toISOString(),
      childIds: [cast.targets.noor.childId],
    },
  }),
  exportAudit: () => ({
    who: cast.people.privacyOfficer,
    path: '/api/audit/export',
    body: { from: '2026-11-01', to: '2026-11-22' },
  }),
  editEntry: () => ({
    who: cast.people.staff,
    path: `/api/diary/${cast.targets.noor.entryId}`,
    body: { id: uuidv7(), version: 1, aboutAt: server.clock.now().toISOString(), text: 'Anders.', facts: [] },
  }),
}

/** Asked for only when the session is not fresh, or absent for all or for what stays. */
const mayLack = (name: string, key: string) =>
  name === 'downloadPhotos' ||
  (name === 'editPhotoPost' && key === 'text') ||
  (name === 'beginUpload' && key === 'takenAt') ||
  (name === 'setEscorts' && key === 'broughtBy') ||
  (key === 'password' && !['signIn', 'acceptInvitation', 'changePassword', 'resetPassword'].includes(name))

/** Odd, and yet allowed. */
const fits = (name: string, key: string, value: unknown): boolean =>
  (mayLack(name, key) && typeof value === 'string' && value.length === 0) ||
  (name === 'setSupport' && value === null) ||
  (name === 'setMentor' && value === null) ||
  (name === 'saveLocation' && key === 'houseRules' && value === 'x'.repeat(200)) ||
  // What a location does not tell is empty, and what it does is one line, or some.
  (name === 'saveLocation' &&
    ['street', 'postalCode', 'city', 'phone', 'email', 'houseRules'].includes(key) &&
    value === '') ||
  (['saveWeek', 'addClosingDay', 'addAbsenceRule'].includes(name) &&
    ['version', 'locationId'].includes(key) &&
    value === null) ||
  (name.endsWith('Handover') &&
    ['night', 'slept', 'meal', 'mood', 'medicine', 'fetcher'].includes(key) &&
    value === null) ||
  (name.endsWith('Journal') &&
    ((key === 'title' && value === '') || (key === 'notMeant' && Array.isArray(value) && value.length === 0))) ||
  (['hours', 'awayUntil'].includes(key) && value === null) ||
  (key === 'awayText' && typeof value === 'string' && value.isWellFormed()) ||
  (['part', 'broughtBy', 'fetchedBy', 'leftAt'].includes(key) && value === null) ||
  (name.endsWith('Collector') && ((key === 'endsOn' && value === null) || (key === 'phone' && value === ''))) ||
  (key === 'note' && typeof value === 'string' && value.length < 500) ||
  (name === 'answerAction' && key === 'answered' && value === true) ||
  (name.endsWith('Action') && ['link', 'dueOn'].includes(key) && value === null) ||
  (key === 'response' && typeof value === 'object' && value !== null) ||
  (/^(text(Nl|En)|summary(Nl|En)|ruling|reason)$/.test(key) && typeof value === 'string' && value.length === 200) ||
  (key === 'file' && typeof value === 'string') ||
  // It is cut off.
  (name === 'beginAttachment' && key === 'name' && typeof value === 'string' && value.length === 200) ||
  (key === 'parentalAuthority' && value === true) ||
  (['reworded', 'removed'].includes(key) && Array.isArray(value) && value.length === 0) ||
  ((key === 'text' || (name === 'recallPhoto' && key === 'reason')) &&
    typeof value === 'string' &&
    value.isWellFormed()) ||
  (/^(password|currentPassword)$/.test(key) && typeof value === 'string' && value.length === 1) ||
  (['alone', 'everywhere', 'hearted', 'opened', 'settled', 'showsNobody', 'urgent'].includes(key) && value === true) ||
  (key === 'facts' && Array.isArray(value) && value.length === 0) ||
  (key === 'version' && value === 7.5)

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describe('bodies', () => {
  it('every route that takes a body is among these', () => {
    const taking = Object.entries(routes).filter(([, route]) => route.body)
    expect(Object.keys(withBody).sort()).toEqual(taking.map(([name]) => name).sort())
  })

  describe.each(Object.keys(withBody))('%s', (name) => {
    const { method } = routes[name]!
    const ask =
      (body: unknown, more: Record<string, string> = {}) =>
      (headers: Record<string, string>) => {
        const { who, path } = withBody[name]!()
        return call(server, who, method, path, body, { ...headers, ...more })
      }
    const good = () => withBody[name]!().body
    let before: Awaited<ReturnType<typeof stored>>
    beforeAll(async () => {
      before = await stored(server.owner, ['auth.session'])
    })

    it('refuses what is not JSON', async () => {
      for (const body of [
        '{',
        '{"a":1,}',
        "{'a':1}",
        '{"a":1}x',
        '\u0000',
        '[1',
        '"text"',
        '1',
        'null',
        'undefined',
        '<xml/>',
        '{"a":01}',
        '\ufeff{',
      ]) {
        await refuses('malformed', ask(body))
      }
    })

    it('refuses JSON of another shape', async () => {
      for (const body of [{}, [], [good()], { body: good() }]) {
        if (Object.keys(good()).every((key) => mayLack(name, key)) && !('body' in body) && !Array.isArray(body))
          continue
        await refuses('invalid', ask(body))
      }
      for (const key of Object.keys(good())) {
        const { [key]: _, ...without } = good()
        if (!mayLack(name, key)) await refuses('invalid', ask(without))
        for (const value of [null, 7.5, true, {}, [], [[]], { length: 1 }, '', 'x'.repeat(200), '\ud800']) {
          if (fits(name, key, value)) continue
          await refuses('invalid', ask({ ...good(), [key]: value }))
        }
      }
    })

    it('refuses days that there are not', async () => {
      for (const [key, value] of Object.entries(good())) {
        if (!/^\d{4}-\d\d-\d\d$/.test(String(value))) continue
        for (const day of ['0000-12-31', '2027-02-29', '2027-00-01', '-2027-01-01', '+012027-01-01'])
          await refuses('invalid', ask({ ...good(), [key]: day }))
      }
    })

    it('refuses unknown fields, also those that every object seems to have', async () => {
      for (const key of [
        'more',
        'toString',
        'hasOwnProperty',
        'valueOf',
        '__defineGetter__',
        '',
        ' ',
        'organisationId',
        'personId',
        'role',
        '$where',
      ]) {
        if (key in good()) continue
        const error = await refuses('invalid', ask({ ...good(), [key]: 1 }))
        expect(error.fields, key).toContainEqual({ path: key, reason: 'unknown_or_missing' })
      }
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const body = JSON.stringify(good()).replace(/^\{/, `{${JSON.stringify(key)}:{"isAdmin":true},`)
        await refuses('malformed', ask(body))
      }
      expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    })

    it('refuses what nests deeply', async () => {
      await refuses('invalid', ask(deep(100)))
      await refuses('invalid', ask(JSON.stringify(good()).replace(/^\{/, `{"more":${deep(100)},`)))
      await refuses('too_large', ask(deep(40_000)))
      await refuses('malformed', ask('['.repeat(10_000)))
    })

    it('refuses what is too large, also when it was small on the way', async () => {
      // A file of people may be long.
      const most = /Import$/.test(name) ? 13_000_000 : 3_000_000
      const large = JSON.stringify({ ...good(), more: 'x'.repeat(most) })
      await refuses('too_large', ask(large))
      for (const [encoding, bytes] of [
        ['gzip', gzipSync(Buffer.alloc(50_000_000, 32))],
        ['br', brotliCompressSync(Buffer.alloc(most + 2_000_000, 32))],
      ] as const) {
        await refuses('too_large', ask(new Uint8Array(bytes) as never, { 'content-encoding': encoding }))
      }
    })

    it('refuses a crowd of values before looking at each', async () => {
      const crowd = `[${'1,'.repeat(120_000)}1]`
      await refuses('too_large', ask(crowd))
      const key = Object.keys(good()).at(-1)
      await refuses('too_large', ask(JSON.stringify(good()).replace(/^\{/, `{"more":${crowd},`)))
      await refuses('too_large', ask(`{${JSON.stringify(key)}:${crowd}}`))
    })

    it('refuses other types, character sets and encodings', async () => {
      const body = JSON.stringify(good())
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
        'application/json5',
        'application/vnd.api+json',
        'garbage',
        'application/json; charset=latin1',
      ]
      for (const type of types) await refuses('unsupported_media_type', ask(body, { 'content-type': type }))
      await refuses('unsupported_media_type', ask(body, { 'content-encoding': 'compress' }))
      await refuses('malformed', ask(body, { 'content-encoding': 'gzip' }))
    })

    it('refuses a page of another site', async () => {
      for (const origin of [
        'https://evil.example',
        'null',
        'http://localhost.evil.example',
        'http://evil-localhost',
        'https://localhost',
        'http://localhost:1',
        'localhost',
        'http://localhost@evil.example',
      ]) {
        await refuses('foreign_origin', ask(good(), { origin }))
      }
      const { who, path } = withBody[name]!()
      const simple = async (headers: Record<string, string>) => {
        const response = await fetch(server.url + path, {
          method,
          headers: { ...headers, 'content-type': 'application/json', ...(who ? { cookie: who.cookie } : {}) },
          body: JSON.stringify(good()),
        })
        const text = await response.text()
        return { status: response.status, text, body: JSON.parse(text), headers: response.headers }
      }
      await refuses('foreign_origin', simple)
    })

    it('has stored nothing by then, and serves somebody else', async () => {
      expect(await stored(server.owner, ['auth.session'])).toEqual(before)
      expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
    })
  })

  it('without a session nothing long is even read', async () => {
    const long = JSON.stringify({ more: 'x'.repeat(17_000) })
    for (const path of ['/api/diary', '/api/account/sign-in', '/api/consents'])
      expect((await call(server, undefined, 'POST', path, long)).body.error.code, path).toBe('too_large')
  })

  it('whoever sends on after the answer is cut off', async () => {
    const { hostname, port } = new URL(server.url)
    for (const path of ['PATCH /api/uploads/0197a4c0-0000-7000-8000-000000000000', 'POST /api/account/sign-in']) {
      const socket = connect(Number(port), hostname)
      socket.on('error', () => {})
      socket.write(`${path} HTTP/1.1\r\nhost: x\r\nx-requested-with: x\r\ncontent-length: 9000000000\r\n\r\n`)
      const piece = Buffer.alloc(1_000_000)
      const closed = new Promise((done) => socket.once('close', done))
      const sending = setInterval(() => socket.writableLength < 4_000_000 && socket.write(piece), 1)
      await closed
      clearInterval(sending)
    }
    expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
  })

  it('a body that stops half way or lies about its length harms nobody', async () => {
    const head = (length: number) =>
      `POST /api/diary HTTP/1.1\r\nhost: x\r\nx-requested-with: x\r\ncookie: ${cast.people.staff.cookie}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`
    const before = await stored(server.owner)
    await Promise.all([
      sendRaw(server, `${head(500)}{"id":`),
      sendRaw(server, `${head(5)}{"id":1}`),
      sendRaw(server, head(-1)),
      sendRaw(
        server,
        `POST /api/diary HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`,
      ),
      sendRaw(server, Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01])),
      sendRaw(server, 'BREW /coffee HTCPCP/1.0\r\n\r\n'),
    ])
    expect(await stored(server.owner)).toEqual(before)
    expect((await call(server, next, 'GET', '/api/account/me')).status).toBe(200)
  })
})

describe('a good body', () => {
  it('may come compressed, with a named character set, and with fields in any order', async () => {
    const { who, path, body } = withBody.postEntries!()
    const reversed = Object.fromEntries(Object.entries(body).reverse())
    const bytes = new Uint8Array(gzipSync(JSON.stringify(reversed)))
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json; charset=UTF-8' }
    expect((await call(server, who, 'POST', path, bytes as never, headers)).status).toBe(200)
  })

  it('may be asked for by the app’s own page', async () => {
    const { who, path, body } = withBody.setLanguage!()
    expect((await call(server, who, 'PUT', path, body, { origin: 'http://localhost' })).status).toBe(200)
    expect((await rawCall(server, 'GET /api/account/me', { cookie: who!.cookie })).status).toBe(200)
  })
})
