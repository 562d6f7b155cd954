import { For, type JSX, Show } from 'solid-js'
import { expectedOn, isPlacedOn } from '../../backend/contract/expected.ts'
import type { PlannedChild, Planning } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { daysAfter, longDay, shortWeekday } from '../time.ts'
import { Icon } from '../ui/icon.tsx'
import { calendarX } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { allHours, timeOf } from './hours.ts'

const isPlaced = ({ plan }: PlannedChild, groupId: Id, day: Day) =>
  plan.placements.some((one) => one.groupId === groupId && isPlacedOn(one, day))

/** From a button with the focus an arrow leads to the next one in that direction. */
function move(press: KeyboardEvent): void {
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[press.key] ?? []
  const cell = (press.target as HTMLElement).closest<HTMLTableCellElement>('td, th')
  const row = cell?.closest('tr')
  if (down === undefined || right === undefined || !cell || !row?.parentElement) return
  press.preventDefault()
  const rows = [...row.parentElement.children]
  let [y, x] = [rows.indexOf(row), cell.cellIndex]
  for (;;) {
    y += down
    x += right
    const next = (rows[y] as HTMLTableRowElement | undefined)?.cells[x]
    if (!next) return
    const button = next.querySelector('button')
    if (!button) continue
    button.focus()
    return
  }
}

