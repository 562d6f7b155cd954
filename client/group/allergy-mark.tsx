import { type JSX, Show } from 'solid-js'
import type { Allergy } from '../../backend/contract/allergies.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'

/** On a child's tile what it does not tolerate, severe ones first: the first one, and how many more; on paper all. */
export function AllergyMark(props: { allergies: readonly Allergy[]; all?: boolean }): JSX.Element {
  const t = useT('staff')
  const words = () => {
    const named = props.allergies.map(({ what }) => what)
    return props.all || named.length < 2 ? named.join(', ') : t('tile.allergy.more', named[0]!, named.length - 1)
  }
  const isSevere = () => props.allergies.some(({ severe }) => severe)
  return (
    <Show when={props.allergies.length > 0}>
      <span
        class={`flex min-w-0 items-start gap-1.5 text-sm font-strong wrap-anywhere ${isSevere() ? 'text-alert' : ''}`}
      >
        <Icon of={triangleAlert} size="s" class="mt-0.5" />
        <span class="min-w-0 hyphens-auto">
          <span class="sr-only">{t('tile.allergy.is')} </span>
          {words()}
        </span>
      </span>
    </Show>
  )
}

/** The same as part of a tile's name: all of them. */
export function useAllergyWords(): (allergies: readonly Allergy[]) => string[] {
  const t = useT('staff')
  return (allergies) => allergies.map(({ what, severe }) => t(severe ? 'tile.allergy.severe' : 'tile.allergy', what))
}
