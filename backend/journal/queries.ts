import { Temporal } from 'temporal-polyfill'
import { type Statement, statement, type Tx } from '../../db/client.ts'
import type { GuardianJournal, JournalHolder, StaffJournal } from '../contract/journal.ts'
import { journalBack, journalPage as journalPageSize } from '../contract/journal-limits.ts'
import { type Named, namesOf } from '../contract/names.ts'
import { Refusal } from '../errors.ts'

/** What the journal says to the readers of one child's diary, as a row or as one value for a view; moments are text in the latter. */
export interface PlaceRow {
  id: string
  journal_id: string
  channel_id: string
  seq: number
  child_id: string
  group_name: string
  about_on: string
  part: GuardianJournal['part']
  title: string
  text: string
  version: number
  author_name: string
  posted_at: Date | string
  edited_at: Date | string | null
  removed_at: Date | string | null
}

const placeColumns = `p.id, p.journal_id, p.channel_id, p.seq, p.child_id, p.group_name, p.about_on, p.part, p.title, p.text, p.version,
  p.author_name, p.posted_at, p.edited_at, p.removed_at`
const instant = (moment: Date | string) => new Date(moment).toISOString()

export const guardianJournal = (row: PlaceRow): GuardianJournal => ({
  kind: 'journal',
  id: row.id,
  journalId: row.journal_id,
  childId: row.child_id,
  day: row.about_on,
  part: row.part,
  title: row.title,
  text: row.text,
  aboutAt: instant(row.posted_at),
  author: row.author_name,
  group: row.group_name,
  version: row.version,
  edited: row.edited_at !== null,
  seq: row.seq,
})

/** As those of the diary: of some channels what lies beyond a place, the nearest first. */
export const journalPage = (name: string, comparison: '<' | '>', order: 'asc' | 'desc'): Statement<PlaceRow> =>
  statement(
    name,
    `select ${placeColumns}
       from unnest($1::uuid[]) as wanted(channel)
      cross join lateral (
        select * from journal_place r
         where r.channel_id = wanted.channel and r.removed_at is null and (r.posted_at, r.id) ${comparison} ($2::timestamptz, $3::uuid)
         order by r.posted_at ${order}, r.id ${order} limit $4) p
      order by p.posted_at ${order}, p.id ${order} limit $4`,
  )

const plansAhead = statement<PlaceRow>(
  'journal_plans_ahead',
  `select ${placeColumns} from journal_place p
    where p.channel_id = any($1::uuid[]) and p.part = 'plan' and p.about_on > $2::date and p.removed_at is null
    order by p.about_on, p.id`,
)
/** What is going to be done on the days after this one, by day. */
export const plansAfter = async (tx: Tx, channels: readonly string[], today: string): Promise<GuardianJournal[]> =>
  (await tx.query(plansAhead, [channels, today])).map(guardianJournal)

/** What stands in the journal of a group, with its wording from the places that the actor may read. */
export interface JournalRow {
  id: string
  group_id: string
  about_on: string
  part: StaffJournal['part']
  title: string
  text: string
  version: number
  author_name: string
  posted_at: Date
  edited_at: Date | null
  edited_by_name: string | null
}
const said = `join lateral (
    select p.title, p.text from journal_place p where p.journal_id = j.id and p.removed_at is null order by p.version desc, p.id limit 1) w on true`
const journalColumns = `j.id, j.group_id, j.about_on, j.part, w.title, w.text, j.version, j.author_name, j.posted_at, j.edited_at, j.edited_by_name`

export const staffJournal = (row: JournalRow): StaffJournal => ({
  id: row.id,
  groupId: row.group_id,
  day: row.about_on,
  part: row.part,
  title: row.title,
  text: row.text,
  author: row.author_name,
  postedAt: row.posted_at.toISOString(),
  edited: row.edited_at && { at: row.edited_at.toISOString(), name: row.edited_by_name! },
  version: row.version,
})

const ofGroup = statement<JournalRow>(
  'journal_of_group',
  `select ${journalColumns} from journal j ${said}
    where j.group_id = $1 and j.about_on >= $2::date and j.removed_at is null order by j.about_on desc, j.part desc, j.id`,
)
const beforeDay = statement<JournalRow>(
  'journal_before_day',
  `select ${journalColumns} from journal j ${said}
    where j.group_id = $1 and j.about_on < $2::date and j.removed_at is null order by j.about_on desc, j.part desc, j.id limit $3`,
)

/** Some of the journal of a group, the latest day first, and before which day it goes on. */
export interface JournalPage {
  entries: StaffJournal[]
  earlier: string | null
}

/** What was written about the last days of a group and the next ones. */
export async function entriesOf(tx: Tx, groupId: string, today: string): Promise<JournalPage> {
  const since = Temporal.PlainDate.from(today).subtract({ days: journalBack }).toString()
  const [rows, older] = await Promise.all([
    tx.query(ofGroup, [groupId, since]),
    tx.query(beforeDay, [groupId, since, 1]),
  ])
  return { entries: rows.map(staffJournal), earlier: older.length > 0 ? since : null }
}

/** A page of what was written about the days before one, whole days: so nothing is passed by. */
export async function entriesBefore(tx: Tx, groupId: string, before: string): Promise<JournalPage> {
  const rows = await tx.query(beforeDay, [groupId, before, journalPageSize + 1])
  const next = rows[journalPageSize]
  const entries = rows.filter((row) => !next || row.about_on > next.about_on).map(staffJournal)
  return { entries, earlier: next ? entries.at(-1)!.day : null }
}

