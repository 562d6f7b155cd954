import { type JSX, Show } from 'solid-js'
import type { Id } from '../../../backend/contract/values.ts'
import { noteAction } from '../../diary/composer/notes.tsx'
import { useStaffWork } from '../../group/staff-work.tsx'
import { useT } from '../../locales/words.ts'
import { Icon } from '../../ui/icon.tsx'
import { check } from '../../ui/icons.ts'
import { placedAddress } from '../address.ts'
import { useTimesPlaced } from '../placed-words.ts'
import { kindsOf } from '../upload-state.ts'

/** That photos which stood here were placed from another device, and the way to where they stand now. */
export function ElsewhereNote(props: { groupId: Id }): JSX.Element {
  const t = useT('staff')
  const times = useTimesPlaced()
  const { uploads } = useStaffWork()
  const placed = () => uploads.elsewhere().filter(({ groupId }) => groupId === props.groupId)
  const read = () => uploads.readElsewhere(props.groupId)
  return (
    // Always there, so that it is heard when something comes into it.
    <div role="status" class="empty:absolute">
      <Show when={placed()[0]}>
        {(first) => (
          <div class="rounded-control border border-hairline bg-inset p-3">
            <p class="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-2 text-sm">
              <Icon of={check} />
              <span>{t('elsewhere.placed', ...kindsOf(placed()), times(placed()))}</span>
            </p>
            <div class="mt-3 flex flex-wrap gap-2">
              <a href={placedAddress(props.groupId, first())} onClick={read} class={noteAction}>
                {t('send.placedLook')}
              </a>
              <button type="button" class={noteAction} onClick={read}>
                {t('elsewhere.read')}
              </button>
            </div>
          </div>
        )}
      </Show>
    </div>
  )
}
