-- Tablets on the group: who pairs and revokes them, who is named there, and what a session from one is good for.
do $$
declare t text;
begin
  foreach t in array array['auth.tablet', 'auth.tablet_code', 'auth.pin'] loop
    execute format('alter table %s force row level security', t);
    execute format('grant all on %s to ouderapp_loader', t);
  end loop;
end $$;
grant select, insert, update, delete on auth.tablet, auth.tablet_code, auth.pin to ouderapp_auth;
grant select (user_id, blocked_at) on auth.pin to ouderapp_audience;
-- Never the digest: whoever could read that of another could not make a cookie of it, but needs it for nothing.
grant select (id, organisation_id, location_id, name, idle_minutes, paired_at, paired_by_id, seen_at, revoked_at), update (revoked_at, revoked_by_id)
  on auth.tablet to ouderapp_audience;
grant insert on auth.tablet_code to ouderapp_audience;
grant delete on auth.session to ouderapp_audience;
--> statement-breakpoint
-- 1. Whether the actor manages a location today.
create function manages_location(of_location uuid)
  returns boolean language sql stable
begin atomic
  select current_setting('app.role', true) = 'manager'
     and exists (select 1 from person_role r
                  where r.person_id = nullif(current_setting('app.person', true), '')::uuid
                    and r.role = 'manager' and r.location_id = of_location
                    and r.starts_on <= local_day(nullif(current_setting('app.now', true), '')::timestamptz)
                    and (r.ends_on is null or r.ends_on >= local_day(nullif(current_setting('app.now', true), '')::timestamptz)));
end;
--> statement-breakpoint
-- 2. Who works at a location on a day: has a group there, and the role.
create function works_at(of_person uuid, of_location uuid, today date)
  returns boolean language sql stable
begin atomic
  select exists (select 1 from staff_assignment s join "group" g on g.id = s.group_id
                  where s.person_id = of_person and g.location_id = of_location
                    and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today))
     and exists (select 1 from person_role r
                  where r.person_id = of_person and r.role = 'staff'
                    and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today));
