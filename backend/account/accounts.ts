import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { drizzle } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { hashPassword, verifyPassword } from '../../db/password.ts'
import { account, session, user, verification } from '../../db/schema/account.ts'
import { cookieName } from '../../db/session-cookie.ts'
import { lifetime, noted } from './session.ts'

/**
 * The accounts library, bounded: e-mail and password only, no sign-up, no paths of its own. Our routes call it, and
 * throttle before they do.
 */
export function openAccounts(pool: pg.Pool, secret: string, publicUrl: string) {
  const secure = publicUrl.startsWith('https:')
  return betterAuth({
    secret,
    baseURL: publicUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(drizzle(pool), {
      provider: 'pg',
      schema: { user, session, account, verification },
      transaction: true,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
      // It counts in UTF-16; the contract counts characters.
      maxPasswordLength: 1024,
    },
    session: { expiresIn: lifetime, updateAge: noted, cookieCache: { enabled: false } },
    advanced: {
      database: { generateId: () => uuidv7() },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: cookieName(publicUrl),
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
        },
      },
    },
  })
}

export type Accounts = ReturnType<typeof openAccounts>
