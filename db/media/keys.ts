import { hkdfSync, randomBytes } from 'node:crypto'
import { keyFrom, openBytes, sealBytes } from '../sealing.ts'

/**
 * Each file has a key of its own, and `media_key` holds it wrapped once for each child that the file is about: tagging
 * adds or removes a wrap and touches no file. A child's key is sealed with the installation's secret; once it is destroyed, the
 * wraps made with it open nothing any more, wherever copies of them lie.
 */

/** The wrap or the sealed key belongs to something else, was made with another key or secret, or was changed. */
export class WrongKey extends Error {
  override name = 'WrongKey'
}

/** A new key of 32 bytes: of one file, or of a child. */
export const newKey = (): Buffer => randomBytes(32)

/** The key of one stored file: a file's key seals nothing itself, since it is there in several forms and each needs a key of its own. */
export const keyOfStored = (fileKey: Uint8Array, name: string): Buffer =>
  Buffer.from(hkdfSync('sha256', fileKey, '', `stored ${name}`, 32))

/** Seals a child's key with the installation's secret, as text to keep. */
export const sealChildKey = (childKey: Uint8Array, childId: string, secret: string): string =>
  wrap(childKey, ['child', childId], keyFrom(secret, 'media'))

/**
 * The child's key again.
 * @throws WrongKey
 */
export const openChildKey = (sealed: string, childId: string, secret: string): Buffer =>
  unwrap(sealed, ['child', childId], keyFrom(secret, 'media'))

/** Wraps a file's key with the key of a child that the file is about, as text to keep. */
export const wrapForChild = (fileKey: Uint8Array, mediaId: string, childId: string, childKey: Uint8Array): string =>
  wrap(fileKey, ['tagged', mediaId, childId], childKey)

/**
 * The file's key again.
 * @throws WrongKey
 */
export const unwrapForChild = (wrapped: string, mediaId: string, childId: string, childKey: Uint8Array): Buffer =>
  unwrap(wrapped, ['tagged', mediaId, childId], childKey)

/** Wraps the key of a file that is not tagged yet, with the installation's secret, as text to keep. */
export const wrapUntagged = (fileKey: Uint8Array, mediaId: string, secret: string): string =>
  wrap(fileKey, ['untagged', mediaId], keyFrom(secret, 'media'))

/**
 * The file's key again.
 * @throws WrongKey
 */
export const unwrapUntagged = (wrapped: string, mediaId: string, secret: string): Buffer =>
  unwrap(wrapped, ['untagged', mediaId], keyFrom(secret, 'media'))

function wrap(key: Uint8Array, bound: string[], by: Uint8Array): string {
  if (key.length !== 32) throw new RangeError('A key has 32 bytes.')
  return sealBytes(key, JSON.stringify(bound), by).toString('base64url')
}

function unwrap(wrapped: string, bound: string[], by: Uint8Array): Buffer {
  try {
    return openBytes(Buffer.from(wrapped, 'base64url'), JSON.stringify(bound), by)
  } catch {
    throw new WrongKey(`This key does not open (${bound[0]}).`)
  }
}
