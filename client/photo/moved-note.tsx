import { type JSX, Show } from 'solid-js'
import type { Id, Instant } from '../../backend/contract/values.ts'
import { useDayWords } from '../diary/day-words.ts'
import { language, useT } from '../locales/words.ts'
import { clock, dayOf } from '../time.ts'
import { ButtonLink, IconButton } from '../ui/button.tsx'
import { x } from '../ui/icons.ts'
import { placedAddress } from './address.ts'

/** Photos that got another time: the first of them, the time, and how many they are. */
export interface Moved {
  mediaId: Id
  aboutAt: Instant
  photos: number
  videos: number
}

/** After photos got another time: where among the others they stand now, and the way there. */
export function MovedNote(props: { groupId: Id; moved: Moved | undefined; onRead: () => void }): JSX.Element {
  const t = useT('staff')
  const days = useDayWords()
  const said = () => {
    if (!props.moved) return ''
    const { aboutAt, photos, videos } = props.moved
    return t('photoPost.moved', days.long(dayOf(aboutAt)), clock(aboutAt, language()), photos, videos)
  }
  return (
    <div
      class={
        props.moved
          ? 'mb-1 flex basis-full flex-wrap items-center gap-2 rounded-control border border-hairline bg-inset py-1 pr-1 pl-4 text-sm'
          : 'absolute'
      }
    >
      {/* Always there, so that it is heard when something comes into it. */}
      <p role="status" class="min-w-0 grow basis-48 not-empty:py-2">
        {said()}
      </p>
      <Show when={props.moved}>
        {(moved) => (
          <>
            <ButtonLink kind="quiet" href={placedAddress(props.groupId, moved())} onClick={() => props.onRead()}>
              {t('action.show')}
            </ButtonLink>
            <IconButton icon={x} label={t('action.close')} onClick={() => props.onRead()} />
          </>
        )}
      </Show>
    </div>
  )
}
