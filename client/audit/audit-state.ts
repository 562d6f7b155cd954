import { createEffect, createMemo, createSignal, on } from 'solid-js'
import { call, type Reply } from '../api.ts'
import { asked, type Filter, filter } from './filter.ts'

type Page = Reply<'searchAudit'>

/** The pages that were read for what is looked for now, and how many lines each day of the period has. */
export function createAudit() {
  const current = createMemo(filter, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
  const [pages, setPages] = createSignal<readonly Page[]>([])
  const [days, setDays] = createSignal<Page['days']>([])
  const [names, setNames] = createSignal<Record<string, string>>({})
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal(false)
  /** What the days that are shown were counted for. */
  let counted = ''
  let latest = 0

  async function load(before?: string): Promise<void> {
    const mine = ++latest
    const looking = current()
    setBusy(true)
    setError(undefined)
    try {
      const page = await call('searchAudit', { query: { ...asked(looking), before } })
      const whole = before ? undefined : await daysOf(looking, page)
      if (mine !== latest) return
      if (whole) setDays(whole)
      setNames((known) => ({ ...known, ...page.names }))
      setPages((earlier) => (before ? [...earlier, page] : [page]))
    } catch (cause) {
      if (mine === latest) setError(() => cause)
    } finally {
      if (mine === latest) setBusy(false)
    }
  }

  /** The days of the whole period, though one of them may be shown alone. */
  async function daysOf({ day, ...period }: Filter, page: Page): Promise<Page['days'] | undefined> {
    const key = JSON.stringify(period)
    if (day && key === counted) return undefined
    const whole = day ? (await call('searchAudit', { query: period })).days : page.days
    counted = key
    return whole
  }

  createEffect(
    on(current, () => {
      setPages([])
      void load()
    }),
  )

  return {
    filter: current,
    pages,
    days,
    busy,
    error,
    load,
    /** How somebody or a child is called, as far as that was told. */
    nameOf: (id: string): string | undefined => names()[id],
    learn: (id: string, name: string) => setNames((known) => ({ ...known, [id]: name })),
    rows: createMemo(() => pages().flatMap(({ rows }) => rows)),
    older: () => pages().at(-1)?.older ?? undefined,
  }
}

export type Audit = ReturnType<typeof createAudit>
