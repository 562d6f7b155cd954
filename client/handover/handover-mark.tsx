import { type JSX, Show } from 'solid-js'
import type { StaffHandover } from '../../backend/contract/handover.ts'
import type { Escort } from '../../backend/contract/stay.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { logOut, sun, triangleAlert } from '../ui/icons.ts'
import { fetcherAmong } from './fetcher.ts'

/** On a child's tile: that something was told of it for today, strong until the group has seen it; and who fetches, where that is asked for. */
export function HandoverMark(props: {
  handover: StaffHandover | undefined
  /** Who may fetch the child, where who does is asked for: of another it says so. */
  fetchers?: readonly Escort[] | undefined
}): JSX.Element {
  const t = useT('staff')
  return (
    <Show when={props.handover}>
      {(told) => (
        <>
          <span
            class={`flex min-w-0 items-start gap-1.5 text-sm wrap-anywhere ${told().seen === null || told().medicine ? 'font-strong' : 'text-muted'}`}
          >
            <Icon of={sun} size="s" class={`mt-0.5 ${told().medicine ? 'text-alert' : ''}`} />
            <span class="min-w-0 hyphens-auto">{t('tile.told')}</span>
          </span>
          <Show when={props.fetchers && told().fetcher}>
            {(fetcher) => (
              <>
                <span class="flex min-w-0 items-start gap-1.5 text-sm wrap-anywhere">
                  <Icon of={logOut} size="s" class="mt-0.5" />
                  <span class="min-w-0">{t('tile.fetches', fetcher().name)}</span>
                </span>
                <Show when={fetcherAmong(fetcher(), props.fetchers ?? []) === null}>
                  <span class="flex min-w-0 items-start gap-1.5 text-sm font-strong wrap-anywhere">
                    <Icon of={triangleAlert} size="s" class="mt-0.5 text-alert" />
                    <span class="min-w-0 hyphens-auto">{t('tile.fetches.unknown')}</span>
                  </span>
                </Show>
              </>
            )}
          </Show>
        </>
      )}
    </Show>
  )
}
