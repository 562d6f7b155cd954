import type { Fact } from '../../backend/contract/diary.ts'
import type { Instant } from '../../backend/contract/values.ts'

/** The lanes of the rhythm strip, from top to bottom. */
export const lanes = ['sleep', 'food', 'diaper', 'mood'] as const
export type Lane = (typeof lanes)[number]

/** Where on the strip something stands, in hours of the day; `count` facts lie under one mark. */
export interface Mark {
  from: number
  to: number
  facts: Fact[]
}

export interface Rhythm {
  from: number
  to: number
  ticks: number[]
  lanes: { lane: Lane; marks: Mark[] }[]
}

const opens = 7
const closes = 18.5
const mergeWithin = 1
const usualTicks = [7, 10, 13, 16, 18.5]

/** The lane of a fact, or null for what the strip does not show. */
export function laneOf(fact: Fact): Lane | null {
  switch (fact.kind) {
    case 'sleep':
    case 'diaper':
    case 'mood':
      return fact.kind
    case 'meal':
    case 'drink':
      return 'food'
    default:
      return null
  }
}

/** When a fact begins. */
export const startOf = (fact: Fact): Instant => (fact.kind === 'sleep' ? fact.from : fact.at)

/** Facts in the order of the day. */
export const inOrder = (facts: readonly Fact[]): Fact[] =>
  [...facts].sort((a, b) => Date.parse(startOf(a)) - Date.parse(startOf(b)))

function span(fact: Fact, hourOf: (at: Instant) => number, now: number | null): [number, number] {
  const from = hourOf(startOf(fact))
  if (fact.kind !== 'sleep') return [from, from]
  const to = fact.to === null ? (now ?? from) : hourOf(fact.to)
  return [from, to < from ? 24 : to]
}

function marksOf(facts: readonly Fact[], hourOf: (at: Instant) => number, now: number | null): Mark[] {
  const marks: Mark[] = []
  for (const fact of inOrder(facts)) {
    const [from, to] = span(fact, hourOf, now)
    const last = marks.at(-1)
    const near = fact.kind === 'sleep' ? last && from <= last.to : last && from - last.from < mergeWithin
    if (last && near) {
      last.facts.push(fact)
      if (fact.kind === 'sleep') last.to = Math.max(last.to, to)
    } else {
      marks.push({ from, to, facts: [fact] })
    }
  }
  for (const mark of marks) {
    if (mark.facts.length === 1 || mark.facts[0]?.kind === 'sleep') continue
    const hours = mark.facts.map((fact) => hourOf(startOf(fact)))
    mark.from = hours.reduce((sum, hour) => sum + hour, 0) / hours.length
    mark.to = mark.from
  }
  return marks
}

function ticksBetween(from: number, to: number): number[] {
  if (from === opens && to === closes) return usualTicks
  const step = Math.max(3, Math.ceil((to - from) / 4))
  const ticks: number[] = []
  for (let hour = from; hour <= to - step / 2; hour += step) ticks.push(hour)
  return [...ticks, to]
}

/**
 * The rhythm of facts of one day: only the lanes that have something, marks closer than an hour merged. The strip
 * runs from 07:00 to 18:30 and further where a fact lies outside. `now` is the hour of now when it is that day.
 */
export function rhythmOf(facts: readonly Fact[], hourOf: (at: Instant) => number, now: number | null): Rhythm {
  const found = lanes
    .map((lane) => ({
      lane,
      marks: marksOf(
        facts.filter((fact) => laneOf(fact) === lane),
        hourOf,
        now,
      ),
    }))
    .filter(({ marks }) => marks.length > 0)
  const all = found.flatMap(({ marks }) => marks)
  const from = Math.min(opens, ...all.map((mark) => Math.floor(mark.from)))
  const to = Math.max(closes, ...all.map((mark) => Math.ceil(mark.to)))
  return { from, to, ticks: ticksBetween(from, to), lanes: found }
}

/** Minutes slept, counting only naps that ended. */
export const minutesSlept = (facts: readonly Fact[]): number =>
  facts.reduce(
    (sum, fact) =>
      fact.kind === 'sleep' && fact.to !== null
        ? sum + Math.round((Date.parse(fact.to) - Date.parse(fact.from)) / 60_000)
        : sum,
    0,
  )
