import * as v from 'valibot'
import { GuardianAbsence } from './absence.ts'
import { GuardianAction, OwnAnswer } from './action.ts'
import { AudiencePreview } from './audience.ts'
import { amounts, maxChildren, maxFacts, maxTextLength, moods, places, toilets } from './diary-text.ts'
import { GuardianHandover } from './handover.ts'
import { GuardianJournal } from './journal.ts'
import { GuardianPhotos, Hearted } from './photo.ts'
import { route } from './route.ts'
import { Presence } from './stay.ts'
import { Cursor, count, Day, Id, Instant, isVisible, text, wording } from './values.ts'

const what = wording(200)

/** One thing of the daily rhythm. Moments are instants, so a night with a clock change keeps its length. */
export const Fact = v.variant('kind', [
  v.pipe(
    v.strictObject({ kind: v.literal('sleep'), from: Instant, to: v.nullable(Instant) }),
    v.check(
      ({ from, to }) =>
        to === null || (Date.parse(to) > Date.parse(from) && Date.parse(to) - Date.parse(from) <= 86_400_000),
      'sleep_range',
    ),
  ),
  v.strictObject({ kind: v.literal('meal'), at: Instant, what, amount: v.nullable(v.picklist(amounts)) }),
  v.strictObject({
    kind: v.literal('drink'),
    at: Instant,
    what,
    millilitres: v.nullable(
      v.pipe(v.number(), v.integer('number'), v.minValue(1, 'number'), v.maxValue(2000, 'number')),
    ),
  }),
  v.strictObject({ kind: v.literal('diaper'), at: Instant, what: v.picklist(toilets), place: v.picklist(places) }),
  v.strictObject({ kind: v.literal('mood'), at: Instant, mood: v.picklist(moods) }),
  v.strictObject({
    kind: v.literal('temperature'),
    at: Instant,
    celsius: v.pipe(v.number(), v.minValue(33, 'number'), v.maxValue(43, 'number')),
  }),
  v.strictObject({ kind: v.literal('activity'), at: Instant, what }),
])
export type Fact = v.InferOutput<typeof Fact>

const content = { text: text(maxTextLength), facts: v.pipe(v.array(Fact), v.maxLength(maxFacts, 'too_many')) }
const saysSomething = (wording: string, facts: unknown[]) => isVisible(wording) || facts.length > 0

const entry = {
  id: Id,
  childId: Id,
  aboutAt: Instant,
  text: v.string(),
  facts: v.array(Fact),
  author: v.string(),
  group: v.string(),
  version: v.number(),
  edited: v.boolean(),
}

/** A diary entry as a guardian reads it. */
export const GuardianEntry = v.strictObject({
  kind: v.literal('diary'),
  ...entry,
  /** Its number in the channel: unread is what lies after the reader's marker. */
  seq: v.number(),
})
export type GuardianEntry = v.InferOutput<typeof GuardianEntry>

/** A diary entry as the staff of the group read it. */
export const StaffEntry = v.strictObject({
  ...entry,
  postId: Id,
  authorId: Id,
  groupId: Id,
  postedAt: Instant,
  editedAt: v.nullable(Instant),
})
export type StaffEntry = v.InferOutput<typeof StaffEntry>

/** Where a reader stands in one channel. */
export const Head = v.strictObject({
  channel: Id,
  kind: v.picklist([
    'diary',
    'photos',
    'absence',
    'attendance',
    'staff',
    'own',
    'work',
    'conversation',
    'action',
    'asking',
  ]),
  childId: v.nullable(Id),
  seq: v.number(),
  /** Up to where this reader has read; it never goes back. Of a conversation this is in its own replies. */
  marker: v.number(),
  /** Items after the reader's marker, counted up to 99. */
  unread: v.number(),
})
export type Head = v.InferOutput<typeof Head>

const Readable = v.picklist(['readable', 'never_granted', 'no_authority'])

/** What stands in a timeline. */
export const TimelineItem = v.variant('kind', [GuardianEntry, GuardianPhotos, GuardianHandover, GuardianJournal])
export type TimelineItem = v.InferOutput<typeof TimelineItem>

