CREATE TABLE "attachment_tag" (
	"attachment_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	CONSTRAINT "attachment_tag_attachment_id_child_id_pk" PRIMARY KEY("attachment_id","child_id")
);
--> statement-breakpoint
ALTER TABLE "attachment_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "attachment_view" (
	"attachment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"opened_at" timestamp with time zone,
	"saved_at" timestamp with time zone,
	CONSTRAINT "attachment_view_attachment_id_person_id_role_pk" PRIMARY KEY("attachment_id","person_id","role")
);
--> statement-breakpoint
ALTER TABLE "attachment_view" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "message_attachment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"bytes" bigint NOT NULL,
	"width" integer,
	"height" integer,
	"seconds" double precision,
	"thumbhash" text,
	"files" jsonb NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"shows_nobody" boolean NOT NULL,
	"photos_channel_id" uuid,
	"child_id" uuid NOT NULL,
	"wrapped" text NOT NULL,
	CONSTRAINT "message_attachment_id_organisation_id_unique" UNIQUE("id","organisation_id"),
	CONSTRAINT "message_attachment_message_id_position_unique" UNIQUE("message_id","position"),
	CONSTRAINT "message_attachment_place" CHECK (position between 0 and 5),
	CONSTRAINT "message_attachment_kind" CHECK (kind in ('photo', 'document') and (kind = 'document') = (name is not null)),
	CONSTRAINT "message_attachment_photo" CHECK ((kind = 'photo') = (thumbhash is not null))
);
--> statement-breakpoint
ALTER TABLE "message_attachment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "breach_record" DROP CONSTRAINT "breach_record_kind";--> statement-breakpoint
ALTER TABLE "media" DROP CONSTRAINT "media_kind";--> statement-breakpoint
ALTER TABLE "media" ALTER COLUMN "group_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "recalled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "child_id" uuid;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "side" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "attachment_tag" ADD CONSTRAINT "attachment_tag_within_organisation" FOREIGN KEY ("attachment_id","organisation_id") REFERENCES "public"."message_attachment"("id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_tag" ADD CONSTRAINT "conversation_id_within_organisation" FOREIGN KEY ("conversation_id","organisation_id") REFERENCES "public"."conversation"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_tag" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_view" ADD CONSTRAINT "attachment_view_within_organisation" FOREIGN KEY ("attachment_id","organisation_id") REFERENCES "public"."message_attachment"("id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_view" ADD CONSTRAINT "conversation_id_within_organisation" FOREIGN KEY ("conversation_id","organisation_id") REFERENCES "public"."conversation"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment_view" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachment" ADD CONSTRAINT "message_attachment_id_media_id_fk" FOREIGN KEY ("id") REFERENCES "public"."media"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachment" ADD CONSTRAINT "message_attachment_photos_channel_id_channel_id_fk" FOREIGN KEY ("photos_channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachment" ADD CONSTRAINT "conversation_id_within_organisation" FOREIGN KEY ("conversation_id","organisation_id") REFERENCES "public"."conversation"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachment" ADD CONSTRAINT "message_id_within_organisation" FOREIGN KEY ("message_id","organisation_id") REFERENCES "public"."message"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_attachment" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachment_tag_attachment_id_organisation_id_index" ON "attachment_tag" USING btree ("attachment_id","organisation_id");--> statement-breakpoint
CREATE INDEX "attachment_tag_child_id_organisation_id_index" ON "attachment_tag" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "attachment_tag_conversation_id_organisation_id_index" ON "attachment_tag" USING btree ("conversation_id","organisation_id");--> statement-breakpoint
CREATE INDEX "attachment_view_attachment_id_organisation_id_index" ON "attachment_view" USING btree ("attachment_id","organisation_id");--> statement-breakpoint
CREATE INDEX "attachment_view_person_id_organisation_id_index" ON "attachment_view" USING btree ("person_id","organisation_id");--> statement-breakpoint
CREATE INDEX "attachment_view_conversation_id_organisation_id_index" ON "attachment_view" USING btree ("conversation_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_attachment_message_id_organisation_id_index" ON "message_attachment" USING btree ("message_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_attachment_conversation_id_organisation_id_index" ON "message_attachment" USING btree ("conversation_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_attachment_child_id_organisation_id_index" ON "message_attachment" USING btree ("child_id","organisation_id");--> statement-breakpoint
CREATE INDEX "message_attachment_photos_channel_id_index" ON "message_attachment" USING btree ("photos_channel_id");--> statement-breakpoint
CREATE INDEX "attachment_words" ON "message_attachment" USING gin (to_tsvector('simple'::regconfig, regexp_replace(coalesce(name, ''), '[^[:alnum:]]+', ' ', 'g')));--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "media_child_id_organisation_id_index" ON "media" USING btree ("child_id","organisation_id");--> statement-breakpoint
ALTER TABLE "breach_record" ADD CONSTRAINT "breach_record_kind" CHECK (kind in ('photo', 'message'));--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_place" CHECK ((group_id is null) = (child_id is not null) and (child_id is null) = (side is null));--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_side" CHECK (side in ('guardian', 'staff'));--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_document" CHECK ((kind = 'document') = (name is not null));--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_kind" CHECK (kind in ('photo', 'video', 'document'));--> statement-breakpoint
DROP POLICY "media_app_delete" ON "media" CASCADE;--> statement-breakpoint
DROP POLICY "unwanted_file_app_insert" ON "unwanted_file" CASCADE;--> statement-breakpoint
DROP POLICY "message_audience" ON "message" CASCADE;--> statement-breakpoint
CREATE POLICY "read_marker_audience" ON "read_marker" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "message_audience" ON "message" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_tag_loader" ON "attachment_tag" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_tag_app_insert" ON "attachment_tag" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "attachment_tag_audience" ON "attachment_tag" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_view_loader" ON "attachment_view" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attachment_view_app_select" ON "attachment_view" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "attachment_view_app_insert" ON "attachment_view" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "attachment_view_app_update" ON "attachment_view" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "attachment_view_audience" ON "attachment_view" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_attachment_loader" ON "message_attachment" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_attachment_app_select" ON "message_attachment" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (photos_channel_id is null or photos_channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[])));--> statement-breakpoint
CREATE POLICY "message_attachment_app_insert" ON "message_attachment" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (conversation_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "message_attachment_audience" ON "message_attachment" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "message_attachment_worker" ON "message_attachment" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
ALTER POLICY "child_key_app_insert" ON "child_key" TO ouderapp_app WITH CHECK (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and ((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') or (select nullif(current_setting('app.role', true), '')) = 'guardian') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
ALTER POLICY "media_app_select" ON "media" TO ouderapp_app USING (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)
      and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and (side is null or side = 'staff')) or ((select nullif(current_setting('app.role', true), '')) = 'guardian' and side = 'guardian')));--> statement-breakpoint
ALTER POLICY "media_app_insert" ON "media" TO ouderapp_app WITH CHECK (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)
      and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and (side is null or side = 'staff')) or ((select nullif(current_setting('app.role', true), '')) = 'guardian' and side = 'guardian')) and (child_id is null or child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])));--> statement-breakpoint
ALTER POLICY "media_app_update" ON "media" TO ouderapp_app USING (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)
      and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and (side is null or side = 'staff')) or ((select nullif(current_setting('app.role', true), '')) = 'guardian' and side = 'guardian'))) WITH CHECK (uploader_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)
      and (((select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and (side is null or side = 'staff')) or ((select nullif(current_setting('app.role', true), '')) = 'guardian' and side = 'guardian')));