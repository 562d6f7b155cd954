import { statement, type Tx } from '../../db/client.ts'
import { recalledReaders } from '../breach/queries.ts'
import { beginBreach } from '../breach-begun.ts'
import type { PhotoReader, recallPhoto as recallRoute } from '../contract/photo.ts'
import type { Output } from '../contract/route.ts'
import { claim } from '../intent.ts'
import { placesToChange, reportsOn, takeOutOf } from './change.ts'

const openersOf = statement<{
  person_id: string
  person_name: string
  role: PhotoReader['role']
  call_name: string
  child_id: string
  seen_at: Date
  opened_at: Date | null
  saved_at: Date | null
}>('photo_openers', 'select * from photo_openers($1)')

const tagsOf = statement<{ child_id: string; call_name: string; from_at: Date; until_at: Date | null }>(
  'photo_tags',
  'select * from photo_tags($1)',
)

/** A to Z, then AA and on. */
const letterOf = (n: number): string =>
  (n < 26 ? '' : letterOf(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26))

const groupName = statement<{ name: string }>('recalled_group', 'select name from "group" where id = $1')

/**
 * Recalls a misdirected photo: it is taken out of every timeline at once and destroyed, and what is known of where it had been goes
 * into a breach record, begun for the privacy officer in the same transaction.
 * @returns on whose devices it had been
 */
export async function recallPhoto(
  tx: Tx,
  mediaId: string,
  input: Output<(typeof recallRoute)['body']>,
): Promise<PhotoReader[]> {
  // Asked again, the photo is gone already; its list is not.
  if (!(await claim(tx, input.id, { mediaId, ...input }))) return recalledReaders(tx, input.id)
  const places = await placesToChange(tx, mediaId)
  const [first] = places
  // Who placed it had it by right.
  const isAuthors = ({ person_id, role }: { person_id: string; role: string }) =>
    person_id === first.author_id && role !== 'guardian'
  const openers = (await tx.query(openersOf, [mediaId])).filter((row) => !isAuthors(row))
  const readers = openers.map(
    (row): PhotoReader => ({
      personId: row.person_id,
      name: row.person_name,
      role: row.role,
      child: row.call_name,
      seenAt: row.seen_at.toISOString(),
      openedAt: row.opened_at?.toISOString() ?? null,
      savedAt: row.saved_at?.toISOString() ?? null,
    }),
  )
  const tags = await tx.query(tagsOf, [mediaId])
  const reports = await reportsOn(tx, mediaId)
  const tagged = [...new Set(tags.map((tag) => tag.child_id))]
  const [group] = await tx.query(groupName, [first.group_id])
  takeOutOf(tx, mediaId, places, reports, 'recalled')
  await beginBreach(tx, {
    id: input.id,
    kind: 'photo',
    group: { id: first.group_id, name: group?.name ?? '' },
    // Also those in whose timeline it was before it was tagged otherwise.
    childIds: [...new Set([...tags, ...places, ...openers].map((one) => one.child_id))],
    reason: input.reason,
    // Not when its card came: that of a child who was tagged later is younger than the photo.
    postedAt: tags[0]?.from_at ?? first.posted_at,
    tags: tags.map((tag) => ({
      child: tag.call_name,
      letter: letterOf(tagged.indexOf(tag.child_id)),
      from: tag.from_at.toISOString(),
      until: tag.until_at?.toISOString() ?? null,
    })),
    reports: reports.map(({ call_name: child, at, reason, text }) => ({ child, at: at.toISOString(), reason, text })),
    readers,
  })
  return readers
}
