import { v7 as uuidv7 } from 'uuid'
import { codeAt } from '../../backend/account/authenticator.ts'
import { absenceMatrix } from './absence-matrix.ts'
import { actionMatrix } from './action-matrix.ts'
import { administrationMatrix } from './administration-matrix.ts'
import { attendanceMatrix } from './attendance-matrix.ts'
import { giveAuthenticator, givePasskey, keepPasskey, softKey } from './authenticator.ts'
import { breachMatrix } from './breach-matrix.ts'
import { anotherSession, type Cast, may, type Player, type PlayerName, type Target, write } from './cast.ts'
import { conversationMatrix } from './conversation-matrix.ts'
import { handoverMatrix } from './handover-matrix.ts'
import { journalMatrix } from './journal-matrix.ts'
import { locationMatrix } from './location-matrix.ts'
import { anotherPassword, invite, makeLink, settle } from './newcomers.ts'
import { photoMatrix } from './photo-matrix.ts'
import { planningMatrix } from './planning-matrix.ts'
import { portraitMatrix } from './portrait-matrix.ts'
import { call, password, posting, type TestServer } from './server.ts'
import { tabletMatrix } from './tablet-matrix.ts'

/** Who may: anybody, whoever is signed in, whoever has one of these roles, or who stands so to the child. */
export type Needs =
  | 'nothing'
  | 'session'
  | 'role of a guardian'
  | 'role of a carer'
  | 'role of a guardian or carer'
  | 'role of administration'
  | 'role of the privacy officer'
  | 'administers'
  | 'reads'
  | 'sees'
  | 'decides'
  | 'cares'
  | 'reads or cares'
  | 'own session'
  | 'own passkey'
  | 'own upload'
  | 'same organisation'
  | 'role of a manager'
  | 'role of who closes'
  | 'role of who oversees policies'
  | 'oversees policies'
  | 'oversees'
  | 'permits'
  | 'manages'
  | 'manages the organisation'
  | 'converses'
  | 'wrote'
  | 'role of staff'
  | 'attends'
  | 'recalls'
  | 'sees or attends'
  | 'sees as a guardian'
  | 'role of who converses'
  | 'manages or administers'

export interface Asked {
  path: string
  body?: unknown
  /** As whom, where the row uses up its session; and who that is, where it is somebody else. */
  cookie?: string
  personId?: string
}

/** One route of the contract: who may, and what is asked of it about a child. */
export interface MatrixRow {
  needs: Needs
  /** It concerns no child: asked once per person. */
  plain?: true
  /** Whoever asks without a session signs in as the guardian. */
  signsIn?: true
  /** Whoever asks, it answers to this one, who says who that is. */
  answersTo?: PlayerName
  /** Tables that the asking itself fills beforehand. */
  prepares?: readonly string[]
  /** Its reply names the people of the reader’s organisation. */
  names?: true
  /** Its reply names the guardians of the children whom the reader manages. */
  guardians?: true
  /** It names those who may fetch the children for whom the reader cares. */
  escorts?: true
  ask(at: {
    server: TestServer
    cast: Cast
    player: Player | undefined
    target: Target
    allowed: boolean
  }): Promise<Asked> | Asked
}

const isCarer = (player: Player) => player.role === 'staff' || player.role === 'manager'
const overseesPolicies = (player: Player) => player.role === 'manager' || player.role === 'privacy_officer'
const isForeign = ({ name }: { name: string }) => name === 'zed' || name.startsWith('foreign')