end;
--> statement-breakpoint
-- 3. For a manager: the tablets of the own locations, what a code stands for, and the end of a tablet with all that was open on it.
create function managed_tablets()
  returns table (id uuid, location_id uuid, location_name text, name text, idle_minutes integer, paired_at timestamptz, paired_by text, seen_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select t.id, l.id, l.name, t.name, t.idle_minutes, t.paired_at, p.first_name, t.seen_at
      from auth.tablet t join location l on l.id = t.location_id join person p on p.id = t.paired_by_id
     where t.revoked_at is null and manages_location(t.location_id)
     order by l.name, t.name, t.id;
end $$;
--> statement-breakpoint
create function add_tablet_code(code_id uuid, of_location uuid, tablet_name text, minutes integer, code_digest text, until timestamptz)
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if not manages_location(of_location) then return false; end if;
  insert into auth.tablet_code (id, organisation_id, location_id, name, idle_minutes, digest, made_at, made_by_id, expires_at)
  select code_id, l.organisation_id, l.id, tablet_name, minutes, code_digest, current_setting('app.now')::timestamptz,
         current_setting('app.person')::uuid, until
    from location l where l.id = of_location;
  return true;
end $$;
--> statement-breakpoint
-- The sessions that were open on it; nothing where there is no such tablet for this actor.
create function revoke_tablet(of_tablet uuid)
  returns uuid[]
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  ended uuid[];
begin
  update auth.tablet t
     set revoked_at = current_setting('app.now')::timestamptz, revoked_by_id = current_setting('app.person')::uuid
   where t.id = of_tablet and t.revoked_at is null and manages_location(t.location_id);
  if not found then return null; end if;
  with gone as (delete from auth.session s where s.tablet_id = of_tablet returning s.id)
  select coalesce(array_agg(g.id), '{}') into ended from gone g;
  return ended;
end $$;
--> statement-breakpoint
-- 4. Whom a tablet names: who works at its location today and has a PIN that opens. First names only.
create function tablet_people(of_tablet uuid, at timestamptz)
  returns table (person_id uuid, first_name text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select p.id, p.first_name
      from auth.tablet t
      join person p on p.organisation_id = t.organisation_id
      join auth.pin k on k.user_id = p.id and k.blocked_at is null
     where t.id = of_tablet and t.revoked_at is null and works_at(p.id, t.location_id, local_day(at))
     order by p.first_name, p.id;
end $$;
--> statement-breakpoint
-- Where a tablet stands, in words.
create function tablet_place(of_tablet uuid)
  returns table (id uuid, name text, location_name text, idle_minutes integer)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select t.id, t.name, l.name, t.idle_minutes
      from auth.tablet t join location l on l.id = t.location_id
     where t.id = of_tablet and t.revoked_at is null;
end $$;
--> statement-breakpoint
-- 5. Whether a session from a tablet goes on: half an hour after its last use and twelve hours at most, while the tablet is paired, its
--    person works there, and the PIN opens.
create function tablet_session_lives(of_person uuid, of_tablet uuid, begun_at timestamptz, used_at timestamptz, at timestamptz)
  returns boolean language sql stable
begin atomic
  select at < used_at + interval '30 minutes' and at < begun_at + interval '12 hours'
     and exists (select 1 from auth.tablet t
                  where t.id = of_tablet and t.revoked_at is null and works_at(of_person, t.location_id, local_day(at)))
     and exists (select 1 from auth.pin k where k.user_id = of_person and k.blocked_at is null);
end;
--> statement-breakpoint
-- 6. Opens a transaction for a session: as before, and one from a tablet is its person as staff, whatever else that person is.
drop function enter_session(text, text, timestamptz);
--> statement-breakpoint
create function enter_session(session_token text, actor_role text, at timestamptz)
  returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text, gate text,
                 tablet_id uuid, used_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  of_person uuid;
  factor_at timestamptz;
  begun_at timestamptz;
begin
  select s.id, s.user_id, s.second_factor_at, s.tablet_id, s.updated_at, s.created_at
    into enter_session.session_id, of_person, factor_at, enter_session.tablet_id, enter_session.used_at, begun_at
    from auth.session s where s.token = session_token and s.expires_at > at;
  if not found then return; end if;
  if enter_session.tablet_id is not null then
    if actor_role not in ('any', 'staff')
       or not tablet_session_lives(of_person, enter_session.tablet_id, begun_at, enter_session.used_at, at) then return; end if;
    actor_role := 'staff';
  end if;
  perform set_config('app.session', enter_session.session_id::text, true);
  select e.person_id, e.role, e.organisation_id, e.first_name, e.language
    into enter_session.person_id, enter_session.role, enter_session.organisation_id, enter_session.first_name, enter_session.language
    from enter_as(of_person, actor_role, at) e;
  if enter_session.person_id is null then return; end if;
  enter_session.gate := session_gate(of_person, enter_session.organisation_id, factor_at, at);
  if enter_session.gate is not null then
    perform set_config('app.role', '', true), set_config('app.children', '', true),
      set_config('app.parental', '', true), set_config('app.channels', '', true);
  end if;
  return next;
end $$;
--> statement-breakpoint
create or replace function open_sessions(sessions uuid[], at timestamptz)
  returns table (session_id uuid, gate text)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select s.id, session_gate(p.id, p.organisation_id, s.second_factor_at, at)
      from auth.session s join person p on p.id = s.user_id
     where s.id = any(sessions) and s.expires_at > at
       and (s.tablet_id is null or tablet_session_lives(s.user_id, s.tablet_id, s.created_at, s.updated_at, at));
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['manages_location(uuid)', 'works_at(uuid, uuid, date)', 'managed_tablets()',
      'add_tablet_code(uuid, uuid, text, integer, text, timestamptz)', 'revoke_tablet(uuid)', 'tablet_people(uuid, timestamptz)',
      'tablet_place(uuid)', 'tablet_session_lives(uuid, uuid, timestamptz, timestamptz, timestamptz)', 'enter_session(text, text, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function enter_session(text, text, timestamptz), managed_tablets(), revoke_tablet(uuid),
  add_tablet_code(uuid, uuid, text, integer, text, timestamptz) to ouderapp_app;
grant execute on function tablet_people(uuid, timestamptz), tablet_place(uuid) to ouderapp_auth;
