import { type JSX, Show } from 'solid-js'
import { Icon } from '../ui/icon.tsx'

interface Said {
  icon: string
  /** What waits, in few words. */
  words: string
  /** How much of it nobody saw yet, or is late. */
  strong?: string | undefined
  /** What it opens, for who hears it. */
  opens: string
}

const shape =
  'inline-flex max-w-full min-h-target shrink-0 items-center gap-2 rounded-control border border-control bg-surface px-3 py-2 text-left text-sm leading-5 whitespace-nowrap hover:bg-inset huge:whitespace-normal'

const Words = (props: Said): JSX.Element => (
  <>
    <Icon of={props.icon} size="m" class={props.strong ? 'text-alert' : 'text-muted'} />
    <span class="min-w-0 tabular-nums huge:wrap-anywhere huge:hyphens-auto">
      {props.words}
      <Show when={props.strong}>
        {props.words && ', '}
        <b class="text-alert">{props.strong}</b>
      </Show>
      <span class="sr-only">. {props.opens}</span>
    </span>
  </>
)

/** Above the children: that something waits for the group, and the way to it in one tap. Always there, so that it is heard when it comes. */
export function Signal(props: Said & { when: boolean; href?: string; onOpen?: () => void }): JSX.Element {
  return (
    <div role="status" class="contents">
      <Show when={props.when}>
        <Show
          when={props.href}
          fallback={
            <button type="button" aria-haspopup="dialog" onClick={() => props.onOpen?.()} class={shape}>
              <Words {...props} />
            </button>
          }
        >
          {(href) => (
            <a href={href()} class={shape}>
              <Words {...props} />
            </a>
          )}
        </Show>
      </Show>
    </div>
  )
}
