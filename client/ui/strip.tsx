import { type JSX, onCleanup, onMount } from 'solid-js'

const heights = new Map<HTMLElement, number>()

function tellHeight(): void {
  const sum = [...heights.values()].reduce((total, height) => total + height, 0)
  if (sum > 0) document.documentElement.style.setProperty('--strip', `${sum}px`)
  else document.documentElement.style.removeProperty('--strip')
}

/** A strip above the screen. What all of them take in height, screens that fill the window leave free. */
export function Strip(props: { label?: string; class?: string; children: JSX.Element }): JSX.Element {
  let strip!: HTMLElement
  onMount(() => {
    const watch = new ResizeObserver(() => {
      heights.set(strip, strip.offsetHeight)
      tellHeight()
    })
    watch.observe(strip)
    onCleanup(() => {
      watch.disconnect()
      heights.delete(strip)
      tellHeight()
    })
  })
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
