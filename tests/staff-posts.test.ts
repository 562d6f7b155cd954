import { describe, expect, test } from 'vitest'
import type { StaffEntry } from '../backend/contract/diary.ts'
import { newDraft, withChildren } from '../client/diary/composer/draft.ts'
import { draftOfSend, withoutChildren } from '../client/diary/composer/send-again.ts'
import { dayPosts } from '../client/diary/staff-day-posts.ts'
import { type Post, postsOf, templateOf } from '../client/diary/staff-posts.ts'
import { turns } from '../client/group/birthday.ts'
import { choose, filtered, lacking, step } from '../client/group/choice.ts'
import { type Failure, failed, newSend, started, succeeded, type Work } from '../client/outbox-state.ts'

const names = new Map([
  ['aya', 'Aya'],
  ['liv', 'Liv'],
  ['sem', 'Sem'],
])
const at = '2026-11-22T11:00:00.000Z'
const entry = (id: string, childId: string, text: string, more: Partial<StaffEntry> = {}): StaffEntry => ({
  id,
  childId,
  text,
  facts: [],
  aboutAt: at,
  author: 'Anouk',
  authorId: 'anouk',
  group: 'Eekhoorns',
  groupId: 'g',
  postId: 'p1',
  postedAt: at,
  version: 1,
  edited: false,
  editedAt: null,
  ...more,
})
const draft = withChildren(newDraft('g', '2026-11-22'), ['liv', 'sem'])
const post: Work = {
  kind: 'post',
  groupId: 'g',
  callNames: { liv: 'Liv', sem: 'Sem' },
  draft,
  body: {
    id: 'p2',
    groupId: 'g',
    aboutAt: at,
    children: [
      { childId: 'liv', entryId: 'e1', text: '{name} sliep', facts: [] },
      { childId: 'sem', entryId: 'e2', text: '{name} sliep', facts: [] },
    ],
  },
}
const posts = (entries: StaffEntry[], sends = [newSend('p2', post, 0)].slice(0, 0)) =>
  dayPosts(
    postsOf(entries, sends, names, 'Anouk', () => true),
    [],
  ).flatMap((post) => post.entry ?? [])
const children = (found: Post[]) =>
  found.map(({ variants }) => variants.map(({ lines }) => lines.map(({ childId }) => childId)))
const refused: Failure = { code: 'consent_missing', retryable: false, children: [{ id: 'sem', callName: 'Sem' }] }

describe('posts', () => {
  test('are one for the children who share the same words, in the order of the group', () => {
    const found = posts([
      entry('1', 'sem', 'Sem at een boterham'),
      entry('2', 'aya', 'Aya at een boterham'),
      entry('3', 'liv', 'Liv sliep'),
    ])
    expect(children(found)).toEqual([[['aya', 'sem'], ['liv']]])
    expect(found[0]?.variants[0]?.text).toBe('{name} at een boterham')
  })
  test('on their way stand on top until they have come back, and never twice', () => {
    const send = newSend('p2', post, 0)
    const later = entry('1', 'aya', 'x', { aboutAt: '2026-11-22T15:00:00.000Z' })
    expect(posts([later], [send]).map(({ id }) => id)).toEqual(['p2', 'p1'])
    const half = posts([entry('e1', 'liv', 'Liv sliep', { postId: 'p2' })], [succeeded(started(send), 1)])
    expect(half).toHaveLength(1)
    expect(half[0]?.variants.flatMap(({ lines }) => lines.map(({ entryId }) => entryId)).sort()).toEqual(['e1', 'e2'])
    const both = [entry('e1', 'liv', 'Liv sliep', { postId: 'p2' }), entry('e2', 'sem', 'Sem sliep', { postId: 'p2' })]
    expect(children(posts(both, [succeeded(started(send), 1)]))).toEqual([[['liv', 'sem']]])
  })
  test('that are removed are gone at once, and back when that failed', () => {
    const before = entry('1', 'aya', 'x')
    const removal = newSend('r', { kind: 'remove', groupId: 'g', callNames: {}, before }, 0)
    expect(posts([before], [removal])).toEqual([])
    expect(posts([before], [failed(started(removal), { code: 'not_found', retryable: false }, 0, 0)])).toHaveLength(1)
  })
  test('that are changed show the change', () => {
    const before = entry('1', 'aya', 'oud')
    const change = newSend(
      'c',
      {
        kind: 'edit',
        groupId: 'g',
        callNames: {},
        draft,
        before,
        body: { id: 'c', version: 1, aboutAt: at, text: 'nieuw', facts: [] },
      },
      0,
    )
    expect(posts([before], [change])[0]?.variants[0]?.text).toBe('nieuw')
  })
  test('name a child only as a whole word', () => {
    expect(templateOf('Liv en Livia, van Liv.', 'Liv')).toBe('{name} en Livia, van {name}.')
    expect(templateOf('(a+b)', 'a+b')).toBe('({name})')
  })
})

describe('a refused post', () => {
  const send = failed(started(newSend('p2', post, 0)), refused, 0, 0)
  test('can go without the refused children, the rest unchanged', () => {
    const work = withoutChildren(send.work, ['sem'])
    expect(work?.kind === 'post' && work.body.children).toEqual([
      { childId: 'liv', entryId: 'e1', text: '{name} sliep', facts: [] },
    ])
    expect(work?.callNames).toEqual({ liv: 'Liv' })
    expect(withoutChildren(send.work, ['sem', 'liv'])).toBeNull()
  })
  test('can be changed in the composer with everything that was in it', () => {
    expect(draftOfSend(send)).toEqual({ ...draft, replaces: 'p2' })
  })
})

describe('the group', () => {
  const child = (id: string, hasEntry: boolean, diary: boolean, photos = true) => ({
    id,
    callName: id,
    surname: '',
    birthDate: '2024-01-01',
    hasEntry,
    expected: null,
    careType: null,
    escorts: [],
    allergies: [],
    mentor: null,
    consents: { diary, photos },
  })
  const group = [
    child('a', true, true),
    child('b', false, true),
    child('c', false, false),
    child('d', false, true, false),
  ]
  test('lacks an entry only where one may be written and none is on its way', () => {
    expect(lacking(group, new Set()).map(({ id }) => id)).toEqual(['b', 'd'])
    expect(lacking(group, new Set(['b'])).map(({ id }) => id)).toEqual(['d'])
    expect(filtered(group, 'refused', new Set(), 'anouk').map(({ id }) => id)).toEqual(['c', 'd'])
  })
  test('is chosen one by one and in ranges', () => {
    const shown = ['a', 'b', 'c', 'd']
    expect(choose([], shown, 'b', true, null)).toEqual(['b'])
    expect(choose(['b'], shown, 'd', true, 'b')).toEqual(['b', 'c', 'd'])
    expect(choose(['b', 'c', 'd'], shown, 'b', false, 'c')).toEqual(['d'])
  })
  test('is walked with the arrow keys', () => {
    expect(step('ArrowDown', 1, 4, 12)).toBe(5)
    expect(step('ArrowRight', 11, 4, 12)).toBeNull()
    expect(step('End', 0, 4, 12)).toBe(11)
    expect(step('a', 0, 4, 12)).toBeNull()
  })
  test('sees birthdays', () => {
    expect(turns('2023-11-22', '2026-11-22')).toBe(3)
    expect(turns('2023-11-23', '2026-11-22')).toBeNull()
    expect(turns('2024-02-29', '2027-03-01')).toBe(3)
    expect(turns('2024-02-29', '2028-02-29')).toBe(4)
    expect(turns('2024-02-29', '2028-03-01')).toBeNull()
  })
})
