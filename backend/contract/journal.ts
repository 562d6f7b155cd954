import * as v from 'valibot'
import { AudiencePreview } from './audience.ts'
import { journalParts, longestJournal, longestJournalTitle } from './journal-limits.ts'
import { route } from './route.ts'
import { Day, Id, Instant, text, wording } from './values.ts'

const JournalPart = v.picklist(journalParts)

/** What stands in the journal of a group, as a guardian of one of its children reads it: of nobody else it says anything. */
export const GuardianJournal = v.strictObject({
  kind: v.literal('journal'),
  id: Id,
  /** The same for each child of the group whose diary somebody reads. */
  journalId: Id,
  childId: Id,
  /** The day it is about. */
  day: Day,
  part: JournalPart,
  title: v.string(),
  text: v.string(),
  /** When it was written: where it stands in a timeline. */
  aboutAt: Instant,
  /** First name. */
  author: v.string(),
  group: v.string(),
  version: v.number(),
  edited: v.boolean(),
  seq: v.number(),
})
export type GuardianJournal = v.InferOutput<typeof GuardianJournal>

/** The same for the staff of the group. */
export const StaffJournal = v.strictObject({
  id: Id,
  groupId: Id,
  day: Day,
  part: JournalPart,
  title: v.string(),
  text: v.string(),
  author: v.string(),
  postedAt: Instant,
  edited: v.nullable(v.strictObject({ at: Instant, name: v.string() })),
  version: v.number(),
})
export type StaffJournal = v.InferOutput<typeof StaffJournal>

const oneGroup = v.strictObject({ groupId: Id })
const oneJournal = v.strictObject({ journalId: Id })
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const said = {
  title: text(longestJournalTitle),
  text: wording(longestJournal),
  /** Children whose name stands there and who are not meant, with the words by which each is named, as `wordsNaming` finds them. */
  notMeant: v.pipe(
    v.array(
      v.strictObject({
        childId: Id,
        said: v.pipe(v.array(text(longestJournal)), v.maxLength(longestJournal, 'too_many')),
      }),
    ),
    v.maxLength(100, 'too_many'),
  ),
}

export const groupJournal = route({
  method: 'GET',
  path: '/api/groups/:groupId/journal',
  summary:
    'What was written in the journal of a group about the last days and the next ones, newest day first; or a page of what is about days before one.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  query: v.strictObject({ before: v.optional(Day) }),
  reply: v.strictObject({
    today: Day,
    entries: v.array(StaffJournal),
    /** The `before` of the page that comes next; none where nothing is older. */
    earlier: v.nullable(Day),
    /** How the children of the group may be called, also who left it lately or begins soon, so that none is named. */
    children: v.array(v.strictObject({ id: Id, callName: v.string(), names: v.array(v.string()) })),
  }),
  errors: ['not_found'],
})

export const journalAudience = route({
  method: 'GET',
  path: '/api/groups/:groupId/journal/audience',
  summary: 'Who will read what is written about a day of the group, and who is left out and why.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  query: v.strictObject({ day: Day }),
  reply: AudiencePreview,
  errors: ['not_found'],
})

/** A family that has something of the journal, and what it reads there. */
const JournalHolder = v.strictObject({
  /** None where the child has moved on. */
  callName: v.nullable(v.string()),
  /** Where consent is in force no longer only a correction that leaves out whole sentences arrives. */
  inForce: v.boolean(),
  title: v.string(),
  text: v.string(),
})
export type JournalHolder = v.InferOutput<typeof JournalHolder>

export const journalHolders = route({
  method: 'GET',
  path: '/api/journal/:journalId/holders',
  summary:
    'The families that have what was written, with the words that they have, and whether a correction adds to them.',
  roles: ['staff', 'manager'],
  params: oneJournal,
  reply: v.strictObject({ holders: v.array(JournalHolder) }),
  errors: ['not_found'],
})

export const postJournal = route({
  method: 'POST',
  path: '/api/groups/:groupId/journal',
  summary:
    'Writes what the group did on a day, or is going to do, once, for the families of its children whose diary has consent in force.',
  roles: ['staff', 'manager'],
  params: oneGroup,
  body: v.strictObject({ id: Id, journalId: Id, day: Day, part: JournalPart, ...said }),
  reply: v.strictObject({ journal: StaffJournal }),
  errors: ['not_found', 'id_taken', 'stale_version', 'consent_missing', 'names_a_child'],
})
export type PostJournal = v.InferOutput<(typeof postJournal)['body']>

export const editJournal = route({
  method: 'PUT',
  path: '/api/journal/:journalId',
  summary:
    'Corrects what was written; where consent is in force no longer the old wording stays, unless whole sentences go and no more.',
  roles: ['staff', 'manager'],
  params: oneJournal,
  body: v.strictObject({ id: Id, version, ...said }),
  reply: v.strictObject({ journal: StaffJournal }),
  errors: ['not_found', 'id_taken', 'stale_version', 'consent_missing', 'names_a_child'],
})
export type EditJournal = v.InferOutput<(typeof editJournal)['body']>

export const removeJournal = route({
  method: 'DELETE',
  path: '/api/journal/:journalId',
  summary: 'Removes what was written with its history, for everybody. Asked once more it changes nothing.',
  roles: ['staff', 'manager'],
  params: oneJournal,
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const journalHistory = route({
  method: 'GET',
  path: '/api/journal/:journalId/history',
  summary: 'The earlier wordings of what stands in the journal, newest first, for staff only.',
  roles: ['staff', 'manager'],
  params: oneJournal,
  reply: v.strictObject({
    revisions: v.array(
      v.strictObject({
        version: v.number(),
        title: v.string(),
        text: v.string(),
        name: v.string(),
        at: Instant,
      }),
    ),
  }),
  errors: ['not_found'],
})
