-- Row locks are not given in turn: whoever shares one over and over keeps whoever wants it alone waiting for ever. So a guardian who
-- reported a photo again and again kept it from being recalled. Advisory locks are given in turn, and come first.
create or replace function lock_photo(of_media uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if handles_photo(of_media) then
    perform pg_advisory_xact_lock(hashtextextended('photo ' || of_media, 0));
    perform 1 from media m where m.id = of_media for update;
  end if;
end $$;
--> statement-breakpoint
create or replace function hold_photo(of_photo uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  of_media uuid := (select p.media_id from photo p
                     where p.id = of_photo
                       and p.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]));
begin
  if of_media is null then return; end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('photo ' || of_media, 0));
  perform 1 from media m where m.id = of_media for share;
end $$;
--> statement-breakpoint
-- A device is noted once, so this holds each photo once for each reader. Nothing is held that is not the actor's.
create or replace function hold_places(of_photos uuid[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  channels uuid[] := coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[];
  held integer;
begin
  perform 1 from media m
    where m.id in (select p.media_id from photo p where p.id = any(of_photos) and p.channel_id = any(channels))
    order by m.id for key share;
  perform 1 from photo p where p.id = any(of_photos) and p.channel_id = any(channels) order by p.id for key share;
  get diagnostics held = row_count;
  if held < (select count(distinct id) from unnest(of_photos) as given(id)) then
    raise exception 'a photo left a timeline meanwhile' using errcode = 'OA002';
  end if;
exception when serialization_failure then
  raise exception 'a photo left a timeline meanwhile' using errcode = 'OA002';
end $$;
