import type { JSX } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { createDone, DoneNote } from '../absence/done-note.tsx'
import { useT } from '../locales/words.ts'
import { dueFirst } from './action-state.ts'
import type { Answering } from './answering.ts'
import { WaitingList } from './waiting-list.tsx'

/** So many leave the stream itself in sight. */
const mostShown = 3

/** On Today, apart from the stream: what the group asks this guardian to do. */
export function ActionLane(props: { answering: Answering; child: Id | null }): JSX.Element {
  const t = useT('action')
  const common = useT('guardian')
  const done = createDone()
  const waiting = () => props.answering.waiting(props.child).sort(dueFirst)
  const shown = () => waiting().slice(0, mostShown)
  return (
    <>
      <section
        aria-labelledby="action-lane"
        hidden={waiting().length === 0}
        class="mb-4 rounded-card border border-hairline bg-notice p-4"
      >
        <h2 id="action-lane" class="mb-2 font-strong">
          {common('actions.title')}
        </h2>
        <WaitingList answering={props.answering} actions={shown()} done={done} />
        <a
          href="/actions"
          class="mt-1 inline-flex min-h-target items-center text-sm font-strong text-accent underline underline-offset-[.2em]"
        >
          {waiting().length > mostShown ? t('asked.more', waiting().length - mostShown) : t('asked.all')}
        </a>
      </section>
      <DoneNote of={done} />
    </>
  )
}
