import type { Timeline, TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { applyToTimeline, merge, newestFirst, type Position, type Stretch } from './timeline.ts'

/** What a screen looks at: one child or all, now or around an earlier day. */
export interface View {
  child: Id | null
  day: Day | null
}

/** What is loaded of a view, and where it goes on. */
export interface Page extends Stretch {
  items: readonly TimelineItem[]
  older: string | null
  newer: string | null
}

/** The pages of all views that were looked at. */
export type Pages = ReadonlyMap<string, Page>

/** All children, now: the page that everything starts from. */
export const everything: View = { child: null, day: null }

export const keyOf = (view: View): string => `${view.child ?? 'all'} ${view.day ?? ''}`

function viewOf(key: string): View {
  const [child = 'all', day = ''] = key.split(' ')
  return { child: child === 'all' ? null : child, day: day === '' ? null : day }
}

/** A cursor of the server is the place of an item. */
function placeOf(cursor: string | null): Position | null {
  if (cursor === null) return null
  const [aboutAt = '', id = ''] = cursor.split('_')
  return { aboutAt, id }
}

/** A page as the server gives it. */
export function pageOf(reply: Timeline): Page {
  const items = [...reply.items].sort(newestFirst)
  return {
    items,
    older: reply.older,
    newer: reply.newer,
    floor: placeOf(reply.older),
    ceiling: placeOf(reply.newer),
  }
}

/** A page with what lies before it. */
export function withOlder(page: Page, reply: Timeline): Page {
  const items = merge(page.items, reply.items)
  return { ...page, items, older: reply.older, floor: placeOf(reply.older) }
}

/** A page with what came after it. */
export function withNewer(page: Page, reply: Timeline): Page {
  const items = merge(page.items, reply.items)
  return { ...page, items, newer: reply.newer, ceiling: placeOf(reply.newer) }
}

/** One child's part of the page of all children: it reaches as far back. */
export const partFor = (page: Page, child: Id | null): Page => ({
  ...page,
  items: child === null ? page.items : page.items.filter((item) => item.childId === child),
})

const isAbout = (event: GuardianEvent, child: Id): boolean =>
  'itemId' in event ? event.childId === child : 'item' in event && event.item.childId === child

/** A page after events. */
export const afterEvents = (page: Page, view: View, events: readonly GuardianEvent[]): Page => ({
  ...page,
  items: events
    .filter((event) => view.child === null || isAbout(event, view.child))
    .reduce<readonly TimelineItem[]>((items, event) => applyToTimeline(items, event, page), page.items),
})

/** All pages after events. */
export const allAfterEvents = (pages: Pages, events: readonly GuardianEvent[]): Pages =>
  new Map([...pages].map(([key, page]) => [key, afterEvents(page, viewOf(key), events)]))
