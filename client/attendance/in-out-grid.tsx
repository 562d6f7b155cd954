import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { Day, Id } from '../../backend/contract/values.ts'
import { step, type TodayChild } from '../group/choice.ts'
import { useGroup } from '../group/group-day.tsx'
import { useT } from '../locales/words.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { isHere, type Standing, type Whereabouts, whereabouts, whereaboutsOf } from './board.ts'
import { InOutTile } from './in-out-tile.tsx'
import { useSteps } from './steps.ts'

/** So soon after a tap a second one on the same child is a hand that trembles or a drop of water, in milliseconds. */
const bounce = 700

/** The group as it comes and goes: one tap lets a child in, one lets it out. Tiles stay where they are while somebody taps. */
export function InOutGrid(props: {
  children: readonly TodayChild[]
  day: Day
  closed: boolean
  onOpen: (childId: Id) => void
}): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const steps = useSteps()
  const [filter, setFilter] = createSignal<Whereabouts>('all')
  const taps = new Map<Id, number>()
  let grid!: HTMLFieldSetElement

  const standing = (id: Id) => group.standings().get(id)
  const where = (id: Id) => {
    const known = standing(id)
    return known ? whereaboutsOf(known) : 'coming'
  }
  const count = (of: Whereabouts) =>
    of === 'all' ? props.children.length : props.children.filter(({ id }) => where(id) === of).length
  // Who changes stays in sight until another choice is made: nothing moves under a hand that goes on.
  const kept = createMemo<{ filter: Whereabouts; ids: ReadonlySet<Id> }>(
    (before) => {
      const chosen = filter()
      const now = props.children.filter(({ id }) => chosen === 'all' || where(id) === chosen).map(({ id }) => id)
      return { filter: chosen, ids: new Set([...(before.filter === chosen ? before.ids : []), ...now]) }
    },
    { filter: 'all', ids: new Set() },
  )
  const shown = () => props.children.filter(({ id }) => kept().ids.has(id))

  const tap = (id: Id) => {
    const at = performance.now()
    if (at - (taps.get(id) ?? Number.NEGATIVE_INFINITY) < bounce) return
    taps.set(id, at)
    if (isHere(standing(id))) steps.checkOut([id])
    else steps.checkIn([id])
  }
  const move = (press: KeyboardEvent) => {
    const all = [...grid.querySelectorAll<HTMLButtonElement>('button[data-child]')]
    const at = all.indexOf(press.target as HTMLButtonElement)
    const columns = getComputedStyle(grid).gridTemplateColumns.split(' ').length
    const next = at < 0 ? null : step(press.key, at, columns, all.length)
    if (next === null) return
    press.preventDefault()
    all[next]?.focus()
  }
  return (
    <>
      <div class="flex flex-wrap items-center gap-2 pb-3">
        <Segmented
          row
          label={t('inOut.show')}
          value={filter()}
          options={whereabouts.map((one) => ({ value: one, label: t(`inOut.show.${one}`), count: count(one) }))}
          onChange={setFilter}
        />
      </div>
      <Show when={shown().length > 0} fallback={<p class="text-muted">{t('inOut.nobody')}</p>}>
        <fieldset
          ref={grid}
          aria-label={t('inOut.children')}
          onKeyDown={move}
          class="grid min-w-0 grid-cols-[repeat(auto-fill,minmax(min(10.5rem,100%),1fr))] gap-3 detail:pb-24"
        >
          <Keyed each={shown()} by={({ id }) => id}>
            {(child) => (
              <Show when={standing(child().id) as Standing | undefined}>
                {(known) => (
                  <InOutTile
                    child={child()}
                    standing={known()}
                    day={props.day}
                    closed={props.closed}
                    onTap={() => tap(child().id)}
                    onOpen={() => props.onOpen(child().id)}
                  />
                )}
              </Show>
            )}
          </Keyed>
        </fieldset>
      </Show>
    </>
  )
}
