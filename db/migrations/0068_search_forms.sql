-- Words of messages are found as they begin, in their forms and without accents, and messages by who sent them.

-- Without accents, and with nothing between words but spaces: the words of *Joris-Jan* or *mama/papa* are found each for itself.
create function plain_words(said text) returns text language sql immutable parallel safe
  return translate(
    regexp_replace(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]+', '', 'g'),
      '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f]+', ' ', 'g'),
    'ıøØłŁđĐ', 'ioOlLdD');
--> statement-breakpoint
-- What of a text an index knows: its words as they stand, and their stems in Dutch and English. Named with its schema, for an index is made
-- and looked after without a search path.
create function words_of(said text) returns tsvector language plpgsql immutable parallel safe cost 2000
as $$
declare
  plain text := public.plain_words(said);
begin
  return to_tsvector('simple'::regconfig, plain) || to_tsvector('dutch'::regconfig, plain) || to_tsvector('english'::regconfig, plain);
end $$;
--> statement-breakpoint
-- What is asked for, as `backend/conversation/asked-words.ts` says it: sets of words of which one is to stand in a text whole. What says
-- nothing in Dutch or in English (*de*, *the*) counts only where a set has nothing else. `loosely`: each word of it for itself, to be marked.
create function asked_words(asked jsonb, loosely boolean) returns tsquery language plpgsql immutable parallel safe
as $$
declare
  any_set tsquery := '';
  one_set tsquery;
  slight tsquery;
  the_set jsonb;
  one jsonb;
  as_typed tsquery;
  dutch tsquery;
  english tsquery;
begin
  for the_set in select s from jsonb_array_elements(asked) s loop
    one_set := '';
    slight := '';
    for one in select o from jsonb_array_elements(the_set) o loop
      as_typed := phraseto_tsquery('simple', one ->> 'words');
      if (one ->> 'quoted')::boolean then
        if loosely then as_typed := plainto_tsquery('simple', one ->> 'words'); end if;
      else
        dutch := phraseto_tsquery('dutch', one ->> 'words');
        english := phraseto_tsquery('english', one ->> 'words');
        as_typed := to_tsquery('simple', one ->> 'forms');
        if numnode(dutch) = 0 or numnode(english) = 0 then
          slight := slight && as_typed;
          continue;
        end if;
        as_typed := as_typed || dutch || english;
      end if;
      one_set := one_set && as_typed;
    end loop;
    if numnode(one_set) = 0 then one_set := slight; end if;
    any_set := any_set || one_set;
  end loop;
  if loosely then return replace(any_set::text, ' & ', ' | ')::tsquery; end if;
  return any_set;
end $$;
--> statement-breakpoint
-- The words among some texts by which what is asked for was found, as `plain_words` has them.
create function words_found(said text[], asked jsonb) returns text[] language plpgsql immutable parallel safe
as $$
declare
  sought tsquery := asked_words(asked, true);
begin
  return array(
    select w.lexeme
      from (select distinct v.lexeme from unnest(said) t cross join lateral unnest(to_tsvector('simple'::regconfig, plain_words(t))) v) w
     where (to_tsvector('simple'::regconfig, w.lexeme) || to_tsvector('dutch'::regconfig, w.lexeme) || to_tsvector('english'::regconfig, w.lexeme))
           @@ sought);
end $$;
--> statement-breakpoint
-- While they are made messages are read, and none is written; only then the ones of before go.
CREATE INDEX "attachment_words_new" ON "message_attachment" USING gin (words_of(coalesce(name, '')));--> statement-breakpoint
CREATE INDEX "message_words_new" ON "message" USING gin (words_of(author_name || ' ' || text));--> statement-breakpoint
DROP INDEX "attachment_words";--> statement-breakpoint
DROP INDEX "message_words";--> statement-breakpoint
ALTER INDEX "attachment_words_new" RENAME TO "attachment_words";--> statement-breakpoint
ALTER INDEX "message_words_new" RENAME TO "message_words";
--> statement-breakpoint
-- As before, of what is asked for in this way. How many of the actor's own there are decides how it is planned, each time anew; how many hold the
-- words does not (`select sought`): where a word stands in most of them, looking at the words of each would seem as cheap as the index. There
-- is room for all places where a common word stands, or the words of each message would be looked at again.
drop function search_messages(text, timestamptz, uuid, integer);
--> statement-breakpoint
create function search_messages(asked jsonb, before_at timestamptz, before_id uuid, most integer)
  returns table (id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan set work_mem = '64MB'
as $$
declare
  seen uuid[] := coalesce(nullif(current_setting('app.channels', true), ''), '{}')::uuid[];
  sought tsquery := asked_words(asked, false);
begin
  return query
    select found.id
      from ((select w.id, w.sent_at
               from message w
              where words_of(w.author_name || ' ' || w.text) @@ (select sought) and w.conversation_id = any(seen) and w.retracted_at is null
                and (w.sent_at, w.id) < (before_at, before_id)
              order by w.sent_at desc, w.id desc limit most)
            union
            (select m.id, m.sent_at
               from message_attachment a join message m on m.id = a.message_id
              where words_of(coalesce(a.name, '')) @@ (select sought) and a.conversation_id = any(seen) and m.retracted_at is null
                and (m.sent_at, m.id) < (before_at, before_id)
              order by m.sent_at desc, m.id desc limit most)) found
     order by found.sent_at desc, found.id desc limit most;
end $$;
--> statement-breakpoint
do $$
declare signature text := 'search_messages(jsonb, timestamptz, uuid, integer)';
begin
  grant create on schema public to ouderapp_audience;
  execute format('alter function %s owner to ouderapp_audience', signature);
  execute format('revoke all on function %s from public', signature);
  execute format('grant execute on function %s to ouderapp_app', signature);
  revoke create on schema public from ouderapp_audience;
end $$;
