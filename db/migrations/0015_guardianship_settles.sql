-- Changing a guardianship may close a consent stream, never open one: here for whoever changes it, and for those whose last
-- day passed by itself.

-- 1. Whether a purpose is in force for a child by its ledger: at least one guardian with parental authority granted, and none
--    of those guardians' latest decision is a refusal or withdrawal.
create function consent_holds(of_child uuid, of_purpose text, today date) returns boolean language sql stable
begin atomic
  select coalesce(bool_and(latest.decision = 'granted'), false)
    from (select distinct on (d.person_id) d.decision
            from consent_decision d
            join guardianship g on g.child_id = d.child_id and g.person_id = d.person_id
           where d.child_id = of_child and d.purpose = of_purpose and g.parental_authority
             and g.starts_on <= today and (g.ends_on is null or g.ends_on >= today)
           order by d.person_id, d.nr desc) latest;
end;
--> statement-breakpoint
-- Opens or closes one stream of a child as the ledger has it; opening only by an act of granting. The caller holds the lock
-- of its channel.
create function settle_purpose(of_child uuid, of_purpose text, by_granting boolean, moment timestamptz)
  returns table (channel_id uuid, is_open boolean, changed boolean)
  language plpgsql volatile
as $$
declare
  locked channel;
  in_force boolean;
begin
  select c.* into locked from channel c where c.child_id = of_child and c.kind = of_purpose;
  in_force := (locked.open or by_granting) and consent_holds(of_child, of_purpose, local_day(moment));
  if in_force and not locked.open then
    insert into channel_period (channel_id, organisation_id, opened_at) values (locked.id, locked.organisation_id, moment)
      on conflict on constraint channel_period_channel_id_opened_at_pk do update set closed_at = null;
  elsif locked.open and not in_force then
    update channel_period p set closed_at = moment where p.channel_id = locked.id and p.closed_at is null;
  end if;
  if in_force <> locked.open then
    update channel c set open = in_force where c.id = locked.id;
  end if;
  return query select locked.id, in_force, in_force <> locked.open;
end $$;
--> statement-breakpoint
-- 2. After a guardian's decision: as before.
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
  -- All that this decision will touch, in id order: what numbers or trims events locks in that order too.
  perform 1 from channel c
    where c.id in (select t.channel_id from consent_channels(of_child) t) or (c.child_id = of_child and c.kind = of_purpose)
    order by c.id for no key update;
  return query select * from settle_purpose(of_child, of_purpose, by_granting, moment);
end $$;
--> statement-breakpoint
-- 3. After a change of who is guardian of a child, with or without authority, restricted or not, in the transaction that
--    changed it: closes what no longer holds, and gives the channels in which it is told. These are the child's staff
--    channel, and the own channels of the guardians with authority who may see the child now and of whoever it concerned.
create function settle_guardianship(of_child uuid)
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
    select c.id from channel c
      join child_seen(local_day(moment)) s on s.person_id = c.person_id and s.child_id = of_child and s.role = 'guardian' and s.parental
     where c.kind = 'own'
    union
    -- Changed by this very transaction.
    select c.id from channel c
      join guardianship g on g.person_id = c.person_id and g.child_id = of_child and g.xmin = pg_current_xact_id()::xid
     where c.kind = 'own');
  perform 1 from channel c
    where c.id = any(told) or (c.child_id = of_child and c.kind in ('diary', 'photos'))
    order by c.id for no key update;
  perform from settle_purpose(of_child, 'diary', false, moment);
  perform from settle_purpose(of_child, 'photos', false, moment);
  return query select c.id, c.kind from channel c where c.id = any(told) order by c.id;
end $$;
--> statement-breakpoint
-- 4. What no decision and no change closed, because the day alone did: the children with an open stream that holds no more.
create function lapsed_consents(at timestamptz)
  returns table (child_id uuid, organisation_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(at);
begin
  return query
    select distinct c.child_id, c.organisation_id from channel c
     where c.kind in ('diary', 'photos') and c.open and not consent_holds(c.child_id, c.kind, today);
end $$;
--> statement-breakpoint
-- Closes them for one child and tells it. Nobody stands behind it, so it cannot go through `record_events`, which asks who
-- the actor still is. Returns the purposes that were closed; none when somebody was faster.
create function settle_lapsed(of_child uuid, outbox_id uuid, at timestamptz)
  returns table (purpose text)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  told uuid[] := array(
    select c.id from channel c where c.child_id = of_child and c.kind = 'staff'
    union
    select c.id from channel c
      join child_seen(local_day(at)) s on s.person_id = c.person_id and s.child_id = of_child and s.role = 'guardian' and s.parental
     where c.kind = 'own');
  closed text[];
begin
  perform 1 from channel c
    where c.id = any(told) or (c.child_id = of_child and c.kind in ('diary', 'photos'))
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
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['consent_holds(uuid, text, date)', 'settle_purpose(uuid, text, boolean, timestamptz)',
                                   'settle_guardianship(uuid)', 'lapsed_consents(timestamptz)', 'settle_lapsed(uuid, uuid, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function settle_guardianship(uuid) to ouderapp_app;
grant execute on function lapsed_consents(timestamptz), settle_lapsed(uuid, uuid, timestamptz) to ouderapp_worker;
