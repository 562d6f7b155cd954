import { readFile, writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { expect, it, vi } from 'vitest'
import {
  box,
  boxesOf,
  cornered,
  film,
  filmFile,
  newPath,
  probed,
  quick,
  rebuilt,
  tone,
  videoOf,
} from './support/video-files.ts'

/** Law: nothing leaves with a film but what is seen and heard. */

// A film gives way to everything else, and the machine may be busy with others.
vi.setConfig({ testTimeout: 300_000 })

const canary = 'CANARY'
const place = '+52.3731+004.8922'
const forms = [canary, place].flatMap((said) => [
  Buffer.from(said),
  Buffer.from(said, 'utf16le'),
  Buffer.from(said, 'utf16le').swap16(),
])
const speaks = (bytes: Buffer) => forms.some((form) => bytes.includes(form))
const textFile = async (text: string) => {
  const path = newPath()
  await writeFile(path, text)
  return path
}

const tags = ['title', 'artist', 'comment', 'make', 'model', 'encoder', 'copyright', 'com.apple.quicktime.software']
  .map((tag) => `-metadata ${tag}=${canary}`)
  .join(' ')
const where = `-metadata location=${place}/ -metadata com.apple.quicktime.location.ISO6709=${place}/`
const taken = '-metadata creation_time=2024-05-06T07:08:09Z'
// What an encoder, or a camera, writes between the pictures.
const between = `-bsf:v h264_metadata=sei_user_data=086f3693-b7b3-4f2c-9653-21492feee5b8+${canary}`
const handlers = `-metadata:s handler_name=${canary} -metadata:s:a language=nld`
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><about>${canary}</about></x:xmpmeta>`
/** Where Android writes the place: a length and a language before it. */
const placed = box('\xa9xyz', Buffer.from([0, place.length + 1, 0x15, 0xc7]), Buffer.from(`${place}/`))
const trailing = Buffer.concat([
  box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), Buffer.from(xmp)),
  box('free', Buffer.from(canary, 'utf16le')),
  Buffer.from(`<script>${canary}</script>`),
])

const inputs: Record<string, () => Promise<string>> = {
  'MOV: Apple’s keys with the place, chapters, subtitles, a track of time codes, names of tracks': async () => {
    const chapters = await textFile(
      `;FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=900\ntitle=${canary}\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=900\nEND=1500\ntitle=${canary}\n`,
    )
    const subtitles = await textFile(`1\n00:00:00,000 --> 00:00:01,000\n${canary}\n`)
    const more = `-i ${subtitles} -i ${chapters} -map 0 -map 1 -map 2 -map_chapters 3 -c:s mov_text -timecode 01:02:03:04`
    return film(
      `${cornered(320, 180, 1.5)} ${tone(1.5)} ${more} ${quick} -c:a aac ${between} ${tags} ${where} ${taken} ${handlers} -movflags use_metadata_tags`,
      'mov',
    )
  },
  'MP4: tags, the place, a cover, other boxes, a trailer': async () => {
    const cover = newPath()
    await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .jpeg()
      .withExif({ IFD0: { Artist: canary } })
      .toFile(cover)
    const more = `-i ${cover} -map 0 -map 1 -map 2 -c:v:1 copy -disposition:v:1 attached_pic`
    const codecs = quick.replaceAll('-c:v', '-c:v:0')
    const path = await film(
      `${cornered(320, 180, 1.5)} ${tone(1.5)} ${more} ${codecs} -c:a aac ${between.replace(':v', ':v:0')} ${tags} ${where} ${taken} ${handlers}`,
    )
    const told = rebuilt(await readFile(path), (name, content) =>
      name === 'moov/udta' ? box('udta', content, placed, box('XYZW', Buffer.from(canary))) : undefined,
    )
    return filmFile(Buffer.concat([told, trailing]))
  },
}

const track = ['', '/tkhd', '/edts', '/edts/elst', '/mdia', '/mdia/mdhd', '/mdia/hdlr', '/mdia/minf']
const media = ['vmhd', 'smhd', 'dinf', 'dinf/dref', 'stbl', ...table('stsd stts stss ctts stsc stsz stco sgpd sbgp')]
/** A list of tags with nothing in it. */
const noTags = Buffer.concat([
  Buffer.alloc(4),
  box('hdlr', Buffer.alloc(8), Buffer.from('mdirappl'), Buffer.alloc(9)),
  box('ilst'),
])
const allowed = new Set([
  ...['ftyp', 'moov', 'moov/mvhd', 'moov/udta', 'moov/udta/meta', 'free', 'mdat'],
  ...[...track, ...media.map((name) => `/mdia/minf/${name}`)].map((name) => `moov/trak${name}`),
])
function table(names: string): string[] {
  return names.split(' ').map((name) => `stbl/${name}`)
}

it.each(Object.entries(inputs))('%s', async (_, make) => {
  const path = await make()
  const sent = await readFile(path)
  expect(
    [canary, place].map((said) => sent.includes(said)),
    'both are in the file',
  ).toEqual([true, true])
  expect((await probed(path)).format.tags.creation_time).toContain('2024-05-06T07:08:09')
  const video = await videoOf(path)
  expect(video.takenAt).toEqual(new Date('2024-05-06T07:08:09Z'))
  expect(video.renditions.length).toBe(4)
  for (const { kind, type, path } of video.renditions) {
    const bytes = await readFile(path)
    expect(speaks(bytes), kind).toBe(false)
    for (const part of ['x264', 'Lav', 'Apple', 'qt  ', 'xmpmeta', '<'.concat('script'), '©xyz', 'ISO6709', 'Exif'])
      expect(bytes.includes(Buffer.from(part, 'latin1')), `${kind}: ${part}`).toBe(false)
    if (type !== 'video/mp4') continue

    const boxes = boxesOf(bytes)
    expect(
      [...new Set(boxes.map((one) => one.name))].filter((name) => !allowed.has(name)),
      kind,
    ).toEqual([])
    expect(boxes.reduce((sum, one) => sum + (one.name.includes('/') ? 0 : one.content.length + 8), 0)).toBe(
      bytes.length,
    )
    for (const { name, content } of boxes) {
      // When it was made and changed, behind version and flags.
      if (/\/(mvhd|tkhd|mdhd)$/.test(name)) expect(content.readBigUInt64BE(4), name).toBe(0n)
      if (name === 'moov/udta/meta') expect(content).toEqual(noTags)
      if (name === 'free') expect(content.every((byte) => byte === 0)).toBe(true)
    }
    const { streams, format, chapters } = await probed(path)
    expect(chapters).toEqual([])
    expect(streams.map((one) => one.codec_type)).toEqual(kind === 'preview' ? ['video'] : ['video', 'audio'])
    expect(Object.keys(format.tags)).toEqual(['major_brand', 'minor_version', 'compatible_brands'])
    for (const { tags, disposition } of streams) {
      expect(disposition.attached_pic).toBe(0)
      expect({ ...tags, encoder: tags.encoder?.trim() ?? '' }).toEqual({
        language: 'und',
        handler_name: expect.stringMatching(/^(Video|Sound)Handler$/),
        vendor_id: '[0][0][0][0]',
        encoder: '',
      })
    }
  }
})
