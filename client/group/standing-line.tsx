import { type JSX, Show } from 'solid-js'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, daysAfter, longDay } from '../time.ts'

/** The line under a title; without a connection it says that the screen stands still and since when. */
export function StandingLine(props: { since: number | null; children: JSX.Element }): JSX.Element {
  const t = useT()
  const words = (since: number) => {
    const [day, time] = [dayOf(since), clock(since, language())]
    if (day === today()) return t('offline.since', time)
    return day === daysAfter(today(), -1)
      ? t('offline.sinceYesterday', time)
      : t('offline.sinceDay', longDay(day, language(), today()), time)
  }
  return (
    <p class="text-sm text-muted tabular-nums">
      <Show when={props.since} fallback={props.children}>
        {(since) => <span role="status">{words(since())}</span>}
      </Show>
    </p>
  )
}
