import { type SQL, sql } from 'drizzle-orm'
import { type PgPolicy, pgPolicy, pgRole } from 'drizzle-orm/pg-core'

/*
 * The second wall. Every table is forced behind row-level security; a transaction without an actor reads nothing.
 * `enter` (migrations/0001_wall.sql) derives once per transaction what the actor may see and leaves it in settings;
 * policies compare with those and never read another table, call a function per row or look at the clock.
 */

export const appRole = pgRole('ouderapp_app').existing()
export const authRole = pgRole('ouderapp_auth').existing()
export const workerRole = pgRole('ouderapp_worker').existing()
/** Owns `enter` and the audience function; reads what they need, whoever asks. */
export const audienceRole = pgRole('ouderapp_audience').existing()
/** Fills a database: the demonstration, worlds, imports. No login has it except the owner's. */
export const loaderRole = pgRole('ouderapp_loader').existing()

// The cast stands inside, where it is done once; outside it would read the whole list again for every row. The second
// one of a list does nothing but say that an array is meant.
const setting = (name: string, cast = '') => `(select nullif(current_setting('app.${name}', true), '')${cast})`
const ids = (name: string) => sql.raw(`any(${setting(name, '::uuid[]')}::uuid[])`)

/** What the actor is and may see, for policies. */
export const actor = {
  person: sql.raw(setting('person', '::uuid')),
  role: sql.raw(setting('role')),
  organisation: sql.raw(setting('organisation', '::uuid')),
  children: ids('children'),
  parental: ids('parental'),
  /** Of the children those who are in the actor's care: `child_care`. */
  care: ids('care'),
  /** The groups in which the actor works today. */
  groups: ids('groups'),
  channels: ids('channels'),
  isCarer: sql.raw(`${setting('role')} in ('staff', 'manager')`),
  isManager: sql.raw(`${setting('role')} = 'manager'`),
  isAdministration: sql.raw(`${setting('role')} = 'administration'`),
  isPrivacyOfficer: sql.raw(`${setting('role')} = 'privacy_officer'`),
}

/** Rows of the actor's organisation, for administration. */
export const administered = sql`(${actor.isAdministration} and organisation_id = ${actor.organisation})`
/** The same, for the privacy officer. */
export const overseen = sql`(${actor.isPrivacyOfficer} and organisation_id = ${actor.organisation})`

interface Rules {
  select?: SQL
  insert?: SQL
  update?: SQL
  delete?: SQL
}

/**
 * The policies of one table: what the application may do as an actor; `audience` lets the definer functions read it,
 * `worker` what the workers need. The loader may fill every table.
 */
export function wall(
  table: string,
  app: Rules,
  also: { audience?: 'select' | 'all'; worker?: 'select' | 'all'; auth?: 'select' | 'all' } = {},
): PgPolicy[] {
  const policies = [pgPolicy(`${table}_loader`, { for: 'all', to: loaderRole, using: sql`true`, withCheck: sql`true` })]
  if (app.select) policies.push(pgPolicy(`${table}_app_select`, { for: 'select', to: appRole, using: app.select }))
  if (app.insert) policies.push(pgPolicy(`${table}_app_insert`, { for: 'insert', to: appRole, withCheck: app.insert }))
  if (app.update) {
    policies.push(
      pgPolicy(`${table}_app_update`, { for: 'update', to: appRole, using: app.update, withCheck: app.update }),
    )
  }
  if (app.delete) policies.push(pgPolicy(`${table}_app_delete`, { for: 'delete', to: appRole, using: app.delete }))
  for (const [name, role] of [
    ['audience', audienceRole],
    ['worker', workerRole],
    ['auth', authRole],
  ] as const) {
    const right = also[name]
    if (right === 'select') policies.push(pgPolicy(`${table}_${name}`, { for: 'select', to: role, using: sql`true` }))
    if (right === 'all')
      policies.push(pgPolicy(`${table}_${name}`, { for: 'all', to: role, using: sql`true`, withCheck: sql`true` }))
  }
  return policies
}
