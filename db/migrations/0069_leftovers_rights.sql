-- As before; of the last message it also says whether staff recalled it, as the conversation itself does.
create or replace function conversation_json(of_conversation uuid, today date) returns jsonb language sql stable
begin atomic
  select jsonb_build_object(
    'id', k.id, 'kind', k.kind,
    'child', (select jsonb_build_object('id', c.id, 'callName', c.call_name) from child c where c.id = k.child_id),
    'group', (select jsonb_build_object('id', g.id, 'name', g.name) from placement p join "group" g on g.id = p.group_id
               where p.child_id = k.child_id and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
               order by p.starts_on, g.id limit 1),
    'guardians', (select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.first_name) order by p.first_name, p.id)
                    from person p where p.id in (k.guardian_id, k.with_id)),
    'proposedBy', k.guardian_id, 'agreedAt', k.agreed_at, 'endedAt', k.ended_at, 'openedAt', k.opened_at,
    'last', (select jsonb_build_object('messageId', m.id, 'seq', m.seq, 'side', m.side, 'author', m.author_name, 'at', m.sent_at,
                      'preview', left(btrim(regexp_replace(m.text, '\s+', ' ', 'g')), 140), 'retracted', m.retracted_at is not null, 'recalled', m.recalled,
                      'attached', (select jsonb_build_object('photos', count(*) filter (where a.kind = 'photo'),
                                            'documents', count(*) filter (where a.kind = 'document'),
                                            'name', min(a.name))
                                     from message_attachment a
                                    where a.message_id = m.id
                                      and (a.photos_channel_id is null
                                           or a.photos_channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]))))
               from message m where m.conversation_id = k.id order by m.seq desc limit 1),
    'guardianRead', case when k.guardian_read_at is not null
      then jsonb_build_object('seq', k.guardian_read_seq, 'at', k.guardian_read_at, 'name', k.guardian_read_name) end,
    'staffRead', case when k.staff_read_at is not null
      then jsonb_build_object('seq', k.staff_read_seq, 'at', k.staff_read_at, 'name', k.staff_read_name) end,
    'silence', conversation_silence(k.id, today),
    'done', k.done, 'urgent', k.urgent,
    'claimedById', k.claimed_by_id, 'claimedByName', k.claimed_by_name, 'claimedAt', k.claimed_at,
    'handedOverAt', k.handed_over_at, 'handedOverByName', k.handed_over_by_name)
    from conversation k where k.id = of_conversation;
end;
--> statement-breakpoint
-- Where carers are told that somebody is mentor no more, when administration ends their work: the staff's channel of each child of whom they stand
-- written as mentor and whose they are not any more.
create function mentored_channels(of_person uuid)
  returns table (child_id uuid, channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if current_setting('app.role', true) is distinct from 'administration' then return; end if;
  return query
    select m.child_id, c.id
      from mentor m join channel c on c.child_id = m.child_id and c.kind = 'staff'
     where m.person_id = of_person and m.ended_at is null
       and m.organisation_id = nullif(current_setting('app.organisation', true), '')::uuid
       and child_mentor(m.child_id, today) is null;
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function mentored_channels(uuid) owner to ouderapp_audience;
  revoke all on function mentored_channels(uuid) from public;
  grant execute on function mentored_channels(uuid) to ouderapp_app;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
-- As before, and for guardians whoever is mentor of a child of theirs, whichever group of its location they work in; that group is not named.
create or replace function location_teams()
  returns table (location_id uuid, person_id uuid, first_name text, role text, groups text[])
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  return query
    with concerned as materialized (select * from actor_groups()),
    works as (
      select distinct c.location_id, r.person_id, 'manager' as role, '{}'::text[] as groups
        from concerned c
        join person_role r on r.role = 'manager' and r.location_id = c.location_id
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
      union all
      select c.location_id, s.person_id, 'staff', array_agg(distinct g.name order by g.name)
        from concerned c
        join "group" g on g.id = c.group_id
        join staff_assignment s on s.group_id = g.id and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
        join person_role r on r.person_id = s.person_id and r.role = 'staff'
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
       group by c.location_id, s.person_id
    ),
    mentors as (
      select distinct g.location_id, m.person_id
        from mentor m
        join placement pl on pl.child_id = m.child_id and pl.starts_on <= today and (pl.ends_on is null or pl.ends_on >= today)
        join "group" g on g.id = pl.group_id
        join "group" w on w.location_id = g.location_id
        join staff_assignment s on s.group_id = w.id and s.person_id = m.person_id
         and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
        join person_role r on r.person_id = m.person_id and r.role = 'staff'
         and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)
       where current_setting('app.role', true) = 'guardian' and m.ended_at is null
         and m.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
    ),
    team as (
      select * from works
      union all
      select n.location_id, n.person_id, 'staff', '{}'::text[]
        from mentors n
       where not exists (select 1 from works w where w.location_id = n.location_id and w.person_id = n.person_id and w.role = 'staff')
    )
    select w.location_id, p.id, p.first_name, w.role, w.groups
      from team w join person p on p.id = w.person_id
     order by w.location_id, w.role, p.first_name, p.id;
end $$;
--> statement-breakpoint
-- Where a person's own devices are told up to where the actor has read a conversation: of guardians their own channel, of others that of their work.
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
-- For the delivery: up to where somebody has read a conversation, by role.
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
