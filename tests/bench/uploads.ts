import { readFileSync } from 'node:fs'
import { v7 as uuidv7 } from 'uuid'
import { cameraPhotos } from './camera.ts'
import { roomsOf, steadily, write, writing } from './crowd.ts'
import type { Ground } from './ground.ts'
import type { Measure, Scale } from './measure.ts'
import { type Side, send, startSide } from './side.ts'
import { quantile, rounded } from './statistics.ts'

const piece = 4 * 1024 ** 2
const together = 3
const postsPerSecond = 10
const mostMegabytes = 300

/**
 * What taking in photos costs the server and everybody else: its memory above idle, and how long posts of one person take meanwhile,
 * beside how long they take before and after. The photos are not processed meanwhile.
 */
export async function measureUploads(ground: Ground, scale: Scale): Promise<Measure[]> {
  const files = await cameraPhotos(scale.cameraPhotos)
  const [room, other] = roomsOf(ground, 2)
  const side = await startSide('ours', ground, { dataDir: await ground.folder() })
  const postFor = (most: number, signal?: AbortSignal) =>
    steadily(postsPerSecond, most, () => write(side, room!, writing(room!).body), signal)
  const quietPosts = Math.round((scale.deliveryMs / 1000) * 2 * postsPerSecond)
  // As a server that has been up since the morning: all its connections are open and have planned what they are asked.
  for (let n = 0; n < 3; n++) {
    const small = Array.from({ length: 6 }, () =>
      sendPhoto(side, other!.staff.cookie, other!.groupId, files[0]!.subarray(0, 100_000)),
    )
    await Promise.all([...small, ...small.map(() => write(side, room!, writing(room!).body))])
  }
  await postFor(Math.round((scale.warmUp / 1000) * postsPerSecond))
  const idle = (await side.memory()).rss
  const before = await postFor(quietPosts)

  const peak = watchMemory(side.pid)
  const sent = new AbortController()
  const start = performance.now()
  const sendAll = async () => {
    let next = 0
    const keepSending = async () => {
      for (let n = next++; n < scale.uploads; n = next++)
        await sendPhoto(side, other!.staff.cookie, other!.groupId, files[n % files.length]!)
    }
    await Promise.all(Array.from({ length: together }, keepSending))
    sent.abort()
  }
  const [during] = await Promise.all([postFor(Number.POSITIVE_INFINITY, sent.signal), sendAll()])
  const seconds = (performance.now() - start) / 1000
  const highest = peak()
  const after = await postFor(quietPosts)
  await side.stop()

  const p99 = (times: readonly number[]) => quantile(times, 0.99)
  const quiet = [...before, ...after]
  const megabytes = (highest - idle) / 1024 ** 2
  const sending = `${scale.uploads} photos sent, ${together} at once`
  return [
    {
      name: `the server’s memory above idle, ${sending}`,
      ours: rounded(megabytes, 0),
      bare: null,
      unit: 'MB',
      ratio: rounded(megabytes / mostMegabytes),
      reach: { atMost: 1 },
      details: { idle: rounded(idle / 1024 ** 2, 0), highest: rounded(highest / 1024 ** 2, 0), mostMegabytes },
    },
    {
      name: `a post’s p99, ${sending} ÷ without`,
      ours: rounded(p99(during), 1),
      bare: rounded(p99(quiet), 1),
      unit: 'ms',
      ratio: rounded(p99(during) / p99(quiet)),
      reach: { atMost: 2 },
      details: {
        posts: { during: during.length, quiet: quiet.length },
        p50: { during: rounded(quantile(during, 0.5), 1), quiet: rounded(quantile(quiet, 0.5), 1) },
        p99: { before: rounded(p99(before), 1), after: rounded(p99(after), 1) },
      },
      note: `${scale.uploads} photos were sent in ${rounded(seconds, 0)} s`,
    },
  ]
}

/** Announces a photo and sends it by tus, a piece at a time; gives its id. */
export async function sendPhoto(side: Side, cookie: string, groupId: string, file: Buffer): Promise<string> {
  const id = uuidv7()
  const body = Buffer.from(JSON.stringify({ id, groupId, kind: 'photo', bytes: file.length }))
  const begun = await send(side, cookie, { method: 'POST', path: '/api/media', type: 'application/json', body })
  if (begun !== 200) throw new Error(`an upload could not begin: ${begun}`)
  for (let offset = 0; offset < file.length; offset += piece) {
    const status = await send(side, cookie, {
      method: 'PATCH',
      path: `/api/uploads/${id}`,
      type: 'application/offset+octet-stream',
      body: file.subarray(offset, offset + piece),
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) },
    })
    if (status !== 204) throw new Error(`an upload was not taken: ${status}`)
  }
  return id
}

/** Looks at a process's resident memory all the time; the answer ends that and gives the most there was, in bytes. */
function watchMemory(pid: number): () => number {
  let most = 0
  const look = () => {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    most = Math.max(most, Number(kilobytes) * 1024)
  }
  look()
  const timer = setInterval(look, 20)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}
