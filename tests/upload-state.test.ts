import { describe, expect, test } from 'vitest'
import type { Upload } from '../backend/contract/media.ts'
import { changedAt, kindOf, megabytes, sorted } from '../client/photo/upload-files.ts'
import {
  areCutOff,
  arrived,
  failed,
  isPastUndo,
  isStuck,
  isUnsent,
  isUsable,
  itemOfUpload,
  kindsOf,
  newItem,
  nextThrow,
  nextUpload,
  nudged,
  progressOf,
  renewed,
  retried,
  revived,
  started,
  stillHere,
  type UploadItem,
  withServer,
} from '../client/photo/upload-state.ts'

const now = Date.parse('2026-11-22T13:00:00Z')
const item = (key: string, given: Partial<UploadItem> = {}): UploadItem => ({
  ...newItem({ key, groupId: 'g', kind: 'photo', name: `${key}.jpg`, bytes: 1000, order: 1, takenAt: null }),
  ...given,
})
const upload = (state: Upload['state'], given: Partial<Upload> = {}): Upload => ({
  id: 'a',
  groupId: 'g',
  childId: null,
  kind: 'photo',
  name: null,
  bytes: 1000,
  offset: 1000,
  state,
  reason: null,
  progress: 0,
  picture: null,
  takenAt: null,
  createdAt: '2026-11-22T12:00:00Z',
  expiresAt: '2026-11-23T12:00:00Z',
  ...given,
})
const network = { code: 'network', message: '', retryable: true } as const
const newId = () => 'fresh'

describe('whose turn it is', () => {
  const next = (items: UploadItem[], busy: string[] = []) => nextUpload(items, new Set(busy), now)

  test('photos before videos, small before large, and nothing twice', () => {
    const film = item('film', { kind: 'video', bytes: 10 })
    const [large, small] = [item('large', { bytes: 900 }), item('small', { bytes: 100 })]
    const all = [film, large, small]
    expect(next(all)).toEqual({ item: small })
    expect(next(all, ['small'])).toEqual({ item: large })
    expect(next(all, ['small', 'large'])).toEqual({ item: film })
    expect(next(all, ['small', 'large', 'film'])).toBeNull()
  })
  test('a file that waits after a failure lets others go before, and says when it is due', () => {
    const waits = item('waits', { bytes: 1, notBefore: now + 500 })
    expect(next([waits, item('other')])).toEqual({ item: item('other') })
    expect(next([waits])).toEqual({ at: now + 500 })
  })
  test('what was taken away, or needs somebody, is not sent', () => {
    expect(next([item('gone', { removedAt: now }), item('stopped', { state: 'stopped' })])).toBeNull()
  })
})

test('what is still here to be placed is neither placed, gone, refused nor taken away', () => {
  const keys = ['a', 'b', 'c', 'd', 'e']
  const items: UploadItem[] = [
    { ...item('a'), state: 'ready' },
    { ...item('b'), state: 'gone' },
    { ...item('c'), state: 'refused' },
    { ...item('d'), state: 'failed', removedAt: 1 },
    { ...item('other'), state: 'ready' },
  ]
  const here = (placed: string[]) =>
    stillHere(
      items,
      keys,
      placed.map((mediaId) => ({ mediaId })),
    ).map(({ key }) => key)
  expect(here([])).toEqual(['a'])
  expect(here(['a'])).toEqual([])
})

