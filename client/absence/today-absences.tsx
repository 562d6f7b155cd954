import { createSignal, type JSX, Show } from 'solid-js'
import type { GuardianAbsence } from '../../backend/contract/absence.ts'
import type { Id } from '../../backend/contract/values.ts'
import { call } from '../api.ts'
import type { Diary } from '../diary/diary-state.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { go } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarX, check } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { Opening } from '../ui/opening.tsx'
import { useAbsenceWords } from './absence-words.ts'
import { createDone, DoneNote } from './done-note.tsx'
import { absenceForm } from './parts.ts'
import { reasonIcons } from './reason-icons.ts'

/** The way to report a child absent, and what it takes to do so. */
export function ReportButton(props: { diary: Diary; child: Id | null; primary?: boolean }): JSX.Element {
  const t = useT('guardian')
  const [open, setOpen] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const done = createDone()
  const children = () => props.diary.children() ?? []
  const chosen = () => {
    const [only] = children()
    return props.child !== null ? [props.child] : only && children().length === 1 ? [only.id] : []
  }
  async function takeBack(absences: readonly GuardianAbsence[]): Promise<void> {
    setError(undefined)
    try {
      for (const { id, version } of absences) {
        const { absence } = await call('cancelAbsence', {
          params: { absenceId: id },
          query: { version: String(version) },
        })
        props.diary.tookAbsence(absence as GuardianAbsence)
      }
    } catch (cause) {
      setError(() => cause)
    }
  }
  return (
    <Show when={children().length > 0}>
      <Button
        kind={props.primary ? 'primary' : 'plain'}
        icon={calendarX}
        onClick={() => setOpen(true)}
        class="shrink-0"
      >
        {t('absence.report')}
      </Button>
      <Show when={error()}>
        <ErrorNote error={error()} />
      </Show>
      <Show when={open()}>
        <Opening of={absenceForm} title={t('absence.report')} onClose={() => setOpen(false)}>
          {(Form) => (
            <Form
              children={children()}
              chosen={chosen()}
              since={today()}
              onDone={({ absences, words, isNew }) => {
                setOpen(false)
                const mine = absences as GuardianAbsence[]
                for (const absence of mine) props.diary.tookAbsence(absence)
                done.say(words, isNew ? () => void takeBack(mine) : undefined)
              }}
              onOpen={({ id }) => {
                setOpen(false)
                go(`/absence?absence=${id}`)
              }}
              onClose={() => setOpen(false)}
            />
          )}
        </Opening>
      </Show>
      <DoneNote of={done} />
    </Show>
  )
}

const mostShown = 3

/** On Today: reporting a child absent, and what was reported of today and later. */
export function TodayAbsences(props: { diary: Diary; child: Id | null }): JSX.Element {
  const t = useT('guardian')
  const words = useAbsenceWords()
  const nameOf = (child: Id) => props.diary.children()?.find(({ id }) => id === child)?.callName ?? ''
  const due = () =>
    props.diary
      .absences()
      .filter(({ childId, endsOn }) => endsOn >= today() && (props.child === null || childId === props.child))
  // By their first day: all of today, and of what comes as much as leaves the day itself in sight.
  const shown = () => due().filter(({ startsOn }, n) => n < mostShown || startsOn <= today())
  const more = () => due().length - shown().length
  return (
    <section aria-label={t('today.absences')} class="mb-4 flex flex-col items-start gap-2">
      <Show when={shown().length > 0}>
        <ul class="w-full overflow-hidden rounded-card border border-hairline bg-surface">
          <Keyed each={shown()} by={({ id }) => id}>
            {(absence) => (
              <li class="border-b border-hairline last:border-b-0">
                <a
                  href={`/absence?absence=${absence().id}`}
                  class="flex min-h-14 items-start gap-3 px-4 py-2 hover:bg-inset focus-visible:-outline-offset-3"
                >
                  <Icon of={reasonIcons[absence().reason]} size="m" class="mt-0.5 text-muted" />
                  <span class="min-w-0">
                    <span class="block font-strong wrap-anywhere">
                      {nameOf(absence().childId)} · {words.reason(absence().reason)}
                    </span>
                    <span class="block text-sm text-pretty text-muted tabular-nums">{words.when(absence())}</span>
                    <span class="flex gap-1 text-sm text-muted tabular-nums">
                      <Show when={absence().seen} fallback={t('today.absences.unseen')}>
                        {(seen) => (
                          <>
                            <Icon of={check} size="s" class="mt-0.5 text-present" />
                            {t('today.absences.seen', words.moment(seen().at))}
                          </>
                        )}
                      </Show>
                    </span>
                  </span>
                </a>
              </li>
            )}
          </Keyed>
        </ul>
      </Show>
      <div class="flex flex-wrap items-center gap-x-2">
        <ReportButton diary={props.diary} child={props.child} />
        <Show when={props.diary.absences().length > 0}>
          <a
            href="/absence"
            class="inline-flex min-h-target items-center px-2 text-sm font-strong text-accent underline underline-offset-[.2em]"
          >
            {more() > 0 ? t('today.absences.more', more()) : t('today.absences.all')}
          </a>
        </Show>
      </div>
    </section>
  )
}
