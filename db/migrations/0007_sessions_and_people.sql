-- Who gets in and how far: the second factor, the policies in force, and the rights on what people and accounts are kept in.

-- 1. The new tables are forced behind the wall too.
do $$
declare t text;
begin
  foreach t in array array['auth.second_factor', 'auth.recovery_code', 'auth.passkey', 'auth.link', 'auth.known_device', 'public.share',
                           'public.invitation', 'public.mail', 'public.permission', 'public.policy', 'public.policy_view', 'public.topic_choice']
  loop
    execute format('alter table %s force row level security', t);
    execute format('grant all on %s to ouderapp_loader', t);
  end loop;
end $$;
--> statement-breakpoint
-- 2. Rights.
grant select, insert, update, delete on auth.second_factor, auth.recovery_code, auth.passkey, auth.link, auth.known_device to ouderapp_auth;
grant select (user_id, confirmed_at) on auth.second_factor to ouderapp_audience;
grant usage on schema auth to ouderapp_worker;
grant insert on auth.link to ouderapp_worker;

grant update (language, theme, text_size, welcomed_at, first_name, last_name, email) on person to ouderapp_app;
grant insert on person, person_role, staff_assignment, child, contract, placement, guardianship, channel, share, invitation, mail,
  permission, policy, policy_view, topic_choice to ouderapp_app;
grant select on share, invitation, mail, permission, policy, policy_view, topic_choice, audit to ouderapp_app;
grant update (ends_on) on person_role, staff_assignment to ouderapp_app;
grant update (parental_authority, ends_on, restricted_at, restricted_by_id, restriction_reason) on guardianship to ouderapp_app;
grant update (ended_at) on share, permission to ouderapp_app;
grant update (revoked_at) on invitation to ouderapp_app;
grant update (choice) on topic_choice to ouderapp_app;

grant select (id, organisation_id, email, language) on person to ouderapp_auth;
grant select (id, organisation_id, person_id, expires_at, accepted_at, revoked_at), update (accepted_at) on invitation to ouderapp_auth;
grant insert on mail to ouderapp_auth;

grant select on person_role, invitation, topic_choice, policy, mail to ouderapp_worker;
grant insert, update on mail to ouderapp_worker;
grant update (announced_at) on policy to ouderapp_worker;

grant select on share, permission, policy, policy_view to ouderapp_audience;
--> statement-breakpoint
-- 3. A share decides who reads what, so its changes are counted.
create constraint trigger share_decides after insert or update or delete on share deferrable initially deferred
  for each row execute function raise_access_epoch();
--> statement-breakpoint
-- 4. What a session still has to pass before it is good for anything else: `second_factor` for whoever has a role beside
--    guardian or has set one up, then `policies` while a version in force was not seen. Nothing when all is passed.
create function session_gate(of_person uuid, of_organisation uuid, second_factor_at timestamptz, at timestamptz)
  returns text language sql stable
begin atomic
  select case
    when second_factor_at is null
         and (exists (select 1 from person_role r where r.person_id = of_person and r.role <> 'guardian'
                         and r.starts_on <= local_day(at) and (r.ends_on is null or r.ends_on >= local_day(at)))
              or exists (select 1 from auth.second_factor f where f.user_id = of_person and f.confirmed_at is not null))
      then 'second_factor'
    when exists (select 1 from policy p
                  where p.organisation_id = of_organisation and p.effective_on <= local_day(at)
                    and not exists (select 1 from policy later
                                     where later.organisation_id = p.organisation_id and later.kind = p.kind
                                       and later.version > p.version and later.effective_on <= local_day(at))
                    and not exists (select 1 from policy_view v where v.policy_id = p.id and v.person_id = of_person))
      then 'policies'
  end;
end;
--> statement-breakpoint
-- 5. Opens a transaction for a session. Before its gate it sees no child and no channel, and has no role for any policy:
--    only what is of the person alone is left.
drop function enter_session(text, text, timestamptz);
--> statement-breakpoint
create function enter_session(session_token text, actor_role text, at timestamptz)
  returns table (session_id uuid, person_id uuid, role text, organisation_id uuid, first_name text, language text, gate text)
  language plpgsql volatile security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  of_person uuid;
  factor_at timestamptz;
