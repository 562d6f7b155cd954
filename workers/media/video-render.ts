import type { Rendition } from './picture.ts'
import type { VideoFacts } from './video-facts.ts'

/** What ffmpeg is told to make. */

/** A form of a video, as a file. */
export interface VideoRendition {
  kind: 'video' | 'preview' | Exclude<Rendition['kind'], 'original'>
  type: 'video/mp4' | Rendition['type']
  /** In pixels. */
  width: number
  height: number
  path: string
  bytes: number
}

/** Seconds of a preview. */
export const previewSeconds = 10
/** The most bits a second that a video may have, so that ten minutes stay below 320 MB. */
export const mostBits = 4_200_000

export interface Size {
  width: number
  height: number
}

/** Holds for every run: nobody is asked, few threads, and a film that is broken in many places is refused. */
export const running = [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-threads', '2', '-max_error_rate', '0.1'],
  ...['-filter_threads', '1', '-filter_complex_threads', '1'],
]

/** A size within these, of even numbers, which H.264 needs; never larger. */
export function fitted({ width, height }: Size, shorter: number, longer: number): Size {
  const factor = Math.min(1, shorter / Math.min(width, height), longer / Math.max(width, height))
  const even = (side: number) => Math.max(2, 2 * Math.floor((side * factor + 0.5) / 2))
  return { width: even(width), height: even(height) }
}

/** Scales what comes out of the decoder, turned by ffmpeg, and writes its colours as every screen has them. */
function shown(facts: VideoFacts, { width, height }: Size, hasToneMapping: boolean): string[] {
  const scale = `scale=${width}:${height}:flags=bicubic:out_range=tv`
  const ordinary = 'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709'
  if (facts.hdr && hasToneMapping) {
    const from = `tin=${facts.hdr}:pin=bt2020:min=bt2020nc:rin=tv`
    return [
      ...[scale, 'format=yuv420p10le', `zscale=${from}:t=linear:npl=100`, 'format=gbrpf32le', 'zscale=p=bt709'],
      ...['tonemap=hable:desat=0', 'zscale=t=bt709:m=bt709:r=tv', 'format=yuv420p', 'setsar=1', ordinary],
    ]
  }
  // What does not say how its colours are written means the newer way if it is large, as all players take it.
  const matrix = facts.hasMatrix || Math.min(facts.width, facts.height) < 720 ? 'auto' : 'bt709'
  return [`${scale}:in_color_matrix=${matrix}:out_color_matrix=bt709`, 'format=yuv420p', 'setsar=1', ordinary]
}

/** Film without anything beside it: metadata is not taken along, and no program signs. */
const bare = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn', '-write_tmcd', '0', '-metadata:s', 'encoder= '],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
]

/** H.264 that every phone of the last ten years plays, without the messages that encoder and camera put between the pictures. */
const h264 = (quality: number, bits: number, [pictures, seconds]: VideoFacts['rate']) => [
  ...['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryfast', '-crf', String(quality), '-a53cc', '0'],
  ...['-maxrate', String(bits), '-bufsize', String(bits * 2), '-threads:v', '2'],
  // A place to jump to every two seconds.
  ...['-g', String(Math.ceil((pictures / seconds) * 2)), '-bsf:v', 'filter_units=remove_types=6'],
]

const mp4 = (path: string) => ['-movflags', '+faststart', '-f', 'mp4', `file:${path}`]

/** The whole film, and how far it is. */
export function filmed(facts: VideoFacts, size: Size, hasToneMapping: boolean, path: string): string[] {
  const fps = `fps=${facts.rate.join('/')}`
  const seen = `[0:${facts.video}]${[fps, ...shown(facts, size, hasToneMapping)].join(',')}[seen]`
  const heard = `[0:${facts.audio}]aformat=sample_rates=48000:channel_layouts=stereo[heard]`
  return [
    ...['-progress', 'pipe:1', '-stats_period', '1'],
    ...['-filter_complex', facts.audio === null ? seen : `${seen};${heard}`, '-map', '[seen]'],
    ...h264(23, 4_000_000, facts.rate),
    ...(facts.audio === null ? [] : ['-map', '[heard]', '-c:a', 'aac', '-b:a', '128k']),
    ...bare,
    ...mp4(path),
  ]
}

/** The first seconds, small and without sound, of what `filmed` made. */
export function previewed(facts: VideoFacts, size: Size, path: string): string[] {
  const seen = `[0:${facts.video}]scale=${size.width}:${size.height}:flags=bicubic[seen]`
  return [
    ...['-filter_complex', seen, '-map', '[seen]', '-t', String(previewSeconds)],
    ...h264(27, 700_000, facts.rate),
    ...bare,
    ...mp4(path),
  ]
}

/**
 * One picture of the film as PNG, without loss.
 * @param lit whether it must come from the second second on, and not be black; else it is the first
 */
export function pictured(facts: VideoFacts, size: Size, hasToneMapping: boolean, path: string, lit: boolean): string[] {
  const dark = 'blackframe=amount=0,metadata=mode=select:key=lavfi.blackframe.pblack:value=95:function=less'
  const filters = [
    ...(lit ? ['select=gte(t\\,1)'] : []),
    ...shown(facts, size, hasToneMapping),
    ...(lit ? [dark] : []),
    'scale=in_color_matrix=bt709:in_range=tv',
    'format=rgb24',
  ]
  return [
    ...['-filter_complex', `[0:${facts.video}]${filters.join(',')}[seen]`, '-map', '[seen]'],
    ...['-frames:v', '1', '-c:v', 'png', '-threads:v', '1', '-f', 'image2pipe', `file:${path}`],
  ]
}
