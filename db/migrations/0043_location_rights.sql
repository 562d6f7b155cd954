alter table location_info force row level security;
alter table mentor force row level security;
grant all on location_info, mentor to ouderapp_loader;
grant select, insert on location_info, mentor to ouderapp_app;
-- Which location it is of stays; who was mentor stays, and is only ended.
grant update (street, postal_code, city, phone, email, from_minutes, until_minutes, house_rules, version, changed_at, changed_by_id)
  on location_info to ouderapp_app;
grant update (ended_at) on mentor to ouderapp_app;
grant select on mentor to ouderapp_audience;
--> statement-breakpoint
-- 1. The groups that concern the actor: where its children are or were less than eight weeks ago, and where it works; of a manager all of
--    the location.
create function actor_groups()
  returns table (group_id uuid, location_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  as_role text := current_setting('app.role', true);
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select g.id, g.location_id
      from placement p join "group" g on g.id = p.group_id
     where as_role = 'guardian' and (p.ends_on is null or p.ends_on > today - 56)
       and p.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
    union
    select g.id, g.location_id
      from staff_assignment s join "group" g on g.id = s.group_id
     where as_role = 'staff' and s.person_id = actor and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
    union
    select g.id, r.location_id
      from person_role r left join "group" g on g.location_id = r.location_id
     where as_role = 'manager' and r.role = 'manager' and r.person_id = actor
       and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today);
end $$;
--> statement-breakpoint
-- 2. Who works in those groups today, and who manages their location. Names of people are nobody's to read but administration's; these are.
create function location_teams()
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
    )
    select w.location_id, p.id, p.first_name, w.role, w.groups
      from works w join person p on p.id = w.person_id
     order by w.location_id, w.role, p.first_name, p.id;
end $$;
--> statement-breakpoint
-- 3. The mentors of the actor's children: as long as they work at the location where the child is today.
create function mentors_of_actor()
  returns table (child_id uuid, person_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select m.child_id, m.person_id
      from mentor m
     where m.ended_at is null
       and m.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
       and exists (select 1 from location_teams() t
                     join "group" g on g.location_id = t.location_id
                     join placement pl on pl.group_id = g.id and pl.child_id = m.child_id
                      and pl.starts_on <= today and (pl.ends_on is null or pl.ends_on >= today)
                    where t.person_id = m.person_id and t.role = 'staff');
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['actor_groups()', 'location_teams()', 'mentors_of_actor()'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
    execute format('grant execute on function %s to ouderapp_app', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
-- 4. A manager writes about the own location alone, as with its closing days and rules.
create or replace function keep_planning() returns trigger language plpgsql set search_path = public, pg_temp
as $$
declare
  of_location uuid;
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if tg_table_name in ('closing_day', 'absence_rule', 'location_info') then
    of_location := new.location_id;
    -- Of the whole organisation: the policies say whose that is.
    if of_location is null then return new; end if;
  elsif tg_table_name = 'extra_day' then
    select g.location_id into of_location from "group" g where g.id = new.group_id;
  else
    select g.location_id into of_location from placement p join "group" g on g.id = p.group_id where p.id = new.placement_id;
  end if;
  if not exists (select 1 from person_role r
                  where r.person_id = nullif(current_setting('app.person', true), '')::uuid and r.role = 'manager'
                    and r.location_id = of_location and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)) then
    raise exception '%: not of a location of this manager', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger location_info_of_location before insert or update on location_info for each row
  when (current_setting('app.role', true) <> '') execute function keep_planning();
