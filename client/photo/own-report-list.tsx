import { For, type JSX, onMount, Show } from 'solid-js'
import type { OwnReport } from '../../backend/contract/report.ts'
import type { Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { chevronDown, flag } from '../ui/icons.ts'
import { askOwnReports, ownReports } from './own-reports.ts'

/** How a report stands: that the group looks at it, or when and how it ended. */
export function useReportStanding(): (report: OwnReport) => string {
  const t = useT('guardian')
  return ({ at, outcome, settledAt }) =>
    outcome === null || settledAt === null
      ? t('report.standing.open', moment(at, language()))
      : t(`report.standing.${outcome}`, moment(settledAt, language()))
}

/** What this guardian reported lately and how it ended, also of photos that are gone; nothing where there is none. */
export function OwnReportList(props: { nameOf: (child: Id) => string }): JSX.Element {
  const t = useT('guardian')
  const standing = useReportStanding()
  onMount(() => void askOwnReports())
  return (
    <Show when={ownReports().length > 0}>
      <details class="group mx-gutter mb-3 rounded-control border border-hairline bg-surface detail:mx-0">
        <summary class="flex min-h-target items-center gap-2 px-3 py-2 font-strong [&::-webkit-details-marker]:hidden">
          <Icon of={flag} size="s" class="shrink-0" />
          {t('report.own', ownReports().length)}
          <Icon of={chevronDown} size="s" class="ml-auto shrink-0 text-muted group-open:rotate-180" />
        </summary>
        <ul class="px-3 pb-3">
          <For each={ownReports()}>
            {(report) => (
              <li class="border-t border-hairline py-2 wrap-anywhere">
                <p>{t('report.own.said', t(`report.${report.reason}`), props.nameOf(report.childId))}</p>
                <p class="text-sm text-pretty text-muted">{standing(report)}</p>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}
