CREATE TABLE "child_key" (
	"child_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "child_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"uploader_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"bytes" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"progress" double precision DEFAULT 0 NOT NULL,
	"wrapped_key" text,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"width" integer,
	"height" integer,
	"seconds" double precision,
	"thumbhash" text,
	"camera_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"post_id" uuid,
	CONSTRAINT "media_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "media_kind" CHECK (kind in ('photo', 'video')),
	CONSTRAINT "media_state" CHECK (state in ('uploading', 'received', 'ready', 'refused', 'failed')),
	CONSTRAINT "media_refused" CHECK ((state = 'refused') = (reason is not null)),
	CONSTRAINT "media_tagged" CHECK (post_id is null or (state = 'ready' and wrapped_key is null))
);
--> statement-breakpoint
ALTER TABLE "media" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "media_key" (
	"media_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"wrapped" text NOT NULL,
	CONSTRAINT "media_key_media_id_child_id_pk" PRIMARY KEY("media_id","child_id")
);
--> statement-breakpoint
ALTER TABLE "media_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unwanted_file" (
	"name" text PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "unwanted_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "photo" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"card_id" uuid NOT NULL,
	"media_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"shows_nobody" boolean NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"seconds" double precision,
	"thumbhash" text NOT NULL,
	"files" jsonb NOT NULL,
	CONSTRAINT "photo_media_id_child_id_unique" UNIQUE("media_id","child_id"),
	CONSTRAINT "photo_id_organisation_id_unique" UNIQUE("id","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "photo" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "photo_card" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"child_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"about_at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "photo_card_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "photo_card_tombstone" CHECK (removed_at is null or text = '')
);
--> statement-breakpoint
ALTER TABLE "photo_card" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "photo_heart" (
	"photo_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "photo_heart_photo_id_person_id_pk" PRIMARY KEY("photo_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "photo_heart" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "photo_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"photo_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"reporter_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by_id" uuid,
	CONSTRAINT "photo_report_reason" CHECK (reason in ('should_not_be_shown', 'wrong_child', 'other'))
);
--> statement-breakpoint
ALTER TABLE "photo_report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "photo_view" (
	"photo_id" uuid NOT NULL,
	"media_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"saved_at" timestamp with time zone,
	CONSTRAINT "photo_view_photo_id_person_id_role_pk" PRIMARY KEY("photo_id","person_id","role")
);
--> statement-breakpoint
ALTER TABLE "photo_view" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_kind";--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_subject";--> statement-breakpoint
ALTER TABLE "child_key" ADD CONSTRAINT "child_key_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_key" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "uploader_id_within_organisation" FOREIGN KEY ("uploader_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_key" ADD CONSTRAINT "media_key_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_key" ADD CONSTRAINT "media_id_within_organisation" FOREIGN KEY ("media_id","organisation_id") REFERENCES "public"."media"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_key" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo" ADD CONSTRAINT "photo_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo" ADD CONSTRAINT "card_id_within_organisation" FOREIGN KEY ("card_id","organisation_id") REFERENCES "public"."photo_card"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo" ADD CONSTRAINT "photo_has_key" FOREIGN KEY ("media_id","child_id") REFERENCES "public"."media_key"("media_id","child_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_card" ADD CONSTRAINT "photo_card_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_card" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_card" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_card" ADD CONSTRAINT "author_id_within_organisation" FOREIGN KEY ("author_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_heart" ADD CONSTRAINT "photo_heart_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_heart" ADD CONSTRAINT "photo_heart_within_organisation" FOREIGN KEY ("photo_id","organisation_id") REFERENCES "public"."photo"("id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_heart" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "photo_report_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "photo_report_within_organisation" FOREIGN KEY ("photo_id","organisation_id") REFERENCES "public"."photo"("id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "reporter_id_within_organisation" FOREIGN KEY ("reporter_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "settled_by_id_within_organisation" FOREIGN KEY ("settled_by_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_view" ADD CONSTRAINT "photo_view_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_view" ADD CONSTRAINT "media_id_within_organisation" FOREIGN KEY ("media_id","organisation_id") REFERENCES "public"."media"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_view" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_view" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "child_key_child_id_organisation_id_index" ON "child_key" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "media_uploader_id_created_at_index" ON "media" USING btree ("uploader_id","created_at") WHERE post_id is null;--> statement-breakpoint
CREATE INDEX "media_uploader_id_organisation_id_index" ON "media" USING btree ("uploader_id","organisation_id");--> statement-breakpoint
CREATE INDEX "media_group_id_organisation_id_index" ON "media" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "media_due_at_index" ON "media" USING btree ("due_at") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "media_created_at_index" ON "media" USING btree ("created_at") WHERE post_id is null;--> statement-breakpoint
CREATE INDEX "media_files_index" ON "media" USING gin (files jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "media_key_channel_id_index" ON "media_key" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "media_key_media_id_organisation_id_index" ON "media_key" USING btree ("media_id","organisation_id");--> statement-breakpoint
CREATE INDEX "media_key_child_id_organisation_id_index" ON "media_key" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_channel_id_taken_at_id_index" ON "photo" USING btree ("channel_id","taken_at","id");--> statement-breakpoint
CREATE INDEX "photo_card_id_position_index" ON "photo" USING btree ("card_id","position");--> statement-breakpoint
CREATE INDEX "photo_card_id_organisation_id_index" ON "photo" USING btree ("card_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_card_channel_id_about_at_id_index" ON "photo_card" USING btree ("channel_id","about_at","id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "photo_card_channel_id_seq_index" ON "photo_card" USING btree ("channel_id","seq");--> statement-breakpoint
CREATE INDEX "photo_card_group_id_about_at_index" ON "photo_card" USING btree ("group_id","about_at");--> statement-breakpoint
CREATE INDEX "photo_card_post_id_index" ON "photo_card" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "photo_card_child_id_organisation_id_index" ON "photo_card" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_card_group_id_organisation_id_index" ON "photo_card" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_card_author_id_organisation_id_index" ON "photo_card" USING btree ("author_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_heart_photo_id_organisation_id_index" ON "photo_heart" USING btree ("photo_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_heart_channel_id_index" ON "photo_heart" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "photo_heart_person_id_organisation_id_index" ON "photo_heart" USING btree ("person_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_report_photo_id_organisation_id_index" ON "photo_report" USING btree ("photo_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_report_channel_id_index" ON "photo_report" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "photo_report_reporter_id_organisation_id_index" ON "photo_report" USING btree ("reporter_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_report_settled_by_id_organisation_id_index" ON "photo_report" USING btree ("settled_by_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_view_media_id_organisation_id_index" ON "photo_view" USING btree ("media_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_view_child_id_organisation_id_index" ON "photo_view" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_view_channel_id_index" ON "photo_view" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "photo_view_person_id_organisation_id_index" ON "photo_view" USING btree ("person_id","organisation_id");--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'staff', 'own', 'work'));--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_subject" CHECK ((kind in ('own', 'work')) = (person_id is not null) and (kind not in ('own', 'work')) = (child_id is not null));--> statement-breakpoint
CREATE POLICY "child_key_loader" ON "child_key" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "child_key_app_select" ON "child_key" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "child_key_app_insert" ON "child_key" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_loader" ON "media" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "media_app_select" ON "media" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_app_insert" ON "media" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_app_update" ON "media" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_app_delete" ON "media" AS PERMISSIVE FOR DELETE TO "ouderapp_app" USING (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_audience" ON "media" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "media_worker" ON "media" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "media_key_loader" ON "media_key" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "media_key_app_select" ON "media_key" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "media_key_app_insert" ON "media_key" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "media_key_audience" ON "media_key" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "unwanted_file_loader" ON "unwanted_file" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "unwanted_file_app_insert" ON "unwanted_file" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "unwanted_file_audience" ON "unwanted_file" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "unwanted_file_worker" ON "unwanted_file" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_loader" ON "photo" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_app_select" ON "photo" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "photo_app_insert" ON "photo" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_audience" ON "photo" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_worker" ON "photo" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "photo_card_loader" ON "photo_card" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_card_app_select" ON "photo_card" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "photo_card_app_insert" ON "photo_card" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_card_app_update" ON "photo_card" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_card_audience" ON "photo_card" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_card_worker" ON "photo_card" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "photo_heart_loader" ON "photo_heart" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_heart_app_select" ON "photo_heart" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING ((person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "photo_heart_app_insert" ON "photo_heart" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_heart_app_delete" ON "photo_heart" AS PERMISSIVE FOR DELETE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_heart_audience" ON "photo_heart" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_heart_worker" ON "photo_heart" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "photo_report_loader" ON "photo_report" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_report_app_select" ON "photo_report" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_report_app_insert" ON "photo_report" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (reporter_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_report_app_update" ON "photo_report" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_report_audience" ON "photo_report" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_report_worker" ON "photo_report" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "photo_view_loader" ON "photo_view" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_view_app_select" ON "photo_view" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_view_app_insert" ON "photo_view" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_view_app_update" ON "photo_view" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "photo_view_audience" ON "photo_view" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);