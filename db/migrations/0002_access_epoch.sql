CREATE TABLE "access_epoch" (
	"organisation_id" uuid PRIMARY KEY NOT NULL,
	"epoch" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "access_epoch" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "diary_entry" DROP CONSTRAINT "diary_entry_channel_id_channel_id_fk";
--> statement-breakpoint
DROP INDEX "diary_entry_post_id_index";--> statement-breakpoint
ALTER TABLE "access_epoch" ADD CONSTRAINT "access_epoch_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "access_epoch_loader" ON "access_epoch" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "access_epoch_audience" ON "access_epoch" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "access_epoch_worker" ON "access_epoch" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);