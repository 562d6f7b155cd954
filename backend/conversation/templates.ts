import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import type { MessageTemplate } from '../contract/message-template.ts'
import { Refusal } from '../errors.ts'
import { claim, refuseTaken } from '../intent.ts'

const ofLocation = statement<MessageTemplate>(
  'message_templates',
  'select id, name, text from message_template where location_id = $1 and removed_at is null order by lower(name), id',
)

/** The templates of a location. */
export const templatesOf = (tx: Tx, locationId: string): Promise<MessageTemplate[]> =>
  tx.query(ofLocation, [locationId])

const insert = statement<never>(
  'insert_message_template',
  'insert into message_template (id, organisation_id, location_id, name, text, added_at) values ($1, $2, $3, $4, $5, $6)',
)

/** Adds one; once more changes nothing. */
export async function addTemplate(tx: Tx, locationId: string, { id, name, text }: MessageTemplate): Promise<void> {
  if (!(await claim(tx, id, { locationId, name, text }))) return
  await tx.query(insert, [id, tx.actor.organisationId, locationId, name, text, tx.now]).catch(refuseTaken)
  await writeAudit(tx, { action: 'conversation.template_added', subject: { template: id, location: locationId } })
}

const remove = statement<{ id: string }>(
  'remove_message_template',
  'update message_template set removed_at = $3 where id = $1 and location_id = $2 and removed_at is null returning id',
)

/** Takes one away. */
export async function removeTemplate(tx: Tx, locationId: string, templateId: string): Promise<void> {
  const [removed] = await tx.query(remove, [templateId, locationId, tx.now])
  if (!removed) throw new Refusal('not_found')
  await writeAudit(tx, {
    action: 'conversation.template_removed',
    subject: { template: templateId, location: locationId },
  })
}
