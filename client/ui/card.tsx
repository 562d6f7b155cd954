import { type JSX, splitProps } from 'solid-js'
import { Dynamic } from 'solid-js/web'

/** A white sheet with a hairline. `quiet` is for what comes from the location and not about one child. */
export function Card(
  props: { as?: 'article' | 'section' | 'div' | 'li'; quiet?: boolean } & JSX.HTMLAttributes<HTMLElement>,
): JSX.Element {
  const [look, rest] = splitProps(props, ['as', 'quiet', 'class'])
  return (
    <Dynamic
      component={look.as ?? 'div'}
      {...rest}
      class={`overflow-hidden rounded-card border border-hairline ${look.quiet ? 'bg-notice' : 'bg-surface'} ${look.class ?? ''}`}
    />
  )
}
