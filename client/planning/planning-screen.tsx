import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import type { Plan } from '../../backend/contract/planning.ts'
import type { Day, Id } from '../../backend/contract/values.ts'
import { language, useT } from '../locales/words.ts'
import { ChosenGroup } from '../office/chosen-group.tsx'
import { Loaded } from '../office/loaded.tsx'
import { createUndo, UndoOffer } from '../office/undo-offer.tsx'
import { go, where } from '../router.ts'
import { daysAfter, shortDay } from '../time.ts'
import { Button, ButtonLink, IconButton } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { calendarX, chevronLeft, chevronRight } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { ExtraDialog } from './extra-dialog.tsx'
import { createPlanning } from './planning-state.ts'
import { WeekDialog } from './week-dialog.tsx'
import { WeekTable } from './week-table.tsx'

type Opened = { what: 'week'; childId: Id } | { what: 'day'; childId: Id; day: Day }

const address = (group: Id, day?: Day) => `/office/planning?group=${group}${day ? `&day=${day}` : ''}`

/** Who comes on which day, a group and a week at a time. */
export function Screen(): JSX.Element {
  const t = useT('office')
  return (
    <main id="main" class="px-gutter pt-5 pb-24">
      <div class="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <div class="min-w-0">
          <ScreenTitle>{t('planning.title')}</ScreenTitle>
          <p class="mt-1 max-w-text text-sm text-pretty text-muted">{t('planning.intro')}</p>
        </div>
        <ButtonLink href="/office/closing-days" kind="quiet" icon={calendarX} class="-ml-3">
          {t('planning.closings')}
        </ButtonLink>
      </div>
      <ChosenGroup
        label={t('planning.group')}
        failed={t('planning.failed')}
        address={(group) => address(group, where().query.get('day') ?? undefined)}
        none={
          <Calm drawing="book" title={t('planning.noGroups')}>
            <p>{t('planning.noGroups.text')}</p>
          </Calm>
        }
      >
        {(group) => <OneGroup group={group} />}
      </ChosenGroup>
    </main>
  )
}

function OneGroup(props: { group: Id }): JSX.Element {
  const t = useT('office')
  const asked = createMemo(() => {
    const day = where().query.get('day') ?? ''
    return /^\d{4}-\d\d-\d\d$/.test(day) ? day : undefined
  })
  const state = createPlanning(props.group, asked)
  const undo = createUndo(state.failed)
  const [opened, setOpened] = createSignal<Opened>()
  const turn = (day: Day | undefined) => go(address(props.group, day), { replace: true, stay: true })
  const childOf = (id: Id) => state.planning()?.children.find((child) => child.id === id)
  function saved(planned: { childId: Id; plan: Plan }, words: string, back: () => Promise<typeof planned>): void {
    state.put(planned)
    setOpened(undefined)
    undo.offered(words, async () => state.put(await back()))
  }
  return (
    <>
      <Loaded
        value={state.planning()}
        error={state.error()}
        failed={t('planning.failed')}
        onRetry={() => void state.load()}
      >
        {(of) => {
          const short = (n: number) => shortDay(daysAfter(of().monday, n), language(), of().today)
          const isNow = () => of().today >= of().monday && of().today <= daysAfter(of().monday, 6)
          return (
            <>
              <div class="my-3 flex flex-wrap items-center gap-2">
                <IconButton
                  line
                  icon={chevronLeft}
                  label={t('planning.previous')}
                  onClick={() => turn(daysAfter(of().monday, -7))}
                />
                <IconButton
                  line
                  icon={chevronRight}
                  label={t('planning.next')}
                  onClick={() => turn(daysAfter(of().monday, 7))}
                />
                <h2 class="min-w-0 font-strong tabular-nums" aria-live="polite">
                  {t('planning.week', short(0), short(6))}
                </h2>
                <Show when={!isNow()}>
                  <Button kind="quiet" onClick={() => turn(undefined)}>
                    {t('planning.now')}
                  </Button>
                </Show>
              </div>
              <Show
                when={of().children.length > 0}
                fallback={
                  <Calm drawing="book" title={t('planning.empty')}>
                    <p>{t('planning.empty.text')}</p>
                  </Calm>
                }
              >
                <WeekTable
                  of={of()}
                  onWeek={(childId) => setOpened({ what: 'week', childId })}
                  onDay={(childId, day) => setOpened({ what: 'day', childId, day })}
                />
              </Show>
            </>
          )
        }}
      </Loaded>
      <Show when={opened()} keyed>
        {(one) => (
          <Show when={childOf(one.childId)}>
            {(child) =>
              one.what === 'week' ? (
                <WeekDialog
                  child={child()}
                  groupId={props.group}
                  today={state.planning()!.today}
                  monday={state.planning()!.monday}
                  onStale={state.load}
                  onSaved={saved}
                  onClose={() => setOpened(undefined)}
                />
              ) : (
                <ExtraDialog
                  child={child()}
                  groupId={props.group}
                  day={one.day}
                  today={state.planning()!.today}
                  onSaved={saved}
                  onClose={() => setOpened(undefined)}
                />
              )
            }
          </Show>
        )}
      </Show>
      <UndoOffer of={undo} />
    </>
  )
}