/** The status that the matrix demands. */
export function statusFor(needs: Needs, player: Player | undefined, target: Target): number {
  if (needs === 'nothing') return 200
  if (!player) return 401
  const cares = may(player.name, target, 'cares')
  const sameOrganisation = target.name !== 'absent' && isForeign(player) === isForeign(target)
  const allowed = {
    session: true,
    'role of a guardian': player.role === 'guardian',
    'role of a carer': isCarer(player),
    'role of a guardian or carer': player.role === 'guardian' || isCarer(player),
    'role of administration': player.role === 'administration',
    'role of the privacy officer': player.role === 'privacy_officer',
    administers: may(player.name, target, 'administers'),
    reads: may(player.name, target, 'reads'),
    sees: may(player.name, target, 'sees'),
    decides: may(player.name, target, 'decides'),
    cares,
    'reads or cares': may(player.name, target, 'reads') || cares,
    'own session': target.name === 'noor',
    'own passkey': target.name === 'noor',
    'own upload': target.name === 'noor' && (isCarer(player) || player.role === 'guardian'),
    'same organisation': sameOrganisation,
    'role of a manager': player.role === 'manager',
    'role of who closes': player.role === 'manager' || player.role === 'administration',
    'role of who oversees policies': overseesPolicies(player),
    'oversees policies': sameOrganisation && overseesPolicies(player),
    converses: may(player.name, target, 'converses'),
    wrote: may(player.name, target, 'wrote'),
    'role of staff': player.role === 'staff',
    attends: may(player.name, target, 'attends'),
    recalls: may(player.name, target, 'converses') && isCarer(player),
    'sees or attends':
      may(player.name, target, 'attends') || (player.role === 'guardian' && may(player.name, target, 'sees')),
    'sees as a guardian': player.role === 'guardian' && may(player.name, target, 'sees'),
    'role of who converses': player.role === 'guardian' || isCarer(player),
    oversees: sameOrganisation && player.role === 'privacy_officer',
    permits: may(player.name, target, 'permits'),
    manages: may(player.name, target, 'manages'),
    'manages or administers': may(player.name, target, 'manages') || may(player.name, target, 'administers'),
    'manages the organisation':
      player.role === 'manager' &&
      target.name !== 'absent' &&
      player.name.startsWith('foreign') === (target.name === 'zed'),
  }[needs]
  return allowed ? 200 : 404
}

/** An entry to be used up where that is allowed, else the one that stands there. */
const entryOf = ({ server, cast, target, allowed }: Parameters<MatrixRow['ask']>[0]) =>
  allowed ? write(server, cast, target) : target.entryId

/** Somebody like the player, for what uses up all sessions or the password. */
const double = async ({ server, player }: Parameters<MatrixRow['ask']>[0]) =>
  player ? doubleOf(await settle(server, player)) : {}
const doubleOf = ({ id, cookie }: Player) => ({ personId: id, cookie })

/** Where a restriction is entered and lifted; before that there is one, or none, where it will be changed. */
async function restrictionOf({ server, target, allowed }: Parameters<MatrixRow['ask']>[0], restricted: boolean) {
  const { guardianshipId } = target.kin
  const at = restricted ? server.clock.now() : null
  if (allowed)
    await server.owner.query('update guardianship set restricted_at = $2 where id = $1', [guardianshipId, at])
  return `/api/guardianships/${guardianshipId}/restriction`
}

