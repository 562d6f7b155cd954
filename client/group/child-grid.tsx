import type { JSX } from 'solid-js'
import type { Day, Id } from '../../backend/contract/values.ts'
import type { Standing } from '../attendance/board.ts'
import { useT } from '../locales/words.ts'
import { Keyed } from '../ui/keyed.tsx'
import { ChildTile, type Written } from './child-tile.tsx'
import { choose, step, type TodayChild } from './choice.ts'

/** The children of the group as tiles. Arrow keys go from tile to tile, Shift chooses all between. */
export function ChildGrid(props: {
  children: readonly TodayChild[]
  day: Day
  written: (childId: Id) => Written
  standing: (childId: Id) => Standing | undefined
  closed: boolean
  /** Does something wait for a guardian of this child. */
  asks: (childId: Id) => boolean
  chosen: readonly Id[]
  onChoose: (chosen: Id[]) => void
}): JSX.Element {
  const t = useT('staff')
  let grid!: HTMLFieldSetElement
  let last: Id | null = null

  const boxes = () => [...grid.querySelectorAll<HTMLInputElement>('input[data-child]')]
  const move = (press: KeyboardEvent) => {
    const all = boxes()
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length
    const next = step(press.key, all.indexOf(press.target as HTMLInputElement), columns, all.length)
    if (next === null) return
    press.preventDefault()
    all[next]?.focus()
  }
  const touch = (id: Id, on: boolean, range: boolean) => {
    const shown = props.children.map((child) => child.id)
    props.onChoose(choose(props.chosen, shown, id, on, range ? last : null))
    last = id
  }
  return (
    <fieldset
      ref={grid}
      aria-label={t('group.children')}
      onKeyDown={move}
      class="grid min-w-0 grid-cols-[repeat(auto-fill,minmax(min(9.5rem,100%),1fr))] gap-3"
    >
      <Keyed each={props.children} by={({ id }) => id}>
        {(child) => (
          <ChildTile
            child={child()}
            day={props.day}
            written={props.written(child().id)}
            standing={props.standing(child().id)}
            closed={props.closed}
            asks={props.asks(child().id)}
            chosen={props.chosen.includes(child().id)}
            onChoose={(on, range) => touch(child().id, on, range)}
          />
        )}
      </Keyed>
    </fieldset>
  )
}
