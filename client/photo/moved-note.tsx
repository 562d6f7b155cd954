import { type JSX, Show } from 'solid-js'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { useDayWords } from '../diary/day-words.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf } from '../time.ts'
import { ButtonLink, IconButton } from '../ui/button.tsx'
import { x } from '../ui/icons.ts'
import { placedAddress } from './address.ts'

/** After photos got another time: where among the others they stand now, and the way there. */
export function MovedNote(props: {
  groupId: Id
  moved: { mediaId: Id; aboutAt: Instant } | undefined
  onRead: () => void
}): JSX.Element {
  const t = useT('staff')
  const days = useDayWords()
  return (
    // Always there, so that it is heard when something comes into it.
    <div role="status" class="basis-full empty:hidden">
      <Show when={props.moved}>
        {(moved) => (
          <div class="mb-1 flex flex-wrap items-center gap-2 rounded-control border border-hairline bg-inset py-1 pr-1 pl-4 text-sm">
            <p class="min-w-0 grow basis-48 py-2">
              {t('photoPost.moved', days.long(dayOf(moved().aboutAt)), clock(moved().aboutAt, language()))}
            </p>
            <ButtonLink kind="quiet" href={placedAddress(props.groupId, moved())} onClick={() => props.onRead()}>
              {t('action.show')}
            </ButtonLink>
            <IconButton icon={x} label={t('action.close')} onClick={() => props.onRead()} />
          </div>
        )}
      </Show>
    </div>
  )
}
