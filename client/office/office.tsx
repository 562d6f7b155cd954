import { createMemo, For, type JSX, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Me } from '../../backend/contract/account.ts'
import { useT } from '../locales/words.ts'
import { NotFound } from '../not-found.tsx'
import { where } from '../router.ts'
import { session } from '../session.ts'
import { Icon } from '../ui/icon.tsx'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { officeScreenAt, officeScreens } from './screens.ts'

/** The first page of the office, or the screen that was opened from it. */
export function Office(props: { me: Me }): JSX.Element {
  const t = useT('office')
  const role = () => {
    const current = session()
    return current.state === 'person' ? current.role : undefined
  }
  const mine = () => officeScreens.filter(({ roles }) => roles.some((one) => one === role()))
  const opened = createMemo(() => {
    const found = officeScreenAt(where().path)
    return found && mine().includes(found.screen) ? found : undefined
  })
  const isHome = () => where().path === '/' || where().path === '/office'
  return (
    <Show
      when={isHome()}
      fallback={
        <Show when={opened()} fallback={<NotFound />}>
          {(found) => <Dynamic component={found().screen.screen} me={props.me} params={found().params} />}
        </Show>
      }
    >
      <main id="main" class="px-gutter pt-6 pb-10">
        <ScreenTitle>{t('office.title')}</ScreenTitle>
        <p class="mt-1 text-muted">{props.me.organisation.name}</p>
        <ul class="mt-5 grid max-w-5xl grid-cols-[minmax(0,1fr)] gap-3 rail:grid-cols-2 detail:grid-cols-3">
          <For each={mine()}>
            {(one) => (
              <li class="min-w-0">
                <a
                  href={one.path}
                  class="flex h-full min-h-target min-w-0 items-start gap-3 rounded-card border border-hairline bg-surface p-4 hover:bg-inset huge:flex-col"
                >
                  <Icon of={one.icon} class="mt-0.5 shrink-0 text-accent" />
                  <span class="min-w-0">
                    <span class="block font-strong wrap-anywhere hyphens-auto">{t(one.title)}</span>
                    <span class="mt-0.5 block text-sm text-pretty text-muted">{t(one.text)}</span>
                    <Show when={one.note}>{(note) => <Dynamic component={note()} />}</Show>
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </main>
    </Show>
  )
}
