import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError, type Asked } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { decimal, longMonth } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, download } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { RadioRow } from '../ui/radio-row.tsx'
import type { AlbumMonth } from './album-days.ts'
import { usePhotoWords } from './photo-words.ts'
import { saveZip } from './save.ts'

type Which = 'chosen' | 'month' | 'all'

/** Takes photos along as one file: those that were chosen, a month, or all; it says how far it is and can be stopped. */
export function DownloadDialog(props: {
  open: boolean
  chosen: readonly Id[]
  month: AlbumMonth | undefined
  total: number
  /** How many of all are videos. */
  videos: number
  child: Id | null
  onClose: () => void
  onDone: () => void
}): JSX.Element {
  const t = useT('guardian')
  const { said } = usePhotoWords()
  const [picked, setPicked] = createSignal<Which>()
  const [progress, setProgress] = createSignal<{ done: number; all: number }>()
  const [done, setDone] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let stop: AbortController | undefined
  onCleanup(() => stop?.abort())

  const ways = () => {
    const { month } = props
    return [
      {
        which: 'chosen' as const,
        label: t('download.chosen'),
        what: t('download.files', props.chosen.length),
        photos: props.chosen.length,
      },
      ...(month
        ? [
            {
              ...{ which: 'month' as const, label: longMonth(month.month, language(), today()) },
              ...{ what: said(month.photos, month.videos), photos: month.photos },
            },
          ]
        : []),
      { which: 'all' as const, label: t('download.all'), what: said(props.total, props.videos), photos: props.total },
    ]
  }
  const which = () => {
    const way = picked()
    return way && (way !== 'chosen' || props.chosen.length > 0) ? way : props.chosen.length > 0 ? 'chosen' : 'month'
  }
  const body = (): Asked<'downloadPhotos'>['body'] => {
    if (which() === 'chosen') return { photoIds: [...props.chosen] }
    const child = props.child ? { child: props.child } : {}
    return which() === 'month' && props.month ? { ...child, month: props.month.month } : child
  }
  const megabytes = (bytes: number) => decimal(bytes / 1e6, language())

  async function take(): Promise<void> {
    stop = new AbortController()
    const { signal } = stop
    setError(undefined)
    setProgress({ done: 0, all: 0 })
    try {
      const name = t('download.name', which() === 'month' ? (props.month?.month ?? '') : today())
      await saveZip(body(), name, signal, (done, all) => setProgress({ done, all }))
      announce(t('download.done'))
      setDone(true)
    } catch (cause) {
      const nobodyWants = signal.aborted || (cause instanceof DOMException && cause.name === 'AbortError')
      if (!nobodyWants) setError(() => cause)
    } finally {
      setProgress(undefined)
    }
  }
  const close = () => {
    stop?.abort()
    setError(undefined)
    if (done()) props.onDone()
    else props.onClose()
    setDone(false)
    setPicked(undefined)
  }
  const isGone = () => {
    const cause = error()
    return cause instanceof ApiError && cause.code === 'not_found'
  }

  return (
    <Dialog
      open={props.open}
      title={t('download.title')}
      onClose={close}
      actions={
        <Show when={!done()} fallback={<Button onClick={close}>{t('action.close')}</Button>}>
          <Show when={!progress()}>
            <Button kind="primary" icon={download} onClick={() => void take()}>
              {t('download.go')}
            </Button>
          </Show>
          <Button kind={progress() ? 'plain' : 'quiet'} onClick={() => (progress() ? stop?.abort() : close())}>
            {t(progress() ? 'download.stop' : 'action.cancel')}
          </Button>
        </Show>
      }
    >
      <Show when={done()}>
        <p class="flex gap-2 rounded-control bg-present-tint p-3">
          <Icon of={circleCheck} size="m" class="mt-px text-present" />
          <span class="min-w-0">{t('download.done')}</span>
        </p>
      </Show>
      <Show when={!done()}>
        <Show
          when={progress()}
          fallback={
            <fieldset>
              <legend class="sr-only">{t('download.which')}</legend>
              <For each={ways()}>
                {(way) => (
                  <RadioRow
                    name="which"
                    value={way.which}
                    disabled={way.photos === 0}
                    checked={which() === way.which}
                    onChoose={() => setPicked(way.which)}
                  >
                    <span class="flex min-w-0 grow flex-wrap justify-between gap-x-3">
                      <span class="inline-block wrap-anywhere first-letter:uppercase">{way.label}</span>
                      <span class="text-muted tabular-nums">{way.what}</span>
                    </span>
                  </RadioRow>
                )}
              </For>
            </fieldset>
          }
        >
          {(at) => (
            <div class="py-2">
              <Show
                when={at().all}
                fallback={
                  <>
                    <progress class="block h-2 w-full accent-accent" aria-label={t('download.busy')} />
                    <p class="mt-1 text-muted">{t('download.busy')}</p>
                  </>
                }
              >
                <progress
                  class="block h-2 w-full accent-accent"
                  max={at().all}
                  value={at().done}
                  aria-label={t('download.busy')}
                />
                <p class="mt-1 text-muted tabular-nums">
                  {t('download.bytes', megabytes(at().done), megabytes(at().all))}
                </p>
              </Show>
            </div>
          )}
        </Show>
      </Show>
      <p class="mt-3 rounded-control bg-notice p-3">{t('download.notice')}</p>
      <Show when={error()}>
        <div class="mt-3">
          <Show when={isGone()} fallback={<ErrorNote error={error()} />}>
            <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3">
              {t('download.gone')}
            </p>
          </Show>
        </div>
      </Show>
    </Dialog>
  )
}
