import type { Fact, PostEntries, StaffEntry } from '../../../backend/contract/diary.ts'
import { fillName, maxFacts, maxTextLength, momentsOf } from '../../../backend/contract/diary-text.ts'
import type { Day, Id, Instant } from '../../../backend/contract/values.ts'
import type { EditEntry } from '../../outbox-state.ts'
import { type Draft, type DraftFact, dayOfFrom, factsFor, textFor } from './draft.ts'
import { type Moment, momentAt, type WallTime, wallClock } from './local-time.ts'

export type ProblemReason =
  | 'no_children'
  | 'empty'
  | 'too_long'
  | 'too_many_facts'
  | 'about_in_future'
  | 'fact_in_future'
  | 'fact_unfinished'
  | 'sleep_too_long'

/** Why it cannot go yet, where that is, and for which child. */
export interface Problem {
  reason: ProblemReason
  factKey?: string
  childId?: Id
}

/** Does it speak of what is still to come. */
export const isAhead = ({ reason }: Problem): boolean => reason === 'about_in_future' || reason === 'fact_in_future'

const furthestAhead = 5 * 60_000
const longestSleep = 86_400_000

/** The moment that a draft is about. */
export function aboutMoment(draft: Draft, timeZone: string, now: number): Moment {
  if (draft.about === null) return { instant: new Date(now).toISOString(), note: null }
  const kept = keptMoment(draft.corrects?.[0]?.entry.aboutAt, draft.day, draft.about, timeZone)
  return kept ? { instant: kept, note: null } : momentAt(draft.day, draft.about, timeZone, draft.second)
}

function keptMoment(was: Instant | null | undefined, day: Day, time: WallTime, timeZone: string): Instant | null {
  if (!was) return null
  const clock = wallClock(was, timeZone)
  return clock.day === day && clock.time === time ? was : null
}

/** A fact with real moments, and what the clock change did to them; null while it is unfinished. */
export function factOf(fact: DraftFact, day: Day, timeZone: string): { fact: Fact; note: Moment['note'] } | null {
  const was = fact.was
  const moment = (time: WallTime, on: Day, before: Instant | null | undefined, second = false): Moment => {
    const kept = keptMoment(before, on, time, timeZone)
    return kept ? { instant: kept, note: null } : momentAt(on, time, timeZone, second)
  }
  if (fact.kind === 'sleep') {
    const former = was?.kind === 'sleep' ? was : undefined
    if (fact.from === '' || fact.to === '') return null
    if (fact.to === null) {
      const from = moment(fact.from, day, former?.from)
      return { fact: { kind: 'sleep', from: from.instant, to: null }, note: from.note }
    }
    // In the hour that comes twice a sleep may end earlier on the clock on the same day.
    const late = momentAt(day, fact.to, timeZone, true)
    const early = momentAt(day, fact.from, timeZone)
    const withinTwice = late.note === 'twice' && late.instant > early.instant && fact.to <= fact.from
    const from = withinTwice ? early : moment(fact.from, dayOfFrom(fact, day), former?.from)
    const to = withinTwice ? late : moment(fact.to, day, former?.to)
    return { fact: { kind: 'sleep', from: from.instant, to: to.instant }, note: from.note ?? to.note }
  }
  if (fact.at === '') return null
  const { instant, note } = moment(fact.at, day, was && was.kind !== 'sleep' ? was.at : undefined)
  const at = instant
  switch (fact.kind) {
    case 'meal':
      return fact.what.trim() === ''
        ? null
        : { fact: { kind: 'meal', at, what: fact.what.trim(), amount: fact.amount }, note }
    case 'drink':
      return fact.what.trim() === ''
        ? null
        : { fact: { kind: 'drink', at, what: fact.what.trim(), millilitres: fact.millilitres }, note }
    case 'diaper':
      return { fact: { kind: 'diaper', at, what: fact.what, place: fact.place }, note }
    case 'mood':
      return fact.mood === null ? null : { fact: { kind: 'mood', at, mood: fact.mood }, note }
    case 'temperature':
      return fact.celsius === null ? null : { fact: { kind: 'temperature', at, celsius: fact.celsius }, note }
    case 'activity':
      return fact.what.trim() === '' ? null : { fact: { kind: 'activity', at, what: fact.what.trim() }, note }
  }
}

