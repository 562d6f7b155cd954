-- As before; of the last message it also says whether staff recalled it, as the conversation itself does.
create or replace function conversation_json(of_conversation uuid, today date) returns jsonb language sql stable
begin atomic
  select jsonb_build_object(
    'id', k.id, 'kind', k.kind,
    'child', (select jsonb_build_object('id', c.id, 'callName', c.call_name) from child c where c.id = k.child_id),
    'group', (select jsonb_build_object('id', g.id, 'name', g.name) from placement p join "group" g on g.id = p.group_id
               where p.child_id = k.child_id and p.starts_on <= today and (p.ends_on is null or p.ends_on >= today)
               order by p.starts_on, g.id limit 1),
    'guardians', (select jsonb_agg(jsonb_build_object('personId', p.id, 'name', p.first_name) order by p.first_name, p.id)
                    from person p where p.id in (k.guardian_id, k.with_id)),
    'proposedBy', k.guardian_id, 'agreedAt', k.agreed_at, 'endedAt', k.ended_at, 'openedAt', k.opened_at,
    'last', (select jsonb_build_object('messageId', m.id, 'seq', m.seq, 'side', m.side, 'author', m.author_name, 'at', m.sent_at,
                      'preview', left(btrim(regexp_replace(m.text, '\s+', ' ', 'g')), 140), 'retracted', m.retracted_at is not null, 'recalled', m.recalled,
                      'attached', (select jsonb_build_object('photos', count(*) filter (where a.kind = 'photo'),
                                            'documents', count(*) filter (where a.kind = 'document'),
                                            'name', min(a.name))
                                     from message_attachment a
                                    where a.message_id = m.id
                                      and (a.photos_channel_id is null
                                           or a.photos_channel_id = any(coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[]))))
               from message m where m.conversation_id = k.id order by m.seq desc limit 1),
    'guardianRead', case when k.guardian_read_at is not null
      then jsonb_build_object('seq', k.guardian_read_seq, 'at', k.guardian_read_at, 'name', k.guardian_read_name) end,
    'staffRead', case when k.staff_read_at is not null
      then jsonb_build_object('seq', k.staff_read_seq, 'at', k.staff_read_at, 'name', k.staff_read_name) end,
    'silence', conversation_silence(k.id, today),
    'done', k.done, 'urgent', k.urgent,
    'claimedById', k.claimed_by_id, 'claimedByName', k.claimed_by_name, 'claimedAt', k.claimed_at,
    'handedOverAt', k.handed_over_at, 'handedOverByName', k.handed_over_by_name)
    from conversation k where k.id = of_conversation;
end;
