import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** The purposes for which keys follow from the installation's secret; no two share one. */
type Purpose = 'second factor' | 'media'

/** A key of 32 bytes that follows from the installation's secret. */
export const keyFrom = (secret: string, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32))

// Without it a cut tag of four bytes would do.
const tag = { authTagLength: 16 }

/** Seals bytes by AES-256-GCM with a key of 32 bytes: nonce (12), tag (16), ciphertext. */
export function sealBytes(bytes: Uint8Array, bound: string, key: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, tag).setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/**
 * Opens what `sealBytes` gave.
 * @throws when it was sealed with another key, bound to something else, or changed
 */
export function openBytes(sealed: Uint8Array, bound: string, key: Uint8Array): Buffer {
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), tag)
  opening.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([opening.update(sealed.subarray(28)), opening.final()])
}

/** Seals a text with a key that follows from the installation's secret; `bound` must be given again to open it. */
export const seal = (text: string, bound: string, secret: string): string =>
  sealBytes(Buffer.from(text), bound, keyFrom(secret, 'second factor')).toString('base64url')

/**
 * Opens what was sealed.
 * @throws when it was sealed with another secret, bound to something else, or changed
 */
export const unseal = (sealed: string, bound: string, secret: string): string =>
  openBytes(Buffer.from(sealed, 'base64url'), bound, keyFrom(secret, 'second factor')).toString()
