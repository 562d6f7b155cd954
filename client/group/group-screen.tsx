import { createMemo, createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import type { Id } from '../../backend/contract/values.ts'
import { AbsenceBar } from '../absence/absence-bar.tsx'
import { ActionBar } from '../action/action-bar.tsx'
import { isWaiting } from '../action/action-state.ts'
import { outOfReach } from '../api.ts'
import { isHere } from '../attendance/board.ts'
import { useAttendanceParts } from '../attendance/parts.ts'
import type { StayDraft } from '../attendance/stay-draft.ts'
import { hasContent, withChildren } from '../diary/composer/draft.ts'
import { HandoverBar } from '../handover/handover-bar.tsx'
import { language, useT } from '../locales/words.ts'
import { minute, today } from '../minute.ts'
import { PhotoChoice } from '../photo/composer/photo-choice.tsx'
import { ReportBar } from '../photo/report-bar.tsx'
import { where } from '../router.ts'
import { clock, shortDay } from '../time.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Calm } from '../ui/calm.tsx'
import { ErrorScreen } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { calendarX } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { createMedia } from '../ui/media.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { ScrollRow } from '../ui/scroll-row.tsx'
import { ChildGrid } from './child-grid.tsx'
import type { Written } from './child-tile.tsx'
import {
  comers,
  expectedFirst,
  type Filter,
  filtered,
  isAway,
  lacking,
  lastOnes,
  mentored,
  withAbsences,
  withHandovers,
  withHere,
} from './choice.ts'
import { DeskPane, useDesk } from './desk.tsx'
import { useGroup } from './group-day.tsx'
import { GroupMode, GroupTools } from './group-tools.tsx'
import { IdlePane } from './idle-pane.tsx'
import { LackingBar } from './lacking-bar.tsx'
import { LeftHereNote } from './left-here-note.tsx'
import { OutboxChip } from './outbox-chip.tsx'
import { useStaffWork } from './staff-work.tsx'
import { StandingLine } from './standing-line.tsx'
import { TileBones } from './tile-bones.tsx'

/** What is said where a filter leaves nobody. */
const nobody = {
  all: 'group.empty',
  lacking: 'filter.nobodyLacks',
  refused: 'filter.nobodyRefuses',
  mine: 'filter.nobodyMine',
} as const

/** So long a choice of children to whom nothing was done or written counts, in milliseconds. */
const choiceKept = 3 * 60_000

/** The child whose day is looked at, and what is to be put right at once. */
interface Opened {
  childId: Id
  first?: { stayId: Id | null; draft: StayDraft }
}

/** The group today: whom to write about, who lacks an entry, and beside it the composer. */
export function GroupScreen(props: { several: boolean }): JSX.Element {
  const t = useT('staff')
  const later = useT('attendance')
  const group = useGroup()
  const desk = useDesk()
  const { outbox, me } = useStaffWork()
  const wide = createMedia('(min-width: 64rem)')
  const [filter, setFilter] = createSignal<Filter>('all')

  const day = () => group.today()
  /** Whoever is told by the server that it may not, has a connection. */
  const isHeard = () => group.connected() || (group.error() !== undefined && !outOfReach(group.error()))
  const inOut = () => where().query.get('show') === 'in-out'
  const parts = useAttendanceParts(inOut, () => day() !== undefined)
  const [opened, setOpened] = createSignal<Opened>()
  const here = (id: Id) => isHere(group.standings().get(id))
  const all = createMemo(() => {
    const told = withHandovers(withAbsences(day()?.children ?? [], day()?.absences ?? []), day()?.handovers ?? [])
    return withHere(told, here)
  })
  const last = createMemo<ReadonlySet<Id>>((before) => lastOnes(all(), before), new Set())
  const children = createMemo(() => expectedFirst(all(), last()))
  /** For the board: first who has no place here any more, and is still there. */
  const atTheDoor = createMemo(() => {
    const known = day()
    return known ? [...comers(known).slice(known.children.length), ...children()] : []
  })
  const closing = () => day()?.closings[0]
  const coming = () => children().filter((child) => (child.expected?.parts.length ?? 0) > 0 && !isAway(child)).length
  const shown = createMemo(() =>
    filter() === 'lacking' ? lack() : filtered(children(), filter(), group.onItsWay(), me.person.id),
  )
  const lack = createMemo(() => (closing() ? [] : lacking(children(), group.onItsWay())))
  /** Of whom something waits for a guardian. */
  const asks = createMemo(
    () =>
      new Set(
        (day()?.actions ?? [])
          .filter((action) => isWaiting(action, day()?.children ?? []))
          .map(({ childId }) => childId),
      ),
  )
  const draft = () => desk.composer.draft()
  const chosen = () => (draft().corrects ? [] : desk.checks.chosen().map(({ id }) => id))
  const lastChosen = createMemo<readonly Id[]>(() => {
    const here = new Set(children().map(({ id }) => id))
    const sent = outbox
      .sends()
      .flatMap(({ work }) => (work.kind === 'post' && work.groupId === group.groupId ? [work.draft] : []))
    const last = sent.at(-1)?.childIds ?? latestPost(day()?.entries ?? [])
    return last.filter((id) => here.has(id))
  })
  const latestAt = createMemo(() => {
    const latest = new Map<Id, number>()
    for (const { childId, aboutAt } of day()?.entries ?? [])
      latest.set(childId, Math.max(latest.get(childId) ?? 0, Date.parse(aboutAt)))
    return latest
  })
  const written = (id: Id): Written => {
    if (group.onItsWay().has(id)) return { state: 'sending' }
    const at = latestAt().get(id)
    return at === undefined ? { state: 'nothing' } : { state: 'written', at }
  }
  /** Was the choice made here and lately: only then whoever is chosen comes or goes by it. */
  const [fresh, setFresh] = createSignal(false)
  let forgetting: ReturnType<typeof setTimeout> | undefined
  const forgetChoice = () => {
    clearTimeout(forgetting)
    setFresh(false)
    if (chosen().length > 0) chosenDone()
  }
  onCleanup(forgetChoice)
  const choose = (ids: readonly Id[]) => {
    clearTimeout(forgetting)
    setFresh(true)
    if (ids.length > 0) forgetting = setTimeout(forgetChoice, choiceKept)
    const inOrder = children().flatMap(({ id }) => (ids.includes(id) ? [id] : []))
    desk.composer.change((now) => withChildren(now, inOrder))
    if (wide()) desk.show()
  }
  /** Who was chosen to come or go is chosen no longer, unless something was begun to write about them. */
  const chosenDone = () => {
    if (!hasContent(draft())) desk.composer.change((now) => withChildren(now, []))
  }

  return (
    <div class="detail:grid detail:h-[calc(100dvh-var(--strip,0px))] detail:grid-cols-[minmax(0,1fr)_24rem]">
      <main
        id={desk.full() ? undefined : 'main'}
        hidden={desk.full()}
        class="flex min-h-0 flex-col px-gutter pb-36 rail:px-5 rail:pb-28 detail:overflow-y-auto detail:pb-0"
      >
        <header class="sticky top-0 z-10 -mx-gutter flex flex-wrap items-center gap-x-3 gap-y-1 bg-ground px-gutter py-2 rail:-mx-5 rail:px-5 detail:min-h-19 detail:shrink-0 huge:static">
          <div class="min-w-0 flex-1 basis-40">
            <ScreenTitle>{day()?.group.name ?? t('nav.group')}</ScreenTitle>
            <StandingLine since={group.offlineSince()}>
              {shortDay(today(), language(), today())}, {clock(minute())}
              <Show when={coming() > 0 && !closing()}> · {t('group.expected', coming())}</Show>
            </StandingLine>
          </div>
          <Show when={props.several}>
            <ButtonLink href="/" kind="quiet">
              {t('group.other')}
            </ButtonLink>
          </Show>
          <PhotoChoice onChoose={desk.addPhotos} />
          <OutboxChip connected={isHeard()} onChange={desk.change} onCompare={desk.compare} />
        </header>
        <div class="flex flex-wrap gap-2 pb-3">
          <Show when={day() && atTheDoor().length > 0}>
            <GroupMode inOut={inOut()} onTurn={forgetChoice} />
            <Show when={parts()} fallback={<span class="size-target" aria-hidden="true" />}>
              {(have) => {
                const { EvacuationLink } = have()
                return <EvacuationLink />
              }}
            </Show>
          </Show>
          <ScrollRow>
            <ReportBar />
            <AbsenceBar />
            <HandoverBar />
            <ActionBar />
          </ScrollRow>
          <Show when={day() && atTheDoor().length > 0}>
            <Show
              when={parts()}
              fallback={<span class="min-h-target w-60 rounded-control bg-notice" aria-hidden="true" />}
            >
              {(have) => {
                const { RatioBar } = have()
                return <RatioBar />
              }}
            </Show>
          </Show>
        </div>
        <Switch
          fallback={
            <Later>
              <TileBones />
            </Later>
          }
        >
          <Match when={group.error() && !day()}>
            <ErrorScreen
              title={t('error.screen')}
              error={group.error()}
              onRetry={() => void group.refresh()}
              safe={t('outbox.safe')}
            />
          </Match>
          <Match when={day() && atTheDoor().length === 0}>
            <Calm drawing="book" title={t('group.empty')}>
              <p>{t('group.emptyText')}</p>
            </Calm>
          </Match>
          <Match when={day()}>
            <Show when={closing()}>
              {(one) => (
                <p class="mb-3 flex items-center gap-2 rounded-control border border-hairline bg-inset p-3 text-sm">
                  <Icon of={calendarX} size="m" class="text-muted" />
                  {t('group.closed', one().name)}
                </p>
              )}
            </Show>
            <LeftHereNote />
            <Show when={parts()}>
              {(have) => {
                const { Conflicts } = have()
                return (
                  <Conflicts
                    onPutRight={(childId, stayId, draft) => setOpened({ childId, first: { stayId, draft } })}
                  />
                )
              }}
            </Show>
            <Show
              when={!inOut()}
              fallback={
                <Show
                  when={parts()}
                  fallback={
                    <Later>
                      <TileBones />
                    </Later>
                  }
                >
                  {(have) => {
                    const { InOutGrid, JustNow, LastSteps } = have()
                    return (
                      <>
                        <InOutGrid
                          children={atTheDoor()}
                          day={day()?.day ?? today()}
                          closed={closing() !== undefined}
                          onOpen={(childId) => setOpened({ childId })}
                        />
                        <Show when={!wide()}>
                          <section class="mt-6" aria-labelledby="last-steps">
                            <h2 id="last-steps" class="border-b border-hairline pb-2 text-sm text-muted">
                              {later('inOut.last')}
                            </h2>
                            <LastSteps most={4} />
                          </section>
                          <JustNow />
                        </Show>
                      </>
                    )
                  }}
                </Show>
              }
            >
              <GroupTools
                filter={filter()}
                onFilter={setFilter}
                counts={{
                  all: children().length,
                  lacking: lack().length,
                  refused: filtered(children(), 'refused', group.onItsWay(), me.person.id).length,
                  mine: mentored(children(), me.person.id).length,
                }}
                shown={shown().map(({ id }) => id)}
                chosen={chosen()}
                last={lastChosen()}
                onChoose={choose}
              />
              <Show when={shown().length > 0} fallback={<p class="text-muted">{t(nobody[filter()])}</p>}>
                <ChildGrid
                  children={shown()}
                  day={day()?.day ?? today()}
                  written={written}
                  standing={(id) => group.standings().get(id)}
                  closed={closing() !== undefined}
                  asks={(id) => asks().has(id)}
                  chosen={chosen()}
                  onChoose={choose}
                />
              </Show>
              <Show when={!closing() || chosen().length > 0}>
                <LackingBar
                  children={lack()}
                  chosen={chosen().length}
                  onChoose={() => choose(lack().map(({ id }) => id))}
                  onWrite={desk.show}
                  steps={
                    <Show when={fresh() && parts()}>
                      {(have) => {
                        const { ChosenSteps } = have()
                        return <ChosenSteps chosen={chosen()} onDone={chosenDone} />
                      }}
                    </Show>
                  }
                />
              </Show>
            </Show>
          </Match>
        </Switch>
      </main>
      <Show
        when={inOut() && !desk.full() && parts()}
        fallback={<DeskPane idle={<IdlePane />} back={t('tagging.backGroup')} />}
      >
        {(have) => {
          const { LastSteps } = have()
          return (
            <Show when={wide()}>
              <section
                aria-labelledby="last-steps"
                class="h-[calc(100dvh-var(--strip,0px))] min-h-0 overflow-y-auto border-l border-hairline bg-surface px-5 pb-24"
              >
                <h2 id="last-steps" class="pt-6 pb-2 text-lg font-title tracking-[-0.012em]">
                  {later('inOut.last')}
                </h2>
                <LastSteps most={8} />
              </section>
            </Show>
          )
        }}
      </Show>
      <Show when={opened() && parts()}>
        {(have) => {
          const { ChildDialog } = have()
          return (
            <Show when={opened()} keyed>
              {(asked) => (
                <ChildDialog childId={asked.childId} first={asked.first} onClose={() => setOpened(undefined)} />
              )}
            </Show>
          )
        }}
      </Show>
    </div>
  )
}

/** The children of the last post of the day. */
function latestPost(entries: readonly { postId: Id; childId: Id; postedAt: string }[]): Id[] {
  const last = [...entries].sort((a, b) => Date.parse(b.postedAt) - Date.parse(a.postedAt))[0]
  return last ? entries.flatMap(({ postId, childId }) => (postId === last.postId ? [childId] : [])) : []
}
