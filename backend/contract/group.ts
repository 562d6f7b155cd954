import * as v from 'valibot'
import { StaffAbsence } from './absence.ts'
import { StaffAction } from './action.ts'
import { Allergy } from './allergies.ts'
import { Head, StaffEntry } from './diary.ts'
import { StaffHandover, TakenBack } from './handover.ts'
import { StaffPhotos } from './photo.ts'
import { ClosingDay, Expected } from './planning.ts'
import { Ratio } from './ratio-rules.ts'
import { route } from './route.ts'
import { Escort, Staffing, StaffStay } from './stay.ts'
import { Day, Id } from './values.ts'

export const groups = route({
  method: 'GET',
  path: '/api/groups',
  summary: 'The groups this person works in today; for a manager those of the location.',
  roles: ['staff', 'manager'],
  reply: v.strictObject({
    groups: v.array(
      v.strictObject({
        id: Id,
        name: v.string(),
        location: v.string(),
        children: v.number(),
        /** Of photos, that nobody settled yet. */
        reports: v.number(),
        /** That the actor reads and nobody took up or finished; a manager reads what was handed over. */
        conversations: v.number(),
      }),
    ),
  }),
})

export const GroupMentor = v.strictObject({ id: Id, firstName: v.string() })
export type GroupMentor = v.InferOutput<typeof GroupMentor>

export const GroupChild = v.strictObject({
  id: Id,
  callName: v.string(),
  surname: v.string(),
  birthDate: Day,
  /** The purposes whose consent is in force now. */
  consents: v.strictObject({ diary: v.boolean(), photos: v.boolean() }),
  /** Does this child have a diary entry about this day. */
  hasEntry: v.boolean(),
  /** When the child is expected on this day, unless the group is closed; null when its week is not known. */
  expected: v.nullable(Expected),
  /** Of the contract of its place here; null when there is none on this day. */
  careType: v.nullable(v.picklist(['KDV', 'BSO'])),
  /** Who may bring and fetch it today, guardians first; nobody with a restriction. */
  escorts: v.array(Escort),
  /** What it does not tolerate, as it is known now; severe ones first. */
  allergies: v.array(Allergy),
  /** Who of the staff of its location is there for it in particular today. */
  mentor: v.nullable(GroupMentor),
})
export type GroupChild = v.InferOutput<typeof GroupChild>

/** A child that is not placed in the group on this day, though it was there then, or still is. */
export const StayingChild = v.strictObject({
  id: Id,
  callName: v.string(),
  surname: v.string(),
  birthDate: Day,
  /** The last day of its place here; null when it has none that is over. */
  placedUntil: v.nullable(Day),
  /** Of the contract of that place. */
  careType: v.nullable(v.picklist(['KDV', 'BSO'])),
  /** Who may bring and fetch it today, as of a child of the group. */
  escorts: v.array(Escort),
  /** What it does not tolerate, likewise. */
  allergies: v.array(Allergy),
})
export type StayingChild = v.InferOutput<typeof StayingChild>

export const groupDay = route({
  method: 'GET',
  path: '/api/groups/:groupId/day',
  summary: 'The children placed in a group on a day, what was written about it, and the heads at the same moment.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  query: v.strictObject({ day: v.optional(Day) }),
  reply: v.strictObject({
    group: v.strictObject({ id: Id, name: v.string(), location: v.string(), locationId: Id }),
    day: Day,
    /** Why nobody is expected, in the order of their ids; mostly nothing. */
    closings: v.array(ClosingDay),
    children: v.array(GroupChild),
    /** Who has a stay here and no place any more: it is let out, and nothing is written about it. */
    staying: v.array(StayingChild),
    /** Of these children on this day, in the order of their ids. */
    absences: v.array(StaffAbsence),
    /** Of these children what is still to come in the next days (`comingFor`), in the order of their first days. */
    coming: v.array(StaffAbsence),
    /** What their guardians told of these children on this day, in the order of their ids. */
    handovers: v.array(StaffHandover),
    /** What of that was taken back, in the order of their ids. */
    takenBack: v.array(TakenBack),
    /** What the guardians of these children are asked now, in the order of their ids. */
    actions: v.array(StaffAction),
    /** Of these children and of this group, what was on this day or has not ended, in the order of their ids. */
    stays: v.array(StaffStay),
    /** How many staff work in the group, as was last said on this day. */
    staffing: v.nullable(Staffing),
    /** How many staff are needed by age, as it holds on this day: per care type one at most. */
    ratios: v.array(Ratio),
    /** Newest first. */
    entries: v.array(StaffEntry),
    /** The photos about this day, a card per child, newest first. */
    photos: v.array(StaffPhotos),
    /** The cards of the group and of its children of today, about whatever day, with reported photos that nobody settled yet; newest first. */
    reported: v.array(StaffPhotos),
    /** The files of those that this reader may change, which settles the report. */
    keeps: v.array(Id),
    /** May this reader edit and remove what stands here: staff of the group on this day, or its manager; an author always may. */
    mayEdit: v.boolean(),
    heads: v.array(Head),
  }),
  errors: ['not_found'],
})
export type GroupDay = v.InferOutput<(typeof groupDay)['reply']>
