import { statement, type Tx } from '../../db/client.ts'
import type { AnswerAction, GuardianAction, OwnAnswer } from '../contract/action.ts'
import { Refusal } from '../errors.ts'
import { claim } from '../intent.ts'
import { type ActionJson, actionFor, actionOf, guardianAction, ownAnswer } from './queries.ts'
import { tellAnswer } from './tell.ts'

interface Answered {
  action: GuardianAction
  answer: OwnAnswer | null
}

const keepAnswer = statement<never>(
  'keep_answer',
  `insert into action_answer (action_id, person_id, organisation_id, child_id, person_name, note, at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (action_id, person_id) do update
     set person_name = excluded.person_name, note = excluded.note, at = excluded.at, taken_back_at = null`,
)
const takeBack = statement<never>(
  'take_answer_back',
  'update action_answer set taken_back_at = $3 where action_id = $1 and person_id = $2',
)

/**
 * A guardian has seen an action or will do it, or takes that back; what says the same changes nothing.
 * @throws Refusal `action_closed` when nobody is asked any more
 */
export async function answerAction(tx: Tx, actionId: string, { id, answered, note }: AnswerAction): Promise<Answered> {
  const { json, child } = await actionFor(tx, actionId)
  if (!(await claim(tx, id, { actionId, answered, note }))) return answeredOf(tx, json)
  const was = ownOf(tx, json)
  if (answered ? was?.note === note : !was) return answeredOf(tx, json)
  if (json.closed_at !== null) throw new Refusal('action_closed')
  const { personId, organisationId, firstName } = tx.actor
  if (answered) {
    await tx.query(keepAnswer, [actionId, personId, organisationId, child.id, firstName, note, tx.now])
  } else await tx.query(takeBack, [actionId, personId, tx.now])
  const now = (await actionOf(tx, actionId))!
  const done = answered ? 'action.answered' : 'action.answer_taken_back'
  await tellAnswer(tx, { child, actionId }, done, now.answered !== json.answered)
  return answeredOf(tx, now)
}

/** Of the answers that the wall lets the actor read, the own one. */
const ownOf = (tx: Tx, json: ActionJson) => json.answers?.find(({ person_id }) => person_id === tx.actor.personId)

function answeredOf(tx: Tx, json: ActionJson): Answered {
  const own = ownOf(tx, json)
  return { action: guardianAction(json), answer: own ? ownAnswer(own) : null }
}
