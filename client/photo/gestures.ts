import { createSignal } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { moved, type Point, type Shown, type Size, whole, type Zoom, zoomTo } from './zoom.ts'

/** What a finger does before it counts as moving, in CSS pixels. */
const still = 8
const swiped = 60
/** Pixels in a millisecond. */
const flick = 0.4
const tapTwice = 320
const doubleTap = 2.5
const step = 1.6

/** How high the bar of a video's own controls is, at most, in the browsers there are; in CSS pixels. */
const controls = 96

/** Whether something happened where a video has its own controls, rather than on its picture. */
export const isOnControls = (video: HTMLVideoElement, { clientY }: MouseEvent): boolean =>
  clientY > video.getBoundingClientRect().bottom - controls

type Hold =
  | { is: 'nothing' }
  | { is: 'touch' | 'swipe' | 'pan'; from: Point; at: number; before: Zoom }
  | { is: 'pinch'; distance: number; middle: Point; before: Zoom }

/** Fingers, a mouse and buttons on the stage of a viewer: they swipe to another photo, or enlarge this one and move it. */
export function createGestures(to: {
  stage: () => HTMLElement
  /** Null where there is nothing to enlarge, such as a video. */
  photo: () => (Shown & { id: Id }) | null
  canStep: (by: 1 | -1) => boolean
  step: (by: 1 | -1) => void
}) {
  const [kept, setKept] = createSignal<{ id: Id; zoom: Zoom }>()
  const [drag, setDrag] = createSignal<number | null>(null)
  const [held, setHeld] = createSignal(false)
  const fingers = new Map<number, Point>()
  let hold: Hold = { is: 'nothing' }
  let lastTap: (Point & { at: number }) | undefined

  const zoom = (): Zoom => {
    const last = kept()
    return last && last.id === to.photo()?.id ? last.zoom : whole
  }
  const change = (next: (zoom: Zoom, stage: Size, photo: Shown) => Zoom) => {
    const photo = to.photo()
    const { clientWidth: width, clientHeight: height } = to.stage()
    if (photo) setKept({ id: photo.id, zoom: next(zoom(), { width, height }, photo) })
  }
  const middle: Point = { x: 0, y: 0 }
  const scaleBy = (factor: number, at = middle) =>
    change((now, stage, photo) => zoomTo(now, now.scale * factor, at, stage, photo))

  /** Where something happened, seen from the middle of the stage. */
  function pointOf(event: MouseEvent): Point {
    const box = to.stage().getBoundingClientRect()
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
  }
  const both = () => [...fingers.values()] as [Point, Point]
  const between = ([a, b]: [Point, Point]): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const apart = ([a, b]: [Point, Point]) => Math.hypot(a.x - b.x, a.y - b.y)

  function begin(): void {
    const [first] = fingers.values()
    setDrag(null)
    setHeld(fingers.size > 0)
    if (!first) hold = { is: 'nothing' }
    else if (fingers.size === 1) hold = { is: 'touch', from: first, at: performance.now(), before: zoom() }
    else hold = { is: 'pinch', distance: apart(both()), middle: between(both()), before: zoom() }
  }

  function onPointerDown(event: PointerEvent): void {
    const { target } = event
    if (event.button !== 0 || (target instanceof HTMLVideoElement && isOnControls(target, event))) return
    fingers.set(event.pointerId, pointOf(event))
    begin()
  }

  function onPointerMove(event: PointerEvent): void {
    if (!fingers.has(event.pointerId)) return
    const point = pointOf(event)
    fingers.set(event.pointerId, point)
    if (hold.is === 'pinch') {
      const { distance, before, middle: was } = hold
      const now = between(both())
      const scale = (before.scale * apart(both())) / Math.max(1, distance)
      change((_, stage, photo) =>
        moved(zoomTo(before, scale, was, stage, photo), { x: now.x - was.x, y: now.y - was.y }, stage, photo),
      )
      return
    }
    if (hold.is === 'nothing') return
    const by = { x: point.x - hold.from.x, y: point.y - hold.from.y }
    if (hold.is === 'touch' && Math.hypot(by.x, by.y) > still) {
      hold.is = hold.before.scale > 1 || to.photo()?.fills ? 'pan' : 'swipe'
      // From here on nothing below hears of it, so what was pressed is not pressed.
      to.stage().setPointerCapture(event.pointerId)
    }
    const { before } = hold
    if (hold.is === 'pan') change((_, stage, photo) => moved(before, by, stage, photo))
    if (hold.is === 'swipe') setDrag(to.canStep(by.x < 0 ? 1 : -1) ? by.x : by.x * 0.3)
  }

  function onPointerUp(event: PointerEvent): void {
    if (!fingers.has(event.pointerId)) return
    const point = pointOf(event)
    fingers.delete(event.pointerId)
    const ended = hold
    begin()
    if (ended.is === 'touch') tap(point)
    if (ended.is !== 'swipe') return
    const by = point.x - ended.from.x
    const fast = Math.abs(by) > 2 * still && Math.abs(by) / (performance.now() - ended.at) > flick
    const way = by < 0 ? 1 : -1
    if ((Math.abs(by) > swiped || fast) && to.canStep(way)) to.step(way)
  }

  function tap(point: Point): void {
    const again =
      lastTap && performance.now() - lastTap.at < tapTwice && Math.hypot(point.x - lastTap.x, point.y - lastTap.y) < 40
    lastTap = again ? undefined : { ...point, at: performance.now() }
    if (again) scaleBy(zoom().scale > 1 ? 0 : doubleTap, point)
  }

  function onPointerCancel(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    begin()
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault()
    if (event.ctrlKey || to.photo()?.fills) scaleBy(Math.exp(-event.deltaY / 100), pointOf(event))
  }

  return {
    zoom,
    /** How far a swipe has come, in CSS pixels; null when nobody swipes. */
    drag,
    /** Whether a finger is on the stage. */
    held,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel },
    onWheel,
    larger: () => scaleBy(step),
    smaller: () => scaleBy(1 / step),
    fit: () => scaleBy(0),
    /** Moves an enlarged photo; the directions are those in which one looks. */
    look: (x: number, y: number) => change((now, stage, photo) => moved(now, { x: -x, y: -y }, stage, photo)),
  }
}

export type Gestures = ReturnType<typeof createGestures>
