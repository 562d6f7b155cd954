import { type Accessor, createMemo } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { useStaffWork } from '../group/staff-work.tsx'
import { filesOf } from '../outbox-state.ts'
import { online } from '../ui/online.ts'
import { areCutOff, isStuck, isUnderWay, progressOfAll, type UploadItem } from './upload-state.ts'

/** How it stands with all files together. */
export interface UploadStanding {
  /** Everything that was not taken away. */
  shown: Accessor<readonly UploadItem[]>
  underWay: Accessor<readonly UploadItem[]>
  /** What is under way, and what arrived since something is: without what was there before. */
  batch: Accessor<readonly UploadItem[]>
  /** How much of that has been done, by its bytes, in 0…1. */
  progress: Accessor<number>
  /** What needs a person. */
  stuck: Accessor<readonly UploadItem[]>
  /** The keys of those that go along with a post that was handed in. */
  placing: Accessor<ReadonlySet<Id>>
  /** Something is under way, and goes on only once the server can be reached. */
  waits: Accessor<boolean>
}

/** Sums up how it stands with the files of this person, for the bar and for the chip on the group. */
export function createUploadStanding(): UploadStanding {
  const { uploads, outbox } = useStaffWork()
  const shown = createMemo(() => uploads.items().filter(({ removedAt }) => removedAt === null))
  const underWay = createMemo(() => shown().filter(isUnderWay))
  const begun = createMemo<ReadonlySet<Id>>(
    (before) => new Set(underWay().length === 0 ? [] : [...before, ...underWay().map(({ key }) => key)]),
    new Set(),
  )
  const batch = createMemo(() => shown().filter((item) => begun().has(item.key) && !isStuck(item)))
  return {
    shown,
    underWay,
    batch,
    progress: () => progressOfAll(batch(), uploads.sent),
    stuck: createMemo(() => shown().filter(isStuck)),
    placing: createMemo(() => new Set(outbox.sends().flatMap(filesOf))),
    waits: () => underWay().length > 0 && (!online() || !uploads.reached() || areCutOff(shown())),
  }
}
