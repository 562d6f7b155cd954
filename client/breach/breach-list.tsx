import { createSignal, For, type JSX, onMount, Show } from 'solid-js'
import type { BreachLine } from '../../backend/contract/breach.ts'
import { ScreenTop } from '../administration/screen-top.tsx'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { Loaded } from '../office/loaded.tsx'
import { moment } from '../time.ts'
import { Calm } from '../ui/calm.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronRight } from '../ui/icons.ts'
import { BreachClock } from './breach-clock.tsx'
import { BreachState } from './breach-state.tsx'

/** The breach records of the organisation, newest first. */
export function BreachList(): JSX.Element {
  const t = useT('office')
  const [breaches, setBreaches] = createSignal<readonly BreachLine[]>()
  const [error, setError] = createSignal<unknown>()
  const load = () => {
    setError(undefined)
    call('breaches').then(
      (reply) => setBreaches(reply.breaches),
      (cause: unknown) => setError(() => cause),
    )
  }
  onMount(load)
  return (
    <main id="main" class="max-w-4xl px-gutter pt-5 pb-10">
      <ScreenTop title={t('breach.title')} back="/office">
        <p class="mt-1 max-w-text text-sm text-pretty text-muted">{t('breach.intro')}</p>
      </ScreenTop>
      <Loaded value={breaches()} error={error()} failed={t('breach.failed')} onRetry={load}>
        {(list) => (
          <Show
            when={list().length > 0}
            fallback={
              <Calm drawing="book" title={t('breach.empty.title')}>
                <p>{t('breach.empty.text')}</p>
              </Calm>
            }
          >
            <ul class="overflow-hidden rounded-card border border-hairline bg-surface">
              <For each={list()}>{(line) => <Line line={line} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
    </main>
  )
}

function Line(props: { line: BreachLine }): JSX.Element {
  const t = useT('office')
  return (
    <li class="border-t border-hairline first:border-t-0">
      <a
        href={`/office/breaches/${props.line.id}`}
        class="flex min-h-target items-center gap-3 p-4 hover:bg-inset focus-visible:-outline-offset-3"
      >
        <span class="grid min-w-0 grow justify-items-start gap-2">
          <span class="min-w-0">
            <span class="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span class="font-strong wrap-anywhere">{t('breach.inGroup', props.line.group)}</span>
              <BreachState state={props.line.state} />
            </span>
            <span class="block text-sm text-muted tabular-nums">
              {t('breach.recalled', moment(props.line.recalledAt, language()), props.line.recalledBy)}
            </span>
            <span class="block text-sm text-muted tabular-nums">
              {t(props.line.kind === 'message' ? 'breach.about' : 'breach.children', props.line.children)} ·{' '}
              {t('breach.devices', props.line.readers)}
            </span>
          </span>
          <BreachClock awareAt={props.line.awareAt} state={props.line.state} toldOn={props.line.authorityToldOn} />
        </span>
        <Icon of={chevronRight} class="text-muted" />
      </a>
    </li>
  )
}
