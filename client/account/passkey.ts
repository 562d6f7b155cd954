import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { Me } from '../../backend/contract/account.ts'
import { call, type Reply } from '../api.ts'

/** Can this browser keep and use passkeys. */
export const passkeysWork = browserSupportsWebAuthn

/** Whether somebody closed the browser's own question, or let it pass: nothing went wrong. */
export const wasLeft = (error: unknown): boolean => error instanceof Error && error.name === 'NotAllowedError'

/** Lets the browser make a passkey for this account and keeps it under a name. */
export async function makePasskey(name: string, password: string | undefined): Promise<Reply<'addPasskey'>> {
  const { options } = await call('passkeyOptions', { body: { password } })
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON })
  return call('addPasskey', { body: { name, response: { ...response } } })
}

/** Makes the account of who was invited, with a passkey that the browser makes for it. */
export async function acceptWithPasskey(secret: string, name: string): Promise<Reply<'acceptWithPasskey'>> {
  const { challengeId, options } = await call('invitationPasskeyOptions', { body: { secret } })
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  const response = await startRegistration({ optionsJSON })
  return call('acceptWithPasskey', { body: { secret, challengeId, name, response: { ...response } } })
}

/** Proves with a passkey of this account that it is still the same person; the session goes on under another id. */
export async function provePasskey(): Promise<Me> {
  const { options } = await call('passkeyProofOptions')
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON })
  return call('provePasskey', { body: { response: { ...response } } })
}

/** Signs in with a passkey of this device or of one nearby. */
export async function usePasskey(): Promise<Me> {
  const { challengeId, options } = await call('passkeySignInOptions')
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  const response = await startAuthentication({ optionsJSON })
  return call('passkeySignIn', { body: { challengeId, response: { ...response } } })
}
