import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, type Runner, spawnAs } from './postgres-account.ts'
import type { Binaries } from './postgres-binaries.ts'
import { StartError } from './start-error.ts'

/** Makes the files of a new PostgreSQL in `folder`, with a random password for its owner inside. */
export async function initialiseCluster(
  folder: string,
  binaries: Binaries,
  runner: Runner,
  durable: boolean,
): Promise<void> {
  // Made beside its place and renamed, so that a crash half-way leaves nothing that looks like a cluster.
  const fresh = `${folder}.new`
  const secrets = await mkdtemp(join(tmpdir(), 'ouderapp-'))
  const password = randomBytes(24).toString('base64url')
  const passwordFile = join(secrets, 'password')
  try {
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { mode: 0o700 })
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    for (const path of [fresh, secrets, passwordFile]) await give(path, runner)
    const said = await run(binaries.initdb, runner, [
      `--pgdata=${fresh}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      ...(hasBuiltinLocale(binaries) ? ['--locale-provider=builtin'] : []),
      ...(durable ? [] : ['--no-sync']),
    ])
    if (said !== undefined) throw new StartError(`PostgreSQL could not make its folder ${folder}: ${said}`)
    await writeFile(join(fresh, 'owner-password'), password, { mode: 0o600 })
    await give(join(fresh, 'owner-password'), runner)
    await rename(fresh, folder)
  } finally {
    await rm(secrets, { recursive: true, force: true })
  }
}

/** Since PostgreSQL 17: sorts the same on every machine, whatever its C library. */
function hasBuiltinLocale(binaries: Binaries): boolean {
  const said = spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout
  return Number(said.match(/\d+/)?.[0]) >= 17
}

async function give(path: string, runner: Runner): Promise<void> {
  if (runner.account) await chown(path, runner.account.uid, runner.account.gid)
}

/** Runs a program to its end; what it complained of when it failed. */
async function run(program: string, runner: Runner, args: string[]): Promise<string | undefined> {
  const [command, all] = runner.wrap(program, args)
  const child = spawn(command, all, {
    ...spawnAs(runner, command),
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (bytes) => {
    said += bytes
  })
  const code = await new Promise((done) => child.on('error', done).on('close', done))
  return code === 0 ? undefined : said.trim() || String(code)
}
