import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js'
import type { Session } from '../../backend/contract/account.ts'
import { deviceName } from '../../backend/contract/device-name.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, shortDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Chip } from '../ui/chip.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { check, laptop, smartphone } from '../ui/icons.ts'
import { Later } from '../ui/later.tsx'
import { announce } from '../ui/live-region.tsx'
import { SkeletonCards } from '../ui/skeleton.tsx'
import { SignOutOthers } from './sign-out-others.tsx'

const isPhone = /android|iphone|ipad|mobile/i

/** Where this person is signed in; every other device can be signed out, one or all. `changed` has it ask again. */
export function DeviceList(props: { changed: number }): JSX.Element {
  const t = useT()
  const [devices, setDevices] = createSignal<readonly Session[]>()
  const [error, setError] = createSignal<unknown>()
  const [busy, setBusy] = createSignal('')

  async function load(): Promise<void> {
    setError(undefined)
    try {
      setDevices((await call('sessions')).sessions)
    } catch (cause) {
      setError(() => cause)
    }
  }
  createEffect(
    on(
      () => props.changed,
      () => void load(),
    ),
  )

  const nameOf = (device: Session) => deviceName(device.device) || t('more.device.unknown')

  async function revoke(device: Session): Promise<void> {
    setBusy(device.id)
    setError(undefined)
    try {
      await call('revokeSession', { params: { sessionId: device.id } })
      setDevices((before) => before?.filter(({ id }) => id !== device.id))
      announce(t('more.device.done', nameOf(device)))
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy('')
    }
  }

  return (
    <>
      <Show when={error()}>
        <div class="mb-3">
          <ErrorNote error={error()} onRetry={load} />
        </div>
      </Show>
      <Show
        when={devices()}
        fallback={
          <Show when={!error()}>
            <Later>
              <SkeletonCards count={1} label={t('app.loading')} />
            </Later>
          </Show>
        }
      >
        {(list) => (
          <Card>
            <ul>
              <For each={list()}>
                {(device) => (
                  <li class="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-hairline p-4 first:border-t-0">
                    <Icon of={isPhone.test(device.device) ? smartphone : laptop} class="text-muted" />
                    <div class="min-w-40 grow">
                      <p class="font-strong wrap-anywhere">{nameOf(device)}</p>
                      <p class="text-sm text-muted">
                        {t(
                          'more.device.since',
                          shortDay(dayOf(device.createdAt), language(), today()),
                          clock(device.createdAt, language()),
                        )}
                      </p>
                      <p class="text-sm wrap-anywhere text-muted">{t('more.device.ip', device.ip)}</p>
                    </div>
                    <Show
                      when={!device.current}
                      fallback={
                        <Chip tone="present" icon={check}>
                          {t('more.device.this')}
                        </Chip>
                      }
                    >
                      <Button
                        kind="alert"
                        busy={busy() === device.id}
                        aria-label={t('more.device.signOut.of', nameOf(device))}
                        onClick={() => void revoke(device)}
                      >
                        {t('more.device.signOut')}
                      </Button>
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Card>
        )}
      </Show>
      <Show when={devices()?.some(({ current }) => !current)}>
        <div class="mt-3">
          <SignOutOthers onDone={() => void load()} onError={(cause) => setError(() => cause)} />
        </div>
      </Show>
    </>
  )
}
