alter table absence force row level security;
alter table absence_revision force row level security;
alter table absence_rule force row level security;
grant all on absence, absence_revision, absence_rule to ouderapp_loader;
grant select, insert on absence, absence_revision, absence_rule to ouderapp_app;
-- Whose it is, and who reported it when, stays; history is only added to; a rule is only taken back.
grant update (reason, starts_on, ends_on, from_minute, until_minute, note, late, version, changed_at, seen_at, seen_by_id, seen_by_name, cancelled_at)
  on absence to ouderapp_app;
grant update (removed_at) on absence_rule to ouderapp_app;
grant select on absence to ouderapp_worker;
grant select on absence, contract_week, extra_day to ouderapp_audience;
--> statement-breakpoint
-- 1. Which of a child's channels somebody reads whole: as before, and its absences every guardian who may see the child, whatever the
--    consents are.
create or replace function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and (as_role <> 'guardian'
          or c.kind = 'absence'
          or (has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from consent_decision d
                           where d.child_id = of_child and d.purpose = c.kind and d.person_id = as_person
                             and d.decision = 'granted'))
          or (not has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from share s
                           where s.child_id = of_child and s.person_id = as_person and s.purpose = c.kind
                             and s.ended_at is null and s.ends_on >= today)));
end;
--> statement-breakpoint
-- 2. The channels of the children that are there already; `open` is about consent, and this one needs none.
insert into channel (id, organisation_id, kind, child_id, open)
  select gen_random_uuid(), c.organisation_id, 'absence', c.id, false from child c;
--> statement-breakpoint
-- 3. Locks the absences of some of the actor's children, in the order in which `record_events` locks channels, and names their channels.
create function lock_absences(of_children uuid[])
  returns table (child_id uuid, channel_id uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.child_id, c.id from channel c
     where c.kind = 'absence' and c.child_id = any(of_children)
       and c.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
     order by c.id for update;
end $$;
--> statement-breakpoint
-- 4. Of one child no two absences overlap that are not cancelled, whoever writes them. And what guardians may never do: change what is
--    past, or say that the group has seen it.
create function keep_absence() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if current_setting('app.role', true) = 'guardian' then
    if tg_op = 'INSERT' then
      if new.starts_on < today then
        raise exception 'absence: a guardian reports none in the past' using errcode = 'insufficient_privilege';
      end if;
    elsif (old.starts_on < today or new.starts_on < today)
          and (new.starts_on, new.reason, new.from_minute, new.until_minute, new.cancelled_at)
              is distinct from (old.starts_on, old.reason, old.from_minute, old.until_minute, old.cancelled_at)
          or new.ends_on < least(old.ends_on, today - 1) then
      raise exception 'absence: a guardian changes nothing in the past' using errcode = 'insufficient_privilege';
    elsif new.seen_at is not null and new.seen_at is distinct from old.seen_at then
      raise exception 'absence: not seen by the group' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if new.cancelled_at is not null then return new; end if;
  perform 1 from channel c where c.child_id = new.child_id and c.kind = 'absence' for update;
  if exists (select 1 from absence a
              where a.child_id = new.child_id and a.id <> new.id and a.cancelled_at is null
                and a.starts_on <= new.ends_on and a.ends_on >= new.starts_on
                and (a.from_minute is null or new.from_minute is null
                     or (a.from_minute < new.until_minute and a.until_minute > new.from_minute))) then
    raise exception 'absence: overlaps another of the same child' using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger absence_kept before insert or update on absence for each row execute function keep_absence();
--> statement-breakpoint
-- 5. What is planned for some of the actor's children, for whoever reports them absent: on which days they are expected at all.
create function plans_of(of_children uuid[])
  returns table (child_id uuid, plan jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.id, jsonb_build_object(
      'placements', (
        select coalesce(jsonb_agg(jsonb_build_object('id', pl.id, 'groupId', pl.group_id, 'startsOn', pl.starts_on, 'endsOn', pl.ends_on,
                 'weeks', (select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'startsOn', w.starts_on, 'version', w.version,
                                                       'from', w.from_minutes, 'until', w.until_minutes) order by w.starts_on), '[]')
                             from contract_week w
                            where w.child_id = pl.child_id and w.placement_id = pl.id and w.removed_at is null)
               ) order by pl.starts_on, pl.id), '[]')
          from placement pl where pl.child_id = c.id),
      'extraDays', (
        select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'groupId', x.group_id, 'day', x.comes_on,
                                                     'from', x.from_minute, 'until', x.until_minute) order by x.comes_on), '[]')
          from extra_day x where x.child_id = c.id and x.removed_at is null))
      from child c
     where c.id = any(of_children)
       and c.id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[]);
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['lock_absences(uuid[])', 'keep_absence()', 'plans_of(uuid[])'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function lock_absences(uuid[]), plans_of(uuid[]) to ouderapp_app;
--> statement-breakpoint
-- 6. A manager sets rules for the own location alone, as with closing days.
create or replace function keep_planning() returns trigger language plpgsql set search_path = public, pg_temp
as $$
declare
  of_location uuid;
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if tg_table_name in ('closing_day', 'absence_rule') then
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
create trigger absence_rule_of_location before insert or update on absence_rule for each row
  when (current_setting('app.role', true) <> '') execute function keep_planning();
