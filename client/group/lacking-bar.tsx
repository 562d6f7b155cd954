import { type JSX, Match, Show, Switch } from 'solid-js'
import type { GroupChild } from '../../backend/contract/group.ts'
import { language, useT } from '../locales/words.ts'
import { listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, notebookPen } from '../ui/icons.ts'

const named = 4

/** Under the grid: who lacks an entry today; once children are chosen what is done with them, on a narrow screen also the way to the composer. */
export function LackingBar(props: {
  children: readonly GroupChild[]
  chosen: number
  onChoose: () => void
  onWrite: () => void
  /** What else may be done with those who are chosen. */
  steps: JSX.Element
}): JSX.Element {
  const t = useT('staff')
  const names = () => {
    const all = props.children.map(({ callName }) => callName)
    return listed(
      all.length <= named + 1 ? all : [...all.slice(0, named), t('lacking.others', all.length - named)],
      language(),
    )
  }
  return (
    <div class="fixed inset-x-0 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom))] z-10 mt-auto border-t border-hairline bg-ground px-gutter py-3 rail:bottom-0 rail:left-rail rail:px-5 detail:sticky detail:inset-x-auto detail:bottom-0 detail:-mx-5 detail:mt-auto huge:static">
      <Show
        when={props.chosen > 0}
        fallback={<Lacking names={names()} count={props.children.length} onChoose={props.onChoose} />}
      >
        <div class="flex flex-wrap items-center gap-2">
          <span class="text-sm font-strong tabular-nums" aria-live="polite">
            {t('group.chosen', props.chosen)}
          </span>
          <div class="ml-auto flex flex-wrap gap-2">{props.steps}</div>
          <div class="grow detail:hidden">
            <Button kind="primary" wide icon={notebookPen} onClick={() => props.onWrite()}>
              {t('group.write', props.chosen)}
            </Button>
          </div>
        </div>
      </Show>
    </div>
  )
}

function Lacking(props: { names: string; count: number; onChoose: () => void }): JSX.Element {
  const t = useT('staff')
  return (
    <Switch>
      <Match when={props.count === 0}>
        <p class="flex min-h-target items-center gap-3 text-sm">
          <Icon of={circleCheck} class="text-present" />
          {t('lacking.nobody')}
        </p>
      </Match>
      <Match when={props.count > 0}>
        <div class="flex items-center gap-3">
          <Icon of={notebookPen} class="hidden rail:block" />
          <p class="line-clamp-3 min-w-0 grow text-sm">
            <b>{t('lacking.title')}</b> {props.names}
          </p>
          <Button class="shrink-0" onClick={() => props.onChoose()}>
            {t('lacking.choose', props.count)}
          </Button>
        </div>
      </Match>
    </Switch>
  )
}
