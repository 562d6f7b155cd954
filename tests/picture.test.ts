import sharp from 'sharp'
import { thumbHashToAverageRGBA, thumbHashToRGBA } from 'thumbhash'
import { describe, expect, it, vi } from 'vitest'
import type { Picture } from '../workers/media/picture.ts'
import { takenAtOf } from '../workers/media/picture-time.ts'
import {
  cameraHeic,
  chunk,
  colourAt,
  cornered,
  exifOf,
  exifSegment,
  pictureOf,
  withChunks,
  withSegments,
} from './support/picture-files.ts'

/** What is made of a picture: sizes, the right way up, colours, the time. */

// Each picture is a process, and the machine may be busy with others.
vi.setConfig({ testTimeout: 90_000 })

const flat = (width: number, height: number, background: string | { r: number; g: number; b: number } = '#336699') =>
  sharp({ create: { width, height, channels: 3, background } })
const bytesOf = (picture: Picture, kind: string) => picture.renditions.find((one) => one.kind === kind)!.bytes
const near = (colour: (number | undefined)[], wanted: number[], within = 12) =>
  wanted.forEach((value, band) => {
    expect(Math.abs((colour[band] ?? 255) - value), `${colour} for ${wanted}`).toBeLessThanOrEqual(within)
  })
const jpegWith = async (exif: Parameters<typeof exifOf>[0], picture?: Buffer) =>
  withSegments(
    await sharp(picture ?? (await flat(32, 24).png().toBuffer()))
      .jpeg({ quality: 95 })
      .toBuffer(),
    [exifSegment(exifOf(exif))],
  )

describe('sizes', () => {
  it.each([
    [2500, 1500, ['320x192', '1080x648', '2048x1229']],
    [500, 1000, ['160x320', '500x1000']],
    [40, 60, ['40x60']],
  ])('%i × %i is never made larger, and none is made twice', async (width, height, sizes) => {
    const picture = await pictureOf(await flat(width, height).jpeg().toBuffer())
    expect(picture).toMatchObject({ width, height, takenAt: null })
    const names = [320, 1080, 2048].slice(0, sizes.length)
    expect(picture.renditions.map((one) => `${one.kind} ${one.width}x${one.height}`)).toEqual([
      ...names.flatMap((name, at) => [`avif-${name} ${sizes[at]}`, `webp-${name} ${sizes[at]}`]),
      `original ${width}x${height}`,
    ])
    for (const { type, bytes, ...size } of picture.renditions) {
      const { format, mediaType, ...read } = await sharp(bytes).metadata()
      expect({ mediaType, width: read.width, height: read.height }).toEqual({
        mediaType: type,
        width: size.width,
        height: size.height,
      })
    }
    const thumb = Buffer.from(picture.thumbhash, 'base64')
    const { w, h } = thumbHashToRGBA(thumb)
    expect(w > h).toBe(width > height)
    const { r, g, b, a } = thumbHashToAverageRGBA(thumb)
    near([r * 255, g * 255, b * 255, a * 255], [0x33, 0x66, 0x99, 255])
  })
})

describe('the right way up', () => {
  it('from each orientation that a camera can write', async () => {
    const upright = sharp(await cornered(80, 60))
    // What lies in the file, so that turning it as it says makes it upright.
    const stored = [
      upright.clone(),
      upright.clone().flop(),
      upright.clone().rotate(180),
      upright.clone().flip(),
      sharp(await upright.clone().rotate(90).toBuffer()).flop(),
      upright.clone().rotate(270),
      sharp(await upright.clone().rotate(90).toBuffer()).flip(),
      upright.clone().rotate(90),
    ]
    await Promise.all(
      stored.map(async (turned, index) => {
        const picture = await pictureOf(await jpegWith({ orientation: index + 1 }, await turned.png().toBuffer()))
        expect(picture, `orientation ${index + 1}`).toMatchObject({ width: 80, height: 60 })
        for (const { bytes } of picture.renditions) {
          near(await colourAt(bytes, 0.1, 0.1), [0xe0, 0x10, 0x10], 30)
          near(await colourAt(bytes, 0.9, 0.1), [0x10, 0x10, 0xe0], 30)
          near(await colourAt(bytes, 0.1, 0.9), [0x80, 0x80, 0x80], 30)
        }
      }),
    )
  })

  it('from a phone’s HEIC, which turns by itself and not by EXIF as well', async () => {
    const picture = await pictureOf(await cameraHeic())
    expect(picture).toMatchObject({ width: 200, height: 300, takenAt: '2024-05-06T07:08:09+02:00' })
    for (const { bytes } of picture.renditions) {
      near(await colourAt(bytes, 0.1, 0.1), [0xe0, 0x10, 0x10], 14)
      near(await colourAt(bytes, 0.9, 0.1), [0x10, 0x10, 0xe0], 14)
    }
  })
})

