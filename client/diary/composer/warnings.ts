import { createSignal } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import type { Audience } from './audience.ts'
import type { Refused } from './notes.tsx'

type Naming = typeof import('./naming.ts')

// What a name is takes a table of letters, which the first sight of a group does not wait for.
const [naming, setNaming] = createSignal<Naming>()
let asked = false
function learnNames(): void {
  if (asked) return
  asked = true
  void import('./naming.ts').then(
    (known) => setNaming(() => known),
    () => {
      asked = false
    },
  )
}

/** The chosen children whose name another chosen child's family would read. */
export function namedElsewhere(textFor: (childId: Id) => string, chosen: readonly GroupChild[]): GroupChild[] {
  if (chosen.length === 0) return []
  learnNames()
  return naming()?.namedElsewhere(textFor, chosen) ?? []
}

/** The draft with a name replaced by the place for a name, in the text for all. */
export const nameReplaced = <D extends { text: string }>(draft: D, callName: string): D => ({
  ...draft,
  text: naming()?.withPlace(draft.text, callName) ?? draft.text,
})

/**
 * Whose consent is not in force: now as the page knows it, or then as the server said about this choice. What is about
 * now alone has no then: the answer is about a moment that has passed since.
 */
export function refusedAmong(chosen: readonly GroupChild[], audience: Audience | null, isAboutNow: boolean): Refused[] {
  const said = new Map<Id, 'not_now' | 'not_then' | null>(audience?.children.map(({ id, reason }) => [id, reason]))
  return chosen
    .filter(({ id, consents }) => !consents.diary || (!isAboutNow && said.get(id) === 'not_then'))
    .map(({ id, callName, consents }) => ({ id, callName, notThen: consents.diary }))
}
