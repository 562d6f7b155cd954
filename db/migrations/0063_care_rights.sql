alter table upload_begun force row level security;
grant all on upload_begun to ouderapp_loader;
grant select on upload_begun to ouderapp_app;
grant select, insert on upload_begun to ouderapp_audience;
grant select, delete on upload_begun to ouderapp_worker;
grant select on handover to ouderapp_audience;
grant update on attachment_view to ouderapp_audience;
-- What a file is and where it lies only who made it says: the workers. Whoever announces it says no more than that it comes.
revoke insert, update on media from ouderapp_app;
grant insert (id, organisation_id, uploader_id, group_id, child_id, side, kind, name, bytes, state, created_at, device_at) on media to ouderapp_app;
grant update (state, attempts, due_at, post_id, wrapped_key) on media to ouderapp_app;
-- A portrait’s are those of the upload that it was: `keep_portrait`.
revoke insert, update on portrait from ouderapp_app;
grant insert (id, organisation_id, person_id, put_at) on portrait to ouderapp_app;
grant update (id, put_at, removed_at, removed_by_id) on portrait to ouderapp_app;
--> statement-breakpoint
-- 1. In whose care a child is: of those who work today in a group in which the child is today, or, once it is in none, in that of its
--    last place. The one place: what only a child's carers of now may read or decide rests on it. Staff of a former group see the child for a
--    while (`child_seen`), and this no longer.
create function child_care(today date)
  returns table (child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select p.child_id, a.person_id, 'staff'
    from staff_assignment a
    join placement p on p.group_id = a.group_id
   where a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)
     and p.starts_on <= today
     and (p.ends_on is null or p.ends_on >= today
          or not exists (select 1 from placement l
                          where l.child_id = p.child_id and l.starts_on <= today and (l.ends_on is null or l.ends_on > p.ends_on)))
  union all
  select p.child_id, r.person_id, 'manager'
    from placement p
    join "group" g on g.id = p.group_id
    join person_role r on r.location_id = g.location_id
   where r.role = 'manager' and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
     and p.starts_on <= today
     and (p.ends_on is null or p.ends_on >= today
          or not exists (select 1 from placement l
                          where l.child_id = p.child_id and l.starts_on <= today and (l.ends_on is null or l.ends_on > p.ends_on)));
