import { createEffect, type JSX, onMount } from 'solid-js'
import { arrival } from '../router.ts'

/**
 * The title of a screen, once per screen. It receives focus when somebody comes here, and names the page,
 * which `page` may name more closely.
 */
export function ScreenTitle(props: { children: string; page?: string }): JSX.Element {
  let heading!: HTMLHeadingElement
  createEffect(() => {
    document.title = props.page ?? props.children
  })
  onMount(() => {
    if (arrival().moved && arrival().focus === '') heading.focus({ preventScroll: true })
  })
  return (
    <h1 ref={heading} tabindex="-1" class="text-2xl font-title wrap-anywhere text-balance hyphens-auto">
      {props.children}
    </h1>
  )
}
