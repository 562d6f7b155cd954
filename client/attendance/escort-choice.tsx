import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Escort } from '../../backend/contract/stay.ts'
import { Icon } from '../ui/icon.tsx'
import { check } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'

const isSame = (a: Escort, b: Escort | null) => b !== null && a.kind === b.kind && a.id === b.id

/** Who brought or fetched a child: one tap; a second tap on the same takes it back. */
export function EscortChoice(props: {
  question: string
  escorts: readonly Escort[]
  chosen: Escort | null
  onChoose: (escort: Escort | null) => void
}): JSX.Element {
  /** Who was chosen stays in sight, also when it may no longer be chosen. */
  const offered = () => {
    const { chosen } = props
    return chosen && !props.escorts.some((one) => isSame(one, chosen)) ? [...props.escorts, chosen] : props.escorts
  }
  return (
    <Show when={offered().length > 0}>
      <fieldset class="mt-1 min-w-0">
        <legend class="text-sm text-muted">{props.question}</legend>
        <div class="mt-1 flex flex-wrap gap-2">
          <Keyed each={offered()} by={({ kind, id }) => `${kind} ${id}`}>
            {(escort) => {
              const on = () => isSame(escort(), props.chosen)
              return (
                <button
                  type="button"
                  aria-pressed={on()}
                  onClick={() => props.onChoose(on() ? null : escort())}
                  class="inline-flex min-h-target max-w-full items-center gap-1.5 rounded-full border border-control bg-surface px-3.5 text-left text-sm leading-5 font-[520] hover:bg-inset aria-pressed:border-transparent aria-pressed:bg-inverse aria-pressed:text-on-inverse"
                >
                  <Show when={on()}>
                    <Icon of={check} size="s" />
                  </Show>
                  <span class="min-w-0 wrap-anywhere">
                    {escort().name}
                    <Show when={escort().relation}>
                      {(relation) => <span class="opacity-80"> · {relation()}</span>}
                    </Show>
                  </span>
                </button>
              )
            }}
          </Keyed>
        </div>
      </fieldset>
    </Show>
  )
}
