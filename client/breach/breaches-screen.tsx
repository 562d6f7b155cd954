import { type JSX, Show } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { BreachList } from './breach-list.tsx'
import { BreachRecord } from './breach-record.tsx'

/** What the privacy officer keeps of breaches: all of them, or one. */
export function Screen(props: { me: Me; params: Record<string, string> }): JSX.Element {
  return (
    <Show when={props.params.breachId} keyed fallback={<BreachList />}>
      {(id) => <BreachRecord breachId={id} person={props.me.person.id} />}
    </Show>
  )
}
