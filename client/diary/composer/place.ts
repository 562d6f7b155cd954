import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { now } from '../../clock.ts'
import type { Outbox } from '../../outbox.ts'
import type { Work } from '../../outbox-state.ts'
import type { Composer } from './composer-state.ts'
import type { Draft } from './draft.ts'
import { type DraftStore, draftKey } from './draft-store.ts'
import { editsOf, postOf } from './post.ts'

const namesOf = (children: readonly GroupChild[], ids: readonly Id[]): Record<Id, string> =>
  Object.fromEntries(children.filter(({ id }) => ids.includes(id)).map(({ id, callName }) => [id, callName]))

/** The draft of one entry among several that are corrected together. */
const onlyFor = (draft: Draft, entryId: Id): Draft => {
  const corrects = (draft.corrects ?? []).filter(({ entry }) => entry.id === entryId)
  return { ...draft, corrects, childIds: corrects.map(({ entry }) => entry.childId) }
}

/** Hands what was written to the outbox and empties the page; the draft goes only once the outbox has it. */
export async function place(
  composer: Composer,
  outbox: Outbox,
  drafts: DraftStore<Draft>,
  children: readonly GroupChild[],
  timeZone: string,
): Promise<void> {
  const draft = composer.draft()
  const works: [Id, Work][] = draft.corrects
    ? editsOf(draft, children, timeZone, now()).map(({ before, body }) => [
        body.id,
        {
          kind: 'edit',
          groupId: draft.groupId,
          callNames: namesOf(children, [before.childId]),
          draft: onlyFor(draft, before.id),
          before,
          body,
        },
      ])
    : [
        [
          draft.id,
          {
            kind: 'post',
            groupId: draft.groupId,
            callNames: namesOf(children, draft.childIds),
            draft,
            body: postOf(draft, timeZone, now()),
          },
        ],
      ]
  const stored = works.map(([id, work]) => outbox.add(id, work))
  const { replaces } = draft
  if (replaces !== null && !works.some(([id]) => id === replaces)) outbox.discard(replaces)
  composer.close()
  await Promise.all(stored)
  await drafts.forget(draftKey(draft))
}
