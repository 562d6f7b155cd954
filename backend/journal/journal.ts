import { isDeepStrictEqual } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { v7 as uuidv7 } from 'uuid'
import { Outdated, statement, type Tx } from '../../db/client.ts'
import { record, storing } from '../../db/events.ts'
import type { AudiencePreview } from '../contract/audience.ts'
import type { EditJournal, PostJournal } from '../contract/journal.ts'
import { journalAhead, journalBack } from '../contract/journal-limits.ts'
import { leavesOut } from '../contract/leaving-out.ts'
import { wordsNaming } from '../contract/names.ts'
import { boundsOf, todayOf } from '../day.ts'
import { Refusal } from '../errors.ts'
import { type Group, groupFor } from '../group/queries.ts'
import { claim, refuseTaken, takenBy } from '../intent.ts'
import { previewFor } from '../preview.ts'
import {
  groupOfRemoved,
  type JournalRow,
  journalFor,
  lockJournal,
  namedIn,
  type Place,
  placesIn,
  recipientsIn,
} from './queries.ts'

const refuse = (path: string, reason: string) => new Refusal('invalid', { fields: [{ path, reason }] })
const missing = (children: readonly { id: string; callName: string }[]) =>
  new Refusal('consent_missing', { children: children.map(({ id, callName }) => ({ id, callName })) })

/** A group in which the actor works today, and worked on a day that is over. */
async function workedIn(tx: Tx, groupId: string, day: string): Promise<Group> {
  const group = await groupFor(tx, groupId, todayOf(tx))
  return day < todayOf(tx) ? groupFor(tx, groupId, day) : group
}

/** The time that it speaks of: a day that is over, or now. */
function timeOf(tx: Tx, day: string): { from: Date; to: Date } {
  if (day >= todayOf(tx)) return { from: tx.now, to: tx.now }
  const { from, until } = boundsOf(day)
  return { from, to: new Date(until.getTime() - 1) }
}

/** @throws Refusal `invalid` for a day that is too far, or for what was done on a day to come, and the other way round */
function refuseDay(tx: Tx, day: string, part: PostJournal['part']): void {
  const today = Temporal.PlainDate.from(todayOf(tx))
  const [first, last] = [today.subtract({ days: journalBack }), today.add({ days: journalAhead })].map(String)
  if (day < first!) throw refuse('day', 'past')
  if (day > last!) throw refuse('day', 'too_far')
  if (part === 'done' && day > today.toString()) throw refuse('day', 'to_come')
  if (part === 'plan' && day < today.toString()) throw refuse('day', 'over')
}

/** @throws Refusal `names_a_child` with the children who are named and of whom nobody said that by these very words they are not meant */
async function refuseNames(
  tx: Tx,
  groupId: string,
  given: Pick<PostJournal, 'title' | 'text' | 'notMeant'>,
): Promise<string[]> {
  const children = await namedIn(tx, groupId)
  const named = wordsNaming([given.title, given.text], children)
  const isMeant = (id: string, words: readonly string[]) =>
    !given.notMeant.some(({ childId, said }) => childId === id && isDeepStrictEqual(said, words))
  const meant = children.filter(({ id }) => named.has(id) && isMeant(id, named.get(id)!))
  if (meant.length > 0)
    throw new Refusal('names_a_child', { children: meant.map(({ id, callName }) => ({ id, callName })) })
  return [...named.keys()]
}

/** Who will read what is written about a day, and who is left out and why. */
export async function journalAudience(tx: Tx, groupId: string, day: string): Promise<AudiencePreview> {
  const group = await workedIn(tx, groupId, day)
  const { from, to } = timeOf(tx, day)
  const children = await recipientsIn(tx, group.id, day, from, to)
  const { audience } = await previewFor(
    tx,
    'diary',
    children.map((child) => ({ child, from, to })),
  )
  return audience
}