const byId = statement<JournalRow>(
  'journal_by_id',
  `select ${journalColumns} from journal j ${said} where j.id = $1 and j.removed_at is null`,
)
/** Something in the journal that the actor may read; else nothing is found. */
export async function journalFor(tx: Tx, journalId: string): Promise<JournalRow> {
  const [row] = await tx.query(byId, [journalId])
  if (!row) throw new Refusal('not_found')
  return row
}

const lockOne = statement<never>('lock_journal', 'select from journal where id = $1 for no key update')
/** From here on nobody else changes it before this transaction ends. */
export const lockJournal = (tx: Tx, journalId: string): Promise<never[]> => tx.query(lockOne, [journalId])

const removedOne = statement<{ group_id: string }>(
  'journal_removed',
  'select group_id from journal where id = $1 and removed_at is not null',
)
/** The group of what was removed already. */
export const groupOfRemoved = async (tx: Tx, journalId: string): Promise<string | undefined> =>
  (await tx.query(removedOne, [journalId]))[0]?.group_id

/** A place where something stands, or is to stand, and whether consent is in force there. */
export interface Place {
  placeId: string
  channel: string
  childId: string
  isOpen: boolean
  /** The words that stand there. */
  title: string
  text: string
}
const placesOf = statement<Place>(
  'journal_places',
  'select place_id as "placeId", channel_id as channel, child_id as "childId", is_open as "isOpen", title, text from journal_places($1)',
)
/** Every place of something in the journal of a group in which the actor works, also where a child has moved on. */
export const placesIn = (tx: Tx, journalId: string): Promise<Place[]> => tx.query(placesOf, [journalId])

const callNames = statement<{ id: string; call_name: string }>(
  'journal_call_names',
  'select id, call_name from child where id = any($1::uuid[]) order by call_name, id',
)
/** The families that have something of the journal, with the words that they have; those of children who moved on come last, without a name. */
export async function holdersOf(tx: Tx, journalId: string): Promise<JournalHolder[]> {
  const places = new Map((await placesIn(tx, journalId)).map((place) => [place.childId, place]))
  const children = await tx.query(callNames, [[...places.keys()]])
  const named = children.map(({ id, call_name }) => ({ callName: call_name, place: places.get(id)! }))
  const others = [...places.values()].filter(({ childId }) => !children.some(({ id }) => id === childId))
  return [...named, ...others.map((place) => ({ callName: null, place }))].map(({ callName, place }) => ({
    callName,
    inForce: place.isOpen,
    title: place.title,
    text: place.text,
  }))
}

const childrenNamed = statement<{ id: string; call_name: string; first_names: string; surname: string }>(
  'journal_children',
  'select id, call_name, first_names, surname from journal_children($1)',
)
/** How the children are called whom the journal of a group must not name, also who left lately or begins soon. */
export const namedIn = async (tx: Tx, groupId: string): Promise<Named[]> =>
  (await tx.query(childrenNamed, [groupId])).map((row) => ({
    id: row.id,
    callName: row.call_name,
    names: namesOf(row.call_name, row.first_names, row.surname),
  }))

export interface Recipient {
  id: string
  callName: string
  channel: string
  isOpen: boolean
}
const recipients = statement<Recipient>(
  'journal_recipients',
  `select c.id, c.call_name as "callName", ch.id as channel,
          ch.open and exists (select 1 from channel_period o
                               where o.channel_id = ch.id and o.opened_at <= $3 and (o.closed_at is null or o.closed_at >= $4)) as "isOpen"
     from child c
     join channel ch on ch.child_id = c.id and ch.kind = 'diary'
    where exists (select 1 from placement p
                   where p.child_id = c.id and p.group_id = $1 and p.starts_on <= $2::date and (p.ends_on is null or p.ends_on >= $2::date))
    order by c.call_name, c.id`,
)
/** The children of a group on a day, and whether consent is in force, and was throughout a time. */
export const recipientsIn = (tx: Tx, groupId: string, day: string, from: Date, to: Date): Promise<Recipient[]> =>
  tx.query(recipients, [groupId, day, from, to])

const revisions = statement<{ version: number; title: string; text: string; person_name: string; at: Date }>(
  'journal_revisions',
  // What stands only where consent is no longer in force was put aside for the others by the correction that came next.
  `select distinct on (w.version) w.version, w.title, w.text, w.person_name, w.at
     from journal j
     join journal_place p on p.journal_id = j.id
    cross join lateral (
      select r.version, r.title, r.text, r.person_name, r.at from journal_revision r where r.place_id = p.id
      union all
      select p.version, p.title, p.text, coalesce(n.person_name, j.edited_by_name), coalesce(n.at, j.edited_at)
        from (select) one
        left join lateral (
          select r.person_name, r.at from journal_revision r join journal_place o on o.id = r.place_id
           where o.journal_id = j.id and r.at > coalesce(p.edited_at, p.posted_at) order by r.at limit 1) n on true
       where p.removed_at is null and p.version < j.version) w
    where j.id = $1 order by w.version desc, w.at`,
)
/** The earlier wordings, newest first. */
export const wordingsOf = async (tx: Tx, journalId: string) =>
  (await tx.query(revisions, [journalId])).map(({ version, title, text, person_name, at }) => ({
    version,
    title,
    text,
    name: person_name,
    at: at.toISOString(),
  }))
