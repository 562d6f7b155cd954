import { createEffect, createSignal, on, onCleanup } from 'solid-js'

interface Page<Item> {
  items: readonly Item[]
  total: number
  more: boolean
}

/** A long list, a page at a time, anew whenever what is asked for changes; typing is waited for. */
export function createPaged<Asked, Item extends { id: string }>(
  asked: () => Asked,
  fetch: (asked: Asked, after: string | undefined) => Promise<Page<Item>>,
) {
  const [items, setItems] = createSignal<readonly Item[]>()
  const [last, setLast] = createSignal({ total: 0, more: false })
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)
  let turn = 0

  async function load(after?: string): Promise<void> {
    const mine = ++turn
    setBusy(true)
    setError(undefined)
    try {
      const page = await fetch(asked(), after)
      if (mine !== turn) return
      setItems((before) => (after ? [...(before ?? []), ...page.items] : page.items))
      setLast({ total: page.total, more: page.more })
    } catch (cause) {
      if (mine === turn) setError(() => cause)
    } finally {
      if (mine === turn) setBusy(false)
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(asked, () => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), items() ? 250 : 0)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  return {
    items,
    error,
    busy,
    total: () => last().total,
    more: () => last().more,
    again: () => load(),
    next: () => load(items()?.at(-1)?.id),
  }
}

export type Paged<Item extends { id: string }> = ReturnType<typeof createPaged<unknown, Item>>
