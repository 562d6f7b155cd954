import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { checkName, checkRange, isName, type MediaStore, NotStored, StoreDown, StoreFull } from './store.ts'

export interface S3Settings {
  /** Scheme, host and port; the bucket comes in the path. */
  endpoint: string
  region: string
  bucket: string
  accessKeyId: string
  secretAccessKey: string
  /** How long a silent server is waited for, in milliseconds; 30 s when not given. */
  patience?: number
}

/** Each film that plays or stands still holds one for as long as it is open: as many as there may be readers, not the SDK's 50. */
const mostSockets = 10_000

const statusOf = (error: unknown) => (error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined)
const codeOf = (error: unknown) =>
  error instanceof S3ServiceException ? error.name : ((error as NodeJS.ErrnoException).code ?? (error as Error).name)
const refusal = (error: unknown): Error =>
  // MinIO and others answer 507; Ceph names a quota.
  statusOf(error) === 507 || codeOf(error) === 'QuotaExceeded'
    ? new StoreFull('The media bucket is full.', { cause: error })
    : new StoreDown(`The media bucket cannot be used (${codeOf(error)}).`, { cause: error })
const absence = (error: unknown): Error =>
  statusOf(error) === 404 && codeOf(error) !== 'NoSuchBucket'
    ? new NotStored('The media bucket has no such file.', { cause: error })
    : refusal(error)

/**
 * A store in a bucket of any S3-compatible server, its keys the files' names. What uploads left behind when their process died, a
 * rule of the bucket must remove (AbortIncompleteMultipartUpload): not every server lists it.
 */
export function s3Store(settings: S3Settings): MediaStore {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey, patience = 30_000 } = settings
  const client = new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // Newer checksums are Amazon's alone; the files have their own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: patience,
      requestTimeout: patience,
      throwOnRequestTimeout: true,
      socketTimeout: 0,
      httpAgent: { maxSockets: mostSockets },
      httpsAgent: { maxSockets: mostSockets },
    },
  })
  const at = (name: string) => ({ Bucket: bucket, Key: checkName(name) })

  return {
    async put(name, source) {
      let bytes = 0
      let failure: { of: unknown } | undefined
      const body = Readable.from(counted())
      async function* counted() {
        try {
          for await (const piece of source) {
            bytes += piece.length
            yield piece
          }
        } catch (error) {
          // Else it is the upload's own end, thrown in here.
          if (!body.destroyed) failure = { of: error }
          throw error
        }
      }
      // Two parts of 5 MiB at a time: what an upload may take of memory.
      const upload = new Upload({ client, params: { ...at(name), Body: body }, queueSize: 2 })
      try {
        await upload.done()
        return bytes
      } catch (error) {
        if (failure) throw failure.of
        throw refusal(error)
      }
    },

    async *read(name, range = { from: 0 }) {
      checkRange(range)
      const { from, to = '' } = range
      const asking = { ...at(name), ...(from === 0 && to === '' ? {} : { Range: `bytes=${from}-${to}` }) }
      try {
        const { Body } = await client.send(new GetObjectCommand(asking))
        yield* watched(Body as Readable, patience)
      } catch (error) {
        if (statusOf(error) === 416) return
        throw absence(error)
      }
    },

    async length(name) {
      const asking = new HeadObjectCommand(at(name))
      try {
        return (await client.send(asking)).ContentLength ?? 0
      } catch (error) {
        throw absence(error)
      }
    },

    async remove(name) {
      const asking = new DeleteObjectCommand(at(name))
      try {
        await client.send(asking)
      } catch (error) {
        const refused = absence(error)
        if (!(refused instanceof NotStored)) throw refused
      }
    },

    async *names() {
      try {
        for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
          for (const { Key: name = '', LastModified: changedAt } of Contents) {
            if (isName(name) && changedAt) yield { name, changedAt }
          }
        }
      } catch (error) {
        throw refusal(error)
      }
    },

    forgetUnfinished: async () => {},
  }
}

/** Waits only so long for each piece, yet however long the reader takes: a film may be paused. */
async function* watched(body: Readable, patience: number): AsyncGenerator<Uint8Array> {
  const watch = () => setTimeout(() => body.destroy(new Error('The server sends no more.')), patience)
  let watching = watch()
  try {
    for await (const piece of body) {
      clearTimeout(watching)
      yield piece
      watching = watch()
    }
  } finally {
    clearTimeout(watching)
  }
}
