-- Who looked at a child is written by carers and read by guardians; nobody changes it.
alter table child_read force row level security;
grant select, insert on child_read to ouderapp_app;
grant all on child_read to ouderapp_loader;
