import { type ChildProcess, fork } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { openPool } from '../../db/client.ts'
import { type MediaPlaces, openMedia } from '../../db/media/open.ts'
import { openPictureMakers, type PictureMakers } from '../../workers/media/picture.ts'
import { processMedia } from '../../workers/media/processing.ts'
import { asOwner } from '../support/postgres.ts'
import type { PlainPictures } from './bare-pictures.ts'
import { cameraPhotos } from './camera.ts'
import { roomsOf } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { startSide } from './side.ts'
import { median, rounded } from './statistics.ts'
import { sendPhoto } from './uploads.ts'

/**
 * Photos a minute through the worker, from what was sent until every form is sealed, stored and told, beside sharp alone, which makes
 * the same forms of the same files one after another and writes them as they are. Both stand as far back behind other processes.
 */
export async function measurePictures(ground: Ground, scale: Scale): Promise<Measure[]> {
  const files = await cameraPhotos(scale.cameraPhotos)
  const [room] = roomsOf(ground, 1)
  const dataDir = await ground.folder()
  const side = await startSide('ours', ground, { dataDir })
  const places = await openMedia(dataDir)
  const pool = openPool(ground.urls.worker, 2, () => {})
  // As the worker's, which meets the next photo of the same person while it still waits.
  const makers = openPictureMakers(60_000)
  const plain = await openPlain(ground, files)
  const rounds: { ours: number; bare: number }[] = []
  try {
    for (let n = -1; n < scale.rounds; n++) {
      const few = n < 0 ? files.slice(0, 1) : files
      const ids: string[] = []
      for (const file of few) ids.push(await sendPhoto(side, room!.staff.cookie, room!.groupId, file))
      const ours = await throughWorker(ground, { pool, places, makers }, ids)
      const bare = await plain.make(few.length)
      if (n >= 0) rounds.push({ ours: (60_000 * few.length) / ours, bare: (60_000 * few.length) / bare })
    }
  } finally {
    makers.close()
    await plain.close()
    await pool.end()
    await side.stop()
  }
  const ratios = rounds.map(({ ours, bare }) => ours / bare)
  return [
    {
      name: 'photos of 12 megapixels a minute through the worker',
      ours: rounded(median(rounds.map(({ ours }) => ours)), 1),
      bare: rounded(median(rounds.map(({ bare }) => bare)), 1),
      unit: '/min',
      ratio: rounded(median(ratios)),
      reach: { atLeast: 0.85 },
      details: { ratios: ratios.map((ratio) => rounded(ratio)), bytes: files.map((file) => file.length) },
    },
  ]
}

/** Milliseconds until these files, which have arrived, are kept. */
async function throughWorker(
  ground: Ground,
  { pool, places, makers }: { pool: pg.Pool; places: MediaPlaces; makers: PictureMakers },
  ids: readonly string[],
): Promise<number> {
  const start = performance.now()
  const given = {
    pool,
    places,
    secret: ground.secret,
    limits: { photo: 50_000_000, video: 50_000_000 },
    now: () => new Date(),
    // Nobody is connected.
    publish: async () => {},
    failed({ error }: { error: Error }) {
      throw error
    },
  }
  await processMedia(given, 'photo', { makers })
  const took = performance.now() - start
  const ready = await asOwner(ground.ownerUrl, (owner) =>
    owner.query(`select 1 from media where id = any($1::uuid[]) and state = 'ready'`, [ids]),
  )
  if (ready.rowCount !== ids.length) throw new Error(`${ready.rowCount} of ${ids.length} photos became ready`)
  return took
}

/** Sharp alone, in a process that stays, with the same switches as the worker's. */
async function openPlain(ground: Ground, files: readonly Buffer[]) {
  const folder = await ground.folder()
  const made = join(folder, 'made')
  await mkdir(made)
  const paths = files.map((_, n) => join(folder, `${n}.jpg`))
  for (const [n, file] of files.entries()) await writeFile(paths[n]!, file)
  const child = fork(join(import.meta.dirname, 'bare-pictures.ts'), {
    env: { PATH: process.env.PATH, MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '1' },
  })
  const release = ground.closing(async () => child.kill('SIGKILL'))
  return {
    /** Milliseconds for the first so many files. */
    make: (count: number) => answerOf(child, { paths: paths.slice(0, count), folder: made }),
    async close() {
      child.disconnect()
      release()
    },
  }
}

function answerOf(child: ChildProcess, asked: PlainPictures): Promise<number> {
  return new Promise((done, failed) => {
    const gone = () => failed(new Error('sharp alone ended by itself'))
    child.once('close', gone)
    child.once('message', (took) => {
      child.off('close', gone)
      done(took as number)
    })
    child.send(asked)
  })
}
