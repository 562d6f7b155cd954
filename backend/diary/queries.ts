import { statement, type Tx } from '../../db/client.ts'
import type { Fact, GuardianEntry, StaffEntry } from '../contract/diary.ts'
import { boundsOf } from '../day.ts'
import { Refusal } from '../errors.ts'

/** An entry as it lies in the database, with the name of its group. */
export interface EntryRow {
  id: string
  channel_id: string
  seq: number
  child_id: string
  group_id: string
  group_name: string
  post_id: string
  author_id: string
  author_name: string
  about_at: Date
  text: string
  facts: Fact[]
  version: number
  posted_at: Date
  edited_at: Date | null
  removed_at: Date | null
}

/** The columns of an `EntryRow`, of `diary_entry e` joined with `"group" g`. */
export const entryColumns = `e.id, e.channel_id, e.seq, e.child_id, e.group_id, g.name as group_name, e.post_id, e.author_id,
  e.author_name, e.about_at, e.text, e.facts, e.version, e.posted_at, e.edited_at, e.removed_at`

const entry = (row: Omit<EntryRow, 'seq'>) => ({
  id: row.id,
  childId: row.child_id,
  aboutAt: row.about_at.toISOString(),
  text: row.text,
  facts: row.facts,
  author: row.author_name,
  group: row.group_name,
  version: row.version,
  edited: row.edited_at !== null,
})

/** What a guardian sees: never who wrote it beyond a first name, nor for whom else. */
export const guardianEntry = (row: EntryRow): GuardianEntry => ({ kind: 'diary', ...entry(row), seq: row.seq })

/** What staff see. */
export const staffEntry = (row: Omit<EntryRow, 'seq'>): StaffEntry => ({
  ...entry(row),
  postId: row.post_id,
  authorId: row.author_id,
  groupId: row.group_id,
  postedAt: row.posted_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
})

const entryById = statement<EntryRow>(
  'entry_by_id',
  `select ${entryColumns} from diary_entry e join "group" g on g.id = e.group_id where e.id = $1 and e.removed_at is null`,
)

const entryLocked = statement<EntryRow>(
  'entry_locked',
  `select ${entryColumns} from diary_entry e join "group" g on g.id = e.group_id
    where e.id = $1 and e.removed_at is null for no key update of e`,
)

/** An entry that the actor may read; else nothing is found. `lock` keeps others from changing it meanwhile. */
export async function entryFor(tx: Tx, entryId: string, lock = false): Promise<EntryRow> {
  const [entry] = await tx.query(lock ? entryLocked : entryById, [entryId])
  if (!entry) throw new Refusal('not_found')
  return entry
}

const entriesByIds = statement<EntryRow>(
  'entries_by_ids',
  `select ${entryColumns} from diary_entry e join "group" g on g.id = e.group_id
    where e.id = any($1::uuid[]) and e.author_id = $2 and e.removed_at is null order by e.id`,
)

/** Those of the actor's own entries that still stand. */
export const entriesWith = (tx: Tx, ids: readonly string[]): Promise<EntryRow[]> =>
  tx.query(entriesByIds, [ids, tx.actor.personId])

const entriesOfGroupDay = statement<EntryRow>(
  'entries_of_group_day',
  `select ${entryColumns} from diary_entry e join "group" g on g.id = e.group_id
    where e.group_id = $1 and e.about_at >= $2 and e.about_at < $3 and e.removed_at is null
    order by e.about_at desc, e.id desc`,
)

/** What was written in a group about a day, newest first. */
export function entriesOfDay(tx: Tx, groupId: string, day: string): Promise<EntryRow[]> {
  const { from, until } = boundsOf(day)
  return tx.query(entriesOfGroupDay, [groupId, from, until])
}

const revisionsOf = statement<{
  version: number
  about_at: Date
  text: string
  facts: Fact[]
  author_name: string
  at: Date
}>(
  'revisions_of',
  'select version, about_at, text, facts, author_name, at from diary_revision where entry_id = $1 order by version desc',
)

/** The earlier wordings of an entry, newest first. */
export const earlierWordings = (tx: Tx, entryId: string) => tx.query(revisionsOf, [entryId])
