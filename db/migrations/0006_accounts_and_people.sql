CREATE TABLE "auth"."known_device" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "known_device_user_id_digest_unique" UNIQUE("user_id","digest")
);
--> statement-breakpoint
ALTER TABLE "auth"."known_device" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "link_digest_unique" UNIQUE("digest"),
	CONSTRAINT "link_kind" CHECK (kind in ('invitation', 'reset'))
);
--> statement-breakpoint
ALTER TABLE "auth"."link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_key" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "passkey_credential_key_unique" UNIQUE("credential_key")
);
--> statement-breakpoint
ALTER TABLE "auth"."passkey" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."recovery_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_code_user_id_digest_unique" UNIQUE("user_id","digest")
);
--> statement-breakpoint
ALTER TABLE "auth"."recovery_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."second_factor" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"sealed_secret" text,
	"pending_secret" text,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "second_factor_confirmed" CHECK ((confirmed_at is null) = (sealed_secret is null))
);
--> statement-breakpoint
ALTER TABLE "auth"."second_factor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "share" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"reason" text NOT NULL,
	"shared_by_id" uuid NOT NULL,
	"shared_at" timestamp with time zone NOT NULL,
	"ends_on" date NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "share_purpose" CHECK (purpose in ('diary', 'photos'))
);
--> statement-breakpoint
ALTER TABLE "share" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"invited_by_id" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"cause_id" uuid NOT NULL,
	"facts" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"dropped" text,
	CONSTRAINT "mail_person_id_kind_cause_id_unique" UNIQUE("person_id","kind","cause_id"),
	CONSTRAINT "mail_kind" CHECK (kind in ('invitation', 'password_reset', 'password_changed', 'new_device', 'second_factor_changed', 'policy_announced'))
);
--> statement-breakpoint
ALTER TABLE "mail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "permission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name_nl" text NOT NULL,
	"name_en" text NOT NULL,
	"explanation_nl" text NOT NULL,
	"explanation_en" text NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "permission" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "topic_choice" (
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"choice" text NOT NULL,
	CONSTRAINT "topic_choice_person_id_topic_pk" PRIMARY KEY("person_id","topic"),
	CONSTRAINT "topic_choice_topic" CHECK (topic in ('diary', 'photos', 'messages', 'news', 'planning', 'account')),
	CONSTRAINT "topic_choice_choice" CHECK (choice in ('immediate', 'daily', 'off'))
);
--> statement-breakpoint
ALTER TABLE "topic_choice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"text_nl" text NOT NULL,
	"text_en" text NOT NULL,
	"summary_nl" text NOT NULL,
	"summary_en" text NOT NULL,
	"reworded" text[] NOT NULL,
	"effective_on" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by_id" uuid,
	"announced_at" timestamp with time zone,
	CONSTRAINT "policy_organisation_id_kind_version_unique" UNIQUE("organisation_id","kind","version"),
	CONSTRAINT "policy_kind" CHECK (kind in ('privacy', 'terms')),
	CONSTRAINT "policy_reworded" CHECK (reworded <@ array['diary', 'photos'])
);
--> statement-breakpoint
ALTER TABLE "policy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "policy_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"language" text NOT NULL,
	CONSTRAINT "policy_view_policy_id_person_id_unique" UNIQUE("policy_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "policy_view" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "consent_decision" DROP CONSTRAINT "consent_decision_purpose";--> statement-breakpoint
DROP INDEX "person_organisation_id_index";--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "second_factor_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "guardianship" ADD COLUMN "restricted_by_id" uuid;--> statement-breakpoint
ALTER TABLE "guardianship" ADD COLUMN "restriction_reason" text;--> statement-breakpoint
ALTER TABLE "consent_decision" ADD COLUMN "permission_id" uuid;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "email" text;--> statement-breakpoint
-- Who is there already has an account; row-level security holds for the owner too, so the loader fills it in.
set role ouderapp_loader;--> statement-breakpoint
update person p set email = coalesce((select lower(u.email) from auth."user" u where u.id = p.id), p.id || '@unknown.invalid');--> statement-breakpoint
reset role;--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "email" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "theme" text DEFAULT 'system' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "text_size" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "welcomed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."known_device" ADD CONSTRAINT "known_device_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."link" ADD CONSTRAINT "link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."passkey" ADD CONSTRAINT "passkey_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."recovery_code" ADD CONSTRAINT "recovery_code_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."second_factor" ADD CONSTRAINT "second_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "share_shared_by_id_person_id_fk" FOREIGN KEY ("shared_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_id_person_id_fk" FOREIGN KEY ("invited_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission" ADD CONSTRAINT "permission_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permission" ADD CONSTRAINT "permission_created_by_id_person_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_choice" ADD CONSTRAINT "topic_choice_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topic_choice" ADD CONSTRAINT "topic_choice_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy" ADD CONSTRAINT "policy_published_by_id_person_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_view" ADD CONSTRAINT "policy_view_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_view" ADD CONSTRAINT "policy_view_policy_id_policy_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policy"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_view" ADD CONSTRAINT "policy_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_person_id_index" ON "auth"."link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "passkey_user_id_index" ON "auth"."passkey" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recovery_code_user_id_index" ON "auth"."recovery_code" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "share_child_id_person_id_index" ON "share" USING btree ("child_id","person_id");--> statement-breakpoint
CREATE INDEX "share_person_id_index" ON "share" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "share_shared_by_id_index" ON "share" USING btree ("shared_by_id");--> statement-breakpoint
CREATE INDEX "share_organisation_id_index" ON "share" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "invitation_person_id_index" ON "invitation" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "invitation_invited_by_id_index" ON "invitation" USING btree ("invited_by_id");--> statement-breakpoint
CREATE INDEX "invitation_organisation_id_index" ON "invitation" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "mail_due_index" ON "mail" USING btree ("due_at") WHERE sent_at is null and dropped_at is null;--> statement-breakpoint
CREATE INDEX "mail_organisation_id_index" ON "mail" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "permission_organisation_id_index" ON "permission" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "permission_created_by_id_index" ON "permission" USING btree ("created_by_id");--> statement-breakpoint
CREATE INDEX "topic_choice_organisation_id_index" ON "topic_choice" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "policy_published_by_id_index" ON "policy" USING btree ("published_by_id");--> statement-breakpoint
CREATE INDEX "policy_view_person_id_index" ON "policy_view" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "policy_view_organisation_id_index" ON "policy_view" USING btree ("organisation_id");--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_restricted_by_id_person_id_fk" FOREIGN KEY ("restricted_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_permission_id_permission_id_fk" FOREIGN KEY ("permission_id") REFERENCES "public"."permission"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guardianship_restricted_by_id_index" ON "guardianship" USING btree ("restricted_by_id");--> statement-breakpoint
CREATE INDEX "consent_decision_permission_id_index" ON "consent_decision" USING btree ("permission_id");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_organisation_id_email_unique" UNIQUE("organisation_id","email");--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_permission" CHECK ((purpose = 'permission') = (permission_id is not null));--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_purpose" CHECK (purpose in ('diary', 'photos', 'permission'));--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_theme" CHECK (theme in ('system', 'light', 'dark'));--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_text_size" CHECK (text_size in ('normal', 'large', 'huge'));--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_email" CHECK (email = lower(email));--> statement-breakpoint
CREATE POLICY "audit_app_select" ON "audit" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "channel_app_insert" ON "channel" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and seq = 0 and (kind = 'own' or not open));--> statement-breakpoint
CREATE POLICY "child_app_insert" ON "child" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "contract_app_insert" ON "contract" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "guardianship_app_insert" ON "guardianship" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "guardianship_app_update" ON "guardianship" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "placement_app_insert" ON "placement" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "person_app_insert" ON "person" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "person_auth" ON "person" AS PERMISSIVE FOR SELECT TO "ouderapp_auth" USING (true);--> statement-breakpoint
CREATE POLICY "person_role_app_insert" ON "person_role" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and role in ('guardian', 'staff', 'manager'));--> statement-breakpoint
CREATE POLICY "person_role_app_update" ON "person_role" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and role in ('guardian', 'staff', 'manager')) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and role in ('guardian', 'staff', 'manager'));--> statement-breakpoint
CREATE POLICY "person_role_worker" ON "person_role" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "staff_assignment_app_insert" ON "staff_assignment" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "staff_assignment_app_update" ON "staff_assignment" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "known_device_auth" ON "auth"."known_device" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "known_device_loader" ON "auth"."known_device" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "link_auth" ON "auth"."link" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "link_loader" ON "auth"."link" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "link_worker" ON "auth"."link" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "passkey_auth" ON "auth"."passkey" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "passkey_loader" ON "auth"."passkey" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "recovery_code_auth" ON "auth"."recovery_code" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "recovery_code_loader" ON "auth"."recovery_code" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "second_factor_auth" ON "auth"."second_factor" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "second_factor_loader" ON "auth"."second_factor" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "second_factor_audience" ON "auth"."second_factor" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "share_loader" ON "share" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "share_app_select" ON "share" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "share_app_insert" ON "share" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) and shared_by_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "share_app_update" ON "share" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "share_audience" ON "share" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "invitation_loader" ON "invitation" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invitation_app_select" ON "invitation" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "invitation_app_insert" ON "invitation" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "invitation_app_update" ON "invitation" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "invitation_worker" ON "invitation" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "invitation_auth" ON "invitation" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mail_loader" ON "mail" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mail_app_select" ON "mail" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "mail_app_insert" ON "mail" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))));--> statement-breakpoint
CREATE POLICY "mail_worker" ON "mail" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mail_auth" ON "mail" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "permission_loader" ON "permission" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "permission_app_select" ON "permission" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "permission_app_insert" ON "permission" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "permission_app_update" ON "permission" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "permission_audience" ON "permission" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "topic_choice_loader" ON "topic_choice" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "topic_choice_app_select" ON "topic_choice" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "topic_choice_app_insert" ON "topic_choice" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "topic_choice_app_update" ON "topic_choice" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid)) WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "topic_choice_worker" ON "topic_choice" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "policy_loader" ON "policy" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_app_select" ON "policy" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "policy_app_insert" ON "policy" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "policy_audience" ON "policy" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "policy_worker" ON "policy" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_view_loader" ON "policy_view" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "policy_view_app_select" ON "policy_view" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or ((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "policy_view_app_insert" ON "policy_view" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "policy_view_audience" ON "policy_view" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
ALTER POLICY "child_app_select" ON "child" TO ouderapp_app USING (id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or ((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "contract_app_select" ON "contract" TO ouderapp_app USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "guardianship_app_select" ON "guardianship" TO ouderapp_app USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "placement_app_select" ON "placement" TO ouderapp_app USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "person_app_select" ON "person" TO ouderapp_app USING (id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or ((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "person_app_update" ON "person" TO ouderapp_app USING (id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "person_role_app_select" ON "person_role" TO ouderapp_app USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or ((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
ALTER POLICY "staff_assignment_app_select" ON "staff_assignment" TO ouderapp_app USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));