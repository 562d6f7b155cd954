import { v7 as uuidv7 } from 'uuid'
import { statement, type Tx } from '../db/client.ts'
import { writeAudit } from '../db/events.ts'

/** Within so long the same person's looking at the same conversation counts once. */
const once = 3_600_000
const insertRead = statement<never>(
  'insert_conversation_read',
  `insert into child_read (id, organisation_id, child_id, person_id, role, reader_name, what, subject, conversation_id, at)
   select g.id, $4, g.child, $5, $6, $7, 'conversation', '', g.conversation, $8
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as g(id, child, conversation)
    where not exists (select 1 from child_read r where r.person_id = $5 and r.child_id = g.child and r.role = $6
                         and r.conversation_id = g.conversation and r.at > $9)`,
)

interface About {
  id: string
  child: { id: string }
}

/** That staff looked at conversations: told to the guardians who read those, and to nobody else. */
export async function tellLooked(tx: Tx, conversations: readonly About[]): Promise<void> {
  const { organisationId, personId, role, firstName } = tx.actor
  const since = new Date(tx.now.getTime() - once)
  const ids = conversations.map(() => uuidv7())
  const about = [conversations.map(({ child }) => child.id), conversations.map(({ id }) => id)]
  await tx.query(insertRead, [ids, ...about, organisationId, personId, role, firstName, tx.now, since])
}

/** That staff were told what they missed of these. */
export async function noteMissed(tx: Tx, missed: readonly About[]): Promise<void> {
  const conversations = [...new Map(missed.map((one) => [one.id, one])).values()]
  if (conversations.length === 0) return
  await tellLooked(tx, conversations)
  const children = [...new Set(conversations.map(({ child }) => child.id))]
  const subject = { what: 'conversation', children, conversations: conversations.map(({ id }) => id) }
  await writeAudit(tx, { action: 'child.read', subject })
}