end;
--> statement-breakpoint
-- 2. Which of a child's channels somebody reads whole: as before, and the carers' own two, what is asked of its guardians and what concerns its
--    care, only they in whose care it is. Of its care also who works where the child is present, though its place there has ended.
create function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean, cares boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and ((as_role <> 'guardian' and c.kind not in ('attendance', 'action', 'asking', 'staff'))
          or (cares and c.kind in ('asking', 'staff'))
          or (as_role = 'staff' and c.kind = 'staff'
              and exists (select 1 from stay s join staff_assignment a on a.group_id = s.group_id
                           where s.child_id = of_child and s.left_at is null and s.removed_at is null
                             and a.person_id = as_person and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)))
          or (as_role = 'manager' and c.kind = 'staff'
              and exists (select 1 from stay s
                            join "group" g on g.id = s.group_id
                            join person_role r on r.location_id = g.location_id
                           where s.child_id = of_child and s.left_at is null and s.removed_at is null
                             and r.person_id = as_person and r.role = 'manager'
                             and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)))
          or (as_role = 'guardian' and c.kind in ('absence', 'action'))
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
-- 3. Its conversations: a guardian's own; of the group those in whose care it is, the manager of what was handed over. Who works there and is or
--    was guardian of the child as well reads none that the other guardians keep private, for they are not shared with that guardian.
create function child_conversation(of_child uuid, as_person uuid, as_role text, cares boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select k.id from conversation k
   where k.child_id = of_child
     and ((as_role = 'guardian' and as_person in (k.guardian_id, k.with_id))
          or (cares
              and (as_role = 'staff' and (k.kind = 'private' or k.agreed_at is not null)
                   or as_role = 'manager' and k.handed_over_at is not null)
              and (k.kind = 'shared' or k.guardian_id = as_person
                   or not exists (select 1 from guardianship g where g.child_id = of_child and g.person_id = as_person))));
end;
--> statement-breakpoint
create or replace function child_reader(today date)
  returns table (channel_id uuid, child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select r.channel_id, s.child_id, s.person_id, s.role
    from child_seen(today) s
   cross join lateral (
     -- Asked once, whatever hangs from it.
     select s.role <> 'guardian' and exists (select 1 from child_care(today) c
                                              where c.child_id = s.child_id and c.person_id = s.person_id and c.role = s.role) as cares
     offset 0) o
   cross join lateral (
     select c.channel_id from child_channel(s.child_id, s.person_id, s.role, s.parental, o.cares, today) c
     union all
     select k.channel_id from child_conversation(s.child_id, s.person_id, s.role, o.cares, today) k) r;
end;
--> statement-breakpoint
drop function child_channel(uuid, uuid, text, boolean, date);
--> statement-breakpoint
drop function child_conversation(uuid, uuid, text, date);
--> statement-breakpoint
-- 4. What the actor may see, as before; with it the children in the actor's care, and the groups in which the actor works.
create or replace function enter_as(actor_person uuid, actor_role text, at timestamptz)
  returns table (person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile
as $$
declare
  today date := local_day(at);
  roles integer;
  children uuid[];
  parental uuid[];
  care uuid[];
  channels uuid[];
  groups uuid[];
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
  with known as materialized (
    select s.child_id, bool_or(s.parental) as parental from child_seen(today) s
     where s.person_id = actor_person and s.role = enter_as.role group by s.child_id
  ), own as materialized (
    select c.child_id from child_care(today) c where c.person_id = actor_person and c.role = enter_as.role
  ), seen as materialized (
    select one.child_id, one.parental, one.child_id in (select o.child_id from own o) as cares from known one
  )
  select array_agg(s.child_id order by s.child_id), array_agg(s.child_id order by s.child_id) filter (where s.parental),
         array_agg(s.child_id order by s.child_id) filter (where s.cares),
         array(select r.channel_id
                 from seen one cross join lateral child_channel(one.child_id, actor_person, enter_as.role, one.parental, one.cares, today) r
               union all
               select r.channel_id
                 from seen one cross join lateral child_conversation(one.child_id, actor_person, enter_as.role, one.cares, today) r
               union all
               select r.channel_id from own_reader(today) r where r.person_id = actor_person and r.role = enter_as.role)
    into children, parental, care, channels
    from seen s;
  groups := case enter_as.role
    when 'staff' then array(select a.group_id from staff_assignment a
                             where a.person_id = actor_person and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today))
    when 'manager' then array(select g.id from person_role r join "group" g on g.location_id = r.location_id
                               where r.person_id = actor_person and r.role = 'manager'
                                 and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)) end;
  perform
    set_config('app.person', actor_person::text, true),
    set_config('app.role', enter_as.role, true),
    set_config('app.organisation', enter_as.organisation_id::text, true),
    set_config('app.now', at::text, true),
    set_config('app.epoch', coalesce(epoch, 0)::text, true),
    set_config('app.children', coalesce(children::text, ''), true),
    set_config('app.parental', coalesce(parental::text, ''), true),
    set_config('app.care', coalesce(care::text, ''), true),
    set_config('app.groups', coalesce(groups::text, ''), true),
    set_config('app.channels', channels::text, true);
  return next;
end $$;
--> statement-breakpoint
create or replace function enter_session(session_token text, actor_role text, at timestamptz)
  returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text, gate text, tablet_id uuid,
                 used_at timestamptz)
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
    perform set_config('app.role', '', true), set_config('app.children', '', true), set_config('app.parental', '', true),
      set_config('app.care', '', true), set_config('app.groups', '', true), set_config('app.channels', '', true);
  end if;
  return next;
