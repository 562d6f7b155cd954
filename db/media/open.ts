import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDirectoryStore } from './directory-store.ts'
import type { S3Settings } from './s3-store.ts'
import type { MediaStore } from './store.ts'

/** Where files lie: sealed ones in the store, and what is being sent, as it comes, in a folder that all processes share. */
export interface MediaPlaces {
  store: MediaStore
  uploads: string
}

/**
 * Opens the places for files: under `dataDir`, or with settings for it the store in a bucket.
 * @throws StoreFull, StoreDown when a folder cannot be used
 */
export async function openMedia(dataDir: string, s3?: S3Settings): Promise<MediaPlaces> {
  const uploads = join(dataDir, 'uploads')
  await mkdir(uploads, { recursive: true, mode: 0o700 })
  // Loaded only where it is used: it costs a start more than all else.
  const store = s3 ? (await import('./s3-store.ts')).s3Store(s3) : await openDirectoryStore(join(dataDir, 'media'))
  return { store, uploads }
}

/** Removes a file as it was sent, with what the protocol noted of it and what a worker that died left half made. */
export async function forgetUpload({ uploads }: Pick<MediaPlaces, 'uploads'>, mediaId: string): Promise<void> {
  // Who still writes into the folder makes it fail a few times.
  const how = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }
  for (const name of [mediaId, `${mediaId}.json`, `${mediaId}.making`]) await rm(join(uploads, name), how)
}
