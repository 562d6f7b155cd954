alter table journal force row level security;
alter table journal_place force row level security;
alter table journal_revision force row level security;
grant all on journal, journal_place, journal_revision to ouderapp_loader;
grant select, insert on journal, journal_place to ouderapp_app;
grant select on journal_revision to ouderapp_app;
-- What it says is changed by the functions below alone: it stands also with children who moved on.
grant update (version, edited_at, edited_by_name, removed_at) on journal to ouderapp_app;
grant select on journal_place to ouderapp_worker;
grant select on journal to ouderapp_audience;
grant select, update on journal_place to ouderapp_audience;
grant select, insert, delete on journal_revision to ouderapp_audience;
--> statement-breakpoint
-- 1. Carers write in the journals of the groups in which they work today, and in no other.
create function keep_journal() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if current_setting('app.role', true) <> '' and not works_in(new.group_id) then
    raise exception 'journal: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger journal_kept before insert or update on journal for each row execute function keep_journal();
--> statement-breakpoint
-- 2. What it says to the readers of a child's diary stands in that diary.
create function keep_journal_place() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from channel c where c.id = new.channel_id and c.child_id = new.child_id and c.kind = 'diary') then
    raise exception 'journal: not in the diary of its child' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger journal_place_kept before insert on journal_place for each row execute function keep_journal_place();
--> statement-breakpoint
-- 3. Where something stands in the journal of a group in which the actor works today, and whether consent is in force there.
create function journal_places(of_journal uuid)
  returns table (place_id uuid, channel_id uuid, child_id uuid, is_open boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select p.id, p.channel_id, p.child_id, c.open
      from journal_place p join channel c on c.id = p.channel_id
     where p.journal_id = of_journal and p.removed_at is null
       and works_in((select j.group_id from journal j where j.id = of_journal))
     order by p.channel_id;
end $$;
--> statement-breakpoint
-- 4. Puts other words in some of its places; the old ones stay for the staff.
create function write_journal(of_journal uuid, of_places uuid[], new_title text, new_text text, by_name text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  if not works_in((select j.group_id from journal j where j.id = of_journal)) then
    raise exception 'write_journal: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  insert into journal_revision (place_id, version, organisation_id, channel_id, title, text, person_name, at)
    select p.id, p.version, p.organisation_id, p.channel_id, p.title, p.text, by_name, moment
      from journal_place p where p.journal_id = of_journal and p.id = any(of_places) and p.removed_at is null;
  update journal_place p set title = new_title, text = new_text, version = p.version + 1, edited_at = moment
   where p.journal_id = of_journal and p.id = any(of_places) and p.removed_at is null;
end $$;
--> statement-breakpoint
-- 5. Takes it out of every place, with what it said before.
create function erase_journal(of_journal uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  if not works_in((select j.group_id from journal j where j.id = of_journal)) then
    raise exception 'erase_journal: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  delete from journal_revision r using journal_place p where p.id = r.place_id and p.journal_id = of_journal;
  update journal_place p set title = '', text = '', version = p.version + 1, removed_at = moment
   where p.journal_id = of_journal and p.removed_at is null;
end $$;
--> statement-breakpoint
-- 6. How the children are called whom the journal of a group in which the actor works today must not name: those of the group, who left it less
-- than eight weeks ago, and who begin before the furthest day that may be written about.
create function journal_children(of_group uuid)
  returns table (id uuid, call_name text, first_names text, surname text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select c.id, c.call_name, c.first_names, c.surname
      from child c
     where works_in(of_group)
       and exists (select 1 from placement p
                    where p.child_id = c.id and p.group_id = of_group
                      and p.starts_on <= today + 8 and (p.ends_on is null or p.ends_on > today - 56))
     order by c.call_name, c.id;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['keep_journal()', 'keep_journal_place()', 'journal_places(uuid)', 'write_journal(uuid, uuid[], text, text, text)',
                                   'erase_journal(uuid)', 'journal_children(uuid)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function journal_places(uuid), write_journal(uuid, uuid[], text, text, text), erase_journal(uuid), journal_children(uuid)
  to ouderapp_app;
