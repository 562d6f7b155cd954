import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const keyFrom = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'second factor', 32))

/** Seals a text with a key that follows from the installation's secret; `bound` must be given again to open it. */
export function seal(text: string, bound: string, secret: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret), nonce).setAAD(Buffer.from(bound))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/**
 * Opens what was sealed.
 * @throws when it was sealed with another secret, bound to something else, or changed
 */
export function unseal(sealed: string, bound: string, secret: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const opening = createDecipheriv('aes-256-gcm', keyFrom(secret), bytes.subarray(0, 12))
  opening.setAAD(Buffer.from(bound)).setAuthTag(bytes.subarray(12, 28))
  return opening.update(bytes.subarray(28), undefined, 'utf8') + opening.final('utf8')
}
