import { type JSX, Show } from 'solid-js'
import { withoutChildren } from '../diary/composer/send-again.ts'
import { language, useT } from '../locales/words.ts'
import { filesOf, isAttendance, isRemoval, isStuck, type Send, stayOf } from '../outbox-state.ts'
import { placedAddress } from '../photo/address.ts'
import { stillHere } from '../photo/upload-state.ts'
import { listed } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { useStaffWork } from './staff-work.tsx'

/** What somebody can do with a send that has not arrived: again, without the refused children, change, drop. */
export function SendActions(props: {
  send: Send
  onChange: (send: Send) => void
  onCompare: (send: Send) => void
  /** The reader goes to another screen. */
  onLeave?: () => void
}): JSX.Element {
  const t = useT('staff')
  const { outbox, uploads } = useStaffWork()
  const code = () => props.send.error?.code
  const refused = () => (isStuck(props.send) && code() === 'consent_missing' ? (props.send.error?.children ?? []) : [])
  const rest = () =>
    withoutChildren(
      props.send.work,
      refused().map(({ id }) => id),
    )
  /** Where the first of those stands that another device placed. */
  const placed = () => props.send.error?.placed?.[0]
  const left = () => {
    const before = props.send.error?.placed
    const files = filesOf(props.send)
    return before ? stillHere(uploads.items(), files, before).length : files.length
  }
  const isStuckStay = () => isStuck(props.send) && stayOf(props.send) !== null
  /** Where a message stands among the others, and is changed. */
  const conversation = () => {
    const { work } = props.send
    return work.kind === 'message' && `/group/${work.groupId}/messages/${work.conversationId}`
  }
  const busy = () => props.send.state === 'sending'
  return (
    <div class="flex flex-wrap gap-2">
      <Show when={refused().length > 0 && rest()}>
        {(work) => (
          <Button kind="primary" onClick={() => void outbox.add(props.send.id, work())}>
            {t(
              'refused.leaveOut',
              listed(
                refused().map(({ callName }) => callName),
                language(),
              ),
            )}
          </Button>
        )}
      </Show>
      <Show when={props.send.work.kind === 'photos' && isStuck(props.send) && left() > 0}>
        <Button kind="primary" onClick={() => props.onChange(props.send)}>
          {t(placed() ? 'send.placedRest' : 'send.look')}
        </Button>
      </Show>
      <Show when={placed()}>
        {(first) => (
          <ButtonLink href={placedAddress(props.send.work.groupId, first())} onClick={() => props.onLeave?.()}>
            {t('send.placedLook')}
          </ButtonLink>
        )}
      </Show>
      <Show when={isStuckStay()}>
        <ButtonLink kind="primary" href={`/group/${props.send.work.groupId}`} onClick={() => props.onLeave?.()}>
          {t('send.clashLook')}
        </ButtonLink>
      </Show>
      <Show when={code() === 'stale_version' && !isAttendance(props.send)}>
        <Button kind="primary" onClick={() => props.onCompare(props.send)}>
          {t('stale.compare')}
        </Button>
      </Show>
      <Show
        when={
          props.send.held ||
          (props.send.state === 'failed' &&
            !isStuckStay() &&
            code() !== 'stale_version' &&
            !placed() &&
            refused().length === 0)
        }
      >
        <Button onClick={() => outbox.retry(props.send.id)}>{t('send.retry')}</Button>
      </Show>
      <Show when={conversation()}>
        {(address) => (
          <ButtonLink href={address()} onClick={() => props.onLeave?.()}>
            {t('action.show')}
          </ButtonLink>
        )}
      </Show>
      <Show
        when={
          !isRemoval(props.send.work) &&
          !isAttendance(props.send) &&
          !conversation() &&
          !(props.send.work.kind === 'photos' && isStuck(props.send))
        }
      >
        <Button disabled={busy()} onClick={() => props.onChange(props.send)}>
          {t('action.edit')}
        </Button>
      </Show>
      <Button kind="quiet" class="text-alert!" disabled={busy()} onClick={() => outbox.discard(props.send.id)}>
        {t(isRemoval(props.send.work) ? 'action.undo' : 'send.drop')}
      </Button>
    </div>
  )
}
