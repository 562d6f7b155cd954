import { createEffect, createMemo, createSignal, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { announce, LiveRegion } from '../ui/live-region.tsx'
import { createMedia } from '../ui/media.ts'
import { createGestures } from './gestures.ts'
import { isHearted, setHeart } from './hearts.ts'
import { noteOpened } from './note-opened.ts'
import { usePhotoWords } from './photo-words.ts'
import { progressOf, saveOnce } from './saving.ts'
import { ViewerAbout } from './viewer-about.tsx'
import { ViewerBar } from './viewer-bar.tsx'
import { keysOf } from './viewer-keys.ts'
import type { ShownPhoto, ViewerProps } from './viewer-props.ts'
import { ViewerSlide } from './viewer-slide.tsx'
import { ViewerStrip } from './viewer-strip.tsx'

/** A photo over everything else: always dark, whole, and the only loud thing. */
export function Viewer(props: ViewerProps): JSX.Element {
  const t = useT('guardian')
  const beside = createMedia('(min-width: 64rem), (min-width: 36rem) and (max-height: 32rem)')
  const roomy = createMedia('(min-width: 64rem)')
  const usual = createMedia('(min-width: 23rem)')
  const [playing, setPlaying] = createSignal<Id>()
  const [error, setError] = createSignal<{ of: Id; error: unknown; again: () => void }>()
  let dialog!: HTMLDialogElement
  let stage!: HTMLDivElement
  let leaving = false

  const first = () => props.part?.first ?? 0
  /** Where the open photo stands; once it is removed, where it stood. */
  const at = createMemo<{ index: number; place: number; photo?: ShownPhoto }>(
    (before) => {
      const index = props.photos.findIndex(({ id }) => id === props.opened)
      const photo = props.photos[index]
      if (photo) return { index, place: first() + index, photo }
      const was = Math.min(props.photos.length, Math.max(0, before.place - first()))
      return { index: was, place: first() + was }
    },
    { index: 0, place: 0 },
  )
  createEffect(
    on(
      () => at().photo?.id,
      (id) => id && noteOpened(id),
    ),
  )
  const total = () => props.part?.total ?? props.photos.length
  /** The index of what a step leads to: where a photo was removed, the next one stands in its place. */
  const after = (by: 1 | -1) => at().index + (by === 1 && !at().photo ? 0 : by)
  const canStep = (by: 1 | -1) => first() + after(by) >= 0 && first() + after(by) < total()
  const words = usePhotoWords()
  const alt = (photo: ShownPhoto) => photo.text || words.alt(photo, props.nameOf(photo.childId))

  function open(id: Id): void {
    setPlaying(undefined)
    gestures.fit()
    props.onShow(id)
  }
  function show(index: number): void {
    const photo = props.photos[index]
    if (photo) open(photo.id)
    else void attempt(props.opened, async () => props.part?.seek(first() + index))
  }
  const step = (by: 1 | -1) => {
    if (canStep(by)) show(after(by))
  }
  const gestures = createGestures({
    stage: () => stage,
    photo: () => {
      const { photo } = at()
      return photo && photo.seconds === null ? photo : null
    },
    canStep,
    step,
  })

  const around = () => {
    const { index, photo } = at()
    const slides = [-1, 0, 1].flatMap((place) => {
      const one = place === 0 ? photo : props.photos[place === 1 && !photo ? index : index + place]
      return one ? [{ place, photo: one }] : []
    })
    return slides
  }
  const label = () => {
    const { photo, index } = at()
    if (photo) return t(photo.seconds === null ? 'viewer.title' : 'viewer.videoTitle', first() + index + 1, total())
    return t(props.failure ? 'viewer.failed' : props.loading ? 'app.loading' : 'viewer.gone')
  }
  const strip = () => {
    const reach = roomy() ? 4 : usual() ? 2 : 1
    const from = Math.max(0, at().index - reach)
    return props.photos.slice(from, at().index + reach + 1).map((photo, n) => ({ photo, nr: first() + from + n + 1 }))
  }

  /** Does something with a photo; what fails is shown with it, and answered. */
  async function attempt(of: Id, what: () => Promise<unknown>): Promise<unknown> {
    setError(undefined)
    try {
      await what()
    } catch (cause) {
      if (!leaving) setError({ of, error: cause, again: () => void attempt(of, what) })
      return cause
    }
  }
  const toggleHeart = ({ id }: ShownPhoto) => {
    const has = !isHearted(id)
    void attempt(id, async () => {
      await setHeart(id, has)
      announce(t(has ? 'viewer.hearted.said' : 'viewer.unhearted.said'))
    })
  }
  async function save(photo: ShownPhoto): Promise<void> {
    const failed = await attempt(photo.id, async () => {
      if (await saveOnce(photo)) announce(t('viewer.saved.said'))
    })
    // With the viewer its own notes are gone.
    if (failed && leaving) announce(t('viewer.saveFailed.said'))
  }

  const onKey = keysOf({
    gestures,
    step,
    ends: (end) => show(end === 'first' ? -first() : total() - 1 - first()),
  })
  onMount(() => {
    dialog.showModal()
    // What had the focus may have gone, such as a button of a video.
    document.addEventListener('keydown', onKey)
    stage.addEventListener('wheel', gestures.onWheel, { passive: false })
  })
  onCleanup(() => {
    leaving = true
    document.removeEventListener('keydown', onKey)
    dialog.close()
  })
  createEffect(
    on(
      () => props.opened,
      () => dialog.scrollTo({ top: 0 }),
      { defer: true },
    ),
  )
  const close = () => {
    if (!leaving) props.onClose()
  }

  return (
    <dialog
      ref={dialog}
      data-theme="dark"
      aria-label={label()}
      onCancel={(event) => {
        if (event.target !== dialog) return
        event.preventDefault()
        close()
      }}
      onClose={(event) => event.target === dialog && close()}
      class={`m-0 size-full max-h-none max-w-none overscroll-contain bg-viewer text-viewer-ink open:grid huge:overflow-y-auto huge:open:block ${beside() ? 'grid-cols-[minmax(0,1fr)_min(22rem,38%)] grid-rows-[auto_minmax(0,1fr)_auto]' : 'grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)_auto_auto]'}`}
    >
      <ViewerBar
        count={at().photo ? t('viewer.of', first() + at().index + 1, total()) : ''}
        photo={at().photo}
        gestures={gestures}
        saving={progressOf(props.opened)}
        onClose={close}
        onHeart={toggleHeart}
        onSave={(photo) => void save(photo)}
        class={beside() ? 'col-span-2' : ''}
      />
      <div
        ref={stage}
        {...gestures.handlers}
        class={`relative min-h-0 min-w-0 touch-none overflow-hidden select-none huge:h-[60dvh] ${gestures.zoom().scale > 1 ? 'cursor-grab active:cursor-grabbing' : ''}`}
      >
        <Keyed each={around()} by={({ photo }) => photo.id}>
          {(slide) => (
            <ViewerSlide
              photo={slide().photo}
              place={slide().place}
              alt={alt(slide().photo)}
              videoName={words.alt(slide().photo, props.nameOf(slide().photo.childId))}
              drag={gestures.drag() ?? 0}
              moving={gestures.held()}
              zoom={slide().place === 0 ? gestures.zoom() : { scale: 1, x: 0, y: 0 }}
              playing={slide().place === 0 && playing() === slide().photo.id}
              onPlay={() => setPlaying(slide().photo.id)}
            />
          )}
        </Keyed>
        <Show when={!at().photo && props.failure}>
          {(failure) => (
            <div class="absolute inset-0 m-auto grid h-fit max-w-100 content-center gap-3 p-4">
              <p class="text-lg font-strong">{t('viewer.failed')}</p>
              <ErrorNote error={failure().error} onRetry={failure().again} />
            </div>
          )}
        </Show>
        <Show when={!at().photo && !props.loading && !props.failure}>
          <div role="alert" class="absolute inset-0 grid content-center justify-items-center gap-3 p-4 text-center">
            <p class="text-lg font-strong">{t('viewer.gone')}</p>
            <p class="max-w-[30em] text-sm text-pretty text-viewer-muted">{t('viewer.gone.text')}</p>
            <Show when={canStep(1)} fallback={<Button onClick={close}>{t('action.close')}</Button>}>
              <Button onClick={() => step(1)}>{t('viewer.after')}</Button>
            </Show>
          </div>
        </Show>
        <Show when={!at().photo && props.loading && !props.failure}>
          <p role="status" class="absolute inset-0 grid place-content-center text-sm text-viewer-muted">
            {t('app.loading')}
          </p>
        </Show>
      </div>
      <div
        class={`min-w-0 overflow-y-auto overscroll-contain px-gutter pt-4 huge:max-h-none ${beside() ? 'row-span-2 border-l border-viewer-hairline pb-6' : 'max-h-[38dvh]'}`}
      >
        <Show when={error()?.of === props.opened && error()}>
          {(failed) => (
            <div class="mb-3">
              <ErrorNote error={failed().error} onRetry={failed().again} />
            </div>
          )}
        </Show>
        <Show when={at().photo}>{(photo) => <ViewerAbout photo={photo()} name={props.nameOf(photo().childId)} />}</Show>
      </div>
      <ViewerStrip photos={strip()} shown={props.opened} canStep={canStep} onStep={step} onShow={open} />
      <LiveRegion />
    </dialog>
  )
}
