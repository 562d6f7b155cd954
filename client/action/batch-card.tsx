import { createSignal, type JSX, Show } from 'solid-js'
import type { StaffAction } from '../../backend/contract/action.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { HistoryList } from '../ui/history-list.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, clock as clockIcon, history } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { ActionBody } from './action-body.tsx'
import { useActionWords } from './action-words.ts'
import { type Batch, mayChange } from './batch.ts'

/** What was asked together: per child who has not answered, and closing it. */
export function BatchCard(props: {
  batch: Batch
  busy: boolean
  onClose: (actions: readonly StaffAction[], why: 'done' | 'withdrawn') => void
  onChange: () => void
}): JSX.Element {
  const t = useT('action')
  const words = useActionWords()
  const [open, setOpen] = createSignal(false)
  const first = () => props.batch.first
  const all = () => props.batch.lines.map(({ action }) => action)
  return (
    <Card as="li" class="p-4">
      <ActionBody action={first()} />
      <p class="mt-1 text-sm text-muted">
        {t('asked.by', first().asker.name, words.moment(first().askedAt))} · {t(`asking.enough.${first().enough}`)}
        <Show when={first().editedAt}>, {t('asked.edited')}</Show>
      </p>
      <Show when={first().editedAt}>
        <Button
          kind="quiet"
          class="-ml-3"
          icon={history}
          aria-expanded={open()}
          aria-label={t('asking.history.of', first().text)}
          onClick={() => setOpen(!open())}
        >
          {t('asking.history')}
        </Button>
        <Show when={open()}>
          <HistoryList
            fetch={() => call('actionHistory', { params: { actionId: first().id } }).then(({ revisions }) => revisions)}
            changed={String(first().version)}
            loading={t('asking.history.loading')}
            class="py-2 text-sm"
          >
            {(earlier) => (
              <>
                <p class="text-muted">{t('asking.history.until', words.moment(earlier.at))}</p>
                <p class="whitespace-pre-wrap wrap-anywhere">{earlier.text}</p>
                <Show when={earlier.link}>
                  <p class="wrap-anywhere text-muted">{earlier.link}</p>
                </Show>
                <Show when={words.due({ ...first(), dueOn: earlier.dueOn })}>
                  {(due) => <p class="text-muted">{due()}</p>}
                </Show>
              </>
            )}
          </HistoryList>
        </Show>
      </Show>
      <ul class="mt-2 divide-y divide-hairline border-y border-hairline">
        <Keyed each={props.batch.lines} by={({ action }) => action.id}>
          {(line) => (
            <li class="flex items-start justify-between gap-3 py-2 huge:flex-wrap">
              <div class="min-w-0 py-1 text-sm">
                <p class="text-base font-strong wrap-anywhere">{line().child.callName}</p>
                <Show when={line().waiting.length > 0}>
                  <p class="flex gap-1.5 text-alert">
                    <Icon of={clockIcon} size="s" class="mt-0.5 shrink-0" />
                    <span class="min-w-0 wrap-anywhere">
                      {t(
                        'asking.waitsFor',
                        listed(
                          line().waiting.map(({ name }) => name),
                          language(),
                        ),
                      )}
                    </span>
                  </p>
                </Show>
                <Show when={line().waiting.length === 0 && line().action.answers.length === 0}>
                  <p class="text-muted">{t('asking.nobody')}</p>
                </Show>
                <Keyed each={line().action.answers} by={({ personId }) => personId}>
                  {(answer) => (
                    <p class="flex gap-1.5">
                      <Icon of={check} size="s" class="mt-0.5 shrink-0 text-present" />
                      <span class="min-w-0 wrap-anywhere">
                        {t('asking.done.by', answer().name, words.moment(answer().at))}
                        <Show when={answer().note}>
                          <q class="block whitespace-pre-wrap">{answer().note}</q>
                        </Show>
                      </span>
                    </p>
                  )}
                </Keyed>
              </div>
              <Button
                class="shrink-0"
                disabled={props.busy}
                aria-label={t('asking.done.of', line().child.callName, first().text)}
                onClick={() => props.onClose([line().action], 'done')}
              >
                {t('asking.done')}
              </Button>
            </li>
          )}
        </Keyed>
      </ul>
      <div class="mt-2 flex flex-wrap gap-2">
        <Show when={props.batch.lines.length > 1}>
          <Button
            disabled={props.busy}
            aria-label={t('asking.done.all.of', first().text)}
            onClick={() => props.onClose(all(), 'done')}
          >
            {t('asking.done.all')}
          </Button>
        </Show>
        <Show when={mayChange(props.batch, minute())}>
          <Button
            kind="quiet"
            disabled={props.busy}
            aria-label={t('asking.change.of', first().text)}
            onClick={() => props.onChange()}
          >
            {t('asking.change')}
          </Button>
        </Show>
        <Button
          kind="quiet"
          disabled={props.busy}
          aria-label={t('asking.withdraw.of', first().text)}
          onClick={() => props.onClose(all(), 'withdrawn')}
        >
          {t('asking.withdraw')}
        </Button>
      </div>
    </Card>
  )
}
