import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moved, whole, zoomTo } from '../client/photo/zoom.ts'
import { squareOf } from '../client/portrait/cut.ts'

const stage = 300
const room = { width: stage, height: stage }
const filling = (width: number, height: number) => ({ width, height, fills: true })

test('at first the frame has the middle of a picture, as large as it goes', () => {
  expect(squareOf(whole, stage, { width: 1200, height: 600 })).toEqual({ x: 300, y: 0, side: 600 })
  expect(squareOf(whole, stage, { width: 600, height: 1200 })).toEqual({ x: 0, y: 300, side: 600 })
  expect(squareOf(whole, stage, { width: 50, height: 50 })).toEqual({ x: 0, y: 0, side: 50 })
})

test('moved to the right it has the left edge; enlarged it has less of it', () => {
  const wide = filling(1200, 600)
  const left = moved(whole, { x: 5_000, y: 50 }, room, wide)
  expect(squareOf(left, stage, wide)).toEqual({ x: 0, y: 0, side: 600 })
  const close = zoomTo(left, 2, { x: 0, y: 0 }, room, wide)
  expect(squareOf(close, stage, wide)).toEqual({ x: 150, y: 150, side: 300 })
  // The whole of it again: what was looked at stays in sight.
  expect(squareOf(zoomTo(close, 0, { x: 0, y: 0 }, room, wide), stage, wide).side).toBe(600)
})

test('however it is moved and enlarged, what is kept is a square of the picture, and what the frame shows', () => {
  const step = fc.record({ x: fc.integer({ min: -900, max: 900 }), y: fc.integer({ min: -900, max: 900 }) })
  const deed = fc.oneof(
    step.map((by) => ({ by })),
    fc.tuple(fc.double({ min: 0.3, max: 3, noNaN: true }), step).map(([factor, at]) => ({ factor, at })),
  )
  const side = fc.integer({ min: 1, max: 6000 })
  fc.assert(
    fc.property(side, side, fc.array(deed, { maxLength: 12 }), (width, height, deeds) => {
      const photo = filling(width, height)
      let zoom = whole
      for (const one of deeds)
        zoom =
          'by' in one ? moved(zoom, one.by, room, photo) : zoomTo(zoom, zoom.scale * one.factor, one.at, room, photo)
      const kept = squareOf(zoom, stage, photo)
      const near = 1e-6 * Math.max(width, height)
      expect(kept.side).toBeGreaterThan(0)
      for (const [from, of] of [
        [kept.x, width],
        [kept.y, height],
      ] as const) {
        expect(from).toBeGreaterThanOrEqual(-near)
        expect(from + kept.side).toBeLessThanOrEqual(of + near)
      }
      // The middle of the frame is the middle of what is kept: nothing was pushed back at an edge that does not show.
      const pixels = kept.side / stage
      expect(Math.abs(kept.x + kept.side / 2 - (width / 2 - zoom.x * pixels))).toBeLessThanOrEqual(near)
      expect(Math.abs(kept.y + kept.side / 2 - (height / 2 - zoom.y * pixels))).toBeLessThanOrEqual(near)
    }),
  )
})