describe('what was taken away', () => {
  const ago = (seconds: number) => now - seconds * 1000

  test('can come back for as long as a bar offers it, then it is to be thrown away', () => {
    const [kept, fresh, old] = [item('a'), item('b', { removedAt: ago(9) }), item('c', { removedAt: ago(10) })]
    expect([kept, fresh, old].map((one) => isPastUndo(one, now))).toEqual([false, false, true])
    expect(nextThrow([kept])).toBeNull()
    expect(nextThrow([kept, fresh])).toBe(now + 1000)
    expect(nextThrow([fresh, old])).toBe(now)
  })
  test('stays away when the server tells of it again, also what another device sent', () => {
    expect(withServer(item('a', { removedAt: now }), upload('ready'), true, newId).removedAt).toBe(now)
    const foreign = itemOfUpload(upload('ready'))
    expect(foreign.removedAt).toBeNull()
    expect(itemOfUpload(upload('ready'), { ...foreign, removedAt: now })).toMatchObject({
      state: 'ready',
      removedAt: now,
    })
    expect(itemOfUpload(upload('ready'), { ...foreign, removedAt: now, state: 'thrown' }).state).toBe('thrown')
  })
  test('and thrown away changes no more, whatever the server says', () => {
    const thrown = item('a', { removedAt: now, state: 'thrown' })
    expect(withServer(thrown, upload('ready'), true, newId)).toBe(thrown)
    expect(withServer(thrown, undefined, true, newId)).toBe(thrown)
  })
})

describe('an attempt', () => {
  test('that fails is repeated after growing pauses of at most a minute', () => {
    const pause = (attempts: number) =>
      failed(item('a', { state: 'sending', attempts }), network, now, 1).notBefore - now
    expect([1, 2, 3, 20].map(pause)).toEqual([1000, 2000, 4000, 60_000])
    expect(failed(started(item('a')), network, now, 0).state).toBe('waiting')
  })
  test('that cannot succeed by itself stops until somebody asks for it again', () => {
    const stopped = failed(started(item('a')), { code: 'too_large', message: '', retryable: false }, now, 0)
    expect(stopped.state).toBe('stopped')
    expect(isUsable(stopped)).toBe(false)
    expect(retried(stopped)).toMatchObject({ state: 'waiting', notBefore: 0, failure: null })
  })
  test('that a reload cut off goes on, and a connection ends every pause', () => {
    expect(revived(started(item('a')))).toMatchObject({ state: 'waiting', notBefore: 0 })
    expect(nudged(item('a', { notBefore: now + 9 })).notBefore).toBe(0)
    const ready = item('a', { state: 'ready' })
    expect(nudged(ready)).toBe(ready)
  })
  test('whose last byte came late changes nothing of what the server already said', () => {
    expect(arrived(started(item('a'))).state).toBe('processing')
    const ready = item('a', { state: 'ready' })
    expect(arrived(ready)).toBe(ready)
  })
})

describe('what the server says', () => {
  test('becomes the state of the file', () => {
    const sent = item('a', { state: 'processing' })
    for (const state of ['ready', 'refused', 'failed', 'processing'] as const)
      expect(withServer(sent, upload(state), true, newId).state).toBe(state)
  })
  test('a file that it has only in part is sent on', () => {
    expect(withServer(item('a', { state: 'processing' }), upload('uploading'), true, newId).state).toBe('waiting')
    expect(withServer(item('a', { state: 'sending' }), upload('uploading'), true, newId).state).toBe('sending')
  })
  test('a file that it lost is sent anew under another id as long as it is here, and is gone otherwise', () => {
    const sent = item('a', { state: 'processing' })
    expect(withServer(sent, undefined, true, newId)).toMatchObject({ key: 'a', id: 'fresh', state: 'waiting' })
    expect(withServer(sent, undefined, false, newId)).toMatchObject({ id: 'a', state: 'gone' })
    const leaving = item('a')
    expect(withServer(leaving, undefined, true, newId)).toBe(leaving)
  })
  test('what the camera said is still known of what is gone: the same post may be asked for once more', () => {
    const ready = withServer(item('a'), upload('ready', { takenAt: '2026-11-22T09:00:00Z' }), false, newId)
    expect(withServer(ready, undefined, false, newId).upload?.takenAt).toBe('2026-11-22T09:00:00Z')
  })
  test('a file under a new id begins at nothing', () => {
    expect(renewed(item('a', { state: 'processing', attempts: 4, upload: upload('uploading') }), 'b')).toMatchObject({
      key: 'a',
      id: 'b',
      attempts: 0,
      upload: null,
    })
  })
})

