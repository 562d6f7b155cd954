import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { work } from '../../db/client.ts'
import { keyOfStored, newKey, wrapUntagged } from '../../db/media/keys.ts'
import { forgetUpload, type MediaPlaces } from '../../db/media/open.ts'
import { sealFile } from '../../db/media/sealed-file.ts'
import { newName } from '../../db/media/store.ts'
import type { StoredFile } from '../../db/schema/media.ts'
import type { Publish } from '../relay.ts'
import { type Made, type Making, makeDocument, makePhoto, makeVideo } from './making.ts'
import { MediaRefused } from './media-refused.ts'
import { familyIn } from './media-type.ts'
import { openPictureMakers, type PictureMaker, type PictureMakers } from './picture.ts'

/** What the processing of media stands on. */
export interface MediaGround {
  pool: pg.Pool
  places: MediaPlaces
  secret: string
  /** Bytes that a photo and a video may have. */
  limits: { photo: number; video: number }
  /** Milliseconds that a document may take; it has an own limit unless given. */
  documentWithin?: number
  now: () => Date
  publish: Publish
  /** Is told of what failed and may be tried again; names nobody. */
  failed: (failure: { media: string; attempt: number; error: Error }) => void
}

interface Taken {
  id: string
  uploader_id: string
  kind: 'photo' | 'video' | 'document'
  /** It is to go with a message. */
  is_attachment: boolean
  attempts: number
}

/** Within which a worker renews that it is still at work; after that another takes it up. */
const lease = 60_000
/** How soon at the latest nobody works any more on what was thrown away. */
const renewEvery = 5_000
const mostAttempts = 5

/** How one kind is worked on. */
export interface MediaWork {
  /** Ends it early. */
  signal?: AbortSignal
  /** Whose pictures are made; unless given, none stay. */
  makers?: PictureMakers
  /** Persons whose files were taken up, the latest last. Kept from call to call, nobody comes first for throwing away and sending anew. */
  turns?: string[]
}

/**
 * Processes what has arrived of one kind, documents with the photos, one after another, and says how many it took up. What dies in between is taken up
 * again, and what fails is tried again later; neither leaves anything behind.
 */
export async function processMedia(
  ground: MediaGround,
  kind: 'photo' | 'video',
  { signal, makers = openPictureMakers(0), turns = [] }: MediaWork = {},
): Promise<number> {
  try {
    for (let done = 0; ; done++) {
      if (signal?.aborted) return done
      const taken = await take(ground, kind, turns)
      if (!taken) return done
      // Its last attempt never said how it ended: it may be what ends workers.
      if (taken.attempts > mostAttempts) await giveUp(ground, taken.id)
      else await processOne(ground, taken, makers.of(taken.uploader_id), signal)
    }
  } finally {
    makers.rest()
  }
}

// Whoever was served the longest ago, or never: whoever sends a hundred does not keep the others waiting.
const takeDue = `
  update media set due_at = $2, attempts = attempts + 1
   where id = (select id from media where state = 'received' and kind = any($3::text[]) and due_at <= $1
                order by coalesce(array_position($4::uuid[], uploader_id), 0), due_at, id
                limit 1 for update skip locked)
  returning id, uploader_id, kind, child_id is not null as is_attachment, attempts`
/** Persons whose turn is remembered: more than send at once. */
const mostTurns = 1000

const kinds = { photo: ['photo', 'document'], video: ['video'] }

async function take({ pool, now }: MediaGround, kind: 'photo' | 'video', turns: string[]): Promise<Taken | undefined> {
  const at = now()
  const { rows } = await pool.query<Taken>(takeDue, [at, new Date(at.getTime() + lease), kinds[kind], turns])
  const [taken] = rows
  if (!taken) return undefined
  const before = turns.indexOf(taken.uploader_id)
  if (before >= 0) turns.splice(before, 1)
  turns.push(taken.uploader_id)
  if (turns.length > mostTurns) turns.shift()
  return taken
}

async function processOne(ground: MediaGround, taken: Taken, maker: PictureMaker, signal?: AbortSignal): Promise<void> {
  const { pool, places, now, limits, documentWithin } = ground
  const path = join(places.uploads, taken.id)
  const folder = `${path}.making`
  const thrownAway = new AbortController()
  const ending = signal ? AbortSignal.any([signal, thrownAway.signal]) : thrownAway.signal
  const renewing = setInterval(() => {
    pool
      .query('update media set due_at = $2 where id = $1', [taken.id, new Date(now().getTime() + lease)])
      .then(({ rowCount }) => rowCount === 0 && thrownAway.abort())
      .catch(() => {})
  }, renewEvery)
  const stored: StoredFile[] = []
  try {
    const isVideo = (await familyIn(path, Math.max(limits.photo, limits.video))) === 'mp4'
    // With a message no film goes.
    if (isVideo && taken.is_attachment) throw new MediaRefused('unknown_type')
    if (isVideo && taken.kind === 'photo') {
      // Announced as a photo, it waits with the videos: it would keep every photo waiting.
      await pool.query(`update media set kind = 'video', due_at = $2 where id = $1 and state = 'received'`, [
        taken.id,
        now(),
      ])
      return
    }
    const progress = (fraction: number) => void tellProgress(ground, taken.id, fraction)
    const making = { path, folder, limits, documentWithin, progress, signal: ending }
    const made = await make(taken.kind === 'document' ? 'document' : isVideo ? 'video' : 'photo', making, maker)
    const fileKey = newKey()
    // All at once: each waits for the disk most of the time.
    const puts = await Promise.allSettled(made.renditions.map((one) => store(ground, fileKey, one)))
    stored.push(...puts.flatMap((put) => (put.status === 'fulfilled' ? [put.value] : [])))
    const failed = puts.find((put) => put.status === 'rejected')
    if (failed) throw failed.reason
    // From here on the database alone knows whether they are needed: if its answer is lost, the sweep of orphans asks it again.
    const files = stored.splice(0)
    if (!(await keep(ground, taken.id, fileKey, made, files))) stored.push(...files)
    await forgetUpload(places, taken.id)
  } catch (error) {
    // Stopped by ourselves: that was no attempt of the file's.
    if (signal?.aborted) return await giveBack(ground, taken.id)
    if (thrownAway.signal.aborted) return
    await keepFailure(ground, taken, error as Error)
  } finally {
    clearInterval(renewing)
    await rm(folder, { recursive: true, force: true }).catch(() => {})
    // What was stored before it failed, or was thrown away meanwhile, nobody needs.
    for (const { name } of stored) await places.store.remove(name).catch(() => {})
  }
}