end $$;
--> statement-breakpoint
-- 5. When something changed meanwhile: still the same children, in the same care, and every channel that is written to and was the actor's to
--    read is so still; not only the conversations.
create or replace function record_events(outbox_id uuid, channels uuid[], types text[], items uuid[], about_from timestamptz, about_to timestamptz)
  returns table (channel_id uuid, seq bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  of_session uuid := nullif(current_setting('app.session', true), '')::uuid;
  entered text[];
  read_before uuid[];
  closed uuid[];
  appended_rows integer;
begin
  perform 1 from channel c where c.id = any(channels) and c.organisation_id = organisation order by c.id for no key update;
  if of_session is not null and not exists (select 1 from auth.session s where s.id = of_session and s.expires_at > moment) then
    raise exception 'the session ended meanwhile' using errcode = 'OA002';
  end if;
  -- Something changed somewhere in the organisation; it matters when it changed for which children this actor stands, or whether the actor
  -- still reads what is written to.
  if (select coalesce(max(a.epoch), 0) from access_epoch a where a.organisation_id = organisation) <> current_setting('app.epoch')::bigint then
    entered := array[current_setting('app.children'), current_setting('app.parental'), current_setting('app.care')];
    read_before := array(select given.id from unnest(channels) as given(id)
                          where given.id = any(nullif(current_setting('app.channels'), '')::uuid[]));
    perform 1 from enter_as(current_setting('app.person')::uuid, current_setting('app.role'), moment);
    if not found
       or entered <> array[current_setting('app.children'), current_setting('app.parental'), current_setting('app.care')]
       or not (read_before <@ coalesce(nullif(current_setting('app.channels'), ''), '{}')::uuid[]) then
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
-- 6. A stay decides who reads only where the child is present without a place: it is counted then, and no arrival besides makes everybody ask anew.
create function count_stay() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()));
  concerned stay := coalesce(new, old);
begin
  if not exists (select 1 from child_groups(concerned.child_id, today) g where g.group_id = concerned.group_id) then
    insert into access_epoch (organisation_id, epoch) values (concerned.organisation_id, 1)
      on conflict (organisation_id) do update set epoch = access_epoch.epoch + 1;
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger stay_decides after insert or delete or update of left_at, removed_at, group_id on stay
  deferrable initially deferred for each row execute function count_stay();
--> statement-breakpoint
-- 7. Who may bring and fetch is told to those in whose care the child is, and where it is present; who else may is said, families are seen and
--    changed, by the manager in whose care it is.
create or replace function escorts_of(of_children uuid[])
  returns table (child_id uuid, escorts jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  care uuid[] := coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[];
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
  groups uuid[] := coalesce(nullif(current_setting('app.groups', true), ''), '{}')::uuid[];
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  return query
    select c.id, child_escorts(c.id, today) from child c
     where c.id = any(of_children)
       and (c.id = any(care)
            or c.id = any(seen) and exists (select 1 from stay s where s.child_id = c.id and s.left_at is null and s.removed_at is null
                                                                   and s.group_id = any(groups)));
end $$;
--> statement-breakpoint
create or replace function collector_channel(of_child uuid)
  returns table (channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.id from channel c
     where c.child_id = of_child and c.kind = 'staff'
       and (current_setting('app.role', true) = 'manager'
              and of_child = any(coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[])
            or current_setting('app.role', true) = 'administration'
              and c.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid);
end $$;
--> statement-breakpoint
create or replace function guardians_of(of_children uuid[])
  returns table (guardianship_id uuid, child_id uuid, person_id uuid, first_name text, last_name text, parental_authority boolean,
                 restricted_at timestamptz, restriction_reason text, starts_on date, ends_on date, own_channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  care uuid[] := coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[];
begin
  if current_setting('app.role', true) is distinct from 'manager' then return; end if;
  return query
    select g.id, g.child_id, p.id, p.first_name, p.last_name, g.parental_authority, g.restricted_at, g.restriction_reason,
           g.starts_on, g.ends_on, c.id
      from guardianship g
      join person p on p.id = g.person_id
      left join channel c on c.person_id = p.id and c.kind = 'own'
     where g.child_id = any(of_children) and g.child_id = any(care) and (g.ends_on is null or g.ends_on >= today)
     order by g.parental_authority desc, p.first_name, p.last_name, g.id;
end $$;
--> statement-breakpoint
-- Who works here and is guardian of the child too begins no conversation with another guardian of it, and is offered none.
create or replace function open_conversation(new_id uuid, of_child uuid, of_guardian uuid)
  returns table (id uuid, is_new boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  actor_role text := current_setting('app.role', true);
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  today date := local_day(moment);
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])) then return; end if;
  if not exists (select 1 from child_seen(today) s where s.child_id = of_child and s.person_id = of_guardian and s.role = 'guardian') then
    return;
  end if;
  if actor_role = 'guardian' then
    if of_guardian <> actor then return; end if;
  elsif actor_role <> 'staff'
        or not exists (select 1 from placement p join staff_assignment a on a.group_id = p.group_id
                        where p.child_id = of_child and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                          and a.person_id = actor and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today))
        -- What would be private between the group and another guardian.
        or of_guardian <> actor and exists (select 1 from guardianship g where g.child_id = of_child and g.person_id = actor) then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(of_child::text || of_guardian::text, 9));
  is_new := false;
  select k.id into open_conversation.id from conversation k
    where k.child_id = of_child and k.guardian_id = of_guardian and k.kind = 'private';
  if not found then
    is_new := true;
    open_conversation.id := new_id;
    insert into channel (id, organisation_id, kind, open) values (new_id, organisation, 'conversation', true);
    insert into conversation (id, organisation_id, child_id, kind, guardian_id, opened_at, last_at)
      values (new_id, organisation, of_child, 'private', of_guardian, moment, moment);
  end if;
  perform set_config('app.channels',
    array_append(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[], open_conversation.id)::text, true);
  return next;
