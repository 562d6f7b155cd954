import { namedChildren } from '../../../backend/contract/diary-text.ts'
import type { GroupChild } from '../../../backend/contract/group.ts'
import type { Id } from '../../../backend/contract/values.ts'
import type { Audience } from './audience.ts'
import { escaped } from './clean-text.ts'
import type { Refused } from './notes.tsx'

/** The chosen children whose name another chosen child's family would read. */
export function namedElsewhere(textFor: (childId: Id) => string, chosen: readonly GroupChild[]): GroupChild[] {
  if (chosen.length < 2) return []
  return chosen.filter((named) =>
    chosen.some((reader) => reader.id !== named.id && namedChildren(textFor(reader.id), [named]).length > 0),
  )
}

/** The draft with a name replaced by the place for a name, in the text for all. */
export function nameReplaced<D extends { text: string }>(draft: D, callName: string): D {
  const whole = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}-])${escaped(callName)}(?=s?(?![\\p{L}\\p{M}\\p{N}-]))`, 'giu')
  return { ...draft, text: draft.text.replace(whole, '{name}') }
}

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
