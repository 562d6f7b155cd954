import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import type { S3Settings } from '../../db/media/s3-store.ts'

/** Looks at a request first; true when it answered, or keeps it waiting. */
export type Interference = (...asked: Parameters<RequestListener>) => boolean

/** A real S3 server with one bucket, which checks signatures of files, and in which a test can interfere. */
export async function startS3() {
  const directory = await mkdtemp(join(tmpdir(), 'ouderapp-s3-'))
  const [strict, lenient] = [false, true].map((allowMismatchedSignatures) => {
    const configureBuckets = [{ name: 'media' }]
    return new S3rver({ directory, silent: true, configureBuckets, allowMismatchedSignatures })
  }) as [S3rver, S3rver]
  await strict.configureBuckets()
  const [answer, answerAnySignature] = [strict.callback(), lenient.callback()]
  const asked: string[] = []
  let open = 0
  let interference: Interference | undefined
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    open++
    response.once('close', () => open--)
    if (interference?.(request, response)) return
    // It cannot take back an upload in parts.
    if (request.method === 'DELETE' && request.url?.includes('uploadId=')) return void response.writeHead(204).end()
    // And it leaves the slash behind a bucket out when it computes the signature of a listing.
    if (/^\/\w+\/\?/.test(request.url ?? '')) return void answerAnySignature(request, response)
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const settings: S3Settings = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    bucket: 'media',
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  }
  return {
    settings,
    /** Every request so far: method, path and query. */
    asked,
    /** How many answers are under way now. */
    open: () => open,
    interfere: (how?: Interference) => {
      interference = how
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      for (const { logger } of [strict, lenient]) {
        logger.exceptions.unhandle()
        logger.close()
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}