/** Every route of the contract, by its name there. A route without a row fails the law. */
export const httpMatrix: Record<string, MatrixRow> = {
  health: { plain: true, needs: 'nothing', ask: () => ({ path: '/api/health' }) },
  signIn: {
    plain: true,
    signsIn: true,
    needs: 'nothing',
    ask: async ({ server, player, cast }) => ({
      path: '/api/account/sign-in',
      body: { email: (player ?? cast.people.guardian).email, password },
      // The session with which somebody signs in anew ends.
      ...(player ? { cookie: (await anotherSession(server, player.id)).cookie } : {}),
    }),
  },
  signOut: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => ({
      path: '/api/account/sign-out',
      ...(player ? { cookie: (await anotherSession(server, player.id)).cookie } : {}),
    }),
  },
  me: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/me' }) },
  setLanguage: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/language', body: { language: 'nl' } }),
  },
  welcomed: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      await server.owner.query('update person set welcomed_at = null where id = $1', [player?.id])
      return { path: '/api/account/welcomed' }
    },
  },
  sessions: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/sessions' }) },
  revokeSession: {
    // Of the targets the first stands for a session of one's own, the others for somebody else's.
    needs: 'own session',
    ask: async ({ server, cast, player, target }) => {
      const absent = target.name === 'absent' || !player
      const somebody =
        target.name === 'noor' ? player : player === cast.people.guardian ? cast.people.staff : cast.people.guardian
      const id = absent ? uuidv7() : (await anotherSession(server, somebody!.id)).id
      return { path: `/api/account/sessions/${id}` }
    },
  },
  secondFactor: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/second-factor' }) },
  beginApp: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/second-factor/app', body: {} }) },
  confirmApp: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      const path = '/api/account/second-factor/app/confirm'
      if (!player) return { path, body: { code: '000000' } }
      const { cookie } = await anotherSession(server, player.id)
      const begun = await call(server, { cookie }, 'POST', '/api/account/second-factor/app', {})
      return { path, cookie, body: { code: codeAt(begun.body.secret, server.clock.now()) } }
    },
  },
  verifyCode: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      const path = '/api/account/second-factor/verify'
      if (!player) return { path, body: { code: '000000' } }
      const { cookie } = await anotherSession(server, player.id)
      const secret = await giveAuthenticator(server, player.id)
      return { path, cookie, body: { code: codeAt(secret, server.clock.now()) } }
    },
  },
  removeApp: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      if (player) await givePasskey(server, player.id)
      return { path: '/api/account/second-factor/app', body: {} }
    },
  },
  renewRecoveryCodes: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/second-factor/recovery-codes', body: {} }),
  },
  passkeyOptions: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/passkey-options', body: {} }) },
  addPasskey: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      const path = '/api/account/passkeys'
      if (!player) return { path, body: { name: 'Sleutel', response: {} } }
      const { cookie } = await anotherSession(server, player.id)
      const asked = await call(server, { cookie }, 'POST', '/api/account/passkey-options', {})
      return { path, cookie, body: { name: 'Sleutel', response: softKey().create(asked.body.options) } }
    },
  },
  removePasskey: {
    needs: 'own passkey',
    prepares: ['auth.second_factor', 'auth.passkey'],
    ask: async ({ server, cast, player, target }) => {
      const absent = target.name === 'absent' || !player
      const somebody =
        target.name === 'noor' ? player : player === cast.people.guardian ? cast.people.staff : cast.people.guardian
      if (player) await giveAuthenticator(server, player.id)
      const id = absent ? uuidv7() : await givePasskey(server, somebody!.id)
      return { path: `/api/account/passkeys/${id}`, body: {} }
    },
  },
  passkeyProofOptions: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/second-factor/passkey/options' }),
  },
  provePasskey: {
    plain: true,
    needs: 'session',
    ask: async ({ server, player }) => {
      const path = '/api/account/second-factor/passkey'
      if (!player) return { path, body: { response: {} } }
      const key = softKey()
      await keepPasskey(server, player.id, key)
      const { cookie } = await anotherSession(server, player.id)
      const asked = await call(server, { cookie }, 'POST', `${path}/options`)
      return { path, cookie, body: { response: key.get(asked.body.options) } }
    },
  },
  passkeySignInOptions: {
    plain: true,
    needs: 'nothing',
    ask: () => ({ path: '/api/account/sign-in/passkey/options' }),
  },
  passkeySignIn: {
    plain: true,
    signsIn: true,
    needs: 'nothing',
    ask: async ({ server, cast, player }) => {
      const { id } = player ?? cast.people.guardian
      const key = softKey()
      await keepPasskey(server, id, key)
      const asked = await call(server, undefined, 'POST', '/api/account/sign-in/passkey/options')
      const { challengeId, options } = asked.body
      // The session with which somebody signs in anew ends.
      const { cookie } = await anotherSession(server, id)
      return { path: '/api/account/sign-in/passkey', cookie, body: { challengeId, response: key.get(options) } }
    },
  },
  endSessions: {
    plain: true,
    needs: 'session',
    ask: async (at) => ({ path: '/api/account/sessions', body: { everywhere: true }, ...(await double(at)) }),
  },
  lookAtInvitation: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast }) => ({
      path: '/api/invitation/look',
      body: { secret: (await invite(server, cast)).secret },
    }),
  },
  acceptInvitation: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast }) => {
      const { id, secret } = await invite(server, cast)
      return { path: '/api/invitation/accept', personId: id, body: { secret, password: anotherPassword } }
    },
  },
  invitationPasskeyOptions: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast }) => ({
      path: '/api/invitation/passkey-options',
      body: { secret: (await invite(server, cast)).secret },
    }),
  },
  acceptWithPasskey: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast }) => {
      const { id, secret } = await invite(server, cast)
      const asked = await call(server, undefined, 'POST', '/api/invitation/passkey-options', { secret })
      const { challengeId, options } = asked.body
      const body = { secret, challengeId, name: 'Sleutel', response: softKey().create(options) }
      return { path: '/api/invitation/accept/passkey', personId: id, body }
    },
  },
  changePassword: {
    plain: true,
    needs: 'session',
    ask: async (at) => ({
      path: '/api/account/password',
      body: { currentPassword: password, password: anotherPassword },
      ...(await double(at)),
    }),
  },
  passwordForgotten: {
    plain: true,
    needs: 'nothing',
    ask: ({ player, cast }) => ({
      path: '/api/account/password/forgotten',
      body: { email: (player ?? cast.people.guardian).email },
    }),
  },
  lookAtReset: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, player, cast }) => ({
      path: '/api/account/password/look',
      body: { secret: await makeLink(server, (player ?? cast.people.guardian).id, 'reset') },
    }),
  },
  resetPassword: {
    plain: true,
    needs: 'nothing',
    ask: async ({ server, cast }) => {
      const { id } = await settle(server, cast.people.guardian)
      const body = { secret: await makeLink(server, id, 'reset'), password: anotherPassword }
      return { path: '/api/account/password/reset', personId: id, body }
    },
  },
  setPreferences: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/preferences', body: { theme: 'dark', textSize: 'large' } }),
  },
  topicChoices: { plain: true, needs: 'session', ask: () => ({ path: '/api/account/topics' }) },
  chooseTopic: {
    plain: true,
    needs: 'session',
    ask: () => ({ path: '/api/account/topics', body: { topic: 'messages', choice: 'daily' } }),
  },
  childReads: { needs: 'decides', ask: ({ target }) => ({ path: `/api/children/${target.childId}/reads` }) },
  consents: { plain: true, needs: 'role of a guardian', ask: () => ({ path: '/api/consents' }) },
  decideConsent: {
    needs: 'decides',
    ask: ({ target }) => ({
      path: '/api/consents',
      body: { id: uuidv7(), childId: target.childId, purpose: 'photos', decision: 'refused', language: 'nl' },
    }),
  },
  consentMatrix: { needs: 'manages', ask: ({ target }) => ({ path: `/api/consents/matrix?group=${target.groupId}` }) },
  permissions: { plain: true, needs: 'role of a manager', ask: () => ({ path: '/api/permissions' }) },
  addPermission: {
    plain: true,
    needs: 'role of a manager',
    ask: () => {
      const words = { nl: 'Zwemmen', en: 'Swimming' }
      return { path: '/api/permissions', body: { id: uuidv7(), name: words, explanation: words } }
    },
  },
  endPermission: {
    needs: 'manages the organisation',
    ask: async ({ server, target, allowed }) => {
      if (allowed)
        await server.owner.query('update permission set ended_at = null where id = $1', [target.permissionId])
      return { path: `/api/permissions/${target.permissionId}` }
    },
  },
  families: { plain: true, guardians: true, needs: 'role of a manager', ask: () => ({ path: '/api/families' }) },
  shareStream: {
    needs: 'manages',
    guardians: true,
    ask: async ({ server, target, allowed }) => {
      // One who is restricted is shared with no more.
      if (allowed)
        await server.owner.query('update guardianship set restricted_at = null where id = $1', [
          target.kin.guardianshipId,
        ])
      return {
        path: '/api/shares',
        body: {
          id: uuidv7(),
          childId: target.childId,
          personId: target.kin.personId,
          purpose: 'photos',
          reason: 'Brengt en haalt',
          until: new Date(server.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10),
        },
      }
    },
  },
  endShare: {
    needs: 'manages',
    guardians: true,
    ask: async ({ server, target, allowed }) => {
      if (allowed) await server.owner.query('update share set ended_at = null where id = $1', [target.kin.shareId])
      return { path: `/api/shares/${target.kin.shareId}` }
    },
  },
  restrictGuardian: {
    needs: 'manages',
    guardians: true,
    ask: async (at) => ({
      path: await restrictionOf(at, false),
      body: { id: uuidv7(), ruling: 'Rechtbank Utrecht, C/16/1' },
    }),
  },
  liftRestriction: {
    needs: 'manages',
    guardians: true,
    ask: async (at) => ({ path: await restrictionOf(at, true) }),
  },
  timeline: { needs: 'role of a guardian', ask: ({ target }) => ({ path: `/api/timeline?child=${target.childId}` }) },
  markRead: {
    needs: 'reads or cares',
    ask: ({ target }) => ({ path: `/api/channels/${target.channels.diary}/marker`, body: { seq: 1 } }),
  },
  postEntries: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary',
      body: posting(server, { id: target.groupId }, [target.childId], { text: 'Uit de matrix.' }),
    }),
  },
  previewAudience: {
    needs: 'cares',
    ask: ({ server, target }) => ({
      path: '/api/diary/audience',
      body: { groupId: target.groupId, aboutAt: server.clock.now().toISOString(), childIds: [target.childId] },
    }),
  },
  editEntry: {
    needs: 'cares',
    ask: async (at) => ({
      path: `/api/diary/${await entryOf(at)}`,
      body: { id: uuidv7(), version: 1, aboutAt: at.server.clock.now().toISOString(), text: 'Anders.', facts: [] },
    }),
  },
  removeEntry: { needs: 'cares', ask: async (at) => ({ path: `/api/diary/${await entryOf(at)}` }) },
  revisions: { needs: 'cares', ask: ({ target }) => ({ path: `/api/diary/${target.entryId}/revisions` }) },
  groups: { plain: true, needs: 'role of a carer', ask: () => ({ path: '/api/groups' }) },
  ...locationMatrix,
  ...tabletMatrix,
  support: { plain: true, needs: 'session', ask: () => ({ path: '/api/support' }) },
  setSupport: {
    plain: true,
    needs: 'role of administration',
    ask: () => ({ path: '/api/support', body: { email: 'hulp@example.org', phone: null } }),
  },
  searchAudit: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: ({ target }) => ({ path: `/api/audit?child=${target.childId}` }),
  },
  auditNames: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: () => ({ path: '/api/audit/names?of=children&name=roep' }),
  },
  exportAudit: {
    plain: true,
    needs: 'role of the privacy officer',
    ask: () => ({ path: '/api/audit/export', body: { from: '2020-01-01', to: '2020-01-31' } }),
  },
  groupDay: { needs: 'cares', escorts: true, ask: ({ target }) => ({ path: `/api/groups/${target.groupId}/day` }) },
  policies: { plain: true, needs: 'session', ask: () => ({ path: '/api/policies' }) },
  announcedPolicies: { plain: true, needs: 'session', ask: () => ({ path: '/api/policies/announced' }) },
  policyVersions: {
    plain: true,
    needs: 'role of who oversees policies',
    ask: () => ({ path: '/api/policies/versions' }),
  },
  policy: { needs: 'same organisation', ask: ({ target }) => ({ path: `/api/policies/${target.policyId}` }) },
  seePolicy: {
    needs: 'same organisation',
    ask: ({ target }) => ({
      path: `/api/policies/${target.policyId}/seen`,
      body: { id: uuidv7(), language: 'nl' },
    }),
  },
  publishPolicy: {
    plain: true,
    needs: 'role of a manager',
    ask: ({ server }) => ({
      path: '/api/policies',
      body: {
        id: uuidv7(),
        kind: 'privacy',
        textNl: 'Tekst',
        textEn: 'Text',
        summaryNl: 'Nieuw',
        summaryEn: 'New',
        reworded: [],
        effectiveOn: new Date(server.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10),
      },
    }),
  },
  policyViews: {
    needs: 'oversees policies',
    names: true,
    ask: ({ target }) => ({ path: `/api/policies/${target.policyId}/views` }),
  },
  exportPolicyViews: {
    needs: 'oversees policies',
    names: true,
    ask: ({ target }) => ({ method: 'POST', path: `/api/policies/${target.policyId}/views.csv` }),
  },
  ...administrationMatrix,
  ...photoMatrix,
  ...breachMatrix,
  ...planningMatrix,
  ...portraitMatrix,
  ...absenceMatrix,
  ...handoverMatrix,
  ...journalMatrix,
  ...actionMatrix,
  ...conversationMatrix,
  ...attendanceMatrix,
}

