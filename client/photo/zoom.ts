/** How a photo lies in its stage: how much enlarged, and how far its middle is from the stage’s, in CSS pixels. */
export interface Zoom {
  scale: number
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

/** What is shown, in its own pixels. */
export interface Shown extends Size {
  /** It fills its stage, which cuts it, rather than lying in it whole. */
  fills?: boolean
}

export interface Point {
  x: number
  y: number
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 }
const largest = 5

const within = (value: number, reach: number) => Math.min(reach, Math.max(-reach, value))

/** The same, with no more of the stage left empty than the whole photo leaves. */
function held({ scale, x, y }: Zoom, stage: Size, photo: Shown): Zoom {
  const fitting = photo.fills ? Math.max : Math.min
  const fit = fitting(stage.width / photo.width, stage.height / photo.height) * scale
  const reach = (shown: number, room: number) => Math.max(0, (shown - room) / 2)
  return {
    scale,
    x: within(x, reach(photo.width * fit, stage.width)),
    y: within(y, reach(photo.height * fit, stage.height)),
  }
}

/** Enlarged to a scale, with what is at a point, seen from the stage’s middle, staying there. */
export function zoomTo(zoom: Zoom, scale: number, at: Point, stage: Size, photo: Shown): Zoom {
  const next = Math.min(largest, Math.max(1, scale))
  if (next < 1.02 && !photo.fills) return whole
  const ratio = next / zoom.scale
  return held({ scale: next, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, stage, photo)
}

/** Moved by so many pixels. */
export const moved = (zoom: Zoom, by: Point, stage: Size, photo: Shown): Zoom =>
  held({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, stage, photo)
