import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Response } from 'playwright-core'
import { clientFolder, ensureClient } from '../../backend/client-build.ts'
import { chromium as browserPath } from '../support/packages.ts'
import { flags } from './browser.ts'
import { roomsOf, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure } from './measure.ts'
import { startSide } from './side.ts'
import { rounded } from './statistics.ts'

const most = 110 * 1024

/** What a guardian's browser that knows nothing yet but its session loads of scripts until the first item shows. */
export async function measureScripts(ground: Ground): Promise<Measure[]> {
  await ensureClient()
  const [room] = roomsOf(ground, 1)
  const side = await startSide('ours', ground, { clientFolder })
  await write(side, room!, writing(room!).body)
  const profile = await mkdtemp(join(tmpdir(), 'ouderapp-bench-browser-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: browserPath,
    args: flags,
    locale: 'nl-NL',
  })
  const release = ground.closing(async () => {
    await browser.close().catch(() => {})
    await rm(profile, { recursive: true, force: true })
  })
  try {
    const url = `http://localhost:${side.port}`
    const [name, value] = room!.guardians[0]!.cookie.split('=', 2) as [string, string]
    await browser.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }])
    const page = browser.pages()[0] ?? (await browser.newPage())
    const loaded: Response[] = []
    page.on('response', (response) => {
      if (response.headers()['content-type']?.includes('javascript')) loaded.push(response)
    })
    await page.goto(url)
    await page.locator('article[data-item]').first().waitFor({ timeout: 30_000 })
    const sizes: Record<string, number> = {}
    for (const response of [...loaded]) {
      sizes[new URL(response.url()).pathname] = gzipSync(await response.body(), { level: 9 }).length
    }
    const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0)
    return [
      {
        name: 'scripts until the first timeline item shows, gzip',
        ours: rounded(bytes / 1024, 1),
        bare: null,
        unit: `KB, ${Object.keys(sizes).length} files`,
        ratio: rounded(bytes / most),
        reach: { atMost: 1 },
        details: { most, sizes },
      },
    ]
  } finally {
    await browser.close()
    await rm(profile, { recursive: true, force: true })
    release()
    await side.stop()
  }
}
