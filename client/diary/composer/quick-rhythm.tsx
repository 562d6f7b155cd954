import { For, type JSX } from 'solid-js'
import { useT } from '../../locales/words.ts'
import { Icon } from '../../ui/icon.tsx'
import type { FactKind } from './draft.ts'
import { kinds, looks } from './fact-kinds.ts'

/** The things of the daily rhythm, each one press away. */
export function QuickRhythm(props: {
  label: string
  chosen: (kind: FactKind) => boolean
  onPress: (kind: FactKind) => void
}): JSX.Element {
  const t = useT('staff')
  return (
    <fieldset aria-label={props.label} class="grid min-w-0 grid-cols-4 gap-2 huge:grid-cols-2">
      <For each={kinds}>
        {(kind) => (
          <button
            type="button"
            aria-pressed={props.chosen(kind)}
            onClick={() => props.onPress(kind)}
            class={`group/kind grid min-h-17 content-center justify-items-center gap-0.5 rounded-control border-2 border-transparent px-0.5 text-xs leading-4 font-strong ${looks[kind].tile} ${looks[kind].edge}`}
          >
            <span
              class={`grid size-8 place-items-center rounded-full group-aria-pressed/kind:text-on-rhythm ${looks[kind].mark}`}
            >
              <Icon of={looks[kind].icon} size="m" />
            </span>
            <span class="max-w-full text-ink wrap-anywhere">{t(`kind.${kind}`)}</span>
          </button>
        )}
      </For>
    </fieldset>
  )
}
