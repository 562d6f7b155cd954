import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { postPhotos } from '../backend/contract/photo.ts'
import {
  aboutOf,
  blockedOf,
  goingOf,
  newPhotoDraft,
  type PhotoDraft,
  photoPostOf,
  photoProblems,
  photosOf,
  retimed,
  withCameraTimes,
  withChild,
  withReplaced,
  withTags,
} from '../client/photo/composer/photo-draft.ts'
import { between, byKey, inPixels, least, movedBy, sizedBy } from '../client/photo/cover-shapes.ts'
import { itemOfUpload, newItem, type UploadItem } from '../client/photo/upload-state.ts'

const id = (n: number) => `019ab000-0000-7000-8000-00000000000${n}`
const [groupId, liv, sem, one, two] = [id(0), id(1), id(2), id(5), id(6)]
const now = Date.parse('2026-11-22T13:00:00Z')
const taken = '2026-11-22T10:00:00.000Z'
const item = (key: string, order: number, given: Partial<UploadItem> = {}): UploadItem => ({
  ...newItem({ key, groupId, kind: 'photo', name: '', bytes: 10, order, takenAt: taken }),
  ...given,
})
const items = [item(one, 1), item(two, 2)]
const nobodyRefuses = { now: new Map<string, string>(), before: new Map<string, string[]>() }
const nameOf = (child: string) => (child === liv ? 'Liv' : 'Sem')
const tagged = (keys: string[], childIds: string[], draft: PhotoDraft = newPhotoDraft(groupId)) =>
  withTags(draft, keys, (tag) => ({ ...tag, childIds }))

describe('the photos of a draft', () => {
  test('are those of the group that wait in no send; of a send that is changed its own', () => {
    const draft = tagged([one], [liv])
    expect(photosOf(draft, items, new Set()).map(({ item: { key } }) => key)).toEqual([one, two])
    expect(photosOf(draft, items, new Set([one])).map(({ item: { key } }) => key)).toEqual([two])
    expect(photosOf({ ...draft, replaces: id(9) }, items, new Set([one])).map(({ item: { key } }) => key)).toEqual([
      one,
    ])
    const elsewhere = [item(one, 1, { groupId: id(8) }), item(two, 2, { removedAt: now })]
    expect(photosOf(draft, elsewhere, new Set())).toEqual([])
  })
  test('were taken when somebody says, else the camera, else the device', () => {
    const upload = { takenAt: '2026-11-22T08:00:00.000Z' } as UploadItem['upload']
    const time = (draft: PhotoDraft, of: UploadItem) => photosOf(draft, [of], new Set())[0]?.takenAt
    expect(time(newPhotoDraft(groupId), items[0]!)).toBe(taken)
    expect(time(newPhotoDraft(groupId), item(one, 1, { upload }))).toBe('2026-11-22T08:00:00.000Z')
    const corrected = withTags(newPhotoDraft(groupId), [one], (tag) => ({
      ...tag,
      takenAt: '2026-11-22T07:00:00.000Z',
    }))
    expect(time(corrected, item(one, 1, { upload }))).toBe('2026-11-22T07:00:00.000Z')
  })
  test('of which several get another time keep the time between them; a single one gets the time itself', () => {
    const times = ['2026-11-22T10:00:40.000Z', '2026-11-22T10:07:10.000Z']
    const two = photosOf(
      newPhotoDraft(groupId),
      items.map((one, n) => ({ ...one, takenAt: times[n]! })),
      new Set(),
    )
    const keys = items.map(({ key }) => key)
    const said = (draft: PhotoDraft) => keys.map((key) => draft.tags[key]?.takenAt)
    const moved = withTags(newPhotoDraft(groupId), keys, retimed(two, '2026-11-21T09:30:00.000Z'))
    expect(said(moved)).toEqual(['2026-11-21T09:30:40.000Z', '2026-11-21T09:37:10.000Z'])
    const same = withTags(newPhotoDraft(groupId), keys, retimed(two, '2026-11-22T10:00:00.000Z'))
    expect(said(same)).toEqual(times)
    const single = withTags(newPhotoDraft(groupId), [one], retimed(two.slice(0, 1), '2026-11-22T08:15:00.000Z'))
    expect(said(single)).toEqual(['2026-11-22T08:15:00.000Z', undefined])
  })
  test('are tagged together, and a covered one takes the place of the old', () => {
    const draft = withTags(tagged([one, two], [liv]), [one, two], withChild(sem, true))
    expect(draft.tags[two]?.childIds).toEqual([liv, sem])
    const covered = withReplaced(draft, one, id(7), { childIds: [liv], showsNobody: false, takenAt: null })
    expect(Object.keys(covered.tags).sort()).toEqual([two, id(7)])
  })
})

