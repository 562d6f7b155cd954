CREATE TABLE "auth"."pin" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"wrong_in_a_row" integer DEFAULT 0 NOT NULL,
	"blocked_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "auth"."pin" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."tablet" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL,
	"idle_minutes" integer NOT NULL,
	"digest" text NOT NULL,
	"paired_at" timestamp with time zone NOT NULL,
	"paired_by_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	CONSTRAINT "tablet_digest_unique" UNIQUE("digest"),
	CONSTRAINT "tablet_idle" CHECK (idle_minutes in (1, 2, 5, 10)),
	CONSTRAINT "tablet_revoked" CHECK ((revoked_at is null) = (revoked_by_id is null))
);
--> statement-breakpoint
ALTER TABLE "auth"."tablet" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."tablet_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL,
	"idle_minutes" integer NOT NULL,
	"digest" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "tablet_code_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
ALTER TABLE "auth"."tablet_code" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail" DROP CONSTRAINT "mail_kind";--> statement-breakpoint
ALTER TABLE "auth"."session" ADD COLUMN "tablet_id" uuid;--> statement-breakpoint
ALTER TABLE "auth"."pin" ADD CONSTRAINT "pin_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet" ADD CONSTRAINT "tablet_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet" ADD CONSTRAINT "tablet_paired_by_id_person_id_fk" FOREIGN KEY ("paired_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet" ADD CONSTRAINT "tablet_revoked_by_id_person_id_fk" FOREIGN KEY ("revoked_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet_code" ADD CONSTRAINT "tablet_code_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet_code" ADD CONSTRAINT "tablet_code_made_by_id_person_id_fk" FOREIGN KEY ("made_by_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."tablet_code" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tablet_location_id_organisation_id_index" ON "auth"."tablet" USING btree ("location_id","organisation_id");--> statement-breakpoint
CREATE INDEX "tablet_organisation_id_index" ON "auth"."tablet" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "tablet_paired_by_id_index" ON "auth"."tablet" USING btree ("paired_by_id");--> statement-breakpoint
CREATE INDEX "tablet_revoked_by_id_index" ON "auth"."tablet" USING btree ("revoked_by_id");--> statement-breakpoint
CREATE INDEX "tablet_code_location_id_organisation_id_index" ON "auth"."tablet_code" USING btree ("location_id","organisation_id");--> statement-breakpoint
CREATE INDEX "tablet_code_organisation_id_index" ON "auth"."tablet_code" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "tablet_code_made_by_id_index" ON "auth"."tablet_code" USING btree ("made_by_id");--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_tablet_id_tablet_id_fk" FOREIGN KEY ("tablet_id") REFERENCES "auth"."tablet"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_tablet_id_index" ON "auth"."session" USING btree ("tablet_id");--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_kind" CHECK (kind in ('invitation', 'password_reset', 'password_changed', 'new_device', 'second_factor_changed', 'policy_announced', 'breach_begun', 'pin_blocked'));--> statement-breakpoint
CREATE POLICY "session_audience_ends" ON "auth"."session" AS PERMISSIVE FOR DELETE TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "pin_auth" ON "auth"."pin" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "pin_loader" ON "auth"."pin" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "pin_audience" ON "auth"."pin" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "tablet_auth" ON "auth"."tablet" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tablet_loader" ON "auth"."tablet" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tablet_audience" ON "auth"."tablet" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tablet_code_auth" ON "auth"."tablet_code" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tablet_code_loader" ON "auth"."tablet_code" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tablet_code_audience" ON "auth"."tablet_code" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);