const make = (kind: Made['kind'], making: Making, maker: PictureMaker): Promise<Made> =>
  kind === 'document' ? makeDocument(making) : kind === 'video' ? makeVideo(making) : makePhoto(making, maker)

async function store(
  { places }: MediaGround,
  fileKey: Buffer,
  { kind, type, bytes, read }: Made['renditions'][number],
): Promise<StoredFile> {
  const name = newName()
  await places.store.put(name, sealFile(keyOfStored(fileKey, name), read()))
  return { kind, name, type, bytes }
}

const keepMade = `
  update media set state = 'ready', kind = $2, progress = 1, wrapped_key = $3, files = $4::jsonb, width = $5, height = $6, seconds = $7,
                   thumbhash = $8, camera_at = $9, due_at = null
   where id = $1 and state = 'received' returning id`

/** @returns false when it was thrown away meanwhile */
async function keep(
  ground: MediaGround,
  id: string,
  fileKey: Buffer,
  made: Made,
  stored: readonly StoredFile[],
): Promise<boolean> {
  const { kind, width, height, seconds, thumbhash, takenAt } = made
  const wrapped = wrapUntagged(fileKey, id, ground.secret)
  // A camera whose clock is ahead tells nothing.
  const cameraAt = takenAt && takenAt <= ground.now() ? takenAt : null
  return change(ground, id, keepMade, [
    id,
    kind,
    wrapped,
    JSON.stringify(stored),
    width,
    height,
    seconds,
    thumbhash,
    cameraAt,
  ])
}

async function keepFailure(ground: MediaGround, { id, kind, attempts }: Taken, error: Error): Promise<void> {
  // On a busy machine also a good photo takes long: only the third time it is the file's own fault. A document of any size takes a moment.
  const mayPass = error instanceof MediaRefused && error.reason === 'too_slow' && kind !== 'document' && attempts < 3
  if (error instanceof MediaRefused && !mayPass) {
    await change(
      ground,
      id,
      `update media set state = 'refused', reason = $2, due_at = null where id = $1 and state = 'received' returning id`,
      [id, error.reason],
    )
    return forgetUpload(ground.places, id)
  }
  const later = new Date(ground.now().getTime() + 2 ** attempts * 5_000)
  const { rowCount } = await ground.pool.query(`update media set due_at = $2 where id = $1 and state = 'received'`, [
    id,
    later,
  ])
  // Thrown away, with what was being made of it.
  if (rowCount === 0) return
  ground.failed({ media: id, attempt: attempts, error })
  if (attempts >= mostAttempts) await giveUp(ground, id)
}

async function giveUp(ground: MediaGround, id: string): Promise<void> {
  const failed = `update media set state = 'failed', due_at = null where id = $1 and state = 'received' returning id`
  await change(ground, id, failed, [id])
}

const giveBack = ({ pool, now }: MediaGround, id: string) =>
  pool
    .query(`update media set due_at = $2, attempts = attempts - 1 where id = $1 and state = 'received'`, [id, now()])
    .then(
      () => {},
      // Its lease runs out.
      () => {},
    )

/** Progress that is told, in twentieths. */
async function tellProgress(ground: MediaGround, id: string, fraction: number): Promise<void> {
  const progress = Math.floor(fraction * 20) / 20
  const further = `update media set progress = $2 where id = $1 and state = 'received' and progress < $2 returning id`
  await change(ground, id, further, [id, progress]).catch(() => {})
}

/** Changes a file and tells who sent it; false when it was not there any more. */
async function change(ground: MediaGround, id: string, sql: string, values: readonly unknown[]): Promise<boolean> {
  const told = await work(ground.pool, async (client) => {
    const { rowCount } = await client.query(sql, values as unknown[])
    if (rowCount === 0) return undefined
    const outbox = uuidv7()
    const { rows } = await client.query<{ channel_id: string; seq: number }>(
      'select * from tell_uploader($1, $2, $3)',
      [id, outbox, ground.now()],
    )
    return { outbox, refs: rows.map((row) => ({ channel: row.channel_id, seq: row.seq })) }
  })
  if (!told) return false
  // Whatever fails here, the relay publishes a moment later.
  await ground
    .publish(told.refs)
    .then(() => ground.pool.query('delete from outbox where id = $1', [told.outbox]))
    .catch(() => {})
  return true
}
