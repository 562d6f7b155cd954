import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js'

/**
 * What is being removed while the way back is offered. What was announced happens: also when another is removed before the offer ends, or
 * whoever offers it goes away.
 */
export function createRemoval<T>(remove: (one: T) => void): {
  pending: Accessor<T | undefined>
  begin: (one: T) => void
  undo: () => void
  now: () => void
} {
  const [pending, setPending] = createSignal<T>()
  const now = () => {
    const one = untrack(pending)
    setPending(undefined)
    if (one !== undefined) remove(one)
  }
  onCleanup(now)
  return {
    pending,
    begin(one) {
      now()
      setPending(() => one)
    },
    undo: () => void setPending(undefined),
    now,
  }
}
