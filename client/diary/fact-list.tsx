import { For, type JSX } from 'solid-js'
import type { Fact } from '../../backend/contract/diary.ts'
import { Icon } from '../ui/icon.tsx'
import { iconOf, useFactWords } from './fact-words.ts'
import { markLook } from './lane-look.ts'
import { inOrder, startOf } from './rhythm.ts'

/** Facts in the order of the day: time, mark, word and detail. */
export function FactList(props: { facts: readonly Fact[]; id?: string }): JSX.Element {
  const words = useFactWords()
  return (
    <ul id={props.id} class="px-4 pb-3">
      <For each={inOrder(props.facts)}>
        {(fact) => (
          <li class="grid grid-cols-[2.75rem_1.375rem_1fr] gap-3 py-1.25 text-sm text-pretty huge:grid-cols-[auto_1fr]">
            <time datetime={startOf(fact)} class="text-muted">
              {words.start(fact)}
            </time>
            <span
              class={`grid size-5.5 place-items-center ${fact.kind === 'sleep' ? 'rounded-[.4375rem]' : 'rounded-full'} ${markLook(fact)}`}
            >
              <Icon of={iconOf(fact)} size="xs" />
            </span>
            <span class="min-w-0 wrap-anywhere huge:col-span-full">
              <b>{words.name(fact)}</b> {words.detail(fact)}
            </span>
          </li>
        )}
      </For>
    </ul>
  )
}
