import { createEffect, createMemo, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call, type Reply } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf, moment } from '../time.ts'
import { ErrorNote } from '../ui/error-note.tsx'

/** What was done with a stay, oldest first; fetched again when something is `changed`. */
export function StayHistory(props: { stayId: Id; changed: string }): JSX.Element {
  const t = useT('attendance')
  const [revisions, setRevisions] = createSignal<Reply<'stayHistory'>['revisions']>()
  const [error, setError] = createSignal<unknown>()
  const load = () =>
    call('stayHistory', { params: { stayId: props.stayId } }).then(
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
  const at = (when: string, beside: string) =>
    dayOf(when) === dayOf(beside) ? clock(when, language()) : moment(when, language())
  return (
    <div class="mt-3 border-t border-hairline pt-2">
      <Show when={error()}>
        <ErrorNote error={error()} onRetry={() => void load()} />
      </Show>
      <Show
        when={revisions()}
        fallback={
          <Show when={!error()}>
            <p class="text-muted">{t('stay.history.loading')}</p>
          </Show>
        }
      >
        {(list) => (
          <ol class="grid gap-2">
            <For each={list()}>
              {(one) => (
                <li class="wrap-anywhere">
                  <p>
                    <span class="font-strong">{t(`stay.done.${one.done}`, one.name)}</span>{' '}
                    <span class="text-muted tabular-nums">{moment(one.at, language())}</span>
                  </p>
                  <p class="text-muted tabular-nums">
                    {one.leftAt
                      ? t('stay.span', at(one.arrivedAt, one.at), at(one.leftAt, one.at))
                      : t('stay.since', at(one.arrivedAt, one.at))}
                    <Show when={one.broughtBy}>{(name) => <>, {t('stay.history.brought', name())}</>}</Show>
                    <Show when={one.fetchedBy}>{(name) => <>, {t('stay.history.fetched', name())}</>}</Show>
                    <Show when={one.reason}>{(reason) => <> · {reason()}</>}</Show>
                  </p>
                </li>
              )}
            </For>
          </ol>
        )}
      </Show>
    </div>
  )
}
