CREATE TABLE "photo_tag" (
	"media_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	CONSTRAINT "photo_tag_media_id_child_id_from_at_pk" PRIMARY KEY("media_id","child_id","from_at")
);
--> statement-breakpoint
ALTER TABLE "photo_tag" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail" DROP CONSTRAINT "mail_kind";--> statement-breakpoint
ALTER TABLE "photo_report" DROP CONSTRAINT "photo_report_within_organisation";
--> statement-breakpoint
ALTER TABLE "breach_record" ADD COLUMN "tags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "breach_record" ADD COLUMN "reports" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "photo_report" ADD COLUMN "media_id" uuid;--> statement-breakpoint
ALTER TABLE "photo_report" ADD COLUMN "child_id" uuid;--> statement-breakpoint
ALTER TABLE "photo_report" ADD COLUMN "outcome" text;--> statement-breakpoint
update photo_report r set media_id = p.media_id, child_id = p.child_id, outcome = case when r.settled_at is not null then 'stays' end
  from photo p where p.id = r.photo_id;--> statement-breakpoint
ALTER TABLE "photo_report" ALTER COLUMN "media_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "photo_report" ALTER COLUMN "child_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "photo_tag" ADD CONSTRAINT "photo_tag_within_organisation" FOREIGN KEY ("media_id","organisation_id") REFERENCES "public"."media"("id","organisation_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photo_tag" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photo_tag_media_id_organisation_id_index" ON "photo_tag" USING btree ("media_id","organisation_id");--> statement-breakpoint
CREATE INDEX "photo_tag_child_id_organisation_id_index" ON "photo_tag" USING btree ("child_id","organisation_id");--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photo_report_media_id_index" ON "photo_report" USING btree ("media_id");--> statement-breakpoint
CREATE INDEX "photo_report_child_id_organisation_id_index" ON "photo_report" USING btree ("child_id","organisation_id");--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_kind" CHECK (kind in ('invitation', 'password_reset', 'password_changed', 'new_device', 'second_factor_changed', 'policy_announced', 'breach_begun'));--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "photo_report_outcome" CHECK (outcome in ('stays', 'retagged', 'removed', 'recalled'));--> statement-breakpoint
ALTER TABLE "photo_report" ADD CONSTRAINT "photo_report_settled" CHECK ((settled_at is null) = (outcome is null));--> statement-breakpoint
CREATE POLICY "mail_audience" ON "mail" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_tag_loader" ON "photo_tag" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "photo_tag_audience" ON "photo_tag" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);