alter table contract_week force row level security;
alter table extra_day force row level security;
alter table closing_day force row level security;
grant all on contract_week, extra_day, closing_day to ouderapp_loader;
grant select, insert on contract_week, extra_day, closing_day to ouderapp_app;
-- A week is changed as a whole; what it held for, and what else was planned, can only be taken away.
grant update (from_minutes, until_minutes, version, removed_at) on contract_week to ouderapp_app;
grant update (removed_at) on extra_day, closing_day to ouderapp_app;
grant select on contract_week, extra_day, closing_day, placement to ouderapp_worker;
--> statement-breakpoint
-- 1. A manager plans for the own location alone. Policies know a manager's children, who may lately have moved, and no locations.
create function keep_planning() returns trigger language plpgsql set search_path = public, pg_temp
as $$
declare
  of_location uuid;
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if tg_table_name = 'closing_day' then
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
-- Only for the application: who owns the database, and the loader, have no role of this kind.
do $$
declare planned text;
begin
  foreach planned in array array['contract_week', 'extra_day', 'closing_day'] loop
    execute format('create trigger %I before insert or update on %I for each row
                    when (current_setting(''app.role'', true) <> '''') execute function keep_planning()', planned || '_of_location', planned);
  end loop;
end $$;
--> statement-breakpoint
-- 2. Where it is told that a location is closed, or without one the whole organisation: the staff's channels of the children who are
--    placed there today. For whoever may close it.
create function closing_channels(of_location uuid)
  returns table (channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  as_role text := current_setting('app.role', true);
begin
  return query
    select distinct c.id
      from placement p
      join "group" g on g.id = p.group_id
      join channel c on c.child_id = p.child_id and c.kind = 'staff'
     where p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
       and p.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
       and (as_role = 'administration' and of_location is null
            or as_role = 'manager' and g.location_id = of_location
               and exists (select 1 from person_role r
                            where r.person_id = nullif(current_setting('app.person', true), '')::uuid and r.role = 'manager'
                              and r.location_id = of_location
                              and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)));
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function closing_channels(uuid) owner to ouderapp_audience;
  revoke all on function closing_channels(uuid) from public;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function closing_channels(uuid) to ouderapp_app;
