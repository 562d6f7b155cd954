import { For, type JSX } from 'solid-js'
import { useT } from '../locales/words.ts'

/** The grid without content, in the shape of what is coming. */
export function TileBones(): JSX.Element {
  const t = useT('staff')
  return (
    <div
      role="status"
      aria-label={t('app.loading')}
      class="grid grid-cols-[repeat(auto-fill,minmax(min(9.5rem,100%),1fr))] gap-3 pt-18"
    >
      <For each={Array.from({ length: 8 })}>
        {() => (
          <div class="min-h-41 rounded-card border border-hairline bg-surface p-3">
            <div class="size-14 rounded-full bg-inset" />
            <div class="mt-3 h-4 w-20 rounded-inner bg-inset" />
            <div class="mt-3 h-3 w-24 rounded-inner bg-inset" />
          </div>
        )}
      </For>
    </div>
  )
}