/** Every message from a client, by its name in the contract, and how to ask it about a channel. */
export const clientMatrix: Record<string, (channel: string) => unknown> = {
  'catch-up': (channel) => ({ cursors: { [channel]: 0 } }),
  typing: (channel) => ({ conversationId: channel }),
}

/** Every message from the server, and who receives one when something is written about the first child. */
export const serverMatrix: Record<
  string,
  'whoever connects' | 'who reads or cares' | 'who converses' | 'whose session ended'
> = {
  'caught-up': 'whoever connects',
  events: 'who reads or cares',
  heads: 'whoever connects',
  typing: 'who converses',
  'signed-out': 'whose session ended',
}

/** Whom a child's manager finds named as its guardian. */
const guardianNames: Partial<Record<Target['name'], readonly PlayerName[]>> = {
  noor: ['guardian', 'withoutAuthority', 'sharedWith', 'neverGranted', 'restricted'],
  bram: ['otherFamily'],
  zed: ['foreignGuardian'],
}

/** Of them nobody with a restriction may fetch the child. */
const mayFetch = (target: Target['name'], name: PlayerName) =>
  name !== 'restricted' && (guardianNames[target]?.includes(name) ?? false)

/** The words that tell of a child, and who may ever receive them. */
export function secretsOf(
  cast: Cast,
  target: Target,
  /** Whether the people of the reader’s organisation may be named. */
  names = false,
  /** Whether a manager reads who the guardians of the children are. */
  guardians = false,
  /** Whether carers read who may fetch the children. */
  escorts = false,
): { word: string; what: string; known(player: Player): boolean }[] {
  const of = (player: Player, relation: 'reads' | 'cares' | 'sees') => may(player.name, target, relation)
  /** Who oversees an organisation knows how its people and children are called. */
  const oversees = (player: Player, foreign: boolean) => player.name === 'privacyOfficer' && !foreign
  const abroad = target.name === 'zed'
  const named = (player: Player) =>
    of(player, 'sees') || oversees(player, abroad) || may(player.name, target, 'administers')
  return [
    { word: target.text, what: 'the text', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.told, what: 'a hand-over', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.plans, what: 'the journal', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.pixels, what: 'a photo', known: (player) => of(player, 'reads') || of(player, 'cares') },
    { word: target.note, what: 'the note of an absence', known: (player) => of(player, 'sees') },
    { word: target.asked.words, what: 'an action', known: (player) => of(player, 'sees') },
    {
      word: target.asked.note,
      what: 'a guardian’s answer',
      known: (player) => of(player, 'cares') || may(player.name, target, 'wrote'),
    },
    { word: target.talk.words, what: 'a message', known: (player) => may(player.name, target, 'converses') },
    {
      word: target.collector.name,
      what: 'who fetches',
      known: (player) => of(player, 'cares') || may(player.name, target, 'administers'),
    },
    { word: target.callName, what: 'the call name', known: named },
    { word: target.surname, what: 'the surname', known: named },
    {
      word: target.groupName,
      what: 'the group',
      // Who oversees an organisation reads in which of its groups there was a breach.
      known: (player) => of(player, 'sees') || may(player.name, target, 'administers') || oversees(player, abroad),
    },
    ...Object.values(cast.people).map(({ name, lastName }) => ({
      word: lastName,
      what: `the surname of ${name}`,
      known: (player: Player) =>
        player.name === name ||
        (names && isForeign(player) === isForeign({ name })) ||
        oversees(player, name.startsWith('foreign')) ||
        (escorts && mayFetch(target.name, name) && of(player, 'cares')) ||
        (guardians && (guardianNames[target.name]?.includes(name) ?? false) && may(player.name, target, 'manages')) ||
        (player.role === 'administration' && isForeign(player) === isForeign({ name })),
    })),
    {
      word: target.kin.lastName,
      what: 'the surname of kin',
      known: (player) =>
        oversees(player, abroad) ||
        may(player.name, target, 'administers') ||
        (escorts && of(player, 'cares')) ||
        (guardians && may(player.name, target, 'manages')) ||
        (names && isForeign(player) === (target.name === 'zed')),
    },
  ]
}
