CREATE TABLE "audit_seal" (
	"nr" bigint PRIMARY KEY NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"leaves" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_seal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "payload" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "seal" bigint;--> statement-breakpoint
CREATE INDEX "audit_seal_id_index" ON "audit" USING btree ("seal","id");--> statement-breakpoint
DROP POLICY "audit_worker" ON "audit" CASCADE;--> statement-breakpoint
CREATE POLICY "audit_worker" ON "audit" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_seal_loader" ON "audit_seal" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_seal_worker" ON "audit_seal" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);