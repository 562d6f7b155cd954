import * as v from 'valibot'
import { type Ffmpeg, type Running, run } from './ffmpeg.ts'
import { MediaRefused } from './media-refused.ts'
import { videoTime } from './video-time.ts'

/** What a film says of itself. */
export interface VideoFacts {
  /** Numbers of the streams that are seen and heard. */
  video: number
  audio: number | null
  /** In pixels, as it is shown: upright, and with square pixels. */
  width: number
  height: number
  /** How long something is seen, and how long anything goes on, in seconds. */
  seen: number
  seconds: number
  /** Pictures in all; 0 when it does not say. */
  frames: number
  /** Pictures in so many seconds. */
  rate: Fraction
  /** How brightness beyond that of an ordinary screen is written. */
  hdr: 'smpte2084' | 'arib-std-b67' | null
  /** Whether it says how its colours are written. */
  hasMatrix: boolean
  takenAt: Date | null
}

export type Fraction = [numerator: number, denominator: number]

/** What phones and cameras put into MP4 and MOV, and the decoders for it: rare formats have seldom tried ones. */
const seenAs: Record<string, string> = {
  ...{ h264: 'h264', hevc: 'hevc', av1: 'libdav1d', vp9: 'vp9', mpeg4: 'mpeg4', h263: 'h263' },
  ...{ mjpeg: 'mjpeg', prores: 'prores', dvvideo: 'dvvideo' },
}
const heardAs: Record<string, string> = {
  ...{ aac: 'aac', mp3: 'mp3float', ac3: 'ac3', eac3: 'eac3', alac: 'alac', opus: 'opus', flac: 'flac' },
  ...{ amr_nb: 'amrnb', amr_wb: 'amrwb', pcm_s16le: 'pcm_s16le', pcm_s16be: 'pcm_s16be', pcm_s24le: 'pcm_s24le' },
  ...{ pcm_s24be: 'pcm_s24be', pcm_f32le: 'pcm_f32le', pcm_mulaw: 'pcm_mulaw', pcm_alaw: 'pcm_alaw' },
}
/** Beside them may lie a cover and subtitles, which are left where they are. */
const beside = ['png', 'mov_text']

/**
 * Says to read that file as a film of at most so many pixels, and nothing else: no other protocol, no other file that it names,
 * no chapters.
 */
export const reading = (path: string, pixels: number): string[] => [
  ...['-protocol_whitelist', 'file', '-enable_drefs', '0', '-use_absolute_path', '0', '-ignore_chapters', '1'],
  ...['-codec_whitelist', [...Object.values(seenAs), ...Object.values(heardAs), ...beside].join(',')],
  ...['-max_pixels', String(pixels), '-f', 'mov', '-i', `file:${path}`],
]

const number = v.optional(v.pipe(v.unknown(), v.transform(Number)), 0)
const Stream = v.object({
  index: v.number(),
  codec_type: v.optional(v.string()),
  codec_name: v.optional(v.string(), ''),
  width: number,
  height: number,
  sample_aspect_ratio: v.optional(v.string(), ''),
  r_frame_rate: v.optional(v.string(), ''),
  avg_frame_rate: v.optional(v.string(), ''),
  nb_frames: number,
  duration: number,
  color_transfer: v.optional(v.string()),
  color_space: v.optional(v.string(), 'unknown'),
  channels: number,
  disposition: v.optional(v.object({ attached_pic: number, timed_thumbnails: number })),
  side_data_list: v.optional(v.array(v.object({ rotation: number })), []),
})
type Stream = v.InferOutput<typeof Stream>
const Told = v.object({
  streams: v.array(Stream),
  format: v.object({ duration: number, tags: v.optional(v.record(v.string(), v.string()), {}) }),
})

const asked = [
  'stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,r_frame_rate,avg_frame_rate,nb_frames,duration',
  'stream=color_transfer,color_space,channels',
  'stream_disposition=attached_pic,timed_thumbnails',
  'stream_side_data=rotation',
  'format=duration',
  'format_tags=creation_time,com.apple.quicktime.creationdate',
].join(':')

