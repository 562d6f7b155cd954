CREATE TABLE "closing_day" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid,
	"closed_on" date NOT NULL,
	"name" text NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "closing_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contract_week" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"from_minutes" integer[] NOT NULL,
	"until_minutes" integer[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "contract_week_seven" CHECK (cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7),
	CONSTRAINT "contract_week_days" CHECK (coalesce(from_minutes[1] >= 0 and until_minutes[1] <= 1440 and from_minutes[1] < until_minutes[1], from_minutes[1] is null and until_minutes[1] is null) and coalesce(from_minutes[2] >= 0 and until_minutes[2] <= 1440 and from_minutes[2] < until_minutes[2], from_minutes[2] is null and until_minutes[2] is null) and coalesce(from_minutes[3] >= 0 and until_minutes[3] <= 1440 and from_minutes[3] < until_minutes[3], from_minutes[3] is null and until_minutes[3] is null) and coalesce(from_minutes[4] >= 0 and until_minutes[4] <= 1440 and from_minutes[4] < until_minutes[4], from_minutes[4] is null and until_minutes[4] is null) and coalesce(from_minutes[5] >= 0 and until_minutes[5] <= 1440 and from_minutes[5] < until_minutes[5], from_minutes[5] is null and until_minutes[5] is null) and coalesce(from_minutes[6] >= 0 and until_minutes[6] <= 1440 and from_minutes[6] < until_minutes[6], from_minutes[6] is null and until_minutes[6] is null) and coalesce(from_minutes[7] >= 0 and until_minutes[7] <= 1440 and from_minutes[7] < until_minutes[7], from_minutes[7] is null and until_minutes[7] is null))
);
--> statement-breakpoint
ALTER TABLE "contract_week" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "extra_day" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"comes_on" date NOT NULL,
	"from_minute" integer NOT NULL,
	"until_minute" integer NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "extra_day_minutes" CHECK (from_minute >= 0 and until_minute <= 1440 and from_minute < until_minute)
);
--> statement-breakpoint
ALTER TABLE "extra_day" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "closing_day" ADD CONSTRAINT "closing_day_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closing_day" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_id_child_id_organisation_id_unique" UNIQUE("id","child_id","organisation_id");--> statement-breakpoint
ALTER TABLE "contract_week" ADD CONSTRAINT "contract_week_placement_of_child" FOREIGN KEY ("placement_id","child_id","organisation_id") REFERENCES "public"."placement"("id","child_id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_day" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extra_day" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "closing_day_of_all" ON "closing_day" USING btree ("organisation_id","closed_on") WHERE removed_at is null and location_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "closing_day_location_id_closed_on_index" ON "closing_day" USING btree ("location_id","closed_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "closing_day_organisation_id_closed_on_index" ON "closing_day" USING btree ("organisation_id","closed_on");--> statement-breakpoint
CREATE INDEX "closing_day_location_id_organisation_id_index" ON "closing_day" USING btree ("location_id","organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "contract_week_placement_id_starts_on_index" ON "contract_week" USING btree ("placement_id","starts_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "contract_week_child_id_placement_id_organisation_id_index" ON "contract_week" USING btree ("child_id","placement_id","organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "extra_day_child_id_comes_on_index" ON "extra_day" USING btree ("child_id","comes_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "extra_day_child_id_organisation_id_index" ON "extra_day" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "extra_day_group_id_organisation_id_index" ON "extra_day" USING btree ("group_id","organisation_id");--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'record'));--> statement-breakpoint
CREATE POLICY "placement_worker" ON "placement" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "closing_day_loader" ON "closing_day" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "closing_day_app_select" ON "closing_day" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "closing_day_app_insert" ON "closing_day" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null)) and removed_at is null);--> statement-breakpoint
CREATE POLICY "closing_day_app_update" ON "closing_day" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null))) WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null)));--> statement-breakpoint
CREATE POLICY "closing_day_worker" ON "closing_day" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "contract_week_loader" ON "contract_week" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contract_week_app_select" ON "contract_week" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "contract_week_app_insert" ON "contract_week" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and version = 1 and removed_at is null);--> statement-breakpoint
CREATE POLICY "contract_week_app_update" ON "contract_week" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "contract_week_worker" ON "contract_week" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "extra_day_loader" ON "extra_day" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "extra_day_app_select" ON "extra_day" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "extra_day_app_insert" ON "extra_day" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and removed_at is null);--> statement-breakpoint
CREATE POLICY "extra_day_app_update" ON "extra_day" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "extra_day_worker" ON "extra_day" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);