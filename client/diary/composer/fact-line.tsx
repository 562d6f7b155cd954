import { For, type JSX, Show } from 'solid-js'
import type { GroupChild } from '../../../backend/contract/group.ts'
import { useT } from '../../locales/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { pencil } from '../../ui/icons.ts'
import { type Draft, type DraftFact, othersOf } from './draft.ts'
import { useDraftWords } from './draft-words.ts'
import { looks } from './fact-kinds.ts'

/** A fact in one line, with for whom it is different; pressing opens it. */
export function FactLine(props: {
  draft: Draft
  fact: DraftFact
  children: readonly GroupChild[]
  timeZone: string
  error: string | undefined
  onOpen: () => void
}): JSX.Element {
  const t = useT('staff')
  const words = useDraftWords(() => props.timeZone)
  const others = () =>
    othersOf(props.draft, props.fact.key).flatMap(({ childId, fact }) => {
      const name = props.children.find(({ id }) => id === childId)?.callName
      return name === undefined
        ? []
        : [{ name, what: fact === null ? t('other.without') : words.difference(props.fact, fact, props.draft.day) }]
    })
  return (
    <button
      type="button"
      onClick={() => props.onOpen()}
      class={`flex min-h-target w-full items-center gap-3 rounded-control border border-l-4 border-hairline py-1.5 pr-2 pl-3 text-left text-sm hover:bg-inset ${looks[props.fact.kind].line}`}
    >
      <span class="sr-only">{t(`kind.${props.fact.kind}`)}</span>
      <span class="min-w-0 grow wrap-anywhere">
        <b class="tabular-nums">{words.time(props.fact)}</b> {words.whole(props.fact, props.draft.day)}
        <For each={others()}>
          {(other) => (
            <>
              <br />
              <span class="text-muted">{t('other.line', other.name, other.what)}</span>
            </>
          )}
        </For>
        <Show when={props.error}>
          {(error) => (
            <>
              <br />
              <span class="text-alert">{error()}</span>
            </>
          )}
        </Show>
      </span>
      <Icon of={pencil} size="m" />
    </button>
  )
}
