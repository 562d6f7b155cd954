import { createHmac } from 'node:crypto'
import pg from 'pg'

/** The rights that a login can have; the migrations grant to these, and they cannot sign in themselves. */
const rights = ['app', 'auth', 'worker'] as const
export type Right = (typeof rights)[number]

const loginOf = (database: string, right: Right) => `${database}_${right}_login`
const passwordOf = (secret: string, login: string) =>
  createHmac('sha256', secret).update(`login:${login}`).digest('base64url')

/** The addresses with which the application, the accounts and the workers sign in to the owner's database. */
export function loginUrls(ownerUrl: string, secret: string): Record<Right, string> {
  const urlFor = (right: Right) => {
    const url = new URL(ownerUrl)
    const login = loginOf(databaseOf(ownerUrl), right)
    url.username = login
    url.password = passwordOf(secret, login)
    return url.href
  }
  return { app: urlFor('app'), auth: urlFor('auth'), worker: urlFor('worker') }
}

/** The database that an address names. */
export const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'

/**
 * Makes the roles that the migrations speak of and this database's three logins, and keeps their passwords in step
 * with the secret. Idempotent; the owner needs CREATEROLE.
 */
export async function prepareRoles(owner: pg.ClientBase, database: string, secret: string): Promise<void> {
  for (const role of [...rights.map((right) => `ouderapp_${right}`), 'ouderapp_audience', 'ouderapp_loader']) {
    await createRole(owner, role, 'nologin')
  }
  await owner.query('grant ouderapp_audience, ouderapp_loader to current_user')
  const name = pg.escapeIdentifier(database)
  await owner.query(`revoke all on database ${name} from public`)
  for (const right of rights) {
    const login = loginOf(database, right)
    await createRole(owner, login, 'login')
    const quoted = pg.escapeIdentifier(login)
    await owner.query(`alter role ${quoted} with login password ${pg.escapeLiteral(passwordOf(secret, login))}`)
    await owner.query(`grant ouderapp_${right} to ${quoted}`)
    await owner.query(`grant connect on database ${name} to ${quoted}`)
  }
  // The queue keeps its tables in a schema of its own, with ids only, and makes them itself.
  await owner.query(`grant ${pg.escapeIdentifier(loginOf(database, 'worker'))} to current_user`)
  await owner.query(
    `create schema if not exists queue authorization ${pg.escapeIdentifier(loginOf(database, 'worker'))}`,
  )
}

async function createRole(owner: pg.ClientBase, name: string, kind: 'login' | 'nologin'): Promise<void> {
  const { rowCount } = await owner.query('select 1 from pg_roles where rolname = $1', [name])
  if (rowCount) return
  try {
    await owner.query(`create role ${pg.escapeIdentifier(name)} ${kind}`)
  } catch (error) {
    // Another process made it a moment ago.
    if (!(error instanceof pg.DatabaseError && (error.code === '42710' || error.code === '23505'))) throw error
  }
}

/** Says why a login may not be used by the application, or nothing: row-level security must hold for it. */
export async function unsafeLogin(pool: pg.Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{
    rolsuper: boolean
    rolbypassrls: boolean
    owns: boolean
    more: string | null
    rolname: string
  }>(
    `select r.rolname, r.rolsuper, r.rolbypassrls,
            (select min(o.rolname) from pg_roles o
              where o.rolname in ('ouderapp_auth', 'ouderapp_worker', 'ouderapp_audience', 'ouderapp_loader')
                and pg_has_role(r.oid, o.oid, 'member')) as more,
            exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname in ('public', 'auth') and pg_has_role(r.oid, c.relowner, 'member')) as owns
       from pg_roles r where r.rolname = current_user`,
  )
  const login = rows[0]
  if (!login) return 'The application’s login does not exist.'
  if (login.rolsuper) return `The login ${login.rolname} is a superuser; row-level security would not hold for it.`
  if (login.rolbypassrls) return `The login ${login.rolname} has BYPASSRLS; row-level security would not hold for it.`
  if (login.more)
    return `The login ${login.rolname} has the rights of ${login.more}; give the application a login of its own.`
  if (login.owns) return `The login ${login.rolname} owns tables; give the application a login of its own.`
  return undefined
}
