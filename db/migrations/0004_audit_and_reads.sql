CREATE TABLE "audit_seal" (
	"nr" bigint PRIMARY KEY NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"leaves" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_seal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "child_read" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"reader_name" text NOT NULL,
	"what" text NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "child_read_what" CHECK (what in ('group_day', 'earlier_wordings', 'new_entries'))
);
--> statement-breakpoint
ALTER TABLE "child_read" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "payload" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seal" bigint;--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child_read" ADD CONSTRAINT "child_read_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "child_read_child_id_at_id_index" ON "child_read" USING btree ("child_id","at","id");--> statement-breakpoint
CREATE INDEX "child_read_person_id_child_id_at_index" ON "child_read" USING btree ("person_id","child_id","at");--> statement-breakpoint
CREATE INDEX "audit_seal_id_index" ON "audit" USING btree ("seal","id");--> statement-breakpoint
CREATE INDEX "audit_erased_index" ON "audit" USING btree ("id") WHERE action = 'audit.erased';--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_at" CHECK (isfinite(at));--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_seal" CHECK (seal > 0);--> statement-breakpoint
DROP POLICY "audit_worker" ON "audit" CASCADE;--> statement-breakpoint
CREATE POLICY "audit_worker" ON "audit" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_seal_loader" ON "audit_seal" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_seal_worker" ON "audit_seal" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "child_read_loader" ON "child_read" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "child_read_app_select" ON "child_read" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.parental', true), '')::uuid[])::uuid[]) or person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "child_read_app_insert" ON "child_read" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));