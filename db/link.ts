import { createHash, randomBytes } from 'node:crypto'

/** The secret of a link in a mail: 256 random bits. */
export const newLinkSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of it. */
export const linkDigest = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Where a link leads; the secret stands behind the `#`, which no server and no log gets to see. */
export const linkTo = (publicUrl: string, kind: 'invitation' | 'reset', secret: string): string =>
  `${publicUrl}/${kind}#${secret}`

/** How long a link is good: an invitation 72 hours from when somebody was invited, a reset an hour from when it was sent. */
export const invitationLifetime = 72 * 60 * 60 * 1000
export const resetLifetime = 60 * 60 * 1000
