import type pg from 'pg'
import { run, statement, type Tx, transaction } from '../../db/client.ts'
import type { Me, TextSize, Theme } from '../contract/account.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import type { Edge, Surroundings } from '../http.ts'
import { tabletOfSession } from './tablet.ts'

/** A person's roles of a day. */
export const rolesOf = statement<{ role: Me['roles'][number] }>(
  'roles_of',
  `select distinct role from person_role
    where person_id = $1 and starts_on <= local_day($2) and (ends_on is null or ends_on >= local_day($2)) order by role`,
)
const selfOf = statement<{
  first_name: string
  last_name: string
  language: 'nl' | 'en'
  theme: Theme
  text_size: TextSize
  welcomed_at: Date | null
  organisation: string
  organisation_name: string
}>(
  'self_of',
  `select p.first_name, p.last_name, p.language, p.theme, p.text_size, p.welcomed_at, o.id as organisation, o.name as organisation_name
     from person p join organisation o on o.id = p.organisation_id where p.id = $1`,
)
const factorsOf = statement<Me['factors']>(
  'factors_of',
  `select exists (select 1 from auth.account where user_id = $1 and provider_id = 'credential' and password is not null) as password,
          exists (select 1 from auth.second_factor where user_id = $1 and confirmed_at is not null) as app,
          (select count(*)::integer from auth.passkey where user_id = $1) as passkeys`,
)

/**
 * Who somebody is, and what is left to pass.
 * @param accounts the pool of the accounts' login
 */
export async function aboutMe(tx: Tx, accounts: pg.Pool): Promise<Me> {
  const [[self], roles, [factors], tablet] = await Promise.all([
    tx.query(selfOf, [tx.actor.personId]),
    tx.query(rolesOf, [tx.actor.personId, tx.now]),
    run(accounts, factorsOf, [tx.actor.personId]),
    tx.actor.tablet ? tabletOfSession(accounts, tx.actor.tablet.id) : null,
  ])
  if (!self || !factors) throw new Refusal('not_found')
  return {
    person: { id: tx.actor.personId, firstName: self.first_name, lastName: self.last_name, language: self.language },
    // On a tablet somebody is staff, and nothing else.
    roles: tx.actor.tablet ? ['staff'] : roles.map((row) => row.role),
    organisation: { id: self.organisation, name: self.organisation_name, timeZone },
    gate: tx.actor.gate ?? null,
    factors,
    theme: self.theme,
    textSize: self.text_size,
    tablet,
    welcomed: self.welcomed_at !== null,
    now: tx.now.toISOString(),
  }
}

/** The same for a session that was made a moment ago. */
export const aboutSession = (to: Surroundings, accounts: pg.Pool, token: string, edge: Edge): Promise<Me> =>
  transaction(to.pool, { token, role: 'any', ip: edge.ip, device: edge.device }, to.now(), 'snapshot', (tx) =>
    aboutMe(tx, accounts),
  )
