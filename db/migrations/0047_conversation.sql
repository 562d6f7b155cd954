CREATE TABLE "conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"guardian_id" uuid NOT NULL,
	"with_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"agreed_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"last_at" timestamp with time zone NOT NULL,
	"guardian_read_seq" bigint DEFAULT 0 NOT NULL,
	"guardian_read_at" timestamp with time zone,
	"guardian_read_name" text,
	"staff_read_seq" bigint DEFAULT 0 NOT NULL,
	"staff_read_at" timestamp with time zone,
	"staff_read_name" text,
	"done" boolean DEFAULT false NOT NULL,
	"claimed_by_id" uuid,
	"claimed_by_name" text,
	"claimed_at" timestamp with time zone,
	"urgent" boolean DEFAULT false NOT NULL,
	"handed_over_at" timestamp with time zone,
	"handed_over_by_name" text,
	CONSTRAINT "conversation_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "conversation_kind" CHECK (kind in ('private', 'shared') and (kind = 'shared') = (with_id is not null)),
	CONSTRAINT "conversation_claim" CHECK ((claimed_by_id is null) = (claimed_at is null) and (claimed_by_id is null) = (claimed_by_name is null))
);
--> statement-breakpoint
ALTER TABLE "conversation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "group_availability" (
	"group_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"from_minutes" integer[],
	"until_minutes" integer[],
	"away_text" text NOT NULL,
	"away_until_on" date,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "group_availability_week" CHECK ((from_minutes is null) = (until_minutes is null) and (from_minutes is null or (cardinality(from_minutes) = 7 and cardinality(until_minutes) = 7)))
);
--> statement-breakpoint
ALTER TABLE "group_availability" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"side" text NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"author_role" text NOT NULL,
	"text" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"retracted_at" timestamp with time zone,
	"was_read" boolean DEFAULT false NOT NULL,
	CONSTRAINT "message_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "message_side" CHECK (side = case author_role when 'guardian' then 'guardian' else 'staff' end),
	CONSTRAINT "message_role" CHECK (author_role in ('guardian', 'staff', 'manager'))
);
--> statement-breakpoint
ALTER TABLE "message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "message_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_template" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "message_template" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_subject";--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "child_read" ADD COLUMN "conversation_id" uuid;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_id_channel_id_fk" FOREIGN KEY ("id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_claimed_by_id_person_id_fk" FOREIGN KEY ("claimed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "guardian_id_within_organisation" FOREIGN KEY ("guardian_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "with_id_within_organisation" FOREIGN KEY ("with_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_availability" ADD CONSTRAINT "group_availability_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_availability" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "conversation_id_within_organisation" FOREIGN KEY ("conversation_id","organisation_id") REFERENCES "public"."conversation"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_revision" ADD CONSTRAINT "message_id_within_organisation" FOREIGN KEY ("message_id","organisation_id") REFERENCES "public"."message"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_template" ADD CONSTRAINT "message_template_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_template" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_private" ON "conversation" USING btree ("child_id","guardian_id") WHERE kind = 'private';--> statement-breakpoint
CREATE INDEX "conversation_child_id_organisation_id_index" ON "conversation" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "conversation_guardian_id_organisation_id_index" ON "conversation" USING btree ("guardian_id","organisation_id");--> statement-breakpoint
CREATE INDEX "conversation_with_id_organisation_id_index" ON "conversation" USING btree ("with_id","organisation_id");--> statement-breakpoint
CREATE INDEX "conversation_claimed_by_id_index" ON "conversation" USING btree ("claimed_by_id");--> statement-breakpoint
CREATE INDEX "conversation_organisation_id_index" ON "conversation" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "group_availability_group_id_organisation_id_index" ON "group_availability" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "group_availability_organisation_id_index" ON "group_availability" USING btree ("organisation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_conversation_id_seq_index" ON "message" USING btree ("conversation_id","seq");--> statement-breakpoint
CREATE INDEX "message_conversation_id_organisation_id_index" ON "message" USING btree ("conversation_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_conversation_id_side_seq_index" ON "message" USING btree ("conversation_id","side","seq") WHERE retracted_at is null;--> statement-breakpoint
CREATE INDEX "message_author_id_conversation_id_sent_at_index" ON "message" USING btree ("author_id","conversation_id","sent_at");--> statement-breakpoint
CREATE INDEX "message_words" ON "message" USING gin ((to_tsvector('simple'::regconfig, text) || to_tsvector('dutch'::regconfig, text) || to_tsvector('english'::regconfig, text)));--> statement-breakpoint
CREATE INDEX "message_revision_message_id_organisation_id_index" ON "message_revision" USING btree ("message_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_template_location_id_organisation_id_index" ON "message_template" USING btree ("location_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_template_organisation_id_index" ON "message_template" USING btree ("organisation_id");--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "child_read_conversation_id_index" ON "child_read" USING btree ("conversation_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'absence', 'attendance', 'staff', 'own', 'work', 'conversation'));--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_subject" CHECK ((kind in ('own', 'work')) = (person_id is not null) and (kind not in ('own', 'work', 'conversation')) = (child_id is not null));--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_conversation" CHECK ((what = 'conversation') = (conversation_id is not null));--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'mentors', 'conversation', 'record'));--> statement-breakpoint
CREATE POLICY "conversation_loader" ON "conversation" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "conversation_app_select" ON "conversation" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "conversation_app_update" ON "conversation" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "conversation_audience" ON "conversation" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "group_availability_loader" ON "group_availability" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "group_availability_app_select" ON "group_availability" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_availability_app_insert" ON "group_availability" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_availability_app_update" ON "group_availability" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_loader" ON "message" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_app_select" ON "message" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "message_app_insert" ON "message" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and author_id = (select nullif(current_setting('app.person', true), '')::uuid) and author_role = (select nullif(current_setting('app.role', true), '')) and edited_at is null and retracted_at is null);--> statement-breakpoint
CREATE POLICY "message_app_update" ON "message" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and author_id = (select nullif(current_setting('app.person', true), '')::uuid)) WITH CHECK (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and author_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_audience" ON "message" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "message_worker" ON "message" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "message_revision_loader" ON "message_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_revision_audience" ON "message_revision" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_template_loader" ON "message_template" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_template_app_select" ON "message_template" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_template_app_insert" ON "message_template" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and removed_at is null);--> statement-breakpoint
CREATE POLICY "message_template_app_update" ON "message_template" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'manager' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
ALTER POLICY "child_read_app_select" ON "child_read" TO ouderapp_app USING ((child_id = any((select nullif(current_setting('app.parental', true), '')::uuid[])::uuid[]) and (conversation_id is null or conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]))) or (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) is not null));