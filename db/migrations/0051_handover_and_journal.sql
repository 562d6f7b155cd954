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
CREATE TABLE "journal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"about_on" date NOT NULL,
	"part" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"edited_by_name" text,
	"removed_at" timestamp with time zone,
	CONSTRAINT "journal_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "journal_part" CHECK (part in ('done', 'plan'))
);
--> statement-breakpoint
ALTER TABLE "journal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "journal_place" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"journal_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"child_id" uuid NOT NULL,
	"group_name" text NOT NULL,
	"about_on" date NOT NULL,
	"part" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"author_name" text NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "journal_place_part" CHECK (part in ('done', 'plan')),
	CONSTRAINT "journal_place_content" CHECK ((removed_at is null) = (text <> ''))
);
--> statement-breakpoint
ALTER TABLE "journal_place" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "journal_revision" (
	"place_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"person_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "journal_revision_place_id_version_pk" PRIMARY KEY("place_id","version")
);
--> statement-breakpoint
ALTER TABLE "journal_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_teller_id_person_id_fk" FOREIGN KEY ("teller_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "handover_seen_by_id_person_id_fk" FOREIGN KEY ("seen_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_revision_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_revision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_revision" ADD CONSTRAINT "handover_id_within_organisation" FOREIGN KEY ("handover_id","organisation_id") REFERENCES "public"."handover"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal" ADD CONSTRAINT "journal_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_place" ADD CONSTRAINT "journal_place_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_place" ADD CONSTRAINT "journal_id_within_organisation" FOREIGN KEY ("journal_id","organisation_id") REFERENCES "public"."journal"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_place" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_revision" ADD CONSTRAINT "journal_revision_place_id_journal_place_id_fk" FOREIGN KEY ("place_id") REFERENCES "public"."journal_place"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_revision" ADD CONSTRAINT "journal_revision_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "handover_one_a_day" ON "handover" USING btree ("child_id","comes_on") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "handover_channel_id_told_at_id_index" ON "handover" USING btree ("channel_id","told_at","id") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "handover_channel_id_index" ON "handover" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "handover_child_id_organisation_id_index" ON "handover" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "handover_teller_id_index" ON "handover" USING btree ("teller_id");--> statement-breakpoint
CREATE INDEX "handover_seen_by_id_index" ON "handover" USING btree ("seen_by_id");--> statement-breakpoint
CREATE INDEX "handover_revision_handover_id_organisation_id_index" ON "handover_revision" USING btree ("handover_id","organisation_id");--> statement-breakpoint
CREATE INDEX "handover_revision_channel_id_index" ON "handover_revision" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "handover_revision_person_id_index" ON "handover_revision" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_one_a_day" ON "journal" USING btree ("group_id","about_on","part") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "journal_group_id_organisation_id_index" ON "journal" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "journal_author_id_index" ON "journal" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "journal_place_channel_id_posted_at_id_index" ON "journal_place" USING btree ("channel_id","posted_at","id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "journal_place_channel_id_seq_index" ON "journal_place" USING btree ("channel_id","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_place_journal_id_child_id_index" ON "journal_place" USING btree ("journal_id","child_id");--> statement-breakpoint
CREATE INDEX "journal_place_journal_id_organisation_id_index" ON "journal_place" USING btree ("journal_id","organisation_id");--> statement-breakpoint
CREATE INDEX "journal_place_child_id_organisation_id_index" ON "journal_place" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "journal_revision_channel_id_index" ON "journal_revision" USING btree ("channel_id");--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'mentors', 'conversation', 'handover_history', 'record'));--> statement-breakpoint
CREATE POLICY "handover_loader" ON "handover" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "handover_app_select" ON "handover" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "handover_app_insert" ON "handover" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and teller_id = (select nullif(current_setting('app.person', true), '')::uuid) and version = 1 and seen_at is null and withdrawn_at is null);--> statement-breakpoint
CREATE POLICY "handover_app_update" ON "handover" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager'))) WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and ((select nullif(current_setting('app.role', true), '')) = 'guardian' or (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager')));--> statement-breakpoint
CREATE POLICY "handover_worker" ON "handover" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "handover_revision_loader" ON "handover_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "handover_revision_app_select" ON "handover_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "handover_revision_app_insert" ON "handover_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "handover_revision_app_delete" ON "handover_revision" AS PERMISSIVE FOR DELETE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian');--> statement-breakpoint
CREATE POLICY "journal_loader" ON "journal" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_app_select" ON "journal" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_app_insert" ON "journal" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and author_id = (select nullif(current_setting('app.person', true), '')::uuid) and version = 1 and removed_at is null);--> statement-breakpoint
CREATE POLICY "journal_app_update" ON "journal" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_audience" ON "journal" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "journal_place_loader" ON "journal_place" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_place_app_select" ON "journal_place" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "journal_place_app_insert" ON "journal_place" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_place_audience" ON "journal_place" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_place_worker" ON "journal_place" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "journal_revision_loader" ON "journal_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "journal_revision_app_select" ON "journal_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "journal_revision_audience" ON "journal_revision" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);