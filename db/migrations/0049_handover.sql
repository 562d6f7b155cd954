CREATE TABLE "handover" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"comes_on" date NOT NULL,
	"said" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"teller_id" uuid NOT NULL,
	"teller_name" text NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone,
	"changed_by_name" text,
	"seen_at" timestamp with time zone,
	"seen_by_id" uuid,
	"seen_by_name" text,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "handover_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "handover_tombstone" CHECK (withdrawn_at is null or said = '{}'::jsonb),
	CONSTRAINT "handover_seen" CHECK ((seen_at is null) = (seen_by_id is null) and (seen_at is null) = (seen_by_name is null))
);
--> statement-breakpoint
ALTER TABLE "handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "handover_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"handover_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"done" text NOT NULL,
	"said" jsonb NOT NULL,
	"person_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "handover_revision_done" CHECK (done in ('told', 'changed', 'seen'))
);
--> statement-breakpoint
ALTER TABLE "handover_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_teller_id_person_id_fk" FOREIGN KEY ("teller_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_seen_by_id_person_id_fk" FOREIGN KEY ("seen_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_revision_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_revision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_id_within_organisation" FOREIGN KEY ("handover_id","organisation_id") REFERENCES "public"."handover"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "handover_one_a_day" ON "handover" USING btree ("child_id","comes_on") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "handover_channel_id_told_at_id_index" ON "handover" USING btree ("channel_id","told_at","id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "handover_channel_id_index" ON "handover" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "handover_child_id_organisation_id_index" ON "handover" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "handover_teller_id_index" ON "handover" USING btree ("teller_id");--> statement-breakpoint
CREATE INDEX "handover_seen_by_id_index" ON "handover" USING btree ("seen_by_id");--> statement-breakpoint
CREATE INDEX "handover_revision_handover_id_organisation_id_index" ON "handover_revision" USING btree ("handover_id","organisation_id");--> statement-breakpoint
CREATE INDEX "handover_revision_channel_id_index" ON "handover_revision" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "handover_revision_person_id_index" ON "handover_revision" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'mentors', 'conversation', 'handover_history', 'record'));--> statement-breakpoint
CREATE POLICY "handover_loader" ON "handover" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "handover_app_select" ON "handover" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "handover_app_insert" ON "handover" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and teller_id = (select nullif(current_setting('app.person', true), '')::uuid) and version = 1 and seen_at is null and withdrawn_at is null);--> statement-breakpoint
CREATE POLICY "handover_app_update" ON "handover" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager'))) WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')));--> statement-breakpoint
CREATE POLICY "handover_worker" ON "handover" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "handover_revision_loader" ON "handover_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "handover_revision_app_select" ON "handover_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "handover_revision_app_insert" ON "handover_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "handover_revision_app_delete" ON "handover_revision" AS PERMISSIVE FOR DELETE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian');