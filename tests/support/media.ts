import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MediaPlaces, openMedia } from '../../db/media/open.ts'
import type { S3Settings } from '../../db/media/s3-store.ts'

/** Small enough to exceed in a test. */
export const testLimits = { photo: 20_000_000, video: 60_000_000, untagged: 200_000_000 }

export type TestMedia = MediaPlaces & { folder: string; drop(): Promise<void> }

/** Folders for files of the caller's own; with settings for it the store is a bucket. */
export async function freshMedia(s3?: S3Settings): Promise<TestMedia> {
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-media-'))
  return { folder, ...(await openMedia(folder, s3)), drop: () => rm(folder, { recursive: true, force: true }) }
}
