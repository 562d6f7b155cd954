import type { GuardianJournal } from '../../backend/contract/journal.ts'
import type { GuardianEvent } from '../../backend/contract/live.ts'
import type { Day, Id } from '../../backend/contract/values.ts'

const byDay = (a: GuardianJournal, b: GuardianJournal): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : 1

/** What the groups are going to do after today, after an event: what a fresh fetch would give. */
export function applyToPlans(
  plans: readonly GuardianJournal[],
  event: GuardianEvent,
  today: Day,
): readonly GuardianJournal[] {
  if (event.type === 'journal.removed') return plans.filter(({ id }) => id !== event.itemId)
  if (event.type !== 'journal.posted' && event.type !== 'journal.edited') return plans
  const { item } = event
  if (item.part !== 'plan' || plans.some(({ id, version }) => id === item.id && version > item.version)) return plans
  const others = plans.filter(({ id }) => id !== item.id)
  return item.day > today ? [...others, item].sort(byDay) : others
}

/** Each once, though it stands with several children of the same group. */
export function once<Item extends { kind: string }>(items: readonly Item[]): Item[] {
  const known = new Set<Id>()
  return items.filter((item) => {
    if (!('journalId' in item)) return true
    const id = item.journalId as Id
    const isNew = !known.has(id)
    known.add(id)
    return isNew
  })
}
