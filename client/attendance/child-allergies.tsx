import { type JSX, Show } from 'solid-js'
import type { Allergy } from '../../backend/contract/allergies.ts'
import { useT } from '../locales/words.ts'
import { Chip } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { triangleAlert } from '../ui/icons.ts'
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
                <p class="flex flex-wrap items-center gap-x-2 gap-y-1 font-strong wrap-anywhere">
                  <Icon of={triangleAlert} size="s" class={one().severe ? 'text-alert' : ''} />
                  <span class="min-w-0">{one().what}</span>
                  <Show when={one().severe}>
                    <Chip small tone="alert">
                      {t('inOut.allergies.severe')}
                    </Chip>
                  </Show>
                </p>
                <Show when={one().advice}>
                  <p class="whitespace-pre-line wrap-anywhere">{one().advice}</p>
                </Show>
              </li>
            )}
          </Keyed>
        </ul>
      </section>
    </Show>
  )
}
