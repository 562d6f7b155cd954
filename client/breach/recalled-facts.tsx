import { For, type JSX, Show } from 'solid-js'
import type { RecalledReport, RecalledTag } from '../../backend/contract/photo.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'

/** In whose timelines a recalled photo stood, and when; the account calls the children by these letters. */
export function Tags(props: { tags: readonly RecalledTag[] }): JSX.Element {
  const t = useT('office')
  const when = ({ from, until }: RecalledTag) =>
    until === null
      ? t('breach.tag.recalled', moment(from, language()))
      : t('breach.tag.until', moment(from, language()), moment(until, language()))
  return (
    <Show when={props.tags.length > 0}>
      <section aria-labelledby="breach-tags" class="mt-4">
        <h3 id="breach-tags" class="text-sm text-muted">
          {t('breach.tags')}
        </h3>
        <ol>
          <For each={props.tags}>
            {(tag) => (
              <li class="mt-1 wrap-anywhere">
                {t('breach.tag', tag.letter, tag.child)}
                <span class="block text-sm text-muted tabular-nums">{when(tag)}</span>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  )
}

/** What guardians had reported about it before it was recalled. */
export function Reports(props: { reports: readonly RecalledReport[] }): JSX.Element {
  const t = useT('office')
  return (
    <Show when={props.reports.length > 0}>
      <section aria-labelledby="breach-reports" class="mt-4">
        <h3 id="breach-reports" class="text-sm text-muted">
          {t('breach.reports')}
        </h3>
        <ul>
          <For each={props.reports}>
            {(report) => (
              <li class="mt-1 wrap-anywhere">
                {t('breach.report', t(`report.${report.reason}`))}
                <span class="block text-sm text-muted tabular-nums">
                  {t('breach.report.by', report.child, moment(report.at, language()))}
                </span>
                <Show when={report.text.trim() !== ''}>
                  <p class="mt-1 whitespace-pre-wrap">{report.text}</p>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
