import type { Size, Zoom } from '../photo/zoom.ts'

/** A square of a picture, in its pixels. */
export interface Square {
  x: number
  y: number
  side: number
}

/** What a square stage shows of a picture that fills it. */
export function squareOf(zoom: Zoom, stage: number, { width, height }: Size): Square {
  const side = Math.min(width, height) / zoom.scale
  const within = (middle: number, room: number) => Math.min(room - side, Math.max(0, middle - side / 2))
  // The picture lies under the stage as far aside as it was moved.
  const pixels = side / stage
  return { x: within(width / 2 - zoom.x * pixels, width), y: within(height / 2 - zoom.y * pixels, height), side }
}

/** No portrait is shown larger. */
const largest = 1080

/** A square of a picture as a JPEG; nothing else of the picture is in it. */
export function cutOut(picture: ImageBitmap, { x, y, side }: Square): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.max(1, Math.round(Math.min(largest, side)))
  const context = canvas.getContext('2d')
  if (!context) return Promise.reject(new Error('This browser cannot draw.'))
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height)
  return new Promise((done, refuse) =>
    canvas.toBlob(
      (file) => (file ? done(file) : refuse(new Error('The picture could not be made.'))),
      'image/jpeg',
      0.92,
    ),
  )
}
