import { statement, type Tx } from '../../db/client.ts'
import { noteReads } from '../child-reads.ts'
import { dayOf } from '../contract/clock.ts'
import type { ReportReason } from '../contract/photo.ts'
import {
  mostOpenReports,
  type OwnReport,
  type reportPhoto as reportRoute,
  type SettledReport,
  settledShown,
} from '../contract/report.ts'
import type { Output } from '../contract/route.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'
import { groupFor } from '../group/queries.ts'
import { claim, refuseTaken } from '../intent.ts'
import { tellStaff } from './answers.ts'
import { leaveToColleague, placesToChange } from './change.ts'
import { type PhotoRow, photoFor } from './queries.ts'

type Outcome = SettledReport['outcome']

interface OwnRow {
  id: string
  photo_id: string
  child_id: string
  at: Date
  reason: ReportReason
  text: string
  settled_at: Date | null
  outcome: Outcome | null
}

const ownColumns = 'id, photo_id, child_id, at, reason, text, settled_at, outcome'
const ownOnes = statement<OwnRow>(
  'own_reports',
  `select ${ownColumns} from photo_report
    where reporter_id = $1 and (settled_at is null or settled_at >= $2) order by at desc, id desc`,
)
const openOne = statement<OwnRow>(
  'own_open_report',
  `select ${ownColumns} from photo_report where photo_id = $1 and reporter_id = $2 and settled_at is null`,
)
const latestOne = statement<OwnRow>(
  'own_latest_report',
  `select ${ownColumns} from photo_report where photo_id = $1 and reporter_id = $2 order by at desc, id desc limit 1`,
)

/** What the guardian is told of it: whether the photo was recalled or tagged otherwise is of no concern here. */
const ownReport = (row: OwnRow): OwnReport => ({
  id: row.id,
  photoId: row.photo_id,
  childId: row.child_id,
  at: row.at.toISOString(),
  reason: row.reason,
  text: row.text,
  outcome: row.outcome === null ? null : row.outcome === 'stays' ? 'stays' : 'gone',
  settledAt: row.settled_at?.toISOString() ?? null,
})

const sinceWhen = (tx: Tx): Date => new Date(tx.now.getTime() - settledShown * 86_400_000)

/** What the actor reported as a guardian and is open, or was settled lately; newest first. */
export const ownReports = async (tx: Tx): Promise<OwnReport[]> =>
  (await tx.query(ownOnes, [tx.actor.personId, sinceWhen(tx)])).map(ownReport)

const holdPhoto = statement<never>('hold_photo', 'select hold_photo($1)')
const insertReport = statement<OwnRow>(
  'insert_photo_report',
  `insert into photo_report (id, organisation_id, photo_id, media_id, child_id, channel_id, reporter_id, reason, text, at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (photo_id, reporter_id) where settled_at is null do nothing returning ${ownColumns}`,
)
const holdReporter = statement<never>(
  'hold_reporter',
  `select pg_advisory_xact_lock(hashtextextended('reports ' || $1, 0))`,
)
const openReports = statement<{ open: number }>(
  'own_open_reports',
  'select count(*)::integer as open from photo_report where reporter_id = $1 and settled_at is null',
)
const changeReport = statement<{ changed: boolean }>(
  'change_photo_report',
  'select change_report($1, $2, $3) as changed',
)

type Said = Output<(typeof reportRoute)['body']>

/**
 * A guardian says that a photo should not be there. There is one open report per guardian and photo: what is said while
 * there is one takes its place, and its moment stays.
 * @throws Refusal `not_found`, `too_many_reports`
 * @returns the report as it stands now
 */
export async function reportPhoto(tx: Tx, photoId: string, input: Said): Promise<OwnReport> {
  await tx.query(holdPhoto, [photoId])
  const photo = await photoFor(tx, photoId)
  if (await claim(tx, input.id, { photoId, ...input })) return ownReport(await said(tx, photo, input))
  const [known] = await tx.query(latestOne, [photoId, tx.actor.personId])
  if (!known) throw new Refusal('not_found')
  return ownReport(known)
}

async function said(tx: Tx, photo: PhotoRow, { id, reason, text }: Said): Promise<OwnRow> {
  const { personId, organisationId } = tx.actor
  const values = [
    ...[id, organisationId, photo.id, photo.media_id, photo.child_id, photo.channel_id],
    ...[personId, reason, text, tx.now],
  ]
  // Reports of several photos at once are counted one after the other.
  await tx.query(holdReporter, [personId])
  // Once more, for the open one may be settled just then.
  for (let round = 0; round < 2; round++) {
    const [standing] = await tx.query(openOne, [photo.id, personId])
    const [all] = await tx.query(openReports, [personId])
    if (!standing && (all?.open ?? 0) >= mostOpenReports) throw new Refusal('too_many_reports')
    const [fresh] = await tx.query(insertReport, values).catch(refuseTaken)
    if (fresh) {
      await tellStaff(tx, photo, 'photos.reported')
      return fresh
    }
    const [open] = await tx.query(openOne, [photo.id, personId])
    if (!open) continue
    if (open.reason === reason && open.text === text) return open
    const [done] = await tx.query(changeReport, [open.id, reason, text])
    if (!done?.changed) continue
    await tellStaff(tx, photo, 'photos.report_changed')
    return { ...open, reason, text }
  }
  throw new Refusal('not_found')
}

const settle = statement<{ photo_id: string }>(
  'settle_photo_report',
  `update photo_report set settled_at = $2, settled_by_id = $3, outcome = 'stays' where id = $1 and settled_at is null returning photo_id`,
)
const reportById = statement<{ photo_id: string }>(
  'photo_report_by_id',
  'select photo_id from photo_report where id = $1',
)

/**
 * Settles a report whose photo stays: for whoever could take it away as well, and of one's own photo only where nobody else could. What
 * is settled already stays as it was.
 * @throws Refusal `not_found`, `colleague_decides`
 */
export async function settleReport(tx: Tx, reportId: string): Promise<void> {
  const [report] = await tx.query(reportById, [reportId])
  if (!report) throw new Refusal('not_found')
  const photo = await photoFor(tx, report.photo_id)
  const places = await placesToChange(tx, photo.media_id)
  await leaveToColleague(tx, photo.media_id, places)
  const [settled] = await tx.query(settle, [reportId, tx.now, tx.actor.personId])
  if (settled) await tellStaff(tx, photo, 'photos.report_settled')
}

const settledOnes = statement<{
  id: string
  call_name: string
  child_id: string
  at: Date
  reason: ReportReason
  text: string
  settled_at: Date
  settled_by: string
  outcome: Outcome
}>('settled_reports', 'select * from settled_reports($1, $2)')

/** The reports of a group that were settled lately, newest first; noted as a look at the group. */
export async function settledReports(tx: Tx, groupId: string): Promise<SettledReport[]> {
  const today = dayOf(tx.now, timeZone)
  const group = await groupFor(tx, groupId, today)
  const rows = await tx.query(settledOnes, [group.id, sinceWhen(tx)])
  const children = [...new Set(rows.map((row) => row.child_id))]
  await noteReads(tx, children, 'group_day', today)
  return rows.map((row) => ({
    id: row.id,
    child: row.call_name,
    at: row.at.toISOString(),
    reason: row.reason,
    text: row.text,
    settledAt: row.settled_at.toISOString(),
    settledBy: row.settled_by,
    outcome: row.outcome,
  }))
}
