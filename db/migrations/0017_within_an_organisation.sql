-- What leads from one row to another stays within the organisation; and before its gate a session reads no row that names a child.
ALTER TABLE "channel" DROP CONSTRAINT "channel_child_id_child_id_fk";
--> statement-breakpoint
ALTER TABLE "channel" DROP CONSTRAINT "channel_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "contract" DROP CONSTRAINT "contract_child_id_child_id_fk";
--> statement-breakpoint
ALTER TABLE "contract" DROP CONSTRAINT "contract_legal_entity_id_legal_entity_id_fk";
--> statement-breakpoint
ALTER TABLE "guardianship" DROP CONSTRAINT "guardianship_child_id_child_id_fk";
--> statement-breakpoint
ALTER TABLE "guardianship" DROP CONSTRAINT "guardianship_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "placement" DROP CONSTRAINT "placement_contract_id_contract_id_fk";
--> statement-breakpoint
ALTER TABLE "placement" DROP CONSTRAINT "placement_child_id_child_id_fk";
--> statement-breakpoint
ALTER TABLE "placement" DROP CONSTRAINT "placement_group_id_group_id_fk";
--> statement-breakpoint
ALTER TABLE "share" DROP CONSTRAINT "share_child_id_child_id_fk";
--> statement-breakpoint
ALTER TABLE "share" DROP CONSTRAINT "share_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "invitation" DROP CONSTRAINT "invitation_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "person_role" DROP CONSTRAINT "person_role_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "person_role" DROP CONSTRAINT "person_role_location_id_location_id_fk";
--> statement-breakpoint
ALTER TABLE "staff_assignment" DROP CONSTRAINT "staff_assignment_person_id_person_id_fk";
--> statement-breakpoint
ALTER TABLE "staff_assignment" DROP CONSTRAINT "staff_assignment_group_id_group_id_fk";
--> statement-breakpoint
ALTER TABLE "child" ADD CONSTRAINT "child_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "contract_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
ALTER TABLE "group" ADD CONSTRAINT "group_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
ALTER TABLE "legal_entity" ADD CONSTRAINT "legal_entity_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
ALTER TABLE "location" ADD CONSTRAINT "location_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_id_organisation_id_unique" UNIQUE("id","organisation_id");
--> statement-breakpoint
DROP INDEX "contract_child_id_index";
--> statement-breakpoint
DROP INDEX "contract_legal_entity_id_index";
--> statement-breakpoint
DROP INDEX "guardianship_child_id_index";
--> statement-breakpoint
DROP INDEX "guardianship_person_id_index";
--> statement-breakpoint
DROP INDEX "placement_child_id_index";
--> statement-breakpoint
DROP INDEX "placement_group_id_index";
--> statement-breakpoint
DROP INDEX "placement_contract_id_index";
--> statement-breakpoint
DROP INDEX "share_person_id_index";
--> statement-breakpoint
DROP INDEX "invitation_person_id_index";
--> statement-breakpoint
DROP INDEX "person_role_location_id_index";
--> statement-breakpoint
DROP INDEX "staff_assignment_person_id_index";
--> statement-breakpoint
DROP INDEX "staff_assignment_group_id_index";
--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "contract" ADD CONSTRAINT "legal_entity_id_within_organisation" FOREIGN KEY ("legal_entity_id","organisation_id") REFERENCES "public"."legal_entity"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "guardianship" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "contract_id_within_organisation" FOREIGN KEY ("contract_id","organisation_id") REFERENCES "public"."contract"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "child_id_within_organisation" FOREIGN KEY ("child_id","organisation_id") REFERENCES "public"."child"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "share" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "person_role" ADD CONSTRAINT "location_id_within_organisation" FOREIGN KEY ("location_id","organisation_id") REFERENCES "public"."location"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff_assignment" ADD CONSTRAINT "person_id_within_organisation" FOREIGN KEY ("person_id","organisation_id") REFERENCES "public"."person"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff_assignment" ADD CONSTRAINT "group_id_within_organisation" FOREIGN KEY ("group_id","organisation_id") REFERENCES "public"."group"("id","organisation_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "channel_child_id_organisation_id_index" ON "channel" USING btree ("child_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "channel_person_id_organisation_id_index" ON "channel" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "contract_child_id_organisation_id_index" ON "contract" USING btree ("child_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "contract_legal_entity_id_organisation_id_index" ON "contract" USING btree ("legal_entity_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "guardianship_child_id_organisation_id_index" ON "guardianship" USING btree ("child_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "guardianship_person_id_organisation_id_index" ON "guardianship" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "placement_child_id_organisation_id_index" ON "placement" USING btree ("child_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "placement_group_id_organisation_id_index" ON "placement" USING btree ("group_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "placement_contract_id_organisation_id_index" ON "placement" USING btree ("contract_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "share_child_id_organisation_id_index" ON "share" USING btree ("child_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "share_person_id_organisation_id_index" ON "share" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "invitation_person_id_organisation_id_index" ON "invitation" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "person_role_person_id_organisation_id_index" ON "person_role" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "person_role_location_id_organisation_id_index" ON "person_role" USING btree ("location_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "staff_assignment_person_id_organisation_id_index" ON "staff_assignment" USING btree ("person_id","organisation_id");
--> statement-breakpoint
CREATE INDEX "staff_assignment_group_id_organisation_id_index" ON "staff_assignment" USING btree ("group_id","organisation_id");
--> statement-breakpoint
ALTER POLICY "child_read_app_select" ON "child_read" TO ouderapp_app USING (child_id = any((select nullif(current_setting('app.parental', true), '')::uuid[])::uuid[]) or (person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) is not null));
--> statement-breakpoint
ALTER POLICY "guardianship_app_select" ON "guardianship" TO ouderapp_app USING ((person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) is not null) or ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])) or ((select nullif(current_setting('app.role', true), '')) = 'administration' and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));
--> statement-breakpoint
ALTER POLICY "share_app_select" ON "share" TO ouderapp_app USING ((person_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) is not null) or ((select nullif(current_setting('app.role', true), '')) = 'manager' and child_id = any((select nullif(current_setting('app.children', true), '')::uuid[])::uuid[])));
