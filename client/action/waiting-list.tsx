import { createSignal, type JSX, Show } from 'solid-js'
import type { GuardianAction } from '../../backend/contract/action.ts'
import type { createDone } from '../absence/done-note.tsx'
import { removeDraft } from '../draft-shelf.ts'
import { useT } from '../locales/words.ts'
import { ownId } from '../session.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { check } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { ActionBody } from './action-body.tsx'
import { dueFirst } from './action-state.ts'
import { useActionWords } from './action-words.ts'
import type { Answering } from './answering.ts'
import { NoteDialog, noteName } from './note-dialog.tsx'
import { StuckAnswer } from './stuck-answer.tsx'

/** What waits for this guardian, what is due first on top, each with its answer; what was answered just now can be taken back. */
export function WaitingList(props: {
  answering: Answering
  actions: readonly GuardianAction[]
  /** Where it is said: it stays when the last of these goes. */
  done: ReturnType<typeof createDone>
}): JSX.Element {
  const t = useT('action')
  const words = useActionWords()
  const [noting, setNoting] = createSignal<GuardianAction>()
  const [error, setError] = createSignal<unknown>()
  const nameOf = (action: GuardianAction) => props.answering.nameOf(action.childId)
  /** Says that it was done once this device has it. */
  const answer = async (action: GuardianAction, answered: boolean, note = '') => {
    setError(undefined)
    try {
      await props.answering.answer(action, answered, note)
    } catch (cause) {
      return void setError(() => cause)
    }
    if (note) removeDraft(ownId(), noteName(action))
    props.done.say(
      t(answered ? 'asked.said' : 'asked.takenBack', action.text),
      answered ? () => void answer(action, false) : undefined,
    )
  }
  return (
    <>
      <Show when={error()}>
        <ErrorNote error={error()} />
      </Show>
      <ul class="divide-y divide-hairline">
        <Keyed each={[...props.actions].sort(dueFirst)} by={({ id }) => id}>
          {(action) => (
            <li class="py-3 first:pt-0 last:pb-0">
              <ActionBody action={action()} about={nameOf(action())} />
              <p class="mt-1 text-sm text-muted">
                {t('asked.by', action().asker, words.moment(action().askedAt))}
                <Show when={action().editedAt}>, {t('asked.edited')}</Show>
              </p>
              <StuckAnswer answering={props.answering} action={action()} />
              <div class="mt-2 flex flex-wrap gap-2">
                <Button
                  kind="primary"
                  icon={check}
                  aria-label={t('asked.answer.of', t(`asked.answer.${action().kind}`), action().text, nameOf(action()))}
                  onClick={() => void answer(action(), true)}
                >
                  {t(`asked.answer.${action().kind}`)}
                </Button>
                <Button
                  kind="quiet"
                  aria-label={t('asked.note.add.of', action().text, nameOf(action()))}
                  onClick={() => setNoting(() => action())}
                >
                  {t('asked.note.add')}
                </Button>
              </div>
            </li>
          )}
        </Keyed>
      </ul>
      <Show when={noting()} keyed>
        {(action) => (
          <NoteDialog
            action={action}
            name={nameOf(action)}
            onAnswer={(note) => {
              setNoting(undefined)
              void answer(action, true, note)
            }}
            onClose={() => setNoting(undefined)}
          />
        )}
      </Show>
    </>
  )
}
