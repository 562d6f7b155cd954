-- 1. The groups in which a child is on a day; once it is in none any more, the one in which it was last.
create function child_groups(of_child uuid, today date)
  returns table (group_id uuid) language sql stable
begin atomic
  select s.group_id from placement s
   where s.child_id = of_child and s.starts_on <= today
     and coalesce(s.ends_on, 'infinity') >= least(today, (
           select max(coalesce(l.ends_on, 'infinity')) from placement l where l.child_id = of_child and l.starts_on <= today));
end;
--> statement-breakpoint
revoke all on function child_groups(uuid, date) from public;
--> statement-breakpoint
grant execute on function child_groups(uuid, date) to ouderapp_app, ouderapp_audience;
--> statement-breakpoint
-- 2. Who may change a photo: its author, the staff of its group on that day, the managers of that group, and, where a child on it is
--    in another group by now, the staff of that one and its managers.
create or replace function photo_keepers(of_media uuid, today date)
  returns table (person_id uuid, role text)
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  with post as (
    select c.group_id, c.author_id, local_day(c.about_at) as day
      from photo p join photo_card c on c.id = p.card_id
     where p.media_id = of_media order by c.about_at desc limit 1
  ), elsewhere as (
    select distinct s.group_id
      from photo p
     cross join lateral child_groups(p.child_id, today) s
      join post on post.group_id <> s.group_id
     where p.media_id = of_media
  )
  select post.author_id, r.role from post cross join (values ('staff'), ('manager')) as r(role)
  union
  select a.person_id, 'staff' from post
    join staff_assignment a on a.group_id = post.group_id and a.starts_on <= post.day and (a.ends_on is null or a.ends_on >= post.day)
  union
  select a.person_id, 'staff' from elsewhere e
    join staff_assignment a on a.group_id = e.group_id and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)
  union
  select r.person_id, 'manager' from (select post.group_id from post union select e.group_id from elsewhere e) one
    join "group" g on g.id = one.group_id
    join person_role r on r.role = 'manager' and r.location_id = g.location_id
                      and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today);
end;
--> statement-breakpoint
-- 3. What was settled since a moment of the reports of a group: of its photos, and of the children who are in it.
create or replace function settled_reports(of_group uuid, since timestamptz)
  returns table (id uuid, call_name text, child_id uuid, at timestamptz, reason text, "text" text, settled_at timestamptz, settled_by text,
                 outcome text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if coalesce(current_setting('app.role', true), '') not in ('staff', 'manager') then return; end if;
  return query
    select r.id, c.call_name, r.child_id, r.at, r.reason, r.text, r.settled_at, p.first_name, r.outcome
      from photo_report r
      join child c on c.id = r.child_id
      join person p on p.id = r.settled_by_id
     where r.settled_at >= since
       and r.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[])
       and (of_group in (select s.group_id from child_groups(r.child_id, today) s)
            or exists (select 1 from photo o join photo_card k on k.id = o.card_id where o.id = r.photo_id and k.group_id = of_group))
     order by r.settled_at desc, r.id;
end $$;
--> statement-breakpoint
-- 4. The mail says until when the authority can be told.
grant select (aware_at) on breach_record to ouderapp_worker;
