import { createMemo, For, type JSX, Show } from 'solid-js'
import type { StaffAbsence } from '../../backend/contract/absence.ts'
import { comingDays } from '../../backend/contract/coming.ts'
import type { GroupChild } from '../../backend/contract/group.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { hours } from '../planning/hours.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { useAbsenceWords } from './absence-words.ts'
import { reasonIcons } from './reason-icons.ts'

/** Who of the group does not come in the next days, day by day. */
export function ComingAbsences(props: {
  day: Day
  children: readonly GroupChild[]
  absences: readonly StaffAbsence[]
  onClose: () => void
}): JSX.Element {
  const t = useT('absence')
  const words = useAbsenceWords()
  const nameOf = (child: Id) => props.children.find(({ id }) => id === child)?.callName ?? ''
  const days = createMemo(() =>
    comingDays(props.day).flatMap((day) => {
      const away = props.absences
        .filter(({ startsOn, endsOn }) => startsOn <= day && endsOn >= day)
        .sort((a, b) => nameOf(a.childId).localeCompare(nameOf(b.childId), 'nl'))
      return away.length > 0 ? [{ day, away }] : []
    }),
  )
  const about = ({ reason, part, startsOn, endsOn }: StaffAbsence, day: Day) => [
    words.reason(reason) + (part ? `, ${hours(part)}` : ''),
    ...(endsOn > day
      ? [t('absence.coming.until', words.day(endsOn))]
      : startsOn < day
        ? [t('absence.coming.last')]
        : []),
  ]
  return (
    <Dialog
      open
      title={t('absence.coming.title')}
      onClose={() => props.onClose()}
      actions={
        <Button kind="quiet" onClick={() => props.onClose()}>
          {t('action.close')}
        </Button>
      }
    >
      <Show when={days().length > 0} fallback={<p class="text-muted">{t('absence.coming.none')}</p>}>
        <For each={days()}>
          {({ day, away }) => (
            <section class="mt-4 first:mt-0" aria-labelledby={`coming-${day}`}>
              <h3 id={`coming-${day}`} class="flex items-baseline justify-between gap-3 font-strong">
                <span class="first-letter:uppercase">{words.day(day)}</span>
                <span class="text-sm font-normal text-muted tabular-nums">
                  {t('absence.coming.count', away.length)}
                </span>
              </h3>
              <ul class="mt-1 rounded-card border border-hairline">
                <For each={away}>
                  {(absence) => (
                    <li class="flex items-start gap-3 border-b border-hairline px-3 py-2.5 last:border-b-0">
                      <Icon of={reasonIcons[absence.reason]} size="m" class="mt-0.5 text-muted" />
                      <div class="min-w-0">
                        <p class="wrap-anywhere">
                          <b>{nameOf(absence.childId)}</b>{' '}
                          <span class="text-muted">{about(absence, day).join(' · ')}</span>
                        </p>
                        <Show when={absence.note}>
                          <p class="text-sm wrap-anywhere text-muted">{absence.note}</p>
                        </Show>
                      </div>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </Show>
    </Dialog>
  )
}
