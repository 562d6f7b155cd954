import { type Accessor, createSignal, onCleanup, untrack } from 'solid-js'

/**
 * What is being removed while the way back is offered. What was announced happens: also when another is removed before the offer ends, when
 * whoever offers it goes away, and when the page is left or put out of sight, from where it may never come back.
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
  const hidden = () => document.visibilityState === 'hidden' && now()
  window.addEventListener('pagehide', now)
  document.addEventListener('visibilitychange', hidden)
  onCleanup(() => {
    window.removeEventListener('pagehide', now)
    document.removeEventListener('visibilitychange', hidden)
    now()
  })
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
