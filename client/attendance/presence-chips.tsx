import { createMemo, type JSX, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import type { Diary } from '../diary/diary-state.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, shortDay } from '../time.ts'
import { Chip } from '../ui/chip.tsx'
import { circleCheck, logOut } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { whereIs } from './presence-state.ts'

/** On a guardian's Today: who is in the group since when, and who left when. */
export function PresenceChips(props: { diary: Diary; child: Id | null }): JSX.Element {
  const t = useT('guardian')
  const known = createMemo(() =>
    (props.diary.children() ?? [])
      .filter(({ id }) => props.child === null || props.child === id)
      .flatMap(({ id, callName }) => {
        const presence = props.diary.presence().find(({ childId }) => childId === id)
        const found = whereIs(presence, today(), dayOf)
        return found ? [{ id, callName, ...found }] : []
      }),
  )
  const at = (moment: string) =>
    dayOf(moment) === today()
      ? clock(moment, language())
      : `${shortDay(dayOf(moment), language(), today())} ${clock(moment, language())}`
  return (
    <div role="status">
      <Show when={known().length > 0}>
        <ul class="mb-4 flex flex-wrap gap-2" aria-label={t('today.presence')}>
          <Keyed each={known()} by={({ id }) => id}>
            {(one) => (
              <li class="max-w-full tabular-nums">
                <Chip
                  tone={one().state === 'here' ? 'present' : 'quiet'}
                  icon={one().state === 'here' ? circleCheck : logOut}
                >
                  {t(one().state === 'here' ? 'today.here' : 'today.gone', one().callName, at(one().at))}
                </Chip>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
    </div>
  )
}
