import { createEffect, For, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { Diary } from '../diary/diary-state.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { daysAfter } from '../time.ts'
import { JournalCard } from './journal-card.tsx'
import { once } from './plan-state.ts'

/** On Today, until midnight: what the groups of the children are going to do tomorrow. */
export function TomorrowPlans(props: { diary: Diary; child: Id | null }): JSX.Element {
  const t = useT('guardian')
  const plans = () =>
    once(
      props.diary
        .plans()
        .filter(
          ({ day, childId }) => day === daysAfter(today(), 1) && (props.child === null || childId === props.child),
        ),
    )
  // Nothing stands higher on the page: what is here is seen.
  const isNew = (id: Id) => props.diary.fresh().has(id)
  createEffect(() => {
    const unread = plans().flatMap(({ id }) => (props.diary.isUnread(id) ? [id] : []))
    if (unread.length > 0 && document.visibilityState === 'visible') queueMicrotask(() => props.diary.see(unread))
  })
  return (
    <Show when={plans().length > 0}>
      <section aria-label={t('journal.tomorrow')} class="mb-4 grid grid-cols-[minmax(0,1fr)] gap-3">
        <For each={plans()}>{(plan) => <JournalCard item={plan} fresh={isNew(plan.id)} class="border-select" />}</For>
      </section>
    </Show>
  )
}
