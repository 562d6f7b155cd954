import { argon2Sync } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'

/** One password to derive from; the answer is its tag. */
export interface Derivation {
  message: string
  nonce: Uint8Array
}

/** OWASP's second choice for argon2id: 19 MiB, two passes. */
const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }
/** Half-way to the lowest: behind whatever else wants a processor, and still a tenth of one that is always wanted. */
const patience = 10

// Linux keeps a priority for each thread. Elsewhere a thread has that of its process, which must stay as it is.
try {
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), patience)
} catch {
  // Without it a wave of sign-ins is felt a little more.
}

parentPort?.on('message', ({ message, nonce }: Derivation) => {
  parentPort?.postMessage(argon2Sync('argon2id', { ...cost, message, nonce }))
})