describe('colours', () => {
  const wide = () => flat(64, 64, { r: 200, g: 90, b: 60 })
  const show = async (bytes: Buffer) => colourAt(bytesOf(await pictureOf(bytes), 'original'), 0.5, 0.5)

  it('of Display P3, with 8 and with 16 bits, become sRGB', async () => {
    const inP3 = await wide().withIccProfile('p3').png().toBuffer()
    const [red] = await sharp(inP3, { ignoreIcc: true }).raw().toBuffer()
    expect(red, 'it is another number there').toBeLessThan(192)
    near(await show(inP3), [200, 90, 60], 4)
    const deep = sharp(inP3).keepIccProfile().toColourspace('rgb16')
    near(await show(await deep.png().toBuffer()), [200, 90, 60], 4)
  })

  it('of print, and grey', async () => {
    near(await show(await wide().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer()), [200, 90, 60], 25)
    const grey = flat(64, 64, '#707070').toColourspace('b-w')
    near(await show(await grey.jpeg().toBuffer()), [0x70, 0x70, 0x70], 3)
  })

  it('that are seen through lie on white everywhere, and what was erased under it is in no form', async () => {
    const [width, height] = [1600, 1200]
    const pixels = Buffer.alloc(width * height * 4)
    // The left half was erased: its colour is still there, under an alpha of nothing.
    for (let at = 0; at < pixels.length; at += 4)
      pixels.set((at / 4) % width < width / 2 ? [230, 20, 20, 0] : [20, 20, 230, 255], at)
    const erased = sharp(pixels, { raw: { width, height, channels: 4 } })
    for (const file of [
      await erased.clone().png().toBuffer(),
      await erased.clone().webp({ lossless: true, exact: true }).toBuffer(),
    ]) {
      const picture = await pictureOf(file)
      for (const { kind, bytes } of picture.renditions) {
        const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
        expect(info.channels, kind).toBe(3)
        const pixel = (x: number) => [
          ...data.subarray(3 * (Math.floor(info.height / 2) * info.width + x)).subarray(0, 3),
        ]
        near(pixel(Math.floor(info.width / 4)), [255, 255, 255])
        near(pixel(Math.floor((info.width * 3) / 4)), [20, 20, 230], 30)
      }
    }
  })
})

it('of what moves, the first picture is taken', async () => {
  const frames = await Promise.all(['#e01010', '#10e010'].map((colour) => flat(40, 30, colour).png().toBuffer()))
  const webp = await sharp(frames, { join: { animated: true } })
    .webp({ loop: 0 })
    .toBuffer()
  expect((await sharp(webp, { pages: -1 }).metadata()).pages).toBe(2)
  const control = Buffer.alloc(26)
  control.writeUInt32BE(40, 4)
  control.writeUInt32BE(30, 8)
  const apng = withChunks(frames[0]!, chunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])), chunk('fcTL', control))
  for (const moving of [webp, apng]) {
    const picture = await pictureOf(moving)
    expect(picture).toMatchObject({ width: 40, height: 30 })
    for (const { bytes } of picture.renditions) {
      expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1)
      near(await colourAt(bytes, 0.5, 0.5), [0xe0, 0x10, 0x10])
    }
  }
})

it('the camera’s time is as the camera wrote it, or null', async () => {
  const times: [taken: string | undefined, offset: string | undefined, wanted: string | null][] = [
    ['2024:05:06 07:08:09', undefined, '2024-05-06T07:08:09'],
    ['2024:05:06 07:08:09', '-05:30', '2024-05-06T07:08:09-05:30'],
    ['2024:05:06 07:08:09', '   :  ', '2024-05-06T07:08:09'],
    ['2024:05:06 07:08:09', '+99:00', '2024-05-06T07:08:09'],
    ['2024:02:30 07:08:09', '+01:00', null],
    ['2024:05:06 25:08:09', undefined, null],
    ['0000:00:00 00:00:00', undefined, null],
    ['    :  :     :  :  ', undefined, null],
    ['yesterday', undefined, null],
    [undefined, undefined, null],
  ]
  expect(times.map(([taken, offset]) => takenAtOf(exifOf({ taken, offset })))).toEqual(
    times.map(([, , wanted]) => wanted),
  )
  expect(takenAtOf(exifOf({ taken: '2024:05:06 07:08:09' }).subarray(0, 40))).toBeNull()
  const taken = { taken: '2024:05:06 07:08:09', offset: '-05:30' }
  expect(await pictureOf(await jpegWith(taken))).toMatchObject({ takenAt: '2024-05-06T07:08:09-05:30' })
})
