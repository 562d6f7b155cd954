import sharp from 'sharp'
import { type DemoPicture, demoPicture } from '../../db/demo/pictures.ts'

const names: readonly DemoPicture[] = ['bladeren', 'zandbak', 'fruit', 'blokken', 'laarzen', 'verf']
const [width, height] = [4032, 3024]
/** Grain by its size in pixels and its strength in points of 255: the coarse stands for what an enlarged picture lacks in detail. */
const grains = [
  [1, 8],
  [2, 6],
  [4, 6],
  [12, 6],
] as const

let made: Promise<Buffer[]> | undefined

/** So many different JPEGs of 12 megapixels, as a phone's camera would have taken them; made once in a run. */
export async function cameraPhotos(count: number): Promise<Buffer[]> {
  made ??= makeAll(count)
  return made
}

async function makeAll(count: number): Promise<Buffer[]> {
  const grain = await grainy()
  const files: Buffer[] = []
  for (const name of names.slice(0, count)) {
    const file = await cameraPhoto(name, grain)
    if (file.length < 3_000_000 || file.length > 6_000_000)
      throw new Error(`a photo of ${file.length} bytes is not like a camera’s`)
    files.push(file)
  }
  return files
}

/** One layer of luminance in which all grains are added up, as a PNG. */
async function grainy(): Promise<Buffer> {
  const sum = new Float32Array(width * height)
  for (const [size, sigma] of grains) {
    const create = {
      width: Math.ceil(width / size),
      height: Math.ceil(height / size),
      channels: 3 as const,
      background: '#808080',
      noise: { type: 'gaussian' as const, mean: 128, sigma },
    }
    const small = await sharp({ create }).extractChannel(0).raw().toBuffer()
    const layer = await sharp(small, { raw: { width: create.width, height: create.height, channels: 1 } })
      .resize(width, height, { fit: 'fill', kernel: 'cubic' })
      .extractChannel(0)
      .raw()
      .toBuffer()
    for (let at = 0; at < sum.length; at++) sum[at]! += layer[at]! - 128
  }
  const grey = Buffer.from(Uint8ClampedArray.from(sum, (value) => 128 + value))
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

async function cameraPhoto(name: DemoPicture, grain: Buffer): Promise<Buffer> {
  const { forms } = await demoPicture(name)
  const original = forms.find(({ kind }) => kind === 'original')
  return sharp(original!.bytes)
    .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
    .composite([{ input: grain, blend: 'hard-light' }])
    .jpeg({ quality: 90 })
    .toBuffer()
}
