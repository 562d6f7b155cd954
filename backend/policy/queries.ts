import { statement, type Tx } from '../../db/client.ts'
import { dayOf } from '../contract/clock.ts'
import type { Purpose } from '../contract/consent.ts'
import type { AnnouncedPolicy, PolicyKind, PolicyText, PolicyVersion, PolicyView } from '../contract/policy.ts'
import { timeZone } from '../day.ts'
import { Refusal } from '../errors.ts'

export interface PolicyRow {
  id: string
  kind: PolicyKind
  version: number
  effective_on: string
  summary_nl: string
  summary_en: string
  reworded: Purpose[]
}

type Readable = PolicyRow & { seen: boolean }

const columns = 'p.id, p.kind, p.version, p.effective_on, p.summary_nl, p.summary_en, p.reworded'
const seenByMe = `exists (select 1 from policy_view v where v.policy_id = p.id and v.person_id = $1) as seen`
/** The version of each kind in force on a day: the highest whose day has come. */
const inForce = (day: string) =>
  `p.effective_on <= ${day} and not exists (
     select 1 from policy later where later.kind = p.kind and later.version > p.version and later.effective_on <= ${day})`

const policiesInForce = statement<Readable & { text_nl: string; text_en: string }>(
  'policies_in_force',
  `select ${columns}, p.text_nl, p.text_en, ${seenByMe} from policy p where ${inForce('local_day($2)')} order by p.kind`,
)
const policiesAnnounced = statement<Readable>(
  'policies_announced',
  `select ${columns}, ${seenByMe} from policy p
    where p.effective_on > local_day($2) and ${inForce('p.effective_on')} order by p.effective_on, p.kind, p.version`,
)
const policyById = statement<Readable & { text_nl: string; text_en: string }>(
  'policy_by_id',
  `select ${columns}, p.text_nl, p.text_en, ${seenByMe} from policy p where p.id = $2`,
)

/** What every reply says of a version. */
export const aboutPolicy = (row: PolicyRow) => ({
  id: row.id,
  kind: row.kind,
  version: row.version,
  effectiveOn: row.effective_on,
  summary: { nl: row.summary_nl, en: row.summary_en },
  reworded: row.reworded,
})

const fullPolicy = (row: Readable & { text_nl: string; text_en: string }): PolicyText => ({
  ...aboutPolicy(row),
  seen: row.seen,
  text: { nl: row.text_nl, en: row.text_en },
})

/** The versions in force, in full: at most one of each kind. */
export const policiesInForceFor = async (tx: Tx): Promise<PolicyText[]> =>
  (await tx.query(policiesInForce, [tx.actor.personId, tx.now])).map(fullPolicy)

/** What was announced and is not in force yet, soonest first. */
export const policiesAnnouncedFor = async (tx: Tx): Promise<AnnouncedPolicy[]> =>
  (await tx.query(policiesAnnounced, [tx.actor.personId, tx.now])).map((row) => ({
    ...aboutPolicy(row),
    seen: row.seen,
  }))

/** One version of the actor’s organisation, else nothing is found. */
export async function policyFor(tx: Tx, policyId: string): Promise<PolicyText> {
  const [row] = await tx.query(policyById, [tx.actor.personId, policyId])
  if (!row) throw new Refusal('not_found')
  return fullPolicy(row)
}

const privacyInForce = statement<{ version: number }>(
  'privacy_in_force',
  `select p.version from policy p where p.kind = 'privacy' and ${inForce('local_day($1)')}`,
)

/** The version of the privacy statement under which something is decided now; `-` where there is none. */
export async function privacyVersion(tx: Tx): Promise<string> {
  const [row] = await tx.query(privacyInForce, [tx.now])
  return row ? `v${row.version}` : '-'
}

const rewordings = statement<{ purpose: Purpose; effective_on: string }>(
  'purpose_rewordings',
  `select purpose, max(p.effective_on) as effective_on from policy p, unnest(p.reworded) purpose
    where p.effective_on <= local_day($1) and ${inForce('p.effective_on')} group by purpose`,
)

