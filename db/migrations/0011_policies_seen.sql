-- Who saw which version of a policy, and sessions that wait at their gate.

-- 1. For a manager or the privacy officer: everybody of the organisation who has a role today or saw the version once.
--    Without a version: everybody with a role today.
create function policy_people(of_policy uuid)
  returns table (person_id uuid, first_name text, last_name text, roles text[], at timestamptz, language text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select p.id, p.first_name, p.last_name, coalesce(r.roles, '{}'), v.at, v.language
    from person p
    left join policy_view v on v.policy_id = of_policy and v.person_id = p.id
   cross join lateral (
     select array_agg(distinct r.role order by r.role) as roles from person_role r
      where r.person_id = p.id and r.starts_on <= local_day(current_setting('app.now', true)::timestamptz)
        and (r.ends_on is null or r.ends_on >= local_day(current_setting('app.now', true)::timestamptz))) r
   where current_setting('app.role', true) in ('manager', 'privacy_officer')
     and p.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
     and (r.roles is not null or v.at is not null);
end;
--> statement-breakpoint
-- 2. Which of these sessions have not ended, and what each still has to pass: one that has ended signs out, one at its gate
--    only stops streaming.
drop function open_sessions(uuid[], timestamptz);
--> statement-breakpoint
create function open_sessions(sessions uuid[], at timestamptz)
  returns table (session_id uuid, gate text)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select s.id, session_gate(p.id, p.organisation_id, s.second_factor_at, at)
      from auth.session s join person p on p.id = s.user_id
     where s.id = any(sessions) and s.expires_at > at;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['policy_people(uuid)', 'open_sessions(uuid[], timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function policy_people(uuid) to ouderapp_app;
grant execute on function open_sessions(uuid[], timestamptz) to ouderapp_worker;
