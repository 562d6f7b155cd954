import { type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'

/** The line under a title; without a connection it says that the screen stands still and since when. */
export function StandingLine(props: { since: number | null; children: JSX.Element }): JSX.Element {
  const t = useT()
  return (
    <p class="text-sm text-muted tabular-nums">
      <Show when={props.since} fallback={props.children}>
        {(since) => <span role="status">{t('offline.since', clock(since(), language()))}</span>}
      </Show>
    </p>
  )
}
