import {
  createEffect,
  createMemo,
  createSignal,
  type JSX,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js'
import type { Me } from '../backend/contract/account.ts'
import type { ChildConsents } from '../backend/contract/consent.ts'
import type { GuardianEvent } from '../backend/contract/live.ts'
import { TodayAbsences } from './absence/today-absences.tsx'
import { HelpScreen, MoreScreen } from './account/more.ts'
import { createAnswering } from './action/answering.ts'
import { LaterLane } from './action/later-lane.tsx'
import { call } from './api.ts'
import { PresenceChips } from './attendance/presence-chips.tsx'
import { now } from './clock.ts'
import { OpenChoices } from './consent/open-choices.tsx'
import type { GuardianMail } from './conversation/guardian-mail.ts'
import { useDayWords } from './diary/day-words.ts'
import { DiaryOpening } from './diary/diary-opening.tsx'
import { createDiary } from './diary/diary-state.ts'
import { isAtTop, keepPlace } from './diary/keep-place.ts'
import { TodayScreen } from './diary/today-screen.tsx'
import { createHandovers, isOpen } from './handover/handovers.ts'
import { TodayHandovers } from './handover/today-handovers.tsx'
import { TomorrowPlans } from './journal/tomorrow-plans.tsx'
import { openLive } from './live.ts'
import { language, learn, useT } from './locales/words.ts'
import { LocationsScreen } from './location/parts.ts'
import { today } from './minute.ts'
import { NotFound } from './not-found.tsx'
import { PolicyBanner } from './policy/policy-banner.tsx'
import { isReading, Reading } from './policy/reading.tsx'
import { match, where } from './router.ts'
import { signedOut, stillKnown } from './session.ts'
import { storeOf } from './store.ts'
import { clock, dayOf } from './time.ts'
import { Frame } from './ui/frame.tsx'
import { images, menu, messages, shieldCheck, sun } from './ui/icons.ts'
import { announce } from './ui/live-region.tsx'
import { OfflineStrip } from './ui/offline-strip.tsx'

const AbsenceScreen = lazy(async () => {
  const [{ AbsenceScreen }] = await Promise.all([import('./absence/absence-screen.tsx'), learn('absence')])
  return { default: AbsenceScreen }
})
const ActionsScreen = lazy(async () => {
  const [{ ActionsScreen }] = await Promise.all([import('./action/actions-screen.tsx'), learn('action')])
  return { default: ActionsScreen }
})
const ConsentsScreen = lazy(() => import('./consent/consents-screen.tsx').then((m) => ({ default: m.ConsentsScreen })))
const AlbumScreen = lazy(() => import('./photo/album-screen.tsx').then((m) => ({ default: m.AlbumScreen })))
const MessagesScreen = lazy(async () => {
  const [{ GuardianMessages }] = await Promise.all([
    import('./conversation/guardian-messages.tsx'),
    learn('conversation'),
  ])
  return { default: GuardianMessages }
})
const ReadsScreen = lazy(() => import('./child/reads-screen.tsx').then((m) => ({ default: m.ReadsScreen })))

const patience = 3000
/** So long after the first screen the conversations are fetched, for how many were not read and for what waits to be sent. */
const soonAfter = 1500

/** Everything a guardian uses. */
export function GuardianApp(props: { me: Me }): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  const store = storeOf(props.me.person.id, 'guardian')
  const diary = createDiary(store, now)
  const [mail, setMail] = createSignal<GuardianMail>()
  const [offline, setOffline] = createSignal(false)
  const [photosChanged, setPhotosChanged] = createSignal(0)
  const live = openLive({
    role: 'guardian',
    apply(mine) {
      if (isAtTop()) diary.apply(mine)
      else keepPlace(() => diary.apply(mine))
      mail()?.apply(mine)
      say(mine)
      if (mine.some(({ type }) => type.startsWith('photos.'))) setPhotosChanged((count) => count + 1)
      if (mine.some((event) => event.type === 'own.consents_changed')) void live.refresh()
    },
    async snapshot() {
      const heads = await diary.snapshot()
      setPhotosChanged((count) => count + 1)
      // After the heads: what it brings is as new as they are, or newer.
      await mail()?.refetch()
      return heads
    },
    typing: (typing) => mail()?.heardTyping(typing),
    signedOut: () => void signedOut(),
    stillKnown,
    now,
  })

  function say(events: GuardianEvent[]): void {
    const [entries, photos] = [new Map<string, number>(), new Map<string, number>()]
    const add = (to: Map<string, number>, child: string, count: number) => to.set(child, (to.get(child) ?? 0) + count)
    const nameOf = (child: string) => diary.children()?.find(({ id }) => id === child)?.callName ?? ''
    for (const event of events) {
      if (event.type === 'diary.removed' || event.type === 'photos.removed') announce(t('today.removed.said'))
      if (event.type === 'journal.posted') announce(t('journal.said', event.item.group))
      if (event.type === 'handover.seen') announce(t('today.handover.seen.said', nameOf(event.item.childId)))
      if (event.type === 'action.asked') announce(t('actions.said', nameOf(event.item.childId), event.item.text))
      if (event.type === 'absence.seen') announce(t('today.absences.seen.said', nameOf(event.item.childId)))
      if (event.type === 'message.sent' && event.message.authorId !== props.me.person.id)
        announce(t('nav.messages.said', event.message.author, event.conversation.child.callName))
      if (event.type === 'diary.posted') add(entries, event.item.childId, 1)
      if (event.type === 'photos.posted') add(photos, event.item.childId, event.item.photos.length)
    }
    for (const [child, count] of entries) announce(t('today.new.said', count, nameOf(child)))
    for (const [child, count] of photos) announce(t('today.new.photos.said', count, nameOf(child)))
  }

  const [consents, setConsents] = createSignal<readonly ChildConsents[]>([])
  // Also on the way back from where they are decided.
  const choicesMade = createMemo(() => `${diary.consentsChanged()} ${where().path === '/consents'}`)
  createEffect(
    on(choicesMade, () => {
      void call('consents').then(
        (reply) => keepPlace(() => setConsents(reply.children)),
        () => undefined,
      )
    }),
  )

  let opening: Promise<GuardianMail> | undefined
  let closed = false
  /** The conversations come after the first screen, with what waits to be sent. */
  async function openMail(): Promise<void> {
    if (opening || closed) return
    opening = import('./conversation/guardian-mail.ts').then(({ openGuardianMail }) =>
      openGuardianMail({
        person: props.me.person.id,
        store,
        types: (id) => live.types(id),
        answered: diary.tookAnswer,
      }),
    )
    try {
      const opened = await opening
      if (closed) return
      setMail(opened)
      await opened.refetch().catch(() => undefined)
    } catch (error) {
      console.error('The conversations could not be opened.', error)
      opening = undefined
    }
  }
  createEffect(
    on(live.connected, (connected) =>
      queueMicrotask(() => {
        if (!connected) return
        if (opening) mail()?.outbox.nudge()
        else if (asked) void openMail()
      }),
    ),
  )
  let asked = false
  const askForMail = () => {
    asked = true
    void openMail()
  }
  const answering = createAnswering(diary, mail, () => {
    askForMail()
    return opening!
  })
  const soon = setTimeout(askForMail, soonAfter)
  const onMessages = createMemo(() => where().path === '/messages' || where().path.startsWith('/messages/'))
  createEffect(on(onMessages, (here) => here && queueMicrotask(askForMail)))

  onMount(() => {
    void diary.open()
    void live.refresh()
  })
  onCleanup(() => {
    closed = true
    clearTimeout(soon)
    live.close()
    diary.close()
    void opening?.then((opened) => opened.close())
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(live.connected, (connected) => {
      clearTimeout(timer)
      timer = setTimeout(() => setOffline(!connected), connected ? 0 : patience)
    }),
  )
  onCleanup(() => clearTimeout(timer))

  const dataAt = () => live.heardAt() ?? diary.dataAt()
  const sinceWhen = (at: number) =>
    dayOf(at) === today()
      ? t('offline.since', clock(at, language()))
      : t('offline.sinceDay', days.long(dayOf(at)), clock(at, language()))
  const unread = () => Object.values(diary.unreadOf()).reduce((sum, count) => sum + count, 0)
  const waiting = () => answering.waiting(null).length
  const mailWords = () => {
    const [unread, proposals] = [mail()?.unread() ?? 0, mail()?.proposals() ?? 0]
    if (proposals === 0) return t('nav.messages.unread', unread)
    const asked = t('nav.messages.proposals', proposals)
    return unread === 0 ? asked : `${t('nav.messages.unread', unread)}, ${asked}`
  }
  const badge = () => (where().path === '/' ? 0 : unread()) + waiting()
  const badgeWords = () =>
    waiting() === 0 ? t('today.new.badge', unread()) : t('actions.badge', waiting(), badge() - waiting())
  const item = () => match('/item/:id', where().path)
  const handovers = createHandovers(diary)
  /** Known of a child about whom this guardian decides; of others the server says so. */
  const isClosed = (child: string) =>
    consents()
      .find((one) => one.mayDecide && one.child.id === child)
      ?.purposes.find(({ purpose }) => purpose === 'diary')?.inForce === false
  const childAsked = () => {
    const asked = where().query.get('child')
    return diary.children()?.find(({ id }) => id === asked)?.id ?? null
  }

  return (
    <Frame
      organisation={props.me.organisation.name}
      person={{ id: props.me.person.id, name: props.me.person.firstName, shape: 'round' }}
      nav={[
        {
          href: '/',
          label: t('nav.today'),
          icon: sun,
          also: '/item/:id',
          under: '/absence',
          count: badge(),
          countLabel: badgeWords(),
        },
        { href: '/photos', label: t('nav.photos'), icon: images },
        {
          href: '/messages',
          label: t('nav.messages'),
          icon: messages,
          under: '/messages',
          count: (mail()?.unread() ?? 0) + (mail()?.proposals() ?? 0),
          countLabel: mailWords(),
        },
        {
          href: '/consents',
          label: t('nav.consents'),
          short: t('nav.consents.short'),
          icon: shieldCheck,
          also: '/reads/:childId',
        },
        {
          href: '/more',
          label: t('nav.more'),
          icon: menu,
          also: ['/help', '/location', '/actions'],
          under: '/policies',
        },
      ]}
      full={where().path.startsWith('/messages/')}
      strip={
        <>
          <Show when={offline() && diary.children()}>
            <OfflineStrip above>
              <Show when={dataAt()} fallback={t('offline.plain')}>
                {(at) => sinceWhen(at())}
              </Show>
            </OfflineStrip>
          </Show>
          <PolicyBanner />
        </>
      }
    >
      <Switch fallback={<NotFound />}>
        <Match when={where().path === '/' || item()}>
          <Show
            when={diary.children()}
            fallback={<DiaryOpening failure={diary.failure()} onRetry={() => void live.refresh()} />}
          >
            <TodayScreen
              diary={diary}
              opened={item()?.id ?? null}
              handover={(told) =>
                isOpen(told)
                  ? {
                      onChange: () => handovers.setOpened({ child: told.childId, day: told.day }),
                      onWithdraw: () => handovers.withdrawal.begin(told),
                    }
                  : {}
              }
              notice={
                <>
                  <Show when={!where().query.get('day')}>
                    <LaterLane answering={answering} child={childAsked()} />
                    <PresenceChips diary={diary} child={childAsked()} />
                    <TomorrowPlans diary={diary} child={childAsked()} />
                    <TodayAbsences diary={diary} child={childAsked()} />
                    <TodayHandovers
                      diary={diary}
                      person={props.me.person.id}
                      mail={mail()}
                      child={childAsked()}
                      isClosed={isClosed}
                      of={handovers}
                    />
                  </Show>
                  <OpenChoices children={consents()} link />
                </>
              }
            />
          </Show>
        </Match>
        <Match when={where().path === '/absence'}>
          <Show
            when={diary.children()}
            fallback={<DiaryOpening failure={diary.failure()} onRetry={() => void live.refresh()} />}
          >
            <AbsenceScreen diary={diary} />
          </Show>
        </Match>
        <Match when={where().path === '/actions'}>
          <Show
            when={diary.children()}
            fallback={<DiaryOpening failure={diary.failure()} onRetry={() => void live.refresh()} />}
          >
            {(children) => <ActionsScreen answering={answering} children={children()} />}
          </Show>
        </Match>
        <Match when={onMessages()}>
          <Show when={mail()}>{(opened) => <MessagesScreen mail={opened()} />}</Show>
        </Match>
        <Match when={where().path === '/photos'}>
          <AlbumScreen
            person={props.me.person.id}
            children={diary.children()}
            changed={photosChanged()}
            offline={offline()}
          />
        </Match>
        <Match when={where().path === '/consents'}>
          <ConsentsScreen changed={diary.consentsChanged()} />
        </Match>
        <Match when={match('/reads/:childId', where().path)}>
          {(place) => <ReadsScreen childId={place().childId ?? ''} changed={diary.consentsChanged()} />}
        </Match>
        <Match when={where().path === '/location'}>
          <LocationsScreen />
        </Match>
        <Match when={where().path === '/help'}>
          <HelpScreen />
        </Match>
        <Match when={isReading()}>
          <Reading />
        </Match>
        <Match when={where().path === '/more'}>
          <MoreScreen />
        </Match>
      </Switch>
    </Frame>
  )
}
