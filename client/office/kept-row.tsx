import { type JSX, Show } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { check } from '../ui/icons.ts'

/** One of what is kept for a location or the organisation: what it says, whether it holds, and taking it back. */
export function KeptRow(props: {
  children: JSX.Element
  /** That it holds now, or held before; nothing for what is still to come. */
  holds?: { now: boolean; words: string } | undefined
  /** Absent where it may not be taken back. */
  remove?: { words: string; name: string; busy: boolean; onRemove: () => void } | undefined
}): JSX.Element {
  return (
    <li class="flex min-h-14 items-center justify-between gap-x-3 border-b border-hairline px-4 py-2 last:border-b-0 huge:flex-wrap">
      <div class="min-w-0">
        {props.children}
        <Show when={props.holds}>
          {(holds) => (
            <Show when={holds().now} fallback={<p class="text-sm text-muted">{holds().words}</p>}>
              <p class="mt-1">
                <Chip small tone="present" icon={check}>
                  {holds().words}
                </Chip>
              </p>
            </Show>
          )}
        </Show>
      </div>
      <Show when={props.remove}>
        {(remove) => (
          <Button
            kind="quiet"
            class="shrink-0"
            busy={remove().busy}
            disabled={remove().busy}
            aria-label={remove().name}
            onClick={() => remove().onRemove()}
          >
            {remove().words}
          </Button>
        )}
      </Show>
    </li>
  )
}
