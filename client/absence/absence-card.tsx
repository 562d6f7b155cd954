import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import type { Absence } from '../../backend/contract/absence.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, clock, history, pencil, x } from '../ui/icons.ts'
import { useAbsenceWords } from './absence-words.ts'
import { History } from './history.tsx'
import { reasonIcons } from './reason-icons.ts'

/** One absence: what, when, who said so, whether the group saw it; and what can be done with it. */
export function AbsenceCard(props: {
  absence: Absence
  name: string
  /** Somebody came here for this one. */
  asked?: boolean
  /** What else can be done with it. */
  children?: JSX.Element
  onChange: (() => void) | undefined
  onCancel: (() => void) | undefined
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const when = () => words.when(props.absence)
  const by = () => {
    const { reporter, reportedAt } = props.absence
    const key = reporter.relation === 'staff' ? 'absence.list.byStaff' : 'absence.list.by'
    return t(key, reporter.name, words.moment(reportedAt))
  }
  return (
    <li
      id={`absence-${props.absence.id}`}
      tabindex="-1"
      class={`rounded-card bg-surface px-4 pt-3 pb-1 ${props.asked ? 'border-2 border-select' : 'border border-hairline'}`}
    >
      <div class="flex items-start gap-3">
        <Icon of={reasonIcons[props.absence.reason]} class="mt-0.5 text-muted" />
        <div class="min-w-0 grow">
          <h3 class="font-strong wrap-anywhere">
            {t('absence.list.title.of', props.name, words.reason(props.absence.reason))}
          </h3>
          <p class="text-pretty wrap-anywhere tabular-nums first-letter:uppercase">{when()}</p>
          <Show when={props.absence.note}>
            <p class="mt-1 whitespace-pre-line wrap-anywhere">{props.absence.note}</p>
          </Show>
          <p class="mt-1 text-sm text-pretty wrap-anywhere text-muted tabular-nums">
            {by()}
            <Show when={props.absence.changedAt}>
              {(at) => <>, {t('absence.list.changedAt', words.moment(at()))}</>}
            </Show>
          </p>
          <p class="flex gap-1 text-sm text-muted tabular-nums">
            <Show when={props.absence.seen} fallback={t('absence.list.unseen')}>
              {(seen) => (
                <>
                  <Icon of={check} size="s" class="mt-0.5 text-present" />
                  {t('absence.list.seen', seen().name, words.moment(seen().at))}
                </>
              )}
            </Show>
          </p>
          <Show when={props.absence.late}>
            <p class="mt-1">
              <Chip small icon={clock}>
                {t('absence.list.late')}
              </Chip>
            </p>
          </Show>
        </div>
      </div>
      <div class="mt-1 -ml-3 flex flex-wrap">
        {props.children}
        <Show when={props.onChange}>
          {(change) => (
            <Button
              kind="quiet"
              icon={pencil}
              aria-label={t('absence.list.change.of', props.name, when())}
              onClick={() => change()()}
            >
              {t('absence.list.change')}
            </Button>
          )}
        </Show>
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button
              kind="quiet"
              icon={x}
              aria-label={t('absence.list.cancel.of', props.name, when())}
              onClick={() => cancel()()}
            >
              {t('absence.list.cancel')}
            </Button>
          )}
        </Show>
        <Button
          kind="quiet"
          icon={history}
          aria-expanded={open()}
          aria-controls={id}
          aria-label={t('absence.list.history.of', props.name, when())}
          onClick={() => setOpen(!open())}
        >
          {t('absence.list.history')}
        </Button>
      </div>
      <div id={id}>
        <Show when={open()}>
          <History absenceId={props.absence.id} changed={`${props.absence.version} ${props.absence.seen?.at}`} />
        </Show>
      </div>
    </li>
  )
}
