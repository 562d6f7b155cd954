import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { undoneWithin } from '../../backend/contract/attendance-limits.ts'
import type { Id } from '../../backend/contract/values.ts'
import { now } from '../clock.ts'
import { comers } from '../group/choice.ts'
import { useGroup } from '../group/group-day.tsx'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { clock } from '../time.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { clock as clockIcon, logIn, logOut, undo, x } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import type { BoardStay } from './board.ts'
import { EscortChoice } from './escort-choice.tsx'
import { useSteps } from './steps.ts'

export interface LastStep {
  key: string
  step: 'arrived' | 'left'
  stay: BoardStay
  at: string
  noted: string
}

/** What was noted last, newest first: a step is an arrival or a departure. */
export function lastSteps(stays: readonly BoardStay[]): LastStep[] {
  return stays
    .flatMap((stay) => [
      { key: `${stay.id} in`, step: 'arrived' as const, stay, at: stay.arrivedAt, noted: stay.arrivalNoted.at },
      ...(stay.leftAt && stay.departureNoted
        ? [{ key: `${stay.id} out`, step: 'left' as const, stay, at: stay.leftAt, noted: stay.departureNoted.at }]
        : []),
    ])
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.key < b.key ? 1 : -1))
}

/** So long after a step who brought or fetched the child is asked at the foot of the screen, in milliseconds. */
const askedFor = 2 * 60_000

/** Where the last steps lie below the tiles: the newest one at the foot of the screen, for as long as whoever tapped still stands there. */
export function JustNow(): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const [put, setPut] = createSignal<string>()
  const newest = createMemo(() => {
    const [one] = lastSteps(group.stays())
    const isNew = one && Math.max(minute(), now()) - Date.parse(one.noted) < askedFor
    return isNew && put() !== one.key ? one : undefined
  })
  return (
    <Show when={newest()}>
      {(one) => (
        <>
          {/* The end of the page scrolls to above it. */}
          <div class="h-[40dvh] huge:hidden" />
          <section
            aria-label={t('inOut.just')}
            class="fixed inset-x-0 bottom-[calc(var(--bar-bottom)+env(safe-area-inset-bottom))] z-10 max-h-[40dvh] overflow-y-auto border-t border-hairline bg-ground px-gutter rail:bottom-0 rail:left-rail rail:px-5 huge:static huge:max-h-none"
          >
            <div class="flex items-start gap-2">
              <div class="min-w-0 grow">
                <LastSteps most={1} />
              </div>
              <IconButton icon={x} label={t('action.close')} onClick={() => setPut(one().key)} class="mt-2.5" />
            </div>
          </section>
        </>
      )}
    </Show>
  )
}

/** The last arrivals and departures: who brought or fetched the child in one tap, and the way back. */
export function LastSteps(props: { most: number }): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const steps = useSteps()
  const children = createMemo(() => {
    const day = group.today()
    return day ? comers(day) : []
  })
  const childOf = (id: Id) => children().find((child) => child.id === id)
  const shown = createMemo(() =>
    lastSteps(group.stays())
      .filter(({ stay }) => childOf(stay.childId))
      .slice(0, props.most),
  )
  const isLast = ({ step, stay }: LastStep) => step === 'left' || stay.leftAt === null
  const isUndoable = (one: LastStep) =>
    isLast(one) && !one.stay.corrected && Math.max(minute(), now()) - Date.parse(one.noted) < undoneWithin * 60_000
  return (
    <Show when={shown().length > 0} fallback={<p class="text-sm text-muted">{t('inOut.last.none')}</p>}>
      <ul>
        <Keyed each={shown()} by={({ key }) => key}>
          {(one) => {
            const which = () => (one().step === 'arrived' ? 'broughtBy' : 'fetchedBy')
            const name = () => childOf(one().stay.childId)?.callName ?? ''
            return (
              <li class="border-b border-hairline py-2.5 last:border-b-0">
                <div class="flex items-center gap-2">
                  <Icon of={one().step === 'arrived' ? logIn : logOut} size="m" class="text-muted" />
                  <p class="min-w-0 grow wrap-anywhere">
                    <b>{name()}</b>{' '}
                    <span class="text-muted tabular-nums">
                      {t(one().step === 'arrived' ? 'inOut.last.in' : 'inOut.last.out', clock(one().at, language()))}
                    </span>
                    <Show when={one().stay.waiting[one().step]}>
                      <span class="flex items-center gap-1 text-xs text-muted">
                        <Icon of={clockIcon} size="xs" />
                        {t('inOut.last.waits')}
                      </span>
                    </Show>
                  </p>
                  <Show when={isUndoable(one())}>
                    <IconButton
                      icon={undo}
                      label={t('inOut.last.undo', name())}
                      onClick={() => steps.takeBack(one().stay, one().step, one().at)}
                    />
                  </Show>
                </div>
                <EscortChoice
                  question={t(one().step === 'arrived' ? 'inOut.brought' : 'inOut.fetched', name())}
                  escorts={childOf(one().stay.childId)?.escorts ?? []}
                  chosen={one().stay[which()]}
                  onChoose={(escort) => steps.setEscort(one().stay, which(), escort)}
                />
              </li>
            )
          }}
        </Keyed>
      </ul>
    </Show>
  )
}
