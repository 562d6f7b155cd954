import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import helmet from 'helmet'
import { SMTPServer } from 'smtp-server'
import { StartError } from '../../db/start-error.ts'
import { type Codes, listPage, mailPage, refreshScript } from './pages.ts'
import { openInboxStore } from './store.ts'

const loopback = '127.0.0.1'
const largest = 1024 * 1024

/** A mail server of this machine's own, and the page that shows what it got. Nobody else can reach either. */
export interface Inbox {
  smtpUrl: string
  url: string
  close(): Promise<void>
}

/**
 * Takes in mail that nobody is to send for real, and shows it.
 * @param codes what else the page shows, such as the codes of the demonstration's accounts
 * @throws StartError when the page's port is taken
 */
export async function openInbox(dataDir: string, port: number, now: () => Date, codes: Codes): Promise<Inbox> {
  const store = await openInboxStore(join(dataDir, 'inbox'))
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largest,
    logger: false,
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(Object.assign(new Error('too large'), { responseCode: 552 }))
        store.keep(Buffer.concat(parts), now()).then(() => done(), done)
      })
    },
  })
  smtp.on('error', () => {})
  await new Promise<void>((listening) => smtp.listen(0, loopback, listening))

  const web = express()
  web.disable('x-powered-by')
  web.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: ["'unsafe-inline'"],
          scriptSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
    }),
  )
  web.use((request, response, next) => {
    // A page of elsewhere whose name was made to lead here.
    if (!/^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(request.get('host') ?? ''))
      return void response.status(403).end()
    response.set('Cache-Control', 'no-store')
    next()
  })
  web.get('/', async (_, response) => void response.send(listPage(await store.newest(), await codes())))
  web.get('/refresh.js', (_, response) => void response.type('text/javascript').send(refreshScript))
  web.get('/mail/:name', async (request, response) => {
    const mail = await store.one(request.params.name)
    response.status(mail ? 200 : 404).send(mailPage(mail))
  })
  const http = createServer(web)
  await listenOn(http, port)
  return {
    smtpUrl: `smtp://${loopback}:${(smtp.server.address() as AddressInfo).port}`,
    url: `http://localhost:${(http.address() as AddressInfo).port}`,
    async close() {
      http.closeAllConnections()
      await Promise.all([
        new Promise((closed) => http.close(closed)),
        new Promise<void>((closed) => smtp.close(() => closed())),
      ])
    },
  }
}

const listenOn = (server: Server, port: number) =>
  new Promise<void>((done, refuse) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      refuse(
        error.code === 'EADDRINUSE'
          ? new StartError(
              `Port ${port} is taken: set INBOX_PORT to another, for instance INBOX_PORT=${port + 1}, or 0 for a free one.`,
            )
          : error,
      ),
    )
    server.listen(port, loopback, done)
  })
