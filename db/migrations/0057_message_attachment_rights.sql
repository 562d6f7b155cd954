alter table message_attachment force row level security;
alter table attachment_tag force row level security;
alter table attachment_view force row level security;
grant all on message_attachment, attachment_tag, attachment_view to ouderapp_loader;
grant select on message_attachment to ouderapp_app, ouderapp_worker;
-- What a file is, the database knows; whoever sends it says where it goes.
grant insert (id, organisation_id, conversation_id, message_id, position, shows_nobody, wrapped) on message_attachment to ouderapp_app;
grant insert on attachment_tag to ouderapp_app;
grant select, insert, update on attachment_view to ouderapp_app;
grant select, update, delete on message_attachment to ouderapp_audience;
grant select on attachment_tag, attachment_view to ouderapp_audience;
grant update on message to ouderapp_audience;
grant select on read_marker, conversation to ouderapp_audience;
-- A file is thrown away by `discard_media` alone: whoever could name files to be removed could name those of others.
revoke delete on media from ouderapp_app;
revoke insert on unwanted_file from ouderapp_app;
--> statement-breakpoint
-- 1. An attachment is the actor's own file, which was sent for a conversation about this child, and goes with the message that the actor
--    is just sending; from then on it is nobody's upload, and what it is stands here.
create function keep_attachment() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  actor_side text := case current_setting('app.role', true) when 'guardian' then 'guardian' else 'staff' end;
  file media;
  of_child uuid := (select k.child_id from conversation k where k.id = new.conversation_id);
begin
  if coalesce(current_setting('app.role', true), '') = '' then return new; end if;
  select * into file from media m where m.id = new.id for update;
  if file.id is null or file.uploader_id <> actor or file.side is distinct from actor_side or file.child_id is distinct from of_child
     or file.state <> 'ready' or file.post_id is not null or file.kind not in ('photo', 'document') then
    raise exception 'attachment: not a file that this actor may send here' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select 1 from message m
                  where m.id = new.message_id and m.conversation_id = new.conversation_id and m.author_id = actor
                    and m.side = actor_side and m.sent_at = moment and m.retracted_at is null) then
    raise exception 'attachment: not of a message that is being sent' using errcode = 'insufficient_privilege';
  end if;
  new.kind := file.kind;
  new.name := file.name;
  new.bytes := coalesce((select (f->>'bytes')::bigint from jsonb_array_elements(file.files) f where f->>'kind' in ('original', 'document') limit 1), file.bytes);
  new.width := file.width;
  new.height := file.height;
  new.seconds := file.seconds;
  new.thumbhash := file.thumbhash;
  new.files := file.files;
  -- It was taken before it was here.
  new.taken_at := least(coalesce(file.camera_at, file.device_at, file.created_at), file.created_at);
  new.child_id := of_child;
  new.shows_nobody := new.shows_nobody and actor_side = 'staff' and file.kind = 'photo';
  new.photos_channel_id := case when actor_side = 'staff' and file.kind = 'photo' and not new.shows_nobody
    then (select c.id from channel c where c.child_id = of_child and c.kind = 'photos') end;
  update media m set post_id = new.message_id, wrapped_key = null where m.id = new.id;
  return new;
end $$;
--> statement-breakpoint
create trigger attachment_kept before insert on message_attachment for each row execute function keep_attachment();
--> statement-breakpoint
-- At the end of whatever sends it: a photo of the staff that shows children shows the one whom the conversation is about, and each of them
-- has consent for photos, now and at the time at which it was taken.
create function attachment_consented() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  closed uuid[];
begin
  if coalesce(current_setting('app.role', true), '') = '' or new.photos_channel_id is null then return null; end if;
  if not exists (select 1 from attachment_tag t where t.attachment_id = new.id and t.child_id = new.child_id) then
    raise exception 'attachment: a photo that does not say who is on it' using errcode = 'insufficient_privilege';
  end if;
  select array_agg(c.id) into closed
    from attachment_tag t join channel c on c.child_id = t.child_id and c.kind = 'photos'
   where t.attachment_id = new.id
     and not (c.open and exists (select 1 from channel_period p
                                  where p.channel_id = c.id and p.opened_at <= new.taken_at
                                    and (p.closed_at is null or p.closed_at >= new.taken_at)));
  if closed is not null then
    raise exception 'channels are closed' using errcode = 'OA001', detail = array_to_string(closed, ',');
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger attachment_consented after insert on message_attachment deferrable initially deferred
  for each row execute function attachment_consented();
