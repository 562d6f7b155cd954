import canonicalize from 'canonicalize'
import pg from 'pg'
import { statement, type Tx } from '../../db/client.ts'
import { record, storing } from '../../db/events.ts'
import { aboutOf, checkAbout, momentsIn } from '../about.ts'
import { placedIn } from '../child/queries.ts'
import { dayOf } from '../contract/clock.ts'
import type { editEntry as editRoute, Fact, PostEntries } from '../contract/diary.ts'
import { fillName, maxTextLength } from '../contract/diary-text.ts'
import { leavesOut } from '../contract/leaving-out.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupAndChildren, groupFor } from '../group/queries.ts'
import { claim } from '../intent.ts'
import { type EntryRow, entriesWith, entryFor } from './queries.ts'

const insertEntries = storing(
  'insert_entries',
  (value) => `insert into diary_entry
          (id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, author_name, about_at, text, facts, posted_at)
   select r.id, ${value(2)}, r.channel_id, n.seq, r.child_id, ${value(3)}, ${value(4)}, ${value(5)}, ${value(6)}, ${value(7)}, r.text, r.facts, ${value(8)}
     from jsonb_to_recordset(${value(1)}::jsonb) as r(id uuid, channel_id uuid, child_id uuid, text text, facts jsonb)
     join numbered n on n.channel_id = r.channel_id`,
)

/** An entry whose seq the commit decides. */
type Unnumbered = Omit<EntryRow, 'seq'>

/**
 * Writes one entry per child, with `{name}` filled in; all or none. Consent counts now and throughout the time the
 * entries speak of (an item is recorded only while consent is in force; privacy statement, "Privacy en toestemming"),
 * and is read under the lock that numbers the events, so a withdrawal comes before or after, never during.
 * @throws Refusal `not_found` for a group or child that is not the actor's on that day, `consent_missing` with the
 *   children, `id_taken` when an id was used for something else
 */
export async function postEntries(tx: Tx, input: PostEntries): Promise<Unnumbered[]> {
  const about = aboutOf(
    input.aboutAt,
    input.children.flatMap((child) => momentsIn(child.facts)),
  )
  const childIds = input.children.map((child) => child.childId)
  // Sent together; but what was written before is answered whatever has become of the group, the children or the time.
  const [first, found] = await Promise.all([
    claim(tx, input.id, input),
    groupAndChildren(tx, input.groupId, about.day, childIds).catch((error: unknown) =>
      error instanceof Refusal ? error : Promise.reject(error),
    ),
  ])
  if (!first)
    return entriesWith(
      tx,
      input.children.map((child) => child.entryId),
    )
  checkAbout(about, tx.now)
  if (found instanceof Refusal) throw found
  const { group, children: placed } = found

  const rows = placed.map((child, n): Unnumbered => {
    const { entryId, text, facts } = input.children[n]!
    return {
      id: entryId,
      channel_id: child.channel,
      child_id: child.id,
      group_id: group.id,
      group_name: group.name,
      post_id: input.id,
      author_id: tx.actor.personId,
      author_name: tx.actor.firstName,
      about_at: about.at,
      text: filled(text, child.callName),
      facts,
      version: 1,
      posted_at: tx.now,
      edited_at: null,
      removed_at: null,
    }
  })
  const { organisationId, personId, firstName } = tx.actor
  record(
    tx,
    rows.map((row) => ({ channel: row.channel_id, type: 'diary.posted', item: row.id })),
    { action: 'diary.posted', subject: { post: input.id, group: group.id, children: childIds } },
    {
      open: { ...about, refuse: (closed) => consentMissing(placed.filter((child) => closed.includes(child.channel))) },
      store: {
        by: insertEntries,
        values: [
          JSON.stringify(
            rows.map(({ id, channel_id, child_id, text, facts }) => ({ id, channel_id, child_id, text, facts })),
          ),
          organisationId,
          group.id,
          input.id,
          personId,
          firstName,
          about.at,
          tx.now,
        ],
        refuse: (error) => (isTaken(error) ? new Refusal('id_taken') : error),
      },
    },
  )
  return rows
}

/** With the name in, a text can outgrow its limit; stored, it could never be corrected again. */
function filled(wording: string, callName: string): string {
  const text = fillName(wording, callName)
  if (text.length > maxTextLength) throw new Refusal('invalid', { fields: [{ path: 'text', reason: 'too_long' }] })
  return text
}

const consentMissing = (children: { id: string; callName: string }[]) =>
  new Refusal('consent_missing', { children: children.map(({ id, callName }) => ({ id, callName })) })
