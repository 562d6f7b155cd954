import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { settingsTable } from '../backend/env.ts'

test('compose.yaml is well-formed and has no warning', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/.bin/dclint', 'compose.yaml', '--max-warnings', '0'],
    { encoding: 'utf8' },
  )
  expect(stdout.trim()).toBe('')
  expect(status).toBe(0)
})

test('the settings in compose.yaml and the Dockerfile are ones that exist', () => {
  const compose = readFileSync('compose.yaml', 'utf8').match(/x-settings: &settings\n((?: {2}.*\n)+)/)?.[1] ?? ''
  const image = readFileSync('Dockerfile', 'utf8').match(/^ENV (.*)$/m)?.[1] ?? ''
  const names = [...compose.matchAll(/^ {2}(\w+):/gm), ...image.matchAll(/(\w+)=/g)].map((match) => match[1])
  expect(names).toContain('REDIS_URL')
  for (const name of names) expect(settingsTable()).toContain(`\`${name}\``)
})

test('no secret has a value that everybody knows', () => {
  const compose = readFileSync('compose.yaml', 'utf8')
  for (const [, name, rest] of compose.matchAll(/\$\{(\w+)(.?.?)/g)) expect(`${name}${rest}`).toBe(`${name}:?`)
})
