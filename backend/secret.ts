import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataFolder } from '../db/data-folder.ts'

/** The secret that signs sessions: the setting, or outside production one generated once in the data folder. */
export async function secretFor(env: { secret: string | undefined; dataDir: string }): Promise<string> {
  if (env.secret) return env.secret
  await makeDataFolder(env.dataDir)
  const path = join(env.dataDir, 'secret')
  await writeFile(path, randomBytes(33).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch((error) => {
    if (error.code !== 'EEXIST') throw error
  })
  return readFile(path, 'utf8')
}
