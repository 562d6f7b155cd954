import type { JSX } from 'solid-js'
import { useT } from '../locales/words.ts'

/** How many of how many saw it, in words and drawn. */
export function SeenBar(props: { seen: number; of: number }): JSX.Element {
  const t = useT('office')
  const part = () => (props.of === 0 ? 0 : Math.min(1, props.seen / props.of))
  return (
    <div>
      <p class="text-sm tabular-nums">{t('officePolicies.seenBy', props.seen, props.of)}</p>
      <div aria-hidden="true" class="mt-1.5 h-2 overflow-hidden rounded-full bg-hairline">
        <div class="h-full rounded-full bg-accent" style={{ width: `${part() * 100}%` }} />
      </div>
    </div>
  )
}
