import { type JSX, Show } from 'solid-js'
import type { GuardianAction } from '../../backend/contract/action.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import type { Answering } from './answering.ts'

/** That an answer did not reach the group: to be tried again, or of what is closed the note that nobody reads there any more. */
export function StuckAnswer(props: { answering: Answering; action: GuardianAction }): JSX.Element {
  const t = useT('action')
  return (
    <Show when={props.answering.stuck(props.action.id)}>
      {(send) => (
        <div role="alert" class="mt-1 flex flex-wrap items-center gap-2 text-sm text-alert">
          <Show
            when={props.action.closed}
            fallback={
              <>
                {t('asked.stuck')}
                <Button onClick={() => props.answering.retry(send().id)}>{t('action.retry')}</Button>
              </>
            }
          >
            <p class="min-w-0 grow basis-full wrap-anywhere">{t('asked.late', send().work.body.note)}</p>
            <Button onClick={() => props.answering.drop(send().id)}>{t('asked.late.seen')}</Button>
          </Show>
        </div>
      )}
    </Show>
  )
}
