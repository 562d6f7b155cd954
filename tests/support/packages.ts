import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'

const oldest = 15

/** The browser of the tests. */
export const chromium = '/usr/bin/chromium'

/** The programs of the oldest installed PostgreSQL that ouderapp supports; Debian puts them outside of PATH. */
export function findPostgres(): string | undefined {
  return globSync('/usr/lib/postgresql/*/bin')
    .filter((folder) => existsSync(`${folder}/postgres`) && versionOf(folder) >= oldest)
    .sort((a, b) => versionOf(a) - versionOf(b))[0]
}

const versionOf = (folder: string) => Number(folder.split('/').at(-2))

const packages: { name: string; there: () => boolean }[] = [
  { name: 'redis-server', there: () => spawnSync('redis-server', ['--version']).status === 0 },
  { name: 'ffmpeg', there: () => ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0) },
  { name: 'chromium', there: () => existsSync(chromium) },
  { name: 'postgresql', there: () => findPostgres() !== undefined },
]

/** Installs what the tests need of the system where it can; otherwise the sentence that says what to do. */
export function missingPackages(): string | undefined {
  const missing = () => packages.filter((entry) => !entry.there()).map((entry) => entry.name)
  if (missing().length === 0) return undefined
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing().join(' ')}`
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.log(`Installing ${missing().join(', ')} …`)
    spawnSync('sh', ['-c', command], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (missing().length === 0) return undefined
  }
  return `The tests need ${missing().join(', ')}. On Debian or Ubuntu run: sudo sh -c '${command}'`
}
