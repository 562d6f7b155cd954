import { type Accessor, createEffect, createSignal, on } from 'solid-js'
import type { Plan, Planning } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'

/** A week of a group: the one that is asked for, and what was changed in it here. */
export function createPlanning(groupId: Id, day: Accessor<Day | undefined>) {
  const [planning, setPlanning] = createSignal<Planning>()
  const [error, setError] = createSignal<unknown>()
  let latest = 0

  async function load(): Promise<void> {
    const mine = ++latest
    const asked = day()
    try {
      const fetched = await call('planning', { params: { groupId }, query: asked ? { day: asked } : {} })
      if (mine !== latest) return
      setError(undefined)
      setPlanning(fetched)
    } catch (cause) {
      if (mine === latest) setError(() => cause)
    }
  }
  createEffect(on(day, () => queueMicrotask(() => void load())))

  return {
    planning,
    error,
    load,
    failed: (cause: unknown): void => void setError(() => cause),
    /** What is planned for a child now. */
    put({ childId, plan }: { childId: Id; plan: Plan }): void {
      setPlanning(
        (was) =>
          was && { ...was, children: was.children.map((child) => (child.id === childId ? { ...child, plan } : child)) },
      )
    },
  }
}

export type PlanningState = ReturnType<typeof createPlanning>
