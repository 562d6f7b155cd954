-- 1. Who is mentor of a child on a day, whichever group of the child's location they work in. For the functions below.
create function child_mentor(of_child uuid, today date) returns jsonb language sql stable
begin atomic
  select jsonb_build_object('id', p.id, 'firstName', p.first_name)
    from mentor m join person p on p.id = m.person_id
   where m.child_id = of_child and m.ended_at is null
     and exists (select 1 from person_role r
                  where r.person_id = m.person_id and r.role = 'staff' and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today))
     and exists (select 1 from placement pl
                   join "group" g on g.id = pl.group_id
                   join "group" w on w.location_id = g.location_id
                   join staff_assignment s on s.group_id = w.id and s.person_id = m.person_id
                    and s.starts_on <= today and (s.ends_on is null or s.ends_on >= today)
                  where pl.child_id = of_child and pl.starts_on <= today and (pl.ends_on is null or pl.ends_on >= today));
end;
--> statement-breakpoint
-- For the carers of some children, and for the delivery of what is told.
create function mentors_seen(of_children uuid[])
  returns table (child_id uuid, mentor jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if current_setting('app.role', true) not in ('staff', 'manager') then return; end if;
  return query
    select c.id, child_mentor(c.id, today) from child c
     where c.id = any(of_children)
       and c.id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[]);
end $$;
--> statement-breakpoint
create function delivered_mentor(of_child uuid, at timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return child_mentor(of_child, local_day(at));
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['child_mentor(uuid, date)', 'mentors_seen(uuid[])', 'delivered_mentor(uuid, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function mentors_seen(uuid[]) to ouderapp_app;
grant execute on function delivered_mentor(uuid, timestamptz) to ouderapp_worker;