/**
 * Reads what the file at `path` says of itself, without showing it.
 * @param pixels as many as a picture of it may have
 * @throws {MediaRefused} unknown_type, too_many_pixels, damaged
 */
export async function readFacts({ ffprobe }: Ffmpeg, path: string, pixels: number, by: Running): Promise<VideoFacts> {
  const args = ['-loglevel', 'error', '-of', 'json=compact=1', '-threads', '1', '-show_entries', asked]
  const { streams, format } = toldIn(await run(ffprobe, [...args, ...reading(path, pixels)], by))
  if (streams.length === 0) throw new MediaRefused('damaged')
  const isCover = ({ disposition }: Stream) => disposition?.attached_pic || disposition?.timed_thumbnails
  const video = streams.find((stream) => stream.codec_type === 'video' && !isCover(stream))
  if (!video || !seenAs[video.codec_name]) throw new MediaRefused('unknown_type')
  // A phone may add sound in a format of its own to that which everybody knows.
  const isHeard = (stream: Stream) => heardAs[stream.codec_name] && stream.channels >= 1 && stream.channels <= 8
  const audio = streams.find((stream) => stream.codec_type === 'audio' && isHeard(stream))
  if (!(video.width > 0 && video.height > 0)) throw new MediaRefused('damaged')
  if (video.width * video.height > pixels) throw new MediaRefused('too_many_pixels')
  const seen = positive(video.duration) || positive(format.duration)
  return {
    video: video.index,
    audio: audio?.index ?? null,
    ...shownSize(video),
    seen,
    seconds: Math.max(seen, positive(audio?.duration)),
    frames: positive(video.nb_frames),
    rate: rateOf(video),
    hdr: video.color_transfer === 'smpte2084' || video.color_transfer === 'arib-std-b67' ? video.color_transfer : null,
    hasMatrix: !['unknown', 'reserved'].includes(video.color_space),
    takenAt: videoTime(format.tags),
  }
}

function toldIn(json: string): v.InferOutput<typeof Told> {
  try {
    return v.parse(Told, JSON.parse(json))
  } catch {
    throw new MediaRefused('damaged')
  }
}

const positive = (value = 0): number => (Number.isFinite(value) && value > 0 ? value : 0)

function shownSize({ width, height, sample_aspect_ratio, side_data_list }: Stream): { width: number; height: number } {
  const [across = 0, down = 0] = sample_aspect_ratio.split(':').map(Number)
  const aspect = across / down
  // Pixels of a camera are at most twice as wide as high.
  const wider = aspect > 1 && aspect <= 2 ? aspect : 1
  const higher = aspect < 1 && aspect >= 0.5 ? 1 / aspect : 1
  const size = { width: Math.round(width * wider), height: Math.round(height * higher) }
  const turned = side_data_list.find(({ rotation }) => rotation)?.rotation ?? 0
  return Math.abs(Math.abs(turned % 180) - 90) < 2 ? { width: size.height, height: size.width } : size
}

/** As often as the film shows another picture, at most 30 times a second. */
function rateOf({ r_frame_rate, avg_frame_rate }: Stream): Fraction {
  const [fastest] = [r_frame_rate, avg_frame_rate]
    .map((said) => said.split('/').map(Number) as Fraction)
    .filter(([pictures, seconds]) => pictures > 0 && seconds > 0)
    .sort((a, b) => b[0] / b[1] - a[0] / a[1])
  if (!fastest) return [30, 1]
  const [pictures, seconds] = fastest
  const rate = pictures / seconds
  if (rate < 1) return [1, 1]
  if (rate <= 30) return [pictures, seconds]
  // Every second one of 50, every fourth one of 120: movement stays even.
  const every = Math.ceil(rate / 30)
  return rate / every >= 24 ? [pictures, seconds * every] : [30, 1]
}
