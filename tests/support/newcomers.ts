import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { invitationLifetime, linkDigest, newLinkSecret, resetLifetime } from '../../db/link.ts'
import { anotherSession, type Cast, type Player } from './cast.ts'
import type { Clock, TestServer } from './server.ts'

interface At {
  owner: pg.ClientBase
  clock: Pick<Clock, 'now'>
}

export const anotherPassword = 'vier gele fietsen'

/** Somebody who is known to an organisation and has no account yet. */
export async function addPerson(
  owner: pg.ClientBase,
  organisationId: string,
  given: { firstName?: string; email?: string; role?: string; language?: string } = {},
): Promise<{ id: string; email: string }> {
  const id = uuidv7()
  const { firstName = 'Nieuw', email = `nieuw-${id}@example.org`, role = 'guardian', language = 'nl' } = given
  await owner.query(
    `insert into person (id, organisation_id, first_name, last_name, email, language) values ($1, $2, $3, 'Jansen', $4, $5)`,
    [id, organisationId, firstName, email, language],
  )
  await owner.query(
    `insert into person_role (id, organisation_id, person_id, role, starts_on) values ($1, $2, $3, $4, '2020-01-01')`,
    [uuidv7(), organisationId, id, role],
  )
  return { id, email }
}

/** A link as a mail has it; gives its secret. */
export async function makeLink(
  { owner, clock }: At,
  personId: string,
  kind: 'invitation' | 'reset',
  createdAt = clock.now(),
): Promise<string> {
  const secret = newLinkSecret()
  const lifetime = kind === 'reset' ? resetLifetime : invitationLifetime
  await owner.query(
    `insert into auth.link (id, person_id, kind, digest, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [uuidv7(), personId, kind, linkDigest(secret), createdAt, new Date(createdAt.getTime() + lifetime)],
  )
  return secret
}

/** An invitation of a person, as administration makes one. */
export async function addInvitation(
  { owner, clock }: At,
  organisationId: string,
  personId: string,
  invitedById: string,
): Promise<string> {
  const id = uuidv7()
  const now = clock.now()
  await owner.query(
    `insert into invitation (id, organisation_id, person_id, invited_by_id, invited_at, expires_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, organisationId, personId, invitedById, now, new Date(now.getTime() + invitationLifetime)],
  )
  return id
}

/** Somebody new who was invited, with the secret of the link in the mail. */
export async function invite(
  at: At,
  { organisationId, ...by }: { organisationId: string; invitedById: string } | Pick<Cast, 'organisationId' | 'people'>,
  given: Parameters<typeof addPerson>[2] = {},
) {
  const person = await addPerson(at.owner, organisationId, given)
  const invitedById = 'people' in by ? by.people.administration.id : by.invitedById
  const invitationId = await addInvitation(at, organisationId, person.id, invitedById)
  return { ...person, invitationId, secret: await makeLink(at, person.id, 'invitation') }
}

/** Somebody with an account and a session, in the role and with the password of another. */
export async function settle(server: TestServer, like: Player): Promise<Player> {
  const { owner, clock } = server
  const { rows } = await owner.query('select organisation_id from person where id = $1', [like.id])
  const role = like.role === 'manager' ? 'guardian' : like.role
  const { id, email } = await addPerson(owner, rows[0].organisation_id, { role })
  await owner.query(
    `insert into auth."user" (id, name, email, created_at, updated_at) values ($1, 'Nieuw', $2, $3, $3)`,
    [id, email, clock.now()],
  )
  await owner.query(
    `insert into auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
     select $1, $2::text, provider_id, $2::uuid, password, $4, $4 from auth.account where user_id = $3`,
    [uuidv7(), id, like.id, clock.now()],
  )
  const { id: sessionId, cookie } = await anotherSession(server, id)
  await owner.query('update auth.session set second_factor_at = $2 where id = $1', [sessionId, clock.now()])
  return { ...like, role, id, email, cookie, sessionId, firstName: 'Nieuw', lastName: 'Jansen' }
}
