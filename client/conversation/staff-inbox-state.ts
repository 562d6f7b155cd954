import type { Handling, StaffConversation } from '../../backend/contract/conversation.ts'
import type { GroupInbox, InboxState } from '../../backend/contract/inbox.ts'
import type { Id } from '../../backend/contract/values.ts'
import { type Line, type Lines, newestFirst } from './conversation-state.ts'

export type Counts = GroupInbox['counts']

export const handlingOf = ({ conversation }: Line): Handling => (conversation as StaffConversation).handling

/** Who deals with it; a claim that lapsed counts for nothing. */
export const claimOf = (handling: Handling, now: number): Handling['claim'] =>
  handling.claim && Date.parse(handling.claim.until) > now ? handling.claim : null

export const stateOf = (handling: Handling, now: number): Exclude<InboxState, 'all'> =>
  handling.done ? 'done' : claimOf(handling, now) ? 'claimed' : 'open'

/** The counts after these conversations became what they are, equal to those of a fresh fetch. */
export function countsAfter(counts: Counts, before: Lines, after: Lines, changed: Iterable<Id>, now: number): Counts {
  const next = { ...counts }
  for (const id of new Set(changed)) {
    const [was, is] = [before.get(id), after.get(id)]
    if (!was) continue
    const old = handlingOf(was)
    next[stateOf(old, now)] -= 1
    if (old.urgent && !old.done) next.urgent -= 1
    // It may be gone, with the child or back to the group.
    if (!is) continue
    const fresh = handlingOf(is)
    next[stateOf(fresh, now)] += 1
    if (fresh.urgent && !fresh.done) next.urgent += 1
  }
  return next
}

/** The part of the inbox in one state that is loaded: down to the last one, or to the end. */
export interface View {
  floor: Line | null
  older: string | null
}

/** What stands in the inbox: those in a state, as far down as they are loaded. */
export const shownIn = (lines: Lines, state: InboxState, view: View | undefined, now: number): Line[] =>
  [...lines.values()]
    .filter((line) => state === 'all' || stateOf(handlingOf(line), now) === state)
    .filter((line) => !view?.floor || newestFirst(line, view.floor) <= 0)
    .sort(newestFirst)

/** How far down a view reaches once a page of it came. */
export const viewOf = (page: Pick<GroupInbox, 'conversations' | 'older'>): View => ({
  older: page.older,
  floor: page.older === null ? null : (page.conversations.at(-1) ?? null),
})
