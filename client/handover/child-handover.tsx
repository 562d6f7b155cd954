import { type JSX, Show } from 'solid-js'
import type { StaffHandover, TakenBack } from '../../backend/contract/handover.ts'
import type { Escort } from '../../backend/contract/stay.ts'
import { useT } from '../locales/words.ts'
import { fetcherAmong } from './fetcher.ts'
import { HandoverStanding } from './handover-standing.tsx'
import { TakenBackNotes } from './taken-back.tsx'

/** What was told of one child, on its panel. */
export function ChildHandover(props: {
  handover: StaffHandover | undefined
  takenBack: readonly TakenBack[]
  escorts: readonly Escort[]
  name: string
}): JSX.Element {
  const t = useT('handover')
  return (
    <>
      <TakenBackNotes of={props.takenBack} nameOf={() => props.name} />
      <Show when={props.handover}>
        {(told) => (
          <section
            aria-label={t('handover.open.of', props.name)}
            class="mt-3 rounded-card border border-hairline bg-notice px-3 pt-3"
          >
            <h3 class="mb-2 font-strong">{t('handover.open')}</h3>
            <HandoverStanding
              handover={told()}
              name={props.name}
              unknown={
                told().fetcher && fetcherAmong(told().fetcher, props.escorts) === null
                  ? t('handover.fetcher.unknown')
                  : undefined
              }
            />
          </section>
        )}
      </Show>
    </>
  )
}
