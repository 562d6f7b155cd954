alter table conversation force row level security;
alter table message force row level security;
alter table message_revision force row level security;
alter table message_template force row level security;
alter table group_availability force row level security;
grant all on conversation, message, message_revision, message_template, group_availability to ouderapp_loader;
grant select on conversation, message, message_template, group_availability to ouderapp_app;
-- A conversation comes to be by the functions below; who may change which of this, see `keep_conversation`.
grant update (guardian_read_seq, guardian_read_at, guardian_read_name, staff_read_seq, staff_read_at, staff_read_name, done,
              claimed_by_id, claimed_by_name, claimed_at, urgent, handed_over_at, handed_over_by_name, agreed_at, ended_at)
  on conversation to ouderapp_app;
grant insert on message, message_template, group_availability to ouderapp_app;
grant update (text, edited_at, retracted_at, was_read) on message to ouderapp_app;
grant update (removed_at) on message_template to ouderapp_app;
grant update (from_minutes, until_minutes, away_text, away_until_on, changed_at) on group_availability to ouderapp_app;
grant select on message to ouderapp_worker;
grant select, insert, update on conversation to ouderapp_audience;
grant select on message to ouderapp_audience;
grant select, insert, delete on message_revision to ouderapp_audience;
--> statement-breakpoint
-- 1. Which conversations about a child somebody reads who sees the child in a role: guardians their own, and those that they share;
--    staff of a group in which the child is today; a manager of its location what was handed over. Nobody else, and nobody longer.
create function child_conversation(of_child uuid, as_person uuid, as_role text, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select k.id from conversation k
   where k.child_id = of_child
     and ((as_role = 'guardian' and as_person in (k.guardian_id, k.with_id))
          or (as_role = 'staff' and (k.kind = 'private' or k.agreed_at is not null)
              and exists (select 1 from placement p join staff_assignment a on a.group_id = p.group_id
                           where p.child_id = of_child and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                             and a.person_id = as_person and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)))
          or (as_role = 'manager' and k.handed_over_at is not null
              and exists (select 1 from placement p
                            join "group" g on g.id = p.group_id
                            join person_role r on r.location_id = g.location_id
                           where p.child_id = of_child and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                             and r.person_id = as_person and r.role = 'manager'
                             and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today))));
