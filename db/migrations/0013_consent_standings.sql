-- How each consent of a child stands, also the organisation's own permissions; and who is guardian of a manager's children.

-- 1. Of each purpose that may be decided for these children: whether it is in force, and how many guardians with parental
--    authority now say yes or no in the end. A guardian learns it of the own children, a carer of those in care. A permission
--    is in force when the last act left it so and what is in the ledger still holds for the guardians of today: like a stream
--    it opens only by an act of granting, and whatever else changes may only close it.
create function consent_standings(of_children uuid[])
  returns table (child_id uuid, purpose text, permission_id uuid, in_force boolean, granted integer, against integer)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  known uuid[] := coalesce(nullif(current_setting(
    case current_setting('app.role', true) when 'guardian' then 'app.parental' when 'staff' then 'app.children'
      when 'manager' then 'app.children' else 'app.none' end, true), ''), '{}')::uuid[];
begin
  return query
    with asked as (
      select unnest(of_children) as id intersect select unnest(known)
    ), latest as (
      select distinct on (d.child_id, d.purpose, d.permission_id, d.person_id)
             d.child_id, d.purpose, d.permission_id, d.decision
        from asked
        join consent_decision d on d.child_id = asked.id
        join guardianship g on g.child_id = d.child_id and g.person_id = d.person_id
       where g.parental_authority and g.starts_on <= today and (g.ends_on is null or g.ends_on >= today)
       order by d.child_id, d.purpose, d.permission_id, d.person_id, d.nr desc
    ), counted as (
      select l.child_id, l.purpose, l.permission_id, (count(*) filter (where l.decision = 'granted'))::integer as granted,
             (count(*) filter (where l.decision <> 'granted'))::integer as against
        from latest l group by l.child_id, l.purpose, l.permission_id
    )
    select c.child_id, c.kind, null::uuid, c.open, coalesce(k.granted, 0), coalesce(k.against, 0)
      from asked
      join channel c on c.child_id = asked.id and c.kind in ('diary', 'photos')
      left join counted k on k.child_id = c.child_id and k.purpose = c.kind
    union all
    select k.child_id, k.purpose, k.permission_id, last_act.in_force and k.granted > 0 and k.against = 0, k.granted, k.against
      from counted k
     cross join lateral (select d.in_force from consent_decision d
                          where d.child_id = k.child_id and d.purpose = k.purpose and d.permission_id = k.permission_id
                          order by d.nr desc limit 1) last_act
     where k.purpose = 'permission';
end $$;
--> statement-breakpoint
drop function consents_in_force();
--> statement-breakpoint
-- 2. Whether a permission will be in force after the actor's decision that is about to be recorded. It holds the locks under
--    which the child's other decisions are told, so two guardians decide one after the other.
create function settle_permission(of_child uuid, of_permission uuid, by_granting boolean)
  returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  actor uuid := nullif(current_setting('app.person', true), '')::uuid;
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if not (of_child = any(coalesce(nullif(current_setting('app.parental', true), ''), '{}')::uuid[])) then
    raise exception 'settle_permission: not a child of this actor' using errcode = 'insufficient_privilege';
  end if;
  perform 1 from channel c
    where c.id in (select t.channel_id from consent_channels(of_child) t) order by c.id for no key update;
  return by_granting and not exists (
    select from (select distinct on (d.person_id) d.decision
                   from consent_decision d
                   join guardianship g on g.child_id = d.child_id and g.person_id = d.person_id
                  where d.child_id = of_child and d.permission_id = of_permission and d.person_id <> actor
                    and g.parental_authority and g.starts_on <= today and (g.ends_on is null or g.ends_on >= today)
                  order by d.person_id, d.nr desc) others
     where others.decision <> 'granted');
end $$;
--> statement-breakpoint
-- 3. Who is, or is going to be, guardian of a manager's children, with the channel in which they are told that something of
--    theirs changed. No contact data.
create function guardians_of(of_children uuid[])
  returns table (guardianship_id uuid, child_id uuid, person_id uuid, first_name text, last_name text, parental_authority boolean,
                 restricted_at timestamptz, restriction_reason text, starts_on date, ends_on date, own_channel_id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
  seen uuid[] := coalesce(nullif(current_setting('app.children', true), ''), '{}')::uuid[];
begin
  if current_setting('app.role', true) is distinct from 'manager' then return; end if;
  return query
    select g.id, g.child_id, p.id, p.first_name, p.last_name, g.parental_authority, g.restricted_at, g.restriction_reason,
           g.starts_on, g.ends_on, c.id
      from guardianship g
      join person p on p.id = g.person_id
      left join channel c on c.person_id = p.id and c.kind = 'own'
     where g.child_id = any(of_children) and g.child_id = any(seen) and (g.ends_on is null or g.ends_on >= today)
     order by g.parental_authority desc, p.first_name, p.last_name, g.id;
end $$;
--> statement-breakpoint
-- 4. A court's restriction is of the person and the child: who becomes guardian of the child once more stays restricted.
create function keep_restriction() returns trigger language plpgsql
as $$
begin
  if new.restricted_at is null then
    select g.restricted_at, g.restricted_by_id, g.restriction_reason
      into new.restricted_at, new.restricted_by_id, new.restriction_reason
      from guardianship g
     where g.child_id = new.child_id and g.person_id = new.person_id and g.restricted_at is not null
     order by g.restricted_at desc limit 1;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger guardianship_keeps_restriction before insert on guardianship for each row execute function keep_restriction();
--> statement-breakpoint
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['consent_standings(uuid[])', 'settle_permission(uuid, uuid, boolean)', 'guardians_of(uuid[])'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function consent_standings(uuid[]), settle_permission(uuid, uuid, boolean), guardians_of(uuid[]) to ouderapp_app;
