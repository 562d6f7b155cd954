import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Derivation } from './password-worker.ts'

let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()

/** Derives a password's tag in a thread of its own, behind everything else, one at a time: a wave of sign-ins may wait. */
function derive(given: Derivation): Promise<Buffer> {
  const turn = last.then(async () => {
    worker ??= new Worker(new URL('./password-worker.ts', import.meta.url))
    const thread = worker
    // Nobody's program is kept from ending by it, but for as long as somebody waits.
    thread.ref()
    try {
      thread.postMessage(given)
      const [tag] = await once(thread, 'message')
      return Buffer.from(tag)
    } catch (error) {
      worker = undefined
      throw error
    } finally {
      thread.unref()
    }
  })
  last = turn.catch(() => {})
  return turn
}

/** An argon2id hash with its own salt, off the event loop. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive({ message: password.normalize('NFKC'), nonce })
  return `argon2id$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** Does this password belong to this hash? */
export async function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [kind, nonce, tag] = hash.split('$')
  if (kind !== 'argon2id' || !nonce || !tag) return false
  const expected = Buffer.from(tag, 'base64url')
  const given = await derive({ message: password.normalize('NFKC'), nonce: Buffer.from(nonce, 'base64url') })
  return given.length === expected.length && timingSafeEqual(given, expected)
}
