import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useStaffWork } from '../group/staff-work.tsx'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { cloudOff, triangleAlert } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { Strip } from '../ui/strip.tsx'
import { UploadList } from './upload-list.tsx'
import { createUploadStanding } from './upload-standing.ts'
import { isLeaving, kindsOf } from './upload-state.ts'
import { UploadThumb } from './upload-thumb.tsx'

/** On every screen of staff: how far the photos are, and the way to each of them. Gone when nothing waits. */
export function UploadBar(): JSX.Element {
  const t = useT('staff')
  const { uploads } = useStaffWork()
  const [open, setOpen] = createSignal(false)
  const { shown, underWay, batch, progress, stuck, placing, waits } = createUploadStanding()
  const free = () => shown().filter(({ key }) => !placing().has(key))
  const percent = () => Math.floor(100 * progress())
  const going = () =>
    t(underWay().some(isLeaving) ? 'upload.sendingAll' : 'upload.preparingAll', percent(), ...kindsOf(batch()))
  const words = () =>
    stuck().length > 0
      ? t('upload.stuck', ...kindsOf(stuck()))
      : underWay().length > 0
        ? going()
        : t('upload.free', ...kindsOf(free()))
  const first = () => underWay()[0] ?? shown()[0]
  const underWayKeys = createMemo(() => underWay().map(({ key }) => key))
  const hasArrived = (key: Id) => {
    const item = uploads.items().find((known) => known.key === key)
    return !item || (item.removedAt === null && item.state === 'ready')
  }
  createEffect(
    on(underWayKeys, (now, before) => {
      if (now.length === 0 && before?.some(hasArrived)) announce(t('upload.allSent'))
    }),
  )
  createEffect(
    on(
      () => kindsOf(stuck()),
      (now, before) => {
        if (before !== undefined && now[0] + now[1] > before[0] + before[1]) announce(t('upload.stuck', ...now))
      },
    ),
  )
  createEffect(on(waits, (now) => now && announce(t('upload.waitingNet')), { defer: true }))
  const visible = () => underWay().length > 0 || stuck().length > 0 || free().length > 0
  return (
    <>
      <Show when={visible() && first()}>
        {(item) => (
          <Strip label={t('upload.bar')} class="bg-surface py-2 rail:px-5">
            <Show
              when={stuck().length === 0}
              fallback={
                <span class="grid size-10 place-items-center rounded-inner bg-alert-tint text-alert">
                  <Icon of={triangleAlert} />
                </span>
              }
            >
              <UploadThumb item={item()} class="size-10 shrink-0 rounded-inner" />
            </Show>
            <div class="min-w-0 grow">
              <p class="flex flex-wrap gap-x-3 tabular-nums">
                <span class={stuck().length > 0 ? 'font-strong text-alert' : ''}>{words()}</span>
                <Show when={waits()}>
                  <span class="inline-flex items-center gap-1.5 text-muted">
                    <Icon of={cloudOff} size="s" />
                    {t('upload.waitingNet')}
                  </span>
                </Show>
              </p>
              <Show when={underWay().length > 0}>
                <div
                  role="progressbar"
                  aria-label={t('upload.bar')}
                  aria-valuemin={0}
                  aria-valuemax={100}
                  aria-valuenow={percent()}
                  aria-valuetext={going()}
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
