import { type JSX, Show } from 'solid-js'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import { language, useT } from '../locales/words.ts'
import { clock } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { pencil, undo } from '../ui/icons.ts'
import { initials, Tag } from '../ui/tag.tsx'
import { HandoverStanding } from './handover-standing.tsx'
import { useHandoverWords } from './handover-words.ts'

/** A hand-over in the timeline, where it was told; what can be done with it while its day lasts. */
export function HandoverCard(props: {
  item: GuardianHandover
  name: string
  ref?: (card: HTMLElement) => void
  onChange?: (() => void) | undefined
  onWithdraw?: (() => void) | undefined
}): JSX.Element {
  const t = useT('handover')
  const words = useHandoverWords()
  return (
    <Card
      as="article"
      ref={props.ref}
      data-item={props.item.id}
      aria-labelledby={`name-${props.item.id}`}
      class="[article+&]:mt-3"
    >
      <div class="flex items-start gap-3 p-4 pb-3 huge:flex-wrap">
        <Tag id={props.item.childId} initials={initials(props.name)} />
        <div class="min-w-0 grow">
          <h2 id={`name-${props.item.id}`} class="leading-5.5 wrap-anywhere">
            {props.name}
          </h2>
          <p class="text-xs wrap-anywhere text-muted">{t('handover.of', words.day(props.item.day))}</p>
        </div>
        <time datetime={props.item.aboutAt} class="shrink-0 text-sm leading-5.5 text-muted">
          {clock(props.item.aboutAt, language())}
        </time>
      </div>
      <div class="px-4 pb-1">
        <HandoverStanding handover={props.item} name={props.name}>
          <Show when={props.onChange}>
            {(change) => (
              <Button
                kind="quiet"
                icon={pencil}
                aria-label={t('handover.change.of', props.name)}
                onClick={() => change()()}
              >
                {t('handover.change')}
              </Button>
            )}
          </Show>
          <Show when={props.onWithdraw}>
            {(withdraw) => (
              <Button
                kind="quiet"
                icon={undo}
                aria-label={t('handover.withdraw.of', props.name)}
                onClick={() => withdraw()()}
              >
                {t('handover.withdraw')}
              </Button>
            )}
          </Show>
        </HandoverStanding>
      </div>
    </Card>
  )
}
