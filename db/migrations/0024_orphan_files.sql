CREATE TABLE "orphan_file" (
	"name" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orphan_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "orphan_file_loader" ON "orphan_file" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "orphan_file_worker" ON "orphan_file" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);