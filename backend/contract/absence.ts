import * as v from 'valibot'
import { absenceReasons, Overlap } from './overlap.ts'
import { Expected, Part } from './planning.ts'
import { route } from './route.ts'
import { count, Day, Id, Instant, isVisible, text } from './values.ts'

/** So many days one absence is long, at most. */
export const longestAbsence = 92
/** So many days ahead one ends, at most. */
export const reportedAhead = 365
/** In so many parts one child's day is, at most: more nobody reads. */
export const mostParts = 8
/** So many children one report is about, at most. */
export const mostReported = 20
/** So many days back staff enter and put right what a guardian told them otherwise. */
export const enteredBack = 7
/** So many days back a guardian's first load has what is over. */
export const absencesShown = 14
/** The longest note, in characters. */
export const longestNote = 500

export const AbsenceReason = v.picklist(absenceReasons)
export type AbsenceReason = v.InferOutput<typeof AbsenceReason>

/** What a cut-off makes of credits: nothing, or they are kept when the report came before it. */
export const creditEffects = ['none', 'kept_before_cut_off'] as const
export const CreditEffect = v.picklist(creditEffects)
export type CreditEffect = v.InferOutput<typeof CreditEffect>

const span = {
  reason: AbsenceReason,
  startsOn: Day,
  /** The last day. */
  endsOn: Day,
  /** Of one day alone; null for whole days. */
  part: v.nullable(Part),
}

const absence = {
  id: Id,
  childId: Id,
  ...span,
  note: v.string(),
  version: v.number(),
  /** Reported, or made longer, after the cut-off that held. */
  late: v.boolean(),
  reportedAt: Instant,
  changedAt: v.nullable(Instant),
  /** It is in no list any more; what came of it is in its history. */
  cancelled: v.boolean(),
}

/** An absence as a guardian reads it. */
export const GuardianAbsence = v.strictObject({
  ...absence,
  /** First name; `staff` when it was entered on behalf of a guardian. */
  reporter: v.strictObject({ name: v.string(), relation: v.picklist(['guardian', 'staff']) }),
  /** When the group has seen it as it is, and the first name of who did. */
  seen: v.nullable(v.strictObject({ at: Instant, name: v.string() })),
})
export type GuardianAbsence = v.InferOutput<typeof GuardianAbsence>

/** An absence as the staff of the group read it. */
export const StaffAbsence = v.strictObject({
  ...absence,
  reporter: v.strictObject({ name: v.string(), relation: v.picklist(['guardian', 'staff']), personId: Id }),
  seen: v.nullable(v.strictObject({ at: Instant, name: v.string(), personId: Id })),
})
export type StaffAbsence = v.InferOutput<typeof StaffAbsence>

/** As its reader may have it. */
export const Absence = v.union([GuardianAbsence, StaffAbsence])
export type Absence = v.InferOutput<typeof Absence>

interface Span {
  startsOn: Day
  endsOn: Day
}
const inOrder = ({ startsOn, endsOn }: Span) => startsOn <= endsOn
const isNotTooLong = ({ startsOn, endsOn }: Span) => daysBetween(startsOn, endsOn) < longestAbsence
const isOfOneDay = ({ startsOn, endsOn, part }: Span & { part: Part | null }) => part === null || startsOn === endsOn

