CREATE TABLE "absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"from_minute" integer,
	"until_minute" integer,
	"note" text NOT NULL,
	"late" boolean NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"reporter_id" uuid NOT NULL,
	"reporter_name" text NOT NULL,
	"reporter_role" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"seen_by_id" uuid,
	"seen_by_name" text,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "absence_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "absence_reason" CHECK (reason in ('sick', 'holiday', 'other')),
	CONSTRAINT "absence_span" CHECK (starts_on <= ends_on and ends_on - starts_on < 92 and (from_minute is null) = (until_minute is null)
   and (from_minute is null or (starts_on = ends_on and from_minute >= 0 and until_minute <= 1440 and from_minute < until_minute))),
	CONSTRAINT "absence_reporter" CHECK (reporter_role in ('guardian', 'staff', 'manager')),
	CONSTRAINT "absence_seen" CHECK ((seen_at is null) = (seen_by_id is null) and (seen_at is null) = (seen_by_name is null))
);
--> statement-breakpoint
ALTER TABLE "absence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "absence_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"absence_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"intent_id" uuid,
	"done" text NOT NULL,
	"reason" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"from_minute" integer,
	"until_minute" integer,
	"note" text NOT NULL,
	"late" boolean NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"role" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "absence_revision_done" CHECK (done in ('reported', 'changed', 'extended', 'cancelled', 'seen'))
);
--> statement-breakpoint
ALTER TABLE "absence_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "absence_rule" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"care_type" text NOT NULL,
	"location_id" uuid,
	"starts_on" date NOT NULL,
	"cut_off_minute" integer NOT NULL,
	"days_before" integer NOT NULL,
	"credit" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "absence_rule_care_type" CHECK (care_type in ('KDV', 'BSO')),
	CONSTRAINT "absence_rule_cut_off" CHECK (cut_off_minute >= 0 and cut_off_minute < 1440 and days_before >= 0 and days_before <= 31),
	CONSTRAINT "absence_rule_credit" CHECK (credit in ('none', 'kept_before_cut_off'))
);
--> statement-breakpoint
ALTER TABLE "absence_rule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_reporter_id_person_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "absence_seen_by_id_person_id_fk" FOREIGN KEY ("seen_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_revision" ADD CONSTRAINT "absence_revision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_revision" ADD CONSTRAINT "absence_id_within_organisation" FOREIGN KEY ("absence_id","organisation_id") REFERENCES "public"."absence"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_revision" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_rule" ADD CONSTRAINT "absence_rule_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absence_rule" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absence_child_id_ends_on_index" ON "absence" USING btree ("child_id","ends_on") WHERE cancelled_at is null;--> statement-breakpoint
CREATE INDEX "absence_child_id_organisation_id_index" ON "absence" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "absence_reporter_id_index" ON "absence" USING btree ("reporter_id");--> statement-breakpoint
CREATE INDEX "absence_seen_by_id_index" ON "absence" USING btree ("seen_by_id");--> statement-breakpoint
CREATE INDEX "absence_revision_absence_id_organisation_id_index" ON "absence_revision" USING btree ("absence_id","organisation_id");--> statement-breakpoint
CREATE INDEX "absence_revision_child_id_organisation_id_index" ON "absence_revision" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "absence_revision_person_id_index" ON "absence_revision" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "absence_rule_of_all" ON "absence_rule" USING btree ("organisation_id","care_type","starts_on") WHERE removed_at is null and location_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "absence_rule_location_id_care_type_starts_on_index" ON "absence_rule" USING btree ("location_id","care_type","starts_on") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "absence_rule_organisation_id_care_type_index" ON "absence_rule" USING btree ("organisation_id","care_type");--> statement-breakpoint
CREATE INDEX "absence_rule_location_id_organisation_id_index" ON "absence_rule" USING btree ("location_id","organisation_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'absence', 'staff', 'own', 'work'));--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'record'));--> statement-breakpoint
CREATE POLICY "contract_week_audience" ON "contract_week" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "extra_day_audience" ON "extra_day" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "absence_loader" ON "absence" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "absence_app_select" ON "absence" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "absence_app_insert" ON "absence" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and reporter_id = (select nullif(current_setting('app.person', true), '')::uuid) and reporter_role = (select nullif(current_setting('app.role', true), '')) and version = 1 and seen_at is null and cancelled_at is null);--> statement-breakpoint
CREATE POLICY "absence_app_update" ON "absence" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "absence_audience" ON "absence" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "absence_worker" ON "absence" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "absence_revision_loader" ON "absence_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "absence_revision_app_select" ON "absence_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "absence_revision_app_insert" ON "absence_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')));--> statement-breakpoint
CREATE POLICY "absence_rule_loader" ON "absence_rule" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "absence_rule_app_select" ON "absence_rule" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "absence_rule_app_insert" ON "absence_rule" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null)) and removed_at is null);--> statement-breakpoint
CREATE POLICY "absence_rule_app_update" ON "absence_rule" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null))) WITH CHECK ((((select nullif(current_setting('app.role', true), '')) = 'manager' and location_id is not null and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) and location_id is null)));