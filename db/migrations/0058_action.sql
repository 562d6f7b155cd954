CREATE TABLE "action" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"batch_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"link" text,
	"due_on" date,
	"enough" text NOT NULL,
	"answered" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"asker_id" uuid NOT NULL,
	"asker_name" text NOT NULL,
	"asker_role" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	"closed_by_name" text,
	"closed_why" text,
	CONSTRAINT "action_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "action_kind" CHECK (kind in ('bring', 'form', 'read', 'other')),
	CONSTRAINT "action_text" CHECK (length(text) between 1 and 500),
	CONSTRAINT "action_link" CHECK (link is null or (link like 'https://%' and length(link) <= 500)),
	CONSTRAINT "action_enough" CHECK (enough in ('one', 'each') and (enough = 'one' or not answered)),
	CONSTRAINT "action_asker" CHECK (asker_role in ('staff', 'manager')),
	CONSTRAINT "action_closed" CHECK ((closed_at is null) = (closed_by_id is null) and (closed_at is null) = (closed_by_name is null) and (closed_at is null) = (closed_why is null) and coalesce(closed_why, 'done') in ('done', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "action" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "action_answer" (
	"action_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"note" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"taken_back_at" timestamp with time zone,
	CONSTRAINT "action_answer_action_id_person_id_pk" PRIMARY KEY("action_id","person_id"),
	CONSTRAINT "action_answer_note" CHECK (length(note) <= 200)
);
--> statement-breakpoint
ALTER TABLE "action_answer" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "action_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"action_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"text" text NOT NULL,
	"link" text,
	"due_on" date,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "action_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "child_read" DROP CONSTRAINT "child_read_what";--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_asker_id_person_id_fk" FOREIGN KEY ("asker_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_closed_by_id_person_id_fk" FOREIGN KEY ("closed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_answer" ADD CONSTRAINT "action_answer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_answer" ADD CONSTRAINT "action_answer_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_answer" ADD CONSTRAINT "action_id_within_organisation" FOREIGN KEY ("action_id","organisation_id") REFERENCES "public"."action"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_answer" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_revision" ADD CONSTRAINT "action_revision_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_revision" ADD CONSTRAINT "action_revision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_revision" ADD CONSTRAINT "action_id_within_organisation" FOREIGN KEY ("action_id","organisation_id") REFERENCES "public"."action"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_revision" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_open" ON "action" USING btree ("child_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "action_child_id_closed_at_index" ON "action" USING btree ("child_id","closed_at");--> statement-breakpoint
CREATE INDEX "action_child_id_organisation_id_index" ON "action" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "action_channel_id_index" ON "action" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "action_asker_id_index" ON "action" USING btree ("asker_id");--> statement-breakpoint
CREATE INDEX "action_closed_by_id_index" ON "action" USING btree ("closed_by_id");--> statement-breakpoint
CREATE INDEX "action_answer_action_id_organisation_id_index" ON "action_answer" USING btree ("action_id","organisation_id");--> statement-breakpoint
CREATE INDEX "action_answer_child_id_organisation_id_index" ON "action_answer" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "action_answer_channel_id_index" ON "action_answer" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "action_answer_person_id_index" ON "action_answer" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "action_revision_action_id_organisation_id_index" ON "action_revision" USING btree ("action_id","organisation_id");--> statement-breakpoint
CREATE INDEX "action_revision_child_id_organisation_id_index" ON "action_revision" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "action_revision_channel_id_index" ON "action_revision" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "action_revision_person_id_index" ON "action_revision" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'absence', 'attendance', 'staff', 'own', 'work', 'conversation', 'action', 'asking'));--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries', 'consents', 'families', 'planning', 'absence_history', 'attendance_history', 'collectors', 'mentors', 'conversation', 'handover_history', 'record', 'actions'));--> statement-breakpoint
CREATE POLICY "action_loader" ON "action" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "action_app_select" ON "action" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'guardian' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "action_app_insert" ON "action" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and asker_id = (select nullif(current_setting('app.person', true), '')::uuid) and asker_role = (select nullif(current_setting('app.role', true), '')) and version = 1 and closed_at is null and not answered);--> statement-breakpoint
CREATE POLICY "action_app_update" ON "action" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "action_audience" ON "action" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "action_worker" ON "action" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "action_answer_loader" ON "action_answer" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "action_answer_app_select" ON "action_answer" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'guardian' and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "action_answer_app_insert" ON "action_answer" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'guardian' and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and taken_back_at is null);--> statement-breakpoint
CREATE POLICY "action_answer_app_update" ON "action_answer" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) = 'guardian' and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK ((select nullif(current_setting('app.role', true), '')) = 'guardian' and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "action_answer_audience" ON "action_answer" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "action_answer_worker" ON "action_answer" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "action_revision_loader" ON "action_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "action_revision_app_select" ON "action_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "action_revision_app_insert" ON "action_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and person_id = (select nullif(current_setting('app.person', true), '')::uuid));