test('what is counted, and what would be lost', () => {
  const all = [
    item('a', { state: 'ready' }),
    item('b', { state: 'sending' }),
    item('c', { state: 'refused' }),
    item('d', { removedAt: now }),
  ]
  expect(all.filter(isStuck).map(({ key }) => key)).toEqual(['c'])
  expect(kindsOf([item('a'), item('b', { kind: 'video' }), item('c')])).toEqual([2, 1])
  expect(all.filter(isUnsent).map(({ key }) => key)).toEqual(['a', 'b'])
  expect(progressOf(item('a'), 500)).toBeCloseTo(0.45)
  expect(
    progressOf(item('a', { state: 'processing', upload: upload('processing', { progress: 0.5 }) }), 0),
  ).toBeCloseTo(0.95)
})

test('files are cut off while the last attempt reached nobody and none is being sent', () => {
  const cutOff = item('a', { failure: { code: 'network', message: '', retryable: true } })
  expect(areCutOff([cutOff, item('b', { state: 'ready' })])).toBe(true)
  expect(areCutOff([cutOff, item('b', { state: 'sending' })])).toBe(false)
  expect(areCutOff([item('a', { failure: { code: 'storage_full', message: '', retryable: true } })])).toBe(false)
  expect(areCutOff([item('a', { state: 'ready' })])).toBe(false)
})

describe('files that are chosen', () => {
  const file = (name: string, type: string, size = 10) => ({ name, type, size })

  test('are known by their type, and where there is none by their name', () => {
    expect(kindOf(file('a', 'image/heic'))).toBe('photo')
    expect(kindOf(file('a', 'video/quicktime'))).toBe('video')
    expect(kindOf(file('IMG_1.HEIC', ''))).toBe('photo')
    expect(kindOf(file('a.mov', ''))).toBe('video')
    expect(kindOf(file('a.pdf', 'application/pdf'))).toBeNull()
    expect(kindOf(file('a.svg', 'image/svg+xml'))).toBeNull()
  })
  test('go on beside those that cannot, each with its reason', () => {
    const largest = { photo: 20_000_000, video: 60_000_000 }
    const chosen = [
      file('good.jpg', 'image/jpeg'),
      file('words.txt', 'text/plain'),
      file('nothing.jpg', 'image/jpeg', 0),
      file('huge.jpg', 'image/jpeg', largest.photo + 1),
      file('long.mp4', 'video/mp4', largest.video + 1),
    ]
    const { fit, unfit } = sorted(chosen, largest)
    expect(fit.map(({ file: { name } }) => name)).toEqual(['good.jpg'])
    expect(unfit.map(({ reason }) => reason)).toEqual(['kind', 'empty', 'photo_too_large', 'video_too_large'])
    expect(unfit.flatMap((one) => ('most' in one ? [megabytes(one.most)] : []))).toEqual([20, 60])
    // As long as the server has not said it, the server decides.
    expect(sorted(chosen, null).fit.map(({ file: { name } }) => name)).toEqual(['good.jpg', 'huge.jpg', 'long.mp4'])
  })
  test('are at most a hundred at once', () => {
    const { fit, unfit } = sorted(
      Array.from({ length: 102 }, (_, n) => file(`${n}.jpg`, 'image/jpeg')),
      null,
    )
    expect([fit.length, unfit.map(({ reason }) => reason)]).toEqual([100, ['too_many', 'too_many']])
  })
  test('were taken when they were last changed, if that can be', () => {
    expect(changedAt(now - 1000, now)).toBe('2026-11-22T12:59:59.000Z')
    expect(changedAt(now + 1, now)).toBeNull()
    expect(changedAt(0, now)).toBeNull()
  })
})
