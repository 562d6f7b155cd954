import { type JSX, Show } from 'solid-js'
import { Icon } from '../ui/icon.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Tag } from '../ui/tag.tsx'

/** Something that was said of a stay, and who noted it when. */
export interface SaidLine {
  icon: string
  word: string
  noted: string
}

/** One of the two that cannot both stand: who said what, when it was noted, and the choice that keeps it. */
export function ConflictSide(props: {
  title: string
  /** Who noted it; nobody where nothing stands. */
  by: { id: string; initials: string } | null
  lines: readonly SaidLine[]
  /** Where there are none. */
  nothing: string
  effect: string
  choice: JSX.Element
}): JSX.Element {
  return (
    <section
      aria-label={props.title}
      class="flex min-w-0 flex-col rounded-control border border-hairline bg-ground p-3"
    >
      <h3 class="flex items-center gap-2 text-sm text-muted">
        <Show when={props.by}>{(by) => <Tag id={by().id} initials={by().initials} shape="square" size="s" />}</Show>
        <span class="min-w-0">{props.title}</span>
      </h3>
      <Show when={props.lines.length > 0} fallback={<p class="mt-2 font-strong">{props.nothing}</p>}>
        <ul class="mt-2 grid gap-1.5">
          <Keyed each={props.lines} by={({ icon, word }) => `${icon} ${word}`}>
            {(line) => (
              <li class="flex items-start gap-2">
                <Icon of={line().icon} size="m" class="mt-0.5 text-muted" />
                <span class="min-w-0 wrap-anywhere">
                  <b class="block tabular-nums">{line().word}</b>
                  <Show when={line().noted}>
                    <span class="block text-sm text-muted tabular-nums">{line().noted}</span>
                  </Show>
                </span>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <div class="mt-auto grid gap-1 pt-3">
        {props.choice}
        <p class="text-sm text-muted">{props.effect}</p>
      </div>
    </section>
  )
}
