import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { postEntries, type StaffEntry } from '../backend/contract/diary.ts'
import {
  type Draft,
  type DraftFact,
  draftOfEntries,
  factsFor,
  hasContent,
  newDraft,
  onDayBefore,
  othersOf,
  withChildren,
  withFact,
  withOtherFact,
  withOtherText,
  withoutFact,
} from '../client/diary/composer/draft.ts'
import { editsOf, factOf, postOf, problemsOf } from '../client/diary/composer/post.ts'

const zone = 'Europe/Amsterdam'
const now = Date.parse('2026-11-22T13:00:00Z')
const groupId = '019ab000-0000-7000-8000-000000000001'
const liv = '019ab000-0000-7000-8000-00000000000a'
const sem = '019ab000-0000-7000-8000-00000000000b'
const nap: DraftFact = { key: 'n', kind: 'sleep', from: '12:10', to: '13:45' }
const bread: DraftFact = { key: 'm', kind: 'meal', at: '11:55', what: 'brood', amount: 'all' }
const empty = withChildren(newDraft(groupId, '2026-11-22'), [liv, sem])
const written: Draft = { ...withFact(withFact(empty, nap), bread), text: '{name} sliep lekker' }

describe('a post', () => {
  test('has one entry per child and passes the contract', () => {
    const body = postOf(written, zone, now)
    expect(v.safeParse(postEntries.body, body).success).toBe(true)
    expect(body.aboutAt).toBe('2026-11-22T13:00:00.000Z')
    expect(body.children.map(({ text }) => text)).toEqual(['{name} sliep lekker', '{name} sliep lekker'])
    expect(body.children[0]?.facts[0]).toEqual({
      kind: 'sleep',
      from: '2026-11-22T11:10:00.000Z',
      to: '2026-11-22T12:45:00.000Z',
    })
  })
  test('made twice it is the same, so a repeat never doubles', () => {
    expect(postOf(written, zone, now)).toEqual(postOf(written, zone, now))
    expect(withChildren(withChildren(written, [sem]), [liv, sem]).entryIds).toEqual(written.entryIds)
  })
  test('differs for one child where that was asked', () => {
    const half = withOtherFact(written, liv, 'm', { ...bread, amount: 'half' } as DraftFact)
    const other = withOtherText(withOtherFact(half, sem, 'n', null), sem, 'Sem bleef wakker')
    expect(othersOf(other, 'm').map(({ childId }) => childId)).toEqual([liv])
    const [forLiv, forSem] = postOf(other, zone, now).children
    expect(forLiv?.facts[1]).toMatchObject({ amount: 'half' })
    expect(forLiv?.text).toBe('{name} sliep lekker')
    expect(forSem?.facts.map(({ kind }) => kind)).toEqual(['meal'])
    expect(forSem?.text).toBe('Sem bleef wakker')
    expect(factsFor(withOtherFact(other, liv, 'm', undefined), liv)).toEqual(written.facts)
    expect(factsFor(withoutFact(other, 'm'), liv)).toEqual([nap])
  })
})

describe('what keeps it from going', () => {
  const reasons = (draft: Draft) => problemsOf(draft, zone, now).map(({ reason }) => reason)

  test('nothing', () => expect(reasons(written)).toEqual([]))
  test('nobody chosen, nothing said', () => {
    expect(reasons(newDraft(groupId, '2026-11-22'))).toEqual(['no_children'])
    expect(reasons(empty)).toEqual(['empty'])
    expect(hasContent(empty)).toBe(false)
  })
  test('nothing said about one of them', () => {
    expect(problemsOf(withOtherFact(withFact(empty, nap), sem, 'n', null), zone, now)).toEqual([
      { reason: 'empty', childId: sem },
    ])
  })
  test('more than five minutes ahead', () => {
    expect(reasons({ ...written, about: '14:05' })).toEqual([])
    expect(reasons({ ...written, about: '14:06' })).toEqual(['about_in_future'])
    expect(reasons(withFact(written, { ...bread, at: '14:30' } as DraftFact))).toEqual(['fact_in_future'])
  })
  test('what is still to come today was yesterday', () => {
    const nap = withFact(written, { key: 'k', kind: 'sleep', from: '15:10', to: '16:45' })
    expect(reasons({ ...nap, about: null })).toEqual(['fact_in_future'])
    const earlier = onDayBefore({ ...nap, about: null })
    expect(earlier).toMatchObject({ day: '2026-11-21', about: '16:45', facts: nap.facts })
    expect(reasons(earlier)).toEqual([])
    expect(onDayBefore({ ...nap, about: '15:00' }).about).toBe('15:00')
  })
  test('an unfinished fact, a text that is too long', () => {
    expect(reasons(withFact(empty, { ...bread, what: ' ' } as DraftFact))).toEqual(['fact_unfinished'])
    expect(reasons({ ...written, text: 'a'.repeat(5001) })).toEqual(['too_long'])
  })
})

describe('sleep', () => {
  const sleep = (day: string, from: string, to: string | null) =>
    factOf({ key: 'k', kind: 'sleep', from, to }, day, zone)?.fact

  test('that ends earlier on the clock began the day before', () => {
    expect(sleep('2026-11-22', '20:00', '06:30')).toMatchObject({
      from: '2026-11-21T19:00:00.000Z',
      to: '2026-11-22T05:30:00.000Z',
    })
  })
  test('through the night of a clock change keeps its real length', () => {
    expect(sleep('2026-10-25', '23:00', '07:00')).toMatchObject({
      from: '2026-10-24T21:00:00.000Z',
      to: '2026-10-25T06:00:00.000Z',
    })
    expect(sleep('2026-03-29', '23:00', '07:00')).toMatchObject({
      from: '2026-03-28T22:00:00.000Z',
      to: '2026-03-29T05:00:00.000Z',
    })
  })
  test('within the hour that comes twice', () => {
    expect(sleep('2026-10-25', '02:45', '02:15')).toMatchObject({
      from: '2026-10-25T00:45:00.000Z',
      to: '2026-10-25T01:15:00.000Z',
    })
  })
})

test('a correction keeps the moments that nobody touched', () => {
  const entry = {
    id: '019ab000-0000-7000-8000-0000000000e1',
    childId: liv,
    groupId,
    version: 2,
    aboutAt: '2026-10-25T01:30:12.345Z',
    text: 'Liv at brood',
    facts: [
      { kind: 'meal', at: '2026-10-25T01:31:09.000Z', what: 'brood', amount: 'all' },
      { kind: 'sleep', from: '2026-10-24T21:00:30.000Z', to: '2026-10-25T05:00:30.000Z' },
    ],
  } as StaffEntry
  const draft = draftOfEntries([entry], '{name} at brood', zone)
  if (!draft) throw new Error('expected a draft')
  const edits = (of: Draft) => editsOf(of, [{ id: liv, callName: 'Liv' }], zone, now)
  expect(edits(draft)).toEqual([
    {
      before: entry,
      body: {
        id: draft.corrects?.[0]?.editId,
        version: 2,
        aboutAt: entry.aboutAt,
        text: 'Liv at brood',
        facts: entry.facts,
      },
    },
  ])
  const [meal] = draft.facts
  if (meal?.kind !== 'meal') throw new Error('expected the meal first')
  expect(edits(withFact(draft, { ...meal, at: '03:10' }))[0]?.body.facts[0]).toMatchObject({
    at: '2026-10-25T02:10:00.000Z',
  })
})
