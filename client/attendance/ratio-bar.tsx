import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { mostStaff } from '../../backend/contract/attendance-limits.ts'
import { ageOn, bandOf, type CareType, type Counted, type Need, needOf } from '../../backend/contract/ratio.ts'
import { comers } from '../group/choice.ts'
import { useGroup } from '../group/group-day.tsx'
import { useStaffWork } from '../group/staff-work.tsx'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { listed, longDay } from '../time.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import {
  circleAlert,
  circleCheck,
  circleHelp,
  clock,
  minus,
  plus,
  scale,
  siren,
  triangleAlert,
  x,
} from '../ui/icons.ts'
import { boardStaffing, isInGroup } from './board.ts'
import { useSteps } from './steps.ts'

interface Looks {
  fill: string
  /** Of what can be pressed, strong enough to be seen. */
  edge: string
  box: string
  icon: string
  tint: string
}
const look = (fill: string, box: string, icon: string, tint: string, edge = 'border-control'): Looks => ({
  ...{ fill, edge, icon, tint },
  box: `${box} ${fill}`,
})
const looks: Record<Need['state'] | 'no_rules', Looks> = {
  enough: look('bg-present-tint', 'border-hairline', circleCheck, 'text-present'),
  tight: look('bg-food-tint', 'border-food-mark', circleAlert, 'text-food', 'border-food-mark'),
  short: look('bg-alert-tint', 'border-alert', triangleAlert, 'text-alert', 'border-alert'),
  unknown: look('bg-notice', 'border-hairline', circleAlert, 'text-muted'),
  no_rules: look('bg-notice', 'border-hairline', circleAlert, 'text-muted'),
}

/** Of an age in whole years how it reads; of several years from the first until the last. */
const yearsOf = ({ fromAge, untilAge }: { fromAge: number; untilAge: number }) =>
  untilAge - fromAge === 1 ? String(fromAge) : `${fromAge}–${untilAge - 1}`

/** How many children and staff are here, how many staff that takes, and what tips it. It warns and never blocks. */
export function RatioBar(): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const { outbox, me, timeZone } = useStaffWork()
  const steps = useSteps()
  const [open, setOpen] = createSignal(false)
  const here = createMemo<Counted[]>(() => {
    const day = group.today()
    return day ? comers(day).filter(({ id }) => isInGroup(group.standings().get(id))) : []
  })
  const ratios = () => group.today()?.ratios ?? []
  const staffing = createMemo(() =>
    boardStaffing(group.today()?.staffing ?? null, outbox.sends(), {
      ...{ groupId: group.groupId, day: group.today()?.day ?? '', timeZone },
      author: { id: me.person.id, name: me.person.firstName },
    }),
  )
  const need = createMemo(() => needOf(here(), ratios(), group.today()?.day ?? today(), staffing()?.staff ?? null))
  const state = () => (ratios().length === 0 ? 'no_rules' : need().state)
  const types = () =>
    (['KDV', 'BSO', null] as const).flatMap((type) => {
      const count = here().filter(({ careType }) => careType === type).length
      return count > 0 ? [{ type, count }] : []
    })
  const tipping = () => {
    const all = need().next
    const first = all.filter(({ more }) => more === 1)
    if (first.length === all.length) return t('ratio.tips.any', need().needed + 1)
    const years = listed(
      first.map((one) => t('ratio.years', yearsOf(one))),
      language(),
    )
    return t('ratio.tips', years, need().needed + 1)
  }
  const words = () => {
    const { needed, there } = need()
    const now = state()
    if (now === 'no_rules') return t('ratio.noRules')
    if (need().tooMany) return t('ratio.tooMany')
    if (now === 'unknown') return t('ratio.unknown', needed)
    if (now === 'short') return t('ratio.short', needed, there ?? 0)
    return now === 'tight' ? `${t('ratio.tight', needed)} ${tipping()}` : t('ratio.enough', needed)
  }
  const [shown, setShown] = createSignal(false)
  const Words = () => (
    <span class="min-w-0">
      <span class="block leading-5 font-strong tabular-nums">
        <span>{t('ratio.here', here().length)}</span>
        <Show when={!shown() && staffing()}>
          {(said) => (
            <>
              , {said().staff} {t('ratio.staffWord', said().staff)}
            </>
          )}
        </Show>
        <Show when={types().length > 1}>
          <span class="ml-1.5 text-sm font-normal text-muted">
            {types()
              .map(({ type, count }) => t(`ratio.of.${type ?? 'none'}`, count))
              .join(', ')}
          </span>
        </Show>
      </span>
      <span class="flex items-start gap-1.5 text-sm leading-5 text-pretty">
        <Icon of={looks[state()].icon} size="s" class={`mt-px ${looks[state()].tint}`} />
        <span class="min-w-0 wrap-anywhere hyphens-auto">
          {words()}
          <Show when={need().uncounted > 0 && state() !== 'no_rules'}> {t('ratio.uncounted', need().uncounted)}</Show>
        </span>
      </span>
    </span>
  )
  return (
    <section
      aria-label={t('ratio.title')}
      class={`flex max-w-full flex-wrap items-center gap-x-3 gap-y-1 ${shown() ? `w-full rounded-card border py-1.5 pr-1.5 pl-4 huge:px-3 ${looks[state()].box}` : 'gap-2!'}`}
    >
      <div role="status" class={shown() ? 'flex min-w-0 grow basis-44 items-start gap-3 py-1.5' : 'contents'}>
        <Show
          when={shown()}
          fallback={
            <button
              type="button"
              aria-expanded="false"
              onClick={() => setShown(true)}
              class={`inline-flex min-h-target max-w-full items-center gap-2.5 rounded-control border px-3 py-1.5 text-left hover:border-control ${looks[state()].edge} ${looks[state()].fill}`}
            >
              <Icon of={scale} size="m" class="text-muted huge:hidden" />
              <Words />
              <span class="sr-only">. {t('ratio.set')}</span>
            </button>
          }
        >
          <Icon of={scale} class="mt-0.5 text-muted huge:hidden" />
          <Words />
        </Show>
      </div>
      <Show when={shown()}>
        <div class="flex min-w-0 flex-wrap items-center gap-1 huge:w-full">
          <fieldset aria-label={t('ratio.staff')} class="flex items-center gap-1 huge:flex-wrap">
            <IconButton
              line
              icon={minus}
              label={t('ratio.less')}
              disabled={(staffing()?.staff ?? 0) === 0}
              onClick={() => steps.setStaff((staffing()?.staff ?? 1) - 1)}
            />
            <output class="grid min-w-18 place-items-center px-1 text-center tabular-nums">
              <span class="flex items-center gap-1 text-lg leading-6 font-title">
                {staffing()?.staff ?? '?'}
                <Show when={staffing()?.waits}>
                  <Icon of={clock} size="xs" class="text-muted" />
                  <span class="sr-only">{t('inOut.last.waits')}</span>
                </Show>
              </span>
              <span class="text-xs text-muted">{t('ratio.staffWord', staffing()?.staff ?? 0)}</span>
            </output>
            <IconButton
              line
              icon={plus}
              label={t('ratio.more')}
              disabled={(staffing()?.staff ?? 0) >= mostStaff}
              onClick={() => steps.setStaff((staffing()?.staff ?? 0) + 1)}
            />
          </fieldset>
          <IconButton
            icon={circleHelp}
            label={t('ratio.explain')}
            aria-haspopup="dialog"
            onClick={() => setOpen(true)}
          />
          <IconButton icon={x} label={t('ratio.hide')} aria-expanded="true" onClick={() => setShown(false)} />
        </div>
      </Show>
      <Explained open={open()} need={need()} here={here()} onClose={() => setOpen(false)} />
    </section>
  )
}

