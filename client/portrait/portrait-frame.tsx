import { createSignal, createUniqueId, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'
import { useT } from '../locales/words.ts'
import { createGestures, type Gestures } from '../photo/gestures.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { CheckRow } from '../ui/check-row.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { arrowDown, arrowLeft, arrowRight, arrowUp, check, minus, plus } from '../ui/icons.ts'
import { cutOut, squareOf } from './cut.ts'
import { NotMade, sendPortrait } from './send.ts'

/** How far one press goes, as a part of the frame. */
const step = 0.06

/** A chosen picture behind a square, moved and enlarged by finger, mouse and keys; what the square shows is sent, and nothing else. */
export function PortraitFrame(props: {
  file: File
  groupId: Id
  onClose: () => void
  onDone: (portraitId: Id) => void
}): JSX.Element {
  const t = useT('portrait')
  const note = createUniqueId()
  const [picture, setPicture] = createSignal<{ bitmap: ImageBitmap; address: string }>()
  const [unreadable, setUnreadable] = createSignal(false)
  const [alone, setAlone] = createSignal(false)
  const [asked, setAsked] = createSignal(false)
  const [sending, setSending] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const closing = new AbortController()
  let frame!: HTMLFieldSetElement
  let stage!: HTMLDivElement
  const gestures = createGestures({
    stage: () => stage,
    photo: () => {
      const shown = picture()?.bitmap
      return shown ? { id: '', width: shown.width, height: shown.height, fills: true } : null
    },
    canStep: () => false,
    step: () => {},
  })

  onMount(async () => {
    stage.addEventListener('wheel', gestures.onWheel, { passive: false })
    try {
      const bitmap = await createImageBitmap(props.file)
      if (closing.signal.aborted) return bitmap.close()
      setPicture({ bitmap, address: URL.createObjectURL(props.file) })
      // From here the arrow keys move it.
      frame.querySelector('button')?.focus()
    } catch {
      setUnreadable(true)
    }
  })
  onCleanup(() => {
    closing.abort()
    const shown = picture()
    if (!shown) return
    URL.revokeObjectURL(shown.address)
    shown.bitmap.close()
  })

  const act = (name: Step): void => steps[name](gestures, stage.clientWidth * step)
  function onKeyDown(press: KeyboardEvent): void {
    const name = keys[press.key]
    if (!name || press.altKey || press.ctrlKey || press.metaKey) return
    press.preventDefault()
    act(name)
  }
  async function use(): Promise<void> {
    const shown = picture()
    if (!shown || sending()) return
    setAsked(true)
    if (!alone()) return void frame.parentElement?.querySelector<HTMLElement>('input[type=checkbox]')?.focus()
    setError(undefined)
    setSending(true)
    try {
      const cut = await cutOut(shown.bitmap, squareOf(gestures.zoom(), stage.clientWidth, shown.bitmap))
      props.onDone(await sendPortrait(cut, props.groupId, closing.signal))
    } catch (cause) {
      if (closing.signal.aborted) return
      if (!(cause instanceof ApiError)) console.error('The portrait could not be put.', cause)
      setError(() => (cause instanceof ApiError ? cause : new NotMade()))
    } finally {
      setSending(false)
    }
  }
  const transform = () => {
    const { x, y, scale } = gestures.zoom()
    return `translate(calc(-50% + ${x}px), calc(-50% + ${y}px)) scale(${scale})`
  }

  return (
    <Dialog
      open
      title={t('frame.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button
            kind="primary"
            icon={check}
            busy={sending()}
            disabled={!picture() || sending()}
            onClick={() => void use()}
          >
            {t('frame.use')}
          </Button>
          <Button onClick={() => props.onClose()}>{t('action.cancel')}</Button>
        </>
      }
    >
      <p class="text-muted">{t('frame.help')}</p>
      <fieldset
        ref={frame}
        aria-label={t('frame.stage')}
        disabled={sending()}
        onKeyDown={onKeyDown}
        class="mt-3 min-w-0"
      >
        <div
          ref={stage}
          {...gestures.handlers}
          class="relative mx-auto aspect-square w-full max-w-[min(100%,50dvh)] cursor-move touch-none overflow-hidden rounded-card bg-inset select-none"
        >
          <Show when={picture()}>
            {(shown) => (
              <img
                src={shown().address}
                alt=""
                draggable={false}
                class="absolute top-1/2 left-1/2 max-w-none"
                style={{
                  width: `${Math.max(1, shown().bitmap.width / shown().bitmap.height) * 100}%`,
                  height: `${Math.max(1, shown().bitmap.height / shown().bitmap.width) * 100}%`,
                  transform: transform(),
                }}
              />
            )}
          </Show>
          <Show when={unreadable()}>
            <p role="alert" class="absolute inset-0 grid place-content-center p-6 text-center text-pretty">
              {t('frame.unreadable')}
            </p>
          </Show>
        </div>
        <div class="mt-3 flex flex-wrap justify-center gap-1.5">
          <For each={buttons}>
            {([name, icon]) => (
              <IconButton
                line
                icon={icon}
                label={t(`frame.${name}`)}
                disabled={!picture() || sending()}
                onClick={() => act(name)}
              />
            )}
          </For>
        </div>
      </fieldset>
      <div class="mt-3">
        <CheckRow
          checked={alone()}
          invalid={asked() && !alone()}
          note={asked() && !alone() ? note : undefined}
          onChange={setAlone}
        >
          {t('frame.alone')}
        </CheckRow>
        <Show when={asked() && !alone()}>
          <p id={note} class="text-alert">
            {t('frame.alone.needed')}
          </p>
        </Show>
      </div>
      <p role="status" class="text-muted">
        {sending() ? t('frame.sending') : ''}
      </p>
      <Show when={error()}>
        <Show when={error() instanceof NotMade} fallback={<ErrorNote error={error()} />}>
          <p role="alert" class="text-alert">
            {t('frame.notMade')}
          </p>
        </Show>
      </Show>
    </Dialog>
  )
}

type Step = 'left' | 'up' | 'down' | 'right' | 'smaller' | 'larger'

/** The picture goes where the word says. */
const steps: Record<Step, (gestures: Gestures, by: number) => void> = {
  left: ({ look }, by) => look(by, 0),
  right: ({ look }, by) => look(-by, 0),
  up: ({ look }, by) => look(0, by),
  down: ({ look }, by) => look(0, -by),
  smaller: ({ smaller }) => smaller(),
  larger: ({ larger }) => larger(),
}
const buttons: [Step, string][] = [
  ['left', arrowLeft],
  ['up', arrowUp],
  ['down', arrowDown],
  ['right', arrowRight],
  ['smaller', minus],
  ['larger', plus],
]
/** The same for who has a keyboard, wherever in the frame the focus is. */
const keys: Record<string, Step> = {
  ArrowLeft: 'left',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowRight: 'right',
  '-': 'smaller',
  '+': 'larger',
  '=': 'larger',
}
