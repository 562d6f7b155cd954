import { type Accessor, createMemo } from 'solid-js'
import type { PhotoAudience } from '../../../backend/contract/audience.ts'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import { now } from '../../clock.ts'
import { type AudienceState, createAudience, knownAudience } from '../../diary/composer/audience.ts'
import { namedElsewhere } from '../../diary/composer/warnings.ts'
import { minute } from '../../minute.ts'
import { online } from '../../ui/online.ts'
import { askPhotos, type PhotoQuestion } from './photo-audience.ts'
import type { PhotoComposer } from './photo-composer-state.ts'
import {
  aboutOf,
  type Blocked,
  blockedOf,
  type DraftPhoto,
  goingOf,
  type PhotoProblem,
  photoProblems,
} from './photo-draft.ts'

/** Everything that is looked at before photos may go. */
export interface PhotoChecks {
  /** The children who are tagged, in the order of the group. */
  tagged: Accessor<readonly GroupChild[]>
  blocked: Accessor<readonly Blocked[]>
  /** The photos that go when it is sent now. */
  going: Accessor<readonly DraftPhoto[]>
  problems: Accessor<readonly PhotoProblem[]>
  /** Those of them that are selected, where they can go without the others; else none. */
  chosen: Accessor<readonly DraftPhoto[]>
  named: Accessor<readonly GroupChild[]>
  audience: Accessor<AudienceState<PhotoAudience>>
  /** How many families will see each photo that goes, by its key, as far as the server has said. */
  seenBy: Accessor<ReadonlyMap<Id, number>>
}

/** Looks at photos with every change of them, of the group and of the time. */
export function createPhotoChecks(composer: PhotoComposer, children: Accessor<readonly GroupChild[]>): PhotoChecks {
  const ids = createMemo(() => new Set(composer.photos().flatMap(({ tag }) => tag.childIds)))
  const tagged = createMemo(() => children().filter(({ id }) => ids().has(id)))
  const consents = createMemo(() => JSON.stringify(tagged().map((child) => [child.id, child.consents.photos])))
  const refusedNow = createMemo(
    () =>
      new Map(
        children()
          .filter((child) => !child.consents.photos)
          .map(({ id, callName }) => [id, callName]),
      ),
  )
  const question = createMemo<PhotoQuestion | null>(() => {
    const photos = composer.photos().filter(({ tag }) => tag.childIds.length > 0)
    const momentsOf: Record<Id, string[]> = {}
    for (const { tag, takenAt } of photos) {
      // Of a photo that is stopped only those who stop it are asked about: the others will not see it.
      const stopped = tag.childIds.some((id) => refusedNow().has(id))
      for (const id of tag.childIds) {
        if (!stopped || refusedNow().has(id)) momentsOf[id] = [...(momentsOf[id] ?? []), takenAt]
      }
    }
    const childIds = tagged().flatMap(({ id }) => (id in momentsOf ? [id] : []))
    if (childIds.length === 0) return null
    return { groupId: composer.draft().groupId, aboutAt: aboutOf(photos), childIds, momentsOf }
  })
  const audience = createAudience(question, online, consents, askPhotos)
  const refusedThen = () =>
    new Map(knownAudience(audience())?.children.map(({ id, refusedAt }) => [id, refusedAt] as const))
  const refusals = createMemo(() => ({ now: refusedNow(), before: refusedThen() }))
  const nameOf = (id: Id) => children().find((child) => child.id === id)?.callName ?? ''
  const blocked = createMemo(() => blockedOf(composer.photos(), refusals(), nameOf))
  const going = createMemo(() => goingOf(composer.photos(), blocked()))
  const problemsOf = (photos: readonly DraftPhoto[]) =>
    photoProblems(
      composer.draft(),
      photos,
      tagged().map(({ callName }) => callName),
      Math.max(minute(), now()),
    )
  const problems = createMemo(() => problemsOf(going()))
  const chosen = createMemo(() => {
    const some = going().filter(({ item }) => composer.selected().includes(item.key))
    return some.length < going().length && problemsOf(some).length === 0 ? some : []
  })
  const named = createMemo(() => namedElsewhere(() => composer.draft().text, tagged()))
  const read = createMemo(
    () => new Set(knownAudience(audience())?.children.flatMap(({ id, readers }) => (readers > 0 ? [id] : []))),
  )
  const seenBy = createMemo(() => {
    if (!knownAudience(audience())) return new Map<Id, number>()
    return new Map(
      going().flatMap(({ item, tag }): [Id, number][] =>
        tag.childIds.length === 0 ? [] : [[item.key, tag.childIds.filter((id) => read().has(id)).length]],
      ),
    )
  })
  /** Of the photos that go, and of nobody who is only on one that does not. */
  const goingTo = createMemo((): AudienceState<PhotoAudience> => {
    const now = audience()
    if (now.state !== 'known' && now.state !== 'asking') return now
    const last = knownAudience(now)
    if (!last) return now
    const ids = new Set(going().flatMap(({ tag }) => tag.childIds))
    const families = last.children.filter(({ id, readers }) => readers > 0 && ids.has(id)).length
    const told = { ...last, families }
    return now.state === 'known' ? { state: 'known', audience: told } : { state: 'asking', last: told }
  })
  return { tagged, blocked, going, problems, chosen, named, audience: goingTo, seenBy }
}
