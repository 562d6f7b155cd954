import { createEffect, createUniqueId, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { IconButton } from './button.tsx'
import { x } from './icons.ts'
import { LiveRegion } from './live-region.tsx'
import { moveFocus } from './move-focus.ts'

/** A question above the page; `wide` where it shows something large. Escape and a press beside it close it; focus returns to where it was, and goes to the title where what had it is replaced. */
export function Dialog(props: {
  open: boolean
  title: string
  onClose: () => void
  children: JSX.Element
  actions: JSX.Element
  wide?: boolean
}): JSX.Element {
  const t = useT()
  const id = createUniqueId()
  let dialog!: HTMLDialogElement
  let heading!: HTMLHeadingElement
  createEffect(() => {
    if (props.open && !dialog.open) dialog.showModal()
    if (!props.open && dialog.open) dialog.close()
  })
  onMount(() => {
    // Where the page moves under a press it ends beside what it began on, and belongs to the dialog.
    let beside = false
    dialog.addEventListener('pointerdown', (press) => {
      beside = press.target === dialog
    })
    dialog.addEventListener('click', (press) => press.target === dialog && beside && props.onClose())
    moveFocus(dialog, () => heading)
  })
  // What goes because something else takes its place was not closed by anybody.
  let gone = false
  onCleanup(() => {
    gone = true
    if (dialog.open) dialog.close()
  })
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={() => !gone && props.open && props.onClose()}
      class={`m-auto ${props.wide ? 'w-[min(64rem,calc(100vw-2rem))]' : 'w-[min(26rem,calc(100vw-2rem))]'} huge:w-[calc(100vw-1rem)] rounded-card border border-hairline bg-surface text-ink`}
    >
      <div class="p-6 huge:p-4">
        <div class={props.wide ? 'sticky top-0 z-10 huge:static -mt-2 flex items-center gap-2 bg-surface py-2' : ''}>
          <h2
            ref={heading}
            id={id}
            class="min-w-0 grow text-lg font-strong outline-none tracking-[-0.012em] wrap-anywhere text-balance hyphens-auto"
          >
            {props.title}
          </h2>
          <Show when={props.wide}>
            <IconButton icon={x} label={t('action.close')} onClick={() => props.onClose()} class="-my-2 shrink-0" />
          </Show>
        </div>
        <div class="mt-2 text-sm text-pretty huge:wrap-anywhere huge:hyphens-auto">{props.children}</div>
        <div class="mt-5 flex flex-wrap gap-2 empty:hidden">{props.actions}</div>
      </div>
      <Show when={props.open}>
        <LiveRegion />
      </Show>
    </dialog>
  )
}
