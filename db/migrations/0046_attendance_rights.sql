alter table stay force row level security;
alter table stay_revision force row level security;
alter table collector force row level security;
alter table group_staffing force row level security;
alter table ratio_rule force row level security;
grant all on stay, stay_revision, collector, group_staffing, ratio_rule to ouderapp_loader;
grant select, insert on stay, stay_revision, collector, group_staffing, ratio_rule to ouderapp_app;
-- Whose a stay is, in which group, and who noted the arrival, stays; history and staffing are only added to; a rule is only taken back.
grant update (arrived_at, left_at, brought_by, fetched_by, departure_by_id, departure_by_name, departure_noted_at, corrected, version, removed_at)
  on stay to ouderapp_app;
grant update (name, relation, phone, starts_on, ends_on, version) on collector to ouderapp_app;
grant update (removed_at) on ratio_rule to ouderapp_app;
grant select on stay, group_staffing to ouderapp_worker;
grant select on stay, collector to ouderapp_audience;
--> statement-breakpoint
-- 1. Which of a child's channels somebody reads whole: as before, and its attendance, while a consent is in force, every guardian who reads
--    one of the two streams: who granted, or without authority by a manager's share. Carers are told of stays in the staff's channel.
create or replace function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and ((as_role <> 'guardian' and c.kind <> 'attendance')
          or (as_role = 'guardian' and c.kind = 'absence')
          or (as_role = 'guardian' and c.kind = 'attendance' and c.open
              and case when has_authority
                then exists (select 1 from consent_decision d
                              where d.child_id = of_child and d.purpose in ('diary', 'photos') and d.person_id = as_person
                                and d.decision = 'granted')
                else exists (select 1 from share s
                              where s.child_id = of_child and s.person_id = as_person and s.ended_at is null and s.ends_on >= today) end)
          or (as_role = 'guardian' and has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from consent_decision d
                           where d.child_id = of_child and d.purpose = c.kind and d.person_id = as_person
                             and d.decision = 'granted'))
          or (as_role = 'guardian' and not has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from share s
                           where s.child_id = of_child and s.person_id = as_person and s.purpose = c.kind
                             and s.ended_at is null and s.ends_on >= today)));
end;
--> statement-breakpoint
-- 2. The channels of the children that are there already: open where either consent is in force.
insert into channel (id, organisation_id, kind, child_id, open)
  select gen_random_uuid(), c.organisation_id, 'attendance', c.id,
         exists (select 1 from channel o where o.child_id = c.id and o.kind in ('diary', 'photos') and o.open)
    from child c;
--> statement-breakpoint
-- 3. Whoever opens or closes one of the two, opens or closes attendance with it.
create function keep_attendance_open() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  is_open boolean := exists (select 1 from channel o where o.child_id = new.child_id and o.kind in ('diary', 'photos') and o.open);
begin
  update channel c set open = is_open where c.child_id = new.child_id and c.kind = 'attendance' and c.open <> is_open;
  return null;
end $$;
--> statement-breakpoint
create trigger channel_keeps_attendance after update of open on channel for each row
  when (new.kind in ('diary', 'photos') and new.open <> old.open) execute function keep_attendance_open();
--> statement-breakpoint
-- It decides who reads what, so it is counted.
create constraint trigger channel_decides after update of open on channel deferrable initially deferred for each row
  when (new.kind = 'attendance' and new.open <> old.open) execute function raise_access_epoch();
--> statement-breakpoint
-- 4. What settles a consent locks attendance too, in the one order; and those who read attendance by a share are told of it as well.
create function attendance_readers(of_child uuid, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
    join child_seen(today) s on s.person_id = c.person_id and s.child_id = of_child and s.role = 'guardian'
   where c.kind = 'own'
     and (s.parental or exists (select 1 from share x
                                 where x.child_id = of_child and x.person_id = s.person_id and x.ended_at is null and x.ends_on >= today));
end;
--> statement-breakpoint
create or replace function consent_channels(of_child uuid)
  returns table (channel_id uuid, kind text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[])) then return; end if;
  return query
    select c.id, c.kind from channel c where c.child_id = of_child and c.kind = 'staff'
    union
    select r.channel_id, 'own' from attendance_readers(of_child, local_day(nullif(current_setting('app.now', true), '')::timestamptz)) r;
