import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GuardianEntry, Timeline, TimelineItem } from '../backend/contract/diary.ts'
import type { GuardianEvent } from '../backend/contract/live.ts'
import type { GuardianPhotos } from '../backend/contract/photo.ts'
import { afterEvents, everything, type Page, pageOf, partFor, withOlder } from '../client/diary/pages.ts'
import { applyToTimeline, newestFirst } from '../client/diary/timeline.ts'

type Entry = GuardianEntry | GuardianPhotos
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute)).toISOString()
const item = (id: string, minute: number, childId = 'noor', version = 1): GuardianEntry => ({
  kind: 'diary',
  id,
  childId,
  aboutAt: at(minute),
  text: `${id} ${version}`,
  facts: [],
  author: 'Anouk',
  group: 'Eekhoorns',
  version,
  edited: version > 1,
  seq: 1,
})
/** As many photos as its version says. */
const card = (id: string, minute: number, childId = 'noor', version = 1): GuardianPhotos => {
  const { facts: _facts, edited: _edited, ...rest } = item(id, minute, childId, version)
  const photo = { width: 640, height: 480, thumbhash: '', sides: [320 as const], seconds: null, takenAt: at(minute) }
  const photos = Array.from({ length: version }, (_, n) => ({ id: `${id} ${n}`, ...photo }))
  return { ...rest, kind: 'photos', photos }
}
const place = { channel: 'c', seq: 1, at: at(0) }
const posted = (entry: Entry): GuardianEvent =>
  entry.kind === 'diary'
    ? { ...place, type: 'diary.posted', item: entry }
    : { ...place, type: 'photos.posted', item: entry }
const edited = (entry: Entry): GuardianEvent =>
  entry.kind === 'diary'
    ? { ...place, type: 'diary.edited', item: entry }
    : { ...place, type: 'photos.changed', item: entry }
const removed = ({ kind, id, childId }: Entry): GuardianEvent => ({
  ...place,
  type: kind === 'diary' ? 'diary.removed' : 'photos.removed',
  itemId: id,
  childId,
})
const cursor = (entry: TimelineItem | undefined) => (entry ? `${entry.aboutAt}_${entry.id}` : null)

