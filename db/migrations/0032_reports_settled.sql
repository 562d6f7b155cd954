ALTER TABLE "breach_record" ADD COLUMN "aware_at" timestamp with time zone;--> statement-breakpoint
update breach_record b
   set aware_at = least(b.recalled_at, (select min((r.said ->> 'at')::timestamptz) from jsonb_array_elements(b.reports) as r(said)));--> statement-breakpoint
ALTER TABLE "breach_record" ALTER COLUMN "aware_at" SET NOT NULL;--> statement-breakpoint
-- What a guardian had said of a photo more than once is one report: the first, with all its words.
with open as (
  select r.id, r.photo_id, r.reporter_id, r.text, r.at,
         first_value(r.id) over (partition by r.photo_id, r.reporter_id order by r.at, r.id) as first
    from photo_report r where r.settled_at is null
)
update photo_report r
   set text = left((select string_agg(distinct nullif(o.text, ''), E'\n') from open o where o.first = r.id), 1000)
 where exists (select 1 from open o where o.first = r.id and o.id <> r.id and o.text <> '');--> statement-breakpoint
delete from photo_report r using photo_report earlier
 where r.settled_at is null and earlier.settled_at is null and earlier.photo_id = r.photo_id and earlier.reporter_id = r.reporter_id
   and (earlier.at, earlier.id) < (r.at, r.id);--> statement-breakpoint
CREATE UNIQUE INDEX "photo_report_photo_id_reporter_id_index" ON "photo_report" USING btree ("photo_id","reporter_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "photo_report_settled_at_index" ON "photo_report" USING btree ("settled_at");--> statement-breakpoint
DROP POLICY "photo_report_worker" ON "photo_report" CASCADE;--> statement-breakpoint
CREATE POLICY "photo_report_worker" ON "photo_report" AS PERMISSIVE FOR ALL TO "ouderapp_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER POLICY "photo_report_app_select" ON "photo_report" TO ouderapp_app USING ((channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and (select nullif(current_setting('app.role', true), '')) in ('staff', 'manager') and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)) or (reporter_id = (select nullif(current_setting('app.person', true), '')::uuid) and (select nullif(current_setting('app.role', true), '')) = 'guardian' and channel_id = any((select nullif(current_setting('app.channels', true), '')::uuid[])::uuid[]) and organisation_id = (select nullif(current_setting('app.organisation', true), '')::uuid)));