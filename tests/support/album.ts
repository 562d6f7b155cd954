import { type DemoPicture, demoPicture } from '../../db/demo/pictures.ts'
import { beginFiles, type PreparedPicture, photoPost, saveFiles } from '../../db/fill/photos.ts'
import type { MediaStore } from '../../db/media/store.ts'
import type { ChildName, NurseryPhotos } from './nursery.ts'
import { testSecret } from './postgres.ts'

/** What was posted on a day: so many pictures, each of all these children. */
export interface AlbumPost {
  daysAgo: number
  pictures: number
  children: readonly ChildName[]
  text?: string
  /** Only what the month grid shows: where there are many of them. */
  small?: true
}

const names: readonly DemoPicture[] = ['bladeren', 'laarzen', 'pompoen', 'bootjes-staand', 'fruit', 'park', 'blokken']
const day = 86_400_000

const smallOf = (picture: PreparedPicture): PreparedPicture => ({
  ...picture,
  forms: picture.forms.filter(({ kind }) => kind.endsWith('-320')),
})

/** Photos with real pictures in a nursery: a minute between them, the first at two o'clock or earlier, each sixth a video. */
export function albumOf(posts: readonly AlbumPost[]): {
  photos: NurseryPhotos
  save: (store: MediaStore) => Promise<void>
} {
  const files = beginFiles(testSecret)
  return {
    async photos(filling, { groupId, people, children }, now) {
      const pictures = await Promise.all((posts.length === 0 ? [] : names).map(demoPicture))
      for (const { daysAgo, pictures: count, children: shown, text = '', small } of posts) {
        const aboutAt = new Date(now.getTime() - daysAgo * day - 90 * 60_000)
        photoPost(filling, files, {
          groupId,
          authorId: people.Anouk.id,
          authorName: people.Anouk.firstName,
          aboutAt,
          text,
          photos: Array.from({ length: count }, (_, n) => {
            const picture = pictures[n % pictures.length]!
            return {
              picture: small ? smallOf(picture) : picture,
              childIds: shown.map((child) => children[child]),
              takenAt: new Date(aboutAt.getTime() - n * 60_000),
            }
          }),
        })
      }
    },
    save: (store) => saveFiles(files, store),
  }
}
