import { type JSX, Show } from 'solid-js'
import { Icon } from './icon.tsx'

const tones = {
  quiet: ['bg-inset text-ink', 'text-muted'],
  present: ['bg-present-tint text-ink', 'text-present'],
  alert: ['bg-alert-tint text-alert', 'text-alert'],
} as const

/** A fact in a filled shape without an edge: it cannot be pressed. */
export function Chip(props: {
  tone?: keyof typeof tones
  icon?: string
  small?: boolean
  children: JSX.Element
}): JSX.Element {
  const tone = () => tones[props.tone ?? 'quiet']
  return (
    <span
      class={`inline-flex max-w-full items-center font-[520] ${props.small ? 'min-h-6 gap-1 rounded-inner pr-2 pl-1.5 text-xs' : 'min-h-7 gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 text-sm leading-5'} ${tone()[0]}`}
    >
      <Show when={props.icon}>{(icon) => <Icon of={icon()} size={props.small ? 'xs' : 's'} class={tone()[1]} />}</Show>
      <span>{props.children}</span>
    </span>
  )
}
