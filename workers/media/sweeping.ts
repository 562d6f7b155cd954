import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { untaggedFor } from '../../backend/media/queries.ts'
import { forgetUpload, type MediaPlaces } from '../../db/media/open.ts'
import type { MediaStore } from '../../db/media/store.ts'

const batch = 200

/** Removes files one after another: which are gone, which could not be removed, and why the last of those could not. */
export async function removeEach(
  store: MediaStore,
  names: readonly string[],
): Promise<{ gone: string[]; kept: string[]; error: unknown }> {
  const [gone, kept]: [string[], string[]] = [[], []]
  let error: unknown
  for (const name of names) {
    try {
      await store.remove(name)
      gone.push(name)
    } catch (refused) {
      kept.push(name)
      error = refused
    }
  }
  return { gone, kept, error }
}

/** What a run ends with that could not remove some files. */
export const couldNotRemove = (files: number, reason: unknown): Error =>
  new Error(`${files} files could not be removed from the store: ${(reason as Error).message}`, { cause: reason })

const putBehind = `
  update unwanted_file set at = (select max(at) + interval '1 millisecond' from unwanted_file) where name = any($1::text[])`

/**
 * Removes the files that nothing needs any more from the store, and says how many. What cannot be removed waits behind the others.
 * @throws when some could not be removed; the others are
 */
export async function removeUnwanted(pool: pg.Pool, { store }: MediaPlaces): Promise<number> {
  const failed = new Set<string>()
  let removed = 0
  let reason: unknown
  for (let more = true; more; ) {
    const { rows } = await pool.query<{ name: string }>('select name from unwanted_file order by at limit $1', [batch])
    const { gone, kept, error } = await removeEach(
      store,
      rows.map((row) => row.name),
    )
    await pool.query('delete from unwanted_file where name = any($1::text[])', [gone])
    await pool.query(putBehind, [kept])
    removed += gone.length
    for (const name of kept) failed.add(name)
    reason = error ?? reason
    // A store that is away lets nothing go.
    more = rows.length === batch && gone.length > 0
  }
  if (failed.size > 0) throw couldNotRemove(failed.size, reason)
  return removed
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

/** Within which whoever removed a portrait may take that back. */
const removedFor = 600_000

/** Forgets the portraits that were removed, and those of who works nowhere any more; their files wait to be removed. Says how many. */
export async function forgetPortraits(pool: pg.Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ portraits: number }>('select forget_portraits($1, $2) as portraits', [
    new Date(now.getTime() - removedFor),
    now,
  ])
  return rows[0]?.portraits ?? 0
}

/** What lies among the uploads and was thrown away, or was never committed: of the file, the protocol's note and what is made, any. */
async function forgetStrayUploads(pool: pg.Pool, places: MediaPlaces, now: Date): Promise<void> {
  const old = new Map<string, boolean>()
  for (const name of await readdir(places.uploads)) {
    const id = ofUpload.exec(name)?.[1]
    if (!id) continue
    const there = await stat(join(places.uploads, name)).catch(() => undefined)
    const isOld = !there || there.mtimeMs < now.getTime() - strayAfter
    old.set(id, isOld && (old.get(id) ?? true))
  }
  const ids = [...old].filter(([, isOld]) => isOld).map(([id]) => id)
  const { rows } = await pool.query<{ id: string }>(
    `select id from media where id = any($1::uuid[]) and state in ('uploading', 'received', 'failed')`,
    [ids],
  )
  const needed = new Set(rows.map((row) => row.id))
  for (const id of ids) if (!needed.has(id)) await forgetUpload(places, id)
}

const ofUpload = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.json|\.making)?$/
const strayAfter = 3_600_000
