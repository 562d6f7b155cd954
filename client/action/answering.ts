import { createMemo } from 'solid-js'
import type { GuardianAction } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import type { GuardianMail } from '../conversation/guardian-mail.ts'
import type { Diary } from '../diary/diary-state.ts'
import { type Asked, waits } from './action-state.ts'

/** What a guardian is asked and answers; the answers come with the outbox, after the first screen. */
export function createAnswering(
  diary: Diary,
  mail: () => GuardianMail | undefined,
  opened: () => Promise<GuardianMail>,
) {
  const asked = createMemo<Asked>(() => mail()?.answers.over(diary.asked()) ?? diary.asked())
  const nameOf = (child: Id) => diary.children()?.find(({ id }) => id === child)?.callName ?? ''
  return {
    asked,
    /** Those that wait for this guardian, of one child or all. */
    waiting: (child: Id | null) =>
      asked().actions.filter(
        (action) => waits(action, asked().answers) && (child === null || action.childId === child),
      ),
    isOnItsWay: (id: Id) => mail()?.answers.isOnItsWay(id) ?? false,
    stuck: (id: Id) => mail()?.answers.stuck(id),
    retry: (send: Id) => mail()?.answers.retry(send),
    drop: (send: Id) => mail()?.answers.drop(send),
    nameOf,
    /** Answers, or takes that back. */
    async answer(action: GuardianAction, answered: boolean, note = ''): Promise<void> {
      const { answers } = await opened()
      await answers.answer(action, answered, note, nameOf(action.childId))
    },
  }
}

export type Answering = ReturnType<typeof createAnswering>
