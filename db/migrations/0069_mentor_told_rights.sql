-- 1. Where carers are told that somebody is mentor no more, when administration ends their work: the staff's channel of each child of whom they stand
-- written as mentor and whose they are not any more.
create function mentored_channels(of_person uuid)
  returns table (child_id uuid, channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if current_setting('app.role', true) is distinct from 'administration' then return; end if;
  return query
    select m.child_id, c.id
      from mentor m join channel c on c.child_id = m.child_id and c.kind = 'staff'
     where m.person_id = of_person and m.ended_at is null
       and m.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
       and child_mentor(m.child_id, today) is null;
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function mentored_channels(uuid) owner to ouderapp_audience;
  revoke all on function mentored_channels(uuid) from public;
  grant execute on function mentored_channels(uuid) to ouderapp_app;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
-- 2. As before, and for guardians whoever is mentor of a child of theirs, whichever group of its location they work in; that group is not named.
create or replace function location_teams()
  returns table (location_id uuid, person_id uuid, first_name text, role text, groups text[])
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    with concerned as materialized (select * from actor_groups()),
    works as (
      select distinct c.location_id, r.person_id, 'manager' as role, '{}'::text[] as groups
        from concerned c
        join person_role r on r.role = 'manager' and r.location_id = c.location_id
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
      union all
      select c.location_id, s.person_id, 'staff', array_agg(distinct g.name order by g.name)
        from concerned c
        join "group" g on g.id = c.group_id
        join staff_assignment s on s.group_id = g.id and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
        join person_role r on r.person_id = s.person_id and r.role = 'staff'
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
       group by c.location_id, s.person_id
    ),
    mentors as (
      select distinct g.location_id, m.person_id
        from mentor m
        join placement pl on pl.child_id = m.child_id and pl.starts_on <= today and (pl.ends_on is null or pl.ends_on >= today)
        join "group" g on g.id = pl.group_id
        join "group" w on w.location_id = g.location_id
        join staff_assignment s on s.group_id = w.id and s.person_id = m.person_id
         and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
        join person_role r on r.person_id = m.person_id and r.role = 'staff'
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
       where current_setting('app.role', true) = 'guardian' and m.ended_at is null
         and m.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
    ),
    team as (
      select * from works
      union all
      select n.location_id, n.person_id, 'staff', '{}'::text[]
        from mentors n
       where not exists (select 1 from works w where w.location_id = n.location_id and w.person_id = n.person_id and w.role = 'staff')
    )
    select w.location_id, p.id, p.first_name, w.role, w.groups
      from team w join person p on p.id = w.person_id
     order by w.location_id, w.role, p.first_name, p.id;
end $$;
