-- Bytes that were announced and may still arrive, of everybody who shares the disk. Of one person a gigabyte at most: who announces much and
-- sends nothing keeps nobody else from sending.
create or replace function expected_bytes() returns bigint
  language sql stable security definer set search_path = public, pg_temp
begin atomic
  select coalesce(sum(least(mine.bytes, 1073741824)), 0)::bigint
    from (select sum(m.bytes) as bytes from media m where m.state = 'uploading' and m.post_id is null group by m.uploader_id) mine;
end;
