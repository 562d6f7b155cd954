import type { GroupChild } from '../../../backend/contract/group.ts'
import { type Named, namesOf, namingsIn } from '../../../backend/contract/names.ts'
import type { Id } from '../../../backend/contract/values.ts'

type Called = Pick<GroupChild, 'id' | 'callName'>

/** By its call name alone: in what is written to families of one group, a surname is mostly a word. */
const named = ({ id, callName }: Called): Named => ({ id, callName, names: namesOf(callName, '', '') })

/** The chosen children whose name another chosen child's family would read. */
export function namedElsewhere<C extends Called>(textFor: (childId: Id) => string, chosen: readonly C[]): C[] {
  return chosen.filter((child) =>
    chosen.some((reader) => reader.id !== child.id && namingsIn(textFor(reader.id), [named(child)]).length > 0),
  )
}

/** A text with each place where a child is named replaced by the place for a name; what says whose something is stays. */
export function withPlace(text: string, callName: string): string {
  let [replaced, at] = ['', 0]
  for (const { start, end } of namingsIn(text, [named({ id: '', callName })])) {
    // The longest of those that begin there came first.
    if (start < at) continue
    const isWhose = text.slice(start, end).toLocaleLowerCase('nl') === `${callName.toLocaleLowerCase('nl')}s`
    replaced += `${text.slice(at, start)}{name}${isWhose ? 's' : ''}`
    at = end
  }
  return replaced + text.slice(at)
}
