import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { filesOf } from '../outbox-state.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { Strip } from '../ui/strip.tsx'
import { UploadList } from './upload-list.tsx'
import { countUploads, isUnderWay, progressOf } from './upload-state.ts'
import { UploadThumb } from './upload-thumb.tsx'

/** On every screen of staff: how far the photos are, and the way to each of them. Gone when nothing waits. */
export function UploadBar(): JSX.Element {
  const t = useT('staff')
  const { uploads, outbox } = useStaffWork()
  const [open, setOpen] = createSignal(false)
  const shown = createMemo(() => uploads.items().filter(({ removedAt }) => removedAt === null))
  const counts = createMemo(() => countUploads(shown()))
  const placing = createMemo(() => new Set(outbox.sends().flatMap(filesOf)))
  const free = () => shown().filter(({ key }) => !placing().has(key)).length
  const progress = () =>
    shown().reduce((sum, item) => sum + progressOf(item, uploads.sent(item.key)), 0) / shown().length
  const words = () =>
    counts().stuck > 0
      ? t('upload.stuck', counts().stuck)
      : counts().underWay > 0
        ? t('upload.count', counts().done, counts().all)
        : t('upload.free', free())
  const first = () => shown().find(isUnderWay) ?? shown()[0]
  const underWay = createMemo(() => shown().flatMap((item) => (isUnderWay(item) ? [item.key] : [])))
  const hasArrived = (key: Id) => {
    const item = uploads.items().find((known) => known.key === key)
    return !item || (item.removedAt === null && item.state === 'ready')
  }
  createEffect(
    on(underWay, (now, before) => {
      if (now.length === 0 && before?.some(hasArrived)) announce(t('upload.allSent'))
    }),
  )
  createEffect(
    on(
      () => counts().stuck,
      (now, before) => {
        if (before !== undefined && now > before) announce(t('upload.stuck', now))
      },
    ),
  )
  const visible = () => counts().underWay > 0 || counts().stuck > 0 || free() > 0
  return (
    <>
      <Show when={visible() && first()}>
        {(item) => (
          <Strip label={t('upload.bar')} class="bg-surface py-2 rail:px-5">
            <Show
              when={counts().stuck === 0}
              fallback={
                <span class="grid size-10 place-items-center rounded-inner bg-alert-tint text-alert">
                  <Icon of={triangleAlert} />
                </span>
              }
            >
              <UploadThumb item={item()} class="size-10 shrink-0 rounded-inner" />
            </Show>
            <div class="min-w-0 grow">
              <p class={`tabular-nums ${counts().stuck > 0 ? 'font-strong text-alert' : ''}`}>{words()}</p>
              <Show when={counts().underWay > 0}>
                <div
                  role="progressbar"
                  aria-label={t('upload.bar')}
                  aria-valuemin={0}
                  aria-valuemax={100}
                  aria-valuenow={Math.floor(100 * progress())}
                  class="mt-1.5 h-1.5 max-w-text overflow-hidden rounded-full bg-inset"
                >
                  <div
                    class="h-full origin-left rounded-full bg-accent transition-transform duration-(--dur-move) ease-settle"
                    style={{ transform: `scaleX(${progress()})` }}
                  />
                </div>
              </Show>
            </div>
            <Button kind="quiet" aria-haspopup="dialog" onClick={() => setOpen(true)}>
              {t('action.show')}
            </Button>
          </Strip>
        )}
      </Show>
      <Show when={open()}>
        <UploadList placing={placing()} onClose={() => setOpen(false)} />
      </Show>
    </>
  )
}
