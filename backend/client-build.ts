import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../db/start-error.ts'

const root = join(import.meta.dirname, '..')
const inputs = ['client', 'backend/contract', 'vite.config.ts', 'package-lock.json']
const vite = join(root, 'node_modules/vite/bin/vite.js')

/** Where the built client is. */
export const clientFolder = join(root, 'dist/client')
/** Holds the digest of what the client was built from. */
export const stampFile = join(clientFolder, '.inputs')

/** The digest of everything the client is built from. */
export async function inputsDigest(): Promise<string> {
  const digest = createHash('sha256')
  for (const input of inputs) {
    for (const path of await filesOf(input))
      digest
        .update(`${path}\0`)
        .update(await readFile(join(root, path)))
        .update('\0')
  }
  return digest.digest('hex')
}

async function filesOf(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(() => undefined)
  if (!entries) return existsSync(join(root, path)) ? [path] : []
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

/** Builds the client when it is missing or older than its sources; in a process of its own, which gives its memory back. */
export async function ensureClient(): Promise<void> {
  const built = await readFile(stampFile, 'utf8').catch(() => undefined)
  // An installation without development packages runs what it was given.
  if (!existsSync(vite)) {
    if (built) return
    throw new StartError('The client is not built: run npm ci and npm run build.')
  }
  if (built === (await inputsDigest())) return
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      said += bytes
    })
  }
  const code = await new Promise((done) => child.on('error', done).on('close', done))
  if (code !== 0) throw new StartError(`The client could not be built:\n${said.split('\n    at ')[0]?.trim()}`)
}
