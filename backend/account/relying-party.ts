import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { Refusal } from '../errors.ts'

/** What is kept of a passkey to recognise its signature. */
export interface KeptPasskey {
  id: string
  user_id: string
  public_key: string
  counter: number
  transports: AuthenticatorTransport[]
}

/** Whom a passkey is made for. */
export interface Holder {
  personId: string
  email: string
  name: string
  organisation: string
  /** The passkeys that this account has: an authenticator does not make a second one beside them. */
  has: readonly string[]
}

/** The side of this address in making and using passkeys; its person is recognised by the authenticator each time. */
export function relyingParty(publicUrl: string) {
  const { hostname: rpID, origin } = new URL(publicUrl)
  const here = { expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true }
  return {
    /** What a browser needs to make a passkey. */
    toMake: ({ personId, email, name, organisation, has }: Holder) =>
      generateRegistrationOptions({
        rpName: organisation,
        rpID,
        userName: email,
        userDisplayName: name,
        userID: new TextEncoder().encode(personId),
        attestationType: 'none',
        excludeCredentials: has.map((id) => ({ id })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      }),
    /** What a browser needs to use one; one of these, or whichever it has. */
    toUse: (passkeys: readonly string[] = []) =>
      generateAuthenticationOptions({
        rpID,
        userVerification: 'required',
        allowCredentials: passkeys.map((id) => ({ id })),
      }),
    /**
     * The passkey that was made for this challenge, here.
     * @throws Refusal `passkey_refused`
     */
    async made(response: Record<string, unknown>, challenge: string | undefined): Promise<WebAuthnCredential> {
      if (!challenge) throw new Refusal('passkey_refused')
      const checked = await verifyRegistrationResponse({
        response: response as unknown as RegistrationResponseJSON,
        expectedChallenge: challenge,
        ...here,
      }).catch(() => undefined)
      if (!checked?.verified) throw new Refusal('passkey_refused')
      return checked.registrationInfo.credential
    },
    /** The passkey's new counter, when it signed this challenge here. */
    async used(key: KeptPasskey, given: Record<string, unknown>, challenge: string): Promise<number | undefined> {
      const response = given as unknown as AuthenticationResponseJSON
      const publicKey = new Uint8Array(Buffer.from(key.public_key, 'base64url'))
      const credential = { id: response.id, publicKey, counter: key.counter, transports: key.transports }
      return verifyAuthenticationResponse({ response, expectedChallenge: challenge, ...here, credential }).then(
        ({ verified, authenticationInfo }) => (verified ? authenticationInfo.newCounter : undefined),
        () => undefined,
      )
    },
  }
}

/**
 * Keeps a passkey that was made; gives its id.
 * @throws Refusal `passkey_refused` for one that is kept already, whoever's it is
 */
export async function storePasskey(
  client: pg.ClientBase,
  now: Date,
  personId: string,
  name: string,
  credential: WebAuthnCredential,
): Promise<string> {
  const id = uuidv7()
  const { rowCount } = await client.query(
    `insert into auth.passkey (id, user_id, name, credential_key, public_key, counter, transports, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (credential_key) do nothing`,
    [
      id,
      personId,
      name,
      credential.id,
      Buffer.from(credential.publicKey).toString('base64url'),
      credential.counter,
      credential.transports ?? [],
      now,
    ],
  )
  if (!rowCount) throw new Refusal('passkey_refused')
  return id
}
