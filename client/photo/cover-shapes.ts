/** A rectangle on a photo, in parts of its width and height. */
export interface Area {
  x: number
  y: number
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

export const least = 0.03
/** How far one press of an arrow goes. */
export const step = 0.02
const usual: Area = { x: 0.35, y: 0.35, width: 0.3, height: 0.3 }

const within = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** An area that can be seen and lies on the photo. */
const fitted = ({ x, y, width, height }: Area): Area => {
  const [w, h] = [within(width, least, 1), within(height, least, 1)]
  return { x: within(x, 0, 1 - w), y: within(y, 0, 1 - h), width: w, height: h }
}

/** The area between two points; null when it is too small to be meant. */
export function between(from: Point, to: Point): Area | null {
  const [left, right] = [from.x, to.x].map((x) => within(x, 0, 1)).sort((a, b) => a - b) as [number, number]
  const [top, bottom] = [from.y, to.y].map((y) => within(y, 0, 1)).sort((a, b) => a - b) as [number, number]
  const area = { x: left, y: top, width: right - left, height: bottom - top }
  return area.width < least || area.height < least ? null : area
}

export const movedBy = (area: Area, { x, y }: Point): Area => fitted({ ...area, x: area.x + x, y: area.y + y })

/** The area with its lower right corner elsewhere; it never leaves the photo. */
export const sizedBy = (area: Area, { x, y }: Point): Area => ({
  ...area,
  width: within(area.width + x, least, 1 - area.x),
  height: within(area.height + y, least, 1 - area.y),
})

/** A new area for who draws none: in the middle, beside the ones that are there. */
export const newArea = (count: number): Area => movedBy(usual, { x: (count % 5) * step * 2, y: (count % 5) * step * 2 })

/** What an arrow key means: to move, with Shift to change the size. */
export function byKey(area: Area, key: string, shift: boolean): Area | null {
  const steps: Record<string, Point> = {
    ArrowLeft: { x: -step, y: 0 },
    ArrowRight: { x: step, y: 0 },
    ArrowUp: { x: 0, y: -step },
    ArrowDown: { x: 0, y: step },
  }
  const by = steps[key]
  return by ? (shift ? sizedBy(area, by) : movedBy(area, by)) : null
}

/** The same area in pixels, every pixel that it touches included. */
export function inPixels({ x, y, width, height }: Area, of: { width: number; height: number }): Area {
  const [left, top] = [Math.floor(x * of.width), Math.floor(y * of.height)]
  return {
    x: left,
    y: top,
    width: Math.min(of.width, Math.ceil((x + width) * of.width)) - left,
    height: Math.min(of.height, Math.ceil((y + height) * of.height)) - top,
  }
}

const whole: Area = { x: 0, y: 0, width: 1, height: 1 }

/** The photo with the areas covered and the rest cut off, as a JPEG: what is covered is in it no more. */
export async function covered(photo: ImageBitmap, boxes: readonly Area[], crop: Area | null): Promise<Blob> {
  const cut = inPixels(crop ?? whole, photo)
  const canvas = document.createElement('canvas')
  canvas.width = cut.width
  canvas.height = cut.height
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser cannot draw.')
  context.drawImage(photo, -cut.x, -cut.y)
  context.fillStyle = 'black'
  for (const box of boxes) {
    const { x, y, width, height } = inPixels(box, photo)
    context.fillRect(x - cut.x, y - cut.y, width, height)
  }
  return new Promise((done, refuse) =>
    canvas.toBlob(
      (file) => (file ? done(file) : refuse(new Error('The photo could not be made.'))),
      'image/jpeg',
      0.92,
    ),
  )
}