end;
--> statement-breakpoint
create or replace function child_reader(today date)
  returns table (channel_id uuid, child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select r.channel_id, s.child_id, s.person_id, s.role
    from child_seen(today) s
   cross join lateral (select c.channel_id from child_channel(s.child_id, s.person_id, s.role, s.parental, today) c
                       union all
                       select k.channel_id from child_conversation(s.child_id, s.person_id, s.role, today) k) r;
end;
--> statement-breakpoint
-- As before, and of a conversation the child that it is about.
create or replace function audience(channels uuid[], at timestamptz)
  returns table (channel_id uuid, person_id uuid, role text)
  language plpgsql stable security definer set search_path = public, pg_temp
  set plan_cache_mode = force_generic_plan set join_collapse_limit = 1
as $$
declare
  today date := local_day(at);
  children uuid[] := array(select c.child_id from channel c where c.id = any(channels) and c.child_id is not null
                           union select k.child_id from conversation k where k.id = any(channels));
begin
  return query
    select distinct r.channel_id, r.person_id, r.role from child_reader(today) r
     where r.child_id = any(children) and r.channel_id = any(channels)
    union all
    select r.channel_id, r.person_id, r.role from own_reader(today) r where r.channel_id = any(channels);
end $$;
--> statement-breakpoint
-- Opens a transaction as an actor: as before, with the actor's conversations among the channels.
create or replace function enter_as(actor_person uuid, actor_role text, at timestamptz)
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
                 from seen one cross join lateral child_channel(one.child_id, actor_person, enter_as.role, one.parental, today) r
               union all
               select r.channel_id
                 from seen one cross join lateral child_conversation(one.child_id, actor_person, enter_as.role, today) r
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
-- The one way an event comes to be: as before, and the conversations that it is about are still the actor's.
create or replace function record_events(outbox_id uuid, channels uuid[], types text[], items uuid[], about_from timestamptz, about_to timestamptz)
  returns table (channel_id uuid, seq bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  of_session uuid := nullif(current_setting('app.session', true), '')::uuid;
  entered text[];
  conversations uuid[];
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
    conversations := array(select k.id from conversation k
                            where k.id = any(channels) and k.id = any(nullif(current_setting('app.channels'), '')::uuid[]));
    perform 1 from enter_as(current_setting('app.person')::uuid, current_setting('app.role'), moment);
    if not found
       or entered <> array[current_setting('app.children'), current_setting('app.parental')]
       or not (conversations <@ coalesce(nullif(current_setting('app.channels'), ''), '{}')::uuid[]) then
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
create constraint trigger conversation_decides after insert or delete or update of agreed_at, handed_over_at, child_id, guardian_id, with_id
  on conversation deferrable initially deferred for each row execute function raise_access_epoch();
--> statement-breakpoint
-- 2. Why nobody may write in a conversation today; null when its readers may.
create function conversation_silence(of_conversation uuid, today date) returns text language sql stable
begin atomic
  select case
    when k.ended_at is not null then 'ended'
    when not exists (select 1 from placement p
                      where p.child_id = k.child_id and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)) then 'child_left'
    when (select count(distinct s.person_id) from child_seen(today) s
           where s.child_id = k.child_id and s.role = 'guardian' and s.person_id in (k.guardian_id, k.with_id))
         < case when k.with_id is null then 1 else 2 end then 'guardian_left'
    when k.kind = 'shared' and k.agreed_at is null then 'not_agreed'
  end from conversation k where k.id = of_conversation;
end;
--> statement-breakpoint
-- 3. A conversation as a view is made of it.
create function conversation_json(of_conversation uuid, today date) returns jsonb language sql stable
begin atomic
  select jsonb_build_object(
    'id', k.id, 'kind', k.kind,
    'child', (select jsonb_build_object('id', c.id, 'callName', c.call_name) from child c where c.id = k.child_id),
    'group', (select jsonb_build_object('id', g.id, 'name', g.name) from placement p join "group" g on g.id = p.group_id
               where p.child_id = k.child_id and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
               order by p.starts_on, g.id limit 1),
    'guardians', (select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.first_name) order by p.first_name, p.id)
                    from person p where p.id in (k.guardian_id, k.with_id)),
    'proposedBy', k.guardian_id, 'agreedAt', k.agreed_at, 'endedAt', k.ended_at, 'openedAt', k.opened_at,
    'last', (select jsonb_build_object('messageId', m.id, 'seq', m.seq, 'side', m.side, 'author', m.author_name, 'at', m.sent_at,
                      'preview', left(btrim(regexp_replace(m.text, '\s+', ' ', 'g')), 140), 'retracted', m.retracted_at is not null)
               from message m where m.conversation_id = k.id order by m.seq desc limit 1),
    'guardianRead', case when k.guardian_read_at is not null
      then jsonb_build_object('seq', k.guardian_read_seq, 'at', k.guardian_read_at, 'name', k.guardian_read_name) end,
    'staffRead', case when k.staff_read_at is not null
      then jsonb_build_object('seq', k.staff_read_seq, 'at', k.staff_read_at, 'name', k.staff_read_name) end,
    'silence', conversation_silence(k.id, today),
    'done', k.done, 'urgent', k.urgent,
    'claimedById', k.claimed_by_id, 'claimedByName', k.claimed_by_name, 'claimedAt', k.claimed_at,
    'handedOverAt', k.handed_over_at, 'handedOverByName', k.handed_over_by_name)
    from conversation k where k.id = of_conversation;
end;
--> statement-breakpoint
revoke all on function conversation_silence(uuid, date), conversation_json(uuid, date) from public;
--> statement-breakpoint
grant execute on function conversation_silence(uuid, date), conversation_json(uuid, date) to ouderapp_audience;
--> statement-breakpoint
-- Those of these conversations that the actor reads.
create function own_conversations(ids uuid[])
  returns table (id uuid, view jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select k.id, conversation_json(k.id, today) from conversation k
     where k.id = any(ids) and k.id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]);
end $$;
--> statement-breakpoint
-- Which messages after these markers the actor has not read, the first 99 of each conversation: for staff those of guardians, for a guardian
-- those of everybody else. What it costs depends on neither how much was written nor how many channels the actor reads.
create function unread_messages(ids uuid[], markers bigint[])
  returns table (id uuid, unread integer[])
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  seen uuid[] := coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[];
  sides text[] := case current_setting('app.role', true) when 'guardian' then array['guardian', 'staff'] else array['guardian'] end;
begin
  return query
    select asked.id, array(
             select u.seq::integer
               from unnest(sides) as s(side)
              cross join lateral (
                select m.seq from message m
                 where m.conversation_id = asked.id and m.side = s.side and m.retracted_at is null and m.seq > asked.marker
                   and m.author_id <> actor
                 order by m.seq limit 99) u
              order by 1 limit 99)
      from unnest(ids, markers) as asked(id, marker)
     where asked.id = any(seen);