/** The finished facts for one child. */
export function finishedFacts(draft: Draft, childId: Id, timeZone: string): Fact[] {
  return factsFor(draft, childId).flatMap((fact) => factOf(fact, draft.day, timeZone)?.fact ?? [])
}

/** Every moment that a draft speaks of besides the one it is about, each once. */
export function momentsOfDraft(draft: Draft, timeZone: string): Instant[] {
  return [
    ...new Set(draft.childIds.flatMap((childId) => finishedFacts(draft, childId, timeZone).flatMap(momentsOf))),
  ].slice(0, maxFacts * 2)
}

/** Does a draft speak of nothing but the moment at which it is sent. */
export const isAboutNow = (draft: Draft, timeZone: string): boolean =>
  draft.about === null && momentsOfDraft(draft, timeZone).length === 0

/** What keeps a draft from being sent, the first to mend first. */
export function problemsOf(draft: Draft, timeZone: string, now: number): Problem[] {
  const problems: Problem[] = []
  const latest = now + furthestAhead
  if (draft.childIds.length === 0) problems.push({ reason: 'no_children' })
  if (Date.parse(aboutMoment(draft, timeZone, now).instant) > latest) problems.push({ reason: 'about_in_future' })
  if (draft.facts.length > maxFacts) problems.push({ reason: 'too_many_facts' })
  const seen = new Set<DraftFact>()
  for (const childId of draft.childIds) {
    for (const draftFact of factsFor(draft, childId)) {
      if (seen.has(draftFact)) continue
      seen.add(draftFact)
      const own = draft.others[childId]?.facts[draftFact.key] === draftFact ? { childId } : {}
      const reason = factProblem(draftFact, draft.day, timeZone, latest)
      if (reason) problems.push({ reason, factKey: draftFact.key, ...own })
    }
    const text = textFor(draft, childId)
    const other = draft.others[childId]?.text === undefined ? {} : { childId }
    if (
      text.length > maxTextLength &&
      !problems.some((known) => known.reason === 'too_long' && known.childId === other.childId)
    ) {
      problems.push({ reason: 'too_long', ...other })
    }
  }
  const silent = draft.childIds.filter(
    (childId) => textFor(draft, childId).trim() === '' && factsFor(draft, childId).length === 0,
  )
  if (silent.length > 0 && silent.length === draft.childIds.length) problems.push({ reason: 'empty' })
  else for (const childId of silent) problems.push({ reason: 'empty', childId })
  return problems
}

function factProblem(draftFact: DraftFact, day: Day, timeZone: string, latest: number): ProblemReason | null {
  const fact = factOf(draftFact, day, timeZone)?.fact
  if (!fact) return 'fact_unfinished'
  if (momentsOf(fact).some((moment) => Date.parse(moment) > latest)) return 'fact_in_future'
  if (fact.kind !== 'sleep' || fact.to === null) return null
  const length = Date.parse(fact.to) - Date.parse(fact.from)
  return length > 0 && length <= longestSleep ? null : 'sleep_too_long'
}

/** What goes to the server for several children; only of a draft without problems. */
export function postOf(draft: Draft, timeZone: string, now: number): PostEntries {
  return {
    id: draft.id,
    groupId: draft.groupId,
    aboutAt: aboutMoment(draft, timeZone, now).instant,
    children: draft.childIds.map((childId) => ({
      childId,
      entryId: draft.entryIds[childId] ?? '',
      text: textFor(draft, childId),
      facts: finishedFacts(draft, childId, timeZone),
    })),
  }
}

/** What goes to the server for a correction, per entry; each child's name is filled in here. */
export function editsOf(
  draft: Draft,
  children: readonly { id: Id; callName: string }[],
  timeZone: string,
  now: number,
): { before: StaffEntry; body: EditEntry }[] {
  const names = new Map(children.map(({ id, callName }) => [id, callName]))
  return (draft.corrects ?? [])
    .filter(({ entry }) => draft.childIds.includes(entry.childId))
    .map(({ entry, editId }) => ({
      before: entry,
      body: {
        id: editId,
        version: entry.version,
        aboutAt: aboutMoment(draft, timeZone, now).instant,
        text: fillName(textFor(draft, entry.childId), names.get(entry.childId) ?? ''),
        facts: finishedFacts(draft, entry.childId, timeZone),
      },
    }))
}

/** The text as one child's family reads it. */
export const textAsRead = (draft: Draft, child: { id: Id; callName: string }): string =>
  fillName(textFor(draft, child.id), child.callName)
