import { createSignal } from 'solid-js'
import { v7 } from 'uuid'
import type { publishPolicy } from '../../backend/contract/policy.ts'
import type { Input } from '../../backend/contract/route.ts'
import type { Id } from '../../backend/contract/values.ts'
import { whenWiped } from '../session.ts'

/** A new version as it is being written; its id stays the same however often it is sent. */
export type Draft = Input<(typeof publishPolicy)['body']>

const prefix = 'ouderapp.policy-draft.'

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

function kept(person: Id): Draft | undefined {
  try {
    return JSON.parse(localStorage.getItem(prefix + person) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

/** What somebody writes stays on this device until it is published or they sign out. */
export function createDraft(person: Id) {
  const [draft, setDraft] = createSignal<Draft>({ ...empty(), ...kept(person) })
  return {
    draft,
    change(part: Partial<Draft>): void {
      setDraft((before) => ({ ...before, ...part }))
      localStorage.setItem(prefix + person, JSON.stringify(draft()))
    },
    clear(): void {
      localStorage.removeItem(prefix + person)
      setDraft(empty())
    },
  }
}

whenWiped(() => {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
})