describe('an event in a timeline', () => {
  test('stands where its time says, not where it came', () => {
    const items = applyToTimeline([item('c', 30), item('a', 10)], posted(item('b', 20)))
    expect(items.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  })

  test('of the same time the later id comes first', () => {
    expect([item('a', 1), item('b', 1)].sort(newestFirst).map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('an older wording never replaces a newer one', () => {
    const items = [item('a', 10, 'noor', 3)]
    expect(applyToTimeline(items, edited(item('a', 10, 'noor', 2)))).toBe(items)
    expect(applyToTimeline(items, posted(item('a', 10)))).toBe(items)
  })

  test('a removed item is gone, and removing it again changes nothing', () => {
    const items = applyToTimeline([item('a', 10), item('b', 5)], removed(item('a', 10)))
    expect(items.map(({ id }) => id)).toEqual(['b'])
    expect(applyToTimeline(items, removed(item('a', 10)))).toBe(items)
  })

  test('photos stand among the entries, and a card that lost a photo shows what is left', () => {
    let items = applyToTimeline([item('c', 30), item('a', 10)], posted(card('b', 20, 'noor', 2)))
    expect(items.map(({ kind, id }) => [kind, id])).toEqual([
      ['diary', 'c'],
      ['photos', 'b'],
      ['diary', 'a'],
    ])
    const less = { ...card('b', 20, 'noor', 3), photos: card('b', 20).photos }
    items = applyToTimeline(items, edited(less))
    expect(items.find(({ id }) => id === 'b')).toEqual(less)
    expect(applyToTimeline(items, edited(card('b', 20, 'noor', 2)))).toBe(items)
    expect(applyToTimeline(items, removed(less)).map(({ id }) => id)).toEqual(['c', 'a'])
  })

  test('a card that was tagged later appears where its time says, within the stretch alone', () => {
    const stretch = { floor: { aboutAt: at(10), id: 'a' }, ceiling: null }
    const items = [item('m', 20)]
    expect(applyToTimeline(items, edited(card('p', 15)), stretch).map(({ id }) => id)).toEqual(['m', 'p'])
    expect(applyToTimeline(items, edited(card('p', 5)), stretch)).toEqual(items)
  })

  test('what lies outside of the stretch stays outside, and an edit may carry an item in or out', () => {
    const stretch = { floor: { aboutAt: at(10), id: 'a' }, ceiling: { aboutAt: at(30), id: 'z' } }
    const items = [item('m', 20)]
    expect(applyToTimeline(items, posted(item('b', 5)), stretch).map(({ id }) => id)).toEqual(['m'])
    expect(applyToTimeline(items, posted(item('b', 45)), stretch).map(({ id }) => id)).toEqual(['m'])
    expect(applyToTimeline(items, edited(item('m', 5, 'noor', 2)), stretch)).toEqual([])
    expect(applyToTimeline(items, edited(item('b', 15, 'noor', 2)), stretch).map(({ id }) => id)).toEqual(['m', 'b'])
  })
})

/** The server as far as a timeline sees it. */
function server() {
  const entries = new Map<string, TimelineItem>()
  const sorted = () => [...entries.values()].sort(newestFirst)
  return {
    entries,
    page(limit: number, before: string | null = null): Timeline {
      const rest = sorted().filter((entry) => before === null || isBefore(entry, before))
      const items = rest.slice(0, limit)
      return {
        children: [],
        hearted: [],
        absences: [],
        handovers: [],
        plans: [],
        actions: [],
        answers: [],
        presence: [],
        items,
        older: rest.length > limit ? cursor(items.at(-1)) : null,
        newer: null,
        heads: [],
      }
    },
  }
}

function isBefore(entry: TimelineItem, before: string): boolean {
  const [aboutAt = '', id = ''] = before.split('_')
  return newestFirst({ aboutAt, id }, entry) < 0
}

test('pages and events together equal a fresh fetch of the same stretch, for one child too', () => {
  const step = fc.record({
    does: fc.constantFrom('post', 'edit', 'remove', 'older'),
    which: fc.nat(30),
    minute: fc.nat(59),
    child: fc.constantFrom('noor', 'sam'),
    make: fc.constantFrom(item, card),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 40 }), (before, steps) => {
      const { entries, page } = server()
      let made = 0
      const run = ({ does, which, minute, child, make }: (typeof steps)[number]): GuardianEvent[] => {
        const known = [...entries.values()][which % Math.max(1, entries.size)]
        if (does === 'post') {
          const entry = make(`id${String(made++).padStart(3, '0')}`, minute, child)
          entries.set(entry.id, entry)
          return [posted(entry)]
        }
        if (!known || does === 'older') return []
        if (does === 'remove') {
          entries.delete(known.id)
          return [removed(known as Entry)]
        }
        const entry = (known.kind === 'diary' ? item : card)(known.id, minute, known.childId, known.version + 1)
        entries.set(entry.id, entry)
        return [edited(entry)]
      }
      for (const one of before) run(one)
      let shown: Page = pageOf(page(4))
      let sam: Page = partFor(shown, 'sam')
      for (const one of steps) {
        if (one.does === 'older' && shown.older !== null) {
          const reply = page(4, shown.older)
          shown = withOlder(shown, reply)
          sam = withOlder(sam, { ...reply, items: reply.items.filter(({ childId }) => childId === 'sam') })
          continue
        }
        const events = run(one)
        shown = afterEvents(shown, everything, events)
        sam = afterEvents(sam, { child: 'sam', day: null }, events)
      }
      const { floor } = shown
      const fresh = [...entries.values()]
        .sort(newestFirst)
        .filter((entry) => floor === null || newestFirst(entry, floor) <= 0)
      expect(shown.items).toEqual(fresh)
      expect(sam.items).toEqual(fresh.filter(({ childId }) => childId === 'sam'))
    }),
  )
})
