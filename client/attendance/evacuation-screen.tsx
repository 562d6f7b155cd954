import { createMemo, createSignal, type JSX, onMount, Show } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { now } from '../clock.ts'
import { AllergyMark } from '../group/allergy-mark.tsx'
import { comers } from '../group/choice.ts'
import { useDesk } from '../group/desk.tsx'
import { useGroup } from '../group/group-day.tsx'
import { LeftHereNote } from '../group/left-here-note.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { goBack } from '../router.ts'
import { session } from '../session.ts'
import { storeOf } from '../store.ts'
import { clock, dayOf, daysAfter, shortDay } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, check, cloudOff, printer, rotateCw } from '../ui/icons.ts'
import { Keyed } from '../ui/keyed.tsx'
import { announce } from '../ui/live-region.tsx'
import { printInLight } from '../ui/print-in-light.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { conflictsOf, notedOf } from './conflict.ts'
import { type Counted, presentIn, sameCount, stillCounted } from './evacuation.ts'

/** Everybody who is there now, to be counted outside: from what this tablet knows, also without a connection. */
export function EvacuationScreen(): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const desk = useDesk()
  const { me, outbox } = useStaffWork()
  const who = session()
  const store = storeOf(me.person.id, who.state === 'person' ? who.role : 'staff')
  const key = `evacuation ${group.groupId}`
  const [counted, setCounted] = createSignal<ReadonlySet<Id>>(new Set())
  /** A count of before, of which nobody said yet whether it goes on. */
  const [former, setFormer] = createSignal<Counted>()
  const day = () => group.today()
  // Also who arrived by what a colleague noted here and did not send: that one is not here to ask.
  const undecided = () => [
    ...conflictsOf(outbox.sends(), day()?.stays ?? [], group.groupId),
    ...notedOf(group.leftHere().flatMap(({ sends }) => sends)),
  ]
  const present = createMemo(() => {
    const known = day()
    const here = group.stays().filter(({ groupId }) => groupId === group.groupId)
    return presentIn(known ? comers(known) : [], here, undecided())
  })
  const allergiesOf = (childId: Id) => {
    const known = day()
    return (known ? comers(known) : []).find(({ id }) => id === childId)?.allergies ?? []
  }
  const missing = () => present().filter(({ stayId }) => !counted().has(stayId))
  const at = (moment: string | number) => {
    const [day, time] = [dayOf(moment), clock(moment, language())]
    if (day === today()) return time
    return day === daysAfter(today(), -1)
      ? t('evacuation.yesterday', time)
      : `${shortDay(day, language(), today())} ${time}`
  }
  printInLight()
  onMount(() => {
    void store.read<Counted>(key).then((kept) => {
      const before = stillCounted(kept?.value, now())
      if (!kept || before.length === 0 || counted().size > 0) return
      if (now() - kept.value.at < sameCount) setCounted(new Set(before))
      else setFormer(kept.value)
    })
  })
  // What was just noted elsewhere stands over no name that is counted.
  onMount(() => {
    const before = desk.undo()
    if (!before) return
    before.gone()
    desk.putAway(before)
  })
  const put = (next: ReadonlySet<Id>) => {
    setCounted(next)
    setFormer(undefined)
    void store.write(key, { ids: [...next], at: now() } satisfies Counted, now())
  }
  const tick = (id: Id, on: boolean) => {
    const next = new Set(counted())
    if (on) next.add(id)
    else next.delete(id)
    put(next)
    announce(missing().length === 0 ? t('evacuation.all', present().length) : t('evacuation.missing', missing().length))
  }
  const anew = () => {
    const before = counted()
    put(new Set())
    desk.undoable(t('evacuation.anew.done'), () => put(before))
  }
  return (
    <main id="main" class="max-w-3xl px-gutter pt-3 pb-28 rail:px-5 print:max-w-none print:p-0">
      <div class="-ml-3 print:hidden">
        <ButtonLink
          kind="quiet"
          icon={arrowLeft}
          href={`/group/${group.groupId}`}
          onClick={(press: MouseEvent) => {
            press.preventDefault()
            goBack(`/group/${group.groupId}`)
          }}
        >
          {t('evacuation.back')}
        </ButtonLink>
      </div>
      <Show
        when={day()}
        fallback={
          <Show when={group.error()}>
            <ErrorScreen title={t('evacuation.failed')} error={group.error()} onRetry={() => void group.refresh()} />
          </Show>
        }
      >
        {(known) => (
          <>
            <ScreenTitle>{t('evacuation.title', known().group.name)}</ScreenTitle>
            <p class="flex items-center gap-1.5 text-muted tabular-nums">
              <Show when={group.offlineSince()}>
                <Icon of={cloudOff} size="s" />
              </Show>
              {known().group.location} · {shortDay(today(), language(), today())} ·{' '}
              {t('evacuation.asOf', at(group.asOf()))}
              <Show when={group.offlineSince()}> · {t('evacuation.offline')}</Show>
            </p>
            <div class="sticky top-0 z-10 -mx-gutter mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 bg-ground px-gutter py-3 rail:-mx-5 rail:px-5 huge:static print:static print:mx-0 print:px-0">
              <p class="min-w-0 grow text-lg font-title tabular-nums" role="status">
                {missing().length === 0 && present().length > 0
                  ? t('evacuation.all', present().length)
                  : t('evacuation.left', missing().length, present().length)}
              </p>
              <div class="flex flex-wrap gap-2 print:hidden">
                <Show when={counted().size > 0}>
                  <Button icon={rotateCw} onClick={anew}>
                    {t('evacuation.anew')}
                  </Button>
                </Show>
                <Button icon={printer} onClick={() => print()}>
                  {t('evacuation.print')}
                </Button>
              </div>
            </div>
            <Show when={former()}>
              {(one) => (
                <div class="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control bg-notice p-3 print:hidden">
                  <p class="min-w-0 grow">{t('evacuation.former', at(new Date(one().at).toISOString()))}</p>
                  <Button onClick={() => put(new Set(one().ids))}>{t('evacuation.goOn')}</Button>
                  <Button onClick={() => put(new Set())}>{t('evacuation.anew')}</Button>
                </div>
              )}
            </Show>
            <LeftHereNote />
            <Show when={present().length > 0} fallback={<p class="text-muted">{t('evacuation.nobody')}</p>}>
              <ul class="overflow-hidden rounded-card border border-hairline bg-surface print:rounded-none print:border-0">
                <Keyed each={present()} by={({ stayId }) => stayId}>
                  {(child) => {
                    const on = () => counted().has(child().stayId)
                    return (
                      <li class="border-b border-hairline last:border-b-0 print:break-inside-avoid">
                        <label class="relative flex min-h-16 items-center gap-3 px-4 py-2 has-checked:bg-present-tint has-focus-visible:outline-3 has-focus-visible:-outline-offset-3 has-focus-visible:outline-focus print:min-h-9 print:px-0 print:py-1">
                          <input
                            type="checkbox"
                            checked={on()}
                            onChange={(change) => tick(child().stayId, change.currentTarget.checked)}
                            class="peer absolute inset-0 size-full cursor-pointer opacity-0"
                          />
                          <span
                            aria-hidden="true"
                            class="grid size-9 shrink-0 place-items-center rounded-inner border-2 border-control bg-surface text-on-accent peer-checked:border-accent peer-checked:bg-accent print:size-6"
                          >
                            <Show when={on()}>
                              <Icon of={check} size="m" />
                            </Show>
                          </span>
                          <span class="min-w-0 grow">
                            <span class="block text-lg font-strong wrap-anywhere">
                              {child().name ?? t('evacuation.unknown')}
                            </span>
                            <span class="block text-sm text-muted tabular-nums">
                              <Show when={child().birthDate}>
                                {(born) => <>{t('evacuation.born', birth(born()))} · </>}
                              </Show>
                              {t('evacuation.since', at(child().since))}
                            </span>
                            <AllergyMark allergies={allergiesOf(child().childId)} all />
                          </span>
                          <span class="shrink-0 text-sm font-strong print:hidden">
                            {t(on() ? 'evacuation.counted' : 'evacuation.uncounted')}
                          </span>
                        </label>
                      </li>
                    )
                  }}
                </Keyed>
              </ul>
            </Show>
            <p class="mt-3 text-sm text-muted print:hidden">{t('evacuation.kept')}</p>
          </>
        )}
      </Show>
    </main>
  )

  function birth(day: string): string {
    const [year = '', month = '', date = ''] = day.split('-')
    return `${Number(date)}-${Number(month)}-${year}`
  }
}
