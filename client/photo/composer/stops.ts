import { type Accessor, createEffect, on } from 'solid-js'
import type { Id } from '../../../backend/contract/values.ts'
import { language, useT } from '../../locales/words.ts'
import { listed } from '../../time.ts'
import { announce } from '../../ui/live-region.tsx'
import { kindsOf } from '../upload-state.ts'
import { useNumberList } from './number-list.ts'
import type { Blocked, DraftPhoto } from './photo-draft.ts'

/** Photos that are stopped by the same children for the same reason. */
export interface Stop {
  photos: DraftPhoto[]
  children: Blocked['children']
}

/** What tells one stop from another. */
export const keyOfStop = ({ children }: Stop): string => JSON.stringify(children)

/** The photos that are stopped by the same children for the same reason, together. */
export function stopsOf(blocked: readonly Blocked[]): Stop[] {
  const stops = new Map<string, Stop>()
  for (const { photo, children } of blocked) {
    const stop = stops.get(JSON.stringify(children)) ?? { photos: [], children }
    stop.photos.push(photo)
    stops.set(keyOfStop(stop), stop)
  }
  return [...stops.values()]
}

/** Is one of these photos among those that it stops. */
export const touches = (stop: Stop, photos: readonly DraftPhoto[]): boolean =>
  stop.photos.some(({ item }) => photos.some((photo) => photo.item.key === item.key))

/** What a stop says. */
export function useStopWords(): {
  title: (stop: Stop) => string
  why: (stop: Stop) => string
  spoken: (stop: Stop) => string
  names: (stop: Stop) => string
} {
  const t = useT('staff')
  const numbers = useNumberList()
  const names = (children: Blocked['children']) =>
    listed(
      children.map(({ callName }) => callName),
      language(),
    )
  const those = (photos: readonly DraftPhoto[]): [string, number, number] => [
    numbers(photos),
    ...kindsOf(photos.map(({ item }) => item)),
  ]
  return {
    title: ({ photos }) => t('blocked.title', ...those(photos)),
    spoken: ({ photos, children }) => t('blocked.spoken', names(children), ...those(photos)),
    why: ({ children }) =>
      ([false, true] as const)
        .flatMap((notThen) => {
          const some = children.filter((child) => child.notThen === notThen)
          return some.length === 0 ? [] : [t(notThen ? 'blocked.then' : 'blocked.now', names(some), some.length)]
        })
        .join(' '),
    names: ({ children }) => names(children),
  }
}

const pairsOf = ({ photos, children }: Stop): string[] =>
  photos.flatMap(({ item }) => children.map(({ id }) => `${item.key} ${id}`))

/** Where the stop of a child is shown, on top of what else is on the page. */
const noteOf = (child: Id) => [...document.querySelectorAll<HTMLElement>(`[data-stop~="${child}"]`)].at(-1)

/** Says what has just been stopped, and brings the ways out into view. */
export function createStopTelling(stops: Accessor<readonly Stop[]>): void {
  const words = useStopWords()
  createEffect(
    on(stops, (now, before) => {
      if (!before) return
      const known = new Set(before.flatMap(pairsOf))
      const fresh = now.filter((stop) => pairsOf(stop).some((pair) => !known.has(pair)))
      for (const stop of fresh) announce(words.spoken(stop))
      const child = fresh.at(-1)?.children.at(-1)
      if (child) requestAnimationFrame(() => noteOf(child.id)?.scrollIntoView({ block: 'nearest' }))
    }),
  )
}
