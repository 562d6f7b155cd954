import { type JSX, Show } from 'solid-js'
import type { Allergy } from '../../backend/contract/allergies.ts'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'

/** What a child does not tolerate, whether that is severe, and what to do then. */
export function AllergyLine(props: { of: Allergy; severe: string }): JSX.Element {
  return (
    <>
      <p class="flex flex-wrap items-center gap-x-2 gap-y-1 font-strong wrap-anywhere">
        <Icon of={triangleAlert} size="s" class={props.of.severe ? 'text-alert' : ''} />
        <span class="min-w-0">{props.of.what}</span>
        <Show when={props.of.severe}>
          <Chip small tone="alert">
            {props.severe}
          </Chip>
        </Show>
      </p>
      <Show when={props.of.advice}>
        <p class="whitespace-pre-line wrap-anywhere">{props.of.advice}</p>
      </Show>
    </>
  )
}
