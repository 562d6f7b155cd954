import { describe, expect, test } from 'vitest'
import type { StaffPhoto, StaffPhotos } from '../backend/contract/photo.ts'
import { dayPosts } from '../client/diary/staff-day-posts.ts'
import { type Failure, failed, newSend, started, type Work } from '../client/outbox-state.ts'
import { photoPostsOf } from '../client/photo/staff-photo-posts.ts'

const at = '2026-11-22T14:00:00.000Z'
const names = new Map([
  ['aya', 'Aya'],
  ['liv', 'Liv'],
  ['sem', 'Sem'],
])
const photo = (mediaId: string, child: string, more: Partial<StaffPhoto> = {}): StaffPhoto => ({
  id: `${mediaId}-${child}`,
  mediaId,
  width: 640,
  height: 480,
  thumbhash: '',
  sides: [320],
  seconds: null,
  takenAt: at,
  showsNobody: false,
  hearts: 0,
  reports: [],
  ...more,
})
const card = (childId: string, photos: StaffPhoto[], more: Partial<StaffPhotos> = {}): StaffPhotos => ({
  kind: 'photos',
  id: `card-${childId}`,
  childId,
  aboutAt: at,
  text: '',
  author: 'Anouk',
  authorId: 'anouk',
  group: 'Eekhoorns',
  groupId: 'g',
  version: 1,
  postId: 'p1',
  postedAt: at,
  photos,
  ...more,
})
const posts = (cards: StaffPhotos[], sends: Parameters<typeof photoPostsOf>[1] = []) =>
  photoPostsOf(cards, sends, names, { id: 'anouk', name: 'Anouk' }, () => true)
const common = { groupId: 'g', callNames: {} }
const removal: Work = { ...common, kind: 'removePhoto', mediaId: 'a' }
const coming: Work = {
  ...common,
  kind: 'photos',
  draft: { id: 'p2', groupId: 'g', text: '', tags: {}, replaces: null },
  body: {
    id: 'p2',
    groupId: 'g',
    aboutAt: at,
    text: '{name} lacht',
    photos: [{ mediaId: 'x', childIds: ['sem', 'aya'], showsNobody: false, takenAt: at }],
  },
}

describe('photos of a post', () => {
  test('stand there once, with all who are on each, their hearts together and every report', () => {
    const report = { id: 'r', at: '2026-11-22T12:00:00Z', reason: 'wrong_child' as const, text: '' }
    const [post, ...others] = posts([
      card('sem', [photo('a', 'sem', { hearts: 1 }), photo('c', 'sem')]),
      card('aya', [photo('a', 'aya', { hearts: 2, reports: [report] }), photo('b', 'aya'), photo('c', 'aya')]),
    ])
    expect(others).toEqual([])
    expect(post?.childIds).toEqual(['aya', 'sem'])
    expect(post?.photos.map(({ mediaId, childIds, hearts }) => [mediaId, childIds, hearts])).toEqual([
      ['a', ['aya', 'sem'], 3],
      ['b', ['aya'], 0],
      ['c', ['aya', 'sem'], 0],
    ])
    expect(post?.photos[0]?.reports).toEqual([{ ...report, childId: 'aya' }])
  })

  test('share one text with a place for the name; of one child it is as it reads', () => {
    const both = [
      card('aya', [photo('a', 'aya')], { text: 'Aya lacht' }),
      card('sem', [photo('a', 'sem')], { text: 'Sem lacht' }),
      // Put on it later: without a text.
      card('liv', [photo('a', 'liv')]),
    ]
    expect(posts(both)[0]?.text).toBe('{name} lacht')
    expect(posts(both.slice(0, 1))[0]?.text).toBe('Aya lacht')
  })

  test('that are being removed are gone at once, and a post with them; not once that failed', () => {
    const cards = [card('aya', [photo('a', 'aya'), photo('b', 'aya')])]
    const send = newSend('s', removal, 0)
    expect(posts(cards, [send])[0]?.photos.map(({ mediaId }) => mediaId)).toEqual(['b'])
    expect(posts([card('aya', [photo('a', 'aya')])], [send])).toEqual([])
    const refused: Failure = { code: 'not_found', retryable: false }
    expect(posts(cards, [failed(started(send), refused, 0, 0)])[0]?.photos).toHaveLength(2)
  })

  test('that are on their way stand on top until they are there', () => {
    const send = newSend('p2', coming, 0)
    const all = dayPosts([], posts([card('aya', [photo('a', 'aya')])], [send]))
    expect(all.map(({ id }) => id)).toEqual(['p2', 'p1'])
    expect(all[0]?.photos?.childIds).toEqual(['aya', 'sem'])
    const arrived = posts([card('aya', [photo('x', 'aya')], { postId: 'p2' })], [send])
    expect(arrived.map(({ id, send: on }) => [id, on])).toEqual([['p2', null]])
  })
})
