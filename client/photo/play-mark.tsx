import type { JSX } from 'solid-js'
import { Icon } from '../ui/icon.tsx'
import { play } from '../ui/icons.ts'

/** In the middle of a small picture: it is of a video. */
export function PlayMark(props: { small?: boolean }): JSX.Element {
  return (
    <span
      aria-hidden="true"
      class={`pointer-events-none absolute inset-0 m-auto grid place-items-center rounded-full bg-viewer text-viewer-ink ${props.small ? 'size-6' : 'size-8'}`}
    >
      <Icon of={play} size={props.small ? 'xs' : 's'} />
    </span>
  )
}
