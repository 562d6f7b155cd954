import { onCleanup } from 'solid-js'

/** Gives the focus to a place that has none of its own, such as a heading. */
function focusOn(place: HTMLElement): void {
  const leave = () => place.removeAttribute('tabindex')
  place.tabIndex = -1
  place.focus()
  if (document.activeElement === place) place.addEventListener('blur', leave, { once: true })
  else leave()
}

/**
 * Moves the focus on when what had it within an element is taken from the page: it would begin anew at the top.
 * @param to where it goes
 */
export function moveFocus(within: HTMLElement, to: () => HTMLElement | null): void {
  const now = document.activeElement
  let held: Node | null = within.contains(now) ? now : null
  const hold = ({ target }: FocusEvent) => {
    held = target as Node
  }
  const observer = new MutationObserver(() => {
    if (!held || held.isConnected) return
    held = null
    const place = to()
    if (place && (document.activeElement === document.body || document.activeElement === within)) focusOn(place)
  })
  within.addEventListener('focusin', hold)
  observer.observe(within, { childList: true, subtree: true })
  onCleanup(() => {
    observer.disconnect()
    within.removeEventListener('focusin', hold)
  })
}
