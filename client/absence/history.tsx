import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { ErrorNote } from '../ui/error-note.tsx'
import { useAbsenceWords } from './absence-words.ts'

/** What was done with an absence, oldest first; fetched again when something is `changed`. */
export function History(props: { absenceId: Id; changed: string }): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const [revisions, setRevisions] = createSignal<Reply<'absenceHistory'>['revisions']>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    call('absenceHistory', { params: { absenceId: props.absenceId } }).then(
      (reply) => {
        setError(undefined)
        setRevisions(reply.revisions)
      },
      (cause: unknown) => setError(() => cause),
    )
  createEffect(
    on(
      createMemo(() => props.changed),
      () => void load(),
    ),
  )
  return (
    <div class="border-t border-hairline py-2 text-sm">
      <Show when={error()}>
        <ErrorNote error={error()} onRetry={() => void load()} />
      </Show>
      <Show
        when={revisions()}
        fallback={
          <Show when={!error()}>
            <p class="text-muted">{t('absence.history.loading')}</p>
          </Show>
        }
      >
        {(list) => (
          <ol class="grid gap-2">
            <For each={list()}>
              {(one) => (
                <li>
                  <p>
                    <span class="font-strong">{t(`absence.history.${one.done}`, one.name)}</span>{' '}
                    <span class="text-muted tabular-nums">{moment(one.at, language())}</span>
                  </p>
                  <Show when={one.done !== 'seen'}>
                    <p class="text-muted tabular-nums wrap-anywhere">
                      {words.reason(one.reason)}, {words.when(one)}
                      <Show when={one.note}> · {one.note}</Show>
                    </p>
                  </Show>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
    </div>
  )
}
