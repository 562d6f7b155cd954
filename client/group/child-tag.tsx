import { type JSX, Show } from 'solid-js'
import { initials, Tag } from '../ui/tag.tsx'
import type { TodayChild } from './choice.ts'

/** The child's name tag, with that of its mentor at its foot; whose it is, is said where the child is named. */
export function ChildTag(props: { child: TodayChild; size: 'm' | 'l'; grey: boolean }): JSX.Element {
  return (
    <span class="relative w-fit shrink-0">
      <Tag
        id={props.child.id}
        initials={initials(props.child.callName, props.child.surname)}
        size={props.size}
        grey={props.grey}
      />
      <Show when={props.child.mentor}>
        {(mentor) => (
          <span
            class={`absolute -bottom-1 flex rounded-inner bg-surface p-0.5 ${props.size === 'm' ? '-right-4' : '-right-2'}`}
          >
            <Tag id={mentor().id} initials={mentor().firstName.slice(0, 2)} shape="square" size="xs" />
          </span>
        )}
      </Show>
    </span>
  )
}
