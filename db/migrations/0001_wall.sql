-- Forces the second wall, and holds the few functions in which the rules of access and consent stand as SQL.

-- 1. Row-level security is forced on every table, for its owner too.
do $$
declare t record;
begin
  for t in select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind = 'r' and n.nspname in ('public', 'auth')
  loop
    execute format('alter table %I.%I enable row level security', t.nspname, t.relname);
    execute format('alter table %I.%I force row level security', t.nspname, t.relname);
  end loop;
end $$;
--> statement-breakpoint
-- 2. Rights. What is not granted here, nobody has.
revoke all on schema public from public;
grant usage on schema public to ouderapp_app, ouderapp_worker, ouderapp_audience, ouderapp_loader;
grant usage on schema auth to ouderapp_auth, ouderapp_audience, ouderapp_loader;
grant all on all tables in schema public, auth to ouderapp_loader;
grant all on all sequences in schema public, auth to ouderapp_loader;

grant select on organisation, legal_entity, location, "group", person, person_role, staff_assignment, child, guardianship,
  contract, placement, consent_decision, channel, channel_period, event, read_marker, intent, diary_entry, diary_revision
  to ouderapp_app;
grant insert on consent_decision, read_marker, intent, diary_entry, diary_revision, audit to ouderapp_app;
grant update on read_marker, diary_entry to ouderapp_app;
grant update (language) on person to ouderapp_app;
grant delete on diary_revision to ouderapp_app;

grant select, insert, update, delete on all tables in schema auth to ouderapp_auth;
grant usage on schema public to ouderapp_auth;
grant insert on audit to ouderapp_auth;

grant select on organisation, location, "group", person, child, channel, event, outbox, intent, diary_entry, diary_revision, audit
  to ouderapp_worker;
grant update (floor) on channel to ouderapp_worker;
grant select, insert, update on job_run to ouderapp_worker;
grant select on job_run to ouderapp_app;
grant delete on event, outbox, intent to ouderapp_worker;

grant select on organisation, location, "group", person, person_role, staff_assignment, child, guardianship, contract, placement,
  consent_decision, channel, channel_period, event, outbox to ouderapp_audience;
grant update on channel to ouderapp_audience;
grant insert, update on channel_period to ouderapp_audience;
grant insert on event, outbox to ouderapp_audience;
grant select on auth.session to ouderapp_audience;
--> statement-breakpoint
-- 3. Who may see what. These two functions are the one place where the database decides it: `enter` asks them for one
--    person, `audience` for some channels.

/** The calendar day of a moment where the organisations are. */
create function local_day(at timestamptz) returns date language sql immutable parallel safe
  return (at at time zone 'Europe/Amsterdam')::date;
--> statement-breakpoint
-- Which children somebody may see in a role. `today` is worked out once by the caller: a time zone per row costs more than
-- finding the row. Guardians while a contract runs and 8 weeks after it; staff the children
-- placed in their groups today or whose last placement there ended less than 8 weeks ago; managers their location's.
create function child_seen(today date)
  returns table (child_id uuid, person_id uuid, role text, parental boolean) language sql stable
begin atomic
  select g.child_id, g.person_id, 'guardian', g.parental_authority
    from guardianship g
   where g.restricted_at is null
     and g.starts_on <= today and (g.ends_on is null or g.ends_on >= today)
     and exists (select 1 from person_role r where r.person_id = g.person_id and r.role = 'guardian'
                    and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today))
     and exists (select 1 from contract c where c.child_id = g.child_id
                    and (c.ends_on is null or c.ends_on > today - 56))
  union all
  select p.child_id, s.person_id, 'staff', false
    from staff_assignment s
    join placement p on p.group_id = s.group_id
   where s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
     and p.starts_on <= today and (p.ends_on is null or p.ends_on > today - 56)
     and exists (select 1 from person_role r where r.person_id = s.person_id and r.role = 'staff'
                    and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today))
  union all
  select p.child_id, r.person_id, 'manager', false
    from placement p
    join "group" g on g.id = p.group_id
    join person_role r on r.location_id = g.location_id
   where r.role = 'manager'
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
     and p.starts_on <= today and (p.ends_on is null or p.ends_on > today - 56);
