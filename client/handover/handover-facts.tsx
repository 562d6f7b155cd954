import { For, type JSX, Show } from 'solid-js'
import { Icon } from '../ui/icon.tsx'
import { circleAlert } from '../ui/icons.ts'
import { type Told, useHandoverWords } from './handover-words.ts'

/** What was told, a line each; a medicine stands out. */
export function HandoverFacts(props: {
  told: Told
  /** What is to be said of who fetches, where the group does not know that person. */
  unknown?: string | undefined
}): JSX.Element {
  const words = useHandoverWords()
  return (
    <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm huge:grid-cols-1">
      <For each={words.lines(props.told)}>
        {({ kind, name, said }) => (
          <>
            <dt class={kind === 'medicine' ? 'font-strong text-alert' : 'text-muted'}>{name}</dt>
            <dd
              class={`wrap-anywhere whitespace-pre-line tabular-nums ${kind === 'medicine' ? 'font-strong text-alert' : ''}`}
            >
              {said}
              <Show when={kind === 'fetcher' && props.unknown}>
                <span class="mt-1 flex gap-1.5 text-alert">
                  <Icon of={circleAlert} size="s" class="mt-0.5" />
                  {props.unknown}
                </span>
              </Show>
            </dd>
          </>
        )}
      </For>
    </dl>
  )
}
