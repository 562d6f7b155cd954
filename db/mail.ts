import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from './client.ts'

/** Every kind of mail there is; the words stand in `workers/locales/`. */
export const mailKinds = [
  'invitation',
  'password_reset',
  'password_changed',
  'new_device',
  'second_factor_changed',
  'policy_announced',
  'breach_begun',
  'pin_blocked',
] as const
export type MailKind = (typeof mailKinds)[number]

export interface NewMail {
  organisationId: string
  personId: string
  kind: MailKind
  /** What it is about, so that nothing is sent twice for one cause: the invitation, the session, the policy. */
  causeId: string
  /** What the words need beside the person; never a name or a text. */
  facts?: Record<string, string>
}

/** For those who have no transaction as an actor: signing in, a forgotten password. */
export const insertMail = statement<never>(
  'insert_mail',
  `insert into mail (id, organisation_id, person_id, kind, cause_id, facts, created_at, due_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)`,
)

/** The values of a mail row that is due at once. */
export const mailRow = (now: Date, given: NewMail): readonly unknown[] => [
  uuidv7(),
  given.organisationId,
  given.personId,
  given.kind,
  given.causeId,
  JSON.stringify(given.facts ?? {}),
  now,
]

/** Puts a mail on its way with the transaction: it is sent once that is committed, and never otherwise. */
export async function queueMail(tx: Tx, given: Omit<NewMail, 'organisationId'>): Promise<void> {
  await tx.query(insertMail, mailRow(tx.now, { ...given, organisationId: tx.actor.organisationId }))
}
