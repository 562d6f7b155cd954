-- What was recalled, and whom it had reached, is nobody's to change; only what is written about it.
alter table breach_record force row level security;
grant all on breach_record to ouderapp_loader;
grant select, insert on breach_record to ouderapp_app;
grant update (state, version, happened, consequences, measures, authority_told_on, guardians_told_on) on breach_record to ouderapp_app;
grant select on breach_record to ouderapp_audience;
--> statement-breakpoint
-- Whom a photo had reached, for whoever recalled it and asks again: of the record itself a carer reads nothing.
create function recalled_readers(of_breach uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select b.readers from breach_record b
   where b.id = of_breach
     and b.recalled_by_id = nullif(current_setting('app.person', true), '')::uuid
     and current_setting('app.role', true) in ('staff', 'manager');
end;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function recalled_readers(uuid) owner to ouderapp_audience;
  revoke all on function recalled_readers(uuid) from public;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function recalled_readers(uuid) to ouderapp_app;
