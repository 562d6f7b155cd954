import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { type Binaries, copyBinaries } from './postgres-binaries.ts'
import { StartError } from './start-error.ts'

/** All that a PostgreSQL program sees of our environment. */
export const environment = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' }

/** How to run a PostgreSQL program: as whom, and wrapped so that it ends when this process is killed. */
export type Runner = {
  account: { uid: number; gid: number } | undefined
  wrap(program: string, args: string[]): [string, string[]]
}

/**
 * PostgreSQL refuses to run as root, so root runs it as the owner of its folder, or at first as the user `postgres`.
 * Everybody else runs it as themselves.
 */
export function postgresRunner(
  folder: string,
  dataDir: string,
  installed: Binaries,
): { runner: Runner; binaries: Binaries } {
  const account = process.getuid?.() === 0 ? (ownerOf(folder) ?? postgresUser()) : undefined
  const setpriv = spawnSync('setpriv', ['--version']).status === 0
  const runner = (...rights: string[]): Runner => ({
    account,
    wrap: (program, args) =>
      setpriv
        ? ['setpriv', ['--pdeathsig', 'INT', ...identity(account), ...rights, '--', program, ...args]]
        : [program, args],
  })
  if (!account) return { runner: runner(), binaries: installed }
  const runs = ({ postgres }: Binaries) => succeeds(runner(), postgres, '--version')
  // Not `test -x`: it asks about the user alone and overlooks the right to pass.
  const enters = (candidate: Runner) => succeeds(candidate, 'sh', '-c', 'cd "$0"', dataDir)
  // A clone under /root: the programs get a copy elsewhere, the data stay and the server may pass through to them.
  const binaries = runs(installed) ? installed : copyBinaries(installed)
  const passing = ['--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search']
  for (const candidate of setpriv ? [runner(), runner(...passing)] : [runner()]) {
    if (runs(binaries) && enters(candidate)) return { runner: candidate, binaries }
  }
  throw new StartError(
    `PostgreSQL does not run as root, and its user (id ${account.uid}) may not enter ${dataDir}: move ouderapp to a folder everybody may enter, such as /srv/ouderapp, or start it as another user.`,
  )
}

const identity = (account: Runner['account']) =>
  account ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups'] : []

/** How to start a wrapped program with `spawn`: without setpriv it is Node that changes the user. */
export const spawnAs = (runner: Runner, wrapped: string) =>
  runner.account && wrapped !== 'setpriv' ? { uid: runner.account.uid, gid: runner.account.gid } : {}

function succeeds(runner: Runner, program: string, ...args: string[]): boolean {
  const [command, all] = runner.wrap(program, args)
  return spawnSync(command, all, { ...spawnAs(runner, command), cwd: '/' }).status === 0
}

function ownerOf(folder: string): Runner['account'] {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

function postgresUser(): Runner['account'] {
  const known = lookUp()
  if (known) return known
  const made = spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ])
  const account = lookUp()
  if (!account) {
    const why = String(made.stderr ?? made.error?.message ?? '').trim()
    throw new StartError(
      `PostgreSQL does not run as root and the user postgres could not be made (${why}): start ouderapp as another user, or set DATABASE_URL.`,
    )
  }
  return account
}

function lookUp(): Runner['account'] {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m)
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined
}
