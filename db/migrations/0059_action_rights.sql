alter table action force row level security;
alter table action_revision force row level security;
alter table action_answer force row level security;
grant all on action, action_revision, action_answer to ouderapp_loader;
grant select, insert on action, action_revision, action_answer to ouderapp_app;
-- Whose it is, what kind, and who asked it when, stays; what it said before is only added to; an answer is taken back rather than removed.
grant update (text, link, due_on, version, edited_at, closed_at, closed_by_id, closed_by_name, closed_why) on action to ouderapp_app;
grant update (person_name, note, at, taken_back_at) on action_answer to ouderapp_app;
grant select on action, action_answer to ouderapp_worker;
grant select, update on action to ouderapp_audience;
grant select on action_answer to ouderapp_audience;
--> statement-breakpoint
-- 1. Which of a child's channels somebody reads whole: as before, and what its guardians are asked every guardian who may see the child,
--    whatever the consents are. Of that, with the answers, carers are told in a channel of their own, and only who works today in a group
--    in which the child is today: staff of a former group see the child for a while, and this no longer.
create or replace function child_channel(of_child uuid, as_person uuid, as_role text, has_authority boolean, today date)
  returns table (channel_id uuid) language sql stable
begin atomic
  select c.id from channel c
   where c.child_id = of_child
     and ((as_role <> 'guardian' and c.kind not in ('attendance', 'action', 'asking'))
          or (as_role = 'staff' and c.kind = 'asking'
              and exists (select 1 from placement p join staff_assignment a on a.group_id = p.group_id
                           where p.child_id = of_child and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                             and a.person_id = as_person and a.starts_on <= today and (a.ends_on is null or a.ends_on >= today)))
          or (as_role = 'manager' and c.kind = 'asking'
              and exists (select 1 from placement p
                            join "group" g on g.id = p.group_id
                            join person_role r on r.location_id = g.location_id
                           where p.child_id = of_child and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
                             and r.person_id = as_person and r.role = 'manager'
                             and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today)))
          or (as_role = 'guardian' and c.kind in ('absence', 'action'))
          or (as_role = 'guardian' and c.kind = 'attendance' and c.open
              and case when has_authority
                then exists (select 1 from consent_decision d
                              where d.child_id = of_child and d.purpose in ('diary', 'photos') and d.person_id = as_person
                                and d.decision = 'granted')
                else exists (select 1 from share s
                              where s.child_id = of_child and s.person_id = as_person and s.ended_at is null and s.ends_on >= today) end)
          or (as_role = 'guardian' and has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from consent_decision d
                           where d.child_id = of_child and d.purpose = c.kind and d.person_id = as_person
                             and d.decision = 'granted'))
          or (as_role = 'guardian' and not has_authority and c.kind in ('diary', 'photos')
              and exists (select 1 from share s
                           where s.child_id = of_child and s.person_id = as_person and s.purpose = c.kind
                             and s.ended_at is null and s.ends_on >= today)));
end;
--> statement-breakpoint
-- 2. The channels of the children that are there already; `open` is about consent, and these need none.
insert into channel (id, organisation_id, kind, child_id, open)
  select gen_random_uuid(), c.organisation_id, k.kind, c.id, false from child c cross join (values ('action'), ('asking')) as k(kind);
--> statement-breakpoint
-- 3. Locks what some of the actor's children's guardians are asked, in the order in which `record_events` locks channels; where the
--    guardians are told, and where the carers.
create function lock_actions(of_children uuid[])
  returns table (child_id uuid, guardians_channel uuid, carers_channel uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  return query
    select c.child_id, c.id, (select s.id from channel s where s.child_id = c.child_id and s.kind = 'asking') from channel c
     where c.kind = 'action' and c.child_id = any(of_children)
       and c.child_id = any(coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[])
     order by c.id for update of c;
end $$;
--> statement-breakpoint
-- 4. An answer is to an action of that child that is open, whoever writes it; and where one guardian is enough the action says that one
--    has answered, which the others may know.
create function keep_answer() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  asked action;
begin
  select a.* into asked from action a where a.id = new.action_id for no key update;
  if asked.child_id is distinct from new.child_id then
    raise exception 'action_answer: not of this child' using errcode = 'insufficient_privilege';
  elsif asked.closed_at is not null and current_setting('app.role', true) <> '' then
    raise exception 'action_answer: it is closed' using errcode = 'insufficient_privilege';
  end if;
  update action a
     set answered = a.enough = 'one'
                    and (new.taken_back_at is null
                         or exists (select 1 from action_answer w
                                     where w.action_id = a.id and w.person_id <> new.person_id and w.taken_back_at is null))
   where a.id = new.action_id;
  new.channel_id := asked.channel_id;
  return new;
end $$;
--> statement-breakpoint
create trigger action_answer_kept before insert or update on action_answer for each row execute function keep_answer();
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['lock_actions(uuid[])', 'keep_answer()'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function lock_actions(uuid[]) to ouderapp_app;
