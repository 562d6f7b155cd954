-- What the way of one event asks most, asked less often: entering derives each list once, and an audience that was read
-- stays right until something that decides it changes.

-- 1. The count of changes to who may see what, per organisation. It is raised at the end of the changing transaction, after
--    all other locks and just before they are let go; the row's lock makes counts follow the order of commits. So the same
--    count means the same committed changes.
alter table access_epoch force row level security;
grant select, insert, update on access_epoch to ouderapp_audience;
grant select on access_epoch to ouderapp_worker;
grant all on access_epoch to ouderapp_loader;
--> statement-breakpoint
create function raise_access_epoch() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  organisation uuid;
begin
  foreach organisation in array array[old.organisation_id, new.organisation_id] loop
    -- Once per transaction and organisation, however many rows it changes.
    continue when organisation is null or organisation::text = current_setting('app.epoch_raised', true);
    insert into access_epoch (organisation_id, epoch) values (organisation, 1)
      on conflict (organisation_id) do update set epoch = access_epoch.epoch + 1;
    perform set_config('app.epoch_raised', organisation::text, true);
  end loop;
  return null;
end $$;
--> statement-breakpoint
do $$
declare deciding text;
begin
  foreach deciding in array array['person_role', 'staff_assignment', 'guardianship', 'contract', 'placement', 'consent_decision', 'group'] loop
    execute format('create constraint trigger %I after insert or update or delete on %I deferrable initially deferred
                    for each row execute function raise_access_epoch()', deciding || '_decides', deciding);
  end loop;
end $$;
--> statement-breakpoint
-- 2. Which of a child's channels somebody reads whole who sees the child in a role. A consent stream: a guardian with
--    parental authority who has ever granted that purpose for that child, also after withdrawal; and the child's carers.
create function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and (as_role <> 'guardian'
          or (has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from consent_decision d
                           where d.child_id = of_child and d.purpose = c.kind and d.person_id = as_person
                             and d.decision = 'granted')));
