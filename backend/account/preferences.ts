import { eq } from 'drizzle-orm'
import { statement, type Tx } from '../../db/client.ts'
import { writeAudit } from '../../db/events.ts'
import { person } from '../../db/schema/person.ts'
import * as contract from '../contract/preferences.ts'
import { Refusal } from '../errors.ts'
import { route, type Surroundings } from '../http.ts'
import { rolesOf } from './me.ts'

const choicesOf = statement<contract.ChosenTopic>(
  'topic_choices',
  'select topic, choice from topic_choice where person_id = $1',
)
const choose = statement<never>(
  'choose_topic',
  `insert into topic_choice (person_id, organisation_id, topic, choice) values ($1, $2, $3, $4)
   on conflict (person_id, topic) do update set choice = excluded.choice`,
)

/** Mounts how the app looks to a person, and what a person is told. */
export function preferenceRoutes(to: Surroundings): void {
  route(to, contract.setPreferences, async (tx, { body }) => {
    await tx.db.update(person).set(body).where(eq(person.id, tx.actor.personId))
    await writeAudit(tx, { action: 'account.preferences_set', subject: { fields: Object.keys(body) } })
    return body
  })

  route(to, contract.topicChoices, async (tx) => {
    const [mine, chosen] = await Promise.all([topicsFor(tx), tx.query(choicesOf, [tx.actor.personId])])
    const choices = new Map(chosen.map(({ topic, choice }) => [topic, choice]))
    return {
      topics: mine.map((topic) => ({ topic, choice: choices.get(topic) ?? contract.topicHabits[topic] })),
    }
  })

  route(to, contract.chooseTopic, async (tx, { body }) => {
    if (!(await topicsFor(tx)).includes(body.topic))
      throw new Refusal('invalid', { fields: [{ path: 'topic', reason: 'not_yours' }] })
    const { personId, organisationId } = tx.actor
    await tx.query(choose, [personId, organisationId, body.topic, body.choice])
    await writeAudit(tx, { action: 'account.topic_chosen', subject: { topic: body.topic, fields: ['choice'] } })
    return body
  })
}

/** What somebody can be told about, by all roles of today together. */
async function topicsFor(tx: Tx): Promise<readonly contract.Topic[]> {
  const roles = await tx.query(rolesOf, [tx.actor.personId, tx.now])
  return contract.topics.filter(
    (topic) => contract.topicsOfAll.includes(topic) || roles.some(({ role }) => role === 'guardian'),
  )
}
