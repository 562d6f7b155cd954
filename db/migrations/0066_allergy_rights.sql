alter table allergy force row level security;
grant all on allergy to ouderapp_loader;
grant select, insert on allergy to ouderapp_app;
-- Whose an allergy is, and who noted it first, stays.
grant update (what, advice, severe, version, removed_at) on allergy to ouderapp_app;
grant select on allergy to ouderapp_audience;
--> statement-breakpoint
create function child_allergies(of_child uuid) returns jsonb language sql stable
begin atomic
  select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'what', a.what, 'advice', a.advice, 'severe', a.severe)
                            order by a.severe desc, a.what, a.id), '[]')
    from allergy a where a.child_id = of_child and a.removed_at is null;
end;
--> statement-breakpoint
-- For those in whose care some children are, and where one is still present; and for the delivery of what is told.
create function allergies_of(of_children uuid[])
  returns table (child_id uuid, allergies jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  care uuid[] := coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[];
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
  groups uuid[] := coalesce(nullif(current_setting('app.groups', true), ''), '{}')::uuid[];
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  return query
    select c.id, child_allergies(c.id) from child c
     where c.id = any(of_children)
       and (c.id = any(care)
            or c.id = any(seen) and exists (select 1 from stay s where s.child_id = c.id and s.left_at is null and s.removed_at is null
                                                                   and s.group_id = any(groups)));
end $$;
--> statement-breakpoint
create function delivered_allergies(of_child uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return child_allergies(of_child);
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['child_allergies(uuid)', 'allergies_of(uuid[])', 'delivered_allergies(uuid)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function allergies_of(uuid[]) to ouderapp_app;
grant execute on function delivered_allergies(uuid) to ouderapp_worker;
