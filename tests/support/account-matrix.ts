import { v7 as uuidv7 } from 'uuid'
import { codeAt } from '../../backend/account/authenticator.ts'
import type { MatrixRow } from './access-matrix.ts'
import { giveAuthenticator, givePasskey, keepPasskey, softKey } from './authenticator.ts'
import { anotherSession, type Player } from './cast.ts'
import { anotherPassword, invite, makeLink, settle } from './newcomers.ts'
import { call, password } from './server.ts'

/** Somebody like the player, for what uses up all sessions or the password. */
const double = async ({ server, player }: Parameters<MatrixRow['ask']>[0]) =>
  player ? doubleOf(await settle(server, player)) : {}
const doubleOf = ({ id, cookie }: Player) => ({ personId: id, cookie })

/** The routes of the own account: signing in, its sessions, factors, invitations and choices. */
export const accountMatrix: Record<string, MatrixRow> = {
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
}