end $$;
--> statement-breakpoint
-- A view for delivery, which sends them to whom `audience` names.
create function conversation_view(of_conversation uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return conversation_json(of_conversation, local_day(at));
end $$;
--> statement-breakpoint
-- From here on nobody else changes this conversation of the actor's before the transaction ends.
create function lock_conversation(of_conversation uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from channel c
    where c.id = of_conversation and c.kind = 'conversation'
      and c.id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
    for no key update;
end $$;
--> statement-breakpoint
-- 4. How a conversation comes to be. The one between a guardian and the group of a child, or the one that is there already; for that
--    guardian, and for staff of a group in which the child is today. Gives nothing to anybody else.
create function open_conversation(new_id uuid, of_child uuid, of_guardian uuid)
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
                          and a.person_id = actor and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)) then
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
-- One that two guardians of a child would share, proposed by the actor; or the one that they share, or have proposed, already.
create function propose_sharing(new_id uuid, of_child uuid, with_guardian uuid)
  returns table (id uuid, is_new boolean)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  today date := local_day(moment);
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
begin
  if current_setting('app.role', true) <> 'guardian' or with_guardian = actor then return; end if;
  if (select count(distinct s.person_id) from child_seen(today) s
       where s.child_id = of_child and s.role = 'guardian' and s.person_id in (actor, with_guardian)) < 2 then
    return;
  end if;
  perform pg_advisory_xact_lock(hashtextextended(of_child::text || least(actor, with_guardian)::text || greatest(actor, with_guardian)::text, 9));
  is_new := false;
  select k.id into propose_sharing.id from conversation k
    where k.child_id = of_child and k.kind = 'shared' and k.ended_at is null
      and k.guardian_id in (actor, with_guardian) and k.with_id in (actor, with_guardian);
  if not found then
    is_new := true;
    propose_sharing.id := new_id;
    insert into channel (id, organisation_id, kind, open) values (new_id, organisation, 'conversation', true);
    insert into conversation (id, organisation_id, child_id, kind, guardian_id, with_id, opened_at, last_at)
      values (new_id, organisation, of_child, 'shared', actor, with_guardian, moment, moment);
  end if;
  perform set_config('app.channels',
    array_append(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[], propose_sharing.id)::text, true);
  return next;
end $$;
--> statement-breakpoint
-- 5. Who changes what of a conversation, whoever writes it: guardians that they share it, staff what the group does with it, each side
--    that it has read on; and nobody that it has read less.
create function keep_conversation() returns trigger language plpgsql set search_path = public, pg_temp
as $$
declare
  by_guardian boolean := current_setting('app.role', true) = 'guardian';
begin
  if new.guardian_read_seq < old.guardian_read_seq or new.staff_read_seq < old.staff_read_seq then
    raise exception 'conversation: a read marker never goes back' using errcode = 'insufficient_privilege';
  end if;
  -- What follows from a message is the database's own.
  if coalesce(current_setting('app.role', true), '') = '' or current_user = 'ouderapp_audience' then return new; end if;
  if by_guardian then
    if (new.done, new.urgent, new.claimed_by_id, new.claimed_at, new.handed_over_at, new.staff_read_seq, new.staff_read_at)
       is distinct from (old.done, old.urgent, old.claimed_by_id, old.claimed_at, old.handed_over_at, old.staff_read_seq, old.staff_read_at) then
      raise exception 'conversation: the group’s to change' using errcode = 'insufficient_privilege';
    end if;
    if (new.agreed_at, new.ended_at) is distinct from (old.agreed_at, old.ended_at) then
      if old.kind <> 'shared' or old.ended_at is not null then
        raise exception 'conversation: not shared' using errcode = 'insufficient_privilege';
      end if;
      if new.agreed_at is distinct from old.agreed_at
         and (old.agreed_at is not null or old.with_id <> nullif(current_setting('app.person', true), '')::uuid) then
        raise exception 'conversation: the other guardian’s to agree' using errcode = 'insufficient_privilege';
      end if;
    end if;
  elsif (new.agreed_at, new.ended_at, new.guardian_read_seq, new.guardian_read_at)
        is distinct from (old.agreed_at, old.ended_at, old.guardian_read_seq, old.guardian_read_at) then
    raise exception 'conversation: the guardians’ to change' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger conversation_kept before update on conversation for each row execute function keep_conversation();