export const timeline = route({
  method: 'GET',
  path: '/api/timeline',
  summary:
    'Diary and photos of a guardian’s children, newest first, with the heads of the channels at the same moment.',
  roles: ['guardian'],
  query: v.strictObject({
    child: v.optional(Id),
    /** Items older than this cursor. */
    before: v.optional(Cursor),
    /** Items newer than this cursor, for scrolling up after a jump. */
    after: v.optional(Cursor),
    /** Jump: the newest items of this day and older. */
    day: v.optional(Day),
    limit: v.optional(count(1, 100)),
  }),
  reply: v.strictObject({
    children: v.array(
      v.strictObject({
        id: Id,
        callName: v.string(),
        surname: v.string(),
        group: v.nullable(v.string()),
        /** Whether this guardian may read the child's diary, and if not, why; and the child's photos. */
        diary: Readable,
        photos: Readable,
      }),
    ),
    items: v.array(TimelineItem),
    hearted: Hearted,
    /** Of these children, also without any consent: what is not cancelled and was not over two weeks ago, by first day. */
    absences: v.array(GuardianAbsence),
    /** What was told of these children of today and later, by day. */
    handovers: v.array(GuardianHandover),
    /** What the groups are going to do on the days after today, by day. */
    plans: v.array(GuardianJournal),
    /** What is asked of this guardian for these children, also without any consent: what is open, and what was closed within 30 days. */
    actions: v.array(GuardianAction),
    /** The own answers to these, in the order of these. */
    answers: v.array(OwnAnswer),
    /** Of these children, of whom a consent is in force; of others it is not told whether they are there. */
    presence: v.array(Presence),
    older: v.nullable(v.string()),
    newer: v.nullable(v.string()),
    heads: v.array(Head),
  }),
})
export type Timeline = v.InferOutput<(typeof timeline)['reply']>

export const markRead = route({
  method: 'PUT',
  path: '/api/channels/:channelId/marker',
  summary: 'Moves this reader’s marker forward; a marker never goes back.',
  roles: ['guardian', 'staff', 'manager'],
  params: v.strictObject({ channelId: Id }),
  body: v.strictObject({ seq: v.pipe(v.number(), v.safeInteger('number'), v.minValue(0, 'number')) }),
  reply: v.strictObject({ seq: v.number(), unread: v.number() }),
  errors: ['not_found'],
})

export const postEntries = route({
  method: 'POST',
  path: '/api/diary',
  summary: 'Writes one diary entry per child; all or none.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    id: Id,
    groupId: Id,
    aboutAt: Instant,
    children: v.pipe(
      v.array(
        v.pipe(
          v.strictObject({ childId: Id, entryId: Id, ...content }),
          v.check((child) => saysSomething(child.text, child.facts), 'empty'),
        ),
      ),
      v.minLength(1, 'empty'),
      v.maxLength(maxChildren, 'too_many'),
      v.check((children) => new Set(children.map((child) => child.childId)).size === children.length, 'twice'),
      v.check((children) => new Set(children.map((child) => child.entryId)).size === children.length, 'twice'),
    ),
  }),
  reply: v.strictObject({ entries: v.array(StaffEntry) }),
  errors: ['not_found', 'id_taken', 'consent_missing', 'time_in_future', 'time_too_old'],
})
export type PostEntries = v.InferOutput<(typeof postEntries)['body']>

export const previewAudience = route({
  method: 'POST',
  path: '/api/diary/audience',
  summary: 'Who will see an entry about these children at this time, and who is left out and why.',
  roles: ['staff', 'manager'],
  body: v.strictObject({
    groupId: Id,
    aboutAt: Instant,
    childIds: v.pipe(v.array(Id), v.minLength(1, 'empty'), v.maxLength(maxChildren, 'too_many')),
    moments: v.optional(v.pipe(v.array(Instant), v.maxLength(maxFacts * 2, 'too_many')), []),
  }),
  reply: AudiencePreview,
  errors: ['not_found', 'time_in_future', 'time_too_old'],
})

export const editEntry = route({
  method: 'PUT',
  path: '/api/diary/:entryId',
  summary: 'Corrects an entry; the old wording stays in its history for staff.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ entryId: Id }),
  body: v.pipe(
    v.strictObject({ id: Id, version: v.number(), aboutAt: Instant, ...content }),
    v.check((entry) => saysSomething(entry.text, entry.facts), 'empty'),
  ),
  reply: v.strictObject({ entry: StaffEntry }),
  errors: ['not_found', 'stale_version', 'consent_missing', 'id_taken', 'time_in_future', 'time_too_old'],
})

export const removeEntry = route({
  method: 'DELETE',
  path: '/api/diary/:entryId',
  summary: 'Removes an entry with its history; a tombstone without content stays in the channel.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ entryId: Id }),
  reply: v.strictObject({}),
  errors: ['not_found'],
})

export const revisions = route({
  method: 'GET',
  path: '/api/diary/:entryId/revisions',
  summary: 'The earlier wordings of an entry, for staff only.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ entryId: Id }),
  reply: v.strictObject({
    revisions: v.array(
      v.strictObject({
        version: v.number(),
        aboutAt: Instant,
        text: v.string(),
        facts: v.array(Fact),
        author: v.string(),
        at: Instant,
      }),
    ),
  }),
  errors: ['not_found'],
})
