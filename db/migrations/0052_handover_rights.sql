alter table handover force row level security;
alter table handover_revision force row level security;
grant all on handover, handover_revision to ouderapp_loader;
grant select, insert on handover, handover_revision to ouderapp_app;
-- Whose it is, of which day, and who told it when, stays; history goes only with what was taken back.
grant update (said, version, changed_at, changed_by_name, seen_at, seen_by_id, seen_by_name, withdrawn_at) on handover to ouderapp_app;
grant delete on handover_revision to ouderapp_app;
grant select on handover to ouderapp_worker;
--> statement-breakpoint
-- A hand-over stands in the diary of its child. A guardian tells of today and of tomorrow, changes nothing of what is over, and never says that
-- the group has seen it; a carer says that, and nothing else, of a child that is in a group in which the carer works today.
create function keep_handover() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  as_role text := current_setting('app.role', true);
begin
  if tg_op = 'INSERT' and not exists (select 1 from channel c where c.id = new.channel_id and c.child_id = new.child_id and c.kind = 'diary') then
    raise exception 'handover: not in the diary of its child' using errcode = 'check_violation';
  end if;
  if as_role = 'guardian' and (new.comes_on < today or new.comes_on > today + 1
       or tg_op = 'UPDATE' and new.seen_at is not null and new.seen_at is distinct from old.seen_at) then
    raise exception 'handover: of today and tomorrow alone, and not seen by the group' using errcode = 'insufficient_privilege';
  elsif as_role in ('staff', 'manager') and tg_op = 'UPDATE'
        and (new.said, new.version, new.changed_at, new.changed_by_name, new.withdrawn_at)
            is distinct from (old.said, old.version, old.changed_at, old.changed_by_name, old.withdrawn_at) then
    raise exception 'handover: a carer changes nothing of it' using errcode = 'insufficient_privilege';
  elsif as_role in ('staff', 'manager') and not exists (
      select 1 from placement p
       where p.child_id = new.child_id and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today) and works_in(p.group_id)) then
    raise exception 'handover: not of a child in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger handover_kept before insert or update on handover for each row execute function keep_handover();
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function keep_handover() owner to ouderapp_audience;
  revoke all on function keep_handover() from public;
  revoke create on schema public from ouderapp_audience;
end $$;
