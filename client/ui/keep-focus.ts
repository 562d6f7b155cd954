import { type Accessor, createEffect, on, onCleanup } from 'solid-js'

const focusable = 'h1, h2, a, button, input, select, textarea'

/** What a control is called, by which it is found again where it was drawn anew. */
function calledOf(element: Element): string {
  const [label] = (element as HTMLInputElement).labels ?? []
  return `${element.tagName} ${element.getAttribute('aria-label') ?? (label ?? element).textContent}`
}

const isThere = (element: Element) => element.isConnected && element.checkVisibility()

/**
 * Gives the focus back when what had it goes with a turn of the screen: to the control that is called the same, else to a heading.
 * @param turned changes with the turn
 */
export function keepFocus(turned: Accessor<unknown>, heading: () => HTMLElement | null): void {
  let held: { element: Element; called: string } | undefined
  const closing = new AbortController()
  const { signal } = closing
  document.addEventListener(
    'focusin',
    ({ target }) => {
      if (target instanceof Element) held = { element: target, called: calledOf(target) }
    },
    { signal },
  )
  // Whoever left it themselves does not miss it.
  document.addEventListener(
    'focusout',
    ({ target }) =>
      queueMicrotask(() => {
        const left = held?.element
        if (left === target && left !== document.activeElement && left && isThere(left)) held = undefined
      }),
    { signal },
  )
  onCleanup(() => closing.abort())
  createEffect(
    on(
      turned,
      () => {
        const lost = held
        requestAnimationFrame(() => {
          if (!lost || isThere(lost.element) || signal.aborted) return
          const same = [...document.querySelectorAll<HTMLElement>(focusable)]
            .filter((one) => isThere(one) && calledOf(one) === lost.called)
            .at(-1)
          const place = same ?? heading()
          place?.focus()
        })
      },
      { defer: true },
    ),
  )
}
