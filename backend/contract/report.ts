import * as v from 'valibot'
import { ReportReason } from './photo.ts'
import { route } from './route.ts'
import { Id, Instant, text } from './values.ts'

/** For so many days what was settled is listed, for the guardian who reported it and for the staff. */
export const settledShown = 30

/** So many reports of one guardian are open at once. */
export const mostOpenReports = 50

/** What a guardian reported, and what came of it. */
export const OwnReport = v.strictObject({
  id: Id,
  photoId: Id,
  childId: Id,
  at: Instant,
  reason: ReportReason,
  text: v.string(),
  /** Null while it is open: the photo was left as it is, or is in this child’s timeline no more. */
  outcome: v.nullable(v.picklist(['stays', 'gone'])),
  settledAt: v.nullable(Instant),
})
export type OwnReport = v.InferOutput<typeof OwnReport>

export const reportPhoto = route({
  method: 'POST',
  path: '/api/photos/:photoId/reports',
  summary:
    'Tells the staff of the group that a photo should not be there; as long as that is open, changes what was said.',
  roles: ['guardian'],
  params: v.strictObject({ photoId: Id }),
  body: v.strictObject({
    id: Id,
    reason: ReportReason,
    text: text(1000),
  }),
  reply: v.strictObject({ report: OwnReport }),
  errors: ['not_found', 'id_taken', 'too_many_reports'],
})

export const ownReports = route({
  method: 'GET',
  path: '/api/photos/reports',
  summary:
    'What this guardian reported and nobody settled yet, and what was settled in the last 30 days; newest first.',
  roles: ['guardian'],
  reply: v.strictObject({ reports: v.array(OwnReport) }),
})

export const settleReport = route({
  method: 'PUT',
  path: '/api/photos/reports/:reportId',
  summary:
    'Settles a report whose photo stays. Whoever placed the photo does so only where nobody else could: they can take it away.',
  roles: ['staff', 'manager'],
  params: v.strictObject({ reportId: Id }),
  body: v.strictObject({ settled: v.literal(true) }),
  reply: v.strictObject({}),
  errors: ['not_found', 'colleague_decides'],
})

/** A report that was settled, by whom and how. */
export const SettledReport = v.strictObject({
  id: Id,
  child: v.string(),
  at: Instant,
  reason: ReportReason,
  /** Empty once the photo is gone. */
  text: v.string(),
  settledAt: Instant,
  /** By first name, as all that staff do. */
  settledBy: v.string(),
  outcome: v.picklist(['stays', 'retagged', 'removed', 'recalled']),
})
export type SettledReport = v.InferOutput<typeof SettledReport>

export const settledReports = route({
  method: 'GET',
  path: '/api/groups/:groupId/settled-reports',
  summary: 'The reports of a group that were settled in the last 30 days, newest first.',
  noted: true,
  roles: ['staff', 'manager'],
  params: v.strictObject({ groupId: Id }),
  reply: v.strictObject({ reports: v.array(SettledReport) }),
  errors: ['not_found'],
})