/** How many days later the second one is. */
export const daysBetween = (first: Day, second: Day): number =>
  (Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000

/** What shows nothing is none: it would take the place of somebody else's. */
const note = v.pipe(
  text(longestNote),
  v.transform((given) => (isVisible(given) ? given : '')),
)
const said = { ...span, note }
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const oneAbsence = v.strictObject({ absenceId: Id })
const someChildren = <Item extends v.GenericSchema<unknown, unknown>>(item: Item, idOf: (one: unknown) => string) =>
  v.pipe(
    v.array(item),
    v.minLength(1, 'empty'),
    v.maxLength(mostReported, 'too_many'),
    v.check((all) => new Set(all.map(idOf)).size === all.length, 'twice'),
  )
const childOf = (one: unknown) => (one as { childId: string }).childId
const ownId = (one: unknown) => (one as { absenceId: string }).absenceId

export const AbsencePreview = v.strictObject({
  childId: Id,
  callName: v.string(),
  /** What holds on the first of the days on which the child may be expected; null where nothing was agreed. */
  rule: v.nullable(
    v.strictObject({
      id: Id,
      careType: v.picklist(['KDV', 'BSO']),
      /** Whether it is of this location alone. */
      ofLocation: v.boolean(),
      cutOffMinute: v.number(),
      daysBefore: v.number(),
      credit: CreditEffect,
    }),
  ),
  /** The moment until which a report is in time, and whether that is so now by the server's clock; null without a rule. */
  cutOff: v.nullable(v.strictObject({ at: Instant, isBefore: v.boolean() })),
  /** What the report does to credits. */
  credit: v.picklist(['none', 'kept']),
  days: v.array(
    v.strictObject({
      day: Day,
      /** Null when nothing was planned that says so. */
      expected: v.nullable(Expected),
      /** Why nobody is expected: the name of the closing day. */
      closed: v.nullable(v.string()),
    }),
  ),
  /** What stands there already on these days. */
  overlaps: v.array(Overlap),
})
export type AbsencePreview = v.InferOutput<typeof AbsencePreview>

export const previewAbsence = route({
  method: 'POST',
  path: '/api/absence-preview',
  summary:
    'Before an absence is reported: per child the cut-off and its effect, on which days it is expected, and what stands there already.',
  roles: ['guardian', 'staff', 'manager'],
  body: v.pipe(
    v.strictObject({
      childIds: someChildren(Id, (id) => id as string),
      startsOn: Day,
      endsOn: Day,
    }),
    v.forward(
      v.check((given) => inOrder(given), 'before_start'),
      ['endsOn'],
    ),
    v.forward(
      v.check((given) => isNotTooLong(given), 'too_long'),
      ['endsOn'],
    ),
  ),
  /** `now`: the server's clock; `today`: its day. */
  reply: v.strictObject({ now: Instant, today: Day, children: v.array(AbsencePreview) }),
  errors: ['not_found'],
})

/** What became of a report: a new absence, or one that was there, changed by it or not. */
export const Reported = v.strictObject({ absence: Absence, merged: v.boolean(), changed: v.boolean() })
export type Reported = v.InferOutput<typeof Reported>

export const reportAbsence = route({
  method: 'POST',
  path: '/api/absences',
  summary:
    'Reports children absent, all or none; staff of the group today enter it on behalf of a guardian. What continues an absence with the same reason becomes one with it.',
  roles: ['guardian', 'staff', 'manager'],
  body: v.pipe(
    v.strictObject({
      id: Id,
      children: v.pipe(
        someChildren(v.strictObject({ childId: Id, absenceId: Id }), childOf),
        v.check((all) => new Set(all.map(ownId)).size === all.length, 'twice'),
      ),
      ...said,
    }),
    v.forward(
      v.check((given) => inOrder(given), 'before_start'),
      ['endsOn'],
    ),
    v.forward(
      v.check((given) => isNotTooLong(given), 'too_long'),
      ['endsOn'],
    ),
    v.forward(
      v.check((given) => isOfOneDay(given), 'one_day'),
      ['part'],
    ),
  ),
  /** In the order of the children. */
  reply: v.strictObject({ absences: v.array(Reported) }),
  errors: ['not_found', 'id_taken', 'absence_overlaps'],
})
export type ReportAbsence = v.InferOutput<(typeof reportAbsence)['body']>

export const changeAbsence = route({
  method: 'PUT',
  path: '/api/absences/:absenceId',
  summary:
    'Changes an absence. Of one that has begun a guardian changes the end and the note alone; of a past one nothing.',
  roles: ['guardian', 'staff', 'manager'],
  params: oneAbsence,
  body: v.pipe(
    v.strictObject({ id: Id, version, ...said }),
    v.forward(
      v.check((given) => inOrder(given), 'before_start'),
      ['endsOn'],
    ),
    v.forward(
      v.check((given) => isNotTooLong(given), 'too_long'),
      ['endsOn'],
    ),
    v.forward(
      v.check((given) => isOfOneDay(given), 'one_day'),
      ['part'],
    ),
  ),
  reply: v.strictObject({ absence: Absence }),
  errors: ['not_found', 'id_taken', 'stale_version', 'absence_overlaps'],
})
export type ChangeAbsence = v.InferOutput<(typeof changeAbsence)['body']>

export const cancelAbsence = route({
  method: 'DELETE',
  path: '/api/absences/:absenceId',
  summary: 'Cancels an absence; one that began before today ends as of yesterday. Asked once more it changes nothing.',
  roles: ['guardian', 'staff', 'manager'],
  params: oneAbsence,
  query: v.strictObject({ version: count(1, 999_999) }),
  reply: v.strictObject({ absence: Absence }),
  errors: ['not_found', 'stale_version'],
})

export const seeAbsence = route({
  method: 'POST',
  path: '/api/absences/:absenceId/seen',
  summary: 'The group has seen an absence as it is in this version; the first one counts, and the guardians are told.',
  roles: ['staff', 'manager'],
  params: oneAbsence,
  body: v.strictObject({ version }),
  reply: v.strictObject({ absence: StaffAbsence }),
  errors: ['not_found', 'stale_version'],
})

export const absenceDeeds = ['reported', 'changed', 'extended', 'cancelled', 'seen'] as const

/** What was done with an absence, and what it was after that. */
export const AbsenceRevision = v.strictObject({
  id: Id,
  at: Instant,
  done: v.picklist(absenceDeeds),
  /** First name, as it was then, and as whom. */
  name: v.string(),
  relation: v.picklist(['guardian', 'staff']),
  ...span,
  note: v.string(),
  late: v.boolean(),
})
export type AbsenceRevision = v.InferOutput<typeof AbsenceRevision>

export const absenceHistory = route({
  method: 'GET',
  path: '/api/absences/:absenceId/history',
  summary: 'What was done with an absence, oldest first: what it was after that, who did it and when.',
  noted: true,
  roles: ['guardian', 'staff', 'manager'],
  params: oneAbsence,
  reply: v.strictObject({ absence: Absence, revisions: v.array(AbsenceRevision) }),
  errors: ['not_found'],
})
