import { For, type JSX, Show } from 'solid-js'
import type { Fact } from '../../backend/contract/diary.ts'
import type { Day } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import { hourOf } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { iconOf, useFactWords } from './fact-words.ts'
import { laneLook } from './lane-look.ts'
import { type Mark, type Rhythm, rhythmOf } from './rhythm.ts'

const hour = (at: number) => `${String(Math.floor(at)).padStart(2, '0')}${at % 1 === 0 ? '' : ':30'}`
const whole = (at: number) => (at % 1 === 0 ? `${hour(at)}:00` : hour(at))

const percent = (rhythm: Rhythm, at: number) => `${((at - rhythm.from) / (rhythm.to - rhythm.from)) * 100}%`

function MarkOf(props: { mark: Mark; rhythm: Rhythm; look: string }): JSX.Element {
  const first = () => props.mark.facts[0] as Fact
  const isBar = () => first().kind === 'sleep'
  return (
    <span
      class={`absolute top-1/2 grid h-5.5 min-w-5.5 -translate-y-1/2 place-items-center text-xs leading-none font-title ${props.look} ${isBar() ? 'rounded-[.4375rem]' : '-translate-x-1/2 rounded-full'}`}
      style={{
        left: percent(props.rhythm, props.mark.from),
        width: isBar()
          ? `calc(${((props.mark.to - props.mark.from) / (props.rhythm.to - props.rhythm.from)) * 100}% - 1px)`
          : undefined,
      }}
    >
      <Show when={props.mark.facts.length === 1} fallback={props.mark.facts.length}>
        <Icon of={iconOf(first())} size="xs" />
      </Show>
    </span>
  )
}

/** The rhythm of a day as a picture: lanes over the hours. The list of facts beside it says the same in words. */
export function RhythmStrip(props: { facts: readonly Fact[]; day: Day }): JSX.Element {
  const t = useT()
  const { summary } = useFactWords()
  const now = () => (props.day === today() ? hourOf(minute()) : null)
  const rhythm = () => rhythmOf(props.facts, hourOf, now())
  const shownNow = () => {
    const at = now()
    return at !== null && at > rhythm().from && at < rhythm().to ? at : undefined
  }
  return (
    <Show when={rhythm().lanes.length > 0}>
      <div
        role="img"
        aria-label={t('rhythm.label', whole(rhythm().from), whole(rhythm().to), summary(props.facts))}
        class="px-4 pb-3 huge:hidden"
      >
        <div class="relative grid gap-0.5">
          <div class="absolute inset-y-0 right-0 left-23 overflow-hidden rounded-inner bg-inset">
            <For each={rhythm().ticks.slice(1, -1)}>
              {(tick) => <i class="absolute inset-y-0 w-px bg-hairline" style={{ left: percent(rhythm(), tick) }} />}
            </For>
          </div>
          <Show when={shownNow()}>
            {(at) => (
              <div class="pointer-events-none absolute inset-y-0 right-0 left-23">
                <i
                  class="absolute inset-y-0 -ml-px w-0.5 bg-ink before:absolute before:-top-[3px] before:-left-0.5 before:size-1.5 before:rounded-full before:bg-ink"
                  style={{ left: percent(rhythm(), at()) }}
                />
              </div>
            )}
          </Show>
          <For each={rhythm().lanes}>
            {({ lane, marks }) => (
              <div class="grid h-7 grid-cols-[5.75rem_1fr] items-center">
                <span class="flex items-center gap-1.5 text-xs leading-4 font-[560]">
                  <Icon of={laneLook[lane].icon} size="s" class={laneLook[lane].text} />
                  {t(`fact.${lane}`)}
                </span>
                <span class="relative h-full">
                  <For each={marks}>
                    {(mark) => <MarkOf mark={mark} rhythm={rhythm()} look={laneLook[lane].mark} />}
                  </For>
                </span>
              </div>
            )}
          </For>
        </div>
        <div class="@container relative mt-1 ml-23 h-4.5 text-xs leading-4.5 text-muted tabular-nums">
          <For each={rhythm().ticks}>
            {(tick, index) => (
              <span
                class={`absolute ${index() === 0 ? '' : index() === rhythm().ticks.length - 1 ? '-translate-x-full' : '-translate-x-1/2'} ${index() === rhythm().ticks.length - 2 ? '@max-[13.5rem]:hidden' : ''}`}
                style={{ left: percent(rhythm(), tick) }}
              >
                {hour(tick)}
              </span>
            )}
          </For>
        </div>
      </div>
    </Show>
  )
}
