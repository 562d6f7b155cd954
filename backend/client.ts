import { join } from 'node:path'
import compression from 'compression'
import express, { type Express } from 'express'

/** Serves the built client, compressed: hashed files for ever, the page and the service worker afresh each time. */
export function serveClient(web: Express, folder: string): void {
  web.use(compression())
  web.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  )
  web.use(
    express.static(folder, {
      index: false,
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  )
  web.get('/{*path}', (request, response, next) => {
    if (request.path.startsWith('/api') || request.path.startsWith('/socket.io')) return next()
    response.set('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'))
  })
}
