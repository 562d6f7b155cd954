-- 1. Behind the forced wall: nobody reads this table but the functions below.
alter table photo_tag force row level security;
grant all on photo_tag to ouderapp_loader;
grant select, insert, update on photo_tag to ouderapp_audience;
grant update on photo_report to ouderapp_audience;
grant update (outcome) on photo_report to ouderapp_app;
grant insert on mail to ouderapp_audience;
--> statement-breakpoint
insert into photo_tag (media_id, child_id, organisation_id, from_at)
  select p.media_id, p.child_id, p.organisation_id, c.posted_at from photo p join photo_card c on c.id = p.card_id;
--> statement-breakpoint
-- 2. In whose timeline a photo stands, whoever puts it there or takes it away.
create function note_tagged() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  insert into photo_tag (media_id, child_id, organisation_id, from_at)
    select a.media_id, a.child_id, a.organisation_id, coalesce(nullif(current_setting('app.now', true), '')::timestamptz, c.posted_at)
      from added a join photo_card c on c.id = a.card_id
    on conflict (media_id, child_id, from_at) do update set until_at = null;
  return null;
end $$;
--> statement-breakpoint
create function note_untagged() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  update photo_tag t set until_at = coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now())
    from gone g
   where t.media_id = g.media_id and t.child_id = g.child_id and t.until_at is null;
  return null;
end $$;
--> statement-breakpoint
-- 3. With a photo that leaves a timeline what was reported of it there is settled, and it stays known how.
drop function take_photo_out(uuid, uuid[]);
--> statement-breakpoint
create function take_photo_out(of_media uuid, of_children uuid[], how text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
  cards uuid[];
begin
  if not handles_photo(of_media) then
    raise exception 'take_photo_out: not a photo of this actor' using errcode = 'insufficient_privilege';
  end if;
  update photo_report r
     set settled_at = moment, settled_by_id = nullif(current_setting('app.person', true), '')::uuid, outcome = how
   where r.media_id = of_media and r.child_id = any(of_children) and r.settled_at is null;
  with gone as (
    delete from photo p where p.media_id = of_media and p.child_id = any(of_children) returning p.card_id
  ) select array_agg(g.card_id) into cards from gone g;
  delete from media_key k where k.media_id = of_media and k.child_id = any(of_children);
  update photo_card c
     set version = c.version + 1,
         text = case when exists (select 1 from photo p where p.card_id = c.id) then c.text else '' end,
         removed_at = case when exists (select 1 from photo p where p.card_id = c.id) then c.removed_at else moment end
   where c.id = any(cards);
  if not exists (select 1 from photo p where p.media_id = of_media) then
    insert into unwanted_file (name, organisation_id, at)
      select f.name, m.organisation_id, moment
        from media m cross join lateral jsonb_to_recordset(m.files) as f(name text)
       where m.id = of_media;
    delete from photo_view v where v.media_id = of_media;
    delete from media m where m.id = of_media;
  end if;
end $$;
--> statement-breakpoint
-- 4. What a photo went through, for whoever handles it: where it stood, what was reported of it, and whom it had reached astray.
create function photo_tags(of_media uuid)
  returns table (child_id uuid, call_name text, from_at timestamptz, until_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not handles_photo(of_media) then return; end if;
  return query
    select t.child_id, c.call_name, t.from_at, t.until_at
      from photo_tag t join child c on c.id = t.child_id
     where t.media_id = of_media
     order by t.from_at, t.until_at nulls last, c.call_name, t.child_id;
end $$;
--> statement-breakpoint
create function photo_reports(of_media uuid)
  returns table (id uuid, child_id uuid, call_name text, at timestamptz, reason text, "text" text, settled boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not handles_photo(of_media) then return; end if;
  return query
    select r.id, r.child_id, c.call_name, r.at, r.reason, r.text, r.settled_at is not null
      from photo_report r join child c on c.id = r.child_id
     where r.media_id = of_media
     order by r.at, r.id;
end $$;
--> statement-breakpoint
-- Of the children in whose timelines a photo once stood and will not stand: in how many it was shown to a guardian who may not see it
-- at one of those either where it will, and opened.
create function photo_astray(of_media uuid, staying uuid[])
  returns table (shown integer, opened integer)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  today date := local_day(nullif(current_setting('app.now', true), '')::timestamptz);
begin
  if not handles_photo(of_media) then return; end if;
  return query
    with strangers as (
      select v.child_id, v.opened_at
        from photo_view v
       where v.media_id = of_media and v.role = 'guardian' and not v.child_id = any(staying)
         and not exists (select 1 from child_reader(today) r
                           join channel c on c.id = r.channel_id and c.kind = 'photos'
                          where c.child_id = any(staying) and r.person_id = v.person_id and r.role = 'guardian')
    )
    select count(distinct s.child_id)::integer,
           (count(distinct s.child_id) filter (where s.opened_at is not null))::integer
      from strangers s;
end $$;
--> statement-breakpoint
-- 5. The privacy officers hear of a record that this actor began in this transaction.
create function tell_officers(of_breach uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  moment timestamptz := nullif(current_setting('app.now', true), '')::timestamptz;
begin
  insert into mail (id, organisation_id, person_id, kind, cause_id, facts, created_at, due_at)
    select gen_random_uuid(), b.organisation_id, p.id, 'breach_begun', b.id, '{}', moment, moment
      from breach_record b
      join person p on p.organisation_id = b.organisation_id
     where b.id = of_breach and b.recalled_at = moment
       and b.recalled_by_id = nullif(current_setting('app.person', true), '')::uuid
       and exists (select 1 from person_role r
                    where r.person_id = p.id and r.role = 'privacy_officer'
                      and r.starts_on <= local_day(moment) and (r.ends_on is null or r.ends_on >= local_day(moment)))
    on conflict do nothing;
end $$;
--> statement-breakpoint
-- 6. What the new functions own, and who may call them.
do $$
declare signature text;
begin
  grant create on schema public to ouderapp_audience;
  foreach signature in array array['note_tagged()', 'note_untagged()', 'take_photo_out(uuid, uuid[], text)', 'photo_tags(uuid)', 'photo_reports(uuid)',
    'photo_astray(uuid, uuid[])', 'tell_officers(uuid)'] loop
    execute format('alter function %s owner to ouderapp_audience', signature);
    execute format('revoke all on function %s from public', signature);
  end loop;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
grant execute on function take_photo_out(uuid, uuid[], text), photo_tags(uuid), photo_reports(uuid), photo_astray(uuid, uuid[]), tell_officers(uuid)
  to ouderapp_app;
--> statement-breakpoint
create trigger photo_tagged after insert on photo referencing new table as added for each statement execute function note_tagged();
--> statement-breakpoint
create trigger photo_untagged after delete on photo referencing old table as gone for each statement execute function note_untagged();
--> statement-breakpoint
-- A worker tells of a breach for as long as its record is being written, and only whoever is privacy officer then.
grant select (id, state) on breach_record to ouderapp_worker;
--> statement-breakpoint
CREATE POLICY "breach_record_worker" ON "breach_record" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);
