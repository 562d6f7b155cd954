import { createSignal, type JSX, Show } from 'solid-js'
import type { Day } from '../../backend/contract/values.ts'
import { useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { Icon } from '../ui/icon.tsx'
import { chevronDown } from '../ui/icons.ts'
import { ScreenTitle } from '../ui/screen-title.tsx'
import { useDayWords } from './day-words.ts'
import { JumpDialog } from './jump-dialog.tsx'

/** The day that a timeline stands at; its date opens the way to another day. */
export function DateTitle(props: {
  day: Day | null
  page: string | undefined
  onJump: (day: Day | null) => void
}): JSX.Element {
  const t = useT('guardian')
  const days = useDayWords()
  const [jumping, setJumping] = createSignal(false)
  const day = () => props.day ?? today()
  return (
    <div class="pt-2 pb-3">
      <Show when={props.day ?? 'today'} keyed>
        {(_) => <ScreenTitle page={props.page}>{days.name(day())}</ScreenTitle>}
      </Show>
      <button
        type="button"
        id="jump"
        aria-label={t('today.jump', days.long(day()))}
        onClick={() => setJumping(true)}
        class="-mt-1.5 -mb-2 inline-flex min-h-target items-center gap-1.5 text-left text-sm font-[520] text-muted"
      >
        {days.date(day())}
        <Icon of={chevronDown} size="s" />
      </button>
      <JumpDialog
        open={jumping()}
        day={day()}
        onClose={() => setJumping(false)}
        onGo={(chosen) => {
          setJumping(false)
          props.onJump(chosen === today() ? null : chosen)
        }}
      />
    </div>
  )
}
