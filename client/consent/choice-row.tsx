import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { ConsentState, Decision } from '../../backend/contract/consent.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { camera, chevronDown, circleCheck, circleMinus, notebookText, shapes, users } from '../ui/icons.ts'

export type ChoiceKind = 'diary' | 'photos' | 'permission'

const icons = { diary: notebookText, photos: camera, permission: shapes }

/** What pressing "no" means: the first time a refusal, after a grant a withdrawal. */
const refusal = (own: ConsentState['own']): Decision => (own === 'granted' ? 'withdrawn' : 'refused')

function Answer(props: { word: string; chosen: boolean; onChoose: () => void }): JSX.Element {
  return (
    <button
      type="button"
      aria-pressed={props.chosen}
      onClick={() => props.onChoose()}
      class="flex min-h-12 items-center gap-3 rounded-control border border-control bg-surface px-3 font-strong aria-pressed:border-2 aria-pressed:border-accent aria-pressed:bg-accent-tint aria-pressed:px-[calc(--spacing(3)-1px)]"
    >
      <span
        aria-hidden="true"
        class={`size-5.5 shrink-0 rounded-full bg-surface ${props.chosen ? 'border-7 border-accent' : 'border-2 border-control'}`}
      />
      {props.word}
    </button>
  )
}

/** One thing to decide for one child: what it means, what this guardian chose, what results, and what was chosen before. */
export function ChoiceRow(props: {
  kind: ChoiceKind
  /** Its heading's place in the outline of the page. */
  level: 'h3' | 'h4'
  title: string
  text: string
  /** The child. */
  name: string
  state: Omit<ConsentState, 'purpose' | 'askAgain'>
  /** Decides the same once more, where the words changed since. */
  onKeep?: ((decision: Decision) => Promise<void>) | undefined
  /** Asked no more: only what was decided is left. */
  ended?: boolean
  onChoose: (decision: Decision) => void
}): JSX.Element {
  const t = useT('guardian')
  const [keeping, setKeeping] = createSignal(false)
  const heading = createUniqueId()
  const saidNo = () => props.state.own === 'refused' || props.state.own === 'withdrawn'
  const no = () => !saidNo() && props.onChoose(refusal(props.state.own))
  const keep = (onKeep: (decision: Decision) => Promise<void>) => {
    if (!props.state.own) return
    setKeeping(true)
    void onKeep(props.state.own).finally(() => setKeeping(false))
  }
  const yes = () => props.state.own !== 'granted' && props.onChoose('granted')
  return (
    <div class="border-t border-hairline p-4 pb-1">
      <Dynamic component={props.level} id={heading} class="flex items-center gap-2 leading-6 font-strong wrap-anywhere">
        <Icon of={icons[props.kind]} size="m" />
        {props.title}
      </Dynamic>
      <p class="mt-0.5 text-sm text-pretty wrap-anywhere text-muted">{props.text}</p>
      <Show when={!props.ended} fallback={<p class="mt-3 text-sm">{t('consents.ended')}</p>}>
        <fieldset
          aria-labelledby={heading}
          class="mt-3 grid grid-cols-[repeat(auto-fit,minmax(min(100%,7rem),1fr))] gap-2"
        >
          <Answer word={t('consents.yes')} chosen={props.state.own === 'granted'} onChoose={yes} />
          <Answer word={t('consents.no')} chosen={saidNo()} onChoose={no} />
        </fieldset>
        <Show when={props.state.conflict}>
          <p class="mt-3">
            <Chip icon={users}>{t('consents.conflict')}</Chip>
          </p>
        </Show>
        <p class="mt-3 flex gap-2 text-sm text-pretty">
          <Icon
            of={props.state.inForce ? circleCheck : circleMinus}
            size="s"
            class={`mt-0.5 ${props.state.inForce ? 'text-present' : 'text-muted'}`}
          />
          {t(`consents.${props.kind}.${props.state.reason}`, props.name)}
        </p>
        <Show when={props.state.reason === 'closed' && props.state.own === 'granted'}>
          <Button class="mt-3" onClick={() => props.onChoose('granted')}>
            {t('consents.again')}
          </Button>
        </Show>
        <Show when={props.state.reason !== 'closed' && props.onKeep}>
          {(onKeep) => (
            <div class="mt-3 rounded-control bg-notice p-3 text-sm">
              <p class="text-pretty">{t('choices.asked.text')}</p>
              <div class="mt-2 flex flex-wrap items-center gap-2">
                <Button busy={keeping()} onClick={() => keep(onKeep())}>
                  {t('choices.asked.keep')}
                </Button>
                <ButtonLink kind="quiet" href="/policies">
                  {t('choices.asked.read')}
                </ButtonLink>
              </div>
            </div>
          )}
        </Show>
      </Show>
      <History of={props.state.history} />
    </div>
  )
}

function History(props: { of: ConsentState['history'] }): JSX.Element {
  const t = useT('guardian')
  return (
    <details class="group mt-1">
      <summary class="flex min-h-target list-none items-center gap-2 text-sm font-[560] [&::-webkit-details-marker]:hidden">
        {t('consents.history')}
        <Icon of={chevronDown} size="s" class="ml-auto text-muted group-open:rotate-180" />
      </summary>
      <Show when={props.of.length > 0} fallback={<p class="pb-2 text-sm text-muted">{t('consents.history.empty')}</p>}>
        <ul class="grid gap-2 pb-2 text-sm">
          <For each={props.of}>
            {(past) => (
              <li>
                {t(`consents.history.${past.decision}`, t(`consents.history.${past.by}`))}
                <span class="block text-xs text-muted">
                  <time datetime={past.at}>{moment(past.at, language())}</time> ·{' '}
                  {t('consents.history.version', past.policyVersion)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </details>
  )
}