const insertJournal = statement<never>(
  'insert_journal',
  `insert into journal (id, organisation_id, group_id, about_on, part, author_id, author_name, posted_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const standing = statement<{ version: number }>(
  'journal_standing',
  'select version from journal where group_id = $1 and about_on = $2::date and part = $3 and removed_at is null',
)
const insertPlaces = storing(
  'insert_journal_places',
  (value) => `insert into journal_place
          (id, organisation_id, journal_id, channel_id, seq, child_id, group_name, about_on, part, title, text, author_name, posted_at)
   select r.id, ${value(2)}, ${value(3)}, r.channel_id, n.seq, r.child_id, ${value(4)}, ${value(5)}, ${value(6)}, ${value(7)}, ${value(8)},
          ${value(9)}, ${value(10)}
     from jsonb_to_recordset(${value(1)}::jsonb) as r(id uuid, channel_id uuid, child_id uuid)
     join numbered n on n.channel_id = r.channel_id`,
)

/**
 * Writes what the group did on a day, or is going to do, once, in the diary of each of its children of that day whose consent is in force; who
 * withdraws it just then is left out. Names no child.
 * @throws Refusal `names_a_child`, `consent_missing` where nobody would read it, `stale_version` where something stands of that day already
 */
export async function postJournal(
  tx: Tx,
  groupId: string,
  { id, journalId, day, part, ...given }: PostJournal,
): Promise<JournalRow> {
  const group = await workedIn(tx, groupId, day)
  if (!(await claim(tx, id, { groupId, journalId, day, part, given }))) return journalFor(tx, journalId)
  refuseDay(tx, day, part)
  const notMeant = await refuseNames(tx, groupId, given)
  const { from, to } = timeOf(tx, day)
  const all = await recipientsIn(tx, group.id, day, from, to)
  const children = all.filter(({ isOpen }) => isOpen)
  if (children.length === 0) throw missing(all)
  const [there] = await tx.query(standing, [groupId, day, part])
  if (there) throw new Refusal('stale_version', { version: there.version })
  const { organisationId, personId, firstName } = tx.actor
  await tx
    .query(insertJournal, [journalId, organisationId, groupId, day, part, personId, firstName, tx.now])
    .catch((error: unknown) => {
      // Who wrote it just now begins with version 1.
      if (takenBy(error) === 'journal_one_a_day') throw new Refusal('stale_version', { version: 1 })
      refuseTaken(error)
    })
  const rows = children.map((child) => ({ id: uuidv7(), channel_id: child.channel, child_id: child.id }))
  record(
    tx,
    rows.map((row) => ({ channel: row.channel_id, type: 'journal.posted', item: row.id })),
    {
      action: 'journal.posted',
      subject: { journal: journalId, group: groupId, children: children.map((child) => child.id), notMeant },
    },
    {
      open: { from, to, refuse: () => new Outdated('consent was withdrawn meanwhile') },
      store: {
        by: insertPlaces,
        values: [
          JSON.stringify(rows),
          organisationId,
          journalId,
          group.name,
          day,
          part,
          given.title.trim(),
          given.text.trim(),
          firstName,
          tx.now,
        ],
        refuse: (error) => error,
      },
    },
  )
  return {
    ...{
      id: journalId,
      group_id: groupId,
      about_on: day,
      part,
      title: given.title.trim(),
      text: given.text.trim(),
      version: 1,
    },
    ...{ author_name: firstName, posted_at: tx.now, edited_at: null, edited_by_name: null },
  }
}

/** Something in the journal that the actor may change: of a group in which it works, on a day that is not long over. */
async function journalToChange(tx: Tx, journalId: string): Promise<JournalRow> {
  const found = await journalFor(tx, journalId)
  await workedIn(tx, found.group_id, found.about_on)
  await lockJournal(tx, journalId)
  return journalFor(tx, journalId)
}

const updateJournal = statement<never>(
  'update_journal',
  'update journal set version = version + 1, edited_at = $2, edited_by_name = $3 where id = $1',
)
const writePlaces = statement<never>('write_journal', 'select from write_journal($1, $2::uuid[], $3, $4, $5)')

/**
 * Corrects what was written. Where consent is in force no longer the old wording stays and nothing is told, unless the correction leaves out
 * whole sentences and no more: corrections that only delete go on after a withdrawal.
 */
export async function editJournal(
  tx: Tx,
  journalId: string,
  { id, version, ...given }: EditJournal,
): Promise<JournalRow> {
  const row = await journalToChange(tx, journalId)
  if (!(await claim(tx, id, { journalId, version, given }))) return row
  if (row.version !== version) throw new Refusal('stale_version', { version: row.version })
  const notMeant = await refuseNames(tx, row.group_id, given)
  const [title, text] = [given.title.trim(), given.text.trim()]
  const fields = [...(title === row.title ? [] : ['title']), ...(text === row.text ? [] : ['text'])]
  if (fields.length === 0) return row
  const all = (await placesIn(tx, journalId)).filter((place) => place.title !== title || place.text !== text)
  const deletes = (place: Place) => leavesOut(place.title, title) && leavesOut(place.text, text)
  const open = all.filter(({ isOpen }) => isOpen)
  const onlyDeletes = open.every(deletes)
  const places = onlyDeletes ? all.filter(deletes) : open
  if (places.length === 0) throw missing(await recipientsIn(tx, row.group_id, row.about_on, tx.now, tx.now))
  record(
    tx,
    places.map(({ channel, placeId }) => ({ channel, type: 'journal.edited', item: placeId })),
    {
      action: 'journal.edited',
      subject: {
        journal: journalId,
        group: row.group_id,
        children: places.map(({ childId }) => childId),
        notMeant,
        fields,
      },
    },
    onlyDeletes
      ? {}
      : { open: { from: tx.now, to: tx.now, refuse: () => new Outdated('consent was withdrawn meanwhile') } },
  )
  tx.atCommit(writePlaces, [journalId, places.map(({ placeId }) => placeId), title, text, tx.actor.firstName])
  tx.atCommit(updateJournal, [journalId, tx.now, tx.actor.firstName])
  return { ...row, title, text, version: row.version + 1, edited_at: tx.now, edited_by_name: tx.actor.firstName }
}

const removeOne = statement<never>(
  'remove_journal',
  'update journal set version = version + 1, removed_at = $2 where id = $1',
)
const erasePlaces = statement<never>('erase_journal', 'select from erase_journal($1)')

/** Removes what was written everywhere where it stands, with its history; a tombstone stays in each channel. */
export async function removeJournal(tx: Tx, journalId: string): Promise<void> {
  const gone = await groupOfRemoved(tx, journalId)
  if (gone) {
    await groupFor(tx, gone, todayOf(tx))
    return
  }
  const row = await journalToChange(tx, journalId)
  const places = await placesIn(tx, journalId)
  record(
    tx,
    places.map(({ channel, placeId }) => ({ channel, type: 'journal.removed', item: placeId })),
    {
      action: 'journal.removed',
      subject: { journal: journalId, group: row.group_id, children: places.map(({ childId }) => childId) },
    },
  )
  tx.atCommit(erasePlaces, [journalId])
  tx.atCommit(removeOne, [journalId, tx.now])
}
