import { createEffect, createSignal, For, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { ReportReason } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { announce } from '../ui/live-region.tsx'
import { RadioRow } from '../ui/radio-row.tsx'
import { useReportStanding } from './own-report-list.tsx'
import { askOwnReports, putOwnReport, reportOf } from './own-reports.ts'

const longest = 1000
const reasons: readonly ReportReason[] = ['should_not_be_shown', 'wrong_child', 'other']

/** Tells the staff of the group that a photo or video should not be there, and why; what is open already can be changed. */
export function ReportDialog(props: { photoId: Id; video: boolean; open: boolean; onClose: () => void }): JSX.Element {
  const t = useT('guardian')
  const standing = useReportStanding()
  const known = () => reportOf(props.photoId)
  const open = () => {
    const report = known()
    return report?.outcome === null ? report : undefined
  }
  const [written, setWritten] = createSignal<{ reason?: ReportReason; text?: string }>({})
  const reason = () => written().reason ?? open()?.reason
  const text = () => written().text ?? open()?.text ?? ''
  const [lacking, setLacking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [sent, setSent] = createSignal(false)
  // The same when it is tried again, another once something else is said.
  let id = v7()
  let choices!: HTMLFieldSetElement
  let more!: HTMLDivElement

  // It may have been settled, or told from another device, since it was last asked.
  createEffect(() => props.open && void askOwnReports())

  async function send(): Promise<void> {
    const because = reason()
    setLacking(!because)
    if (!because) {
      requestAnimationFrame(() => choices.querySelector('input')?.focus())
      return
    }
    if (text().length > longest) return void more.querySelector('textarea')?.focus()
    setBusy(true)
    setError(undefined)
    try {
      const { report } = await call('reportPhoto', {
        params: { photoId: props.photoId },
        body: { id, reason: because, text: text().trim() },
      })
      putOwnReport(report)
      setSent(true)
      announce(t('report.sent.text'))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  const close = () => {
    props.onClose()
    if (!sent()) return
    setSent(false)
    setWritten({})
    id = v7()
  }

  return (
    <Dialog
      open={props.open}
      title={sent() ? t('report.sent') : t(props.video ? 'report.titleVideo' : 'report.title')}
      onClose={close}
      actions={
        <Show
          when={sent()}
          fallback={
            <>
              <Button kind="primary" busy={busy()} onClick={() => void send()}>
                {t(open() ? 'report.change' : 'report.send')}
              </Button>
              <Button kind="quiet" onClick={close}>
                {t('action.cancel')}
              </Button>
            </>
          }
        >
          <Button onClick={close}>{t('action.close')}</Button>
        </Show>
      }
    >
      <Show when={!sent()} fallback={<p>{t('report.sent.text')}</p>}>
        <Show when={known()}>
          {(report) => <p class="mb-3 rounded-control bg-inset p-3 text-pretty">{standing(report())}</p>}
        </Show>
        <p>{t(open() ? 'report.text.open' : 'report.text')}</p>
        <fieldset
          ref={choices}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: that none was chosen is heard of a group of radios
          role="radiogroup"
          class="mt-3"
          aria-invalid={lacking() || undefined}
          aria-describedby={lacking() ? 'report-lacking' : undefined}
        >
          <legend class="font-strong">{t('report.reason')}</legend>
          <For each={reasons}>
            {(one) => (
              <RadioRow
                name="reason"
                value={one}
                checked={reason() === one}
                onChoose={() => {
                  setWritten((before) => ({ ...before, reason: one }))
                  setLacking(false)
                  id = v7()
                }}
              >
                {t(`report.${one}`)}
              </RadioRow>
            )}
          </For>
          <Show when={lacking()}>
            <p id="report-lacking" role="alert" class="text-alert">
              {t('report.lacking')}
            </p>
          </Show>
        </fieldset>
        <div ref={more} class="mt-3">
          <CountedArea
            label={t('report.more')}
            rows="3"
            most={longest}
            value={text()}
            onInput={(event) => {
              const said = event.currentTarget.value
              setWritten((before) => ({ ...before, text: said }))
              id = v7()
            }}
          />
        </div>
        <Show when={error()}>
          <div class="mt-3">
            <ErrorNote error={error()} />
          </div>
        </Show>
      </Show>
    </Dialog>
  )
}
