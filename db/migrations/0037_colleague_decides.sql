-- Whoever placed a photo does not alone decide that it stays: somebody else keeps it too, who still sees a child on it.
create function others_keep_photo(of_media uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return handles_photo(of_media)
     and exists (select 1 from photo p
                   join child_seen(today) s on s.child_id = p.child_id
                   join photo_keepers(of_media, today) k on k.person_id = s.person_id and k.role = s.role
                  where p.media_id = of_media and k.person_id <> nullif(current_setting('app.person', true), '')::uuid);
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function others_keep_photo(uuid) owner to ouderapp_audience;
  revoke create on schema public from ouderapp_audience;
  revoke all on function others_keep_photo(uuid) from public;
  grant execute on function others_keep_photo(uuid) to ouderapp_app;
end $$;
