CREATE TABLE "collector" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"name" text NOT NULL,
	"relation" text NOT NULL,
	"phone" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "collector_span" CHECK (ends_on is null or starts_on <= ends_on)
);
--> statement-breakpoint
ALTER TABLE "collector" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "group_staffing" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"staff" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	CONSTRAINT "group_staffing_staff" CHECK (staff >= 0 and staff <= 20)
);
--> statement-breakpoint
ALTER TABLE "group_staffing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ratio_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"care_type" text NOT NULL,
	"starts_on" date NOT NULL,
	"bands" jsonb NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "ratio_rule_care_type" CHECK (care_type in ('KDV', 'BSO'))
);
--> statement-breakpoint
ALTER TABLE "ratio_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stay" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"brought_by" jsonb,
	"fetched_by" jsonb,
	"arrival_by_id" uuid NOT NULL,
	"arrival_by_name" text NOT NULL,
	"arrival_noted_at" timestamp with time zone NOT NULL,
	"departure_by_id" uuid,
	"departure_by_name" text,
	"departure_noted_at" timestamp with time zone,
	"corrected" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "stay_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "stay_order" CHECK (left_at is null or left_at >= arrived_at),
	CONSTRAINT "stay_departure" CHECK ((left_at is null) = (departure_by_id is null) and (left_at is null) = (departure_by_name is null) and (left_at is null) = (departure_noted_at is null))
);
--> statement-breakpoint
ALTER TABLE "stay" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stay_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"stay_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"done" text NOT NULL,
	"arrived_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"brought_name" text,
	"fetched_name" text,
	"reason" text NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "stay_revision_done" CHECK (done in ('arrived', 'left', 'undone', 'escorts', 'added', 'corrected', 'removed'))
);
--> statement-breakpoint
ALTER TABLE "stay_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "collector" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_staffing" ADD CONSTRAINT "group_staffing_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_staffing" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratio_rule" ADD CONSTRAINT "ratio_rule_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_arrival_by_id_person_id_fk" FOREIGN KEY ("arrival_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "stay_departure_by_id_person_id_fk" FOREIGN KEY ("departure_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_revision" ADD CONSTRAINT "stay_revision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_revision" ADD CONSTRAINT "stay_id_within_organisation" FOREIGN KEY ("stay_id","organisation_id") REFERENCES "public"."stay"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stay_revision" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collector_child_id_organisation_id_index" ON "collector" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "group_staffing_group_id_at_index" ON "group_staffing" USING btree ("group_id","at");--> statement-breakpoint
CREATE INDEX "group_staffing_group_id_organisation_id_index" ON "group_staffing" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "group_staffing_person_id_index" ON "group_staffing" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ratio_rule_organisation_id_care_type_starts_on_index" ON "ratio_rule" USING btree ("organisation_id","care_type","starts_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "ratio_rule_organisation_id_index" ON "ratio_rule" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stay_one_open" ON "stay" USING btree ("child_id") WHERE left_at is null and removed_at is null;--> statement-breakpoint
CREATE INDEX "stay_child_id_left_at_index" ON "stay" USING btree ("child_id","left_at");--> statement-breakpoint
CREATE INDEX "stay_child_id_organisation_id_index" ON "stay" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "stay_group_id_organisation_id_index" ON "stay" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "stay_group_id_left_at_index" ON "stay" USING btree ("group_id","left_at");--> statement-breakpoint
CREATE INDEX "stay_channel_id_index" ON "stay" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "stay_arrival_by_id_index" ON "stay" USING btree ("arrival_by_id");--> statement-breakpoint
CREATE INDEX "stay_departure_by_id_index" ON "stay" USING btree ("departure_by_id");--> statement-breakpoint
CREATE INDEX "stay_revision_stay_id_organisation_id_index" ON "stay_revision" USING btree ("stay_id","organisation_id");--> statement-breakpoint
CREATE INDEX "stay_revision_child_id_organisation_id_index" ON "stay_revision" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "stay_revision_person_id_index" ON "stay_revision" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'absence', 'attendance', 'staff', 'own', 'work'));--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'mentors', 'record'));--> statement-breakpoint
CREATE POLICY "collector_loader" ON "collector" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "collector_app_select" ON "collector" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))));--> statement-breakpoint
CREATE POLICY "collector_app_insert" ON "collector" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and version = 1);--> statement-breakpoint
CREATE POLICY "collector_app_update" ON "collector" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "collector_audience" ON "collector" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "group_staffing_loader" ON "group_staffing" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "group_staffing_app_select" ON "group_staffing" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_staffing_app_insert" ON "group_staffing" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_staffing_worker" ON "group_staffing" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "ratio_rule_loader" ON "ratio_rule" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "ratio_rule_app_select" ON "ratio_rule" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "ratio_rule_app_insert" ON "ratio_rule" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and removed_at is null);--> statement-breakpoint
CREATE POLICY "ratio_rule_app_update" ON "ratio_rule" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "stay_loader" ON "stay" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "stay_app_select" ON "stay" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "stay_app_insert" ON "stay" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and arrival_by_id = (select nullif(current_setting('app.person', true), '')::uuid) and version = 1 and removed_at is null);--> statement-breakpoint
CREATE POLICY "stay_app_update" ON "stay" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "stay_audience" ON "stay" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "stay_worker" ON "stay" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "stay_revision_loader" ON "stay_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "stay_revision_app_select" ON "stay_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "stay_revision_app_insert" ON "stay_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
ALTER POLICY "child_read_app_insert" ON "child_read" TO ouderapp_app WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and what in ('record', 'collectors'))) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));