import { v7 } from 'uuid'
import type { Fact, StaffEntry } from '../../../backend/contract/diary.ts'
import type { amounts, moods, places, toilets } from '../../../backend/contract/diary-text.ts'
import type { Day, Id, Instant } from '../../../backend/contract/values.ts'
import { daysAfter } from '../../time.ts'
import { type WallTime, wallClock } from './local-time.ts'

export type FactKind = Fact['kind']
export type Amount = (typeof amounts)[number]
export type Mood = (typeof moods)[number]
export type Toilet = (typeof toilets)[number]
export type Place = (typeof places)[number]

/** A fact while it is being written: times on the clock of the day, and what is not filled in yet is empty. */
export type FactContent =
  | { kind: 'sleep'; from: WallTime; to: WallTime | null }
  | { kind: 'meal'; at: WallTime; what: string; amount: Amount | null }
  | { kind: 'drink'; at: WallTime; what: string; millilitres: number | null }
  | { kind: 'diaper'; at: WallTime; what: Toilet; place: Place }
  | { kind: 'mood'; at: WallTime; mood: Mood | null }
  | { kind: 'temperature'; at: WallTime; celsius: number | null }
  | { kind: 'activity'; at: WallTime; what: string }

/** `was`: the fact as it stood in the entry, so that a time nobody touched keeps its exact moment. */
export type DraftFact = FactContent & { key: string; was?: Fact }

/** What is different for one child: another text, another fact, or (null) not this fact. */
export interface Other {
  text?: string
  facts: Record<string, DraftFact | null>
}

/** An entry that is being corrected; `editId` keeps a repeated send of the correction single. */
export interface Corrected {
  entry: StaffEntry
  editId: Id
}

/** What is being written, before it is a post or an edit. */
export interface Draft {
  id: Id
  groupId: Id
  day: Day
  /** The clock time it is about; null is the moment of sending. */
  about: WallTime | null
  /** Of a clock time that comes twice, the second. */
  second: boolean
  childIds: Id[]
  entryIds: Record<Id, Id>
  text: string
  facts: DraftFact[]
  others: Record<Id, Other>
  /** The entries that this corrects, one per child; they say the same. */
  corrects: Corrected[] | null
  /** The send in the outbox that this takes the place of. */
  replaces: Id | null
}

/** An empty page for a group. */
export function newDraft(groupId: Id, day: Day, about: WallTime | null = null): Draft {
  return {
    id: v7(),
    groupId,
    day,
    about,
    second: false,
    childIds: [],
    entryIds: {},
    text: '',
    facts: [],
    others: {},
    corrects: null,
    replaces: null,
  }
}

/** A draft as it reads on a later day: what has no time yet moves along, what has facts stays on its own day. */
export function asOf(draft: Draft, today: Day): Draft {
  if (draft.about !== null || draft.day === today) return draft
  return draft.facts.length > 0 ? { ...draft, about: lastTime(draft) } : { ...draft, day: today }
}

/** The same, about the day before: what is written after midnight, or before the time it speaks of, often means that. */
export const onDayBefore = (draft: Draft): Draft => ({
  ...draft,
  day: daysAfter(draft.day, -1),
  about: draft.about ?? lastTime(draft),
  second: false,
})

function lastTime(draft: Draft): WallTime | null {
  const last = draft.facts.at(-1)
  return !last ? null : last.kind === 'sleep' ? (last.to ?? last.from) : last.at
}

/** Chooses children; each keeps the entry id it once got, so a repeated send never doubles. */
export function withChildren(draft: Draft, childIds: readonly Id[]): Draft {
  const entryIds = { ...draft.entryIds }
  for (const childId of childIds) entryIds[childId] ??= v7()
  return { ...draft, childIds: [...childIds], entryIds }
}

/** Has anything been written that would be missed. */
export const hasContent = (draft: Draft): boolean =>
  draft.text.trim() !== '' ||
  draft.facts.length > 0 ||
  Object.values(draft.others).some((other) => (other.text ?? '').trim() !== '')

export function withFact(draft: Draft, fact: DraftFact): Draft {
  const known = draft.facts.some(({ key }) => key === fact.key)
  return {
    ...draft,
    facts: known ? draft.facts.map((old) => (old.key === fact.key ? fact : old)) : [...draft.facts, fact],
  }
}

export function withoutFact(draft: Draft, key: string): Draft {
  const others = Object.fromEntries(
    Object.entries(draft.others).map(([childId, other]) => {
      const { [key]: _, ...facts } = other.facts
      return [childId, { ...other, facts }]
    }),
  )
  return { ...draft, facts: draft.facts.filter((fact) => fact.key !== key), others }
}

/** Makes one child differ; `undefined` makes it the same again. */
export function withOtherFact(draft: Draft, childId: Id, key: string, fact: DraftFact | null | undefined): Draft {
  const other = draft.others[childId] ?? { facts: {} }
  const { [key]: _, ...rest } = other.facts
  return {
    ...draft,
    others: { ...draft.others, [childId]: { ...other, facts: fact === undefined ? rest : { ...rest, [key]: fact } } },
  }
}

export function withOtherText(draft: Draft, childId: Id, text: string | undefined): Draft {
  const other = draft.others[childId] ?? { facts: {} }
  return { ...draft, others: { ...draft.others, [childId]: { ...other, text } } }
}

/** The text for one child, with `{name}` still in it. */
export const textFor = (draft: Draft, childId: Id): string => draft.others[childId]?.text ?? draft.text

/** The facts for one child. */
export function factsFor(draft: Draft, childId: Id): DraftFact[] {
  return draft.facts.flatMap((fact) => {
    const other = draft.others[childId]?.facts[fact.key]
    return other === undefined ? [fact] : other === null ? [] : [other]
  })
}

/** The chosen children for whom a fact is different, in the order of choice. */
export function othersOf(draft: Draft, key: string): { childId: Id; fact: DraftFact | null }[] {
  return draft.childIds.flatMap((childId) => {
    const fact = draft.others[childId]?.facts[key]
    return fact === undefined ? [] : [{ childId, fact }]
  })
}

/** Opens entries that say the same for correction, with `{name}` where each names its own child. */
export function draftOfEntries(entries: readonly StaffEntry[], text: string, timeZone: string): Draft | null {
  const [first] = entries
  if (!first) return null
  const { day, time } = wallClock(first.aboutAt, timeZone)
  return {
    ...newDraft(first.groupId, day, time),
    childIds: entries.map(({ childId }) => childId),
    entryIds: Object.fromEntries(entries.map(({ childId, id }) => [childId, id])),
    text,
    facts: first.facts.map((fact) => ({ ...contentOf(fact, timeZone), key: v7(), was: fact })),
    corrects: entries.map((entry) => ({ entry, editId: v7() })),
  }
}

function contentOf(fact: Fact, timeZone: string): FactContent {
  const clock = (moment: Instant) => wallClock(moment, timeZone).time
  if (fact.kind !== 'sleep') return { ...fact, at: clock(fact.at) }
  return { ...fact, from: clock(fact.from), to: fact.to === null ? null : clock(fact.to) }
}

/** Nights begin the day before: a sleep that ends earlier on the clock than it began. */
export const beginsTheDayBefore = (fact: { from: WallTime; to: WallTime | null }): boolean =>
  fact.to !== null && fact.to <= fact.from

/** The day on which a sleep began. */
export const dayOfFrom = (fact: { from: WallTime; to: WallTime | null }, day: Day): Day =>
  beginsTheDayBefore(fact) ? daysAfter(day, -1) : day
