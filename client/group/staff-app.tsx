import { createMemo, createSignal, type JSX, lazy, Match, onCleanup, onMount, Switch } from 'solid-js'
import type { Me } from '../../backend/contract/account.ts'
import { HelpScreen, MoreScreen } from '../account/more.ts'
import { call, outOfReach, type Reply } from '../api.ts'
import { fetchEvacuation } from '../attendance/parts.ts'
import { now } from '../clock.ts'
import { askAhead, groupsKey, openOnly, takeGuess } from '../day-ahead.ts'
import { learn, useT } from '../locales/words.ts'
import { LocationsScreen } from '../location/parts.ts'
import { NotFound } from '../not-found.tsx'
import { lock, paired } from '../paired.ts'
import { UploadBar } from '../photo/upload-bar.tsx'
import { PolicyBanner } from '../policy/policy-banner.tsx'
import { isReading, Reading } from '../policy/reading.tsx'
import { go, match, where } from '../router.ts'
import { session } from '../session.ts'
import { storeOf } from '../store.ts'
import { fetchLock } from '../tablet-parts.ts'
import { Frame } from '../ui/frame.tsx'
import { briefcase, layoutGrid, menu, messages, notebookText } from '../ui/icons.ts'
import { DeskProvider } from './desk.tsx'
import { DrawnGroup } from './drawn-group.tsx'
import { GroupChoice } from './group-choice.tsx'
import { GroupProvider } from './group-day.tsx'
import { GroupMessages } from './group-messages.tsx'
import { GroupScreen } from './group-screen.tsx'
import { StaffWorkProvider } from './staff-work.tsx'

export { openWorkAhead } from './staff-work.tsx'

const fetchDay = () => import('../diary/staff-day.tsx').then((m) => ({ default: m.StaffDay }))
const StaffDay = lazy(fetchDay)
/** So long after the group is there the day is fetched ahead, so that it opens without a connection as well. */
const soonAfter = 2000
const JournalScreen = lazy(async () => {
  const [{ JournalScreen }] = await Promise.all([import('../journal/journal-screen.tsx'), learn('journal')])
  return { default: JournalScreen }
})
const GroupActions = lazy(async () => {
  const [{ GroupActions }] = await Promise.all([import('../action/group-actions.tsx'), learn('action')])
  return { default: GroupActions }
})
const EvacuationScreen = lazy(fetchEvacuation)
const Office = lazy(() => import('../office/office.tsx').then((m) => ({ default: m.Office })))

