import { once } from 'node:events'
import { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { Server, Upload } from '@tus/server'
import type pg from 'pg'
import { RateLimiterMemory, RateLimiterQueue } from 'rate-limiter-flexible'
import { run, statement } from '../../db/client.ts'
import { uploads } from '../contract/media.ts'
import { Refusal } from '../errors.ts'
import { asSession, protocolRoute, type Surroundings } from '../http.ts'
import { mediaFor } from './queries.ts'
import { freeYoungBuffers } from './young-buffers.ts'

const path = '/api/uploads'

/**
 * Bytes that a server takes in within a tenth of a second, of everybody together. That is near two photos a second, and a worker needs some
 * seconds for one: faster would gain nobody anything, and everybody's posts would wait.
 */
const bytesPerTenth = 800_000

/** Pieces of one person's files that are taken in at once, on all of their devices: the pace is shared piece by piece. */
const mostAtOnce = 12

const received = statement<never>(
  'media_received',
  `update media set state = 'received', due_at = $2 where id = $1 and state = 'uploading'`,
)

/**
 * Takes in the bytes of announced files by the tus protocol, HEAD and PATCH alone: what may be sent, by whom and how much was
 * decided when it was announced, and who sends is asked again with each request.
 */
export function openTus(to: Surroundings, worker: pg.Pool, folder: string) {
  const files = new PacedFiles({ directory: folder })
  const markReceived = (mediaId: string) => run(worker, received, [mediaId, to.now()])
  const server = new Server({
    path,
    datastore: files,
    // Nobody but our own pages.
    allowedOrigins: [],
    getFileIdFromRequest: (_, last) => last,
    async onUploadFinish(_, { id }) {
      await markReceived(id)
      return {}
    },
    onResponseError(_, error) {
      if ('status_code' in error && error.status_code < 500) return undefined
      to.log.error({ err: error }, 'an upload could not be kept')
      return { status_code: 503, body: 'unavailable\n' }
    },
  })

  const sending = new Map<string, number>()
  protocolRoute(to, path, async (mediaId, edge) => {
    const { media, sender } = await asSession(to, uploads, edge, 'snapshot', async (tx) => ({
      media: await mediaFor(tx, mediaId),
      sender: tx.actor.personId,
    }))
    if (edge.request.method === 'HEAD' && media.state === 'uploading') {
      // A process that died after the last byte and before that was noted.
      const { offset } = await files.getUpload(mediaId).catch(() => ({ offset: 0 }))
      if (offset === media.bytes) await markReceived(mediaId)
    }
    if (edge.request.socket.destroyed) return
    const others = sending.get(sender) ?? 0
    if (others >= mostAtOnce) throw new Refusal('unavailable')
    sending.set(sender, others + 1)
    // Also of a sender who went away, whom the protocol's own answer waits for without an end.
    const gone = once(edge.response, 'close')
    void gone.then(() => {
      const left = (sending.get(sender) ?? 1) - 1
      if (left > 0) sending.set(sender, left)
      else sending.delete(sender)
    })
    await Promise.race([server.handle(edge.request, edge.response), gone])
  })

  return {
    /** Makes room for the bytes of a file, which is empty from then on. */
    async open(mediaId: string, bytes: number): Promise<void> {
      await files.create(new Upload({ id: mediaId, size: bytes, offset: 0 }))
    },
  }
}

/** Takes in no more than the server's pace, piece by piece of all files in turn. */
class PacedFiles extends FileStore {
  readonly #pace = new RateLimiterQueue(new RateLimiterMemory({ points: bytesPerTenth, duration: 0.1 }))

  override write(bytes: Readable, id: string, offset: number): Promise<number> {
    return super.write(Readable.from(this.#paced(bytes)), id, offset)
  }

  async *#paced(bytes: Readable): AsyncIterable<Buffer> {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      await this.#pace.removeTokens(Math.min(chunk.length, bytesPerTenth))
      yield chunk
      freeYoungBuffers(chunk.length)
    }
  }
}
