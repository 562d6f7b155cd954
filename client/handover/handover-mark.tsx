import { type JSX, Show } from 'solid-js'
import type { StaffHandover } from '../../backend/contract/handover.ts'
import { useT } from '../locales/words.ts'
import { Icon } from '../ui/icon.tsx'
import { logOut, sun } from '../ui/icons.ts'

/** On a child's tile: that something was told of it for today, strong until the group has seen it; and who fetches, where that is asked for. */
export function HandoverMark(props: { handover: StaffHandover | undefined; fetcher?: boolean }): JSX.Element {
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
          <Show when={props.fetcher && told().fetcher}>
            {(fetcher) => (
              <span class="flex min-w-0 items-start gap-1.5 text-sm wrap-anywhere">
                <Icon of={logOut} size="s" class="mt-0.5" />
                <span class="min-w-0">{t('tile.fetches', fetcher().name)}</span>
              </span>
            )}
          </Show>
        </>
      )}
    </Show>
  )
}
