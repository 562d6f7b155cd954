import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)
/** OWASP's second choice for argon2id: 19 MiB, two passes. */
const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }

let last: Promise<unknown> = Promise.resolve()

/** One at a time: a wave of sign-ins may wait, the rest of the server may not. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(work, work)
  last = turn.catch(() => {})
  return turn
}

/** An argon2id hash with its own salt, off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await inTurn(() => derive('argon2id', { ...cost, message: password.normalize('NFKC'), nonce }))
  return `argon2id$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** Does this password belong to this hash? */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [kind, nonce, tag] = hash.split('$')
  if (kind !== 'argon2id' || !nonce || !tag) return false
  const expected = Buffer.from(tag, 'base64url')
  const given = await inTurn(() =>
    derive('argon2id', { ...cost, message: password.normalize('NFKC'), nonce: Buffer.from(nonce, 'base64url') }),
  )
  return given.length === expected.length && timingSafeEqual(given, expected)
}
