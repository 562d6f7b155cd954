import sharp, { type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { sides } from '../../backend/contract/picture.ts'
import type { Picture, Rendition } from './picture.ts'
import type { Decoded } from './picture-decode.ts'

type Pixels = Pick<Decoded, 'data' | 'width' | 'height' | 'channels'>

/** The most that a ThumbHash is made of, in pixels. */
const thumbSide = 100

/** Everything that is shown of a decoded picture. Sharp writes no metadata unless asked, and none is left to write. */
export async function renderPicture({ takenAt, ...full }: Decoded): Promise<Picture> {
  const { width, height } = full
  const original = await rendition('original', 'image/jpeg', sharpOf(full).jpeg({ quality: 90 }))
  const shown: Rendition[] = []
  // From large to small, each made of the one before: nothing is seen of it, and the full picture is gone through once.
  let smallest = full
  for (const side of sides.toReversed()) {
    const below = sides[sides.indexOf(side) - 1]
    if (below && Math.max(width, height) <= below) continue
    smallest = await within(smallest, side)
    shown.unshift(
      await rendition(
        `avif-${side}`,
        'image/avif',
        sharpOf(smallest).avif({ quality: 55, effort: 2, chromaSubsampling: '4:2:0' }),
      ),
      await rendition(`webp-${side}`, 'image/webp', sharpOf(smallest).webp({ quality: 78, effort: 3 })),
    )
  }
  return { width, height, takenAt, thumbhash: await thumbhashOf(smallest), renditions: [...shown, original] }
}

const sharpOf = ({ data, width, height, channels }: Pixels): Sharp => sharp(data, { raw: { width, height, channels } })

const pixelsOf = async (picture: Sharp): Promise<Pixels> => {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

/** Made smaller until its longer side is at most `side`; never larger. */
const within = async (pixels: Pixels, side: number): Promise<Pixels> =>
  Math.max(pixels.width, pixels.height) <= side
    ? pixels
    : pixelsOf(sharpOf(pixels).resize(side, side, { fit: 'inside', withoutEnlargement: true }))

async function rendition(kind: Rendition['kind'], type: Rendition['type'], encoding: Sharp): Promise<Rendition> {
  const { data, info } = await encoding.toBuffer({ resolveWithObject: true })
  return { kind, type, width: info.width, height: info.height, bytes: data }
}

async function thumbhashOf(pixels: Pixels): Promise<string> {
  const small = sharpOf(pixels).resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true }).ensureAlpha()
  const { data, width, height } = await pixelsOf(small)
  return Buffer.from(rgbaToThumbHash(width, height, data)).toString('base64')
}
