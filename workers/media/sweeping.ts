import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { untaggedFor } from '../../backend/media/queries.ts'
import { forgetUpload, type MediaPlaces } from '../../db/media/open.ts'

const batch = 200

/** Removes the files that nothing needs any more from the store, and says how many. */
export async function removeUnwanted(pool: pg.Pool, { store }: MediaPlaces): Promise<number> {
  for (let removed = 0; ; ) {
    const { rows } = await pool.query<{ name: string }>('select name from unwanted_file order by at limit $1', [batch])
    for (const { name } of rows) await store.remove(name)
    await pool.query('delete from unwanted_file where name = any($1::text[])', [rows.map((row) => row.name)])
    removed += rows.length
    if (rows.length < batch) return removed
  }
}

const expireUntagged = `
  with gone as (
    delete from media where post_id is null and created_at <= $1 returning id, organisation_id, files
  ), unwanted as (
    insert into unwanted_file (name, organisation_id, at)
    select f.name, g.organisation_id, $2 from gone g cross join lateral jsonb_to_recordset(g.files) as f(name text)
  )
  select id from gone`

/** Forgets what was sent and not tagged within a day, with what had arrived of it; and says how many. */
export async function expireUploads(pool: pg.Pool, places: MediaPlaces, now: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(expireUntagged, [new Date(now.getTime() - untaggedFor), now])
  for (const { id } of rows) await forgetUpload(places, id)
  await forgetStrayUploads(pool, places, now)
  return rows.length
}

/** What lies among the uploads and was thrown away, or was never committed. */
async function forgetStrayUploads(pool: pg.Pool, places: MediaPlaces, now: Date): Promise<void> {
  const ids = (await readdir(places.uploads)).filter((name) => /^[0-9a-f-]{36}$/.test(name))
  const old: string[] = []
  for (const id of ids) {
    const there = await stat(join(places.uploads, id)).catch(() => undefined)
    if (there && there.mtimeMs < now.getTime() - strayAfter) old.push(id)
  }
  const { rows } = await pool.query<{ id: string }>(
    `select id from media where id = any($1::uuid[]) and state in ('uploading', 'received', 'failed')`,
    [old],
  )
  const needed = new Set(rows.map((row) => row.id))
  for (const id of old) if (!needed.has(id)) await forgetUpload(places, id)
}

const strayAfter = 3_600_000
const olderThan = 86_400_000

/**
 * Removes files from the store of which no row knows: what a worker stored before it died. Only old ones, since a new one's row may be
 * about to be committed. Says how many.
 */
export async function sweepOrphans(pool: pg.Pool, { store }: MediaPlaces, now: Date): Promise<number> {
  const before = new Date(now.getTime() - olderThan)
  await store.forgetUnfinished(before)
  let removed = 0
  let names: string[] = []
  const sweep = async () => {
    const { rows } = await pool.query<{ name: string }>(
      `select given.name from unnest($1::text[]) as given(name)
        where not exists (select 1 from media m where m.files @> jsonb_build_array(jsonb_build_object('name', given.name)))`,
      [names],
    )
    for (const { name } of rows) await store.remove(name)
    removed += rows.length
    names = []
  }
  for await (const { name, changedAt } of store.names()) {
    if (changedAt < before) names.push(name)
    if (names.length === batch) await sweep()
  }
  await sweep()
  return removed
}
