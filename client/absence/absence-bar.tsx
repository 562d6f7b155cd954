import { createSignal, type JSX, Show } from 'solid-js'
import type { Absence, StaffAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarX } from '../ui/icons.ts'
import { fetchAhead, Opening } from '../ui/opening.tsx'
import { absencePanel } from './parts.ts'

/** Who is reported absent today, how many of it nobody saw yet, and the way to it and to reporting somebody. */
export function AbsenceBar(props: { chosen: readonly Id[] }): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal<'list' | 'report'>()
  fetchAhead(absencePanel)
  const absences = () => group.today()?.absences ?? []
  const count = () => new Set(absences().map(({ childId }) => childId)).size
  const unseen = () => absences().filter(({ seen }) => seen === null).length
  return (
    <div class="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      {/* Always there, so that it is heard when something comes into it. */}
      <div role="status" class="min-w-0 grow basis-48 empty:hidden">
        <Show when={count() > 0}>
          <p class="flex items-center gap-2">
            <Icon of={calendarX} size="m" class={unseen() > 0 ? 'text-alert' : 'text-muted'} />
            <span class="min-w-0">
              {t('group.absent', count())}
              <Show when={unseen() > 0}>
                , <b class="text-alert">{t('group.absent.unseen', unseen())}</b>
              </Show>
            </span>
          </p>
        </Show>
      </div>
      <Show when={group.today()}>
        <Show when={count() > 0}>
          <Button onClick={() => setOpen('list')}>{t('group.absent.look')}</Button>
        </Show>
        <Button icon={calendarX} onClick={() => setOpen('report')}>
          {t('absence.report')}
        </Button>
      </Show>
      <Show when={open()} keyed>
        {(first) => (
          <Opening of={absencePanel} title={t('group.absent.look')} onClose={() => setOpen(undefined)}>
            {(Panel) => (
              <Panel
                first={first}
                day={group.today()?.day ?? ''}
                children={group.today()?.children ?? []}
                absences={absences()}
                chosen={props.chosen}
                onTook={(absence: Absence) => group.tookAbsence(absence as StaffAbsence)}
                onClose={() => setOpen(undefined)}
              />
            )}
          </Opening>
        )}
      </Show>
    </div>
  )
}
