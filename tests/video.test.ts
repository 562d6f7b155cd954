import { readdir, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import { describe, expect, it, vi } from 'vitest'
import type { Video } from '../workers/media/video.ts'
import { videoTime } from '../workers/media/video-time.ts'
import { colourAt } from './support/picture-files.ts'
import {
  boxesOf,
  cornered,
  film,
  filmFile,
  frameOf,
  newFolder,
  pathOf,
  probed,
  quick,
  tone,
  videoOf,
  withMatrix,
} from './support/video-files.ts'

/** What is made of a film: sizes, the right way up, colours, sound, the time. */

// A film gives way to everything else, and the machine may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const near = (colour: (number | undefined)[], wanted: number[], within = 30) =>
  wanted.forEach((value, band) => {
    expect(Math.abs((colour[band] ?? 255) - value), `${colour} for ${wanted}`).toBeLessThanOrEqual(within)
  })
const streamsOf = async (video: Video, kind = 'video') => (await probed(pathOf(video, kind))).streams
const rateOf = (said: string) =>
  said
    .split('/')
    .map(Number)
    .reduce((pictures, seconds) => pictures / seconds)
/** Red at the upper left, blue at the upper right, grey below. */
async function expectUpright(video: Video): Promise<void> {
  const frames = ['video', 'preview'].map((kind) => frameOf(pathOf(video, kind)))
  const posters = ['avif-320', 'webp-320'].map((kind) => readFile(pathOf(video, kind)))
  for (const picture of await Promise.all([...frames, ...posters])) {
    near(await colourAt(picture, 0.1, 0.1), [0xe0, 0x10, 0x10])
    near(await colourAt(picture, 0.9, 0.1), [0x10, 0x10, 0xe0])
    near(await colourAt(picture, 0.1, 0.9), [0x80, 0x80, 0x80])
  }
}

it('half a minute in 1080p with sound becomes three things, and says how far it is', async () => {
  const path = await film(`${cornered(1920, 1080, 30)} ${tone(30)} ${quick} -c:a aac`)
  const folder = await newFolder()
  const told: [at: number, fraction: number][] = []
  const video = await videoOf(path, { folder, progress: (fraction) => told.push([performance.now(), fraction]) })

  expect(video).toMatchObject({ width: 1280, height: 720, takenAt: null })
  expect(video.seconds).toBeCloseTo(30, 1)
  expect(video.renditions.map((one) => `${one.kind} ${one.type} ${one.width}x${one.height}`)).toEqual([
    'video video/mp4 1280x720',
    'preview video/mp4 640x360',
    ...['320 image/avif 320x180', '1080 image/avif 1080x608', '2048 image/avif 1920x1080'].flatMap((one) => [
      `avif-${one}`,
      `webp-${one.replace('avif', 'webp')}`,
    ]),
  ])
  expect((await readdir(folder)).sort(), 'and nothing else lies there').toEqual(
    video.renditions.map((one) => one.kind).sort(),
  )
  for (const one of video.renditions) {
    expect(basename(one.path)).toBe(one.kind)
    expect((await stat(one.path)).size).toBe(one.bytes)
    if (one.type === 'video/mp4') continue
    const { mediaType, width, height } = await sharp(await readFile(one.path)).metadata()
    expect({ mediaType, width, height }).toEqual({ mediaType: one.type, width: one.width, height: one.height })
  }
  const { w, h } = thumbHashToRGBA(Buffer.from(video.thumbhash, 'base64'))
  expect(w).toBeGreaterThan(h)
  await expectUpright(video)

  const [seen, heard, ...more] = await streamsOf(video)
  expect(more).toEqual([])
  expect(seen).toMatchObject({ codec_name: 'h264', profile: 'High', pix_fmt: 'yuv420p', width: 1280, height: 720 })
  expect(seen).toMatchObject({ color_space: 'bt709', color_range: 'tv', avg_frame_rate: '30/1' })
  expect(seen!.level).toBeLessThanOrEqual(40)
  expect(heard).toMatchObject({ codec_name: 'aac', profile: 'LC', channels: 2 })
  const [small, ...silent] = await streamsOf(video, 'preview')
  expect(silent).toEqual([])
  expect(small).toMatchObject({ codec_name: 'h264', width: 640, height: 360, pix_fmt: 'yuv420p' })
  expect(Number(small!.duration)).toBeCloseTo(10, 1)
  for (const kind of ['video', 'preview']) {
    const names = boxesOf(await readFile(pathOf(video, kind))).map((one) => one.name)
    expect(names.indexOf('moov'), 'it can be played while it comes').toBeLessThan(names.indexOf('mdat'))
  }

  expect(told.length).toBeGreaterThan(0)
  told.forEach(([at, fraction], index) => {
    const [before, less] = told[index - 1] ?? [at - 1000, 0]
    expect(at - before).toBeGreaterThan(990)
    expect(fraction).toBeGreaterThanOrEqual(less)
    expect(fraction).toBeLessThanOrEqual(1)
  })
})

describe('the right way up', () => {
  it('from a phone that was held upright: HEVC in MOV', async () => {
    // Lying on its right side, to be turned a quarter.
    const lying = cornered(270, 480, 1.5).replace(/"$/, ',transpose=cclock"')
    const hevc = '-c:v libx265 -preset ultrafast -x265-params log-level=error -tag:v hvc1 -pix_fmt yuv420p'
    const apple = '-movflags use_metadata_tags -metadata com.apple.quicktime.creationdate=2024-05-06T07:08:09+0200'
    const taken = '-metadata creation_time=2024-06-01T00:00:00Z'
    const path = await film(`${lying} ${tone(1.5)} ${hevc} -c:a aac ${apple} ${taken}`, 'mov')
    const video = await videoOf(await withMatrix(path, [0, 1, 0, -1, 0, 0, 270, 0, 1]))
    expect(video).toMatchObject({ width: 270, height: 480, takenAt: new Date('2024-05-06T05:08:09Z') })
    await expectUpright(video)
  })

  it.each([
    ['a half', 'hflip,vflip', [-1, 0, 0, 0, -1, 0, 160, 96, 1], '160x96'],
    ['three quarters', 'transpose=clock', [0, -1, 0, 1, 0, 0, 0, 160, 1], '160x96'],
  ])('turned by %s', async (_, turn, matrix, size) => {
    const path = await film(`${cornered(160, 96, 0.5).replace(/"$/, `,${turn}"`)} ${quick}`)
    const video = await videoOf(await withMatrix(path, matrix))
    expect(`${video.width}x${video.height}`).toBe(size)
    await expectUpright(video)
  })
})

describe('sizes', () => {
  it.each([
    ['odd ones', 'color=red:s=333x179:r=10:d=0.5', '-c:v libx264 -pix_fmt yuv444p', '332x178', '320x172'],
    ['tiny ones', 'color=red:s=2x2:r=10:d=0.5', '-c:v libx264 -pix_fmt yuv444p', '2x2', '2x2'],
    ['upright ones', 'color=red:s=1080x1920:r=10:d=0.3', quick, '720x1280', '180x320'],
    ['very long ones', 'color=red:s=4096x128:r=10:d=0.3', quick, '1920x60', '320x10'],
    ['pixels that are not square', 'color=red:s=360x288:r=10:d=0.5,setsar=4/3', quick, '480x288', '320x192'],
  ])('%s', async (_, source, codec, size, poster) => {
    const video = await videoOf(await film(`-f lavfi -i ${source} ${codec}`))
    expect(`${video.width}x${video.height}`).toBe(size)
    const [seen] = await streamsOf(video)
    expect(`${seen!.width}x${seen!.height}`).toBe(size)
    expect(seen!.sample_aspect_ratio ?? '1:1').toBe('1:1')
    const small = video.renditions.find((one) => one.kind === 'webp-320')!
    expect(`${small.width}x${small.height}`).toBe(poster)
  })
})

describe('time', () => {
  it('a film without sound, shorter than a preview, of 60 pictures a second, shows every second one', async () => {
    const video = await videoOf(await film(`-f lavfi -i testsrc=s=320x180:r=60000/1001:d=2 ${quick}`))
    expect(video.seconds).toBeCloseTo(2, 1)
    for (const kind of ['video', 'preview']) {
      const streams = await streamsOf(video, kind)
      expect(streams.map((one) => one.codec_type)).toEqual(['video'])
      expect(streams[0]!.avg_frame_rate).toBe('30000/1001')
      expect(Number(streams[0]!.duration)).toBeCloseTo(2, 1)
    }
  })

  it('a film whose pictures come as they please keeps its length', async () => {
    const uneven = 'setpts=(if(lt(N\\,30)\\,N/30\\,1+(N-30)*(N-30)/900))/TB'
    const path = await film(`-f lavfi -i "testsrc=s=320x180:r=30:d=2.5,${uneven}" -vsync vfr ${quick}`)
    const [source] = (await probed(path)).streams
    const video = await videoOf(path)
    const [seen] = await streamsOf(video)
    expect(Math.abs(Number(seen!.duration) - Number(source!.duration))).toBeLessThan(0.2)
    expect(rateOf(seen!.avg_frame_rate)).toBeLessThanOrEqual(30)
  })

  it('a single picture is a film as well, and its poster, even if it is black', async () => {
    const video = await videoOf(await film(`-f lavfi -i color=black:s=320x180:r=25 -frames:v 1 ${quick}`))
    expect(video.seconds).toBeCloseTo(0.04, 2)
    near(await colourAt(await readFile(pathOf(video, 'webp-320')), 0.5, 0.5), [0, 0, 0])
  })

  it('that it was taken at is an instant, or null', () => {
    const apple = 'com.apple.quicktime.creationdate'
    const times: [tags: Record<string, string>, wanted: string | null][] = [
      [{ creation_time: '2024-05-06T05:08:09.000000Z' }, '2024-05-06T05:08:09.000Z'],
      [{ creation_time: '2024-05-06T05:08:09Z', [apple]: '2023-05-06T07:08:09-0530' }, '2023-05-06T12:38:09.000Z'],
      [{ creation_time: '2024-05-06T05:08:09Z', [apple]: 'yesterday' }, '2024-05-06T05:08:09.000Z'],
      [{ creation_time: '1904-01-01T00:00:00Z' }, null],
      [{ creation_time: '1970-01-01T00:00:00Z' }, null],
      [{ creation_time: '2000-01-01T00:00:10Z' }, null],
      [{ creation_time: '2096-01-01T00:00:00Z' }, null],
      [{ creation_time: '2024-13-41T00:00:00Z' }, null],
      [{ creation_time: '2024-05-06 05:08' }, null],
      [{}, null],
    ]
    expect(times.map(([tags]) => videoTime(tags)?.toISOString() ?? null)).toEqual(times.map(([, wanted]) => wanted))
  })
})

it('HDR becomes what an ordinary screen shows', async () => {
  const hdr =
    '-c:v libx265 -preset ultrafast -x265-params log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc -pix_fmt yuv420p10le'
  const colours = '-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc -tag:v hvc1'
  // White of a sheet of paper: 58 % of the scale, and 203 candela.
  const path = await film(
    `-f lavfi -i "color=0x949494:s=320x180:r=10:d=1,scale=out_color_matrix=bt2020,format=yuv420p10le" ${hdr} ${colours}`,
  )
  expect((await probed(path)).streams[0]).toMatchObject({ color_transfer: 'smpte2084', pix_fmt: 'yuv420p10le' })
  const video = await videoOf(path)
  const [seen] = await streamsOf(video)
  expect(seen).toMatchObject({
    color_transfer: 'bt709',
    color_primaries: 'bt709',
    color_space: 'bt709',
    pix_fmt: 'yuv420p',
  })
  expect(seen!.side_data_list).toBeUndefined()
  const [red] = await colourAt(await readFile(pathOf(video, 'webp-320')), 0.5, 0.5)
  expect(red).toBeGreaterThan(180)
})

describe('the poster', () => {
  const colours = async (source: string) => {
    const video = await videoOf(await film(`-f lavfi -i "${source}" ${quick}`))
    return colourAt(await readFile(pathOf(video, 'webp-320')), 0.5, 0.5)
  }
  it('is not black where the film is not', async () => {
    near(
      await colours("color=0x20a040:s=320x180:r=10:d=4,drawbox=c=black:t=fill:enable='lt(t,2.5)'"),
      [0x20, 0xa0, 0x40],
    )
  })
  it('is from after the first second, where it lasts longer', async () => {
    near(
      await colours("color=0x20a040:s=320x180:r=10:d=2,drawbox=c=0xa02040:t=fill:enable='lt(t,0.95)'"),
      [32, 160, 64],
    )
  })
})

it('of several sounds, the first is heard that is known', async () => {
  const twice = `-f lavfi -i testsrc=s=160x90:r=10:d=1 ${tone(1)} -f lavfi -i sine=880:d=1:r=44100 -map 0 -map 1 -map 2 ${quick} -c:a aac`
  const bytes = await readFile(await film(twice, 'mov'))
  const sound = bytes.indexOf('soun')
  for (const [known, other] of [
    ['mp4a', 'apac'],
    ['esds', 'dapa'],
  ] as const)
    bytes.write(other, bytes.indexOf(known, sound), 'latin1')
  const path = await filmFile(bytes)
  expect((await probed(path)).streams.map((one) => one.codec_name ?? 'unknown')).toEqual(['h264', 'unknown', 'aac'])
  const streams = await streamsOf(await videoOf(path))
  expect(streams.map((one) => one.codec_name)).toEqual(['h264', 'aac'])
})
