CREATE TABLE "location_info" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"street" text NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL,
	"phone" text NOT NULL,
	"email" text NOT NULL,
	"from_minutes" integer[] NOT NULL,
	"until_minutes" integer[] NOT NULL,
	"house_rules" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_id" uuid NOT NULL,
	CONSTRAINT "location_info_seven" CHECK (cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7),
	CONSTRAINT "location_info_days" CHECK (coalesce(from_minutes[1] >= 0 and until_minutes[1] <= 1440 and from_minutes[1] < until_minutes[1], from_minutes[1] is null and until_minutes[1] is null) and coalesce(from_minutes[2] >= 0 and until_minutes[2] <= 1440 and from_minutes[2] < until_minutes[2], from_minutes[2] is null and until_minutes[2] is null) and coalesce(from_minutes[3] >= 0 and until_minutes[3] <= 1440 and from_minutes[3] < until_minutes[3], from_minutes[3] is null and until_minutes[3] is null) and coalesce(from_minutes[4] >= 0 and until_minutes[4] <= 1440 and from_minutes[4] < until_minutes[4], from_minutes[4] is null and until_minutes[4] is null) and coalesce(from_minutes[5] >= 0 and until_minutes[5] <= 1440 and from_minutes[5] < until_minutes[5], from_minutes[5] is null and until_minutes[5] is null) and coalesce(from_minutes[6] >= 0 and until_minutes[6] <= 1440 and from_minutes[6] < until_minutes[6], from_minutes[6] is null and until_minutes[6] is null) and coalesce(from_minutes[7] >= 0 and until_minutes[7] <= 1440 and from_minutes[7] < until_minutes[7], from_minutes[7] is null and until_minutes[7] is null))
);
--> statement-breakpoint
ALTER TABLE "location_info" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mentor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mentor" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "location_info" ADD CONSTRAINT "location_info_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_info" ADD CONSTRAINT "location_info_changed_by_id_person_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location_info" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mentor" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "location_info_location_id_organisation_id_index" ON "location_info" USING btree ("location_id","organisation_id");--> statement-breakpoint
CREATE INDEX "location_info_organisation_id_index" ON "location_info" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "location_info_changed_by_id_index" ON "location_info" USING btree ("changed_by_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mentor_child_id_index" ON "mentor" USING btree ("child_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "mentor_child_id_organisation_id_index" ON "mentor" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "mentor_person_id_organisation_id_index" ON "mentor" USING btree ("person_id","organisation_id");--> statement-breakpoint
CREATE POLICY "location_info_loader" ON "location_info" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "location_info_app_select" ON "location_info" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "location_info_app_insert" ON "location_info" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "location_info_app_update" ON "location_info" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "mentor_loader" ON "mentor" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "mentor_app_select" ON "mentor" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "mentor_app_insert" ON "mentor" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and ended_at is null);--> statement-breakpoint
CREATE POLICY "mentor_app_update" ON "mentor" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "mentor_audience" ON "mentor" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);