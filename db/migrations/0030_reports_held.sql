-- A report waits for whoever takes the photo away, and whoever takes it away waits for the report: of a photo that is gone nobody would see it.
create function hold_photo(of_photo uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from media m join photo p on p.media_id = m.id
    where p.id = of_photo
      and p.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
      for share of m;
end $$;
--> statement-breakpoint
-- With the file goes what guardians wrote about it: a breach record has its own copy, and that there was a report stays.
create function forget_reports() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  update photo_report r set text = '' from gone g where r.media_id = g.id;
  return null;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['hold_photo(uuid)', 'forget_reports()'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function hold_photo(uuid) to ouderapp_app;
--> statement-breakpoint
create trigger media_gone after delete on media referencing old table as gone for each statement execute function forget_reports();
