-- What no row knows of is the workers' alone; and what cannot be removed now waits behind the others.
alter table orphan_file force row level security;
grant all on orphan_file to ouderapp_loader;
grant select, insert, delete on orphan_file to ouderapp_worker;
grant update (at) on unwanted_file to ouderapp_worker;
