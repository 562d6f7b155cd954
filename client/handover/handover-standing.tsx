import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import type { GuardianHandover, StaffHandover } from '../../backend/contract/handover.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { HistoryList } from '../ui/history-list.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, history } from '../ui/icons.ts'
import { HandoverFacts } from './handover-facts.tsx'
import { useHandoverWords } from './handover-words.ts'

/** What was told, by whom, whether the group has seen it, what was done with it, and what can be. */
export function HandoverStanding(props: {
  handover: GuardianHandover | StaffHandover
  name: string
  unknown?: string | undefined
  /** What else can be done with it. */
  children?: JSX.Element
}): JSX.Element {
  const t = useT('handover')
  const words = useHandoverWords()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <HandoverFacts told={props.handover} unknown={props.unknown} />
      <p class="mt-3 text-sm text-pretty wrap-anywhere text-muted tabular-nums">
        {t('handover.by', props.handover.author, words.moment(props.handover.aboutAt))}
        <Show when={props.handover.changed}>
          {(changed) => <>; {t('handover.changed', changed().name, words.moment(changed().at))}</>}
        </Show>
      </p>
      <p class="flex gap-1 text-sm text-muted tabular-nums">
        <Show when={props.handover.seen} fallback={t('handover.unseen')}>
          {(seen) => (
            <>
              <Icon of={check} size="s" class="mt-0.5 text-present" />
              {t('handover.seen', seen().name, words.moment(seen().at))}
            </>
          )}
        </Show>
      </p>
      <div class="mt-1 -ml-3 flex flex-wrap">
        {props.children}
        <Button
          kind="quiet"
          icon={history}
          aria-expanded={open()}
          aria-controls={id}
          aria-label={t('handover.history.of', props.name)}
          onClick={() => setOpen(!open())}
        >
          {t('handover.history')}
        </Button>
      </div>
      <div id={id}>
        <Show when={open()}>
          <HistoryList
            fetch={() =>
              call('handoverHistory', { params: { handoverId: props.handover.id } }).then(({ revisions }) => revisions)
            }
            changed={`${props.handover.version} ${props.handover.seen?.at}`}
            loading={t('handover.history.loading')}
            class="py-2 text-sm"
          >
            {(one) => (
              <>
                <p>
                  <span class="font-strong">{t(`handover.history.${one.done}`, one.name)}</span>{' '}
                  <span class="text-muted tabular-nums">{moment(one.at, language())}</span>
                </p>
                <Show when={one.done !== 'seen'}>
                  <HandoverFacts told={one} />
                </Show>
              </>
            )}
          </HistoryList>
        </Show>
      </div>
    </>
  )
}
