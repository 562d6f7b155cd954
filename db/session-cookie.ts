import { createHmac, timingSafeEqual } from 'node:crypto'

/** The session cookie's name; a browser accepts the `__Host-` form only over https and from this very host. */
export const cookieName = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-session' : 'session')

const signature = (token: string, secret: string) => createHmac('sha256', secret).update(token).digest('base64')

/** The token in a Cookie header, if its signature is ours. Whether the session still exists the database decides. */
export function tokenFrom(header: string | undefined, name: string, secret: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2)
    if (key !== name || value === undefined) continue
    const plain = decode(value)
    const dot = plain.lastIndexOf('.')
    if (dot < 1) return undefined
    const token = plain.slice(0, dot)
    const given = Buffer.from(plain.slice(dot + 1))
    const ours = Buffer.from(signature(token, secret))
    return given.length === ours.length && timingSafeEqual(given, ours) ? token : undefined
  }
  return undefined
}

/** A token with its signature, as the cookie carries it. */
export const signed = (token: string, secret: string): string => `${token}.${signature(token, secret)}`

/** The Cookie header of a session, for people who are made rather than signed in. */
export const cookieFor = (token: string, name: string, secret: string): string =>
  `${name}=${encodeURIComponent(signed(token, secret))}`

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return ''
  }
}
