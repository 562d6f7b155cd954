import { createEffect, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createGestures } from '../photo/gestures.ts'
import { Picture } from '../photo/picture.tsx'
import { IconButton } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { chevronLeft, chevronRight, download, loaderCircle, x, zoomIn, zoomOut } from '../ui/icons.ts'
import { announce, LiveRegion } from '../ui/live-region.tsx'
import { type PhotoAttachment, saveAttachment } from './save-attachment.ts'

const dimmed = 'aria-disabled:cursor-not-allowed aria-disabled:text-viewer-muted aria-disabled:opacity-60'

/** The photos of a message over everything else: dark and whole. That one was opened is noted, for the case that it is recalled. */
export function AttachmentViewer(props: {
  conversationId: Id
  photos: readonly PhotoAttachment[]
  opened: Id
  alt: (photo: PhotoAttachment) => string
  onShow: (id: Id) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('conversation')
  const [saving, setSaving] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  let dialog!: HTMLDialogElement
  let stage!: HTMLDivElement
  let leaving = false
  const at = () => props.photos.findIndex(({ id }) => id === props.opened)
  const photo = () => props.photos[at()]
  const canStep = (by: 1 | -1) => props.photos[at() + by] !== undefined
  const step = (by: 1 | -1) => {
    const next = props.photos[at() + by]
    if (!next) return
    gestures.fit()
    props.onShow(next.id)
  }
  const gestures = createGestures({ stage: () => stage, photo: () => photo() ?? null, canStep, step })
  createEffect(
    on(
      () => props.opened,
      (attachmentId) => {
        const params = { conversationId: props.conversationId, attachmentId }
        void call('openAttachment', { params, body: { opened: true } }).catch(() => undefined)
      },
    ),
  )
  async function save(): Promise<void> {
    const now = photo()
    if (!now || saving()) return
    setSaving(true)
    setError(undefined)
    try {
      await saveAttachment(props.conversationId, now)
      announce(t('file.saved'))
    } catch (cause) {
      setError(() => cause)
    }
    setSaving(false)
  }
  const onKey = (press: KeyboardEvent) => {
    if (press.key === 'ArrowLeft') step(-1)
    if (press.key === 'ArrowRight') step(1)
  }
  onMount(() => {
    dialog.showModal()
    document.addEventListener('keydown', onKey)
    stage.addEventListener('wheel', gestures.onWheel, { passive: false })
  })
  onCleanup(() => {
    leaving = true
    document.removeEventListener('keydown', onKey)
    dialog.close()
  })
  // Taken back while it is looked at.
  createEffect(() => !photo() && queueMicrotask(() => props.onClose()))
  const transform = () => {
    const { x: left, y: top, scale } = gestures.zoom()
    return `translate(${left + (gestures.drag() ?? 0)}px, ${top}px) scale(${scale})`
  }
  return (
    <dialog
      ref={dialog}
      data-theme="dark"
      aria-label={t('file.viewer', at() + 1, props.photos.length)}
      onClose={() => !leaving && props.onClose()}
      class="m-0 size-full max-h-none max-w-none grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto] overscroll-contain bg-viewer text-viewer-ink open:grid"
    >
      <header class="flex flex-wrap items-center gap-x-1 px-2 pt-[calc(0.5rem+env(safe-area-inset-top))] pb-2">
        <IconButton icon={x} label={t('action.close')} onClick={() => props.onClose()} />
        <p aria-live="polite" class="min-w-0 grow text-center text-sm font-[560] tabular-nums">
          <Show when={props.photos.length > 1}>{t('file.of', at() + 1, props.photos.length)}</Show>
        </p>
        <IconButton
          icon={zoomOut}
          label={t('file.smaller')}
          aria-disabled={gestures.zoom().scale <= 1}
          onClick={gestures.smaller}
          class={dimmed}
        />
        <IconButton icon={zoomIn} label={t('file.larger')} onClick={gestures.larger} />
        <IconButton
          icon={saving() ? loaderCircle : download}
          label={t('file.save')}
          aria-busy={saving() || undefined}
          onClick={() => void save()}
          class="aria-busy:[&_svg]:animate-turn"
        />
      </header>
      <div
        ref={stage}
        {...gestures.handlers}
        class={`relative min-h-0 min-w-0 touch-none overflow-hidden select-none ${gestures.zoom().scale > 1 ? 'cursor-grab active:cursor-grabbing' : ''}`}
      >
        <Show when={photo()} keyed>
          {(now) => (
            <div class="absolute inset-0" style={{ transform: transform() }}>
              <Picture
                source={{ kind: 'attachment', id: now.id, conversationId: props.conversationId }}
                picture={now}
                alt={props.alt(now)}
                whole
                large
                class="size-full"
              />
            </div>
          )}
        </Show>
      </div>
      <footer class="flex min-h-target flex-wrap items-center justify-between px-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))]">
        <Show when={props.photos.length > 1}>
          <IconButton
            icon={chevronLeft}
            label={t('file.previous')}
            aria-disabled={!canStep(-1)}
            onClick={() => step(-1)}
            class={dimmed}
          />
        </Show>
        <Show when={error()}>
          <div class="min-w-0 grow">
            <ErrorNote error={error()} />
          </div>
        </Show>
        <Show when={props.photos.length > 1}>
          <IconButton
            icon={chevronRight}
            label={t('file.next')}
            aria-disabled={!canStep(1)}
            onClick={() => step(1)}
            class={dimmed}
          />
        </Show>
      </footer>
      <LiveRegion />
    </dialog>
  )
}