describe('what may go', () => {
  const photos = photosOf(withTags(tagged([one, two], [liv]), [two], withChild(sem, true)), items, new Set())

  test('a child without consent now stops the photos that show it, and names itself', () => {
    const blocked = blockedOf(photos, { ...nobodyRefuses, now: new Map([[sem, 'Sem']]) }, nameOf)
    expect(blocked).toEqual([{ photo: photos[1], children: [{ id: sem, callName: 'Sem', notThen: false }] }])
    expect(goingOf(photos, blocked)).toEqual([photos[0]])
  })
  test('a child without consent then stops only the photos of then', () => {
    const then = (moment: string) =>
      blockedOf(photos, { ...nobodyRefuses, before: new Map([[sem, [moment]]]) }, nameOf).length
    expect([then(taken), then('2026-11-22T11:00:00.000Z')]).toEqual([1, 0])
  })
  test('a photo that the server refused or could not prepare does not go, and the others do', () => {
    for (const state of ['refused', 'failed', 'stopped', 'gone'] as const) {
      const some = photosOf(tagged([one, two], [liv]), [item(one, 1, { state }), items[1]!], new Set())
      expect(goingOf(some, []).map(({ item: { key } }) => key)).toEqual([two])
    }
  })
  test('problems name their photos, the first to mend first', () => {
    const draft = tagged([one], [liv])
    const some = photosOf(draft, [items[0]!, item(two, 2, { takenAt: '2026-11-23T10:00:00.000Z' })], new Set())
    expect(photoProblems(draft, some, ['Liv'], now).map((problem) => problem.reason)).toEqual(['untagged', 'in_future'])
    expect(photoProblems(draft, [], [], now).map((problem) => problem.reason)).toEqual(['no_photos'])
    const old = photosOf(draft, [item(one, 1, { takenAt: '2026-10-01T10:00:00.000Z' })], new Set())
    expect(photoProblems(draft, old, ['Liv'], now).map((problem) => problem.reason)).toEqual(['too_old'])
    const long = { ...draft, text: `${'x'.repeat(1990)}{name}` }
    const good = photosOf(draft, [items[0]!], new Set())
    expect(photoProblems(long, good, ['Liv'], now)).toEqual([])
    expect(photoProblems(long, good, ['Maximiliaan'], now).map((problem) => problem.reason)).toEqual(['too_long'])
  })
  test('the post is what the contract takes, about the latest photo, with the times of the camera', () => {
    const draft = tagged([one, two], [liv])
    const body = photoPostOf(draft, photosOf(draft, items, new Set()))
    expect(v.is(postPhotos.body!, body)).toBe(true)
    expect(body.aboutAt).toBe(taken)
    const read = { takenAt: '2026-11-22T11:30:00.000Z' } as UploadItem['upload']
    const timed = withCameraTimes(body, draft, [item(one, 1, { upload: read }), items[1]!])
    expect(timed.photos.map(({ takenAt }) => takenAt)).toEqual(['2026-11-22T11:30:00.000Z', taken])
    expect(timed.aboutAt).toBe('2026-11-22T11:30:00.000Z')
    expect(aboutOf(timed.photos)).toBe(timed.aboutAt)
  })
  test('what another device sent is a photo like any', () => {
    const upload = { id: two, groupId, kind: 'photo', bytes: 5, state: 'ready', createdAt: taken, takenAt: null }
    const foreign = itemOfUpload(upload as Parameters<typeof itemOfUpload>[0])
    expect(photosOf(newPhotoDraft(groupId), [foreign], new Set())[0]).toMatchObject({ number: 1, takenAt: taken })
  })
})

describe('an area that is covered', () => {
  const area = { x: 0.9, y: 0.9, width: 0.1, height: 0.1 }

  test('never leaves the photo, and never vanishes', () => {
    expect(movedBy(area, { x: 0.5, y: -2 })).toMatchObject({ x: 0.9, y: 0 })
    expect(sizedBy(area, { x: 1, y: -1 })).toMatchObject({ width: expect.closeTo(0.1), height: least })
  })
  test('is drawn from any corner, and a touch draws none', () => {
    expect(between({ x: 0.6, y: 0.5 }, { x: 0.2, y: 0.1 })).toMatchObject({ x: 0.2, y: 0.1, height: 0.4 })
    expect(between({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.51 })).toBeNull()
  })
  test('moves by an arrow key, and with Shift changes its size', () => {
    const middle = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }
    expect(byKey(middle, 'ArrowUp', false)?.y).toBeCloseTo(0.38)
    expect(byKey(middle, 'ArrowRight', true)?.width).toBeCloseTo(0.22)
    expect(byKey(middle, 'a', false)).toBeNull()
  })
  test('covers every pixel that it touches', () => {
    const pixels = inPixels({ x: 0.105, y: 0.105, width: 0.1, height: 0.1 }, { width: 100, height: 100 })
    expect(pixels).toEqual({ x: 10, y: 10, width: 11, height: 11 })
  })
})
