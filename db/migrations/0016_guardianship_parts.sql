-- Of a guardianship a manager enters and lifts a court's restriction, and administration all else. Policies speak of rows; this
-- speaks of their columns.
create function keep_guardianship_parts() returns trigger language plpgsql
as $$
declare
  as_role text := current_setting('app.role', true);
begin
  if as_role is distinct from 'administration'
     and (new.parental_authority, new.starts_on, new.ends_on) is distinct from (old.parental_authority, old.starts_on, old.ends_on)
     or as_role is distinct from 'manager'
     and (new.restricted_at, new.restricted_by_id, new.restriction_reason)
         is distinct from (old.restricted_at, old.restricted_by_id, old.restriction_reason) then
    raise exception 'a part of a guardianship that is not for this role' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- Only for the application: who owns the database, and the loader, have no role of this kind.
create trigger guardianship_parts before update on guardianship for each row
  when (current_setting('app.role', true) <> '') execute function keep_guardianship_parts();
