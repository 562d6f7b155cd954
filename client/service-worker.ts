/// <reference lib="webworker" />
/** Keeps the app itself on the device, never what it shows: nothing under /api/ passes through here. */
declare const self: ServiceWorkerGlobalScope
/** Filled in by the build: the files that a guardian's app needs, those that only staff need, and what they amount to. */
declare const __SHELL__: { version: string; files: string[]; staff: string[] }

const shell = `shell ${__SHELL__.version}`
const page = '/'

async function install(): Promise<void> {
  const cache = await caches.open(shell)
  await cache.addAll(__SHELL__.files.map((file) => new Request(file, { cache: 'reload' })))
}

/** Staff who lose their connection open what they had not opened yet as well. */
async function keepStaff(): Promise<void> {
  const cache = await caches.open(shell)
  for (const file of __SHELL__.staff) if (!(await cache.match(file))) await cache.add(file)
}

async function clean(): Promise<void> {
  for (const name of await caches.keys()) if (name !== shell) await caches.delete(name)
  await self.clients.claim()
}

/** What is built has its digest in its name, so what is kept is right. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  const kept = await cache.match(request)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

async function shellPage(request: Request): Promise<Response> {
  const cache = await caches.open(shell)
  return (await cache.match(page)) ?? fetch(request)
}

/** A browser that knows of it asks the server itself: what is sent while its page goes away waits for no worker that goes with it. */
interface Routing {
  addRoutes?(rules: { condition: { urlPattern: URLPatternInit }; source: 'network' }[]): Promise<void>
}
const pastHere = ['/api/*', '/socket.io/*'].map((pathname) => ({
  condition: { urlPattern: { pathname } },
  source: 'network' as const,
}))

self.addEventListener('install', (event) => {
  event.waitUntil(install())
  void (event as Routing).addRoutes?.(pastHere).catch(() => undefined)
})
self.addEventListener('activate', (event) => event.waitUntil(clean()))
self.addEventListener('message', (event) => {
  if (event.data === 'take over') void self.skipWaiting()
  if (event.data === 'keep staff') event.waitUntil(keepStaff().catch(() => undefined))
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (pathname.startsWith('/api/') || pathname.startsWith('/socket.io/')) return
  if (request.mode === 'navigate') event.respondWith(shellPage(request))
  else if (pathname.startsWith('/assets/') || __SHELL__.files.includes(pathname)) event.respondWith(asset(request))
})
