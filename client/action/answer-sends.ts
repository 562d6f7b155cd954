import { v7 } from 'uuid'
import type { GuardianAction, OwnAnswer } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { now, onServer } from '../clock.ts'
import type { Outbox } from '../outbox.ts'
import { isPending, isStuck, type Send, type Work } from '../outbox-state.ts'
import { type Asked, withAnswer } from './action-state.ts'

type AnswerSend = Send & { work: Extract<Work, { kind: 'answer' }> }
const isAnswer = (send: Send): send is AnswerSend => send.work.kind === 'answer'

/** An answer that waits here, as it will stand. */
const heldAnswer = ({ work, createdAt }: AnswerSend): OwnAnswer | null =>
  work.body.answered
    ? { actionId: work.actionId, at: new Date(onServer(createdAt)).toISOString(), note: work.body.note }
    : null

/** The answers of a guardian that are on their way: what waits on this device lies over what the server told. */
export function createAnswerSends(outbox: Outbox) {
  const sends = () => outbox.sends().filter(isAnswer)
  return {
    over: (asked: Asked): Asked =>
      sends()
        .filter(isPending)
        .reduce((all, send) => withAnswer(all, send.work.actionId, heldAnswer(send)), asked),
    isOnItsWay: (id: Id) => sends().some((send) => send.work.actionId === id && isPending(send)),
    /** The send of an answer that needs a person. */
    stuck: (id: Id) => sends().find((send) => send.work.actionId === id && isStuck(send)),
    retry: outbox.retry,
    drop: outbox.discard,
    /** It stands on screen at once and goes as soon as there is a connection. */
    answer({ id: actionId, childId }: GuardianAction, answered: boolean, note: string, name: string): Promise<void> {
      const id = v7({ msecs: now() })
      const body = { id, answered, note }
      return outbox.add(id, { kind: 'answer', actionId, body, groupId: '', callNames: { [childId]: name } })
    },
  }
}
