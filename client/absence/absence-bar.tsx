import { createSignal, type JSX, Show } from 'solid-js'
import type { Absence, StaffAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { learn, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarX } from '../ui/icons.ts'
import { laterPart, Opening } from '../ui/opening.tsx'

const absencePanel = laterPart(async () => {
  const [{ GroupAbsences }] = await Promise.all([import('./group-absences.tsx'), learn('absence')])
  return GroupAbsences
})

const comingPanel = laterPart(async () => {
  const [{ ComingAbsences }] = await Promise.all([import('./coming-absences.tsx'), learn('absence')])
  return ComingAbsences
})

/** Who is reported absent today, how much of it nobody saw yet, and the way to it. */
export function AbsenceBar(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal(false)
  const absences = () => group.today()?.absences ?? []
  const count = () => new Set(absences().map(({ childId }) => childId)).size
  const unseen = () => absences().filter(({ seen }) => seen === null).length
  return (
    <>
      {/* Always there, so that it is heard when something comes into it. */}
      <div role="status">
        <Show when={count() > 0}>
          <div class="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-hairline bg-notice py-2 pr-2 pl-4">
            <p class="flex min-w-0 grow basis-48 items-center gap-3">
              <Icon of={calendarX} size="m" class={unseen() > 0 ? 'text-alert' : 'text-muted'} />
              <span class="min-w-0">
                {t('group.absent', count())}
                <Show when={unseen() > 0}>
                  , <b class="text-alert">{t('group.absent.unseen', unseen())}</b>
                </Show>
              </span>
            </p>
            <Button aria-label={t('group.absent.look')} onClick={() => setOpen(true)}>
              {t('action.show')}
            </Button>
          </div>
        </Show>
      </div>
      <Panel open={open() ? 'list' : undefined} chosen={[]} onClose={() => setOpen(false)} />
    </>
  )
}

/** Reports children absent on behalf of their guardians: to begin with those who are chosen. */
export function AbsenceReport(props: { chosen: readonly Id[] }): JSX.Element {
  const t = useT('staff')
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('absence.report')}</Button>
      <Coming />
      <Panel open={open() ? 'report' : undefined} chosen={props.chosen} onClose={() => setOpen(false)} />
    </>
  )
}

/** Who does not come in the next days: the way to it. */
function Coming(): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button icon={calendarX} onClick={() => setOpen(true)}>
        {t('absence.coming')}
      </Button>
      <Show when={open()}>
        <Opening of={comingPanel} title={t('absence.coming')} onClose={() => setOpen(false)}>
          {(Absences) => (
            <Absences
              day={group.today()?.day ?? ''}
              children={group.today()?.children ?? []}
              absences={group.today()?.coming ?? []}
              onClose={() => setOpen(false)}
            />
          )}
        </Opening>
      </Show>
    </>
  )
}

function Panel(props: {
  open: 'list' | 'report' | undefined
  chosen: readonly Id[]
  onClose: () => void
}): JSX.Element {
  const t = useT('staff')
  const group = useGroup()
  return (
    <Show when={props.open} keyed>
      {(first) => (
        <Opening of={absencePanel} title={t('group.absent.look')} onClose={props.onClose}>
          {(Absences) => (
            <Absences
              first={first}
              day={group.today()?.day ?? ''}
              children={group.today()?.children ?? []}
              absences={group.today()?.absences ?? []}
              chosen={props.chosen}
              onTook={(absence: Absence) => group.tookAbsence(absence as StaffAbsence)}
              onClose={props.onClose}
            />
          )}
        </Opening>
      )}
    </Show>
  )
}
