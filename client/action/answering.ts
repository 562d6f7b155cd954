import { createMemo } from 'solid-js'
import { v7 } from 'uuid'
import type { GuardianAction, OwnAnswer } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { now } from '../clock.ts'
import type { GuardianMail } from '../conversation/guardian-mail.ts'
import type { Diary } from '../diary/diary-state.ts'
import { isPending, isStuck, type Send, type Work } from '../outbox-state.ts'
import { type Asked, waits, withAnswer } from './action-state.ts'

type AnswerSend = Send & { work: Extract<Work, { kind: 'answer' }> }
const isAnswer = (send: Send): send is AnswerSend => send.work.kind === 'answer'

/** An answer that waits here, as it will stand. */
const heldAnswer = ({ work, createdAt }: AnswerSend): OwnAnswer | null =>
  work.body.answered ? { actionId: work.actionId, at: new Date(createdAt).toISOString(), note: work.body.note } : null

/** What a guardian is asked and answers: what waits on this device lies over what the server told. */
export function createAnswering(
  diary: Diary,
  mail: () => GuardianMail | undefined,
  opened: () => Promise<GuardianMail>,
) {
  const sends = () => (mail()?.outbox.sends() ?? []).filter(isAnswer)
  const asked = createMemo<Asked>(() =>
    sends()
      .filter((send) => isPending(send))
      .reduce((all, send) => withAnswer(all, send.work.actionId, heldAnswer(send)), diary.asked()),
  )
  return {
    asked,
    /** Those that wait for this guardian, of one child or all. */
    waiting: (child: Id | null) =>
      asked().actions.filter(
        (action) => waits(action, asked().answers) && (child === null || action.childId === child),
      ),
    /** An answer is on its way, or could not be taken in and needs a person. */
    isOnItsWay: (id: Id) => sends().some((send) => send.work.actionId === id && isPending(send)),
    stuck: (id: Id) => sends().find((send) => send.work.actionId === id && isStuck(send)),
    retry: (send: Id) => mail()?.outbox.retry(send),
    nameOf: (child: Id) => diary.children()?.find(({ id }) => id === child)?.callName ?? '',
    /** Answers, or takes that back; it stands on screen at once and goes as soon as there is a connection. */
    async answer({ id: actionId, childId }: GuardianAction, answered: boolean, note = ''): Promise<void> {
      const id = v7({ msecs: now() })
      const callName = diary.children()?.find((child) => child.id === childId)?.callName ?? ''
      const { outbox } = await opened()
      await outbox.add(id, {
        kind: 'answer',
        actionId,
        body: { id, answered, note },
        groupId: '',
        callNames: { [childId]: callName },
      })
    },
  }
}

export type Answering = ReturnType<typeof createAnswering>