/** The way to who is in the building, for when all must leave it. */
export function EvacuationLink(): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  return (
    <ButtonLink icon={siren} class="px-3!" href={`/group/${group.groupId}/evacuation`}>
      <span class="sr-only min-[75rem]:not-sr-only">{t('evacuation.open')}</span>
    </ButtonLink>
  )
}

/** What was agreed for today, in words, and how many children of each age are here. */
function Explained(props: { open: boolean; need: Need; here: readonly Counted[]; onClose: () => void }): JSX.Element {
  const t = useT('attendance')
  const group = useGroup()
  const ratios = () => group.today()?.ratios ?? []
  const day = () => group.today()?.day ?? today()
  const count = (careType: CareType, fromAge: number, untilAge: number) =>
    props.here.filter((child) => {
      const age = ageOn(child.birthDate, day())
      return child.careType === careType && age >= fromAge && age < untilAge
    }).length
  const next = (careType: CareType, fromAge: number) =>
    props.need.next.find((one) => one.careType === careType && one.fromAge === fromAge)?.more
  const nameless = () => props.here.filter((child) => bandOf(ratios(), child, day()) === undefined).length
  return (
    <Dialog
      open={props.open}
      title={t('ratio.explain.title')}
      onClose={props.onClose}
      actions={<Button onClick={() => props.onClose()}>{t('action.close')}</Button>}
    >
      <p>{t('ratio.explain.day', longDay(day(), language(), today()))}</p>
      <Show when={ratios().length > 0} fallback={<p class="mt-2">{t('ratio.noRules')}</p>}>
        <For each={ratios()}>
          {(ratio) => (
            <section class="mt-3">
              <h3 class="font-strong">{t(`ratio.careType.${ratio.careType}`)}</h3>
              <ul>
                <For each={ratio.bands}>
                  {(band) => (
                    <li class="border-b border-hairline py-1.5 last:border-b-0">
                      <p>
                        <b>{t('ratio.years', yearsOf(band))}</b>: {t('ratio.perStaff', band.childrenPerStaff)}
                      </p>
                      <p class="text-muted tabular-nums">
                        {t('ratio.band.here', count(ratio.careType, band.fromAge, band.untilAge))}
                        <Show when={next(ratio.careType, band.fromAge)}>
                          {(more) => <>, {t('ratio.band.next', more(), props.need.needed + 1)}</>}
                        </Show>
                      </p>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
        <p class="mt-3 font-strong">
          {t(props.need.mixed ? 'ratio.explain.mixed' : 'ratio.explain.sum', props.need.needed)}
        </p>
        <Show when={nameless() > 0}>
          <p>{t('ratio.uncounted', nameless())}</p>
        </Show>
        <p class="mt-2 text-muted">{t('ratio.explain.limits')}</p>
      </Show>
    </Dialog>
  )
}
