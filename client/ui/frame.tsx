import { type JSX, Show, Suspense } from 'solid-js'
import { useT } from '../locales/words.ts'
import { match, where } from '../router.ts'
import { Badge } from './badge.tsx'
import { Icon } from './icon.tsx'
import { lock } from './icons.ts'
import { Keyed } from './keyed.tsx'
import { initials, Tag } from './tag.tsx'

export interface NavEntry {
  href: string
  label: string
  /** What stands under the icon when the label is too long for it; a part of the label. */
  short?: string
  icon: string
  /** Another place that counts as this one, such as an item opened from it. */
  also?: string | readonly string[]
  /** Every place under this address counts as this one too. */
  under?: string
  count?: number
  countLabel?: string
}

/** The app around a screen: a bar at the bottom on a phone, a rail at the side from 640 px. */
export function Frame(props: {
  organisation: string
  person: { id: string; name: string; shape: 'round' | 'square' }
  nav: readonly NavEntry[]
  /** Stays above everything else, such as the offline strip. */
  strip?: JSX.Element
  /** On a tablet that several share: hides everything until the next one says who that is. */
  onLock?: (() => void) | undefined
  /** On a phone the screen has all the room: it has a way back of its own. */
  full?: boolean
  children: JSX.Element
}): JSX.Element {
  const t = useT()
  const isHere = ({ href, also, under }: NavEntry) =>
    match(href.split('?', 1)[0]!, where().path) !== null ||
    [also ?? []].flat().some((path) => match(path, where().path) !== null) ||
    (under !== undefined && `${where().path}/`.startsWith(`${under}/`))
  return (
    <div
      class={`min-h-dvh ${props.full ? '' : 'pb-[calc(var(--bar-bottom)+env(safe-area-inset-bottom))]'} rail:pb-0 rail:pl-rail print:p-0`}
    >
      <a
        href="#main"
        class="sr-only z-30 rounded-control bg-surface font-strong text-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-3"
      >
        {t('app.skip')}
      </a>
      {props.strip}
      <Suspense>{props.children}</Suspense>
      <nav
        aria-label={t('nav.label')}
        class={`fixed inset-x-0 bottom-0 z-20 ${props.full ? 'hidden' : ''} border-t print:hidden border-hairline bg-surface pb-[env(safe-area-inset-bottom)] rail:inset-y-0 rail:right-auto rail:flex rail:w-rail rail:flex-col rail:gap-4 rail:overflow-y-auto rail:border-t-0 rail:border-r rail:py-4`}
      >
        <span
          aria-hidden="true"
          class="mx-auto hidden size-12 shrink-0 place-items-center rounded-card bg-accent text-[1.375rem] font-[760] text-on-accent rail:grid"
        >
          {initials(props.organisation)}
        </span>
        <ul class="grid auto-cols-fr grid-flow-col rail:grid-flow-row rail:gap-1">
          <Keyed each={props.nav} by={(entry) => entry.label}>
            {(entry) => (
              <li>
                <a
                  href={entry().href}
                  aria-current={isHere(entry()) ? 'page' : undefined}
                  aria-label={entry().short && entry().label}
                  class="relative grid min-h-bar content-center justify-items-center gap-0.5 text-center text-xs leading-4 font-[520] text-muted before:absolute before:top-0 before:left-1/2 before:hidden before:h-[3px] before:w-8 before:-translate-x-1/2 before:rounded-b-full before:bg-accent focus-visible:-outline-offset-3 aria-[current]:font-[680] aria-[current]:tracking-[-0.015em] aria-[current]:text-accent aria-[current]:before:block rail:before:top-3 rail:before:left-0 rail:before:h-10 rail:before:w-[3px] rail:before:translate-x-0"
                >
                  <Icon of={entry().icon} />
                  <span
                    class={`huge:sr-only ${entry().short ? 'text-[0.6875rem] tracking-[-0.03em] whitespace-nowrap rail:text-xs' : 'max-w-full px-0.5 wrap-anywhere hyphens-auto rail:px-2'}`}
                  >
                    {entry().short ?? entry().label}
                  </span>
                  <Show when={entry().count}>
                    {(count) => (
                      <Badge
                        count={count()}
                        label={entry().countLabel ?? ''}
                        class="absolute top-1.5 left-[calc(50%+.375rem)] outline-2 outline-surface"
                      />
                    )}
                  </Show>
                </a>
              </li>
            )}
          </Keyed>
          <Show when={props.onLock}>
            {(onLock) => (
              <li>
                <button
                  type="button"
                  onClick={() => onLock()()}
                  class="grid min-h-bar w-full content-center justify-items-center gap-0.5 text-center text-xs leading-4 font-[520] text-muted focus-visible:-outline-offset-3"
                >
                  <Icon of={lock} />
                  <span class="max-w-full px-0.5 wrap-anywhere hyphens-auto rail:px-2 huge:sr-only">
                    {t('tablet.lock')}
                  </span>
                </button>
              </li>
            )}
          </Show>
        </ul>
        <div class="mt-auto hidden justify-items-center gap-1 text-center text-xs leading-4 text-muted rail:grid">
          <Tag id={props.person.id} initials={initials(props.person.name)} shape={props.person.shape} />
          <span class="max-w-full px-1 wrap-anywhere">{props.person.name}</span>
        </div>
      </nav>
    </div>
  )
}
