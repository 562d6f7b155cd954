-- Whoever takes a photo from a timeline is told on whose devices it was. So a device is noted either before that, and then waited for,
-- or not at all: the file is held first, in the order of who changes it, and then whether the photo still stands there is read anew.
create function hold_places(of_photos uuid[]) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  held integer;
begin
  perform 1 from media m
    where m.id in (select p.media_id from photo p where p.id = any(of_photos)) order by m.id for key share;
  perform 1 from photo p
    where p.id = any(of_photos)
      and p.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
    order by p.id for key share;
  get diagnostics held = row_count;
  if held < cardinality(of_photos) then
    raise exception 'a photo left a timeline meanwhile' using errcode = 'OA002';
  end if;
exception when serialization_failure then
  raise exception 'a photo left a timeline meanwhile' using errcode = 'OA002';
end $$;
--> statement-breakpoint
grant update (position) on photo to ouderapp_audience;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function hold_places(uuid[]) owner to ouderapp_audience;
  revoke create on schema public from ouderapp_audience;
  revoke all on function hold_places(uuid[]) from public;
  grant execute on function hold_places(uuid[]) to ouderapp_app;
end $$;
