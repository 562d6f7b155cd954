import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MediaPlaces, openMedia } from '../../db/media/open.ts'

/** Small enough to exceed in a test. */
export const testLimits = { photo: 20_000_000, video: 60_000_000, untagged: 200_000_000 }

export type TestMedia = MediaPlaces & { folder: string; drop(): Promise<void> }

/** Folders for files of the caller's own. */
export async function freshMedia(): Promise<TestMedia> {
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-media-'))
  return { folder, ...(await openMedia(folder)), drop: () => rm(folder, { recursive: true, force: true }) }
}
