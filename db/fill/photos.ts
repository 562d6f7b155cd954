import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { add, added, type Filling } from '../filling.ts'
import { keyOfStored, newKey, sealChildKey, wrapForChild, wrapUntagged } from '../media/keys.ts'
import { sealFile } from '../media/sealed-file.ts'
import { type MediaStore, newName } from '../media/store.ts'
import type { StoredFile } from '../schema/media.ts'
import { channelOf } from './child.ts'

/** A picture in all the forms that are kept of it. */
export interface PreparedPicture {
  width: number
  height: number
  thumbhash: string
  seconds: number | null
  forms: { kind: string; type: string; bytes: Buffer }[]
}

/** Files that are to be put in the store beside a filling, and the keys of its children. */
export interface FilledFiles {
  readonly secret: string
  readonly files: { name: string; key: Buffer; bytes: Buffer }[]
  readonly childKeys: Map<string, Buffer>
}

export const beginFiles = (secret: string): FilledFiles => ({ secret, files: [], childKeys: new Map() })

const together = 8

/** Seals the files and puts them in the store. */
export async function saveFiles({ files }: FilledFiles, store: MediaStore): Promise<void> {
  const waiting = [...files]
  const put = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { name, key, bytes } = next
      await store.put(name, sealFile(key, one(bytes)))
    }
  }
  await Promise.all(Array.from({ length: together }, put))
}

async function* one(bytes: Buffer) {
  yield bytes
}

export interface NewPost {
  groupId: string
  authorId: string
  authorName: string
  aboutAt: Date
  /** With `{name}` where each child's own name comes. */
  text: string
  photos: { picture: PreparedPicture; childIds: readonly string[]; takenAt: Date; showsNobody?: boolean }[]
}

/** Photos that were posted, with the cards and events; gives the id of the post, and of each photo per child. */
export function photoPost(
  filling: Filling,
  files: FilledFiles,
  given: NewPost,
): { postId: string; photos: { mediaId: string; ids: Map<string, string> }[] } {
  const postId = uuidv7()
  const { groupId, authorId, authorName, aboutAt, text } = given
  const cards = new Map<string, string>()
  for (const childId of new Set(given.photos.flatMap((photo) => photo.childIds))) {
    const channelId = channelOf(childId, 'photos')
    const channel = filling.channels.get(channelId)
    if (!channel) throw new Error('a photo needs a child that was added here')
    const seq = Number(channel.seq) + 1
    channel.seq = seq
    const place = { channel_id: channelId, child_id: childId, group_id: groupId, post_id: postId }
    const author = { author_id: authorId, author_name: authorName }
    const id = added(filling, 'photo_card', {
      id: randomUUID(),
      ...place,
      ...author,
      seq,
      about_at: aboutAt,
      text: text.replaceAll('{name}', callNameOf(filling, childId)),
      version: 1,
      posted_at: aboutAt,
    })
    cards.set(childId, id)
    add(filling, 'event', {
      channel_id: channelId,
      seq,
      organisation_id: filling.organisationId,
      type: 'photos.posted',
      item_id: id,
      at: aboutAt,
    })
  }
  const photos = given.photos.map(({ picture, childIds, takenAt, showsNobody = false }, position) => {
    const fileKey = newKey()
    const stored = storedForms(files, fileKey, picture)
    const { width, height, seconds, thumbhash } = picture
    const shown = { width, height, seconds, thumbhash, files: stored }
    const mediaId = added(filling, 'media', {
      uploader_id: authorId,
      group_id: groupId,
      kind: seconds === null ? 'photo' : 'video',
      bytes: stored.at(-1)!.bytes,
      state: 'ready',
      progress: 1,
      attempts: 1,
      created_at: takenAt,
      post_id: postId,
      ...shown,
    })
    const ids = new Map(
      childIds.map((childId) => {
        const channelId = channelOf(childId, 'photos')
        add(filling, 'media_key', {
          media_id: mediaId,
          child_id: childId,
          organisation_id: filling.organisationId,
          channel_id: channelId,
          wrapped: wrapForChild(fileKey, mediaId, childId, keyOf(filling, files, childId)),
        })
        const id = added(filling, 'photo', {
          id: randomUUID(),
          channel_id: channelId,
          child_id: childId,
          card_id: cards.get(childId),
          media_id: mediaId,
          position,
          taken_at: takenAt,
          shows_nobody: showsNobody,
          ...shown,
        })
        return [childId, id] as const
      }),
    )
    return { mediaId, ids }
  })
  return { postId, photos }
}

/** The forms of a picture, to be sealed and put in the store. */
const storedForms = (files: FilledFiles, fileKey: Buffer, { forms }: Pick<PreparedPicture, 'forms'>): StoredFile[] =>
  forms.map(({ kind, type, bytes }) => {
    const name = newName()
    files.files.push({ name, key: keyOfStored(fileKey, name), bytes })
    return { kind, name, type, bytes: bytes.length }
  })

/** A portrait that somebody of the staff put. */
export function portrait(
  filling: Filling,
  files: FilledFiles,
  personId: string,
  picture: Pick<PreparedPicture, 'forms'>,
  putAt: Date,
): string {
  const fileKey = newKey()
  const id = uuidv7()
  return added(filling, 'portrait', {
    id,
    person_id: personId,
    wrapped_key: wrapUntagged(fileKey, id, files.secret),
    files: storedForms(files, fileKey, picture),
    put_at: putAt,
  })
}

const callNameOf = (filling: Filling, childId: string): string =>
  String(filling.rows.get('child')?.find((row) => row.id === childId)?.call_name)

/** The key of a child, which gets one where it has none. */
export function keyOf(filling: Filling, { childKeys, secret }: FilledFiles, childId: string): Buffer {
  const known = childKeys.get(childId)
  if (known) return known
  const key = newKey()
  childKeys.set(childId, key)
  add(filling, 'child_key', {
    child_id: childId,
    organisation_id: filling.organisationId,
    sealed: sealChildKey(key, childId, secret),
    created_at: `${filling.since}T00:00:00Z`,
  })
  return key
}

/** A guardian's heart for a photo of a child. */
export function heart(filling: Filling, photoId: string, childId: string, personId: string, at: Date): void {
  add(filling, 'photo_heart', {
    photo_id: photoId,
    person_id: personId,
    organisation_id: filling.organisationId,
    channel_id: channelOf(childId, 'photos'),
    at,
  })
}

/** A guardian's report of a photo, for a reason of its own; open, or looked at two hours later, after which the photo stayed. */
export function report(
  filling: Filling,
  photo: { id: string; mediaId: string; childId: string },
  said: { personId: string; text: string; at: Date; settledById: string | undefined },
): void {
  add(filling, 'photo_report', {
    id: uuidv7(),
    organisation_id: filling.organisationId,
    photo_id: photo.id,
    media_id: photo.mediaId,
    child_id: photo.childId,
    channel_id: channelOf(photo.childId, 'photos'),
    reporter_id: said.personId,
    reason: 'other',
    text: said.text,
    at: said.at,
    ...(said.settledById && {
      settled_at: new Date(said.at.getTime() + 2 * 3_600_000),
      settled_by_id: said.settledById,
      outcome: 'stays',
    }),
  })
}
