CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE TABLE "auth"."account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."account" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."attempt" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
ALTER TABLE "auth"."attempt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
ALTER TABLE "auth"."session" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "auth"."user" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."verification" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"person_id" uuid,
	"action" text NOT NULL,
	"payload" jsonb,
	"salt" "bytea",
	"digest" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"child_id" uuid,
	"person_id" uuid,
	"seq" bigint DEFAULT 0 NOT NULL,
	"floor" bigint DEFAULT 0 NOT NULL,
	"open" boolean DEFAULT false NOT NULL,
	CONSTRAINT "channel_kind" CHECK (kind in ('diary', 'photos', 'staff', 'own')),
	CONSTRAINT "channel_subject" CHECK ((kind = 'own') = (person_id is not null) and (kind <> 'own') = (child_id is not null))
);
--> statement-breakpoint
ALTER TABLE "channel" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "channel_period" (
	"channel_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "channel_period_channel_id_opened_at_pk" PRIMARY KEY("channel_id","opened_at")
);
--> statement-breakpoint
ALTER TABLE "channel_period" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event" (
	"channel_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"organisation_id" uuid NOT NULL,
	"type" text NOT NULL,
	"item_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_channel_id_seq_pk" PRIMARY KEY("channel_id","seq")
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "intent" (
	"person_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "intent_person_id_id_pk" PRIMARY KEY("person_id","id")
);
--> statement-breakpoint
ALTER TABLE "intent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"events" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "read_marker" (
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"channel_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "read_marker_person_id_role_channel_id_pk" PRIMARY KEY("person_id","role","channel_id")
);
--> statement-breakpoint
ALTER TABLE "read_marker" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "child" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"first_names" text NOT NULL,
	"call_name" text NOT NULL,
	"surname" text NOT NULL,
	"birth_date" date NOT NULL
);
--> statement-breakpoint
ALTER TABLE "child" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contract" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"care_type" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "contract_care_type" CHECK (care_type in ('KDV', 'BSO'))
);
--> statement-breakpoint
ALTER TABLE "contract" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "guardianship" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"parental_authority" boolean NOT NULL,
	"restricted_at" timestamp with time zone,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "guardianship_child_id_person_id_starts_on_unique" UNIQUE("child_id","person_id","starts_on")
);
--> statement-breakpoint
ALTER TABLE "guardianship" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"contract_id" uuid NOT NULL,
	"child_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date
);
--> statement-breakpoint
ALTER TABLE "placement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consent_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"nr" bigint GENERATED ALWAYS AS IDENTITY (sequence name "consent_decision_nr_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"child_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"decision" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"policy_version" text NOT NULL,
	"language" text NOT NULL,
	CONSTRAINT "consent_decision_purpose" CHECK (purpose in ('diary', 'photos')),
	CONSTRAINT "consent_decision_decision" CHECK (decision in ('granted', 'refused', 'withdrawn'))
);
--> statement-breakpoint
ALTER TABLE "consent_decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "diary_entry" (
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
	"facts" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"posted_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "diary_entry_content" CHECK (removed_at is not null or text <> '' or jsonb_array_length(facts) > 0),
	CONSTRAINT "diary_entry_tombstone" CHECK (removed_at is null or (text = '' and facts = '[]'::jsonb))
);
--> statement-breakpoint
ALTER TABLE "diary_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "diary_revision" (
	"entry_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"about_at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "diary_revision_entry_id_version_pk" PRIMARY KEY("entry_id","version")
);
--> statement-breakpoint
ALTER TABLE "diary_revision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "job_run" (
	"name" text PRIMARY KEY NOT NULL,
	"ran_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "job_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "group" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "group" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "legal_entity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "legal_entity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "location" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "location" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'Europe/Amsterdam' NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"language" text DEFAULT 'nl' NOT NULL,
	CONSTRAINT "person_language" CHECK (language in ('nl', 'en'))
);
--> statement-breakpoint
ALTER TABLE "person" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person_role" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"location_id" uuid,
	"starts_on" date NOT NULL,
	"ends_on" date,
	CONSTRAINT "person_role_role" CHECK (role in ('guardian', 'staff', 'manager', 'administration', 'privacy_officer')),
	CONSTRAINT "person_role_location" CHECK ((role = 'manager') = (location_id is not null))
);
--> statement-breakpoint
ALTER TABLE "person_role" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "staff_assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date
);
--> statement-breakpoint
ALTER TABLE "staff_assignment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_period" ADD CONSTRAINT "channel_period_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_period" ADD CONSTRAINT "channel_period_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marker" ADD CONSTRAINT "read_marker_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marker" ADD CONSTRAINT "read_marker_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "child" ADD CONSTRAINT "child_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "guardianship_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_group_id_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_child_id_child_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."child"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_decision" ADD CONSTRAINT "consent_decision_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_entry" ADD CONSTRAINT "diary_entry_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_revision" ADD CONSTRAINT "diary_revision_entry_id_diary_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."diary_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_revision" ADD CONSTRAINT "diary_revision_channel_id_channel_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channel"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diary_revision" ADD CONSTRAINT "diary_revision_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group" ADD CONSTRAINT "group_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group" ADD CONSTRAINT "group_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_entity" ADD CONSTRAINT "legal_entity_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_location_id_location_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."location"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_assignment" ADD CONSTRAINT "staff_assignment_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_assignment" ADD CONSTRAINT "staff_assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_assignment" ADD CONSTRAINT "staff_assignment_group_id_group_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user_id_index" ON "auth"."account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "auth"."session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "auth"."verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "audit_organisation_id_at_index" ON "audit" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "audit_person_id_at_index" ON "audit" USING btree ("person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_child_id_kind_index" ON "channel" USING btree ("child_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_person_id_kind_index" ON "channel" USING btree ("person_id","kind");--> statement-breakpoint
CREATE INDEX "channel_organisation_id_index" ON "channel" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "channel_period_organisation_id_index" ON "channel_period" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "event_at_index" ON "event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "intent_at_index" ON "intent" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_created_at_index" ON "outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "read_marker_channel_id_index" ON "read_marker" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "child_organisation_id_index" ON "child" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "contract_child_id_index" ON "contract" USING btree ("child_id");--> statement-breakpoint
CREATE INDEX "contract_organisation_id_index" ON "contract" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "contract_legal_entity_id_index" ON "contract" USING btree ("legal_entity_id");--> statement-breakpoint
CREATE INDEX "guardianship_child_id_index" ON "guardianship" USING btree ("child_id");--> statement-breakpoint
CREATE INDEX "guardianship_person_id_index" ON "guardianship" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "guardianship_organisation_id_index" ON "guardianship" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "placement_child_id_index" ON "placement" USING btree ("child_id");--> statement-breakpoint
CREATE INDEX "placement_group_id_index" ON "placement" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "placement_contract_id_index" ON "placement" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "placement_organisation_id_index" ON "placement" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "consent_decision_child_id_purpose_person_id_nr_index" ON "consent_decision" USING btree ("child_id","purpose","person_id","nr" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "consent_decision_person_id_index" ON "consent_decision" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "consent_decision_organisation_id_index" ON "consent_decision" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "diary_entry_channel_id_about_at_id_index" ON "diary_entry" USING btree ("channel_id","about_at","id") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "diary_entry_channel_id_seq_index" ON "diary_entry" USING btree ("channel_id","seq");--> statement-breakpoint
CREATE INDEX "diary_entry_group_id_about_at_index" ON "diary_entry" USING btree ("group_id","about_at");--> statement-breakpoint
CREATE INDEX "diary_entry_post_id_index" ON "diary_entry" USING btree ("post_id");--> statement-breakpoint
CREATE INDEX "diary_revision_channel_id_index" ON "diary_revision" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "diary_revision_author_id_index" ON "diary_revision" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "group_organisation_id_index" ON "group" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "group_location_id_index" ON "group" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "legal_entity_organisation_id_index" ON "legal_entity" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "location_organisation_id_index" ON "location" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "location_legal_entity_id_index" ON "location" USING btree ("legal_entity_id");--> statement-breakpoint
CREATE INDEX "person_organisation_id_index" ON "person" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "person_role_person_id_role_index" ON "person_role" USING btree ("person_id","role");--> statement-breakpoint
CREATE INDEX "person_role_organisation_id_index" ON "person_role" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "person_role_location_id_index" ON "person_role" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "staff_assignment_person_id_index" ON "staff_assignment" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "staff_assignment_group_id_index" ON "staff_assignment" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "staff_assignment_organisation_id_index" ON "staff_assignment" USING btree ("organisation_id");--> statement-breakpoint
CREATE POLICY "account_auth" ON "auth"."account" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "account_loader" ON "auth"."account" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attempt_auth" ON "auth"."attempt" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "attempt_loader" ON "auth"."attempt" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_auth" ON "auth"."session" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_loader" ON "auth"."session" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_audience" ON "auth"."session" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "user_auth" ON "auth"."user" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "user_loader" ON "auth"."user" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "verification_auth" ON "auth"."verification" AS PERMISSIVE FOR ALL TO "ouderapp_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "verification_loader" ON "auth"."verification" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_auth" ON "audit" AS PERMISSIVE FOR INSERT TO "ouderapp_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_loader" ON "audit" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_app_insert" ON "audit" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_worker" ON "audit" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "channel_loader" ON "channel" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "channel_app_select" ON "channel" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "channel_audience" ON "channel" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "channel_worker" ON "channel" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "channel_period_loader" ON "channel_period" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "channel_period_app_select" ON "channel_period" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "channel_period_audience" ON "channel_period" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "event_loader" ON "event" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "event_app_select" ON "event" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "event_audience" ON "event" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "event_worker" ON "event" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "intent_loader" ON "intent" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "intent_app_select" ON "intent" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "intent_app_insert" ON "intent" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "intent_worker" ON "intent" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outbox_loader" ON "outbox" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outbox_audience" ON "outbox" AS PERMISSIVE FOR ALL TO "ouderapp_audience" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outbox_worker" ON "outbox" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "read_marker_loader" ON "read_marker" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "read_marker_app_select" ON "read_marker" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "read_marker_app_insert" ON "read_marker" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "read_marker_app_update" ON "read_marker" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and role = (select nullif(current_setting('app.role', true), '')) and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "child_loader" ON "child" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "child_app_select" ON "child" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "child_audience" ON "child" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "child_worker" ON "child" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "contract_loader" ON "contract" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contract_app_select" ON "contract" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "contract_audience" ON "contract" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "guardianship_loader" ON "guardianship" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "guardianship_app_select" ON "guardianship" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "guardianship_audience" ON "guardianship" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "placement_loader" ON "placement" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placement_app_select" ON "placement" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "placement_audience" ON "placement" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "consent_decision_loader" ON "consent_decision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "consent_decision_app_select" ON "consent_decision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (child_id = any((select nullif(current_setting('app.parental', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "consent_decision_app_insert" ON "consent_decision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (child_id = any((select nullif(current_setting('app.parental', true), '')::uuid[])::uuid[]) and person_id = (select nullif(current_setting('app.person', true), '')::uuid) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "consent_decision_audience" ON "consent_decision" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "diary_entry_loader" ON "diary_entry" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "diary_entry_app_select" ON "diary_entry" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]));--> statement-breakpoint
CREATE POLICY "diary_entry_app_insert" ON "diary_entry" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "diary_entry_app_update" ON "diary_entry" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "diary_entry_worker" ON "diary_entry" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "diary_revision_loader" ON "diary_revision" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "diary_revision_app_select" ON "diary_revision" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "diary_revision_app_insert" ON "diary_revision" AS PERMISSIVE FOR INSERT TO "ouderapp_app" WITH CHECK (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "diary_revision_app_delete" ON "diary_revision" AS PERMISSIVE FOR DELETE TO "ouderapp_app" USING (channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "diary_revision_worker" ON "diary_revision" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "job_run_worker" ON "job_run" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "job_run_app" ON "job_run" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (true);--> statement-breakpoint
CREATE POLICY "group_loader" ON "group" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "group_app_select" ON "group" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_audience" ON "group" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "group_worker" ON "group" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "legal_entity_loader" ON "legal_entity" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "legal_entity_app_select" ON "legal_entity" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "location_loader" ON "location" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "location_app_select" ON "location" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "location_audience" ON "location" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "location_worker" ON "location" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "organisation_loader" ON "organisation" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "organisation_app_select" ON "organisation" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (id = (select nullif(current_setting('app.organisation', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "organisation_audience" ON "organisation" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "organisation_worker" ON "organisation" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "person_loader" ON "person" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "person_app_select" ON "person" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "person_app_update" ON "person" AS PERMISSIVE FOR UPDATE TO "ouderapp_app" USING (id = (select nullif(current_setting('app.person', true), '')::uuid)) WITH CHECK (id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "person_audience" ON "person" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "person_worker" ON "person" AS PERMISSIVE FOR SELECT TO "ouderapp_worker" USING (true);--> statement-breakpoint
CREATE POLICY "person_role_loader" ON "person_role" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "person_role_app_select" ON "person_role" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "person_role_audience" ON "person_role" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);--> statement-breakpoint
CREATE POLICY "staff_assignment_loader" ON "staff_assignment" AS PERMISSIVE FOR ALL TO "ouderapp_loader" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "staff_assignment_app_select" ON "staff_assignment" AS PERMISSIVE FOR SELECT TO "ouderapp_app" USING (person_id = (select nullif(current_setting('app.person', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "staff_assignment_audience" ON "staff_assignment" AS PERMISSIVE FOR SELECT TO "ouderapp_audience" USING (true);