/** The day on which the wording of each purpose last changed; a decision of an earlier day was about other words. */
export async function rewordedOn(tx: Tx): Promise<(purpose: Purpose, decidedAt: Date) => boolean> {
  const days = new Map((await tx.query(rewordings, [tx.now])).map((row) => [row.purpose, row.effective_on]))
  return (purpose, decidedAt) => {
    const day = days.get(purpose)
    return day !== undefined && dayOf(decidedAt, timeZone) < day
  }
}

const versions = statement<PolicyRow & { published_at: Date; current: boolean; ahead: boolean; seen: number }>(
  'policy_versions',
  `select ${columns}, p.published_at, (${inForce('local_day($1)')}) as current, 
          p.effective_on > local_day($1) and ${inForce('p.effective_on')} as ahead,
          (select count(*)::integer from policy_people(p.id) one where one.at is not null and one.roles <> '{}') as seen
     from policy p order by p.effective_on desc, p.kind, p.version desc`,
)
const everybody = statement<{ people: number }>(
  'policy_everybody',
  'select count(*)::integer as people from policy_people(null)',
)

/** Every version there is and was, with how many of today’s people saw it; and how many people there are. */
export async function policyVersionsOf(tx: Tx): Promise<{ versions: PolicyVersion[]; people: number }> {
  const [rows, [all]] = await Promise.all([tx.query(versions, [tx.now]), tx.query(everybody, [])])
  return {
    versions: rows.map((row) => ({
      ...aboutPolicy(row),
      state: row.current ? 'in_force' : row.ahead ? 'announced' : 'former',
      publishedAt: row.published_at.toISOString(),
      seen: row.seen,
    })),
    people: all?.people ?? 0,
  }
}

interface ViewRow {
  person_id: string
  first_name: string
  last_name: string
  roles: PolicyView['roles']
  at: Date | null
  language: PolicyView['language']
}

const place = 'lower(last_name), lower(first_name), person_id'
const views = statement<ViewRow>(
  'policy_views',
  `with people as materialized (select * from policy_people($1))
   select * from people
    where ($2::boolean is null or (at is not null) = $2)
      and ($3::uuid is null or (${place}) > (select ${place} from people where person_id = $3))
    order by ${place} limit $4`,
)
const viewCounts = statement<{ role: PolicyView['roles'][number] | null; seen: number; not_yet: number }>(
  'policy_view_counts',
  `with people as materialized (select * from policy_people($1))
   select role, count(at)::integer as seen, (count(*) - count(at))::integer as not_yet
     from (select null as role, at from people where roles <> '{}'
           union all select role, at from people, unnest(roles) role) counted
    group by role order by role nulls first`,
)

/** Who saw a version and who did not, by surname; `seen` leaves one of the two out, `most` limits how many. */
export async function viewsOf(
  tx: Tx,
  policyId: string,
  { seen, after, most }: { seen?: boolean | undefined; after?: string | undefined; most?: number } = {},
): Promise<PolicyView[]> {
  const rows = await tx.query(views, [policyId, seen ?? null, after ?? null, most ?? null])
  return rows.map((row) => ({
    personId: row.person_id,
    firstName: row.first_name,
    lastName: row.last_name,
    roles: row.roles,
    at: row.at?.toISOString() ?? null,
    language: row.language,
  }))
}

/** How many of today’s people saw a version and how many did not: in all, and by role. */
export async function viewCountsOf(tx: Tx, policyId: string) {
  const rows = await tx.query(viewCounts, [policyId])
  const counts = (row: (typeof rows)[number] | undefined) => ({ seen: row?.seen ?? 0, notYet: row?.not_yet ?? 0 })
  return {
    all: counts(rows.find((row) => row.role === null)),
    roles: rows.flatMap((row) => (row.role === null ? [] : [{ role: row.role, ...counts(row) }])),
  }
}
