import { createHash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const period = 30
/** A clock may be half a minute off, either way. */
const window = 1

/** A new secret for an authenticator app, in base32. */
export const newSecret = (): string => new Secret({ size: 20 }).base32

const totp = (secret: string, issuer = '', label = '') =>
  new TOTP({ secret: Secret.fromBase32(secret), issuer, label, algorithm: 'SHA1', digits: 6, period })

/** What the picture says that an app scans. */
export const uriOf = (secret: string, issuer: string, label: string): string => totp(secret, issuer, label).toString()

/** The code of a moment, for those who have the secret. */
export const codeAt = (secret: string, now: Date): string => totp(secret).generate({ timestamp: now.getTime() })

/** The time step that a code belongs to, if it is one of now; a step is to be taken once. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / period) + delta
}

/** Without the letters and digits that look like others. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codeLength = 10
const codes = 10

/** Ten recovery codes of 50 bits each, as they are shown and as they are kept. */
export function newRecoveryCodes(userId: string): { code: string; digest: string }[] {
  return Array.from({ length: codes }, () => {
    const plain = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')
    return { code: `${plain.slice(0, 5)}-${plain.slice(5)}`, digest: recoveryDigest(userId, plain) }
  })
}

/** What is kept of a recovery code, given without its dash. */
export const recoveryDigest = (userId: string, plain: string): string =>
  createHash('sha256').update(`${userId}:${plain}`).digest('base64url')