end;
--> statement-breakpoint
-- Who may read which channel whole. A consent stream: a guardian with parental authority who has ever granted that
-- purpose for that child, also after withdrawal; and the carers of the child. `own`: that person as guardian. Whoever asks
-- about some children or people says so of `child_id` or `person_id`: a condition on the channel alone reads everything.
create function child_reader(today date)
  returns table (channel_id uuid, child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select c.id, s.child_id, s.person_id, s.role
    from child_seen(today) s
    join channel c on c.child_id = s.child_id
   where s.role <> 'guardian'
      or (s.parental and c.kind in ('diary', 'photos')
          and exists (select 1 from consent_decision d
                       where d.child_id = s.child_id and d.purpose = c.kind and d.person_id = s.person_id
                         and d.decision = 'granted'));
end;
--> statement-breakpoint
create function own_reader(today date)
  returns table (channel_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select c.id, r.person_id, r.role
    from channel c
    join person_role r on r.person_id = c.person_id
   where c.kind = 'own' and r.role = 'guardian'
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today);
end;
--> statement-breakpoint
create function channel_reader(today date)
  returns table (channel_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select r.channel_id, r.person_id, r.role from child_reader(today) r
  union all
  select r.channel_id, r.person_id, r.role from own_reader(today) r;
end;
--> statement-breakpoint
-- The readers of some channels. Joined in the order written, from the children to the people: a plan that does not know
-- the day underestimates a location's managers so far that it begins with all groups.
create function audience(channels uuid[], at timestamptz)
  returns table (channel_id uuid, person_id uuid, role text)
  language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan set join_collapse_limit = 1
as $$
declare
  today date := local_day(at);
  children uuid[] := array(select c.child_id from channel c where c.id = any(channels) and c.child_id is not null);
begin
  return query
    select distinct r.channel_id, r.person_id, r.role from child_reader(today) r
     where r.child_id = any(children) and r.channel_id = any(channels)
    union all
    select r.channel_id, r.person_id, r.role from own_reader(today) r where r.channel_id = any(channels);
end $$;
--> statement-breakpoint
-- The last seq of every channel that each of these people may read in the role named beside them.
create function heads(people uuid[], roles text[], at timestamptz)
  returns table (person_id uuid, role text, channel_id uuid, seq bigint)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(at);
begin
  return query
    select distinct r.person_id, r.role, c.id, c.seq
      from unnest(people, roles) as asked(person, role)
      join channel_reader(today) r on r.person_id = asked.person and r.role = asked.role
      join channel c on c.id = r.channel_id
     where r.person_id = any(people) and c.kind <> 'photos';
end $$;
--> statement-breakpoint
-- 4. Opens a transaction as an actor: what the actor may see is derived once, here, and left in transaction-local
--    settings for the policies. Returns nothing when the person does not have that role today. `any`: whichever role,
--    for work that concerns only the person.
create function enter(actor_person uuid, actor_role text, at timestamptz)
  returns table (person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(at);
  organisation uuid;
  name text;
  tongue text;
  only_role text;
  roles integer;
begin
  select min(r.role), count(distinct r.role) into only_role, roles
    from person_role r
   where r.person_id = actor_person and (actor_role is null or actor_role = 'any' or r.role = actor_role)
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today);
  if roles = 0 or (roles > 1 and actor_role is distinct from 'any') then return; end if;
  select p.organisation_id, p.first_name, p.language into organisation, name, tongue from person p where p.id = actor_person;
  perform
    set_config('app.person', actor_person::text, true),
    set_config('app.role', only_role, true),
    set_config('app.organisation', organisation::text, true),
    set_config('app.now', at::text, true);
  perform
    set_config('app.children', coalesce(array_agg(distinct s.child_id)::text, ''), true),
    set_config('app.parental', coalesce((array_agg(distinct s.child_id) filter (where s.parental))::text, ''), true)
    from child_seen(today) s where s.person_id = actor_person and s.role = only_role;
  perform
    set_config('app.channels', coalesce(array_agg(distinct r.channel_id)::text, ''), true)
    from channel_reader(today) r where r.person_id = actor_person and r.role = only_role;
  return query select actor_person, only_role, organisation, name, tongue;
end $$;
--> statement-breakpoint
-- The same for a session's token: a session that ended a moment ago can no longer commit anything.
create function enter_session(session_token text, actor_role text, at timestamptz)
  returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select s.id, e.person_id, e.role, e.organisation_id, e.first_name, e.language
      from auth.session s, lateral enter(s.user_id, actor_role, at) e
     where s.token = session_token and s.expires_at > at;
end $$;
--> statement-breakpoint
-- 5. The one way an event comes to be. Locks the channels in id order, numbers the events, appends them and the outbox
--    row. With `about_from` and `about_to` every channel must be open, and have been open throughout that time: decided
--    here, under this very lock. `channels`, `types` and `items` run in parallel; a channel occurs once.
create function record_events(outbox_id uuid, channels uuid[], types text[], items uuid[], about_from timestamptz, about_to timestamptz)
  returns table (channel_id uuid, seq bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  closed uuid[];
  appended_rows integer;
begin
  perform 1 from channel c where c.id = any(channels) and c.organisation_id = organisation order by c.id for no key update;
  if about_from is not null then
    select array_agg(c.id) into closed from channel c
     where c.id = any(channels)
       and not (c.open and exists (
             select 1 from channel_period p
              where p.channel_id = c.id and p.opened_at <= about_from and (p.closed_at is null or p.closed_at >= about_to)));
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
-- 6. Consent. In force when at least one guardian with parental authority granted and none of those guardians' latest
--    decision is a refusal or withdrawal. A stream opens only by an act of granting; anything else may only close it.
create function settle_consent(of_child uuid, of_purpose text, by_granting boolean)
  returns table (channel_id uuid, is_open boolean, changed boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  locked channel;
  in_force boolean;
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[])) then
    raise exception 'settle_consent: not a child of this actor' using errcode = 'insufficient_privilege';
  end if;
  -- All that this decision will touch, in id order: what numbers or trims events locks in that order too.
  perform 1 from channel c
    where c.id in (select t.channel_id from consent_channels(of_child) t) or (c.child_id = of_child and c.kind = of_purpose)
    order by c.id for no key update;
  select c.* into locked from channel c where c.child_id = of_child and c.kind = of_purpose;
  select coalesce(bool_or(latest.decision = 'granted') and bool_and(latest.decision = 'granted'), false) into in_force
    from (select distinct on (d.person_id) d.decision
            from consent_decision d
            join guardianship g on g.child_id = d.child_id and g.person_id = d.person_id
           where d.child_id = of_child and d.purpose = of_purpose and g.parental_authority
             and g.starts_on <= local_day(moment) and (g.ends_on is null or g.ends_on >= local_day(moment))
           order by d.person_id, d.nr desc) latest;
  in_force := in_force and (locked.open or by_granting);
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
-- Which consents are in force for the actor's own children, though a guardian who never granted reads no channel.
create function consents_in_force()
  returns table (child_id uuid, purpose text, in_force boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.child_id, c.kind, c.open from channel c
     where c.kind in ('diary', 'photos')
       and c.child_id = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[]);
end $$;
--> statement-breakpoint
-- Where a change of a child's consent is told: the child's staff channel, and the own channel of each guardian with
-- authority who may see the child now.
create function consent_channels(of_child uuid)
  returns table (channel_id uuid, kind text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[])) then return; end if;
  return query
    select c.id, c.kind from channel c where c.child_id = of_child and c.kind = 'staff'
    union all
    select c.id, c.kind from channel c
      join child_seen(local_day(nullif(current_setting('app.now', true), '')::timestamptz)) s
        on s.person_id = c.person_id and s.child_id = of_child and s.role = 'guardian' and s.parental
     where c.kind = 'own';
end $$;
--> statement-breakpoint
-- How many guardians read each of these children's diary now: for the audience preview of a carer.
create function diary_readers(of_children uuid[])
  returns table (child_id uuid, readers integer)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select c.child_id, count(distinct r.person_id)::integer
      from channel c
      left join child_reader(today) r
        on r.channel_id = c.id and r.role = 'guardian' and r.child_id = any(of_children)
     where c.kind = 'diary' and c.child_id = any(of_children) and c.child_id = any(seen)
     group by c.child_id;
end $$;
--> statement-breakpoint
do $$
declare f record;
begin
  execute format('grant ouderapp_audience to %I', current_user);
  grant create on schema public to ouderapp_audience;
  for f in select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname = 'public' and p.prosecdef
  loop
    execute format('alter function %s owner to ouderapp_audience', f.signature);
    execute format('revoke all on function %s from public', f.signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function enter(uuid, text, timestamptz), enter_session(text, text, timestamptz),
  record_events(uuid, uuid[], text[], uuid[], timestamptz, timestamptz), settle_consent(uuid, text, boolean),
  consents_in_force(), consent_channels(uuid), diary_readers(uuid[]) to ouderapp_app;
grant execute on function audience(uuid[], timestamptz), heads(uuid[], text[], timestamptz) to ouderapp_worker;
