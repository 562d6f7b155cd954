import type pg from 'pg'
import type { MediaPlaces } from '../../db/media/open.ts'
import type { MediaStore } from '../../db/media/store.ts'
import { couldNotRemove, removeEach } from './sweeping.ts'

/** What a sweep found: old files in all, of how many of them no row knows, and how many it removed. */
export interface Sweep {
  files: number
  unknown: number
  removed: number
  /** So many are unknown that the store may be another database's, and nothing was removed. */
  isHeld: boolean
}

const batch = 200
const day = 86_400_000
/** A new file's row may be about to be committed. */
const youngFor = day
/** Within which somebody notices that the database is not the one to which the store belongs. */
const unknownFor = 7 * day
/** What dying workers leave are a few files; more than this and a fifth of the store is another thing. */
const fewUnknown = 50

/** What is to be removed anyway has a row as well. */
const isUnknown = (name: string) =>
  `not exists (select from media m where m.files @> jsonb_build_array(jsonb_build_object('name', ${name})))
   and not exists (select from portrait p where p.files @> jsonb_build_array(jsonb_build_object('name', ${name})))
   and not exists (select from unwanted_file w where w.name = ${name})`

const note = `
  with unknown as materialized (select name from unnest($1::text[]) as given(name) where ${isUnknown('given.name')}),
  known_again as (delete from orphan_file where name = any($1) and name not in (select name from unknown)),
  noted as (insert into orphan_file (name, seen_at) select name, $2 from unknown on conflict do nothing)
  select count(*)::integer as unknown from unknown`

const lasting = `
  select o.name from orphan_file o where o.seen_at <= $1 and o.name > $2 and ${isUnknown('o.name')} order by o.name limit $3`

/**
 * Notes the old files in the store of which no row knows, as a worker leaves them that died, and removes those that were noted a week
 * ago and are unknown still. When too many are unknown it removes nothing, at every sweep anew, unless it is told to.
 * @throws when some could not be removed; the others are
 */
export async function sweepOrphans(
  pool: pg.Pool,
  { store }: MediaPlaces,
  now: Date,
  { evenMany = false } = {},
): Promise<Sweep> {
  const before = new Date(now.getTime() - youngFor)
  await store.forgetUnfinished(before)
  let [files, unknown] = [0, 0]
  for await (const names of oldNames(store, before)) {
    const { rows } = await pool.query<{ unknown: number }>(note, [names, now])
    files += names.length
    unknown += rows[0]?.unknown ?? 0
  }
  const isHeld = !evenMany && unknown >= fewUnknown && unknown > files / 5
  const removed = isHeld ? 0 : await removeLasting(pool, store, new Date(now.getTime() - unknownFor))
  return { files, unknown, removed, isHeld }
}

async function* oldNames(store: MediaStore, before: Date): AsyncGenerator<string[]> {
  let names: string[] = []
  for await (const { name, changedAt } of store.names()) {
    if (changedAt < before) names.push(name)
    if (names.length < batch) continue
    yield names
    names = []
  }
  if (names.length > 0) yield names
}

async function removeLasting(pool: pg.Pool, store: MediaStore, since: Date): Promise<number> {
  let [removed, failed, last] = [0, 0, '']
  let reason: unknown
  for (let more = true; more; ) {
    const { rows } = await pool.query<{ name: string }>(lasting, [since, last, batch])
    const { gone, kept, error } = await removeEach(
      store,
      rows.map((row) => row.name),
    )
    await pool.query('delete from orphan_file where name = any($1::text[])', [gone])
    removed += gone.length
    failed += kept.length
    reason = error ?? reason
    last = rows.at(-1)?.name ?? last
    more = rows.length === batch
  }
  if (failed > 0) throw couldNotRemove(failed, reason)
  return removed
}
