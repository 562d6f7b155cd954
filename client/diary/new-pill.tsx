import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { arrowUp } from '../ui/icons.ts'

/** How many new items wait above; it takes no room, and pressing it goes there. */
export function NewPill(props: { count: number; onReveal: () => void }): JSX.Element {
  const t = useT('guardian')
  return (
    <div class="pointer-events-none sticky top-17 z-9 flex h-0 justify-end huge:fixed huge:inset-x-0 huge:top-auto huge:bottom-[calc(var(--bar-bottom)+--spacing(3))] huge:h-auto huge:justify-center">
      <Show when={props.count > 0}>
        <button
          type="button"
          onClick={() => props.onReveal()}
          class="pointer-events-auto relative mt-1 inline-flex h-9 animate-settle items-center gap-1.5 rounded-full bg-accent pr-4 pl-3 text-sm font-strong text-on-accent outline-3 outline-ground after:absolute after:inset-x-0 after:-inset-y-1 hover:bg-accent-hover focus-visible:outline-focus"
        >
          <Icon of={arrowUp} size="s" />
          {t('today.new', props.count)}
        </button>
      </Show>
    </div>
  )
}