end;
--> statement-breakpoint
create or replace function child_reader(today date)
  returns table (channel_id uuid, child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select r.channel_id, s.child_id, s.person_id, s.role
    from child_seen(today) s
   cross join lateral child_channel(s.child_id, s.person_id, s.role, s.parental) r;
end;
--> statement-breakpoint
-- 3. Opens a transaction as an actor, on behalf of the two functions below, with whose rights and settings it runs.
create function enter_as(actor_person uuid, actor_role text, at timestamptz)
  returns table (person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile
as $$
declare
  today date := local_day(at);
  roles integer;
  children uuid[];
  parental uuid[];
  channels uuid[];
  epoch bigint;
begin
  -- Read first: whatever changes meanwhile makes the count differ from this one.
  select a.epoch into epoch from person p join access_epoch a on a.organisation_id = p.organisation_id where p.id = actor_person;
  select p.id, min(r.role), p.organisation_id, p.first_name, p.language, count(distinct r.role)
    into enter_as.person_id, enter_as.role, enter_as.organisation_id, enter_as.first_name, enter_as.language, roles
    from person p
    join person_role r on r.person_id = p.id
   where p.id = actor_person and (actor_role is null or actor_role = 'any' or r.role = actor_role)
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
   group by p.id;
  if enter_as.role is null or (roles > 1 and actor_role is distinct from 'any') then return; end if;
  with seen as materialized (
    select s.child_id, bool_or(s.parental) as parental from child_seen(today) s
     where s.person_id = actor_person and s.role = enter_as.role group by s.child_id
  )
  select array_agg(s.child_id order by s.child_id), array_agg(s.child_id order by s.child_id) filter (where s.parental),
         array(select r.channel_id
                 from seen one cross join lateral child_channel(one.child_id, actor_person, enter_as.role, one.parental) r
               union all
               select r.channel_id from own_reader(today) r where r.person_id = actor_person and r.role = enter_as.role)
    into children, parental, channels
    from seen s;
  perform
    set_config('app.person', actor_person::text, true),
    set_config('app.role', enter_as.role, true),
    set_config('app.organisation', enter_as.organisation_id::text, true),
    set_config('app.now', at::text, true),
    set_config('app.epoch', coalesce(epoch, 0)::text, true),
    set_config('app.children', coalesce(children::text, ''), true),
    set_config('app.parental', coalesce(parental::text, ''), true),
    set_config('app.channels', channels::text, true);
  return next;
end $$;
--> statement-breakpoint
create or replace function enter(actor_person uuid, actor_role text, at timestamptz)
  returns table (person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  perform set_config('app.session', '', true);
  return query select * from enter_as(actor_person, actor_role, at);
end $$;
--> statement-breakpoint
create or replace function enter_session(session_token text, actor_role text, at timestamptz)
  returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  of_person uuid;
begin
  select s.id, s.user_id into enter_session.session_id, of_person
    from auth.session s where s.token = session_token and s.expires_at > at;
  if not found then return; end if;
  perform set_config('app.session', enter_session.session_id::text, true);
  return query select enter_session.session_id, e.* from enter_as(of_person, actor_role, at) e;
end $$;
--> statement-breakpoint
-- 4. The one way an event comes to be: as before, but the open check looks up each channel and its period by key; and what
--    was entered must still hold once the locks are there, for the wait may have been long.
create or replace function record_events(outbox_id uuid, channels uuid[], types text[], items uuid[], about_from timestamptz, about_to timestamptz)
  returns table (channel_id uuid, seq bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  of_session uuid := nullif(current_setting('app.session', true), '')::uuid;
  entered text[];
  closed uuid[];
  appended_rows integer;
begin
  perform 1 from channel c where c.id = any(channels) and c.organisation_id = organisation order by c.id for no key update;
  if of_session is not null and not exists (select 1 from auth.session s where s.id = of_session and s.expires_at > moment) then
    raise exception 'the session ended meanwhile' using errcode = 'OA002';
  end if;
  -- Something changed somewhere in the organisation; it matters when it changed for which children this actor stands. The
  -- channels follow from those, and from what this very transaction decided.
  if (select coalesce(max(a.epoch), 0) from access_epoch a where a.organisation_id = organisation) <> current_setting('app.epoch')::bigint then
    entered := array[current_setting('app.children'), current_setting('app.parental')];
    perform 1 from enter_as(current_setting('app.person')::uuid, current_setting('app.role'), moment);
    if not found
       or entered <> array[current_setting('app.children'), current_setting('app.parental')] then
      raise exception 'what was entered no longer holds' using errcode = 'OA002';
    end if;
  end if;
  if about_from is not null then
    select array_agg(given.id) into closed
      from unnest(channels) as given(id)
      left join lateral (
        select c.open and exists (
                 select 1 from channel_period p
                  where p.channel_id = given.id and p.opened_at <= about_from and (p.closed_at is null or p.closed_at >= about_to)
               ) as throughout
          from channel c where c.id = given.id) state on true
     where not coalesce(state.throughout, false);
    if closed is not null then
      raise exception 'channels are closed' using errcode = 'OA001', detail = array_to_string(closed, ',');
    end if;
  end if;
  return query
    with given as (
      select g.channel, g.type, g.item from unnest(channels, types, items) as g(channel, type, item)
    ), numbered as (
      update channel c set seq = c.seq + 1 from given
       where c.id = given.channel and c.organisation_id = organisation
       returning c.id, c.seq, given.type, given.item
    ), appended as (
      insert into event (channel_id, seq, organisation_id, type, item_id, at)
      select n.id, n.seq, organisation, n.type, n.item, moment from numbered n
    ), announced as (
      insert into outbox (id, organisation_id, events, created_at)
      select outbox_id, organisation, jsonb_agg(jsonb_build_object('channel', n.id, 'seq', n.seq) order by n.id), moment
        from numbered n having count(*) > 0
    )
    select n.id, n.seq from numbered n;
  get diagnostics appended_rows = row_count;
  if appended_rows <> cardinality(channels) then
    raise exception 'an event names a channel that is not there';
  end if;
end $$;
--> statement-breakpoint
-- 5. What the new functions own, and who may call them.
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['raise_access_epoch()', 'enter_as(uuid, text, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
