import { type JSX, Show } from 'solid-js'
import type { Allergy } from '../../backend/contract/allergies.ts'
import { AllergyLine } from '../allergy/allergy-line.tsx'
import { useT } from '../locales/words.ts'
import { Keyed } from '../ui/keyed.tsx'

/** What one child does not tolerate and what to do then, on its panel. */
export function ChildAllergies(props: { allergies: readonly Allergy[]; name: string }): JSX.Element {
  const t = useT('attendance')
  return (
    <Show when={props.allergies.length > 0}>
      <section
        aria-label={t('inOut.allergies.of', props.name)}
        class="mt-3 rounded-card border border-hairline bg-notice px-3 pt-3 pb-1"
      >
        <h3 class="mb-2 font-strong">{t('inOut.allergies.title')}</h3>
        <ul>
          <Keyed each={props.allergies} by={({ id }) => id}>
            {(one) => (
              <li class="mb-2">
                <AllergyLine of={one()} severe={t('inOut.allergies.severe')} />
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  )
}
