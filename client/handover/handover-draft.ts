import type { ChangeHandover, GuardianHandover, tellsSomething } from '../../backend/contract/handover.ts'
import { longestHandoverNote, longestTold } from '../../backend/contract/handover-text.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { minutesOf, timeOf } from '../planning/hours.ts'
import { readTime } from '../ui/read-time.ts'

export type Given = Omit<ChangeHandover, 'id' | 'version'>

/** A hand-over as it is being filled in; times as they were typed. */
export interface HandoverDraft {
  night: Given['night']
  from: string
  until: string
  meal: string
  mealAt: string
  mood: Given['mood']
  hasMedicine: boolean
  medicine: string
  dose: string
  medicineAt: string
  fetcher: 'self' | 'other' | 'kept' | null
  fetcherName: string
  note: string
}

export const emptyDraft: HandoverDraft = {
  night: null,
  from: '',
  until: '',
  meal: '',
  mealAt: '',
  mood: null,
  hasMedicine: false,
  medicine: '',
  dose: '',
  medicineAt: '',
  fetcher: null,
  fetcherName: '',
  note: '',
}

const typed = (minute: number | null | undefined) => (minute === null || minute === undefined ? '' : timeOf(minute))

/** What stands, to be changed. */
export const draftOf = (
  told: Omit<GuardianHandover, 'kind'> | (Given & { fetcher: Given['fetcher'] }),
): HandoverDraft => ({
  night: told.night,
  from: typed(told.slept?.from),
  until: typed(told.slept?.until),
  meal: told.meal?.what ?? '',
  mealAt: typed(told.meal?.at),
  mood: told.mood,
  hasMedicine: told.medicine !== null,
  medicine: told.medicine?.what ?? '',
  dose: told.medicine?.dose ?? '',
  medicineAt: typed(told.medicine?.at),
  fetcher: told.fetcher === null ? null : told.fetcher.kind === 'guardian' ? 'kept' : told.fetcher.kind,
  fetcherName: told.fetcher && 'name' in told.fetcher && told.fetcher.kind === 'other' ? told.fetcher.name : '',
  note: told.note,
})

export type Field = 'slept' | 'meal' | 'mealAt' | 'medicine' | 'dose' | 'medicineAt' | 'fetcher' | 'note'
export type Problem = 'time' | 'what' | 'name' | 'long'
export type Problems = Partial<Record<Field, Problem>>

const isTime = (text: string) => readTime(text) !== null
const minute = (text: string): number | null => {
  const time = readTime(text)
  return time === null ? null : minutesOf(time)
}

/** What the server would not take, as far as that shows here. */
export function problemsOf(draft: HandoverDraft): Problems {
  const { from, until, meal, mealAt, medicine, dose, medicineAt } = draft
  const badSleep = (from !== '' || until !== '') && (!isTime(from) || !isTime(until) || minute(from) === minute(until))
  const badTime = (text: string) => text.trim() !== '' && !isTime(text)
  return {
    ...(badSleep && { slept: 'time' as const }),
    ...(badTime(mealAt) && { mealAt: 'time' as const }),
    ...(mealAt.trim() !== '' && meal.trim() === '' && { meal: 'what' as const }),
    ...(meal.length > longestTold && { meal: 'long' as const }),
    ...(draft.hasMedicine && medicine.trim() === '' && { medicine: 'what' as const }),
    ...(medicine.length > longestTold && { medicine: 'long' as const }),
    ...(dose.length > longestTold && { dose: 'long' as const }),
    ...(draft.hasMedicine && badTime(medicineAt) && { medicineAt: 'time' as const }),
    ...(draft.fetcher === 'other' && draft.fetcherName.trim() === '' && { fetcher: 'name' as const }),
    ...(draft.fetcherName.length > longestTold && { fetcher: 'long' as const }),
    ...(draft.note.length > longestHandoverNote && { note: 'long' as const }),
  }
}

/** What is told, of a draft in which nothing is wrong. */
export function givenOf(draft: HandoverDraft): Given {
  const [from, until] = [minute(draft.from), minute(draft.until)]
  return {
    night: draft.night,
    slept: from === null || until === null ? null : { from, until },
    meal: draft.meal.trim() === '' ? null : { what: draft.meal.trim(), at: minute(draft.mealAt) },
    mood: draft.mood,
    medicine: draft.hasMedicine
      ? { what: draft.medicine.trim(), dose: draft.dose.trim(), at: minute(draft.medicineAt) }
      : null,
    fetcher:
      draft.fetcher === null
        ? null
        : draft.fetcher === 'other'
          ? { kind: 'other', name: draft.fetcherName.trim() }
          : { kind: draft.fetcher },
    note: draft.note.trim(),
  }
}

/** The same as on the server, without its validator. */
export const isEmpty = ({
  night,
  slept,
  meal,
  mood,
  medicine,
  note,
  fetcher,
}: Parameters<typeof tellsSomething>[0]): boolean =>
  [night, slept, meal, mood, medicine, fetcher].every((one) => one === null) && note === ''

/** A draft as it waits on this device, with the version that was being changed; none where it is told for the first time. */
export type KeptDraft = HandoverDraft & { base?: number | null }

/** Under which name a draft waits on this device. */
export const draftName = (childId: Id, day: Day): string => `handover ${childId} ${day}`
