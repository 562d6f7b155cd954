import { type JSX, onCleanup, onMount } from 'solid-js'

const heights = new Map<HTMLElement, number>()

function tellHeight(): void {
  const sum = [...heights.values()].reduce((total, height) => total + height, 0)
  if (sum > 0) document.documentElement.style.setProperty('--strip', `${sum}px`)
  else document.documentElement.style.removeProperty('--strip')
}

/** Leaves the height of something above the screen free in screens that fill the window; `element` stands in the page by then. */
export function leaveFree(element: HTMLElement): void {
  const watch = new ResizeObserver(() => {
    heights.set(element, element.offsetHeight)
    tellHeight()
  })
  watch.observe(element)
  onCleanup(() => {
    watch.disconnect()
    heights.delete(element)
    tellHeight()
  })
}

/** A strip above the screen. What all of them take in height, screens that fill the window leave free. */
export function Strip(props: { label?: string; class?: string; children: JSX.Element }): JSX.Element {
  let strip!: HTMLElement
  onMount(() => leaveFree(strip))
  return (
    <aside
      ref={strip}
      aria-label={props.label}
      class={`flex items-center gap-x-3 border-b border-hairline px-gutter text-sm leading-5 print:hidden ${props.class ?? ''}`}
    >
      {props.children}
    </aside>
  )
}
