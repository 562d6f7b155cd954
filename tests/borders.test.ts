import { basename, dirname, extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importsOf, read, sourcesIn } from './support/sources.ts'

/** Law: who may import whom. The layout is the drawing; ARCHITECTURE.md says it in words. */

const folders = ['backend', 'db', 'workers', 'client', 'tests']
const files = sourcesIn(...folders).filter((path) => /\.(ts|tsx|mts|cts|js|jsx|mjs|cjs)$/.test(path))

const zones = ['contract', 'db', 'backend', 'workers', 'client', 'tests'] as const
type Zone = (typeof zones)[number]
const zoneOf = (path: string): Zone =>
  path.startsWith('backend/contract/') ? 'contract' : (zones.find((zone) => path.startsWith(`${zone}/`)) ?? 'tests')
/** Each from its left. */
const allowed: Record<Zone, readonly Zone[]> = {
  contract: ['contract'],
  db: ['contract', 'db'],
  backend: ['contract', 'db', 'backend'],
  workers: ['contract', 'db', 'backend', 'workers'],
  client: ['contract', 'client'],
  tests: zones,
}

interface Edge {
  from: string
  /** The file, or the package. */
  to: string
  own: boolean
  typeOnly: boolean
}
const edges: Edge[] = files.flatMap((from) =>
  importsOf(from).map(({ of, typeOnly }) => {
    const own = of.startsWith('.')
    return { from, to: own ? join(dirname(from), of.replace(/\?\w+$/, '')) : of, own, typeOnly }
  }),
)
const said = (list: Edge[]) => list.map(({ from, to }) => `${from} → ${to}`)

/** The capability of a file: its folder in the backend, where that is one. */
const capabilityOf = (path: string): string | undefined => /^backend\/(?!contract\/|locales\/)([^/]+)\//.exec(path)?.[1]

/** Where what is imported is not known before the program runs. */
const computed: Record<string, string> = { 'db/postgres-binaries.ts': 'the package is that of the platform' }

describe('imports', () => {
  it('there are some to look at', () => {
    for (const zone of zones) expect(files.filter((file) => zoneOf(file) === zone).length, zone).toBeGreaterThan(4)
    expect(edges.length).toBeGreaterThan(400)
  })

  it('go only from right to left: contract → db → backend → workers, and client to contract', () => {
    expect(said(edges.filter(({ from, to, own }) => own && !allowed[zoneOf(from)].includes(zoneOf(to))))).toEqual([])
  })

  it('stay inside of the repository', () => {
    expect(
      said(
        edges.filter(
          ({ from, to, own }) =>
            own && zoneOf(from) !== 'tests' && !files.includes(to) && !/\.(css|svg|woff2)$/.test(to),
        ),
      ),
    ).toEqual([])
  })

  it('the contract imports nothing but the validator', () => {
    expect(said(edges.filter(({ from, to, own }) => zoneOf(from) === 'contract' && !own && to !== 'valibot'))).toEqual(
      [],
    )
  })

  it('what runs in a browser needs nothing of a server', () => {
    const server = /^node:|^(pg|express|pino|socket\.io|drizzle-orm|better-auth|bullmq|redis|helmet)(\/|$)/
    expect(
      said(edges.filter(({ from, to }) => ['client', 'contract'].includes(zoneOf(from)) && server.test(to))),
    ).toEqual([])
  })

  it('only tests import what is for tests', () => {
    const testing = /^(vitest|fast-check|playwright|@axe-core|socket\.io-client\/debug)/
    expect(said(edges.filter(({ from, to }) => zoneOf(from) !== 'tests' && testing.test(to)))).toEqual([])
  })

  it('are written as they are: relative with their ending, or a package; never an alias, never computed', () => {
    const strange = edges.filter(({ from, to, own }) =>
      own ? extname(to) === '' : /^[#~/(]|^@\//.test(to) && zoneOf(from) !== 'tests' && !(from in computed),
    )
    expect(said(strange)).toEqual([])
    expect(read('tsconfig.json')).not.toMatch(/"(paths|baseUrl|rootDirs)"/)
    expect(JSON.parse(read('package.json')).imports).toBeUndefined()
  })
})

describe('capabilities', () => {
  it('there are some', () => expect(new Set(files.map(capabilityOf)).size).toBeGreaterThan(4))

  it('read one another through queries.ts alone, never through commands or routes', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [own, other] = [capabilityOf(from), capabilityOf(to)]
      if (!other || own === other || zoneOf(from) !== 'backend') return false
      // The one place where everything is wired together.
      if (from === 'backend/app.ts') return false
      return basename(to) !== 'queries.ts'
    })
    expect(said(wrong)).toEqual([])
  })

  it('are wired in app.ts by their routes and parts, never by their commands', () => {
    const commands = edges.filter(({ from, to }) => {
      const capability = capabilityOf(to)
      return from === 'backend/app.ts' && capability !== undefined && basename(to) === `${capability}.ts`
    })
    expect(said(commands)).toEqual([])
  })

  it('have no routes of their own but through http.ts', () => {
    const wiring = ['backend/http.ts', 'backend/app.ts', 'backend/docs.ts', 'backend/client.ts']
    const mounting = /\b(router|web|express|app)\s*\.\s*(get|post|put|patch|delete|all|use)\s*\(/
    const wrong = files.filter(
      (file) => zoneOf(file) === 'backend' && !wiring.includes(file) && mounting.test(read(file)),
    )
    expect(wrong).toEqual([])
  })

  it('queries write nothing', () => {
    const writing = /\b(insert\s+into|update\s+"?\w+"?\s+set|delete\s+from)\b/i
    expect(files.filter((file) => /^backend\/\w+\/queries\.ts$/.test(file) && writing.test(read(file)))).toEqual([])
  })
})

