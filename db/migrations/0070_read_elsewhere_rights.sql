-- 1. Where a person's own devices are told up to where the actor has read a conversation: of guardians their own channel, of others that of their work.
create function marker_channel(new_id uuid) returns uuid
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  of_kind text := case when current_setting('app.role', true) = 'guardian' then 'own' else 'work' end;
begin
  perform work_channel(new_id);
  return (select c.id from channel c where c.person_id = actor and c.kind = of_kind);
end $$;
--> statement-breakpoint
-- 2. For the delivery: up to where somebody has read a conversation, by role.
create function delivered_markers(of_conversation uuid, of_person uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return (select jsonb_object_agg(r.role, r.seq) from read_marker r where r.person_id = of_person and r.channel_id = of_conversation);
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['marker_channel(uuid)', 'delivered_markers(uuid, uuid)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function marker_channel(uuid) to ouderapp_app;
grant execute on function delivered_markers(uuid, uuid) to ouderapp_worker;
