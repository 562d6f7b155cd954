CREATE TABLE "allergy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"what" text NOT NULL,
	"advice" text NOT NULL,
	"severe" boolean NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"noted_by_id" uuid NOT NULL,
	"noted_by_name" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "allergy_what" CHECK (char_length(what) between 1 and 100),
	CONSTRAINT "allergy_advice" CHECK (char_length(advice) <= 500)
);
--> statement-breakpoint
ALTER TABLE "allergy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "allergy" ADD CONSTRAINT "allergy_noted_by_id_person_id_fk" FOREIGN KEY ("noted_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allergy" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allergy_child_id_organisation_id_index" ON "allergy" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "allergy_noted_by_id_index" ON "allergy" USING btree ("noted_by_id");--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'allergies', 'mentors', 'conversation', 'handover_history', 'record', 'actions'));--> statement-breakpoint
CREATE POLICY "allergy_loader" ON "allergy" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "allergy_app_select" ON "allergy" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.care', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))));--> statement-breakpoint
CREATE POLICY "allergy_app_insert" ON "allergy" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.care', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and noted_by_id = (select nullif(current_setting('app.person', true), '')::uuid) and version = 1 and removed_at is null);--> statement-breakpoint
CREATE POLICY "allergy_app_update" ON "allergy" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.care', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.care', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "allergy_audience" ON "allergy" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
ALTER POLICY "child_read_app_insert" ON "child_read" TO ouderapp_app WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and what in ('record', 'collectors', 'allergies'))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));