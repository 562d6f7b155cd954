import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll } from 'vitest'
import { processVideo, type Video, type VideoLimits } from '../../workers/media/video.ts'

/** Films as phones and as others make them. */

const folder = await mkdtemp(join(tmpdir(), 'video-'))
let count = 0
afterAll(() => rm(folder, { recursive: true }))

/** A path where nothing is. */
export const newPath = () => join(folder, String(++count))

/** A file with these bytes. */
export async function filmFile(bytes: Buffer): Promise<string> {
  const path = newPath()
  await writeFile(path, bytes)
  return path
}

/** A folder for what becomes of a film. */
export const newFolder = () => mkdtemp(join(folder, 'made-'))

/** What ffmpeg makes when it is told so; the file's name says nothing. */
export async function film(args: string, format: 'mp4' | 'mov' | 'matroska' | 'avi' = 'mp4'): Promise<string> {
  const path = newPath()
  // What stands in quotes is one argument.
  const given = [...args.matchAll(/"([^"]*)"|\S+/g)].map(([whole, quoted]) => quoted ?? whole)
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', ...given, '-f', format, path])
  return path
}

/** Quick H.264, as a source of it. */
export const quick = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p'
/** A tone of so many seconds. */
export const tone = (seconds: number) => `-f lavfi -i sine=440:r=44100:d=${seconds}`
/** Grey, with the upper left in red and the upper right in blue. */
export const cornered = (width: number, height: number, seconds: number, rate = 30) =>
  `-f lavfi -i "color=0x808080:s=${width}x${height}:r=${rate}:d=${seconds},` +
  `drawbox=0:0:${width / 4}:${height / 4}:0xe01010:fill,drawbox=${width * 0.75}:0:${width / 4}:${height / 4}:0x1010e0:fill"`

/** What becomes of the film at a path, in a folder of its own. */
export const videoOf = async (path: string, limits?: Partial<VideoLimits>) =>
  processVideo(path, { most: 500_000_000, folder: await newFolder(), ...limits })

export const pathOf = (video: Video, kind: string) => video.renditions.find((one) => one.kind === kind)!.path

export interface Probed {
  streams: Record<string, any>[]
  format: Record<string, any>
  chapters: unknown[]
}
/** Everything that ffprobe finds in a file. */
export async function probed(path: string): Promise<Probed> {
  const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', '-show_chapters', path]
  return JSON.parse((await promisify(execFile)('ffprobe', args)).stdout)
}

/** A picture of a film, as PNG. */
export async function frameOf(path: string, second = 0): Promise<Buffer> {
  const args = [
    '-v',
    'error',
    '-ss',
    String(second),
    '-i',
    path,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ]
  const { stdout } = await promisify(execFile)('ffmpeg', args, { encoding: 'buffer', maxBuffer: 2 ** 26 })
  return sharp(stdout).png().toBuffer()
}

/** The same film whose first track says it is turned and moved: the upper left six of the matrix in QuickTime's order. */
export async function withMatrix(path: string, matrix: number[]): Promise<string> {
  const bytes = await readFile(path)
  const at = bytes.indexOf('tkhd') + 44
  matrix.forEach((value, index) => {
    // The right column has two bits before the point, the others 16.
    bytes.writeInt32BE(Math.round(value * (index % 3 === 2 ? 2 ** 30 : 2 ** 16)), at + index * 4)
  })
  return filmFile(bytes)
}

/** A box of an ISO base media file. */
export const box = (kind: string, ...content: Buffer[]): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0))
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, ...content])
}

const parents = new Set(['moov', 'trak', 'edts', 'mdia', 'minf', 'dinf', 'stbl', 'udta'])
/** The boxes of a file, each with what it lies in, and its content. */
export function boxesOf(bytes: Buffer, within = ''): { name: string; content: Buffer }[] {
  const found: { name: string; content: Buffer }[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const kind = bytes.toString('latin1', at + 4, at + 8)
    const end = at + Math.max(8, bytes.readUInt32BE(at))
    const content = bytes.subarray(at + 8, end)
    found.push({ name: within + kind, content })
    if (parents.has(kind)) found.push(...boxesOf(content, `${within}${kind}/`))
    at = end
  }
  return found
}

/** The same file with other boxes in the place of some; offsets into it stay as they were. */
export function rebuilt(
  bytes: Buffer,
  instead: (name: string, content: Buffer) => Buffer | undefined,
  within = '',
): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const kind = bytes.toString('latin1', at + 4, at + 8)
    const end = at + Math.max(8, bytes.readUInt32BE(at))
    const content = bytes.subarray(at + 8, end)
    const name = within + kind
    parts.push(instead(name, content) ?? box(kind, parents.has(kind) ? rebuilt(content, instead, `${name}/`) : content))
    at = end
  }
  return Buffer.concat(parts)
}
