import { createEffect, createMemo, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { TimelineItem } from '../../backend/contract/diary.ts'
import type { GuardianHandover } from '../../backend/contract/handover.ts'
import type { Id } from '../../backend/contract/values.ts'
import { once } from '../journal/plan-state.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { TimelineViewer } from '../photo/timeline-viewer.tsx'
import { go, isWide, where } from '../router.ts'
import { dayOf, daysAfter } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { ErrorNote, ErrorScreen } from '../ui/error-note.tsx'
import { Later } from '../ui/later.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { Switcher } from '../ui/switcher.tsx'
import { initials } from '../ui/tag.tsx'
import { DateTitle } from './date-title.tsx'
import { useDayWords } from './day-words.ts'
import type { Diary } from './diary-state.ts'
import { EmptyDiary } from './empty-diary.tsx'
import { Feed } from './feed.tsx'
import { HistoryEnd } from './history-end.tsx'
import { ItemPanel, isShown } from './item-panel.tsx'
import { goToFirstOf, isAtTop, keepPlace } from './keep-place.ts'
import { NewPill } from './new-pill.tsx'
import { Overview } from './overview.tsx'
import type { View } from './pages.ts'

const addressOf = (view: View) => {
  const query = new URLSearchParams({ ...(view.child && { child: view.child }), ...(view.day && { day: view.day }) })
  return query.size === 0 ? '/' : `/?${query}`
}

/** The timeline of one child or all, with the opened item beside it or in its place. */
export function TodayScreen(props: {
  diary: Diary
  opened: Id | null
  /** What can be done with a hand-over. */
  handover: (told: GuardianHandover) => { onChange?: () => void; onWithdraw?: () => void }
  notice?: JSX.Element
}): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  const [scrolled, setScrolled] = createSignal(scrollY > 8)
  const [error, setError] = createSignal<unknown>()

  const children = () => props.diary.children() ?? []
  const view = createMemo<View>(
    (before) => {
      if (props.opened !== null) return before
      const { query } = where()
      const child = children().find((child) => child.id === query.get('child'))?.id ?? null
      const day = query.get('day')
      return { child, day: day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) && day < today() ? day : null }
    },
    { child: null, day: null },
    { equals: (a, b) => a.child === b.child && a.day === b.day },
  )
  const chosen = () => children().filter((child) => view().child === null || child.id === view().child)
  // What is planned for tomorrow stands above all of it.
  const isAbove = (item: TimelineItem) =>
    view().day === null && item.kind === 'journal' && item.part === 'plan' && item.day === daysAfter(today(), 1)
  const items = () => once(props.diary.items(view()).filter((item) => !isAbove(item)))
  const page = () => props.diary.page(view())
  const held = () => props.diary.heldIn(view())
  const titled = () => view().day ?? today()
  const nameOf = (child: Id) => children().find(({ id }) => id === child)?.callName ?? ''
  const openedItem = () => {
    const found = props.diary.find(props.opened)
    return isShown(found) ? found : undefined
  }
  const pageName = () => {
    const item = openedItem()
    return item && t(item.kind === 'diary' ? 'item.title' : 'item.photosTitle', nameOf(item.childId))
  }
  const readable = () => chosen().some((child) => child.diary === 'readable' || child.photos === 'readable')

  async function load(): Promise<void> {
    setError(undefined)
    try {
      await props.diary.show(view())
    } catch (cause) {
      setError(() => cause)
    }
  }
  createEffect(on(view, () => void load()))

  const reveal = () => {
    if (view().day !== null) go(addressOf({ ...view(), day: null }))
    goToFirstOf(props.diary.reveal())
  }
  const choose = (child: Id | null) => {
    go(addressOf({ ...view(), child }), { replace: true, stay: true })
    scrollTo({ top: 0, behavior: 'instant' })
  }
  const onScroll = () => {
    setScrolled(scrollY > 8)
    if (scrollY < 8 && held() > 0 && view().day === null && props.opened === null) props.diary.reveal()
  }
  const newer = () => {
    void props.diary.newer(view(), keepPlace).catch((cause: unknown) => setError(() => cause))
  }

  onMount(() => {
    addEventListener('scroll', onScroll, { passive: true })
    props.diary.appearWhen(() => isAtTop() && view().day === null && props.opened === null)
  })
  onCleanup(() => {
    removeEventListener('scroll', onScroll)
    props.diary.appearWhen(() => true)
    props.diary.settle()
  })

  return (
    <>
      <header
        class={`sticky top-0 z-10 border-b bg-ground pt-[env(safe-area-inset-top)] transition-colors duration-(--dur-state) huge:static ${scrolled() ? 'border-hairline' : 'border-transparent'} ${props.opened === null ? '' : 'hidden detail:block'}`}
      >
        <Show when={children().length > 1} fallback={<div class="h-3" />}>
          <Switcher
            label={t('today.choose')}
            value={view().child}
            options={[
              { value: null, label: t('today.all') },
              ...children().map((child) => ({
                value: child.id,
                label: child.callName,
                tag: { id: child.id, initials: initials(child.callName) },
                count: view().child === child.id ? 0 : (props.diary.unreadOf()[child.id] ?? 0),
                countLabel: t('today.new.badge', props.diary.unreadOf()[child.id] ?? 0),
              })),
            ]}
            onChange={choose}
          />
        </Show>
      </header>
      <main
        id="main"
        class="grid items-start gap-8 px-gutter pb-6 detail:max-w-7xl detail:grid-cols-[minmax(0,var(--column-timeline))_minmax(20rem,1fr)]"
      >
        <div
          class={`min-w-0 max-w-timeline [overflow-anchor:none] ${props.opened === null ? '' : 'hidden detail:block'}`}
        >
          <NewPill count={held()} onReveal={reveal} />
          <DateTitle day={view().day} page={pageName()} onJump={(day) => go(addressOf({ ...view(), day }))} />
          {props.notice}
          <Show when={view().day !== null}>
            <div class="mb-4 flex flex-wrap gap-2">
              <Button onClick={() => go(addressOf({ ...view(), day: null }))}>{t('today.back')}</Button>
              <Show when={page()?.newer}>
                <Button kind="quiet" onClick={newer}>
                  {t('today.newer')}
                </Button>
              </Show>
            </div>
          </Show>
          <Switch
            fallback={
              <Later>
                <SkeletonCards count={3} label={t('today.loading')} />
              </Later>
            }
          >
            <Match when={error() !== undefined && page() === undefined}>
              <ErrorScreen title={t('today.failed')} error={error()} onRetry={load} />
            </Match>
            <Match when={page() && items().length === 0 && (view().day === null || !readable())}>
              <EmptyDiary children={chosen()} />
            </Match>
            <Match when={page()}>
              <Show when={error()}>
                <div class="mb-3">
                  <ErrorNote error={error()} onRetry={load} />
                </div>
              </Show>
              <Show when={readable() && !items().some((item) => dayOf(item.aboutAt) === titled())}>
                <p class="text-muted">
                  {view().day === null ? t('today.nothingToday') : t('today.nothingThatDay', days.long(titled()))}
                </p>
              </Show>
              <Feed
                items={items()}
                nameOf={nameOf}
                isFresh={(id) => props.diary.fresh().has(id)}
                titled={titled()}
                opened={props.opened}
                handover={props.handover}
                see={(ids) => props.diary.see(ids)}
              />
              <HistoryEnd
                older={page()?.older ?? null}
                kept={props.diary.fromDevice()}
                load={() => props.diary.older(view())}
              />
            </Match>
          </Switch>
        </div>
        <aside
          aria-label={props.opened === null ? t('aside.label') : (pageName() ?? t('item.diary'))}
          class={`min-w-0 detail:sticky detail:top-18 detail:block detail:max-h-[calc(100dvh-5.5rem)] detail:min-h-[calc(100dvh-5.5rem)] detail:overflow-y-auto detail:border-l detail:border-hairline detail:pl-8 ${props.opened === null ? 'hidden' : 'max-w-timeline'}`}
        >
          <Show when={props.opened} keyed fallback={<Overview children={chosen()} items={items()} />}>
            {(id) => (
              <ItemPanel
                item={openedItem()}
                level={isWide() ? 'h2' : 'h1'}
                name={nameOf(openedItem()?.childId ?? '')}
                onSeen={() => props.diary.see([id])}
              />
            )}
          </Show>
        </aside>
      </main>
      <TimelineViewer
        items={[...items(), ...(openedItem() ? [openedItem() as TimelineItem] : [])]}
        fresh={page() !== undefined && !props.diary.fromDevice()}
        failed={props.diary.failure() !== undefined}
        nameOf={nameOf}
      />
    </>
  )
}
