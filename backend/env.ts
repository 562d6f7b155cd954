import { StartError } from '../db/start-error.ts'

/** One or more settings are wrong; the message says for each what to write. */
export class SettingError extends StartError {
  override name = 'SettingError'
  readonly problems: string[]
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

type Setting<T> = {
  name: string
  /** As the table shows it. */
  standard: string
  meaning: string
  /** The value when nothing is set. */
  absent: T
  /** The value of what is set, or undefined when it is not one. */
  parse(text: string): T | undefined
  /** Ends the sentence "NAME is …: write …". */
  write: string
}

const choice = <T extends string, A extends T | undefined>(
  name: string,
  values: readonly T[],
  absent: A,
  standard: string,
  meaning: string,
): Setting<T | A> => ({
  name,
  standard,
  meaning: `${meaning}: ${values.join(', ')}`,
  absent,
  parse: (text) => values.find((value) => value === text),
  write: `one of ${values.join(', ')}`,
})

const whole = (name: string, least: number, most: number, absent: number, meaning: string): Setting<number> => ({
  name,
  standard: String(absent),
  meaning,
  absent,
  parse: (text) => (/^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
  write: `a whole number from ${least} to ${most}, for instance ${name}=${absent}`,
})

const address = (
  name: string,
  protocols: string[],
  example: string,
  standard: string,
  meaning: string,
): Setting<string | undefined> => ({
  name,
  standard,
  meaning,
  absent: undefined,
  parse: (text) => (URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined),
  write: `an address such as ${example}`,
})

const line = <A extends string | undefined>(
  name: string,
  absent: A,
  standard: string,
  meaning: string,
): Setting<string | A> => ({
  name,
  standard,
  meaning,
  absent,
  parse: (text) => text,
  write: 'some text',
})

/** Every setting there is: what is checked at the start and what the README's table shows. */
const settings = {
  mode: choice(
    'NODE_ENV',
    ['development', 'test', 'production'],
    'development',
    'development',
    'How strict the start is',
  ),
  port: whole('PORT', 0, 65_535, 4000, 'The port to listen on; 0 takes a free one'),
  host: line(
    'HOST',
    '127.0.0.1',
    '127.0.0.1',
    'The address to listen on; 0.0.0.0 makes it reachable from other machines',
  ),
  publicUrl: address(
    'PUBLIC_URL',
    ['http:', 'https:'],
    'https://app.example.org',
    'http://localhost:PORT',
    'The address people type: scheme, host and port without a path; sockets and forms from elsewhere are refused',
  ),
  trustProxy: whole(
    'TRUST_PROXY',
    0,
    9,
    0,
    'How many reverse proxies stand in front, whose X-Forwarded-For is believed',
  ),
  dataDir: line('DATA_DIR', '.data', '.data', 'The folder for the built-in database, media and the generated secret'),
  databaseUrl: address(
    'DATABASE_URL',
    ['postgres:', 'postgresql:'],
    'postgresql://owner:password@host:5432/ouderapp',
    'a built-in PostgreSQL in DATA_DIR',
    "An outside PostgreSQL 15 or later, as the database's owner who may create roles",
  ),
  redisUrl: address(
    'REDIS_URL',
    ['redis:', 'rediss:'],
    'redis://host:6379',
    'none: one process',
    'A Redis with maxmemory-policy noeviction, for several backend and worker processes',
  ),
  role: choice(
    'ROLE',
    ['all', 'workers'],
    undefined,
    'all; workers with REDIS_URL',
    'What npm start runs: the backend and the workers, or the workers alone',
  ),
  secret: {
    name: 'SECRET',
    standard: 'generated in DATA_DIR; none in production',
    meaning: 'At least 32 random characters that sign sessions, the same for every process',
    absent: undefined,
    parse: (text) =>
      text.length >= 32 && new Set(text).size >= 10 && !/change|replace|example|default/i.test(text) ? text : undefined,
    write: 'at least 32 random characters, for instance the output of: openssl rand -base64 33',
  } as Setting<string | undefined>,
  seed: choice(
    'SEED',
    ['demo', 'none'],
    undefined,
    'demo; none in production',
    'Whether an empty database is filled with the demonstration organisation',
  ),
  logLevel: choice(
    'LOG_LEVEL',
    ['silent', 'fatal', 'error', 'warn', 'info', 'debug'],
    'info',
    'info',
    'What is logged',
  ),
  smtpUrl: address(
    'SMTP_URL',
    ['smtp:', 'smtps:'],
    'smtps://user:password@mail.example.org',
    'the built-in inbox; none in production',
    'The server that sends mail; without it mail is kept and shown on one page',
  ),
  mailFrom: {
    name: 'MAIL_FROM',
    standard: 'ouderapp@localhost; none in production',
    meaning: 'The address that mail comes from; the organisation’s name is put before it',
    absent: undefined,
    parse: (text) => (/^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/.test(text) ? text : undefined),
    write: 'one address, for instance MAIL_FROM=ouderapp@example.org',
  } as Setting<string | undefined>,
  inboxPort: whole(
    'INBOX_PORT',
    0,
    65_535,
    4025,
    'Where the page of the built-in inbox is, on this machine only; 0 takes a free port',
  ),
  photoMegabytes: whole('UPLOAD_PHOTO_MB', 1, 1_000, 50, 'The largest photo that may be sent, in megabytes'),
  videoMegabytes: whole('UPLOAD_VIDEO_MB', 1, 10_000, 500, 'The largest video that may be sent, in megabytes'),
  untaggedMegabytes: whole(
    'UPLOAD_UNTAGGED_MB',
    1,
    999_999,
    10_000,
    'How much one person may have sent without having tagged it, in megabytes',
  ),
  s3Endpoint: address(
    'S3_ENDPOINT',
    ['http:', 'https:'],
    'https://s3.example.org',
    'a folder in DATA_DIR',
    'An S3-compatible store for photos and videos; uploads still pass through DATA_DIR, which all processes share',
  ),
  s3Bucket: line('S3_BUCKET', undefined, 'none', 'The bucket in it, which is there already'),
  s3Region: line('S3_REGION', 'us-east-1', 'us-east-1', 'Its region, as the store calls it'),
  s3AccessKeyId: line('S3_ACCESS_KEY_ID', undefined, 'none', 'The key with which files are read, put and removed'),
  s3SecretAccessKey: line('S3_SECRET_ACCESS_KEY', undefined, 'none', 'The secret of that key'),
  eventKeepDays: whole(
    'EVENT_KEEP_DAYS',
    1,
    3650,
    30,
    'Days that a device may be away and still catch up event by event',
  ),
}

type Read = { [K in keyof typeof settings]: (typeof settings)[K] extends Setting<infer T> ? T : never }

/** All settings, checked; `secret` is undefined when one is to be generated. */
export type Env = Omit<Read, 'publicUrl' | 'role' | 'seed' | 'mailFrom'> & {
  publicUrl: string
  mailFrom: string
  role: 'all' | 'workers'
  seed: 'demo' | 'none'
  production: boolean
}

/** Reads all settings from `source`, or throws a SettingError that names every problem. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const problems: string[] = []
  const read = Object.fromEntries(
    Object.entries(settings as Record<string, Setting<unknown>>).map(([key, setting]) => {
      const text = source[setting.name]?.trim()
      if (!text) return [key, setting.absent]
      const value = setting.parse(text)
      if (value === undefined) problems.push(`${setting.name} is ${shown(setting.name, text)}: write ${setting.write}.`)
      return [key, value]
    }),
  ) as Read
  const env: Env = {
    ...read,
    production: read.mode === 'production',
    publicUrl: read.publicUrl ?? `http://localhost:${read.port}`,
    role: read.role ?? (read.redisUrl ? 'workers' : 'all'),
    seed: read.seed ?? (read.mode === 'production' ? 'none' : 'demo'),
    mailFrom: read.mailFrom ?? 'ouderapp@localhost',
  }
  problems.push(...togetherWrong(env, source))
  if (problems.length > 0) throw new SettingError(problems)
  return env
}

/** What is wrong with settings that are each right by themselves. */
function togetherWrong(env: Env, source: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  if (URL.canParse(env.publicUrl)) {
    const { origin, protocol, hostname } = new URL(env.publicUrl)
    if (origin !== env.publicUrl.replace(/\/$/, '')) {
      problems.push(`PUBLIC_URL is "${env.publicUrl}": write it without a path, for instance PUBLIC_URL=${origin}.`)
    } else if (env.production && protocol !== 'https:' && hostname !== 'localhost') {
      problems.push(`PUBLIC_URL is "${env.publicUrl}": in production write an address that begins with https://.`)
    }
    env.publicUrl = origin
  }
  if (env.production && !source.SECRET?.trim()) {
    problems.push(`SECRET is missing: in production write ${settings.secret.write}.`)
  }
  if (env.production && !env.smtpUrl) {
    problems.push(
      'SMTP_URL is missing: in production write the server that sends mail, such as smtps://user:password@mail.example.org.',
    )
  }
  if (env.smtpUrl && !source.MAIL_FROM?.trim()) {
    problems.push(`MAIL_FROM is missing: with SMTP_URL write ${settings.mailFrom.write}.`)
  }
  if (env.redisUrl && !env.databaseUrl) {
    problems.push('DATABASE_URL is missing: with REDIS_URL several processes share one database, write its address.')
  }
  if (env.s3Endpoint) {
    for (const name of ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'])
      if (!source[name]?.trim()) problems.push(`${name} is missing: with S3_ENDPOINT write the store's own.`)
  }
  if (env.role === 'workers' && !env.redisUrl) {
    problems.push(
      'ROLE is "workers" without REDIS_URL: write ROLE=all, or give workers and backends a Redis to meet in.',
    )
  }
  return problems
}

/** Addresses hold passwords and a secret is one: neither is repeated. */
const shown = (name: string, text: string) =>
  name === 'SECRET' || name === 'S3_SECRET_ACCESS_KEY' || name.endsWith('_URL')
    ? 'not right'
    : JSON.stringify(text.slice(0, 60))

/** The table of all settings in Markdown, as the README has it. */
export function settingsTable(): string {
  const rows = Object.values(settings).map(
    ({ name, standard, meaning }) => `| \`${name}\` | ${standard} | ${meaning} |`,
  )
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n')
}

/** The settings of the S3 store, where one is set. */
export const s3Of = ({ s3Endpoint, s3Bucket, s3Region, s3AccessKeyId, s3SecretAccessKey }: Env) =>
  s3Endpoint && s3Bucket && s3AccessKeyId && s3SecretAccessKey
    ? {
        endpoint: s3Endpoint,
        bucket: s3Bucket,
        region: s3Region,
        accessKeyId: s3AccessKeyId,
        secretAccessKey: s3SecretAccessKey,
      }
    : undefined

const megabyte = 1_000_000

/** What may be sent, in bytes. */
export const uploadLimits = ({ photoMegabytes, videoMegabytes, untaggedMegabytes }: Env) => ({
  photo: photoMegabytes * megabyte,
  video: videoMegabytes * megabyte,
  untagged: untaggedMegabytes * megabyte,
})
