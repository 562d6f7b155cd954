import { execFile, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { bounded, crashes, memory } from './bounds.ts'
import { MediaRefused } from './media-refused.ts'

/** This machine has no ffmpeg that could do the work; the file may be tried again once there is one. */
export class NoFfmpeg extends Error {
  override name = 'NoFfmpeg'
  constructor() {
    super('Videos need ffmpeg and ffprobe with libx264. On Debian or Ubuntu run: sudo apt-get install ffmpeg')
  }
}

export interface Ffmpeg {
  /** Paths of the programs. */
  ffmpeg: string
  ffprobe: string
  /** Whether it has what turns HDR into ordinary colours. */
  hasToneMapping: boolean
}

/** Few arenas, since each keeps what was once needed; errors in English, since they are read. */
const environment = { MALLOC_ARENA_MAX: '2', LC_ALL: 'C' }
/** Behind the server and behind pictures, for it goes on for minutes. */
const patience = 10
/** Bytes of what a program says that are kept. */
const attention = 1_000_000
/** What an error says that is no file's fault. */
const roomless = /No space left on device|Disk quota exceeded|Read-only file system|Permission denied|No such file/
/** What it ends with when it was asked to end, and what is said in its place when it could not begin. */
const blameless = [255, 126, 127]

let found: Ffmpeg | undefined

/**
 * The programs of PATH, looked at once they are there.
 * @throws {NoFfmpeg}
 */
export async function findFfmpeg(): Promise<Ffmpeg> {
  found ??= await lookAround()
  return found
}

async function lookAround(): Promise<Ffmpeg> {
  const [ffmpeg, ffprobe] = await Promise.all([programOf('ffmpeg'), programOf('ffprobe')])
  const names = async (list: string) => {
    const { stdout } = await promisify(execFile)(ffmpeg, ['-hide_banner', list], { env: environment })
    return new Set(stdout.split('\n').map((line) => line.trim().split(/\s+/)[1]))
  }
  const [encoders, filters] = await Promise.all([names('-encoders'), names('-filters')]).catch(() => {
    throw new NoFfmpeg()
  })
  if (!encoders.has('libx264') || !encoders.has('aac')) throw new NoFfmpeg()
  return { ffmpeg, ffprobe, hasToneMapping: filters.has('tonemap') && filters.has('zscale') }
}

async function programOf(name: string): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    const mayRun = access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (folder !== '' && (await mayRun)) return path
  }
  throw new NoFfmpeg()
}

export interface Running {
  /** Ends the program; the promise is then rejected with its reason. */
  signal: AbortSignal
  /** Seconds of processor time. */
  processor: number
  /** Bytes that a file it writes may have; none when it writes none. */
  file?: number
  /** Is given what the program says, as it comes, and nothing is kept of it. */
  hear?: (text: string) => void
}

/**
 * Runs one of the programs to its end, without our environment and within bounds that the kernel keeps, and gives what it said.
 * @throws {MediaRefused} unknown_type, too_many_pixels, damaged, too_large; another error if it was ended from outside or could not
 *   begin or write
 */
export async function run(
  program: string,
  args: readonly string[],
  { signal, processor, file = 0, hear }: Running,
): Promise<string> {
  signal.throwIfAborted()
  const [command, ...rest] = [...bounded({ memory, processor, file, patience }), program, ...args]
  const child = spawn(command!, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: environment,
    signal,
    killSignal: 'SIGKILL',
  })
  let said = ''
  let complaint = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (hear) hear(text)
    else if (said.length < attention) said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < attention) complaint += text
  })
  let broken: Error | undefined
  const [code, ended] = await new Promise<[number | null, NodeJS.Signals | null]>((done) => {
    child.once('close', (code, ended) => done([code, ended]))
    child.once('error', (error) => {
      broken = error
      // What never began does not end either.
      if (child.pid === undefined) done([null, null])
    })
  })
  signal.throwIfAborted()
  // Said of the last bytes, it still counts as done.
  const room = roomless.exec(complaint)?.[0]
  if (room) throw new Error(`a video could not be written: ${room}`)
  if (code === 0) return said
  if (ended === 'SIGXFSZ') throw new MediaRefused('too_large')
  if (crashes.includes(ended)) throw new MediaRefused('damaged')
  if (complaint.includes('not on whitelist')) throw new MediaRefused('unknown_type')
  if (complaint.includes('max pixel count')) throw new MediaRefused('too_many_pixels')
  if (code !== null && !blameless.includes(code)) throw new MediaRefused('damaged')
  throw new Error(`the process of a video ended by ${ended ?? code ?? broken?.message}`)
}
