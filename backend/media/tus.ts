import { FileStore } from '@tus/file-store'
import { Server, Upload } from '@tus/server'
import type pg from 'pg'
import { run, statement } from '../../db/client.ts'
import { uploads } from '../contract/media.ts'
import { asSession, protocolRoute, type Surroundings } from '../http.ts'
import { mediaFor } from './queries.ts'

const path = '/api/uploads'

const received = statement<never>(
  'media_received',
  `update media set state = 'received', due_at = $2 where id = $1 and state = 'uploading'`,
)

/**
 * Takes in the bytes of announced files by the tus protocol, HEAD and PATCH alone: what may be sent, by whom and how much was
 * decided when it was announced, and who sends is asked again with each request.
 */
export function openTus(to: Surroundings, worker: pg.Pool, folder: string) {
  const files = new FileStore({ directory: folder })
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

  protocolRoute(to, path, async (mediaId, edge) => {
    const { state, bytes } = await asSession(to, uploads, edge, 'snapshot', (tx) => mediaFor(tx, mediaId))
    if (edge.request.method === 'HEAD' && state === 'uploading') {
      // A process that died after the last byte and before that was noted.
      const { offset } = await files.getUpload(mediaId).catch(() => ({ offset: 0 }))
      if (offset === bytes) await markReceived(mediaId)
    }
    await server.handle(edge.request, edge.response)
  })

  return {
    /** Makes room for the bytes of a file, which is empty from then on. */
    async open(mediaId: string, bytes: number): Promise<void> {
      await files.create(new Upload({ id: mediaId, size: bytes, offset: 0 }))
    },
  }
}