begin
  select s.id, s.user_id, s.second_factor_at into enter_session.session_id, of_person, factor_at
    from auth.session s where s.token = session_token and s.expires_at > at;
  if not found then return; end if;
  perform set_config('app.session', enter_session.session_id::text, true);
  select e.person_id, e.role, e.organisation_id, e.first_name, e.language
    into enter_session.person_id, enter_session.role, enter_session.organisation_id, enter_session.first_name, enter_session.language
    from enter_as(of_person, actor_role, at) e;
  if enter_session.person_id is null then return; end if;
  enter_session.gate := session_gate(of_person, enter_session.organisation_id, factor_at, at);
  if enter_session.gate is not null then
    perform set_config('app.role', '', true), set_config('app.children', '', true),
      set_config('app.parental', '', true), set_config('app.channels', '', true);
  end if;
  return next;
end $$;
--> statement-breakpoint
-- Which of these sessions may still stream: not ended, and nothing left to pass.
create function open_sessions(sessions uuid[], at timestamptz)
  returns table (session_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select s.id from auth.session s join person p on p.id = s.user_id
     where s.id = any(sessions) and s.expires_at > at
       and session_gate(p.id, p.organisation_id, s.second_factor_at, at) is null;
end $$;
--> statement-breakpoint
-- 6. Which of a child's channels somebody reads whole: as before, and by a manager's share also a guardian without authority.
create function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and (as_role <> 'guardian'
          or (has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from consent_decision d
                           where d.child_id = of_child and d.purpose = c.kind and d.person_id = as_person
                             and d.decision = 'granted'))
          or (not has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from share s
                           where s.child_id = of_child and s.person_id = as_person and s.purpose = c.kind
                             and s.ended_at is null and s.ends_on >= today)));
end;
--> statement-breakpoint
create or replace function child_reader(today date)
  returns table (channel_id uuid, child_id uuid, person_id uuid, role text) language sql stable
begin atomic
  select r.channel_id, s.child_id, s.person_id, s.role
    from child_seen(today) s
   cross join lateral child_channel(s.child_id, s.person_id, s.role, s.parental, today) r;
end;
--> statement-breakpoint
drop function child_channel(uuid, uuid, text, boolean);
--> statement-breakpoint
create or replace function enter_as(actor_person uuid, actor_role text, at timestamptz)
  returns table (person_id uuid, role text, organisation_id uuid, first_name text, language text)
  language plpgsql volatile
as $$
declare
  today date := local_day(at);
  roles integer;
  children uuid[];
  parental uuid[];
  channels uuid[];
  epoch bigint;
begin
  -- Read first: whatever changes meanwhile makes the count differ from this one.
  select a.epoch into epoch from person p join access_epoch a on a.organisation_id = p.organisation_id where p.id = actor_person;
  select p.id, min(r.role), p.organisation_id, p.first_name, p.language, count(distinct r.role)
    into enter_as.person_id, enter_as.role, enter_as.organisation_id, enter_as.first_name, enter_as.language, roles
    from person p
    join person_role r on r.person_id = p.id
   where p.id = actor_person and (actor_role is null or actor_role = 'any' or r.role = actor_role)
     and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
   group by p.id;
  if enter_as.role is null or (roles > 1 and actor_role is distinct from 'any') then return; end if;
  with seen as materialized (
    select s.child_id, bool_or(s.parental) as parental from child_seen(today) s
     where s.person_id = actor_person and s.role = enter_as.role group by s.child_id
  )
  select array_agg(s.child_id order by s.child_id), array_agg(s.child_id order by s.child_id) filter (where s.parental),
         array(select r.channel_id
                 from seen one cross join lateral child_channel(one.child_id, actor_person, enter_as.role, one.parental, today) r
               union all
               select r.channel_id from own_reader(today) r where r.person_id = actor_person and r.role = enter_as.role)
    into children, parental, channels
    from seen s;
  perform
    set_config('app.person', actor_person::text, true),
    set_config('app.role', enter_as.role, true),
    set_config('app.organisation', enter_as.organisation_id::text, true),
    set_config('app.now', at::text, true),
    set_config('app.epoch', coalesce(epoch, 0)::text, true),
    set_config('app.children', coalesce(children::text, ''), true),
    set_config('app.parental', coalesce(parental::text, ''), true),
    set_config('app.channels', channels::text, true);
  return next;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['session_gate(uuid, uuid, timestamptz, timestamptz)', 'enter_session(text, text, timestamptz)',
                                   'open_sessions(uuid[], timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function enter_session(text, text, timestamptz) to ouderapp_app;
grant execute on function open_sessions(uuid[], timestamptz) to ouderapp_worker;
