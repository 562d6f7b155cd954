import { v7 as uuidv7 } from 'uuid'
import { storedAttachment } from './attachments.ts'
import type { Cast, PlayerName } from './cast.ts'
import { conversing } from './conversation.ts'
import { fetchBytes } from './photos.ts'
import type { TestServer } from './server.ts'

/** One that is ready, and who is on it. */
export type Given = { id: string; childIds?: string[]; showsNobody?: boolean }

/** What goes with a message, as the tests of it ask: files that are ready, sent and fetched. */
export function attaching(at: () => { server: TestServer; cast: Cast }) {
  const talk = conversing(at)
  const { ask } = talk
  const noor = () => at().cast.targets.noor
  const stored = (who: PlayerName, given: Parameters<typeof storedAttachment>[3] = {}, childId = noor().childId) =>
    storedAttachment(at().server, at().cast.people[who], childId, given)
  const sendWith = (who: PlayerName, attachments: Given[], text = '', id = noor().talk.id, messageId = uuidv7()) =>
    ask(who, 'POST', `/api/conversations/${id}/messages`, { id: messageId, text, attachments })
  const fileAt = (who: PlayerName | undefined, id: string, form = 'webp-320', more = '', of = noor().talk.id) =>
    fetchBytes(at().server, who && at().cast.people[who], `/api/conversations/${of}/attachments/${id}/${form}${more}`)
  const inStore = async () => {
    const names: string[] = []
    for await (const { name } of at().server.media.store.names()) names.push(name)
    return names
  }
  /** Another child in Noor's group, with or without consent for photos. */
  async function another(granted: boolean): Promise<{ childId: string; channel: string }> {
    const childId = uuidv7()
    const channel = uuidv7()
    const { owner } = at().server
    const { groupId } = noor()
    await owner.query(
      `insert into child (id, organisation_id, first_names, call_name, surname, birth_date) values ($1, $2, 'Fien', 'Fientje', 'X', '2024-01-01')`,
      [childId, at().cast.organisationId],
    )
    await owner.query(
      `insert into contract (id, organisation_id, child_id, legal_entity_id, care_type, starts_on)
       select gen_random_uuid(), organisation_id, $1, legal_entity_id, care_type, starts_on from contract where child_id = $2`,
      [childId, noor().childId],
    )
    await owner.query(
      `insert into placement (id, organisation_id, contract_id, child_id, group_id, starts_on)
       select gen_random_uuid(), organisation_id, id, child_id, $2, starts_on from contract where child_id = $1`,
      [childId, groupId],
    )
    await owner.query(
      `insert into channel (id, organisation_id, kind, child_id, open) values ($1, $2, 'photos', $3, $4)`,
      [channel, at().cast.organisationId, childId, granted],
    )
    if (granted)
      await owner.query(
        `insert into channel_period (channel_id, organisation_id, opened_at) values ($1, $2, $3::timestamptz - interval '30 days')`,
        [channel, at().cast.organisationId, at().server.clock.now()],
      )
    return { childId, channel }
  }

  return { ...talk, noor, stored, sendWith, fileAt, inStore, another }
}
