-- 1. The tables of photos behind the forced wall, and who may touch them.
do $$
declare t text;
begin
  foreach t in array array['media', 'child_key', 'media_key', 'unwanted_file', 'photo_card', 'photo', 'photo_heart', 'photo_view', 'photo_report'] loop
    execute format('alter table %I force row level security', t);
    execute format('grant all on %I to ouderapp_loader', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update, delete on media to ouderapp_app;
grant select, insert on child_key, media_key, photo to ouderapp_app;
grant insert on unwanted_file to ouderapp_app;
grant select, insert, update on photo_card, photo_view to ouderapp_app;
grant select, insert, delete on photo_heart to ouderapp_app;
grant select, insert on photo_report to ouderapp_app;
grant update (settled_at, settled_by_id) on photo_report to ouderapp_app;

grant select, update, delete on media to ouderapp_worker;
grant select, insert, delete on unwanted_file to ouderapp_worker;
grant select on photo_card, photo, photo_heart, photo_report to ouderapp_worker;

grant select, delete on media, media_key, photo to ouderapp_audience;
grant select, update on photo_card to ouderapp_audience;
grant select on photo_heart, photo_report to ouderapp_audience;
grant select, delete on photo_view to ouderapp_audience;
grant update on media to ouderapp_audience;
grant insert on unwanted_file, channel to ouderapp_audience;
--> statement-breakpoint
-- 2. What concerns one person's work is a channel of that person as staff or manager; it is made when it is first needed.
create or replace function own_reader(today date)
  returns table (channel_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select c.id, r.person_id, r.role
    from channel c
    join person_role r on r.person_id = c.person_id
   where ((c.kind = 'own' and r.role = 'guardian') or (c.kind = 'work' and r.role in ('staff', 'manager')))
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today);
end;
--> statement-breakpoint
create function work_channel(new_id uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  insert into channel (id, organisation_id, kind, person_id, open)
    select new_id, p.organisation_id, 'work', p.id, true from person p where p.id = actor
    on conflict (person_id, kind) do nothing;
end $$;
--> statement-breakpoint
-- The last seq of every channel that each of these people may read in the role named beside them.
create or replace function heads(people uuid[], roles text[], at timestamptz)
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
     where r.person_id = any(people);
end $$;
--> statement-breakpoint
-- How many guardians read each of these children's streams of a kind now: for the audience preview of a carer.
drop function diary_readers(uuid[]);
--> statement-breakpoint
create function stream_readers(of_children uuid[], of_kind text)
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
     where c.kind = of_kind and c.child_id = any(of_children) and c.child_id = any(seen)
     group by c.child_id;
end $$;
--> statement-breakpoint
-- 3. A photo may stand in the timelines of children whom the actor no longer sees: it must be possible to take it from there
--    too. Whoever sees one of its places as a carer learns of all of them; the application decides whether that carer may.
create function handles_photo(of_media uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select current_setting('app.role', true) in ('staff', 'manager')
     and exists (select 1 from photo p
                  where p.media_id = of_media
                    and p.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]));
end;
--> statement-breakpoint
create function photo_places(of_media uuid)
  returns table (photo_id uuid, card_id uuid, channel_id uuid, child_id uuid, post_id uuid, group_id uuid, author_id uuid,
                 author_name text, about_at timestamptz, posted_at timestamptz, taken_at timestamptz, "position" integer,
                 shows_nobody boolean, alone boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not handles_photo(of_media) then return; end if;
  return query
    select p.id, p.card_id, p.channel_id, p.child_id, c.post_id, c.group_id, c.author_id, c.author_name, c.about_at, c.posted_at, p.taken_at, p.position,
           p.shows_nobody,
           not exists (select 1 from photo other where other.card_id = p.card_id and other.id <> p.id)
      from photo p join photo_card c on c.id = p.card_id
     where p.media_id = of_media;
end $$;
--> statement-breakpoint
-- One change of a photo at a time, from whoever's hand: also what is noted of it waits, for it hangs from this row.
create function lock_photo(of_media uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if handles_photo(of_media) then
    perform 1 from media m where m.id = of_media for update;
  end if;
end $$;
--> statement-breakpoint
-- Is this the id of a post already, whoever made it.
create function post_taken(of_post uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select exists (select 1 from photo_card c where c.post_id = of_post);
end;
--> statement-breakpoint
-- Takes a photo from the timelines of some children; with its last place go the file, its keys and all that was noted of it.
create function take_photo_out(of_media uuid, of_children uuid[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  cards uuid[];
begin
  if not handles_photo(of_media) then
    raise exception 'take_photo_out: not a photo of this actor' using errcode = 'insufficient_privilege';
  end if;
  with gone as (
    delete from photo p where p.media_id = of_media and p.child_id = any(of_children) returning p.card_id
  ) select array_agg(g.card_id) into cards from gone g;
  delete from media_key k where k.media_id = of_media and k.child_id = any(of_children);
  update photo_card c
     set version = c.version + 1,
         text = case when exists (select 1 from photo p where p.card_id = c.id) then c.text else '' end,
         removed_at = case when exists (select 1 from photo p where p.card_id = c.id) then c.removed_at else moment end
   where c.id = any(cards);
  if not exists (select 1 from photo p where p.media_id = of_media) then
    insert into unwanted_file (name, organisation_id, at)
      select f.name, m.organisation_id, moment
        from media m cross join lateral jsonb_to_recordset(m.files) as f(name text)
       where m.id = of_media;
    delete from photo_view v where v.media_id = of_media;
    delete from media m where m.id = of_media;
  end if;
end $$;
--> statement-breakpoint
-- On whose devices a photo was, before it is taken out: also in timelines that it was taken from before.
create function photo_openers(of_media uuid)
  returns table (person_id uuid, person_name text, role text, call_name text, child_id uuid, seen_at timestamptz, opened_at timestamptz,
                 saved_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not handles_photo(of_media) then return; end if;
  return query
    select p.id, concat_ws(' ', p.first_name, p.last_name), v.role, c.call_name, v.child_id, v.seen_at, v.opened_at, v.saved_at
      from photo_view v
      join person p on p.id = v.person_id
      join child c on c.id = v.child_id
     where v.media_id = of_media
     order by v.seen_at, p.id;
end $$;
--> statement-breakpoint
-- Where staff learn of a guardian's heart or report: guardians read no staff channel.
create function answer_channel(of_photo uuid) returns uuid
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select c.id from photo p join channel c on c.child_id = p.child_id and c.kind = 'staff'
   where p.id = of_photo
     and p.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]);
end;
--> statement-breakpoint
-- Holds cards to be standing still; else all that was read is outdated and begun anew.
create function refuse_removed(cards uuid[]) returns void
  language plpgsql volatile security invoker set search_path = public, pg_temp
as $$
begin
  if exists (select 1 from photo_card c where c.id = any(cards) and c.removed_at is not null) then
    raise exception 'a card was removed' using errcode = 'OA002';
  end if;
end $$;
--> statement-breakpoint
-- Bytes that were announced and may still arrive, of everybody who shares the disk.
create function expected_bytes() returns bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(sum(m.bytes), 0)::bigint from media m where m.state = 'uploading' and m.post_id is null;
end;
--> statement-breakpoint
-- 4. Tells whoever sent a file that it is further; asked by a worker, which is no actor.
create function tell_uploader(of_media uuid, outbox_id uuid, at timestamptz)
  returns table (channel_id uuid, seq bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  return query
    with numbered as (
      update channel c set seq = c.seq + 1 from media m
       where m.id = of_media and c.person_id = m.uploader_id and c.kind = 'work'
       returning c.id, c.seq, c.organisation_id
    ), appended as (
      insert into event (channel_id, seq, organisation_id, type, item_id, at)
      select n.id, n.seq, n.organisation_id, 'work.media_changed', of_media, at from numbered n
    ), announced as (
      insert into outbox (id, organisation_id, events, created_at)
      select outbox_id, n.organisation_id, jsonb_build_array(jsonb_build_object('channel', n.id, 'seq', n.seq)), at from numbered n
    )
    select n.id, n.seq from numbered n;
end $$;
--> statement-breakpoint
-- 5. What the new functions own, and who may call them.
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['work_channel(uuid)', 'stream_readers(uuid[], text)', 'handles_photo(uuid)', 'photo_places(uuid)', 'lock_photo(uuid)', 'post_taken(uuid)', 'expected_bytes()',
    'take_photo_out(uuid, uuid[])', 'photo_openers(uuid)', 'answer_channel(uuid)', 'tell_uploader(uuid, uuid, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function work_channel(uuid), stream_readers(uuid[], text), photo_places(uuid), lock_photo(uuid), post_taken(uuid), expected_bytes(), take_photo_out(uuid, uuid[]),
  photo_openers(uuid), answer_channel(uuid) to ouderapp_app;
grant execute on function tell_uploader(uuid, uuid, timestamptz) to ouderapp_worker;
--> statement-breakpoint
-- 6. Holds channels, whose locks this transaction has, to having been open throughout the times that are given beside them.
create function refuse_closed(channels uuid[], from_times timestamptz[], to_times timestamptz[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  closed uuid[];
begin
  select array_agg(given.id) into closed
    from unnest(channels, from_times, to_times) as given(id, about_from, about_to)
   where not exists (
     select 1 from channel c
       join channel_period p on p.channel_id = c.id and p.opened_at <= given.about_from
                            and (p.closed_at is null or p.closed_at >= given.about_to)
      where c.id = given.id and c.open);
  if closed is not null then
    raise exception 'channels are closed' using errcode = 'OA001', detail = array_to_string(closed, ',');
  end if;
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function refuse_closed(uuid[], timestamptz[], timestamptz[]) owner to ouderapp_audience;
  revoke all on function refuse_closed(uuid[], timestamptz[], timestamptz[]) from public;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function refuse_closed(uuid[], timestamptz[], timestamptz[]) to ouderapp_app;