describe('the whole', () => {
  it('has no cycle, not even of types', () => {
    const next = Map.groupBy(
      edges.filter(({ own, from }) => own && zoneOf(from) !== 'tests'),
      ({ from }) => from,
    )
    const done = new Set<string>()
    const cycles: string[] = []
    const walk = (file: string, way: string[]): void => {
      if (way.includes(file)) return void cycles.push([...way.slice(way.indexOf(file)), file].join(' → '))
      if (done.has(file)) return
      for (const { to } of next.get(file) ?? []) walk(to, [...way, file])
      done.add(file)
    }
    for (const file of files) walk(file, [])
    expect(cycles).toEqual([])
  })

  it('has no barrel and no drawer for what has no name', () => {
    const nameless = /^(index|types?|utils?|helpers?|common|misc|shared|constants|lib|base)\.[cm]?[jt]sx?$/
    expect(files.filter((file) => nameless.test(basename(file)) && !file.includes('/locales/'))).toEqual([])
    const onward = files.filter((file) => /^export \* from /m.test(read(file)))
    expect(onward).toEqual([])
    expect(files.filter((file) => /(service|manager|helper|processor)s?\.[jt]sx?$/.test(basename(file)))).toEqual([])
  })

  it('names files in kebab-case', () => {
    const named = sourcesIn(...folders).filter(
      (path) => !path.startsWith('db/migrations/') && !path.startsWith('client/public/'),
    )
    expect(named.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(basename(path)))).toEqual([])
  })

  it('imports only what package.json names', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'))
    const atRuntime = Object.keys(dependencies)
    const everything = [...atRuntime, ...Object.keys(devDependencies)]
    const packageOf = (name: string) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
    const unknown = edges.filter(({ from, to, own, typeOnly }) => {
      if (own || to.startsWith('node:') || to.startsWith('(')) return false
      const known = ['client', 'tests'].includes(zoneOf(from)) || typeOnly ? everything : atRuntime
      return !known.includes(packageOf(to)) && !(typeOnly && everything.includes(`@types/${packageOf(to)}`))
    })
    expect(said(unknown)).toEqual([])
  })
})