end $$;
--> statement-breakpoint
create or replace function settle_consent(of_child uuid, of_purpose text, by_granting boolean)
  returns table (channel_id uuid, is_open boolean, changed boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[])) then
    raise exception 'settle_consent: not a child of this actor' using errcode = 'insufficient_privilege';
  end if;
  -- All that this decision will touch, in id order: what numbers or trims events locks in that order too. Both streams, for each decides
  -- of attendance what the other leaves.
  perform 1 from channel c
    where c.id in (select t.channel_id from consent_channels(of_child) t)
       or (c.child_id = of_child and c.kind in ('diary', 'photos', 'attendance'))
    order by c.id for no key update;
  return query select * from settle_purpose(of_child, of_purpose, by_granting, moment);
end $$;
--> statement-breakpoint
create or replace function settle_guardianship(of_child uuid)
  returns table (channel_id uuid, kind text)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  as_role text := nullif(current_setting('app.role', true), '');
  told uuid[];
begin
  if (as_role = 'manager' and of_child = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
      or as_role = 'administration' and exists (select 1 from child c
           where c.id = of_child and c.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid)) is not true then
    raise exception 'settle_guardianship: not a child of this actor' using errcode = 'insufficient_privilege';
  end if;
  told := array(
    select c.id from channel c where c.child_id = of_child and c.kind = 'staff'
    union
    select r.channel_id from attendance_readers(of_child, local_day(moment)) r
    union
    -- Changed by this very transaction.
    select c.id from channel c
      join guardianship g on g.person_id = c.person_id and g.child_id = of_child and g.xmin = pg_current_xact_id()::xid
     where c.kind = 'own');
  perform 1 from channel c
    where c.id = any(told) or (c.child_id = of_child and c.kind in ('diary', 'photos', 'attendance'))
    order by c.id for no key update;
  perform from settle_purpose(of_child, 'diary', false, moment);
  perform from settle_purpose(of_child, 'photos', false, moment);
  return query select c.id, c.kind from channel c where c.id = any(told) order by c.id;
end $$;
--> statement-breakpoint
create or replace function settle_lapsed(of_child uuid, outbox_id uuid, at timestamptz)
  returns table (purpose text)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  told uuid[] := array(
    select c.id from channel c where c.child_id = of_child and c.kind = 'staff'
    union
    select r.channel_id from attendance_readers(of_child, local_day(at)) r);
  closed text[];
begin
  perform 1 from channel c
    where c.id = any(told) or (c.child_id = of_child and c.kind in ('diary', 'photos', 'attendance'))
    order by c.id for no key update;
  closed := array(
    select p.name from (values ('diary'), ('photos')) as p(name)
     cross join lateral settle_purpose(of_child, p.name, false, at) s where s.changed);
  if cardinality(closed) = 0 then return; end if;
  with numbered as (
    update channel c set seq = c.seq + 1 where c.id = any(told) returning c.id, c.seq, c.kind, c.organisation_id
  ), appended as (
    insert into event (channel_id, seq, organisation_id, type, item_id, at)
    select n.id, n.seq, n.organisation_id, case n.kind when 'staff' then 'consent.changed' else 'own.consents_changed' end, of_child, at
      from numbered n
  )
  insert into outbox (id, organisation_id, events, created_at)
  select outbox_id, min(n.organisation_id::text)::uuid, jsonb_agg(jsonb_build_object('channel', n.id, 'seq', n.seq) order by n.id), at
    from numbered n having count(*) > 0;
  return query select unnest(closed);
end $$;
--> statement-breakpoint
-- 5. Whether the actor works in a group today: staff who are assigned to it, and the manager of its location.
create function works_in(of_group uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  return case current_setting('app.role', true)
    when 'staff' then exists (select 1 from staff_assignment s
                               where s.group_id = of_group and s.person_id = actor
                                 and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today))
    when 'manager' then exists (select 1 from person_role r join "group" g on g.location_id = r.location_id
                                 where g.id = of_group and r.person_id = actor and r.role = 'manager'
                                   and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today))
    else false end;
