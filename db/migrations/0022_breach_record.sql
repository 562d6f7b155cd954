CREATE TABLE "breach_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"group_id" uuid NOT NULL,
	"group_name" text NOT NULL,
	"child_ids" uuid[] NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"recalled_at" timestamp with time zone NOT NULL,
	"recalled_by_id" uuid NOT NULL,
	"recalled_by_name" text NOT NULL,
	"reason" text NOT NULL,
	"readers" jsonb NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"happened" text NOT NULL,
	"consequences" text DEFAULT '' NOT NULL,
	"measures" text NOT NULL,
	"authority_told_on" date,
	"guardians_told_on" date,
	CONSTRAINT "breach_record_kind" CHECK (kind in ('photo')),
	CONSTRAINT "breach_record_state" CHECK (state in ('draft', 'closed'))
);
--> statement-breakpoint
ALTER TABLE "breach_record" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "breach_record" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "breach_record" ADD CONSTRAINT "recalled_by_id_within_organisation" FOREIGN KEY ("recalled_by_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "breach_record_organisation_id_recalled_at_index" ON "breach_record" USING btree ("organisation_id","recalled_at");--> statement-breakpoint
CREATE INDEX "breach_record_group_id_organisation_id_index" ON "breach_record" USING btree ("group_id","organisation_id");--> statement-breakpoint
CREATE INDEX "breach_record_recalled_by_id_organisation_id_index" ON "breach_record" USING btree ("recalled_by_id","organisation_id");--> statement-breakpoint
CREATE POLICY "breach_record_loader" ON "breach_record" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "breach_record_app_select" ON "breach_record" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "breach_record_app_insert" ON "breach_record" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (recalled_by_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid) and state = 'draft');--> statement-breakpoint
CREATE POLICY "breach_record_app_update" ON "breach_record" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid))) WITH CHECK (((select nullif(current_setting('app.role', true), '')) = 'privacy_officer' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));--> statement-breakpoint
CREATE POLICY "breach_record_audience" ON "breach_record" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);