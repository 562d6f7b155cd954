import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../backend/app.ts'
import { openLog } from '../../backend/log.ts'
import { openDatabase } from '../../db/client.ts'
import { openMedia } from '../../db/media/open.ts'
import type { Right } from '../../db/roles.ts'
import { serveBench } from './serving.ts'

/** The server under measurement, made as production makes it, in a process of its own. */
const settings: {
  urls: Record<Right, string>
  secret: string
  port: number
  clientFolder?: string
  dataDir?: string
} = JSON.parse(process.env.BENCH ?? '')
const log = openLog(process.env.LOG_LEVEL ?? 'silent')
const database = openDatabase(settings.urls, () => {})
const app = await createApp({
  database,
  redisUrl: undefined,
  secret: settings.secret,
  publicUrl: `http://localhost:${settings.port}`,
  trustProxy: 0,
  log,
  now: () => new Date(),
  version: 'bench',
  media: await openMedia(settings.dataDir ?? (await mkdtemp(join(tmpdir(), 'ouderapp-bench-')))),
  uploadLimits: { photo: 50_000_000, video: 500_000_000, untagged: 10_000_000_000 },
  clientFolder: settings.clientFolder,
})
serveBench(app.http, async () => {
  await app.close()
  await database.close()
})
