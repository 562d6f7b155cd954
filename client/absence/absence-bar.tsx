import { createSignal, type JSX, Show } from 'solid-js'
import type { Absence, StaffAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import { useGroup } from '../group/group-day.tsx'
import { Signal } from '../group/signal.tsx'
import { learn, useT } from '../locales/words.ts'
import { Button } from '../ui/button.tsx'
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
      <Signal
        when={count() > 0}
        icon={calendarX}
        words={t('group.absent', count())}
        strong={unseen() > 0 ? t('group.absent.unseen', unseen()) : undefined}
        opens={t('group.absent.look')}
        onOpen={() => setOpen(true)}
      />
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
