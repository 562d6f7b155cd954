import { For, type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { type Area, between, byKey, movedBy, type Point, sizedBy } from './cover-shapes.ts'

/** What is done to a photo: areas that are covered, and what is kept of it. */
export interface Cover {
  boxes: readonly Area[]
  crop: Area | null
}

/** Which area is being changed: the number of a box, or the crop. */
export type Chosen = number | 'crop' | null

/** The cover with another area in one place; null takes it away. */
export function withArea(cover: Cover, place: Chosen, area: Area | null): Cover {
  if (place === 'crop') return { ...cover, crop: area }
  if (place === null) return cover
  return { ...cover, boxes: cover.boxes.flatMap((box, n) => (n !== place ? [box] : area ? [area] : [])) }
}

export const areaAt = (cover: Cover, place: Chosen): Area | null =>
  place === 'crop' ? cover.crop : place === null ? null : (cover.boxes[place] ?? null)

const percent = (part: number) => `${part * 100}%`
const placed = ({ x, y, width, height }: Area) => ({
  left: percent(x),
  top: percent(y),
  width: percent(width),
  height: percent(height),
})

/** The photo with its areas: drawn, moved and resized by finger or mouse, and each by the arrow keys. */
export function CoverStage(props: {
  address: string
  width: number
  height: number
  tool: 'box' | 'crop'
  cover: Cover
  chosen: Chosen
  onChange: (cover: Cover, chosen: Chosen) => void
}): JSX.Element {
  const t = useT('staff')
  let stage!: HTMLFieldSetElement
  const at = (press: PointerEvent): Point => {
    const box = stage.getBoundingClientRect()
    return { x: (press.clientX - box.left) / box.width, y: (press.clientY - box.top) / box.height }
  }

  /** Follows a finger until it is lifted. */
  function follow(press: PointerEvent, how: (from: Point, to: Point) => void): void {
    press.preventDefault()
    const from = at(press)
    stage.setPointerCapture(press.pointerId)
    const move = (moved: PointerEvent) => moved.pointerId === press.pointerId && how(from, at(moved))
    const stop = (lifted: PointerEvent) => {
      if (lifted.pointerId !== press.pointerId) return
      for (const name of ['pointerup', 'pointercancel'] as const) stage.removeEventListener(name, stop)
      stage.removeEventListener('pointermove', move)
    }
    stage.addEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel'] as const) stage.addEventListener(name, stop)
  }

  const draw = (press: PointerEvent) => {
    const before = props.cover
    const place = props.tool === 'crop' ? 'crop' : before.boxes.length
    follow(press, (from, to) => {
      const area = between(from, to)
      if (!area) return
      const next = place === 'crop' ? { ...before, crop: area } : { ...before, boxes: [...before.boxes, area] }
      props.onChange(next, place)
    })
  }
  const grasp = (press: PointerEvent, place: number | 'crop', how: (area: Area, by: Point) => Area) => {
    press.stopPropagation()
    const [before, area] = [props.cover, areaAt(props.cover, place)]
    props.onChange(before, place)
    if (!area) return
    follow(press, (from, to) =>
      props.onChange(withArea(before, place, how(area, { x: to.x - from.x, y: to.y - from.y })), place),
    )
  }
  const press = (key: KeyboardEvent, place: number | 'crop') => {
    const area = areaAt(props.cover, place)
    const gone = key.key === 'Delete' || key.key === 'Backspace'
    const next = area && byKey(area, key.key, key.shiftKey)
    if (!next && !gone) return
    key.preventDefault()
    props.onChange(withArea(props.cover, place, next), next ? place : null)
  }

  const shape = (place: number | 'crop', area: () => Area, label: () => string, look: string) => (
    <div class="absolute" style={placed(area())}>
      <button
        type="button"
        aria-label={label()}
        aria-pressed={props.chosen === place}
        data-area={place}
        onPointerDown={(pressed) => grasp(pressed, place, movedBy)}
        onFocus={() => props.onChange(props.cover, place)}
        onKeyDown={(key) => press(key, place)}
        class={`absolute inset-0 cursor-move touch-none ${look} ${props.chosen === place ? 'outline-3 outline-offset-2 outline-viewer-focus' : ''}`}
      />
      <Show when={props.chosen === place}>
        <span
          aria-hidden="true"
          onPointerDown={(pressed) => grasp(pressed, place, sizedBy)}
          class="absolute -right-5 -bottom-5 grid size-10 cursor-nwse-resize touch-none place-items-center"
        >
          <span class="size-5 rounded-full border-2 border-viewer bg-viewer-focus" />
        </span>
      </Show>
    </div>
  )

  return (
    <fieldset
      ref={stage}
      data-stage
      aria-label={t('cover.canvas')}
      onPointerDown={draw}
      style={{ 'aspect-ratio': `${props.width} / ${props.height}`, '--ratio': props.width / props.height }}
      class="relative m-auto w-[min(100cqw,calc(100cqh*var(--ratio)))] min-w-0 cursor-crosshair touch-none select-none"
    >
      <img src={props.address} alt="" draggable={false} class="absolute inset-0 size-full" />
      <Show when={props.cover.crop}>
        {(crop) => (
          <>
            <Outside crop={crop()} />
            {shape('crop', crop, () => t('cover.cropShape'), 'border-2 border-dashed border-viewer-ink')}
          </>
        )}
      </Show>
      <For each={props.cover.boxes.map((_, n) => n)}>
        {(n) => (
          <Show when={props.cover.boxes[n]}>
            {(box) => shape(n, box, () => t('cover.shape', n + 1), 'border border-viewer-ink bg-viewer')}
          </Show>
        )}
      </For>
    </fieldset>
  )
}

/** What falls away. */
function Outside(props: { crop: Area }): JSX.Element {
  const parts = (): Area[] => {
    const { x, y, width, height } = props.crop
    return [
      { x: 0, y: 0, width: 1, height: y },
      { x: 0, y: y + height, width: 1, height: 1 - y - height },
      { x: 0, y, width: x, height },
      { x: x + width, y, width: 1 - x - width, height },
    ]
  }
  return (
    <For each={parts()}>{(part) => <div class="pointer-events-none absolute bg-viewer/80" style={placed(part)} />}</For>
  )
}
