alter table portrait force row level security;
grant all on portrait to ouderapp_loader;
grant select, insert on portrait to ouderapp_app;
-- Another one takes the place of the former; whose it is stays. Removing is `remove_portrait`'s.
grant update (id, wrapped_key, files, put_at, removed_at, removed_by_id) on portrait to ouderapp_app;
grant select, update, delete on portrait to ouderapp_audience;
grant select on portrait to ouderapp_worker;
--> statement-breakpoint
-- 1. Whose portrait the actor sees: the own one, and of who works today where it concerns the actor, as with the team of a location. The
--    one place; whose last day has passed, or whose child left, is in no team and sees none.
create function portraits_seen()
  returns table (portrait_id uuid, person_id uuid, files jsonb, wrapped_key text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  as_role text := current_setting('app.role', true);
begin
  return query
    select p.id, p.person_id, p.files, p.wrapped_key
      from portrait p
     where p.removed_at is null
       and ((p.person_id = actor and as_role in ('staff', 'manager'))
            or p.person_id in (select t.person_id from location_teams() t));
end $$;
--> statement-breakpoint
-- 2. Removes a portrait, or takes that back: one's own, or as manager of somebody who works at the location. Gives whose it was; nothing
--    for whoever may not. Back it comes for who removed it, as long as its files are there.
create function remove_portrait(of_portrait uuid, back boolean)
  returns table (person_id uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  as_role text := current_setting('app.role', true);
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  return query
    update portrait p
       set removed_at = case when not back then moment end, removed_by_id = case when not back then actor end
     where p.id = of_portrait
       and case when back then p.removed_by_id = actor and p.wrapped_key is not null else p.removed_at is null end
       and ((p.person_id = actor and as_role in ('staff', 'manager'))
            or (as_role = 'manager' and p.person_id in (select t.person_id from location_teams() t)))
    returning p.person_id;
end $$;
--> statement-breakpoint
-- 3. Whatever changes or takes away a row: files that it has no more are removed from the store.
create function note_portrait_files() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  insert into unwanted_file (name, organisation_id, at)
    select f.name, old.organisation_id, now()
      from jsonb_to_recordset(old.files) as f(name text)
     where tg_op = 'DELETE' or not new.files @> jsonb_build_array(jsonb_build_object('name', f.name));
  return null;
end $$;
--> statement-breakpoint
create trigger portrait_files after update or delete on portrait for each row execute function note_portrait_files();
--> statement-breakpoint
-- 4. Forgets what was removed before a moment, and the portraits of who works nowhere any more, nor will; says how many. Of one that a
--    manager removed the row stays without its files, so that the person is told.
create function forget_portraits(removed_before timestamptz, moment timestamptz)
  returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(moment);
  gone integer;
  emptied integer;
begin
  delete from portrait p
   where (p.removed_by_id = p.person_id and p.removed_at <= removed_before)
      or not exists (select 1 from person_role r
                      where r.person_id = p.person_id and (r.ends_on is null or r.ends_on >= today)
                        and (r.role = 'manager'
                             or (r.role = 'staff'
                                 and exists (select 1 from staff_assignment s
                                              where s.person_id = p.person_id and (s.ends_on is null or s.ends_on >= today)))));
  get diagnostics gone = row_count;
  update portrait p set files = '[]', wrapped_key = null where p.removed_at <= removed_before and p.wrapped_key is not null;
  get diagnostics emptied = row_count;
  return gone + emptied;
end $$;
--> statement-breakpoint
-- 5. An upload of the actor that became the actor's portrait is no upload any more; what the portrait does not keep of it is removed.
create function settle_portrait(of_media uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  if not exists (select 1 from portrait p where p.id = of_media and p.person_id = actor) then return; end if;
  with gone as (
    delete from media m where m.id = of_media and m.post_id is null and m.uploader_id = actor returning m.organisation_id, m.files
  )
  insert into unwanted_file (name, organisation_id, at)
    select f.name, g.organisation_id, nullif(current_setting('app.now', true), '')::timestamptz
      from gone g cross join lateral jsonb_to_recordset(g.files) as f(name text)
     where not exists (select 1 from portrait p
                        where p.id = of_media and p.files @> jsonb_build_array(jsonb_build_object('name', f.name)));
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['portraits_seen()', 'remove_portrait(uuid, boolean)', 'note_portrait_files()', 'settle_portrait(uuid)',
                                   'forget_portraits(timestamptz, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
  grant execute on function portraits_seen(), remove_portrait(uuid, boolean), settle_portrait(uuid) to ouderapp_app;
  grant execute on function forget_portraits(timestamptz, timestamptz) to ouderapp_worker;
end $$;
