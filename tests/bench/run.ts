import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureAlbum } from './album.ts'
import { measureAudit } from './audit.ts'
import { measureBuffers } from './buffers.ts'
import { measureConversation } from './conversation.ts'
import { measureDelivery } from './delivery.ts'
import { measureGrid } from './grid.ts'
import { type Ground, openGround, pinned } from './ground.ts'
import { measureInbox } from './inbox.ts'
import type { Measure, Scale } from './measure.ts'
import { measureMemory } from './memory.ts'
import { measurePhotoBytes } from './photo-bytes.ts'
import { measurePictures } from './photos.ts'
import { measurePosts } from './posts.ts'
import { measureRestart } from './restart.ts'
import { measureScripts } from './scripts.ts'
import { measureSignIns } from './sign-ins.ts'
import { measureUploads } from './uploads.ts'
import { measureWall } from './wall.ts'

const full: Scale = {
  rounds: 7,
  fewRounds: 3,
  roundMs: 3_000,
  deliveryMs: 6_000,
  warmUp: 3_000,
  sockets: 2_000,
  clients: 1_000,
  events: 1_000_000,
  groups: 625,
  auditRows: 200_000,
  cameraPhotos: 4,
  uploads: 100,
  albumPhotos: 2_000,
}
const quick: Scale = {
  ...full,
  rounds: 3,
  fewRounds: 1,
  roundMs: 1_500,
  deliveryMs: 3_000,
  warmUp: 1_500,
  groups: 64,
  auditRows: 50_000,
  cameraPhotos: 2,
  uploads: 30,
  albumPhotos: 600,
}

const measures: Record<string, (ground: Ground, scale: Scale) => Promise<Measure[]>> = {
  posts: measurePosts,
  delivery: measureDelivery,
  conversation: measureConversation,
  inbox: measureInbox,
  memory: measureMemory,
  restart: measureRestart,
  buffers: measureBuffers,
  scripts: measureScripts,
  audit: measureAudit,
  signins: measureSignIns,
  wall: measureWall,
  pictures: measurePictures,
  uploads: measureUploads,
  album: measureAlbum,
  grid: measureGrid,
  photobytes: measurePhotoBytes,
}

const use = `Use: npm run bench -- [--quick] [--only ${Object.keys(measures).join(',')}] [--postgres FOLDER]`

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean' }, postgres: { type: 'string' } },
})
const asked = values.only?.split(',') ?? Object.keys(measures)
const unknown = asked.filter((name) => !(name in measures))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. ${use}`)
  process.exit(1)
}
const scale = values.quick ? quick : full

const started = Date.now()
const ground = await openGround({ groups: scale.groups, children: 16, guardians: 2, staff: 2 }, values.postgres)
const giveUp = () => ground.close().then(() => process.exit(1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, giveUp)
process.once('uncaughtException', (error) => {
  console.error(error)
  void giveUp()
})
const rows: Measure[] = []
try {
  console.log(
    `${ground.world.children.length} children, ${ground.world.people.length} people; ${pinned ? 'server and load on a core each' : 'not pinned: the ratios say less'}`,
  )
  for (const name of asked) {
    console.log(`… ${name}`)
    rows.push(...(await measures[name]!(ground, scale)))
  }
} finally {
  await ground.close()
}
console.table(rows.map(shown))
for (const { note } of rows) if (note) console.log(note)
const folder = join(import.meta.dirname, '../../bench-results')
await mkdir(folder, { recursive: true })
const report = {
  at: new Date(started).toISOString(),
  seconds: Math.round((Date.now() - started) / 1000),
  quick: values.quick === true,
  pinned,
  node: process.version,
  rows: rows.map((row) => ({ ...row, reached: isReached(row) })),
}
await writeFile(join(folder, 'latest.json'), `${JSON.stringify(report, null, 2)}\n`)
console.log(`${report.seconds} s; written to bench-results/latest.json`)

function isReached({ ratio, reach }: Measure): boolean {
  return 'atLeast' in reach ? ratio >= reach.atLeast : ratio <= reach.atMost
}

function shown(row: Measure) {
  const { reach } = row
  return {
    what: row.name,
    ours: `${row.ours} ${row.unit}`,
    bare: row.bare === null ? '' : `${row.bare} ${row.unit}`,
    ratio: row.ratio,
    reach: 'atLeast' in reach ? `≥ ${reach.atLeast}` : `≤ ${reach.atMost}`,
    reached: isReached(row) ? 'yes' : 'NO',
  }
}
