import { type JSX, Show } from 'solid-js'
import { useSendWords } from '../group/outbox-words.ts'
import { SendActions } from '../group/send-actions.tsx'
import { isStuck, type Send } from '../outbox-state.ts'
import { Icon } from '../ui/icon.tsx'
import { check, clock, triangleAlert } from '../ui/icons.ts'
import type { PostActions } from './staff-posts.ts'

/** How a post or a change that has not come back stands, and what to do about it. */
export function SendPart(props: { send: Send; actions: Pick<PostActions, 'change' | 'compare'> }): JSX.Element {
  const words = useSendWords()
  const stuck = () => isStuck(props.send)
  return (
    <div class={`grid gap-2 border-t px-4 py-2 ${stuck() ? 'border-alert-edge bg-alert-tint' : 'border-hairline'}`}>
      <p role="status" class={`flex min-h-8 items-center gap-1.5 text-sm ${stuck() ? 'text-alert' : 'text-muted'}`}>
        <Icon of={stuck() ? triangleAlert : props.send.state === 'sent' ? check : clock} size="s" />
        {words.state(props.send)}
      </p>
      <Show when={stuck() || props.send.held || props.send.state === 'failed'}>
        <Show when={words.problem(props.send)}>{(problem) => <p class="text-sm">{problem()}</p>}</Show>
        <SendActions send={props.send} onChange={props.actions.change} onCompare={props.actions.compare} />
      </Show>
    </div>
  )
}
