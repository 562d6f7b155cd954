-- Whom a tablet names: who works at its location today and has a PIN, also one that is blocked, so that nobody disappears without a word.
-- Whether it opens is asked where it is tried. First names only.
create or replace function tablet_people(of_tablet uuid, at timestamptz)
  returns table (person_id uuid, first_name text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  return query
    select p.id, p.first_name
      from auth.tablet t
      join person p on p.organisation_id = t.organisation_id
      join auth.pin k on k.user_id = p.id
     where t.id = of_tablet and t.revoked_at is null and works_at(p.id, t.location_id, local_day(at))
     order by p.first_name, p.id;
end $$;
