import { v7 as uuidv7 } from 'uuid'
import { password } from '../server.ts'
import { type Bodies, type Ground, secret } from './body.ts'

/** Signing in, the own account and its factors, and the tablet. */
export const accountBodies = (at: Ground): Bodies => ({
  signIn: () => ({
    who: undefined,
    path: '/api/account/sign-in',
    body: { email: at.cast.people.staff.email, password },
  }),
  addTabletCode: () => ({
    who: at.cast.people.manager,
    path: '/api/tablet-codes',
    body: { locationId: at.cast.targets.noor.planned.locationId, name: 'Tablet', idleMinutes: 2 },
  }),
  pairTablet: () => ({ who: undefined, path: '/api/tablet/pair', body: { code: 'ABCDEFGH' } }),
  identify: () => ({
    who: undefined,
    path: '/api/tablet/identify',
    body: { personId: at.cast.people.staff.id, pin: '4711' },
  }),
  setPin: () => ({ who: at.cast.people.staff, path: '/api/account/pin', body: { pin: '4711', password } }),
  endSessions: () => ({ who: at.cast.people.staff, path: '/api/account/sessions', body: { everywhere: false } }),
  lookAtInvitation: () => ({ who: undefined, path: '/api/invitation/look', body: { secret } }),
  acceptInvitation: () => ({ who: undefined, path: '/api/invitation/accept', body: { secret, password } }),
  invitationPasskeyOptions: () => ({ who: undefined, path: '/api/invitation/passkey-options', body: { secret } }),
  acceptWithPasskey: () => ({
    who: undefined,
    path: '/api/invitation/accept/passkey',
    body: { secret, challengeId: uuidv7(), name: 'Sleutel', response: { id: 'x' } },
  }),
  changePassword: () => ({
    who: at.cast.people.staff,
    path: '/api/account/password',
    body: { currentPassword: password, password: 'een-heel-ander-wachtwoord' },
  }),
  passwordForgotten: () => ({
    who: undefined,
    path: '/api/account/password/forgotten',
    body: { email: at.cast.people.staff.email },
  }),
  lookAtReset: () => ({ who: undefined, path: '/api/account/password/look', body: { secret } }),
  resetPassword: () => ({ who: undefined, path: '/api/account/password/reset', body: { secret, password } }),
  setPreferences: () => ({
    who: at.cast.people.staff,
    path: '/api/account/preferences',
    body: { theme: 'dark', textSize: 'large' },
  }),
  chooseTopic: () => ({
    who: at.cast.people.staff,
    path: '/api/account/topics',
    body: { topic: 'messages', choice: 'daily' },
  }),
  setLanguage: () => ({ who: at.cast.people.staff, path: '/api/account/language', body: { language: 'en' } }),
  beginApp: () => ({ who: at.cast.people.staff, path: '/api/account/second-factor/app', body: { password } }),
  confirmApp: () => ({
    who: at.cast.people.staff,
    path: '/api/account/second-factor/app/confirm',
    body: { code: '000000' },
  }),
  verifyCode: () => ({
    who: at.cast.people.staff,
    path: '/api/account/second-factor/verify',
    body: { code: '000000' },
  }),
  removeApp: () => ({ who: at.cast.people.staff, path: '/api/account/second-factor/app', body: { password } }),
  renewRecoveryCodes: () => ({
    who: at.cast.people.staff,
    path: '/api/account/second-factor/recovery-codes',
    body: { password },
  }),
  passkeyOptions: () => ({ who: at.cast.people.staff, path: '/api/account/passkey-options', body: { password } }),
  addPasskey: () => ({
    who: at.cast.people.staff,
    path: '/api/account/passkeys',
    body: { name: 'Sleutel', response: { id: 'x' } },
  }),
  removePasskey: () => ({
    who: at.cast.people.staff,
    path: `/api/account/passkeys/${uuidv7()}`,
    body: { password },
  }),
  provePasskey: () => ({
    who: at.cast.people.staff,
    path: '/api/account/second-factor/passkey',
    body: { response: { id: 'x' } },
  }),
  passkeySignIn: () => ({
    who: undefined,
    path: '/api/account/sign-in/passkey',
    body: { challengeId: uuidv7(), response: { id: 'x' } },
  }),
})
