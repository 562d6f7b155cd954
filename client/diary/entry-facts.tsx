import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import type { Fact } from '../../backend/contract/diary.ts'
import type { Day } from '../../backend/contract/values.ts'
import { Icon } from '../ui/icon.tsx'
import { chevronDown } from '../ui/icons.ts'
import { FactList } from './fact-list.tsx'
import { useFactWords } from './fact-words.ts'
import { RhythmStrip } from './rhythm-strip.tsx'

const fewFacts = 3

/** The facts of an entry: the strip, and the same in words. A few stand open; more open from their summary. */
export function EntryFacts(props: { facts: readonly Fact[]; day: Day; open?: boolean }): JSX.Element {
  const { summary } = useFactWords()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const alwaysOpen = () => props.open || props.facts.length <= fewFacts
  return (
    <Show when={props.facts.length > 0}>
      <RhythmStrip facts={props.facts} day={props.day} />
      <div class="border-t border-hairline">
        <Show
          when={alwaysOpen()}
          fallback={
            <>
              <button
                type="button"
                aria-expanded={open()}
                aria-controls={id}
                onClick={() => setOpen(!open())}
                class="flex min-h-12 w-full items-center gap-3 py-2 pr-3 pl-4 text-left text-sm focus-visible:-outline-offset-3 huge:hidden"
              >
                <span class="min-w-0 grow">{summary(props.facts)}</span>
                <Icon
                  of={chevronDown}
                  size="m"
                  class={`text-muted transition-[rotate] duration-(--dur-state) ease-settle ${open() ? 'rotate-180' : ''}`}
                />
              </button>
              <div id={id} class={open() ? '' : 'hidden huge:block'}>
                <FactList facts={props.facts} />
              </div>
            </>
          }
        >
          <div class="pt-2">
            <FactList facts={props.facts} />
          </div>
        </Show>
      </div>
    </Show>
  )
}
