import { type Couple, makeCouple } from './couple.ts'
import { freshMedia, type TestMedia } from './media.ts'
import { startS3 } from './s3-server.ts'
import { startServer, type TestServer } from './server.ts'

/** The places in which files may lie. */
export const storePlaces = ['a folder', 'a bucket'] as const

/** The whole server with two families, whose files lie in such a place. */
export interface StoredServer {
  server: TestServer
  media: TestMedia
  couple: Couple
  /** The bucket, if it is one. */
  s3: Awaited<ReturnType<typeof startS3>> | undefined
  close(): Promise<void>
}

/** Starts it. */
export async function startStored(place: (typeof storePlaces)[number]): Promise<StoredServer> {
  const s3 = place === 'a bucket' ? await startS3() : undefined
  const media = await freshMedia(s3?.settings)
  const server = await startServer({ media })
  return {
    ...{ server, media, s3 },
    couple: await makeCouple(server),
    async close() {
      await server.close()
      await media.drop()
      await s3?.close()
    },
  }
}
