CREATE TABLE "portrait" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"wrapped_key" text,
	"files" jsonb NOT NULL,
	"put_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by_id" uuid,
	CONSTRAINT "portrait_person_id_organisation_id_unique" UNIQUE("person_id","organisation_id"),
	CONSTRAINT "portrait_removed" CHECK ((removed_at is null) = (removed_by_id is null)),
	CONSTRAINT "portrait_key" CHECK ((wrapped_key is null) = (files = '[]') and (wrapped_key is not null or removed_at is not null))
);
--> statement-breakpoint
ALTER TABLE "portrait" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "portrait" ADD CONSTRAINT "portrait_removed_by_id_person_id_fk" FOREIGN KEY ("removed_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "portrait" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "portrait_removed_by_id_index" ON "portrait" USING btree ("removed_by_id");--> statement-breakpoint
CREATE INDEX "portrait_removed_at_index" ON "portrait" USING btree ("removed_at") WHERE removed_at is not null;--> statement-breakpoint
CREATE INDEX "portrait_files_index" ON "portrait" USING gin (files jsonb_path_ops);--> statement-breakpoint
CREATE POLICY "portrait_loader" ON "portrait" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "portrait_app_select" ON "portrait" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "portrait_app_insert" ON "portrait" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "portrait_app_update" ON "portrait" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "portrait_audience" ON "portrait" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "portrait_worker" ON "portrait" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);