/** Who comes on which day of a week, with how many each day has. */
export function WeekTable(props: {
  of: Planning
  onWeek: (childId: Id) => void
  onDay: (childId: Id, day: Day) => void
}): JSX.Element {
  const t = useT('office')
  const groupId = () => props.of.group.id
  const closing = (day: Day) => props.of.closings.find((one) => one.day === day)
  const count = (day: Day) =>
    props.of.children.filter(({ plan }) => (expectedOn(plan, groupId(), day)?.parts.length ?? 0) > 0).length
  /** The weekend stands there when somebody would come. */
  const days = () =>
    [0, 1, 2, 3, 4, 5, 6].map((n) => daysAfter(props.of.monday, n)).filter((day, n) => n < 5 || count(day) > 0)
  const full = () => Math.max(1, props.of.children.length)
  return (
    <section
      tabindex="0"
      aria-label={t('planning.table', props.of.group.name)}
      class="relative max-h-[calc(100dvh-12rem)] scroll-pt-20 scroll-pl-25 rail:scroll-pl-41 min-h-64 overflow-auto rounded-card border border-hairline bg-surface huge:max-h-none huge:scroll-p-0"
    >
      <table class="w-full border-separate border-spacing-0 text-left text-sm" onKeyDown={move}>
        <thead>
          <tr>
            <th
              scope="col"
              class="sticky top-0 left-0 z-2 border-r border-b border-hairline bg-surface p-2 align-bottom rail:p-3 huge:static"
            >
              {t('planning.child')}
            </th>
            <For each={days()}>
              {(day) => (
                <th
                  scope="col"
                  class={`sticky top-0 z-1 min-w-13 border-b border-hairline p-1.5 align-bottom rail:min-w-25 rail:p-3 huge:static ${day === props.of.today ? 'bg-accent-tint' : 'bg-surface'}`}
                >
                  <span class="block font-strong whitespace-nowrap tabular-nums">
                    <span class="block rail:inline">{shortWeekday(day, language())}</span> {Number(day.slice(8))}
                    <Show when={day === props.of.today}>
                      <span class="sr-only"> {t('planning.today')}</span>
                    </Show>
                  </span>
                  <Show
                    when={closing(day)}
                    fallback={
                      <>
                        <span class="block text-xs font-normal text-muted tabular-nums">
                          <span aria-hidden="true" class="rail:hidden">
                            {count(day)}
                          </span>
                          <span class="sr-only rail:not-sr-only">{t('planning.count', count(day))}</span>
                        </span>
                        <span aria-hidden="true" class="mt-1 block h-1.5 rounded-full bg-inset">
                          <span
                            class="block h-full rounded-full bg-accent"
                            style={{ width: `${(100 * count(day)) / full()}%` }}
                          />
                        </span>
                      </>
                    }
                  >
                    {(one) => (
                      <span class="flex items-start gap-1 text-xs font-normal text-muted hyphens-auto wrap-anywhere">
                        <Icon of={calendarX} size="xs" class="mt-0.5 hidden rail:block" />
                        {t('planning.closed', one().name)}
                      </span>
                    )}
                  </Show>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <Keyed each={props.of.children} by={({ id }) => id}>
            {(child) => (
              <tr>
                <th
                  scope="row"
                  class="sticky left-0 z-1 min-w-22 max-w-24 border-r border-b border-hairline bg-surface p-0 font-normal rail:max-w-40 huge:static"
                >
                  <button
                    type="button"
                    aria-label={t('planning.open.week', child().callName)}
                    onClick={() => props.onWeek(child().id)}
                    class="min-h-target w-full p-2 text-left wrap-anywhere hover:bg-inset focus-visible:-outline-offset-3 rail:px-3"
                  >
                    <span class="font-strong underline decoration-hairline underline-offset-[.2em]">
                      {child().callName}
                    </span>{' '}
                    <span class="hidden text-muted rail:inline">{child().surname}</span>
                    <Show when={days().every((day) => !expectedOn(child().plan, groupId(), day))}>
                      <span class="block text-xs text-muted">{t('planning.unknown')}</span>
                    </Show>
                  </button>
                </th>
                <For each={days()}>
                  {(day) => (
                    <td
                      class={`h-px border-b border-hairline p-0.5 ${closing(day) || !isPlaced(child(), groupId(), day) ? 'bg-inset' : ''}`}
                    >
                      <Show
                        when={!closing(day) && isPlaced(child(), groupId(), day)}
                        fallback={
                          <span class="sr-only">
                            {closing(day) ? t('planning.closed', closing(day)!.name) : t('planning.notPlaced')}
                          </span>
                        }
                      >
                        <DayCell
                          child={child()}
                          groupId={groupId()}
                          day={day}
                          today={props.of.today}
                          onDay={props.onDay}
                        />
                      </Show>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </Keyed>
        </tbody>
      </table>
    </section>
  )
}

/** When a child comes on a day; pressed, an extra day is planned or taken away. */
function DayCell(props: {
  child: PlannedChild
  groupId: Id
  day: Day
  today: Day
  onDay: (childId: Id, day: Day) => void
}): JSX.Element {
  const t = useT('office')
  const expected = () => expectedOn(props.child.plan, props.groupId, props.day)
  const parts = () => expected()?.parts ?? []
  const what = () =>
    [parts().length > 0 ? allHours(parts()) : t('planning.away'), expected()?.extra ? t('planning.extra') : '']
      .filter(Boolean)
      .join(', ')
  const look = () => (expected()?.extra ? 'bg-present-tint' : parts().length > 0 ? 'bg-accent-tint' : 'text-muted')
  return (
    <button
      type="button"
      aria-label={t('planning.open.day', props.child.callName, longDay(props.day, language(), props.today), what())}
      onClick={() => props.onDay(props.child.id, props.day)}
      class={`flex size-full min-h-target flex-col items-center justify-center rounded-inner px-1 py-1 text-xs leading-4 tabular-nums hover:bg-inset focus-visible:-outline-offset-3 rail:text-sm rail:leading-5 ${look()}`}
    >
      <For each={parts()} fallback={<span aria-hidden="true">–</span>}>
        {(part) => (
          <span class="flex flex-col items-center rail:flex-row">
            <span>{timeOf(part.from)}</span>
            <span class="hidden rail:inline">–</span>
            <span>{timeOf(part.until)}</span>
          </span>
        )}
      </For>
      <Show when={expected()?.extra}>
        <span class="text-xs leading-4 font-strong">{t('planning.extra')}</span>
      </Show>
    </button>
  )
}
