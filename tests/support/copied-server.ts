import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Right } from '../../db/roles.ts'
import { testLimits } from './media.ts'
import { testSecret } from './postgres.ts'

const root = join(import.meta.dirname, '../..')

/** A place in the source, as a pattern without groups, and what stands there in the copy. */
export interface Change {
  file: string
  from: RegExp | string
  to: string
}

/**
 * Copies parts of the source into a folder that works like the repository, with some places changed. Every change must find
 * its place exactly once: what was rewritten meanwhile is not silently left whole.
 */
export async function copySource(parts: readonly string[], changes: readonly Change[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-copy-'))
  for (const part of [...parts, 'package.json']) await cp(join(root, part), join(folder, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, from, to } of changes) {
    const before = await readFile(join(folder, file), 'utf8')
    const found = before.split(from).length - 1
    if (found !== 1) throw new Error(`${file} has ${found} places like ${from}`)
    await writeFile(
      join(folder, file),
      before.replace(from, () => to),
    )
  }
  return folder
}

const program = `
import { createApp } from './backend/app.ts'
import { openLog } from './backend/log.ts'
import { openDatabase } from './db/client.ts'
import { openMedia } from './db/media/open.ts'
const { urls, secret, now, dataDir, uploadLimits } = JSON.parse(process.env.COPIED)
const app = await createApp({
  database: openDatabase(urls, () => {}), redisUrl: undefined, secret, publicUrl: 'http://localhost', trustProxy: 0,
  log: openLog(process.env.LOG_LEVEL ?? 'silent'), now: () => new Date(now), version: 'copy',
  media: await openMedia(dataDir), uploadLimits,
})
app.http.listen(0, '127.0.0.1', () => process.send(app.http.address().port))
process.on('disconnect', () => process.exit())
`

/** Starts the server from a changed copy of its source, in a process of its own, on a database that is there. */
export async function startCopy(
  urls: Record<Right, string>,
  dataDir: string,
  now: Date,
  changes: readonly Change[],
): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await copySource(['backend', 'db'], changes)
  await writeFile(join(folder, 'serve.ts'), program)
  const { PATH = '', LOG_LEVEL = 'silent' } = process.env
  const child = spawn(process.execPath, [join(folder, 'serve.ts')], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH,
      LOG_LEVEL,
      COPIED: JSON.stringify({ urls, secret: testSecret, now, dataDir, uploadLimits: testLimits }),
    },
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const port = await new Promise<number>((listening, failed) => {
    child.once('message', (message) => listening(message as number))
    child.once('exit', (code) => failed(new Error(`the copy ended with ${code}`)))
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGKILL')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
