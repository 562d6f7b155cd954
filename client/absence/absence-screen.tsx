import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import type { GuardianAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import type { Diary } from '../diary/diary-state.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { where } from '../router.ts'
import { Calm } from '../ui/calm.tsx'
import { Keyed } from '../ui/keyed.tsx'
import { Opening } from '../ui/opening.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { AbsenceCard } from './absence-card.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { ContractDays } from './contract-days.tsx'
import { createDone, DoneNote } from './done-note.tsx'
import { absenceForm } from './parts.ts'
import { ReportButton } from './today-absences.tsx'

/** What was reported of a guardian's children: now, to come and of the last two weeks, with changing it and taking it back. */
export function AbsenceScreen(props: { diary: Diary }): JSX.Element {
  const t = useT('absence')
  const done = createDone()
  const [changing, setChanging] = createSignal<Id>()
  const [cancelling, setCancelling] = createSignal<Id>()
  const all = () => props.diary.absences()
  const find = (id: Id | undefined) => all().find((one) => one.id === id)
  const nameOf = (child: Id) => props.diary.children()?.find(({ id }) => id === child)?.callName ?? ''
  const parts = () =>
    [
      {
        title: t('absence.list.now'),
        absences: all().filter((one) => one.startsOn <= today() && one.endsOn >= today()),
      },
      { title: t('absence.list.later'), absences: all().filter((one) => one.startsOn > today()) },
      {
        title: t('absence.list.past'),
        absences: all()
          .filter((one) => one.endsOn < today())
          .reverse(),
      },
    ].filter(({ absences }) => absences.length > 0)
  const asked = createMemo(() => where().query.get('absence') ?? undefined)
  createEffect(
    on(asked, (id) => {
      if (id !== undefined)
        requestAnimationFrame(() => {
          const card = document.getElementById(`absence-${id}`)
          card?.focus({ preventScroll: true })
          card?.scrollIntoView({ block: 'center' })
        })
    }),
  )
  // Both stay open on what somebody began with, also when it is gone meanwhile.
  const begun = (id: Id) => {
    let last: GuardianAbsence | undefined
    return createMemo(() => {
      last = find(id) ?? last
      return last
    })
  }
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="max-w-timeline">
        <ScreenTitle>{t('absence.list.title')}</ScreenTitle>
        <p class="mt-1 mb-4 text-sm text-pretty text-muted">{t('absence.list.intro')}</p>
        <ReportButton diary={props.diary} child={null} primary />
        <Show when={asked() !== undefined && !find(asked())}>
          <p role="status" class="mt-4 rounded-control bg-inset p-3 text-sm">
            {t('absence.list.gone')}
          </p>
        </Show>
        <Show
          when={parts().length > 0}
          fallback={
            <Calm drawing="book" title={t('absence.list.none')}>
              <p>{t('absence.list.none.text')}</p>
            </Calm>
          }
        >
          <Keyed each={parts()} by={({ title }) => title}>
            {(part) => (
              <section class="mt-6">
                <h2 class="mb-2 text-sm font-strong text-muted">{part().title}</h2>
                <ul class="grid grid-cols-[minmax(0,1fr)] gap-3">
                  <Keyed each={part().absences} by={({ id }) => id}>
                    {(absence) => (
                      <AbsenceCard
                        absence={absence()}
                        name={nameOf(absence().childId)}
                        asked={asked() === absence().id}
                        onChange={absence().endsOn < today() ? undefined : () => setChanging(absence().id)}
                        onCancel={absence().endsOn < today() ? undefined : () => setCancelling(absence().id)}
                      />
                    )}
                  </Keyed>
                </ul>
              </section>
            )}
          </Keyed>
        </Show>
        <ContractDays />
      </div>
      <Show when={changing()} keyed>
        {(id) => {
          const absence = begun(id)
          return (
            <Opening of={absenceForm} title={t('absence.list.change')} onClose={() => setChanging(undefined)}>
              {(Form) => (
                <Form
                  children={props.diary.children() ?? []}
                  chosen={[]}
                  existing={absence()}
                  gone={find(id) === undefined}
                  since={today()}
                  onDone={({ absences, words }) => {
                    setChanging(undefined)
                    for (const one of absences) props.diary.tookAbsence(one as GuardianAbsence)
                    done.say(words)
                  }}
                  onClose={() => setChanging(undefined)}
                />
              )}
            </Opening>
          )
        }}
      </Show>
      <Show when={cancelling()} keyed>
        {(id) => {
          const absence = begun(id)
          return (
            <Show when={absence()}>
              {(one) => (
                <CancelDialog
                  absence={one()}
                  name={nameOf(one().childId)}
                  onDone={(gone, words) => {
                    setCancelling(undefined)
                    props.diary.tookAbsence(gone as GuardianAbsence)
                    done.say(words)
                  }}
                  onClose={() => setCancelling(undefined)}
                />
              )}
            </Show>
          )
        }}
      </Show>
      <DoneNote of={done} />
    </main>
  )
}
