import { randomBytes } from 'node:crypto'
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll } from 'vitest'
import { exifOf, exifSegment, wallTime, withSegments } from './picture-files.ts'

/** Files as they lie on a tablet, to be chosen there. */

const folder = await mkdtemp(join(tmpdir(), 'chosen-'))
let count = 0
afterAll(() => rm(folder, { recursive: true }))

const hues = ['#c86b4a', '#4a90c8', '#6bb56b', '#b59a4a', '#8c6bb5', '#4ab5a5']
async function written(jpeg: Buffer, takenAt: Date): Promise<string> {
  const path = join(folder, `IMG_${String(++count).padStart(4, '0')}.jpg`)
  await writeFile(path, withSegments(jpeg, [exifSegment(exifOf({ taken: wallTime(takenAt) }))]))
  // Until the camera's own time is read, a device goes by the file's.
  await utimes(path, takenAt, takenAt)
  return path
}

/** A film that was made elsewhere, as it lies on a tablet since a moment on the clock of the nursery. */
export async function chosenFilm(made: string, takenAt: Date): Promise<string> {
  const path = join(folder, `VID_${String(++count).padStart(4, '0')}.mp4`)
  await rename(made, path)
  await utimes(path, takenAt, takenAt)
  return path
}

/** A photo as a camera writes it, taken at a moment on the clock of the nursery; every one looks different. */
export async function chosenPhoto(takenAt: Date): Promise<string> {
  const flat = { create: { width: 640, height: 480, channels: 3 as const, background: hues[count % hues.length]! } }
  const mark = { create: { width: 120, height: 120, channels: 3 as const, background: '#ffffff' } }
  const jpeg = sharp(flat).composite([{ input: mark, left: 20 + (count % 12) * 40, top: 60 }])
  return written(await jpeg.jpeg().toBuffer(), takenAt)
}

/** So many photos, a minute apart, the last of them an hour ago. */
export const chosenPhotos = (many: number, now: Date): Promise<string[]> =>
  Promise.all(
    Array.from({ length: many }, (_, n) => chosenPhoto(new Date(now.getTime() - 3_600_000 - (many - n) * 60_000))),
  )

/** A photo of some megabytes: nothing but noise. */
export async function largePhoto(takenAt: Date, side = 3500): Promise<string> {
  const raw = { width: side, height: side, channels: 3 as const }
  return written(
    await sharp(randomBytes(side * side * 3), { raw })
      .jpeg({ quality: 90 })
      .toBuffer(),
    takenAt,
  )
}