--> statement-breakpoint
-- No consent is decided for these channels before the transaction ends; those who post into them wait as well.
create function hold_streams(channels uuid[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from channel c
    where c.id = any(channels) and c.id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
    order by c.id for share;
end $$;
--> statement-breakpoint
-- The guardians of a conversation who may not read the photos of the child that it is about.
create function without_photos(of_conversation uuid)
  returns table (person_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    select g.id
      from conversation k
     cross join lateral unnest(array[k.guardian_id, k.with_id]) as g(id)
     where k.id = of_conversation and k.id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
       and g.id is not null
       and not exists (select 1 from child_reader(today) r join channel c on c.id = r.channel_id and c.kind = 'photos'
                        where r.child_id = k.child_id and r.person_id = g.id and r.role = 'guardian');
end $$;
--> statement-breakpoint
-- 2. Throws away a file of the actor that is not placed, whatever has become of it.
create function discard_media(of_media uuid) returns void
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
    select f.name, g.organisation_id, moment from gone g cross join lateral jsonb_to_recordset(g.files) as f(name text);
end $$;
--> statement-breakpoint
-- 3. As before; with a message that is taken back go its attachments, their bytes too. What staff sent astray their colleagues recall,
--    however long ago (`recall_message`).
create or replace function keep_message() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  gone uuid[];
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
    if new.text <> '' or (moment > old.sent_at + interval '7 days' and not new.recalled) then
      raise exception 'message: not to be taken back' using errcode = 'insufficient_privilege';
    end if;
    delete from message_revision r where r.message_id = new.id;
    with taken as (delete from message_attachment a where a.message_id = new.id returning a.id)
    select array_agg(t.id) into gone from taken t;
    insert into unwanted_file (name, organisation_id, at)
      select f.name, m.organisation_id, moment
        from media m cross join lateral jsonb_to_recordset(m.files) as f(name text) where m.id = any(gone);
    delete from media m where m.id = any(gone);
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
-- Whether a message is one that the actor may recall: of the staff, in a conversation that the actor reads, and not gone.
create function may_recall(of_message uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select current_setting('app.role', true) in ('staff', 'manager')
     and exists (select 1 from message m
                  where m.id = of_message and m.side = 'staff' and m.retracted_at is null
                    and m.conversation_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]));
end;
--> statement-breakpoint
-- Which guardians had a message, or what came with it, on a device, before it is recalled; from here on nobody opens it any more.
create function message_openers(of_message uuid)
  returns table (person_id uuid, person_name text, call_name text, child_id uuid, seen_at timestamptz, opened_at timestamptz, saved_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if not may_recall(of_message) then return; end if;
  perform 1 from message_attachment a where a.message_id = of_message order by a.id for update;
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
-- Takes back a message that went astray. Gives who is on its photos.
create function recall_message(of_message uuid, was_seen boolean)
  returns table (child_id uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  tagged uuid[] := array(select distinct t.child_id from attachment_tag t join message_attachment a on a.id = t.attachment_id
                          where a.message_id = of_message);
begin
  if not may_recall(of_message) then
    raise exception 'recall_message: not a message of this actor’s groups' using errcode = 'insufficient_privilege';
  end if;
  update message m set text = '', retracted_at = nullif(current_setting('app.now', true), '')::timestamptz, was_read = was_seen, recalled = true
   where m.id = of_message;
  return query select unnest(tagged);
end $$;
--> statement-breakpoint
-- 4. As before, with what came with the last message, as far as the actor may have it.
create or replace function conversation_json(of_conversation uuid, today date) returns jsonb language sql stable
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
                      'preview', left(btrim(regexp_replace(m.text, '\s+', ' ', 'g')), 140), 'retracted', m.retracted_at is not null,
                      'attached', (select jsonb_build_object('photos', count(*) filter (where a.kind = 'photo'),
                                            'documents', count(*) filter (where a.kind = 'document'),
                                            'name', min(a.name))
                                     from message_attachment a
                                    where a.message_id = m.id
                                      and (a.photos_channel_id is null
                                           or a.photos_channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]))))
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
-- Whoever delivers is no actor: beside the conversation stands how many photos of the last message only those have who read this channel.
create or replace function conversation_view(of_conversation uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return conversation_json(of_conversation, local_day(at)) || coalesce(
    (select jsonb_build_object('gated', jsonb_build_object('channel', a.photos_channel_id, 'photos', count(*)))
       from message_attachment a
      where a.message_id = (select m.id from message m where m.conversation_id = of_conversation order by m.seq desc limit 1)
        and a.photos_channel_id is not null
      group by a.photos_channel_id), '{}');
end $$;
--> statement-breakpoint
-- 5. As before, and those that came with a document of such a name.
create or replace function search_messages(words text, before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  seen uuid[] := coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[];
begin
  return query
    select m.id from message m
     where m.id in (
             select w.id from message w
              where (to_tsvector('simple'::regconfig, w.text) || to_tsvector('dutch'::regconfig, w.text) || to_tsvector('english'::regconfig, w.text))
                    @@ (websearch_to_tsquery('simple', words) || websearch_to_tsquery('dutch', words) || websearch_to_tsquery('english', words))
                and w.conversation_id = any(seen)
             union all
             select a.message_id from message_attachment a
              where to_tsvector('simple'::regconfig, regexp_replace(coalesce(a.name, ''), '[^[:alnum:]]+', ' ', 'g'))
                    @@ websearch_to_tsquery('simple', regexp_replace(words, '[^[:alnum:]"]+', ' ', 'g'))
                and a.conversation_id = any(seen))
       and m.conversation_id = any(seen) and m.retracted_at is null and (m.sent_at, m.id) < (before_at, before_id)
     order by m.sent_at desc, m.id desc limit most;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['keep_attachment()', 'attachment_consented()', 'hold_streams(uuid[])', 'without_photos(uuid)', 'discard_media(uuid)',
      'may_recall(uuid)', 'message_openers(uuid)', 'recall_message(uuid, boolean)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function hold_streams(uuid[]), without_photos(uuid), discard_media(uuid), message_openers(uuid), recall_message(uuid, boolean) to ouderapp_app;