type Groups = Reply<'groups'>['groups']
/** Everything that the staff of a group use; made for a tablet that several share. */
export function StaffApp(props: { me: Me }): JSX.Element {
  const t = useT('staff')
  const officeWords = useT('office')
  const [groups, setGroups] = createSignal<Groups>()
  const [error, setError] = createSignal<unknown>()
  /** Of the group that was looked at last, as it was then. */
  const [waiting, setWaiting] = createSignal<{ in: string; reports: number }>()
  const [unread, setUnread] = createSignal(0)
  const role = () => {
    const current = session()
    return current.state === 'person' && current.role === 'manager' ? 'manager' : 'staff'
  }
  const store = storeOf(props.me.person.id, role())
  /** The only group that this device knew of, which was opened before the server said which there are. */
  let guessed = takeGuess()
  const take = (all: Groups) => {
    setGroups(all)
    return openOnly(store, all)
  }
  let closed = false
  onCleanup(() => (closed = true))
  const load = () =>
    call('groups').then(
      ({ groups }) => {
        setError(undefined)
        // What was wiped stays away.
        if (!closed) void store.write(groupsKey, groups, now())
        // Who works there no longer is not left there.
        const isWrong = guessed === groupId() && !groups.some(({ id }) => id === guessed)
        if (guessed && isWrong) go('/', { replace: true })
        take(groups)
      },
      async (failure: unknown) => {
        await recalled
        // Without a connection the way to the group and its evacuation list is as it was.
        if (!groups() || !outOfReach(failure)) setError(failure)
      },
    )
  const recalled = store
    .read<Groups>(groupsKey)
    .then((known) => {
      if (known && !groups()) guessed = take(known.value) ?? guessed
    })
    .catch(() => undefined)
  onMount(() => {
    void load()
    addEventListener('online', load)
    onCleanup(() => removeEventListener('online', load))
  })
  /** A tablet may lose its connection at once, and then counts who is there. */
  const ahead = () => (props.me.tablet ? 0 : soonAfter)
  onMount(() => setTimeout(() => void Promise.all([fetchDay(), fetchEvacuation()]).catch(() => undefined), ahead()))

  if (paired()) onMount(() => setTimeout(() => void fetchLock().catch(() => undefined), soonAfter))

  const onGrid = () => match('/group/:id', where().path)?.id
  const onDay = () => match('/group/:id/day', where().path)?.id
  const onJournal = () => match('/group/:id/journal', where().path)?.id
  const onList = () => match('/group/:id/evacuation', where().path)?.id
  const onActions = () => match('/group/:id/actions', where().path)?.id
  const onMessages = () => /^\/group\/([^/]+)\/messages(\/|$)/.exec(where().path)?.[1]
  const groupId = createMemo(() => onGrid() ?? onDay() ?? onList() ?? onJournal() ?? onActions() ?? onMessages())
  /** Where somebody is most likely waited for. */
  const likeliest = () => groups()?.find(({ conversations }) => conversations > 0) ?? groups()?.[0]
  const opened = groupId()
  if (opened) askAhead(store, opened)
  const lastGroup = createMemo<string | undefined>((before) => groupId() ?? before ?? likeliest()?.id)
  /** As the group was looked at last: writing, or noting who comes and goes. */
  const look = createMemo<string>((before) => (onGrid() ? where().query.get('show') : before) ?? '', '')
  const reports = () => {
    const id = lastGroup()
    const known = waiting()
    return known && known.in === id ? known.reports : groups()?.find((group) => group.id === id)?.reports
  }
  return (
    <div class="[--target:var(--target-staff)]">
      <Frame
        organisation={props.me.organisation.name}
        person={{ id: props.me.person.id, name: props.me.person.firstName, shape: 'square' }}
        nav={[
          {
            href: lastGroup() ? `/group/${lastGroup()}${look() && `?show=${look()}`}` : '/',
            label: t('nav.group'),
            icon: layoutGrid,
            also: '/group/:id/actions',
          },
          ...(lastGroup()
            ? [
                {
                  href: `/group/${lastGroup()}/day`,
                  label: t('nav.day'),
                  icon: notebookText,
                  count: reports(),
                  countLabel: t('photoReports.waiting', reports() ?? 0),
                },
                {
                  href: `/group/${lastGroup()}/messages`,
                  under: `/group/${lastGroup()}/messages`,
                  label: t('nav.messages'),
                  icon: messages,
                  count: unread(),
                  countLabel: t('nav.messages.unread', unread()),
                },
              ]
            : []),
          ...(role() === 'manager'
            ? [{ href: '/office', label: officeWords('nav.office'), icon: briefcase, under: '/office' }]
            : []),
          { href: '/more', label: t('nav.more'), icon: menu, also: ['/help', '/location'], under: '/policies' },
        ]}
        full={onMessages() !== undefined && !match('/group/:id/messages', where().path)}
        onLock={props.me.tablet ? lock : undefined}
        strip={<PolicyBanner />}
      >
        <StaffWorkProvider me={props.me}>
          <UploadBar />
          <Switch fallback={<NotFound />}>
            <Match when={where().path === '/'}>
              <GroupChoice groups={groups()} error={error()} onRetry={() => void load()} />
            </Match>
            <Match when={role() === 'manager' && where().path.startsWith('/office')}>
              <Office me={props.me} />
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
            <Match when={groupId()} keyed>
              {(id) => (
                <DrawnGroup>
                  {(usesKept) => (
                    <GroupProvider
                      groupId={id}
                      role={role()}
                      store={store}
                      usesKept={usesKept()}
                      onReports={(reports) => setWaiting({ in: id, reports })}
                      onUnread={setUnread}
                    >
                      <DeskProvider>
                        <Switch fallback={<GroupScreen several={(groups()?.length ?? 0) > 1} />}>
                          <Match when={onDay()}>
                            <StaffDay />
                          </Match>
                          <Match when={onJournal()}>
                            <JournalScreen />
                          </Match>
                          <Match when={onList()}>
                            <EvacuationScreen />
                          </Match>
                          <Match when={onActions()}>
                            <GroupActions />
                          </Match>
                          <Match when={onMessages()}>
                            <GroupMessages role={role()} />
                          </Match>
                        </Switch>
                      </DeskProvider>
                    </GroupProvider>
                  )}
                </DrawnGroup>
              )}
            </Match>
          </Switch>
        </StaffWorkProvider>
      </Frame>
    </div>
  )
}
