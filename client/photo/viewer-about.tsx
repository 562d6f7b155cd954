import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { useDayWords } from '../diary/day-words.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { chevronDown, flag, shieldCheck } from '../ui/icons.ts'
import { useReportStanding } from './own-report-list.tsx'
import { askOwnReports, reportOf } from './own-reports.ts'
import { ReportDialog } from './report-dialog.tsx'
import type { ShownPhoto } from './viewer-props.ts'

/** What is told with a photo: its words, when and by whom, why one sees it, and the way to say that it is wrong. */
export function ViewerAbout(props: { photo: ShownPhoto; name: string }): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  const standing = useReportStanding()
  const [reporting, setReporting] = createSignal(false)
  onMount(() => void askOwnReports())
  const isVideo = () => props.photo.seconds !== null
  const label = () => {
    if (reportOf(props.photo.id)?.outcome === null) return 'report.openAgain'
    return isVideo() ? 'report.openVideo' : 'report.open'
  }
  const when = () => `${days.long(dayOf(props.photo.takenAt))} ${clock(props.photo.takenAt, language())}`
  return (
    <>
      <Show when={props.photo.text}>
        <p class="max-w-[38em] leading-6.5 font-strong text-pretty wrap-anywhere whitespace-pre-wrap">
          {props.photo.text}
        </p>
      </Show>
      <p class="text-sm text-viewer-muted">
        <time datetime={props.photo.takenAt}>{when()}</time>
        <Show when={props.photo.author}>, {props.photo.author}</Show>
      </p>
      <details class="group mt-3 rounded-control border border-viewer-hairline text-sm">
        <summary class="flex min-h-target items-center gap-2 px-3 py-2 font-[560] [&::-webkit-details-marker]:hidden">
          <Icon of={shieldCheck} size="s" />
          {t('viewer.why')}
          <Icon of={chevronDown} size="s" class="ml-auto text-viewer-muted group-open:rotate-180" />
        </summary>
        <div class="px-3 pb-3 pl-9.5 text-pretty text-viewer-muted">
          <p>{t('viewer.why.stream', props.name)}</p>
          <Show when={props.photo.author}>
            {(author) => <p class="mt-1">{t('viewer.why.by', author(), props.photo.group ?? '')}</p>}
          </Show>
          <p class="mt-1">{t('viewer.why.others')}</p>
        </div>
      </details>
      <Show when={reportOf(props.photo.id)}>
        {(report) => (
          <p class="mt-3 flex gap-2 text-sm text-pretty text-viewer-muted">
            <Icon of={flag} size="s" class="mt-0.5 shrink-0" />
            <span class="min-w-0">{standing(report())}</span>
          </p>
        )}
      </Show>
      <Button kind="quiet" icon={flag} class="-ml-3 mt-1 text-sm" onClick={() => setReporting(true)}>
        {t(label())}
      </Button>
      <Show when={props.photo.id} keyed>
        {(id) => <ReportDialog photoId={id} video={isVideo()} open={reporting()} onClose={() => setReporting(false)} />}
      </Show>
    </>
  )
}
