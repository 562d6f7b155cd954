import type { Gestures } from './gestures.ts'

const far = 80

/** What the keys do in a viewer: another photo, or an enlarged one larger, smaller and moved. */
export function keysOf(to: {
  gestures: Gestures
  step: (by: 1 | -1) => void
  ends: (end: 'first' | 'last') => void
}): (press: KeyboardEvent) => void {
  const { gestures } = to
  const arrow = (x: number, y: number) => {
    if (gestures.zoom().scale > 1) gestures.look(x * far, y * far)
    else if (x !== 0) to.step(x < 0 ? -1 : 1)
  }
  const does: Record<string, () => void> = {
    ArrowLeft: () => arrow(-1, 0),
    ArrowRight: () => arrow(1, 0),
    ArrowUp: () => arrow(0, -1),
    ArrowDown: () => arrow(0, 1),
    Home: () => to.ends('first'),
    End: () => to.ends('last'),
    '+': gestures.larger,
    '=': gestures.larger,
    '-': gestures.smaller,
    '0': gestures.fit,
  }
  return (press) => {
    const { target } = press
    if (press.ctrlKey || press.metaKey || press.altKey) return
    // A video and a question above the viewer have these keys themselves.
    if (target instanceof Element && target.closest('video, input, textarea, dialog dialog')) return
    const what = does[press.key]
    if (!what) return
    const scrolls = press.key === 'ArrowUp' || press.key === 'ArrowDown'
    if (scrolls && gestures.zoom().scale === 1) return
    press.preventDefault()
    what()
  }
}
