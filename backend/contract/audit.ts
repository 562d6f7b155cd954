import * as v from 'valibot'
import { RoleName } from './account.ts'
import { auditKinds } from './audit-actions.ts'
import { route } from './route.ts'
import { Cursor, Day, Id, Instant, text } from './values.ts'

/** The most days that are counted one by one. */
export const mostCounted = 92

const filter = {
  /** The first and last day. */
  from: v.optional(Day),
  to: v.optional(Day),
  kind: v.optional(v.picklist(auditKinds)),
  /** Who did it. */
  person: v.optional(Id),
  /** A child that it is about. */
  child: v.optional(Id),
}

export const AuditRow = v.strictObject({
  id: Id,
  at: Instant,
  /** Absent where nobody is known. */
  person: v.nullable(Id),
  /** As whom, at the time. */
  role: v.nullable(v.string()),
  action: v.string(),
  /** What it says beside who and from where: ids and names of fields, never content. */
  details: v.array(v.strictObject({ name: v.string(), values: v.array(v.string()) })),
  ip: v.nullable(v.string()),
  device: v.nullable(v.string()),
  session: v.nullable(v.string()),
  /** The seal that covers it; absent for the few seconds until there is one. */
  seal: v.nullable(v.number()),
  /** Its content was lawfully erased; that there was such a row stays. */
  erased: v.boolean(),
})
export type AuditRow = v.InferOutput<typeof AuditRow>

export const searchAudit = route({
  method: 'GET',
  path: '/api/audit',
  summary: 'What people did, newest first, as the privacy officer searches it; the search is recorded too.',
  noted: true,
  roles: ['privacy_officer'],
  query: v.strictObject({ ...filter, before: v.optional(Cursor) }),
  reply: v.strictObject({
    rows: v.array(AuditRow),
    /** How the people and children in these rows are called now. */
    names: v.record(Id, v.string()),
    /** With the first page: how many rows there are on each of the last days of the period, at most 92. */
    days: v.array(v.strictObject({ day: Day, count: v.number() })),
    /** For the next page; absent at the end. */
    older: v.nullable(v.string()),
  }),
})

export const auditNames = route({
  method: 'GET',
  path: '/api/audit/names',
  summary: 'The people or children whose name has this in it, at most twenty; that they were looked up is recorded.',
  noted: true,
  roles: ['privacy_officer'],
  query: v.strictObject({
    of: v.picklist(['people', 'children']),
    name: v.pipe(text(100), v.trim(), v.minLength(2, 'too_short')),
  }),
  reply: v.strictObject({
    found: v.array(
      v.strictObject({
        id: Id,
        name: v.string(),
        roles: v.array(RoleName),
        birthDate: v.nullable(Day),
      }),
    ),
  }),
})

export const exportAudit = route({
  method: 'POST',
  path: '/api/audit/export',
  summary: 'The same rows as a CSV file, at most 200,000; `X-Rows` says how many are coming.',
  file: 'text/csv',
  roles: ['privacy_officer'],
  body: v.strictObject({ ...filter, from: Day, to: Day }),
  reply: v.string(),
})
