import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { inject } from 'vitest'
import { type App, createApp } from '../../backend/app.ts'
import { clientFolder } from '../../backend/client-build.ts'
import { openLog } from '../../backend/log.ts'
import { type Database, openDatabase } from '../../db/client.ts'
import { type AlbumPost, albumOf } from './album.ts'
import { freshMedia, type TestMedia, testLimits } from './media.ts'
import { makeNursery, type Nursery, type PersonName } from './nursery.ts'
import { chromium } from './packages.ts'
import { freshDatabase, testSecret } from './postgres.ts'

/** The whole product with its built client at an address of its own, a nursery in it, and a browser. */
export interface Product {
  url: string
  /** The database itself, to see what a screen came to. */
  ownerUrl: string
  nursery: Nursery
  browser: Browser
  /** Past the product, into its database. */
  owner: pg.Client
  media: TestMedia
  database: Database
  /** The server's clock: it runs, but it is afternoon in the nursery whenever the tests run. */
  now(): Date
  /** So many days pass in the nursery. */
  forward(days: number): void
  app(): App
  /** Stops the server, as a restart or a failure does. */
  stop(): Promise<void>
  /** Starts it again at the same address. */
  start(): Promise<void>
  window(who: PersonName | null, given?: WindowOptions): Promise<BrowserWindow>
  close(): Promise<void>
}

export const sizes = {
  phone: { width: 390, height: 844 },
  small: { width: 768, height: 1024 },
  tablet: { width: 1180, height: 820 },
}

export interface WindowOptions {
  size?: keyof typeof sizes
  theme?: 'light' | 'dark'
}

/** What a browser itself says when a server does not answer. */
const unreachable = /^(Failed to load resource|WebSocket connection to)/

/** A window of somebody's device, with its own cookies and storage. */
export interface BrowserWindow {
  page: Page
  context: BrowserContext
  /** Every body and every socket frame that came from the server. */
  received(): Promise<string>
  /** How many socket messages of a kind came. */
  heard(message: string): number
  /** What went wrong inside the page. */
  problems: string[]
  /** Keeps a picture in the folder that SHOTS names. */
  shot(name: string): Promise<void>
}

const args =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

/**
 * @param days of one family's diary that are there from the beginning
 * @param policies whether there are a privacy statement and terms, and whom they concern
 * @param album photos that are there from the beginning
 */
export async function openProduct({
  days = 31,
  policies = false,
  album = [],
}: {
  days?: number
  policies?: boolean
  album?: readonly AlbumPost[]
} = {}): Promise<Product> {
  const [base, media, client, port, browser] = await Promise.all([
    freshDatabase(inject('postgresUrl')),
    freshMedia(),
    copyOfClient(),
    freePort(),
    playwright.launch({ executablePath: chromium, args: args.split(' ') }),
  ])
  const url = `http://localhost:${port}`
  const database = openDatabase(base.urls, () => {})
  let shift = halfPastThree() - Date.now()
  const now = () => new Date(Date.now() + shift)
  const owner = new pg.Client({ connectionString: base.ownerUrl })
  await owner.connect()
  const { photos, save } = albumOf(album)
  const nursery = await makeNursery(owner, now(), { days, policies, photos })
  await save(media.store)

  let app: App
  const start = async () => {
    app = await createApp({
      database,
      redisUrl: undefined,
      secret: testSecret,
      publicUrl: url,
      trustProxy: 0,
      log: openLog(process.env.LOG_LEVEL ?? 'silent'),
      now,
      version: 'test',
      media,
      uploadLimits: testLimits,
      clientFolder: client,
    })
    await new Promise<void>((listening) => app.http.listen(port, 'localhost', listening))
  }
  const stop = async () => {
    await app.close()
    app.http.closeAllConnections()
  }
  await start()
  return {
    url,
    ownerUrl: base.ownerUrl,
    nursery,
    browser,
    owner,
    media,
    database,
    now,
    forward: (days) => {
      shift += days * 86_400_000
    },
    app: () => app,
    stop,
    start,
    window: (who, given) => openWindow(browser, url, who ? nursery.people[who].cookie : null, given),
    async close() {
      await browser.close()
      await stop()
      await owner.end()
      await database.close()
      await base.drop()
      await media.drop()
      await rm(client, { recursive: true, force: true })
    },
  }
}

/** What is served stays the same while the tests run, also when somebody builds meanwhile. */
async function copyOfClient(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ouderapp-client-'))
  await cp(clientFolder, folder, { recursive: true })
  return folder
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((listening) => probe.listen(0, 'localhost', listening))
  const { port } = probe.address() as AddressInfo
  await new Promise((closed) => probe.close(closed))
  return port
}

/** Half past three of this day in the nursery. */
function halfPastThree(): number {
  const written = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', timeStyle: 'medium' }).format()
  const [hours = 0, minutes = 0, seconds = 0] = written.split(':').map(Number)
  return Date.now() + ((15 - hours) * 3600 + (30 - minutes) * 60 - seconds) * 1000
}

async function openWindow(
  browser: Browser,
  url: string,
  cookie: { name: string; value: string } | null,
  { size = 'phone', theme = 'light' }: WindowOptions = {},
): Promise<BrowserWindow> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes[size],
    hasTouch: true,
    locale: 'nl-NL',
    colorScheme: theme,
    reducedMotion: 'reduce',
  })
  if (cookie) await context.addCookies([{ ...cookie, url }])
  const bodies: Promise<string>[] = []
  const frames: string[] = []
  const problems: string[] = []
  context.on('response', (response) => bodies.push(response.text().catch(() => '')))
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(payload.toString())))
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !unreachable.test(message.text())) problems.push(message.text())
  })
  return {
    page,
    context,
    received: async () => [...(await Promise.all(bodies)), ...frames].join('\n'),
    heard: (message) => frames.filter((frame) => frame.startsWith(`42["${message}"`)).length,
    problems,
    async shot(name) {
      const folder = process.env.SHOTS
      if (!folder) return
      await mkdir(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`) })
    },
  }
}
