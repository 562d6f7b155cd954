import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readEnv, SettingError, settingsTable } from '../backend/env.ts'

const secret = 'dGhpcyBpcyBub3QgYSByZWFsIHNlY3JldCE0Nzg='
const mail = { SMTP_URL: 'smtps://u:p@mail.example', MAIL_FROM: 'app@a.example' }
const problemsOf = (source: Record<string, string>) => {
  try {
    readEnv(source)
    return []
  } catch (error) {
    if (error instanceof SettingError) return error.problems
    throw error
  }
}

describe('settings', () => {
  test('nothing set is one machine with the demonstration', () => {
    expect(readEnv({})).toMatchObject({
      port: 4000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4000',
      role: 'all',
      seed: 'demo',
      secret: undefined,
      production: false,
      eventKeepDays: 30,
    })
  })

  test('an empty value counts as not set', () => {
    expect(readEnv({ PORT: '', REDIS_URL: ' ' })).toMatchObject({ port: 4000, redisUrl: undefined })
  })

  test('with Redis the workers are a process of their own', () => {
    const shared = { REDIS_URL: 'redis://127.0.0.1:6379', DATABASE_URL: 'postgresql://o:p@127.0.0.1/ouderapp' }
    expect(readEnv(shared).role).toBe('workers')
    expect(readEnv({ ...shared, ROLE: 'all' }).role).toBe('all')
  })

  test.each([
    [{ PORT: 'four' }, 'PORT is "four": write a whole number from 0 to 65535, for instance PORT=4000.'],
    [{ PORT: '65536' }, 'PORT is "65536": write a whole number from 0 to 65535, for instance PORT=4000.'],
    [{ PORT: '-1' }, 'PORT is "-1": write a whole number from 0 to 65535, for instance PORT=4000.'],
    [{ PORT: '1e3' }, 'PORT is "1e3": write a whole number from 0 to 65535, for instance PORT=4000.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud": write one of silent, fatal, error, warn, info, debug.'],
    [{ SEED: 'yes' }, 'SEED is "yes": write one of demo, none.'],
    [
      { EVENT_KEEP_DAYS: '0' },
      'EVENT_KEEP_DAYS is "0": write a whole number from 1 to 3650, for instance EVENT_KEEP_DAYS=30.',
    ],
    [
      { PUBLIC_URL: 'https://a.example/app' },
      'PUBLIC_URL is "https://a.example/app": write it without a path, for instance PUBLIC_URL=https://a.example.',
    ],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV is "prod": write one of development, test, production.'],
  ])('%o stops the start with what to write', (source, sentence) => {
    expect(problemsOf(source)).toEqual([sentence])
  })

  test('every problem is told at once', () => {
    expect(problemsOf({ PORT: 'x', SEED: 'y', LOG_LEVEL: 'z' })).toHaveLength(3)
  })

  test('addresses with passwords and secrets are not repeated', () => {
    const said = problemsOf({ DATABASE_URL: 'mysql://owner:hunter2@host/x', SECRET: 'hunter2' }).join(' ')
    expect(said).toContain('DATABASE_URL')
    expect(said).toContain('SECRET')
    expect(said).not.toContain('hunter2')
  })

  test.each([undefined, '', 'short', 'a'.repeat(64), 'change-me-change-me-change-me-change-me'])(
    'production refuses the secret %s',
    (given) => {
      const problems = problemsOf({
        NODE_ENV: 'production',
        PUBLIC_URL: 'https://a.example',
        ...mail,
        ...(given === undefined ? {} : { SECRET: given }),
      })
      expect(problems).toHaveLength(1)
      expect(problems[0]).toContain('SECRET')
    },
  )

  test('production wants https and seeds nothing', () => {
    expect(problemsOf({ NODE_ENV: 'production', SECRET: secret, PUBLIC_URL: 'http://a.example' })[0]).toContain(
      'https://',
    )
    expect(
      readEnv({ NODE_ENV: 'production', SECRET: secret, PUBLIC_URL: 'https://a.example/', ...mail }),
    ).toMatchObject({
      publicUrl: 'https://a.example',
      seed: 'none',
    })
  })

  test('mail: production wants a server, a server wants an address that it comes from, and no password is repeated', () => {
    const production = { NODE_ENV: 'production', SECRET: secret, PUBLIC_URL: 'https://a.example' }
    expect(problemsOf(production)[0]).toContain('SMTP_URL')
    expect(problemsOf({ SMTP_URL: mail.SMTP_URL })[0]).toContain('MAIL_FROM')
    for (const wrong of ['a@b@c', 'A <a@b.nl>', 'a@b.nl, c@d.nl', 'a@b.nl\nBcc: x@y.nl'])
      expect(problemsOf({ ...mail, MAIL_FROM: wrong })[0]).toContain('MAIL_FROM')
    const said = problemsOf({ SMTP_URL: 'http://u:hunter2@h', MAIL_FROM: mail.MAIL_FROM }).join(' ')
    expect(said).toContain('SMTP_URL')
    expect(said).not.toContain('hunter2')
  })

  test('Redis without a shared database, and workers without Redis, are refused', () => {
    expect(problemsOf({ REDIS_URL: 'redis://h' })[0]).toContain('DATABASE_URL')
    expect(problemsOf({ ROLE: 'workers' })[0]).toContain('REDIS_URL')
  })

  test('the table shows every setting', () => {
    for (const name of ['PORT', 'DATABASE_URL', 'REDIS_URL', 'SECRET', 'SEED', 'TRUST_PROXY']) {
      expect(settingsTable()).toContain(`| \`${name}\` |`)
    }
  })

  test('and the README has that table', async () => {
    const readme = await readFile(join(import.meta.dirname, '../README.md'), 'utf8')
    expect(readme).toContain(`<!-- settings -->\n${settingsTable()}\n<!-- /settings -->`)
  })
})
