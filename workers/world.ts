import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { readEnv } from '../backend/env.ts'
import { runProcess } from '../backend/lifecycle.ts'
import { openGround } from '../backend/start.ts'
import { hashPassword } from '../db/password.ts'
import { cookieName } from '../db/session-cookie.ts'
import { StartError } from '../db/start-error.ts'
import { makeWorld, type WorldSize } from '../db/world.ts'

const month = 30 * 24 * 60 * 60 * 1000
const use = 'Use: npm run world -- --groups 4 --children 16 --guardians 2 --staff 2 --json FILE'
const most: WorldSize = { groups: 10_000, children: 100, guardians: 6, staff: 50 }

/** Makes a synthetic organisation in the configured database and writes everybody, with ready sessions, to a file. */
await runProcess(async (closing, fail) => {
  if (readEnv(process.env).production) {
    throw new StartError('A synthetic organisation is not made in production (NODE_ENV).')
  }
  const { size, file } = asked(process.argv.slice(2))
  const ground = await openGround(closing, fail, true)
  const owner = new pg.Client({ connectionString: ground.ownerUrl })
  await owner.connect()
  closing(() => owner.end())
  const now = new Date()
  const password = randomBytes(9).toString('base64url')
  const world = await makeWorld(owner, size, {
    secret: ground.secret,
    cookieName: cookieName(ground.env.publicUrl),
    password,
    passwordHash: await hashPassword(password),
    since: new Date(now.getTime() - 3 * month).toISOString().slice(0, 10),
    expiresAt: new Date(now.getTime() + month),
  })
  await writeFile(file, `${JSON.stringify(world, null, 1)}\n`, { mode: 0o600 })
  console.log(`Made ${world.people.length} people and ${world.children.length} children; they stand in ${file}.`)
  return 'done'
})

function asked(argv: string[]): { size: WorldSize; file: string } {
  const option = { type: 'string' } as const
  const { values } = parsed(() =>
    parseArgs({
      args: argv,
      options: { groups: option, children: option, guardians: option, staff: option, json: option },
    }),
  )
  const whole = (name: keyof WorldSize, standard: number): number => {
    const number = Number(values[name] ?? standard)
    if (Number.isInteger(number) && number >= 0 && number <= most[name]) return number
    throw new StartError(`--${name} is "${values[name]}": write a whole number from 0 to ${most[name]}.\n${use}`)
  }
  if (!values.json) throw new StartError(`--json is missing: write the file in which the people go.\n${use}`)
  return {
    size: {
      groups: whole('groups', 4),
      children: whole('children', 16),
      guardians: whole('guardians', 2),
      staff: whole('staff', 2),
    },
    file: values.json,
  }
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n${use}`)
  }
}
