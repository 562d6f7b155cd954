import type { World } from '../../db/world.ts'
import { asOwner } from '../support/postgres.ts'

/** Of so many entries one is the first child's. */
const favourite = 100

/**
 * Adds that many entries with their events over the children, in turn, so that one channel's rows lie scattered among
 * the others'. The first child gets a larger part. They are spread over the year that ended so many years ago.
 */
export async function fillEvents(url: string, world: World, count: number, yearsAgo: number): Promise<void> {
  const channels = world.children.map((child) => child.diaryChannel)
  await asOwner(url, async (owner) => {
    // The rows are known to fit: checking millions of foreign keys would prove nothing here.
    await owner.query('set session_replication_role = replica')
    await owner.query('begin')
    // The ids are of version 7 as writers make them, the time in front.
    await owner.query(
      `create temporary table made on commit drop as
       select t.n, c.id as channel_id, c.organisation_id, c.child_id, p.group_id, s.person_id as author_id, t.at, t.random as post_id,
              c.seq + row_number() over (partition by c.id order by t.n) as seq,
              (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7' || substr(replace(t.random::text, '-', ''), 14))::uuid as id
         from (select n, case when n % $3 = 0 then 0 else n % $2 end as child, gen_random_uuid() as random,
                      now() - ($5 + ($1 - n)::float8 / $1) * interval '1 year' as at
                 from generate_series(1, $1::integer) n) t
         join unnest($4::uuid[]) with ordinality as listed(id, nr) on listed.nr = t.child + 1
         join channel c on c.id = listed.id
         join placement p on p.child_id = c.child_id
        cross join lateral (select a.person_id from staff_assignment a where a.group_id = p.group_id order by 1 limit 1) s`,
      [count, channels.length, favourite, channels, yearsAgo],
    )
    await owner.query(
      `insert into diary_entry (id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, author_name,
                                about_at, text, facts, posted_at)
       select id, organisation_id, channel_id, seq, child_id, group_id, post_id, author_id, 'Medewerker', at,
              'Sliep van 12:10 tot 13:45, at twee boterhammen en speelde de hele middag in de zandbak.',
              '[{"kind": "mood", "at": "2026-01-01T12:00:00Z", "mood": "happy"}]', at
         from made order by n`,
    )
    await owner.query(
      `insert into event (channel_id, seq, organisation_id, type, item_id, at)
       select channel_id, seq, organisation_id, 'diary.posted', id, at from made order by n`,
    )
    await owner.query(
      `update channel c set seq = m.seq from (select channel_id, max(seq) as seq from made group by 1) m where c.id = m.channel_id`,
    )
    await owner.query('commit')
    await owner.query('vacuum analyze')
  })
}
