import * as v from 'valibot'
import { moods } from './diary-text.ts'
import { longestHandoverNote, longestTold, nights } from './handover-text.ts'
import { route } from './route.ts'
import { count, Day, Id, Instant, isVisible, text, wording } from './values.ts'

/** Minutes after midnight as a clock here shows them, also on a day that has 23 hours or 25. */
const Minute = v.pipe(v.number(), v.integer('time'), v.minValue(0, 'time'), v.maxValue(1439, 'time'))
const told = wording(longestTold)
const Night = v.picklist(nights)
const Mood = v.picklist(moods)

/** From one evening, or night, into the morning: the later time may stand for the day after. */
const Slept = v.pipe(
  v.strictObject({ from: Minute, until: Minute }),
  v.forward(
    v.check(({ from, until }) => from !== until, 'same_time'),
    ['until'],
  ),
)

/** What a guardian tells of the night, the last meal and so on; each may be left out, but not all. */
const said = {
  night: v.nullable(Night),
  slept: v.nullable(Slept),
  meal: v.nullable(v.strictObject({ what: told, at: v.nullable(Minute) })),
  mood: v.nullable(Mood),
  /** What was given at home, and when. It asks nobody to give any. */
  medicine: v.nullable(v.strictObject({ what: told, dose: text(longestTold), at: v.nullable(Minute) })),
  /** What shows nothing is none. */
  note: v.pipe(
    text(longestHandoverNote),
    v.transform((given) => (isVisible(given) ? given : '')),
  ),
}

/** Who fetches: the guardian who tells it, somebody by name, or whoever stood there already. */
const Fetcher = v.nullable(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('self') }),
    v.strictObject({ kind: v.literal('other'), name: told }),
    v.strictObject({ kind: v.literal('kept') }),
  ]),
)
const given = { ...said, fetcher: Fetcher }

type Given = { [name in keyof typeof given]: unknown }
/** Whether something is told at all. */
export const tellsSomething = ({ night, slept, meal, mood, medicine, note, fetcher }: Given): boolean =>
  [night, slept, meal, mood, medicine, fetcher].some((one) => one !== null) || note !== ''

const handover = {
  id: Id,
  childId: Id,
  /** The day on which the child comes. */
  day: Day,
  /** When it was told for the first time: where it stands in a timeline. */
  aboutAt: Instant,
  ...said,
  /** First name of the guardian who told it. */
  author: v.string(),
  version: v.number(),
  changed: v.nullable(v.strictObject({ at: Instant, name: v.string() })),
}
const isSomebody = { kind: v.picklist(['guardian', 'other']), name: v.string() }

/** A hand-over as a guardian reads it. */
export const GuardianHandover = v.strictObject({
  kind: v.literal('handover'),
  ...handover,
  fetcher: v.nullable(v.strictObject(isSomebody)),
  /** When the group has seen it as it is, and the first name of who did. */
  seen: v.nullable(v.strictObject({ at: Instant, name: v.string() })),
})
export type GuardianHandover = v.InferOutput<typeof GuardianHandover>

/** A hand-over as the staff of the group read it. */
export const StaffHandover = v.strictObject({
  ...handover,
  /** Of a guardian the person as well, who is among those who may fetch the child. */
  fetcher: v.nullable(v.strictObject({ ...isSomebody, personId: v.nullable(Id) })),
  seen: v.nullable(v.strictObject({ at: Instant, name: v.string(), personId: Id })),
})
export type StaffHandover = v.InferOutput<typeof StaffHandover>

/** That something was told of a child and a day and taken back; what it was nobody reads any more. */
export const TakenBack = v.strictObject({ id: Id, childId: Id, day: Day, at: Instant })
export type TakenBack = v.InferOutput<typeof TakenBack>

export const Handover = v.union([GuardianHandover, StaffHandover])

const oneHandover = v.strictObject({ handoverId: Id })
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

export const tellHandover = route({
  method: 'POST',
  path: '/api/handovers',
  summary:
    'A guardian tells what the group needs to know of a child that comes today or tomorrow, while the consent of its diary is in force.',
  roles: ['guardian'],
  body: v.pipe(
    v.strictObject({ id: Id, handoverId: Id, childId: Id, day: Day, ...given }),
    v.check((one) => tellsSomething(one), 'empty'),
  ),
  reply: v.strictObject({ handover: GuardianHandover }),
  errors: ['not_found', 'id_taken', 'stale_version', 'consent_missing', 'too_late'],
})
export type TellHandover = v.InferOutput<(typeof tellHandover)['body']>

export const changeHandover = route({
  method: 'PUT',
  path: '/api/handovers/:handoverId',
  summary: 'Changes what was told, until the child has gone home that day; what it was stays in its history.',
  roles: ['guardian'],
  params: oneHandover,
  body: v.pipe(
    v.strictObject({ id: Id, version, ...given }),
    v.check((one) => tellsSomething(one), 'empty'),
  ),
  reply: v.strictObject({ handover: GuardianHandover }),
  errors: ['not_found', 'id_taken', 'stale_version', 'consent_missing', 'too_late'],
})
export type ChangeHandover = v.InferOutput<(typeof changeHandover)['body']>

export const withdrawHandover = route({
  method: 'DELETE',
  path: '/api/handovers/:handoverId',
  summary: 'Takes back what was told, with its history. Asked once more it changes nothing.',
  roles: ['guardian'],
  params: oneHandover,
  query: v.strictObject({ version: count(1, 999_999) }),
  reply: v.strictObject({}),
  errors: ['not_found', 'stale_version', 'too_late'],
})

export const seeHandover = route({
  method: 'POST',
  path: '/api/handovers/:handoverId/seen',
  summary:
    'The group has seen what was told, as it is in this version; the first one counts, and the guardians are told.',
  roles: ['staff', 'manager'],
  params: oneHandover,
  body: v.strictObject({ version }),
  reply: v.strictObject({ handover: StaffHandover }),
  errors: ['not_found', 'stale_version', 'consent_missing'],
})

export const handoverDeeds = ['told', 'changed', 'seen'] as const

/** What was done with a hand-over, and what it said after that. */
export const HandoverRevision = v.strictObject({
  id: Id,
  at: Instant,
  done: v.picklist(handoverDeeds),
  /** First name, as it was then. */
  name: v.string(),
  ...said,
  fetcher: v.nullable(v.strictObject(isSomebody)),
})
export type HandoverRevision = v.InferOutput<typeof HandoverRevision>

export const handoverHistory = route({
  method: 'GET',
  path: '/api/handovers/:handoverId/history',
  summary: 'What was done with a hand-over, oldest first: what it said after that, who did it and when.',
  noted: true,
  roles: ['guardian', 'staff', 'manager'],
  params: oneHandover,
  reply: v.strictObject({ handover: Handover, revisions: v.array(HandoverRevision) }),
  errors: ['not_found'],
})
