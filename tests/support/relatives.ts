import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { cookieFor } from '../../db/session-cookie.ts'
import type { Nursery } from './nursery.ts'
import { testSecret } from './postgres.ts'

/**
 * Brings who is not in the nursery from the beginning: Marieke, who manages it; Oma, guardian of Noor without parental
 * authority; Samira, who works in the group and is the mother of Tess in another one, and granted everything.
 */
export async function addRelatives(owner: pg.ClientBase, nursery: Nursery, now: Date): Promise<{ tess: string }> {
  const since = new Date(now.getTime() - 80 * 86_400_000).toISOString()
  const { rows } = await owner.query('select organisation_id, location_id from "group" where id = $1', [
    nursery.groupId,
  ])
  const { organisation_id: organisation, location_id: location } = rows[0]
  const insert = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const whole: Record<string, unknown> = { id: uuidv7(), organisation_id: organisation, ...row }
    const columns = Object.keys(whole).map((name) => pg.escapeIdentifier(name))
    const places = columns.map((_, n) => `$${n + 1}`)
    await owner.query(
      `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')})`,
      Object.values(whole),
    )
    return String(whole.id)
  }
  const person = async (firstName: 'Marieke' | 'Oma' | 'Samira', roles: string[]): Promise<string> => {
    const known = nursery.people[firstName]
    if (known) return known.id
    const email = `${firstName.toLowerCase()}@example.org`
    const id = await insert('person', { first_name: firstName, last_name: 'Proef', email, welcomed_at: since })
    for (const role of roles) {
      const location_id = role === 'manager' ? location : null
      await insert('person_role', { person_id: id, role, location_id, starts_on: since.slice(0, 10) })
    }
    if (roles.includes('guardian')) await insert('channel', { kind: 'own', person_id: id, open: true })
    await owner.query(
      `insert into auth."user" (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)`,
      [id, firstName, email, since],
    )
    const token = randomBytes(24).toString('base64url')
    await owner.query(
      `insert into auth.session (id, token, user_id, expires_at, second_factor_at, created_at, updated_at, ip_address, user_agent)
       values ($1, $2, $3, $4, $5, $5, $5, '', '')`,
      [uuidv7(), token, id, new Date(now.getTime() + 30 * 86_400_000), now],
    )
    const [name = '', value = ''] = cookieFor(token, 'session', testSecret).split('=', 2)
    nursery.people[firstName] = { id, firstName, email, cookie: { name, value }, authenticator: '' }
    return id
  }
  const dates = { starts_on: since.slice(0, 10) }
  await person('Marieke', ['manager'])
  const oma = await person('Oma', ['guardian'])
  await insert('guardianship', { child_id: nursery.children.Noor, person_id: oma, parental_authority: false, ...dates })

  const samira = await person('Samira', ['staff', 'guardian'])
  await insert('staff_assignment', { person_id: samira, group_id: nursery.groupId, ...dates })
  const group = await insert('"group"', { name: 'Dassen', location_id: location })
  const tess = await insert('child', {
    first_names: 'Tess',
    call_name: 'Tess',
    surname: 'el Amrani',
    birth_date: '2019-01-01',
  })
  const legal = await owner.query('select id from legal_entity where organisation_id = $1', [organisation])
  const contract = await insert('contract', {
    child_id: tess,
    legal_entity_id: legal.rows[0].id,
    care_type: 'BSO',
    ...dates,
  })
  await insert('placement', { child_id: tess, contract_id: contract, group_id: group, ...dates })
  await insert('guardianship', { child_id: tess, person_id: samira, parental_authority: true, ...dates })
  for (const kind of ['absence', 'action', 'asking', 'staff']) await insert('channel', { kind, child_id: tess })
  await insert('channel', { kind: 'attendance', child_id: tess, open: true })
  for (const kind of ['diary', 'photos']) {
    const channel = await insert('channel', { kind, child_id: tess, open: true })
    await owner.query('insert into channel_period (channel_id, organisation_id, opened_at) values ($1, $2, $3)', [
      channel,
      organisation,
      since,
    ])
    await insert('consent_decision', {
      child_id: tess,
      person_id: samira,
      purpose: kind,
      decision: 'granted',
      at: since,
      policy_version: 'v1',
      language: 'nl',
    })
  }
  return { tess }
}