end $$;
--> statement-breakpoint
create or replace function fellow_guardians(of_children uuid[])
  returns table (child_id uuid, person_id uuid, first_name text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  actor_role text := current_setting('app.role', true);
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
  asked uuid[] := array(select c from unnest(of_children) c where c = any(seen));
begin
  if actor_role = 'staff' then
    asked := array(select p.child_id from placement p join staff_assignment a on a.group_id = p.group_id
                    where p.child_id = any(asked) and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                      and a.person_id = actor and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today));
  elsif actor_role is distinct from 'guardian' then return;
  end if;
  return query
    select distinct s.child_id, p.id, p.first_name from child_seen(today) s join person p on p.id = s.person_id
     where s.child_id = any(asked) and s.role = 'guardian'
       and (actor_role = 'guardian' or p.id = actor
            or not exists (select 1 from guardianship g where g.child_id = s.child_id and g.person_id = actor));
end $$;
--> statement-breakpoint
-- The children in the actor's care, for queries of the application.
create function children_in_care() returns uuid[] language sql stable
begin atomic
  select coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[];
end;
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
  if (as_role = 'manager' and of_child = any(coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[])
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
-- 8. What was told of some children on a day, to who works in a group in which they were that day; of now, to those in whose care they are.
create function handovers_on(of_children uuid[], on_day date) returns setof handover
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
  care uuid[] := coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[];
  groups uuid[] := coalesce(nullif(current_setting('app.groups', true), ''), '{}')::uuid[];
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  return query
    select h.* from handover h
     where h.child_id = any(of_children) and h.child_id = any(seen) and h.comes_on = on_day and h.withdrawn_at is null
       and (h.child_id = any(care)
            or exists (select 1 from placement p
                        where p.child_id = h.child_id and p.group_id = any(groups)
                          and p.starts_on <= on_day and (p.ends_on is null or p.ends_on >= on_day)))
     order by h.id;
end $$;
--> statement-breakpoint
-- 9. Whom a message had reached is complete while it is recalled: who saves it just then waits, and finds it gone.
create or replace function message_openers(of_message uuid)
  returns table (person_id uuid, person_name text, call_name text, child_id uuid, seen_at timestamptz, opened_at timestamptz, saved_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if not may_recall(of_message) then return; end if;
  perform 1 from message_attachment a where a.message_id = of_message order by a.id for update;
  -- What is noted of one already changes without asking for the attachment.
  perform 1 from attachment_view v join message_attachment a on a.id = v.attachment_id
    where a.message_id = of_message order by v.attachment_id, v.person_id, v.role for update of v;
  return query
    select p.id, concat_ws(' ', p.first_name, p.last_name), c.call_name, c.id, least(r.at, v.seen_at), v.opened_at, v.saved_at
      from message m
      join conversation k on k.id = m.conversation_id
      join child c on c.id = k.child_id
      join person p on p.id in (k.guardian_id, k.with_id)
      left join read_marker r on r.person_id = p.id and r.role = 'guardian' and r.channel_id = k.id and r.seq >= m.seq
     cross join lateral (
       select min(w.seen_at) as seen_at, min(w.opened_at) as opened_at, min(w.saved_at) as saved_at
         from message_attachment a
         join attachment_view w on w.attachment_id = a.id and w.person_id = p.id and w.role = 'guardian'
        where a.message_id = m.id) v
     where m.id = of_message and coalesce(r.at, v.seen_at) is not null
     order by 5, p.id;
end $$;
--> statement-breakpoint
-- 10. What a guardian begins is counted, whatever becomes of it.
create function note_begun() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  insert into upload_begun (id, organisation_id, person_id, bytes, at)
    values (gen_random_uuid(), new.organisation_id, new.uploader_id, new.bytes, new.created_at);
  return null;
end $$;
--> statement-breakpoint
create trigger media_begun after insert on media for each row when (new.side = 'guardian') execute function note_begun();
--> statement-breakpoint
insert into upload_begun (id, organisation_id, person_id, bytes, at)
  select gen_random_uuid(), organisation_id, uploader_id, bytes, created_at from media where side = 'guardian' and created_at > now() - interval '2 days';
--> statement-breakpoint
-- 11. A portrait is an upload of the actor that is ready, in the forms in which it is shown; what it is, stands there.
create function keep_portrait() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  file media;
begin
  if coalesce(current_setting('app.role', true), '') = '' or tg_op = 'UPDATE' and new.id = old.id then return new; end if;
  select * into file from media m where m.id = new.id for update;
  if file.id is null or file.uploader_id is distinct from nullif(current_setting('app.person', true), '')::uuid
     or file.side is not distinct from 'guardian' or file.kind <> 'photo' or file.state <> 'ready' or file.post_id is not null
     or file.wrapped_key is null then
    raise exception 'portrait: not a picture of this actor' using errcode = 'insufficient_privilege';
  end if;
  new.wrapped_key := file.wrapped_key;
  new.files := (select coalesce(jsonb_agg(f), '[]') from jsonb_array_elements(file.files) f
                 where f->>'kind' in ('avif-320', 'webp-320', 'avif-1080', 'webp-1080'));
  return new;
end $$;
--> statement-breakpoint
create trigger portrait_kept before insert or update of id on portrait for each row execute function keep_portrait();
--> statement-breakpoint
-- Neither of these throws away what another row has as well.
create or replace function discard_media(of_media uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  with gone as (
    delete from media m
     where m.id = of_media and m.post_id is null and m.uploader_id = nullif(current_setting('app.person', true), '')::uuid
       and (current_setting('app.role', true) = 'guardian') = (m.side is not distinct from 'guardian')
    returning m.organisation_id, m.files
  )
  insert into unwanted_file (name, organisation_id, at)
    select f.name, g.organisation_id, moment from gone g cross join lateral jsonb_to_recordset(g.files) as f(name text)
     where not exists (select 1 from media o where o.id <> of_media and o.files @> jsonb_build_array(jsonb_build_object('name', f.name)))
       and not exists (select 1 from portrait p where p.files @> jsonb_build_array(jsonb_build_object('name', f.name)));
end $$;
--> statement-breakpoint
create or replace function note_portrait_files() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  insert into unwanted_file (name, organisation_id, at)
    select f.name, old.organisation_id, now()
      from jsonb_to_recordset(old.files) as f(name text)
     where (tg_op = 'DELETE' or not new.files @> jsonb_build_array(jsonb_build_object('name', f.name)))
       and not exists (select 1 from media o where o.files @> jsonb_build_array(jsonb_build_object('name', f.name)))
       and not exists (select 1 from portrait p
                        where p.person_id <> old.person_id and p.files @> jsonb_build_array(jsonb_build_object('name', f.name)));
  return null;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['enter_as(uuid, text, timestamptz)', 'count_stay()', 'handovers_on(uuid[], date)', 'note_begun()', 'keep_portrait()'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
revoke all on function child_care(date), child_channel(uuid, uuid, text, boolean, boolean, date),
  child_conversation(uuid, uuid, text, boolean, date), children_in_care() from public;
grant execute on function child_care(date), child_channel(uuid, uuid, text, boolean, boolean, date),
  child_conversation(uuid, uuid, text, boolean, date) to ouderapp_audience;
grant execute on function handovers_on(uuid[], date), children_in_care() to ouderapp_app;