end $$;
--> statement-breakpoint
-- 6. Locks what tells of some of a carer's children, in the order in which `record_events` locks channels: from here on nobody else changes their
--    stays, nor what consent says of attendance, before this transaction ends.
create function lock_stays(of_children uuid[])
  returns table (child_id uuid, staff_channel_id uuid, attendance_channel_id uuid, is_open boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  seen uuid[] := case when current_setting('app.role', true) in ('staff', 'manager')
                      then coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[] else '{}' end;
begin
  perform 1 from channel c
    where c.child_id = any(of_children) and c.child_id = any(seen) and c.kind in ('staff', 'attendance')
    order by c.id for no key update;
  return query
    select s.child_id, s.id, a.id, a.open from channel s
      join channel a on a.child_id = s.child_id and a.kind = 'attendance'
     where s.kind = 'staff' and s.child_id = any(of_children) and s.child_id = any(seen);
end $$;
--> statement-breakpoint
-- 7. Of one child no two stays overlap that are not removed, whoever writes them. And a carer writes in the groups of today alone, of no
--    other group's children.
create function keep_stay() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' and current_setting('app.role', true) <> '' and not works_in(new.group_id) then
    raise exception 'stay: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from channel c where c.id = new.channel_id and c.child_id = new.child_id and c.kind = 'attendance') then
    raise exception 'stay: not the attendance of its child' using errcode = 'check_violation';
  end if;
  if new.removed_at is not null then return new; end if;
  perform 1 from channel c where c.id = new.channel_id for no key update;
  if exists (select 1 from stay s
              where s.child_id = new.child_id and s.id <> new.id and s.removed_at is null
                and s.arrived_at < coalesce(new.left_at, 'infinity') and coalesce(s.left_at, 'infinity') > new.arrived_at) then
    raise exception 'stay: overlaps another of the same child' using errcode = 'exclusion_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger stay_kept before insert or update on stay for each row execute function keep_stay();
--> statement-breakpoint
create function keep_staffing() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if current_setting('app.role', true) <> '' and not works_in(new.group_id) then
    raise exception 'group_staffing: not in a group of this actor' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger group_staffing_kept before insert on group_staffing for each row execute function keep_staffing();
--> statement-breakpoint
-- Where it is told how many staff work in a group: the staff's channels of the children who are placed there today.
create function staffing_channels(of_group uuid)
  returns table (channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if not works_in(of_group) then return; end if;
  return query
    select distinct c.id from placement p
      join channel c on c.child_id = p.child_id and c.kind = 'staff'
     where p.group_id = of_group and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today);
end $$;
--> statement-breakpoint
-- 8. Who may bring and fetch a child on a day: its guardians, nobody with a restriction, and its collectors. For the functions below.
create function child_escorts(of_child uuid, today date) returns jsonb language sql stable
begin atomic
  select coalesce(jsonb_agg(jsonb_build_object('kind', e.kind, 'id', e.id, 'name', e.name, 'relation', e.relation)
                            order by e.kind desc, e.name, e.id), '[]')
    from (select distinct 'guardian' as kind, p.id, p.first_name || ' ' || p.last_name as name, null::text as relation
            from guardianship g join person p on p.id = g.person_id
           where g.child_id = of_child and g.restricted_at is null
             and g.starts_on <= today and (g.ends_on is null or g.ends_on >= today)
          union all
          select 'collector', c.id, c.name, c.relation from collector c
           where c.child_id = of_child and c.starts_on <= today and (c.ends_on is null or c.ends_on >= today)) e;
end;
--> statement-breakpoint
-- For the carers of some children, and for the delivery of what is told.
create function escorts_of(of_children uuid[])
  returns table (child_id uuid, escorts jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  return query
    select c.id, child_escorts(c.id, today) from child c
     where c.id = any(of_children)
       and c.id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[]);
end $$;
--> statement-breakpoint
create function delivered_escorts(of_child uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return child_escorts(of_child, local_day(at));
end $$;
--> statement-breakpoint
-- Where it is told that they are others: for a manager of the child's location, and for administration, which reads no channel.
create function collector_channel(of_child uuid)
  returns table (channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.id from channel c
     where c.child_id = of_child and c.kind = 'staff'
       and (current_setting('app.role', true) = 'manager'
              and of_child = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
            or current_setting('app.role', true) = 'administration'
              and c.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['keep_attendance_open()', 'attendance_readers(uuid, date)', 'works_in(uuid)', 'lock_stays(uuid[])', 'keep_stay()',
                                   'keep_staffing()', 'staffing_channels(uuid)', 'child_escorts(uuid, date)', 'escorts_of(uuid[])',
                                   'delivered_escorts(uuid, timestamptz)', 'collector_channel(uuid)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function lock_stays(uuid[]), staffing_channels(uuid), escorts_of(uuid[]), collector_channel(uuid) to ouderapp_app;
grant execute on function delivered_escorts(uuid, timestamptz) to ouderapp_worker;
