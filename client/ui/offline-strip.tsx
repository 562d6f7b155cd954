import type { JSX } from 'solid-js'
import { Icon } from './icon.tsx'
import { cloudOff } from './icons.ts'

/** A strip on top that says that there is no connection and how old the data is. */
export function OfflineStrip(props: { children: JSX.Element }): JSX.Element {
  return (
    <div
      role="status"
      class="flex min-h-target items-center gap-3 border-b border-hairline bg-inset px-gutter py-2 text-sm leading-5"
    >
      <Icon of={cloudOff} size="m" />
      <span class="min-w-0 grow">{props.children}</span>
    </div>
  )
}
