-- Whoever made a passkey made it count: a password alone then opens nothing, with or without an authenticator app.
CREATE POLICY "passkey_audience" ON "auth"."passkey" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
grant select (user_id) on auth.passkey to ouderapp_audience;
--> statement-breakpoint
create or replace function session_gate(of_person uuid, of_organisation uuid, second_factor_at timestamptz, at timestamptz)
  returns text language sql stable
begin atomic
  select case
    when second_factor_at is null
         and (exists (select 1 from person_role r where r.person_id = of_person and r.role <> 'guardian'
                         and r.starts_on <= local_day(at) and (r.ends_on is null or r.ends_on >= local_day(at)))
              or exists (select 1 from auth.second_factor f where f.user_id = of_person and f.confirmed_at is not null)
              or exists (select 1 from auth.passkey k where k.user_id = of_person))
      then 'second_factor'
    when exists (select 1 from policy p
                  where p.organisation_id = of_organisation and p.effective_on <= local_day(at)
                    and not exists (select 1 from policy later
                                     where later.organisation_id = p.organisation_id and later.kind = p.kind
                                       and later.version > p.version and later.effective_on <= local_day(at))
                    and not exists (select 1 from policy_view v where v.policy_id = p.id and v.person_id = of_person))
      then 'policies'
  end;
end;
