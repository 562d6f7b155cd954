import type { GroupDay } from '../../backend/contract/group.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import type { Store } from '../store.ts'

/** The day of a group as the device kept it, and as the server tells it. */
interface DayAhead {
  kept: Promise<{ value: GroupDay; at: number } | undefined>
  fetched: Promise<GroupDay>
}

/** Under which name a device keeps the day of a group. */
export const dayKey = (groupId: Id): string => `group ${groupId}`

/** What was asked longer ago, in milliseconds, is asked anew. */
const goodFor = 5000
let last: (DayAhead & { groupId: Id; store: Store; at: number }) | undefined

/** Asks for the day of a group while what its screens work with still opens. */
export function askAhead(store: Store, groupId: Id): void {
  const fetched = call('groupDay', { params: { groupId }, query: {} })
  // Whoever takes it hears what failed.
  fetched.catch(() => undefined)
  last = { kept: store.read<GroupDay>(dayKey(groupId)), fetched, groupId, store, at: performance.now() }
}

/** What was asked ahead of this group in this store, once. */
export function takeAhead(store: Store, groupId: Id): DayAhead | undefined {
  const asked = last
  last = undefined
  const isGood = asked?.groupId === groupId && asked.store === store && performance.now() - asked.at < goodFor
  return isGood ? asked : undefined
}
