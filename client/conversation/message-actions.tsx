import { createSignal, type JSX, Show } from 'solid-js'
import type { Conversation, Message } from '../../backend/contract/conversation.ts'
import { editFor } from '../../backend/contract/conversation-limits.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { clock } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { pencil, undo } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { type Reader, readByOthers } from './conversation-state.ts'

/** What its author can do with a message that was sent: put it right for a while, or take it back. */
export function MessageActions(props: {
  message: Message
  conversation: Conversation
  reader: Reader
  onEdit: () => void
  onTook: (message: Message) => void
  onClose: () => void
}): JSX.Element {
  const t = useT('conversation')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  const until = () => Date.parse(props.message.sentAt) + editFor
  const readBy = () => {
    const mark = readByOthers(props.conversation, props.reader)
    return mark && mark.seq >= props.message.seq ? mark.name : null
  }
  async function retract(): Promise<void> {
    setBusy(true)
    setError(undefined)
    try {
      const reply = await call('retractMessage', { params: { messageId: props.message.id } })
      props.onTook(reply.message)
      announce(t('message.retract.done'))
      props.onClose()
    } catch (cause) {
      setError(() => cause)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      title={t('message.more.title')}
      onClose={() => props.onClose()}
      actions={
        <>
          <Show when={minute() < until()}>
            <Button icon={pencil} onClick={() => props.onEdit()}>
              {t('message.more.edit', clock(until(), language()))}
            </Button>
          </Show>
          <Button kind="alert" icon={undo} busy={busy()} disabled={busy()} onClick={() => void retract()}>
            {t('message.more.retract')}
          </Button>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.close')}
          </Button>
        </>
      }
    >
      <p class="line-clamp-4 whitespace-pre-wrap wrap-anywhere">{props.message.text}</p>
      <p class="mt-3">
        <Show when={readBy()} fallback={t('message.more.unread')}>
          {(name) => t('message.more.readBy', name())}
        </Show>{' '}
        {t('message.more.what')}
      </p>
      <Show when={minute() >= until()}>
        <p class="mt-2 text-muted">{t('message.more.editLate')}</p>
      </Show>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}
