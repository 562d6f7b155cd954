import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensureClient } from '../backend/client-build.ts'
import { findPostgres, missingPackages } from './support/packages.ts'

/** The test command: everything, in the order in which a failure says most. `--long` adds the long runs. */
const root = join(import.meta.dirname, '..')
const laws = ['live', 'access', 'wall', 'wall-entry', 'schema'].map((law) => `tests/${law}.test.ts`)
const environment: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'test', TZ: 'UTC' }
const hour = 3_600_000
const sum = { passed: 0, failed: 0, left: 0 }
const fallen: string[] = []

const asked = process.argv.slice(2)
const strange = asked.filter((argument) => argument !== '--long')
if (strange.length > 0) end(`Unknown: ${strange.join(' ')}. Use: npm test, or npm test -- --long`)
if (asked.includes('--long')) environment.LONG = '1'

const problem = missingPackages()
if (problem) end(problem)

await check('types', 'node_modules/typescript/bin/tsc')
await check('lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check')
// Once for all tests that serve it.
await check('client build', 'node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn')
// Once, before files that run side by side would each build it.
await ensureClient()
await vitest('all tests', {})
const onOldest = laws.filter((law) => existsSync(join(root, law)))
const programs = findPostgres()
if (programs && onOldest.length > 0) {
  await vitest(`the laws on ${programs}`, { TEST_POSTGRES_BIN: programs }, '--project', 'server', ...onOldest)
}
if (sum.left > 0) console.log(`\n${sum.left} left out; npm test -- --long runs those too`)
end()

/** Runs one program to its end, its output on ours. */
function run(program: string, args: string[], extra: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment, ...extra },
    // A test that spins cannot be stopped from inside.
    timeout: environment.LONG ? 4 * hour : hour * 1.25,
    killSignal: 'SIGKILL',
  })
  return new Promise((done) => child.on('error', () => done(1)).on('close', (code) => done(code ?? 1)))
}

async function check(name: string, program: string, ...args: string[]): Promise<void> {
  const code = await run(program, args)
  sum[code === 0 ? 'passed' : 'failed'] += 1
  console.log(`${code === 0 ? '✓' : '✗'} ${name}`)
}

type Report = {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

async function vitest(name: string, extra: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  console.log(`\n${name}`)
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-run-'))
  const file = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run('node_modules/vitest/vitest.mjs', ['run', ...reporters, ...args], extra)
  const report: Report | undefined = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  await rm(folder, { recursive: true, force: true })
  let failed = 0
  for (const { name, status, message, assertionResults } of report?.testResults ?? []) {
    const failures = assertionResults.filter((test) => test.status === 'failed')
    const path = relative(root, name)
    for (const { fullName, failureMessages } of failures)
      fallen.push(`${path}: ${fullName}\n${failureMessages.join('\n')}`)
    // A file that could not be read, or not be prepared: none of its tests ran, and none says so.
    const isUnmade = status === 'failed' && failures.length === 0
    if (isUnmade) fallen.push(`${path}\n${message}`)
    failed += failures.length + (isUnmade ? 1 : 0)
  }
  sum.passed += report?.numPassedTests ?? 0
  sum.left += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  // A run can fail with no test to blame: an error outside of one, or no report at all.
  sum.failed += code !== 0 ? Math.max(failed, 1) : failed
}

function end(sentence?: string): never {
  if (sentence) {
    console.error(sentence)
    sum.failed += 1
  }
  // Once more at the end, where whoever sees only the last page looks.
  for (const failure of fallen) console.log(`\n✗ ${failure.slice(0, 2_000)}`)
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
  process.exit(sum.failed === 0 ? 0 : 1)
}