const isTaken = (error: unknown) => error instanceof pg.DatabaseError && error.constraint === 'diary_entry_pkey'

const insertRevision = statement<never>(
  'insert_revision',
  `insert into diary_revision (entry_id, version, organisation_id, channel_id, author_id, author_name, about_at, text, facts, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10)`,
)
const updateEntry = statement<never>(
  'update_entry',
  `update diary_entry set about_at = $2, text = $3, facts = $4::jsonb, version = version + 1, edited_at = $5 where id = $1`,
)

/**
 * Corrects an entry; the old wording stays for staff. A correction adds wording, so it needs consent in force like a
 * new entry does, unless it only deletes (a withdrawal is not retroactive: deleting goes on).
 * @throws Refusal `stale_version` with the version that is there now
 */
export async function editEntry(tx: Tx, entryId: string, input: Output<(typeof editRoute)['body']>): Promise<EntryRow> {
  if (!(await claim(tx, input.id, { entryId, ...input }))) return entryFor(tx, entryId)
  const entry = await entryToChange(tx, entryId)
  if (entry.version !== input.version) throw new Refusal('stale_version', { version: entry.version })
  const about = aboutOf(input.aboutAt, momentsIn(input.facts))
  const deletes = onlyDeletes(entry, input)
  if (!deletes) checkAbout(about, tx.now)
  const [child] = await placedIn(tx, entry.group_id, about.day, [entry.child_id])

  const text = filled(input.text, child!.callName)
  record(
    tx,
    [{ channel: entry.channel_id, type: 'diary.edited', item: entry.id }],
    {
      action: 'diary.edited',
      subject: { entry: entry.id, child: entry.child_id, fields: changedFields(entry, input) },
    },
    deletes ? {} : { open: { ...about, refuse: () => consentMissing([child!]) } },
  )
  tx.atCommit(insertRevision, [
    entry.id,
    entry.version,
    tx.actor.organisationId,
    entry.channel_id,
    tx.actor.personId,
    tx.actor.firstName,
    entry.about_at,
    entry.text,
    JSON.stringify(entry.facts),
    tx.now,
  ])
  tx.atCommit(updateEntry, [entry.id, about.at, text, JSON.stringify(input.facts), tx.now])
  return { ...entry, about_at: about.at, text, facts: input.facts, version: entry.version + 1, edited_at: tx.now }
}

type Wording = { aboutAt: string; text: string; facts: EntryRow['facts'] }

/** The same for the same fact, in whatever order its fields stand: the database keeps its own. */
const said = (fact: Fact): string => canonicalize(fact) ?? ''

const changedFields = (entry: EntryRow, input: Wording): string[] => [
  ...(entry.text === input.text ? [] : ['text']),
  ...(entry.facts.map(said).join() === input.facts.map(said).join() ? [] : ['facts']),
  ...(entry.about_at.getTime() === Date.parse(input.aboutAt) ? [] : ['about_at']),
]

/** Nothing new is said: whole sentences and facts went, and all others stood there before, about the same moment. */
function onlyDeletes(entry: EntryRow, input: Wording): boolean {
  const before = new Set(entry.facts.map(said))
  return (
    entry.about_at.getTime() === Date.parse(input.aboutAt) &&
    leavesOut(entry.text, input.text) &&
    input.facts.length <= entry.facts.length &&
    input.facts.every((fact) => before.has(said(fact)))
  )
}

/** The author may, staff of the group on the day the entry is about, and its manager; for others it is not there. */
async function entryToChange(tx: Tx, entryId: string): Promise<EntryRow> {
  const entry = await entryFor(tx, entryId, true)
  if (entry.author_id !== tx.actor.personId) {
    await groupFor(tx, entry.group_id, dayOf(entry.about_at, timeZone))
  }
  return entry
}

const eraseEntry = statement<never>(
  'erase_entry',
  `update diary_entry set text = '', facts = '[]'::jsonb, version = version + 1, removed_at = $2 where id = $1`,
)
const eraseRevisions = statement<never>('erase_revisions', 'delete from diary_revision where entry_id = $1')

/** Removes an entry: text, facts and revisions are gone, a tombstone stays in the channel. */
export async function removeEntry(tx: Tx, entryId: string): Promise<void> {
  const entry = await entryToChange(tx, entryId)
  record(tx, [{ channel: entry.channel_id, type: 'diary.removed', item: entry.id }], {
    action: 'diary.removed',
    subject: { entry: entry.id, child: entry.child_id },
  })
  tx.atCommit(eraseRevisions, [entry.id])
  tx.atCommit(eraseEntry, [entry.id, tx.now])
}
