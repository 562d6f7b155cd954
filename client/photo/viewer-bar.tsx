import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { download, heart, loaderCircle, x, zoomIn, zoomOut } from '../ui/icons.ts'
import type { Gestures } from './gestures.ts'
import { isHearted } from './hearts.ts'
import type { Progress } from './saving.ts'
import type { ShownPhoto } from './viewer-props.ts'

const line = 'absolute inset-x-0 bottom-0 block h-1 w-full accent-accent'

/** Closing, which photo it is, and what can be done with it. */
export function ViewerBar(props: {
  count: string
  photo: ShownPhoto | undefined
  gestures: Gestures
  /** How far its download is. */
  saving: Progress | undefined
  onClose: () => void
  onHeart: (photo: ShownPhoto) => void
  onSave: (photo: ShownPhoto) => void
  class?: string
}): JSX.Element {
  const t = useT('guardian')
  const enlarged = () => props.gestures.zoom().scale > 1
  return (
    <header
      class={`relative flex flex-wrap items-center gap-x-1 px-2 pt-[calc(0.5rem+env(safe-area-inset-top))] pb-2 ${props.class ?? ''}`}
    >
      <IconButton icon={x} label={t('action.close')} onClick={() => props.onClose()} />
      <p aria-live="polite" class="min-w-0 grow text-center text-sm font-[560] tabular-nums">
        {props.count}
      </p>
      <Show when={props.photo}>
        {(photo) => (
          <>
            <Show when={photo().seconds === null}>
              <IconButton
                icon={zoomOut}
                label={t('viewer.smaller')}
                aria-disabled={!enlarged()}
                onClick={props.gestures.smaller}
                class="aria-disabled:cursor-not-allowed aria-disabled:text-viewer-muted aria-disabled:opacity-60"
              />
              <IconButton icon={zoomIn} label={t('viewer.larger')} onClick={props.gestures.larger} />
            </Show>
            <IconButton
              icon={heart}
              label={t('viewer.heart')}
              aria-pressed={isHearted(photo().id)}
              onClick={() => props.onHeart(photo())}
              class="aria-pressed:text-alert aria-pressed:[&_path]:fill-current"
            />
            <IconButton
              icon={props.saving ? loaderCircle : download}
              label={t(photo().seconds === null ? 'viewer.save' : 'viewer.saveVideo')}
              aria-busy={props.saving !== undefined || undefined}
              onClick={() => props.onSave(photo())}
              class="aria-busy:[&_svg]:animate-turn"
            />
            <Show when={props.saving}>
              {(saving) => (
                <Show when={saving().all} fallback={<progress class={line} aria-label={t('viewer.saving')} />}>
                  <progress class={line} max={saving().all} value={saving().done} aria-label={t('viewer.saving')} />
                </Show>
              )}
            </Show>
          </>
        )}
      </Show>
    </header>
  )
}
