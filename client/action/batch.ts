import { changedWithin, type StaffAction } from '../../backend/contract/action.ts'
import type { Id } from '../../backend/contract/values.ts'
import { dueFirst, waitingFor } from './action-state.ts'

/** A child of a group with who its guardians are. */
export interface BoardChild {
  id: Id
  callName: string
  guardians: readonly { id: Id; name: string }[]
}

/** One action with its child and who has not answered. */
export interface Line {
  action: StaffAction
  child: BoardChild
  waiting: readonly { id: Id; name: string }[]
}

/** What was asked together, in the same words. */
export interface Batch {
  id: Id
  first: StaffAction
  lines: Line[]
  waits: boolean
}

/** Nobody answered, and nobody can: it waits all the same. */
const lineWaits = ({ action, waiting }: Line) => waiting.length > 0 || action.answers.length === 0

/** What is open by what was asked together: what is due first on top, and in it who still has to answer. */
export function batchesOf(actions: readonly StaffAction[], children: readonly BoardChild[]): Batch[] {
  const known = new Map(children.map((child) => [child.id, child]))
  const batches = new Map<string, Batch>()
  for (const action of [...actions].sort(dueFirst)) {
    const child = known.get(action.childId)
    if (!child) continue
    const line = { action, child, waiting: waitingFor(action, child.guardians) }
    // One of them may say something else by now.
    const key = `${action.batchId} ${action.text} ${action.link} ${action.dueOn}`
    const batch = batches.get(key) ?? { id: key, first: action, lines: [], waits: false }
    batch.lines.push(line)
    batch.waits ||= lineWaits(line)
    batches.set(key, batch)
  }
  const order = new Map(children.map(({ id }, n) => [id, n]))
  for (const { lines } of batches.values())
    lines.sort(
      (a, b) =>
        Number(lineWaits(b)) - Number(lineWaits(a)) || (order.get(a.child.id) ?? 0) - (order.get(b.child.id) ?? 0),
    )
  return [...batches.values()]
}

/** May the words still be changed: shortly after, and while nobody has answered. */
export const mayChange = ({ lines }: Batch, now: number): boolean =>
  lines.every(({ action }) => action.answers.length === 0 && now - Date.parse(action.askedAt) < changedWithin * 60_000)
