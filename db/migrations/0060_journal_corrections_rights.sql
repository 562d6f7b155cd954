-- 1. Where something stands in the journal of a group in which the actor works today, with the words that stand there, and whether consent is in
-- force: a correction that only leaves out reaches whoever withdrew it as well.
drop function journal_places(uuid);
--> statement-breakpoint
create function journal_places(of_journal uuid)
  returns table (place_id uuid, channel_id uuid, child_id uuid, is_open boolean, title text, "text" text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select p.id, p.channel_id, p.child_id, c.open, p.title, p.text
      from journal_place p join channel c on c.id = p.channel_id
     where p.journal_id = of_journal and p.removed_at is null
       and works_in((select j.group_id from journal j where j.id = of_journal))
     order by p.channel_id;
end $$;
--> statement-breakpoint
-- 2. A place has the version of the journal whose words stand in it: counted by itself, places that missed a correction gave different words one
-- number, and the history lost some.
create or replace function write_journal(of_journal uuid, of_places uuid[], new_title text, new_text text, by_name text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  stands integer;
begin
  if not works_in((select j.group_id from journal j where j.id = of_journal)) then
    raise exception 'write_journal: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  select j.version into stands from journal j where j.id = of_journal;
  insert into journal_revision (place_id, version, organisation_id, channel_id, title, text, person_name, at)
    select p.id, p.version, p.organisation_id, p.channel_id, p.title, p.text, by_name, moment
      from journal_place p where p.journal_id = of_journal and p.id = any(of_places) and p.removed_at is null;
  update journal_place p set title = new_title, text = new_text, version = stands + 1, edited_at = moment
   where p.journal_id = of_journal and p.id = any(of_places) and p.removed_at is null;
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function journal_places(uuid) owner to ouderapp_audience;
  revoke all on function journal_places(uuid) from public;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function journal_places(uuid) to ouderapp_app;
