-- The privacy officer searches the audit: by the kind of action, and by the child that a row names.

-- The children that an audit row names, under `child` or `children`; as JSON.stringify writes them. A pattern and no parser:
-- no payload, however it came to be, may keep its row from being written.
create function audit_children(payload text) returns text[] language sql immutable parallel safe
  return string_to_array(translate(substring(payload from '"child(?:ren)?":(\[[^]]*\]|"[^"]*")'), '[]"', ''), ',');
--> statement-breakpoint
CREATE INDEX "audit_organisation_id_action_at_index" ON "audit" USING btree ("organisation_id","action","at");--> statement-breakpoint
CREATE INDEX "audit_children_index" ON "audit" USING gin (audit_children(payload)) WITH (gin_pending_list_limit=512);--> statement-breakpoint
CREATE POLICY "audit_audience" ON "audit" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);
--> statement-breakpoint
-- The rows about one child, newest first. A definer function: under row-level security no index over what a payload holds
-- may be used, since its functions are not known to keep what they see to themselves. It asks for itself who is asking.
grant select on audit to ouderapp_audience;
--> statement-breakpoint
create function audit_of_child(of_child uuid, actions text[], of_person uuid, from_at timestamptz, until_at timestamptz,
                               before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  organisation uuid := nullif(current_setting('app.organisation', true), '')::uuid;
  -- Whoever looks mostly wants the last weeks. Those are found by child and by time together; further back by the child alone,
  -- for the index by time would bring every row there is.
  recent timestamptz := greatest(from_at, least(until_at, before_at) - interval '31 days');
  given integer;
begin
  if current_setting('app.role', true) is distinct from 'privacy_officer' then return; end if;
  return query
    select a.id, a.at from audit a
     where audit_children(a.payload) @> array[of_child::text] and a.organisation_id = organisation
       and a.at >= recent and a.at < until_at and (a.at, a.id) < (before_at, before_id)
       and (actions is null or a.action = any(actions)) and (of_person is null or a.person_id = of_person)
     order by a.at desc, a.id desc
     limit most;
  get diagnostics given = row_count;
  if recent > from_at and (most is null or given < most) then
    return query
      select a.id, a.at from audit a
       where audit_children(a.payload) @> array[of_child::text] and a.organisation_id || '' = organisation::text
         and a.at - interval '0' >= from_at and a.at - interval '0' < recent
         and (actions is null or a.action = any(actions)) and (of_person is null or a.person_id = of_person)
       order by a.at desc, a.id desc
       limit most - given;
  end if;
end $$;
--> statement-breakpoint
do $$
declare signature text := 'audit_of_child(uuid, text[], uuid, timestamptz, timestamptz, timestamptz, uuid, integer)';
begin
  grant create on schema public to ouderapp_audience;
  execute format('alter function %s owner to ouderapp_audience', signature);
  execute format('revoke all on function %s from public', signature);
  execute format('grant execute on function %s to ouderapp_app', signature);
  revoke create on schema public from ouderapp_audience;
end $$;
