import * as v from 'valibot'
import { Instant } from './values.ts'

/** The longer sides, in pixels, in which a picture can be had: smallest first. */
export const sides = [320, 1080, 2048] as const

/** In which forms a file can be fetched; a video has its poster as picture, and is there as `video` and as `preview`; a document only as itself. */
export const renditions = [
  'avif-320',
  'avif-1080',
  'avif-2048',
  'webp-320',
  'webp-1080',
  'webp-2048',
  'original',
  'video',
  'preview',
  'document',
] as const
export const RenditionName = v.picklist(renditions)
export type RenditionName = v.InferOutput<typeof RenditionName>

/** What is known of a photo or video before a pixel is there. */
export const Picture = v.strictObject({
  /** In pixels, upright. */
  width: v.number(),
  height: v.number(),
  /** A ThumbHash, base64. */
  thumbhash: v.string(),
  /** Which of the sides there are. */
  sides: v.array(v.picklist(sides)),
  /** How long a video lasts; null for a photo. */
  seconds: v.nullable(v.number()),
})
export type Picture = v.InferOutput<typeof Picture>

/** A picture and the moment it was taken. */
export const TakenPicture = v.strictObject({ ...Picture.entries, takenAt: Instant })
export type TakenPicture = v.InferOutput<typeof TakenPicture>
