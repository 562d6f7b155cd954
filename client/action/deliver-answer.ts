import type { GuardianAction, OwnAnswer } from '../../backend/contract/action.ts'
import { call } from '../api.ts'
import type { Failure, Work } from '../outbox-state.ts'
import { failureOf } from '../send-failure.ts'

export type TookAnswer = (action: GuardianAction, answer: OwnAnswer | null) => void

/** Asks the server once to take an answer in. Gives why it did not. */
export async function deliverAnswer(
  { actionId, body }: Extract<Work, { kind: 'answer' }>,
  took: TookAnswer,
): Promise<Failure | null> {
  try {
    const { action, answer } = await call('answerAction', { params: { actionId }, body })
    took(action, answer)
    return null
  } catch (error) {
    const failure = failureOf(error)
    // Nobody is asked any more, and what stands on screen says so; but nobody has read the note.
    const isOver = failure.code === 'not_found' || (failure.code === 'action_closed' && !(body.answered && body.note))
    return isOver ? null : failure
  }
}
