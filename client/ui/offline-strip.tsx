import { type JSX, onMount } from 'solid-js'
import { Icon } from './icon.tsx'
import { cloudOff } from './icons.ts'
import { leaveFree } from './strip.tsx'

/**
 * A strip on top that says that there is no connection and how old the data is.
 * @param props.above it stands above the screen, which then leaves its height free
 */
export function OfflineStrip(props: { above?: boolean; children: JSX.Element }): JSX.Element {
  let strip!: HTMLDivElement
  onMount(() => props.above && leaveFree(strip))
  return (
    <div
      ref={strip}
      role="status"
      class="flex min-h-target items-center gap-3 border-b border-hairline bg-inset px-gutter py-2 text-sm leading-5"
    >
      <Icon of={cloudOff} size="m" />
      <span class="min-w-0 grow">{props.children}</span>
    </div>
  )
}
