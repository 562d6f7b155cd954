import { createHash, randomBytes } from 'node:crypto'
import type { Edge } from '../http.ts'
import { type CookieParts, sameSite } from './session.ts'

/* A secret by which a browser is known again, whoever is signed in there. */

/** As long as browsers keep a cookie, in seconds. */
export const markLifetime = 400 * 24 * 60 * 60

export const newMark = (): string => randomBytes(32).toString('base64url')

/** What is kept of a mark, or of a code. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const nameOf = (what: string, { publicUrl }: CookieParts) => (publicUrl.startsWith('https:') ? `__Host-${what}` : what)

/** The mark that a browser shows as this, if it has one. */
export function markOf({ request }: Edge, what: 'device' | 'tablet', parts: CookieParts): string | undefined {
  const name = nameOf(what, parts)
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [key, value = ''] = part.trim().split('=', 2)
    if (key === name && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}

/** Has a browser keep a mark. */
export function giveMark({ response }: Edge, what: 'device' | 'tablet', parts: CookieParts, mark: string): void {
  const attributes = `Max-Age=${markLifetime}; Path=/; HttpOnly; ${sameSite(parts.publicUrl)}`
  response.append('Set-Cookie', `${nameOf(what, parts)}=${mark}; ${attributes}`)
}
