import { createSignal, For, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { ReportReason } from '../../backend/contract/photo.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { TextArea } from '../ui/field.tsx'
import { announce } from '../ui/live-region.tsx'
import { RadioRow } from '../ui/radio-row.tsx'

const reasons: readonly ReportReason[] = ['should_not_be_shown', 'wrong_child', 'other']

/** Tells the staff of the group that a photo or video should not be there, and why. */
export function ReportDialog(props: { photoId: Id; video: boolean; open: boolean; onClose: () => void }): JSX.Element {
  const t = useT('guardian')
  const [reason, setReason] = createSignal<ReportReason>('should_not_be_shown')
  const [text, setText] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const [sent, setSent] = createSignal(false)
  // The same when it is tried again, another once something else is said.
  let id = v7()

  async function send(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      await call('reportPhoto', {
        params: { photoId: props.photoId },
        body: { id, reason: reason(), text: text().trim() },
      })
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
    setText('')
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
                {t('report.send')}
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
        <p>{t('report.text')}</p>
        <fieldset class="mt-3">
          <legend class="font-strong">{t('report.reason')}</legend>
          <For each={reasons}>
            {(one) => (
              <RadioRow
                name="reason"
                value={one}
                checked={reason() === one}
                onChoose={() => {
                  setReason(one)
                  id = v7()
                }}
              >
                {t(`report.${one}`)}
              </RadioRow>
            )}
          </For>
        </fieldset>
        <div class="mt-3">
          <TextArea
            label={t('report.more')}
            rows="3"
            maxlength="1000"
            value={text()}
            onInput={(event) => {
              setText(event.currentTarget.value)
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
