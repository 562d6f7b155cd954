import { createEffect, createSignal, For, type JSX, on, onCleanup, onMount, Show } from 'solid-js'
import type { PairedTablet } from '../../backend/contract/tablet.ts'
import { useT } from '../locales/words.ts'
import { paired } from '../paired.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { arrowLeft, lock } from '../ui/icons.ts'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { online } from '../ui/online.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { initials, Tag } from '../ui/tag.tsx'
import { Finishing } from './finishing.tsx'
import { type LeftHere, leftHere } from './left-here.ts'
import { PinPad } from './pin-pad.tsx'
import { askAgain, letIn, type Refused, worker } from './way-in.ts'

type Somebody = PairedTablet['people'][number]

const askEvery = 60_000

/** What a tablet of a group shows that nobody works on: who may say here who that is. Nothing of what was open is behind it. */
export function LockScreen(): JSX.Element {
  const t = useT('tablet')
  const common = useT()
  const [chosen, setChosen] = createSignal<Somebody>()
  const [answered, setAnswered] = createSignal(true)
  /** How much of who worked here is still on its way. */
  const [waiting, setWaiting] = createSignal(0)
  /** How much waits of whom, until that one is back. */
  const [left, setLeft] = createSignal<readonly LeftHere[]>([])
  const [sends, setSends] = createSignal(true)
  const alone = () => !online() || !answered()
  const last = () => paired()?.last?.person
  const former = () => worker()?.person ?? last()

  const ask = async () => void setAnswered(await askAgain())
  onMount(() => {
    const timer = setInterval(() => void ask(), askEvery)
    addEventListener('online', ask)
    onCleanup(() => {
      clearInterval(timer)
      removeEventListener('online', ask)
    })
  })
  // Also when a session ended: it may have because of another PIN.
  createEffect(on(worker, () => void ask()))
  createEffect(on([worker, waiting], async ([now]) => setLeft(await leftHere(now?.person.id))))
  const mayOpen = ({ id, pin }: Somebody) => pin !== null && (!alone() || id === last()?.id)

  return (
    <div class="min-h-dvh [--target:var(--target-staff)]">
      <Show when={sends() && worker()}>{(me) => <Finishing me={me()} onWaiting={setWaiting} />}</Show>
      <Show when={alone()}>
        <OfflineStrip>{common('offline.plain')}</OfflineStrip>
      </Show>
      <main id="main" class="mx-auto w-full max-w-[56rem] px-gutter py-8">
        <div class="flex items-center gap-3">
          <Icon of={lock} />
          <p class="min-w-0 text-sm text-muted wrap-anywhere">
            {paired()?.name}, {paired()?.location}
          </p>
        </div>
        <Show
          when={chosen()}
          keyed
          fallback={
            <>
              <div class="mt-3">
                <ScreenTitle>{t('lock.title')}</ScreenTitle>
              </div>
              <p class="mt-1 text-muted text-pretty">{t(alone() ? 'lock.intro.alone' : 'lock.intro')}</p>
              <Waiting waiting={waiting()} left={left()} name={former()?.firstName ?? ''} />
              <ul class="mt-6 grid grid-cols-[repeat(auto-fill,minmax(min(100%,13rem),1fr))] gap-3">
                <For each={paired()?.people}>
                  {(person) => (
                    <li>
                      <button
                        type="button"
                        disabled={!mayOpen(person)}
                        onClick={() => setChosen(person)}
                        class="flex min-h-20 w-full items-center gap-3 rounded-card border border-control bg-surface p-3 text-left text-lg font-strong transition-colors duration-(--dur-press) not-disabled:hover:bg-inset disabled:cursor-not-allowed disabled:bg-inset disabled:text-muted"
                      >
                        <Tag
                          id={person.id}
                          initials={initials(person.firstName)}
                          shape="square"
                          size="l"
                          grey={!mayOpen(person)}
                        />
                        <span class="min-w-0 wrap-anywhere">
                          {person.firstName}
                          <Show when={person.pin === null}>
                            <span class="block text-sm font-normal text-pretty">
                              <span class="font-strong">{t('lock.blocked')}</span>. {t('lock.blocked.then')}
                            </span>
                          </Show>
                        </span>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
              <Show when={paired()?.people.length === 0}>
                <p class="mt-6 rounded-card border border-hairline bg-surface p-4 text-pretty">{t('lock.nobody')}</p>
              </Show>
              <Show when={!alone()}>
                <div class="mt-8">
                  <ButtonLink kind="quiet" href="/sign-in?password">
                    {t('lock.password')}
                  </ButtonLink>
                </div>
              </Show>
            </>
          }
        >
          {(person) => (
            <Identify
              person={person}
              ahead={former()?.id !== person.id ? waiting() : 0}
              former={former()?.firstName ?? ''}
              onTry={async (pin) => {
                // What was sent for somebody else stops before the session is another's.
                setSends(false)
                try {
                  return await letIn(person.id, pin)
                } finally {
                  setSends(true)
                }
              }}
              onBack={() => setChosen(undefined)}
            />
          )}
        </Show>
      </main>
    </div>
  )
}

const isAlone = ({ why }: Refused) => why === 'spent' || why === 'gone' || why === 'no_connection'

/** What of the former is on its way, or waits. */
function Waiting(props: { waiting: number; left: readonly LeftHere[]; name: string }): JSX.Element {
  const t = useT('tablet')
  return (
    <div role="status" class="mt-2 text-sm text-pretty text-muted empty:hidden">
      <Show when={props.waiting > 0}>
        <p>{t('lock.sending', props.name, props.waiting)}</p>
      </Show>
      <For each={props.left}>{({ person, sends }) => <p>{t('lock.left', person.firstName, sends.length)}</p>}</For>
    </div>
  )
}

/** Asks one person for the PIN, once what of another is on its way has gone, or may wait. */
function Identify(props: {
  person: Somebody
  /** How much of another is still on its way, and whose. */
  ahead: number
  former: string
  onTry: (pin: string) => Promise<Refused | undefined>
  onBack: () => void
}): JSX.Element {
  const t = useT('tablet')
  const [busy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<Refused>()
  const [notNow, setNotNow] = createSignal(false)
  const [blockedUntil, setBlockedUntil] = createSignal(0)
  const waits = () => props.ahead > 0 && !notNow()
  // What is closed without a connection is asked of the server once there is one.
  createEffect(
    on(online, (is) => is && queueMicrotask(() => setRefused((why) => (why && isAlone(why) ? undefined : why))), {
      defer: true,
    }),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))

  async function attempt(pin: string): Promise<void> {
    setBusy(true)
    setRefused(undefined)
    const why = await props.onTry(pin)
    setRefused(why)
    setBusy(false)
    if (why?.why !== 'wait') return
    setBlockedUntil(Date.now() + why.seconds * 1000)
    timer = setTimeout(() => setBlockedUntil(0), why.seconds * 1000)
  }
  const words = (why: Refused): string => {
    if (why.why === 'wait') return t('pin.wait', Math.ceil(why.seconds / 60))
    return why.why === 'error' ? '' : t(`pin.${why.why}`)
  }
  return (
    <div class="mx-auto mt-3 grid w-full max-w-[22rem] grid-cols-[minmax(0,1fr)] gap-4">
      <div class="grid justify-items-center gap-2 text-center">
        <Tag id={props.person.id} initials={initials(props.person.firstName)} shape="square" size="l" />
        <ScreenTitle>{t('pin.title', props.person.firstName)}</ScreenTitle>
        <p class="text-muted">{t('pin.intro')}</p>
      </div>
      <Show
        when={waits()}
        fallback={
          <>
            <PinPad busy={busy()} disabled={blockedUntil() > 0} onPin={attempt} />
            <Show when={refused()}>
              {(why) => (
                <Show when={words(why())} fallback={<ErrorNote error={(why() as { error?: unknown }).error} />}>
                  <p role="alert" class="rounded-control border border-alert-edge bg-alert-tint p-3 text-sm">
                    {words(why())}
                  </p>
                </Show>
              )}
            </Show>
          </>
        }
      >
        <div class="grid gap-3 rounded-card border border-hairline bg-surface p-4">
          <p role="status">{t('lock.sending', props.former, props.ahead)}</p>
          <Button onClick={() => setNotNow(true)}>{t('lock.goOn')}</Button>
          <p class="text-sm text-pretty text-muted">{t('lock.goOn.text', props.former)}</p>
        </div>
      </Show>
      <Button kind="quiet" icon={arrowLeft} disabled={busy()} onClick={() => props.onBack()}>
        {t('pin.other')}
      </Button>
    </div>
  )
}
