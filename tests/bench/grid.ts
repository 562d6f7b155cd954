import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { clientFolder, ensureClient } from '../../backend/client-build.ts'
import { loginUrls } from '../../db/roles.ts'
import { makeWorld } from '../../db/world.ts'
import { chromium as browserPath } from '../support/packages.ts'
import { asOwner } from '../support/postgres.ts'
import { flags } from './browser.ts'
import { type Room, roomsOf, writing } from './crowd.ts'
import { type Ground, unpinned } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, send, startSide } from './side.ts'
import { median, rounded } from './statistics.ts'

const children = 24
const slowed = 4
const day = 86_400_000
/** With what the page begins what it tells. */
const told = 'group stands '
/** A tablet of a group, landscape. */
const tablet = { viewport: { width: 1180, height: 820 }, hasTouch: true, locale: 'nl-NL' }

/** What the page itself notes, in milliseconds since navigation. */
interface Noted {
  /** All tiles stand. */
  tilesAt: number
  /** They were drawn, and the page takes a touch. */
  freeAt: number
}

/**
 * Opening the group on a tablet that had it open before, its processor slowed down four times: from its own address, and from the
 * app's.
 */
export async function measureGrid(ground: Ground, scale: Scale): Promise<Measure[]> {
  await ensureClient()
  const { room, side } = await groupOf(ground)
  const context = await openTablet(ground, side)
  await signIn(context, side, room)
  await makeFamiliar(context, room)
  const rows: Measure[] = []
  for (const [name, path] of [
    ['from its address', `/group/${room.groupId}`],
    ['from the app’s', '/'],
  ] as const) {
    const rounds: Noted[] = []
    for (let n = -1; n < scale.rounds; n++) {
      const noted = await open(context, path)
      if (n >= 0) rounds.push(noted)
    }
    const free = median(rounds.map(({ freeAt }) => freeAt))
    rows.push({
      name: `a group of ${children}, processor ÷ ${slowed}, until it takes a touch, ${name}`,
      ours: rounded(free, 0),
      bare: null,
      unit: 'ms',
      ratio: rounded(free / 1000),
      reach: { atMost: 1 },
      details: { tiles: rounded(median(rounds.map(({ tilesAt }) => tilesAt)), 0), rounds },
    })
  }
  await context.close()
  await side.stop()
  return rows
}

/** A tablet with a profile of its own, which keeps what it was given: what a private window keeps is less. */
async function openTablet(ground: Ground, { port }: Side): Promise<BrowserContext> {
  const profile = await ground.folder()
  const settings = { ...tablet, executablePath: browserPath, args: flags, baseURL: `http://localhost:${port}` }
  const context = await unpinned(() => chromium.launchPersistentContext(profile, settings))
  ground.closing(() => context.close().catch(() => {}))
  return context
}

/** A group in a database of its own: half of its children are there, and something was written about a third. */
async function groupOf(ground: Ground): Promise<{ room: Room; side: Side }> {
  const url = await ground.database('bench_grid', true)
  const world = await asOwner(url, async (owner) => {
    const made = await makeWorld(
      owner,
      { groups: 1, children, guardians: 2, staff: 1 },
      {
        ...{ secret: ground.secret, cookieName: 'session', password: '', passwordHash: '' },
        since: new Date(Date.now() - 90 * day).toISOString().slice(0, 10),
        expiresAt: new Date(Date.now() + day),
      },
    )
    await owner.query('vacuum analyze')
    return made
  })
  const room = roomsOf({ ...ground, world }, 1)[0]!
  const side = await startSide('ours', { ...ground, urls: loginUrls(url, ground.secret) }, { clientFolder })
  const at = new Date(Date.now() - 60_000).toISOString()
  await tell(side, room, '/api/diary', writing({ ...room, childIds: room.childIds.slice(0, children / 3) }).body)
  const here = room.childIds
    .slice(0, children / 2)
    .map((childId) => ({ childId, stayId: uuidv7(), at, broughtBy: null }))
  await tell(side, room, `/api/groups/${room.groupId}/check-ins`, JSON.stringify({ id: uuidv7(), children: here }))
  return { room, side }
}

async function tell(side: Side, room: Room, path: string, body: string): Promise<void> {
  const sent = { method: 'POST', path, type: 'application/json', body: Buffer.from(body) }
  const status = await send(side, room.staff.cookie, sent)
  if (status !== 200) throw new Error(`the server answered ${status} to ${path}`)
}

async function signIn(context: BrowserContext, { port }: Side, room: Room): Promise<void> {
  const [name = '', value = ''] = room.staff.cookie.split('=', 2)
  await context.addCookies([{ name, value, url: `http://localhost:${port}`, httpOnly: true, sameSite: 'Lax' }])
  await context.addInitScript(note, { children, told })
}

/** Opens it until the service worker has the app and the device the group. */
async function makeFamiliar(context: BrowserContext, room: Room): Promise<void> {
  const page = await context.newPage()
  for (let n = 0; n < 3; n++) {
    await opened(page, `/group/${room.groupId}`)
    await page.waitForTimeout(3_000)
  }
  await page.close()
}

/** Nothing else is run in the page: what asks it again and again, from outside, would be slowed down with it. */
async function opened(page: Page, path: string): Promise<Noted> {
  const telling = page.waitForEvent('console', {
    predicate: (message) => message.text().startsWith(told),
    timeout: 60_000,
  })
  await page.goto(path, { waitUntil: 'commit' })
  return JSON.parse((await telling).text().slice(told.length)) as Noted
}

/** Opens the app once in a page of its own, slowed down. */
async function open(context: BrowserContext, path: string): Promise<Noted> {
  const page = await context.newPage()
  const tools = await context.newCDPSession(page)
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  const noted = await opened(page, path)
  await page.waitForTimeout(1_000)
  await page.close()
  return noted
}

/** Runs in the page before anything of ours. */
function note({ children, told }: { children: number; told: string }): void {
  const look = () => {
    if (document.querySelectorAll('input[data-child]').length < children) requestAnimationFrame(look)
    else {
      const tilesAt = performance.now()
      // After this frame, when the page has time for something else.
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => console.log(told + JSON.stringify({ tilesAt, freeAt: performance.now() }))
      requestAnimationFrame(() => port2.postMessage(''))
    }
  }
  requestAnimationFrame(look)
}
