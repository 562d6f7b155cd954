import { createSignal, For, type JSX, Show } from 'solid-js'
import type { SettledReport } from '../../backend/contract/report.ts'
import { call } from '../api.ts'
import { useGroup } from '../group/group-day.tsx'
import { language, useT } from '../locales/words.ts'
import { moment } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { history } from '../ui/icons.ts'

/** The way to what was settled of a group’s reports: when, by whom and how. It is fetched when somebody asks. */
export function SettledReports(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal(false)
  const [reports, setReports] = createSignal<readonly SettledReport[]>()
  const [error, setError] = createSignal<unknown>()
  async function load(): Promise<void> {
    setError(undefined)
    setReports(undefined)
    try {
      setReports((await call('settledReports', { params: { groupId: group.groupId } })).reports)
    } catch (cause) {
      setError(() => cause)
    }
  }
  return (
    <>
      <Button
        kind="quiet"
        icon={history}
        class="-ml-3 mt-4 min-h-target-staff text-sm"
        onClick={() => {
          setOpen(true)
          void load()
        }}
      >
        {t('photoReports.settled')}
      </Button>
      <Dialog
        open={open()}
        title={t('photoReports.settled')}
        onClose={() => setOpen(false)}
        actions={<Button onClick={() => setOpen(false)}>{t('action.close')}</Button>}
      >
        <p class="text-muted">{t('photoReports.settled.text')}</p>
        <Show when={error()}>
          <ErrorNote error={error()} onRetry={() => void load()} />
        </Show>
        <Show when={!reports() && !error()}>
          <p role="status" class="py-3">
            {t('app.loading')}
          </p>
        </Show>
        <Show when={reports()}>
          {(all) => (
            <Show when={all().length > 0} fallback={<p class="py-3">{t('photoReports.settled.none')}</p>}>
              <ul class="mt-2 max-h-[50dvh] overflow-y-auto huge:max-h-none">
                <For each={all()}>
                  {(report) => (
                    <li class="border-t border-hairline py-3 wrap-anywhere">
                      <p class="font-strong">
                        {t(
                          `photoReports.outcome.${report.outcome}`,
                          report.settledBy,
                          moment(report.settledAt, language()),
                        )}
                      </p>
                      <p class="text-sm text-muted">
                        {t('staffPhoto.report.said', t(`report.${report.reason}`))} ·{' '}
                        {t('staffPhoto.reportedBy', report.child, moment(report.at, language()))}
                      </p>
                      <Show when={report.text.trim() !== ''}>
                        <p class="mt-1 whitespace-pre-wrap">{report.text}</p>
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          )}
        </Show>
      </Dialog>
    </>
  )
}
