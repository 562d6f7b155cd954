import fc from 'fast-check'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { photoPost, storedUpload } from '../photos.ts'
import {
  type About,
  abouts,
  type Deed,
  expectAnswer,
  familiesOf,
  type Ground,
  type Hand,
  hands,
  isDecided,
  isInForce,
  type Noun,
  pick,
} from './ground.ts'

type Act = { noun: 'photos'; copies: number } & (
  | { what: 'post'; about: About; by: Hand; count: number }
  | { what: 'reword' | 'remove'; which: number }
)

const common = { noun: fc.constant('photos' as const), copies: fc.constantFrom(1, 1, 1, 2, 3) }
export const photoActs: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      ...common,
      what: fc.constant('post' as const),
      about: fc.constantFrom(...abouts),
      by: fc.constantFrom(...hands),
      count: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ...common, what: fc.constantFrom('reword' as const, 'remove' as const), which: fc.nat(20) }),
  },
)

interface Post {
  id: string
  about: About
  aboutAt: string
  text: string
  mediaIds: string[]
}

/** Photos: posted, their words changed, and removed one by one. */
export function playPhotos(ground: Ground): Noun<Act> {
  const { targets } = ground.cast
  const posts: Post[] = []
  const words = (about: About) => ground.words('photos', about, { purpose: 'photos' })
  const standing = () => posts.filter(({ mediaIds }) => mediaIds.length > 0)

  async function post({ about, by: hand, count, copies }: Act & { what: 'post' }, decided: boolean): Promise<void> {
    const by = ground.somebody(hand, about)
    const { childId, groupId } = targets[about]
    const { clock } = ground.server()
    const mediaIds: string[] = []
    for (let n = 0; n < count; n++)
      mediaIds.push(
        await storedUpload({ owner: ground.owner, media: ground.media, clock }, by, groupId, {
          ...{ kind: 'webp-320', type: 'image/webp', bytes: Buffer.from('beeld') },
        }),
      )
    const text = words(about)
    const expected = isInForce(ground, about, 'photos')
    const photos = mediaIds.map((mediaId) => ({ mediaId, childIds: [childId] }))
    const body = photoPost({ clock }, groupId, photos, { text })
    const reply = await ground.send(by, 'POST', '/api/photos', body, copies)
    expectAnswer(reply, by, [409])
    if (decided && reply.status !== 401) expect(reply.status === 200, reply.text).toBe(expected)
    if (reply.status === 200) posts.push({ id: body.id, about, aboutAt: body.aboutAt, text, mediaIds })
  }

  async function reword(one: Post, copies: number): Promise<void> {
    const { rows: cards } = await ground.owner.query('select id, version from photo_card where post_id = $1', [one.id])
    const text = words(one.about)
    const body = { id: uuidv7(), aboutAt: one.aboutAt, text, cards }
    const reply = await ground.send('manager', 'PUT', `/api/photos/posts/${one.id}`, body, copies)
    expectAnswer(reply, 'manager', [409])
    if (reply.status !== 200) return
    ground.erased(one.text)
    one.text = text
  }

  async function remove(one: Post, which: number, copies: number): Promise<void> {
    const mediaId = pick(one.mediaIds, which)!
    const reply = await ground.send('manager', 'DELETE', `/api/photos/media/${mediaId}`, undefined, copies)
    expectAnswer(reply, 'manager', [404])
    one.mediaIds = one.mediaIds.filter((id) => id !== mediaId)
    if (one.mediaIds.length === 0) ground.erased(one.text)
  }

  return {
    async perform(act: Act, together: readonly Deed[]) {
      if (act.what === 'post') return post(act, isDecided(together))
      const one = pick(standing(), act.which)
      if (one) await (act.what === 'reword' ? reword(one, act.copies) : remove(one, act.which, act.copies))
    },
    async end() {
      for (const about of abouts) {
        const expected = standing()
          .filter((one) => one.about === about)
          .map(({ text, mediaIds }) => `${text} ${mediaIds.length}`)
          .sort()
        const isGiven = ({ photos }: { photos: { id: string }[] }) =>
          photos.some(({ id }) => id === targets[about].photoId)
        const shown = (cards: { kind: string; text: string; photos: { id: string }[] }[]) =>
          cards
            .filter((card) => card.kind === 'photos' && !isGiven(card))
            .map(({ text, photos }) => `${text} ${photos.length}`)
            .sort()
        for (const device of about === 'noor' ? [ground.device('staff'), ground.tablet()] : [ground.device('manager')])
          expect(shown(device.screen().photos)).toEqual(expected)
        for (const family of familiesOf(about)) {
          const reads = ground.granted.photos.has(family)
          expect(shown(ground.device(family).screen().items), `photos for ${family}`).toEqual(reads ? expected : [])
        }
      }
    },
  }
}
