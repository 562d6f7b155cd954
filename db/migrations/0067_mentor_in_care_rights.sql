-- Who is mentor is for those in whose care a child is now: who cared for it before sees the child for a while, and not who its mentor is elsewhere.
create or replace function mentors_seen(of_children uuid[])
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
       and c.id = any(coalesce(nullif(current_setting('app.care', true), ''), '{}')::uuid[]);
end $$;
