import { type Component, createEffect, createSignal, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { learn } from '../locales/words.ts'
import type { Answering } from './answering.ts'

type Lane = Component<{ answering: Answering; child: Id | null }>
/** What was fetched once stays. */
const [lane, setLane] = createSignal<Lane>()
let fetching = false

/** The lane, fetched with its words once something is asked: mostly nothing is. */
export function LaterLane(props: { answering: Answering; child: Id | null }): JSX.Element {
  createEffect(() => {
    if (props.answering.waiting(null).length === 0 || fetching || lane()) return
    fetching = true
    Promise.all([import('./action-lane.tsx'), learn('action')]).then(
      ([{ ActionLane }]) => setLane(() => ActionLane),
      // Without a connection, and not kept here: the count in the navigation still says that something waits.
      () => {
        fetching = false
      },
    )
  })
  return (
    <Show when={lane()} keyed>
      {(Shown) => <Shown answering={props.answering} child={props.child} />}
    </Show>
  )
}
