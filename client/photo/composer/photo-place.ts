import type { GroupChild } from '../../../backend/contract/group.ts'
import type { DraftStore } from '../../diary/composer/draft-store.ts'
import type { Outbox } from '../../outbox.ts'
import type { PhotoComposer } from './photo-composer-state.ts'
import { type DraftPhoto, type PhotoDraft, photoDraftKey, photoPostOf } from './photo-draft.ts'

/** Hands photos to the outbox and turns the page; the draft goes only once the outbox has it. */
export async function placePhotos(
  composer: PhotoComposer,
  going: readonly DraftPhoto[],
  outbox: Outbox,
  drafts: DraftStore<PhotoDraft>,
  children: readonly GroupChild[],
): Promise<void> {
  const draft = composer.draft()
  const body = photoPostOf(draft, going)
  const keys = going.map(({ item }) => item.key)
  const tagged = new Set(going.flatMap(({ tag }) => tag.childIds))
  const callNames = Object.fromEntries(
    children.filter(({ id }) => tagged.has(id)).map(({ id, callName }) => [id, callName]),
  )
  const tags = Object.fromEntries(going.map(({ item, tag }) => [item.key, tag]))
  const { groupId, replaces } = draft
  const stored = outbox.add(draft.id, { kind: 'photos', groupId, callNames, draft: { ...draft, tags }, body })
  if (replaces !== null && replaces !== draft.id) outbox.discard(replaces)
  composer.close(keys)
  await stored
  if (replaces !== null) await drafts.forget(photoDraftKey(draft))
}
