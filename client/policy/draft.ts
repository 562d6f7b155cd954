import { v7 } from 'uuid'
import type { publishPolicy } from '../../backend/contract/policy.ts'
import type { Input } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { createKeptDraft } from '../office/kept-draft.ts'

/** A new version as it is being written; its id stays the same however often it is sent. */
export type Draft = Input<(typeof publishPolicy)['body']>

const empty = (): Draft => ({
  id: v7(),
  kind: 'privacy',
  textNl: '',
  textEn: '',
  summaryNl: '',
  summaryEn: '',
  reworded: [],
  effectiveOn: '',
})

/** What this person writes for a new version. */
export const createDraft = (person: Id) => createKeptDraft<Draft>(person, 'policy', empty)
