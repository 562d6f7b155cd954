import type pg from 'pg'
import { work } from '../../db/client.ts'

/**
 * Puts the mails on their way that tell of a policy to come: to everybody of its organisation with a role today. What was
 * there from the beginning is announced to nobody, nor what another version has taken the place of.
 * @returns how many mails
 */
export const announcePolicies = (pool: pg.Pool, now: Date): Promise<number> =>
  work(pool, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `update policy set announced_at = $1 where announced_at is null and effective_on > local_day($1)
          and not exists (select 1 from policy later
                           where later.organisation_id = policy.organisation_id and later.kind = policy.kind
                             and later.version > policy.version and later.effective_on <= policy.effective_on)
       returning id`,
      [now],
    )
    if (rows.length === 0) return 0
    const { rowCount } = await client.query(
      `insert into mail (id, organisation_id, person_id, kind, cause_id, facts, created_at, due_at)
       select gen_random_uuid(), p.organisation_id, p.id, 'policy_announced', y.id, '{}', $2, $2
         from policy y join person p on p.organisation_id = y.organisation_id
        where y.id = any($1::uuid[])
          and exists (select 1 from person_role r where r.person_id = p.id
                         and r.starts_on <= local_day($2) and (r.ends_on is null or r.ends_on >= local_day($2)))
       on conflict do nothing`,
      [rows.map(({ id }) => id), now],
    )
    return rowCount ?? 0
  })
