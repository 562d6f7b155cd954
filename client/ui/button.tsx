import { type JSX, Show, splitProps } from 'solid-js'
import { Icon } from './icon.tsx'
import { loaderCircle } from './icons.ts'

const kinds = {
  primary: 'px-5 border-transparent bg-accent text-on-accent not-disabled:hover:bg-accent-hover',
  plain: 'px-5 bg-surface border-control text-ink not-disabled:hover:bg-inset',
  alert: 'px-5 bg-surface border-alert text-alert not-disabled:hover:bg-alert-tint',
  quiet: 'px-3 border-transparent text-accent not-disabled:hover:bg-inset',
}

const shape = (kind: keyof typeof kinds, wide: boolean | undefined) =>
  `inline-flex max-w-full min-h-target items-center justify-center gap-2 rounded-control border py-2 text-center leading-5 font-strong huge:wrap-anywhere huge:hyphens-auto transition-colors duration-(--dur-press) ease-settle disabled:border-transparent disabled:bg-inset disabled:text-muted disabled:cursor-not-allowed ${kinds[kind]} ${wide ? 'w-full' : ''}`

interface Look {
  kind?: keyof typeof kinds
  wide?: boolean
  icon?: string
}

/** A button; its word is the verb of the result. While `busy` the word stays and the icon turns. */
export function Button(props: Look & { busy?: boolean } & JSX.ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  const [look, rest] = splitProps(props, ['kind', 'wide', 'icon', 'busy', 'class', 'children'])
  return (
    <button
      type="button"
      {...rest}
      aria-busy={look.busy || undefined}
      class={`${shape(look.kind ?? 'plain', look.wide)} ${look.class ?? ''}`}
    >
      <Show when={look.busy} fallback={<Show when={look.icon}>{(icon) => <Icon of={icon()} size="m" />}</Show>}>
        <Icon of={loaderCircle} size="m" class="animate-turn" />
      </Show>
      {look.children}
    </button>
  )
}

/** A link that looks like a button. */
export function ButtonLink(props: Look & JSX.AnchorHTMLAttributes<HTMLAnchorElement>): JSX.Element {
  const [look, rest] = splitProps(props, ['kind', 'wide', 'icon', 'class', 'children'])
  return (
    <a {...rest} class={`${shape(look.kind ?? 'plain', look.wide)} ${look.class ?? ''}`}>
      <Show when={look.icon}>{(icon) => <Icon of={icon()} size="m" />}</Show>
      {look.children}
    </a>
  )
}

/** A square button that shows only an icon; `label` is what it is called. */
export function IconButton(
  props: { icon: string; label: string; line?: boolean } & JSX.ButtonHTMLAttributes<HTMLButtonElement>,
): JSX.Element {
  const [look, rest] = splitProps(props, ['icon', 'label', 'line', 'class'])
  return (
    <button
      type="button"
      {...rest}
      aria-label={look.label}
      title={look.label}
      class={`inline-grid size-target shrink-0 place-items-center rounded-control transition-colors duration-(--dur-press) hover:bg-inset disabled:text-muted ${look.line ? 'border border-control bg-surface' : ''} ${look.class ?? ''}`}
    >
      <Icon of={look.icon} />
    </button>
  )
}
