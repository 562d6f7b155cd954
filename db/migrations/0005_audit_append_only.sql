-- The audit is only ever added to. The workers may seal a row once, and erase the payload and salt of a sealed one. The
-- triggers hold for whoever has more rights as well; what an owner forces past them, the chain shows.
-- Payloads became text, whose bytes are what is digested: those written before are digested anew, before anything is sealed.
set local role ouderapp_loader;
update audit set digest = sha256(salt || convert_to(payload, 'UTF8')) where payload is not null;
reset role;
--> statement-breakpoint
alter table audit_seal force row level security;
-- Nobody adds a row that already bears a seal.
revoke insert on audit from ouderapp_app, ouderapp_auth;
grant insert (id, organisation_id, at, person_id, action, payload, salt, digest) on audit
  to ouderapp_app, ouderapp_auth, ouderapp_worker;
grant update (seal, payload, salt) on audit to ouderapp_worker;
grant select, insert on audit_seal to ouderapp_worker;
grant all on audit_seal to ouderapp_loader;
--> statement-breakpoint
create function refuse_change() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create function keep_audit() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  if old.seal is null then
    old.seal := new.seal;
  elsif new.payload is null and new.salt is null then
    old.payload := null;
    old.salt := null;
  end if;
  if new is distinct from old then
    raise exception 'audit is only added to' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger audit_updated before update on audit for each row execute function keep_audit();
--> statement-breakpoint
create trigger audit_deleted before delete on audit for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_emptied before truncate on audit for each statement execute function refuse_change();
--> statement-breakpoint
create trigger audit_seal_changed before update or delete on audit_seal for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_seal_emptied before truncate on audit_seal for each statement execute function refuse_change();
--> statement-breakpoint
-- Who looked at a child is written by carers and read by guardians; nobody changes it.
alter table child_read force row level security;
grant select, insert on child_read to ouderapp_app;
grant all on child_read to ouderapp_loader;
