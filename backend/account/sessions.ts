import { randomBytes } from 'node:crypto'
import type { Response } from 'express'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { cookieName, signed } from '../../db/session-cookie.ts'
import type { Edge } from '../http.ts'

const day = 24 * 60 * 60

/** How long a session lasts without being used, in seconds; and how often its use is noted. */
export const sessionLifetime = 30 * day
export const sessionNoted = day

/** What writes the session's cookie. */
export type SessionCookie = (response: Response, token: string) => void

export function openSessionCookie(secret: string, publicUrl: string): SessionCookie {
  const name = cookieName(publicUrl)
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure: publicUrl.startsWith('https:') } as const
  return (response, token) => {
    response.cookie(name, signed(token, secret), { ...attributes, maxAge: sessionLifetime * 1000 })
  }
}

/**
 * Makes a session for somebody who proved who that is.
 * @param secondFactorAt when a second factor was proven, if it was
 */
export async function newSession(
  client: pg.ClientBase,
  userId: string,
  secondFactorAt: Date | null,
  now: Date,
  edge: Pick<Edge, 'ip' | 'device'>,
): Promise<{ id: string; token: string }> {
  const id = uuidv7()
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + sessionLifetime * 1000)
  await client.query(
    `insert into auth.session (id, token, user_id, ip_address, user_agent, second_factor_at, expires_at, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [id, token, userId, edge.ip, edge.device, secondFactorAt, expiresAt, now],
  )
  return { id, token }
}
