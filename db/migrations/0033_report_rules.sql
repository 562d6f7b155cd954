-- Settled reports are forgotten by a worker.
grant delete on photo_report to ouderapp_worker;
--> statement-breakpoint
-- 1. A report is of the photo that it names: policies read no other table, so what ties its columns stands here.
create function tie_report() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from photo p
                  where p.id = new.photo_id and p.media_id = new.media_id and p.child_id = new.child_id
                    and p.channel_id = new.channel_id and p.organisation_id = new.organisation_id) then
    raise exception 'photo_report: not a photo of this channel' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- 2. A guardian changes what was said, for as long as nobody settled it.
create function change_report(of_report uuid, said_reason text, said_text text) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  update photo_report r set reason = said_reason, text = said_text
   where r.id = of_report and r.settled_at is null
     and current_setting('app.role', true) = 'guardian'
     and r.reporter_id = nullif(current_setting('app.person', true), '')::uuid
     and r.channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]);
  return found;
end $$;
--> statement-breakpoint
-- 3. Who may change a photo: its author, the staff of its group on that day, the managers of that group, and, where a child on it is
--    in another group by now, the staff of that one and its managers.
create function photo_keepers(of_media uuid, today date)
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
      join placement s on s.child_id = p.child_id and s.starts_on <= today and (s.ends_on is null or s.ends_on > today - 56)
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
-- Where none of them is there any more, whoever cares for a child on it keeps it: there is always somebody.
create function keeps_photo(of_media uuid) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if not handles_photo(of_media) then return false; end if;
  return exists (select 1 from photo_keepers(of_media, today) k
                  where k.person_id = nullif(current_setting('app.person', true), '')::uuid
                    and k.role = current_setting('app.role', true))
      or not exists (select 1 from photo p
                       join child_seen(today) s on s.child_id = p.child_id
                       join photo_keepers(of_media, today) k on k.person_id = s.person_id and k.role = s.role
                      where p.media_id = of_media);
end $$;
--> statement-breakpoint
-- 4. Those whom a photo reached in timelines in which it will not stand, and who may not see it where it will.
create function photo_strangers(of_media uuid, staying uuid[])
  returns table (person_id uuid, person_name text, child_id uuid, call_name text, opened_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if not handles_photo(of_media) then return; end if;
  return query
    select v.person_id, concat_ws(' ', p.first_name, p.last_name), v.child_id, c.call_name, v.opened_at
      from photo_view v
      join person p on p.id = v.person_id
      join child c on c.id = v.child_id
     where v.media_id = of_media and v.role = 'guardian' and not v.child_id = any(staying)
       and not exists (select 1 from child_reader(today) r
                         join channel ch on ch.id = r.channel_id and ch.kind = 'photos'
                        where r.child_id = any(staying) and r.person_id = v.person_id and r.role = 'guardian')
     order by c.call_name, v.child_id, p.first_name, v.person_id;
end $$;
--> statement-breakpoint
drop function photo_astray(uuid, uuid[]);
--> statement-breakpoint
-- 5. What was settled since a moment of the reports of a group: of its photos, and of the children who are in it.
create function settled_reports(of_group uuid, since timestamptz)
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
       and (exists (select 1 from placement s
                     where s.child_id = r.child_id and s.group_id = of_group
                       and s.starts_on <= today and (s.ends_on is null or s.ends_on > today - 56))
            or exists (select 1 from photo o join photo_card k on k.id = o.card_id where o.id = r.photo_id and k.group_id = of_group))
     order by r.settled_at desc, r.id;
end $$;
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['tie_report()', 'change_report(uuid, text, text)', 'photo_keepers(uuid, date)', 'keeps_photo(uuid)',
    'photo_strangers(uuid, uuid[])', 'settled_reports(uuid, timestamptz)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function change_report(uuid, text, text), keeps_photo(uuid), photo_strangers(uuid, uuid[]), settled_reports(uuid, timestamptz)
  to ouderapp_app;
--> statement-breakpoint
create trigger report_of_its_photo before insert on photo_report for each row execute function tie_report();
