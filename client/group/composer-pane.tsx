import { type JSX, onCleanup, onMount, Show } from 'solid-js'
import { LiveRegion } from '../ui/live-region.tsx'
import { createMedia } from '../ui/media.ts'

/**
 * The place of the composer: a pane at the right from 1024 px, or there in the place of the screen when it is `full`; on anything
 * narrower a sheet over the whole screen.
 */
export function ComposerPane(props: {
  label: string
  open: boolean
  full: boolean
  idle: JSX.Element
  onClose: () => void
  children: JSX.Element
}): JSX.Element {
  const wide = createMedia('(min-width: 64rem)')
  return (
    <Show
      when={wide()}
      fallback={
        <Show when={props.open}>
          <Sheet label={props.label} onClose={props.onClose}>
            {props.children}
          </Sheet>
        </Show>
      }
    >
      <section
        id={props.full ? 'main' : undefined}
        role={props.full ? 'main' : undefined}
        aria-label={props.label}
        class={`h-[calc(100dvh-var(--strip,0px))] min-h-0 bg-surface ${props.full ? 'col-span-full' : 'border-l border-hairline'}`}
      >
        <Show when={props.open} fallback={props.idle}>
          {props.children}
        </Show>
      </section>
    </Show>
  )
}

function Sheet(props: { label: string; onClose: () => void; children: JSX.Element }): JSX.Element {
  let sheet!: HTMLDialogElement
  onMount(() => sheet.showModal())
  onCleanup(() => sheet.close())
  return (
    <dialog
      ref={sheet}
      aria-label={props.label}
      onCancel={(pressed) => {
        pressed.preventDefault()
        props.onClose()
      }}
      class="m-0 h-dvh max-h-none w-screen max-w-none bg-surface pt-[env(safe-area-inset-top)] text-ink"
    >
      {props.children}
      <LiveRegion />
    </dialog>
  )
}
