import { type Component, createEffect, createMemo, type JSX, lazy, Match, on, Show, Suspense, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Me } from '../backend/contract/account.ts'
import type { Role } from '../backend/contract/route.ts'
import { notForLong, openAhead } from './day-ahead.ts'
import { learn, type Part, useT } from './locales/words.ts'
import { lockWhenIdle } from './lock-when-idle.ts'
import { lock, locked, paired, untouchedFor } from './paired.ts'
import { arrival, isOpenPlace, type OpenPlace, where } from './router.ts'
import { leftAlone, openSession, session, sessionFailure } from './session.ts'
import { fetchLock, fetchPairing } from './tablet-parts.ts'
import { ErrorScreen } from './ui/error-note.tsx'
import { LiveRegion } from './ui/live-region.tsx'
import { UpdatePrompt } from './update-prompt.tsx'

const SignInScreen = lazy(() => import('./account/sign-in-screen.tsx').then((m) => ({ default: m.SignInScreen })))
const OfficeApp = lazy(async () => {
  const [{ OfficeApp }] = await Promise.all([import('./office/office-app.tsx'), learn('office')])
  return { default: OfficeApp }
})
const GateScreen = lazy(async () => {
  const [{ GateScreen }] = await Promise.all([import('./account/gate-screen.tsx'), learn('account')])
  return { default: GateScreen }
})
const WelcomeApp = lazy(async () => {
  const [{ WelcomeApp }] = await Promise.all([import('./welcome/welcome-app.tsx'), learn('account'), learn('guardian')])
  return { default: WelcomeApp }
})
const GuardianApp = lazy(async () => {
  const [{ GuardianApp }] = await Promise.all([import('./guardian-app.tsx'), learn('guardian')])
  return { default: GuardianApp }
})

/** After how many minutes untouched this device is closed; on no device of a group never. */
const idleMinutes = (me: Me) => (me.tablet ?? paired())?.idleMinutes

/** Whoever is at work on this device, unless it is locked or is about to be. */
function atWorkHere() {
  const now = session()
  if (now.state !== 'person' || locked()) return undefined
  const minutes = idleMinutes(now.me)
  return minutes !== undefined && untouchedFor(minutes) ? undefined : now
}

/** The screens of a group, and what whoever is at work begins with: it is read while they still come, and nothing of it behind the lock. */
async function fetchStaffApp(...words: Part[]) {
  const atWork = atWorkHere()
  const fetching = import('./group/staff-app.tsx')
  const [{ StaffApp }] = await Promise.all([
    fetching,
    ...words.map(learn),
    atWork && notForLong(openAhead(atWork.me.person.id, atWork.role)),
    atWork && fetching.then(({ openWorkAhead }) => notForLong(openWorkAhead(atWork.me, atWork.role))),
  ])
  return { default: StaffApp }
}
const StaffApp = lazy(() => fetchStaffApp('staff'))
/** A manager has the groups, and an office beside them. */
const ManagerApp = lazy(() => fetchStaffApp('staff', 'office'))

/** What a tablet of a group shows before somebody says who that is. */
const LockScreen = lazy(async () => ({ default: (await fetchLock()).LockScreen }))

const openScreen = (load: () => Promise<{ Screen: Component }>) =>
  lazy(async () => {
    const [{ Screen }] = await Promise.all([load(), learn('account')])
    return { default: Screen }
  })
const openScreens: Record<OpenPlace, Component> = {
  '/invitation': openScreen(() => import('./account/invitation-screen.tsx')),
  '/forgotten': openScreen(() => import('./account/forgotten-screen.tsx')),
  '/reset': openScreen(() => import('./account/reset-screen.tsx')),
  '/tablet': lazy(async () => ({ default: (await fetchPairing()).PairScreen })),
}

const apps: Record<Role, typeof GuardianApp> = {
  guardian: GuardianApp,
  staff: StaffApp,
  manager: ManagerApp,
  administration: OfficeApp,
  privacy_officer: OfficeApp,
}

/** Somebody who is a guardian here and has not gone through the first steps. */
const isNew = (me: Me, role: Role) => role === 'guardian' && !me.welcomed

/** What somebody uses in a role. */
const appOf = (me: Me, role: Role) => (me.gate ? GateScreen : isNew(me, role) ? WelcomeApp : apps[role])

/** Begins to fetch what whoever was here last uses, while the words of the page still come. */
export function fetchAppAhead(): void {
  const now = session()
  if (now.state === 'person')
    void appOf(now.me, now.role)
      .preload()
      .catch(() => undefined)
}

const patience = 20

/** Scrolls to where the reader was and gives the focus back, once the page is tall enough. */
function restore(scroll: number, focus: string, tries = patience): void {
  scrollTo({ top: scroll, behavior: 'instant' })
  const target = focus === '' ? null : document.getElementById(focus)
  target?.focus({ preventScroll: true })
  const there = Math.abs(scrollY - scroll) < 2 && (focus === '' || target)
  if (!there && tries > 0) requestAnimationFrame(() => restore(scroll, focus, tries - 1))
}

/** The whole app: who is it, and what does this person use. */
export function App(): JSX.Element {
  const t = useT()
  const person = createMemo(() => {
    const current = session()
    return current.state === 'person' ? current : undefined
  })
  const who = createMemo(() => {
    const current = person()
    if (!current) return undefined
    const { me, role } = current
    return [me.person.id, role, me.gate ?? '', isNew(me, role)].join(' ')
  })
  const open = createMemo(() => {
    const { path } = where()
    return isOpenPlace(path) ? path : undefined
  })
  /** Nobody's yet, or hidden; unless somebody signs in there with a password. */
  const locks = createMemo(() => {
    if (!paired()) return false
    const now = session()
    // Whoever is still at work here behind the lock stays behind it, whatever the address says.
    if (now.state === 'person') return !!now.me.tablet && locked()
    if (where().path === '/sign-in' && where().query.has('password')) return false
    return now.state === 'nobody' || sessionFailure() !== undefined
  })
  const Chosen = () => {
    const first = person()
    if (!first) return null
    // An own session on it is left rather than locked: no PIN is asked for it.
    const minutes = idleMinutes(first.me)
    if (minutes !== undefined) lockWhenIdle(minutes, first.me.tablet ? lock : () => void leftAlone())
    return <Dynamic component={appOf(first.me, first.role)} me={(person() ?? first).me} />
  }
  createEffect(
    on(arrival, ({ moved, scroll, focus }) => {
      if (moved && scroll !== null) requestAnimationFrame(() => restore(scroll, focus))
    }),
  )
  return (
    <>
      <Suspense>
        <Switch>
          <Match when={open()}>{(place) => <Dynamic component={openScreens[place()]} />}</Match>
          <Match when={locks()}>
            <LockScreen />
          </Match>
          <Match when={who()} keyed>
            {(_who) => <Chosen />}
          </Match>
          <Match when={session().state === 'nobody'}>
            <SignInScreen />
          </Match>
          <Match when={sessionFailure()}>
            <main id="main" class="mx-auto max-w-timeline px-gutter">
              <h1 class="sr-only">{t('app.name')}</h1>
              <ErrorScreen title={t('error.screen')} error={sessionFailure()} onRetry={() => void openSession()} />
            </main>
          </Match>
        </Switch>
      </Suspense>
      <UpdatePrompt />
      {/* What was said to one is not read to the next, nor from behind the lock. */}
      <Show when={locks() ? undefined : (person()?.me.person.id ?? 'nobody')} keyed>
        {(_whose) => <LiveRegion />}
      </Show>
    </>
  )
}