--> statement-breakpoint
-- 6. A message is sent where one may write; what it said before an edit is kept, and goes with it when it is taken back. Edited within
--    5 minutes, taken back within 7 days; both by its author, which the policy says.
create function keep_message() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  if coalesce(current_setting('app.role', true), '') = '' then return new; end if;
  if tg_op = 'INSERT' then
    if conversation_silence(new.conversation_id, local_day(moment)) is not null then
      raise exception 'message: nobody may write here any more' using errcode = 'OA002';
    end if;
    return new;
  end if;
  if old.retracted_at is not null then
    raise exception 'message: taken back' using errcode = 'insufficient_privilege';
  elsif new.retracted_at is not null then
    if new.text <> '' or moment > old.sent_at + interval '7 days' then
      raise exception 'message: not to be taken back' using errcode = 'insufficient_privilege';
    end if;
    delete from message_revision r where r.message_id = new.id;
  else
    if moment > old.sent_at + interval '5 minutes' or new.edited_at is null then
      raise exception 'message: not to be edited' using errcode = 'insufficient_privilege';
    end if;
    insert into message_revision (id, organisation_id, message_id, text, at)
      values (gen_random_uuid(), old.organisation_id, old.id, old.text, moment);
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger message_kept before insert or update on message for each row execute function keep_message();
--> statement-breakpoint
-- What follows from a message: it is the last one, its side has read so far, and what a guardian says opens what was done.
create function message_sent() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if coalesce(current_setting('app.role', true), '') = '' then return null; end if;
  update conversation k set
    last_at = greatest(k.last_at, new.sent_at),
    done = k.done and new.side = 'staff',
    guardian_read_seq = case when new.side = 'guardian' then greatest(k.guardian_read_seq, new.seq) else k.guardian_read_seq end,
    guardian_read_at = case when new.side = 'guardian' then new.sent_at else k.guardian_read_at end,
    guardian_read_name = case when new.side = 'guardian' then new.author_name else k.guardian_read_name end,
    staff_read_seq = case when new.side = 'staff' then greatest(k.staff_read_seq, new.seq) else k.staff_read_seq end,
    staff_read_at = case when new.side = 'staff' then new.sent_at else k.staff_read_at end,
    staff_read_name = case when new.side = 'staff' then new.author_name else k.staff_read_name end
   where k.id = new.conversation_id;
  return null;
end $$;
--> statement-breakpoint
create trigger message_sent after insert on message for each row execute function message_sent();
--> statement-breakpoint
-- A manager words and opens for the own location alone, as with closing days.
create function keep_words() returns trigger language plpgsql set search_path = public, pg_temp
as $$
declare
  of_location uuid;
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if tg_table_name = 'message_template' then of_location := new.location_id;
  else select g.location_id into of_location from "group" g where g.id = new.group_id;
  end if;
  if not exists (select 1 from person_role r
                  where r.person_id = nullif(current_setting('app.person', true), '')::uuid and r.role = 'manager'
                    and r.location_id = of_location and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)) then
    raise exception '%: not of a location of this manager', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger message_template_of_location before insert or update on message_template for each row
  when (current_setting('app.role', true) <> '') execute function keep_words();
--> statement-breakpoint
create trigger group_availability_of_location before insert or update on group_availability for each row
  when (current_setting('app.role', true) <> '') execute function keep_words();
--> statement-breakpoint
-- 7. Who could write whom: the guardians of children by first name, for those of the same child and for the staff of its group of today.
create function fellow_guardians(of_children uuid[])
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
     where s.child_id = any(asked) and s.role = 'guardian';
end $$;
--> statement-breakpoint
-- 8. Messages of the actor's conversations in which words stand, newest first: under the actor's own eyes no index of words would be used.
create function search_messages(words text, before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select m.id from message m
     where (to_tsvector('simple'::regconfig, m.text) || to_tsvector('dutch'::regconfig, m.text) || to_tsvector('english'::regconfig, m.text))
           @@ (websearch_to_tsquery('simple', words) || websearch_to_tsquery('dutch', words) || websearch_to_tsquery('english', words))
       and m.conversation_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
       and m.retracted_at is null and (m.sent_at, m.id) < (before_at, before_id)
     order by m.sent_at desc, m.id desc limit most;
end $$;
--> statement-breakpoint
-- 9. Whoever signs out deals with nothing any more: lets go of the claims, and says of which conversations.
create function release_claims()
  returns table (id uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  perform 1 from channel c where c.id in (select k.id from conversation k where k.claimed_by_id = actor) order by c.id for no key update;
  -- It is told although the session ends with it.
  perform set_config('app.session', '', true);
  return query
    update conversation k set claimed_by_id = null, claimed_by_name = null, claimed_at = null
     where k.claimed_by_id = actor returning k.id;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['own_conversations(uuid[])', 'unread_messages(uuid[], bigint[])', 'conversation_view(uuid, timestamptz)', 'lock_conversation(uuid)',
      'open_conversation(uuid, uuid, uuid)', 'propose_sharing(uuid, uuid, uuid)', 'keep_message()', 'message_sent()',
      'fellow_guardians(uuid[])', 'search_messages(text, timestamptz, uuid, integer)', 'release_claims()'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function own_conversations(uuid[]), unread_messages(uuid[], bigint[]), lock_conversation(uuid), open_conversation(uuid, uuid, uuid), propose_sharing(uuid, uuid, uuid),
  fellow_guardians(uuid[]), search_messages(text, timestamptz, uuid, integer), release_claims() to ouderapp_app;
grant execute on function conversation_view(uuid, timestamptz) to ouderapp_worker;
