import { type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { IconButton } from '../ui/button.tsx'
import { chevronLeft, chevronRight } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Picture } from './picture.tsx'
import { PlayMark } from './play-mark.tsx'
import type { ShownPhoto } from './viewer-props.ts'

/** The photos around the one in sight, and the way to the one before and after it. */
export function ViewerStrip(props: {
  photos: readonly { photo: ShownPhoto; nr: number }[]
  shown: Id
  canStep: (by: 1 | -1) => boolean
  onStep: (by: 1 | -1) => void
  onShow: (id: Id) => void
}): JSX.Element {
  const t = useT('guardian')
  return (
    <nav
      aria-label={t('viewer.strip')}
      class="flex items-center gap-1 px-2 pt-3 pb-[calc(0.75rem+env(safe-area-inset-bottom))]"
    >
      <IconButton
        icon={chevronLeft}
        label={t('viewer.before')}
        aria-disabled={!props.canStep(-1)}
        onClick={() => props.onStep(-1)}
        class="aria-disabled:cursor-not-allowed aria-disabled:text-viewer-muted aria-disabled:opacity-60"
      />
      <ol class="flex min-w-0 grow justify-center gap-1 overflow-hidden py-1 huge:invisible">
        <Keyed each={props.photos} by={({ photo }) => photo.id}>
          {(one) => (
            <li
              class={`shrink-0 ${one().photo.id === props.shown ? 'mx-1 rounded-inner outline-2 outline-offset-2 outline-viewer-ink' : ''}`}
            >
              <button
                type="button"
                aria-label={t(one().photo.seconds === null ? 'viewer.nr' : 'viewer.videoNr', one().nr)}
                aria-current={one().photo.id === props.shown ? 'true' : undefined}
                onClick={() => props.onShow(one().photo.id)}
                class="relative block size-target overflow-hidden rounded-inner focus-visible:-outline-offset-3"
              >
                <Picture
                  source={{ kind: 'photo', id: one().photo.id }}
                  picture={one().photo}
                  alt=""
                  class="size-full"
                />
                <Show when={one().photo.seconds !== null}>
                  <PlayMark small />
                </Show>
              </button>
            </li>
          )}
        </Keyed>
      </ol>
      <IconButton
        icon={chevronRight}
        label={t('viewer.after')}
        aria-disabled={!props.canStep(1)}
        onClick={() => props.onStep(1)}
        class="aria-disabled:cursor-not-allowed aria-disabled:text-viewer-muted aria-disabled:opacity-60"
      />
    </nav>
  )
}
