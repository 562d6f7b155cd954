import { type Accessor, createMemo } from 'solid-js'
import type { GroupDay } from '../../backend/contract/group.ts'
import type { Id } from '../../backend/contract/values.ts'
import { type BoardStay, boardStays, type Standing, standings } from '../attendance/board.ts'
import { minute } from '../minute.ts'
import { isStuck, stayOf } from '../outbox-state.ts'
import type { StaffWork } from './staff-work.tsx'

export interface GroupBoard {
  /** Who is and was here today, with what is noted on this tablet and on its way. */
  stays: Accessor<readonly BoardStay[]>
  /** What each child is to the group now. */
  standings: Accessor<ReadonlyMap<Id, Standing>>
  /** Children about whom something is on its way. */
  onItsWay: Accessor<ReadonlySet<Id>>
}

/** What follows from a group's day together with what was noted on this tablet and did not arrive yet. */
export function createGroupBoard(groupId: Id, work: StaffWork, today: Accessor<GroupDay | undefined>): GroupBoard {
  const ofGroup = () => work.outbox.sends().filter((send) => send.work.groupId === groupId)
  const stays = createMemo(() => {
    const author = { id: work.me.person.id, name: work.me.person.firstName }
    return boardStays(today()?.stays ?? [], work.outbox.sends(), groupId, author)
  })
  /** Of whom something was noted here that was refused. */
  const refused = createMemo<ReadonlySet<Id>>(
    () =>
      new Set(
        ofGroup()
          .filter((send) => isStuck(send) && stayOf(send) !== null)
          .flatMap((send) => Object.keys(send.work.callNames)),
      ),
  )
  const onItsWay = createMemo<ReadonlySet<Id>>(() => {
    const day = today()?.day
    return new Set(
      ofGroup().flatMap(({ work: sent, state, error: failure }) =>
        sent.kind === 'post' && sent.draft.day === day && (state !== 'failed' || failure?.retryable)
          ? sent.body.children.map(({ childId }) => childId)
          : [],
      ),
    )
  })
  return {
    stays,
    onItsWay,
    standings: createMemo(() => {
      const day = today()
      return day ? standings(day, stays(), refused(), minute(), work.timeZone) : new Map()
    }),
  }
}
