import { type JSX, Show } from 'solid-js'
import { useT } from '../locales/words.ts'
import { Chip } from '../ui/chip.tsx'
import { pencil } from '../ui/icons.ts'
import { BreachClock } from './breach-clock.tsx'
import { openBreaches } from './open-breaches.ts'

/** On the first page of the office: how many records wait to be written, and how much is left of the first 72 hours. */
export function BreachNote(): JSX.Element {
  const t = useT('office')
  return (
    <Show when={openBreaches()?.open}>
      {(count) => (
        <span class="mt-2 flex flex-wrap gap-2">
          <Chip icon={pencil}>{t('breach.open', count())}</Chip>
          <Show when={openBreaches()?.oldest}>
            {(oldest) => <BreachClock awareAt={oldest()} state="draft" toldOn={null} />}
          </Show>
        </span>
      )}
    </Show>
  )
}
