-- What somebody may know of an account who has no session but a link, or asks for one.

-- 1. Which of a person's invitations a link was made for: the last one before it.
grant select (invited_at) on invitation to ouderapp_auth;
--> statement-breakpoint
-- 2. Whom a mail with a link addresses: a person with a role today, and the organisation in words. Nothing for anybody else.
create function addressee(of_person uuid, at timestamptz)
  returns table (organisation_id uuid, organisation_name text, first_name text, email text, language text)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan
as $$
declare
  today date := local_day(at);
begin
  return query
    select o.id, o.name, p.first_name, p.email, p.language
      from person p join organisation o on o.id = p.organisation_id
     where p.id = of_person
       and exists (select 1 from person_role r
                    where r.person_id = p.id and r.starts_on <= today and (r.ends_on is null or r.ends_on >= today));
end $$;
--> statement-breakpoint
do $$
begin
  grant create on schema public to ouderapp_audience;
  alter function addressee(uuid, timestamptz) owner to ouderapp_audience;
  revoke create on schema public from ouderapp_audience;
end $$;
--> statement-breakpoint
revoke all on function addressee(uuid, timestamptz) from public;
--> statement-breakpoint
grant execute on function addressee(uuid, timestamptz) to ouderapp_auth;
