import {
  type ActionKind,
  type Enough,
  isSafeLink,
  longestAction,
  type StaffAction,
} from '../../backend/contract/action.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { ApiError } from '../api.ts'

/** What is being filled in. */
export interface Draft {
  childIds: Id[]
  kind: ActionKind
  text: string
  link: string
  dueOn: Day | ''
  enough: Enough
  /** Under which ids it was sent, as long as it says that: its answer may be lost. */
  sent: { said: string; id: Id; actionIds: Record<Id, Id> } | null
}

export type Problem = 'who' | 'text' | 'long' | 'link' | 'past' | 'too_far' | 'too_many_open' | 'too_late'
type Field = 'children' | 'text' | 'link' | 'dueOn'
export type Problems = Partial<Record<Field, Problem>>

/** Whether one guardian is enough, unless somebody says otherwise. */
export const usually = (kind: ActionKind): Enough => (kind === 'bring' ? 'one' : 'each')

export const emptyDraft = (childIds: readonly Id[]): Draft => ({
  childIds: [...childIds],
  kind: 'bring',
  text: '',
  link: '',
  dueOn: '',
  enough: 'one',
  sent: null,
})

export const draftOf = (action: StaffAction): Draft => ({
  childIds: [action.childId],
  kind: action.kind,
  text: action.text,
  link: action.link ?? '',
  dueOn: action.dueOn ?? '',
  enough: action.enough,
  sent: null,
})

export const problemsOf = ({ childIds, text, link, dueOn }: Draft, today: Day): Problems => ({
  ...(childIds.length === 0 && { children: 'who' }),
  ...(text.trim() === '' && { text: 'text' }),
  ...(text.length > longestAction && { text: 'long' }),
  ...(link.trim() !== '' && !isSafeLink(link.trim()) && { link: 'link' }),
  ...(dueOn !== '' && dueOn < today && { dueOn: 'past' }),
})

const reasons: Record<string, Problem> = {
  past: 'past',
  too_far: 'too_far',
  link: 'link',
  empty: 'text',
  too_long: 'long',
  too_many_open: 'too_many_open',
}

/** What the server found wrong with a field, where it says so. */
export function problemsIn(error: unknown): Problems {
  if (!(error instanceof ApiError)) return {}
  if (error.code === 'too_late') return { text: 'too_late' }
  const found = (error.details.fields ?? []).flatMap(({ path, reason }) =>
    ['children', 'text', 'link', 'dueOn'].includes(path) && reason in reasons ? [[path, reasons[reason]]] : [],
  )
  return Object.fromEntries(found)
}
