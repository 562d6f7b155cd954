import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import {
  cameraHeic,
  chunk,
  cornered,
  exifOf,
  exifSegment,
  pictureOf,
  withChunks,
  withSegments,
} from './support/picture-files.ts'

/** Law: nothing leaves with a picture but what is seen. */

// Each picture is a process, and the machine may be busy with others.
vi.setConfig({ testTimeout: 90_000 })

const canary = 'CANARY'
const written = [canary, ...(['utf16le', 'latin1'] as const).map((encoding) => Buffer.from(canary, encoding))]
const bigEndian = Buffer.from(canary, 'utf16le').swap16()
const speaks = (bytes: Buffer) => [...written, bigEndian].some((form) => bytes.includes(form))

/** A profile whose description is the canary, in the two bytes a letter that profiles are written in. */
async function telling(icc: Buffer): Promise<Buffer> {
  const at = icc.indexOf(Buffer.from('sP3C', 'utf16le').swap16())
  const entry = icc.indexOf('desc', 128) + 4
  const said = Buffer.concat([icc.subarray(at - 28, at), bigEndian])
  said.writeUInt32BE(bigEndian.length, 20)
  const whole = Buffer.concat([icc, said])
  whole.writeUInt32BE(whole.length)
  whole.writeUInt32BE(icc.length, entry)
  whole.writeUInt32BE(said.length, entry + 4)
  return whole
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><about>${canary}</about></x:xmpmeta>`
const plain = await cornered(120, 90)
const thumbnail = withSegments(await sharp(plain).resize(40).jpeg().toBuffer(), [[0xfe, Buffer.from(canary)]])
const exif = exifOf({ taken: '2024:05:06 07:08:09', make: canary, maker: canary, thumbnail })
const icc = await telling((await sharp(await sharp(plain).withIccProfile('p3').png().toBuffer()).metadata()).icc!)
const iptc = Buffer.from(`Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06${canary}\0`, 'latin1')

const inputs: Record<string, () => Promise<Buffer>> = {
  'JPEG: EXIF, GPS, maker’s note, thumbnail, XMP, IPTC, profile, comment, application segments, trailer': async () => {
    const jpeg = await sharp(plain).jpeg().toBuffer()
    const segments: [number, Buffer][] = [
      exifSegment(exif),
      [0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)],
      [0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), icc])],
      [0xed, iptc],
      [0xef, Buffer.from(canary, 'utf16le')],
      [0xfe, Buffer.from(`<script>${canary}</script>`)],
    ]
    const motion = Buffer.from(`\0\0\0\x18ftypmp42${canary}<html><script>alert("${canary}")</script>`, 'latin1')
    return Buffer.concat([withSegments(jpeg, segments), motion])
  },
  'JPEG: what sharp writes, with a place': async () =>
    sharp(plain)
      .jpeg()
      .withExif({
        IFD0: { Artist: canary },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSAreaInformation: canary },
      })
      .withXmp(xmp)
      .toBuffer(),
  'PNG: texts, EXIF, profile, trailer': async () => {
    const png = withChunks(
      plain,
      chunk('tEXt', Buffer.from(`Comment\0${canary}`)),
      chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)),
      chunk('eXIf', exif),
    )
    return Buffer.concat([png, Buffer.from(canary)])
  },
  WebP: async () =>
    sharp(plain)
      .webp()
      .withExif({ IFD0: { Artist: canary } })
      .withXmp(xmp)
      .toBuffer(),
  AVIF: async () =>
    sharp(plain)
      .avif()
      .withExif({ IFD0: { Artist: canary } })
      .withXmp(xmp)
      .toBuffer(),
  'HEIC: EXIF, GPS, maker’s note, XMP': cameraHeic,
}

it.each(Object.entries(inputs))('%s', async (_, make) => {
  const bytes = await make()
  expect(speaks(bytes), 'the canary is in the file').toBe(true)
  const { renditions } = await pictureOf(bytes)
  expect(renditions.length).toBe(3)
  for (const { kind, bytes } of renditions) {
    expect(speaks(bytes), kind).toBe(false)
    expect(bytes.includes('<'.concat('script')), kind).toBe(false)
    const { exif, xmp, iptc, icc, comments, orientation, gainMap } = await sharp(bytes).metadata()
    expect({ exif, xmp, iptc, icc, comments, orientation, gainMap }, kind).toEqual({})
    for (const part of ['Exif', 'EXIF', 'XMP ', 'ICCP', 'ICC_PROFILE', 'ns.adobe.com', 'mime', '8BIM'])
      expect(bytes.includes(part), `${kind}: ${part}`).toBe(false)
    if (kind === 'original') expect(segmentsOf(bytes)).toEqual(['end'])
  }
})

/** What is beside the picture itself in a JPEG: application segments, comments, and bytes behind its end. */
function segmentsOf(jpeg: Buffer): string[] {
  const found: string[] = []
  let at = 2
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const [marker, length] = [jpeg[at + 1]!, jpeg.readUInt16BE(at + 2)]
    if (marker >= 0xe0 && marker <= 0xfe) found.push(jpeg.toString('latin1', at + 4, at + 8))
    at += length + 2
  }
  const end = jpeg.indexOf(Buffer.from([0xff, 0xd9]), at)
  return [...found, end === jpeg.length - 2 ? 'end' : 'more']
}
