import { createSignal, type JSX, Show } from 'solid-js'
import { attachedOf } from '../../backend/contract/attached.ts'
import type { Conversation } from '../../backend/contract/conversation.ts'
import { editFor, retractFor } from '../../backend/contract/conversation-limits.ts'
import type { Message } from '../../backend/contract/message.ts'
import type { PhotoReader } from '../../backend/contract/photo.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { minute } from '../minute.ts'
import { clock, listed } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { pencil, shieldAlert, undo } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'
import { isMine, type Reader, readByOthers } from './conversation-state.ts'
import { useFileWords } from './file-words.ts'
import { RecalledMessage, RecallMessage } from './recall-message.tsx'

/** What can be done with a message that was sent: its author puts it right for a while, or takes it back; staff recall what went astray. */
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
  const [recalling, setRecalling] = createSignal(false)
  const [readers, setReaders] = createSignal<readonly PhotoReader[]>()
  const fileWords = useFileWords()
  const mine = () => isMine(props.message, props.reader)
  const mayRetract = () => mine() && minute() < Date.parse(props.message.sentAt) + retractFor
  const mayRecall = () => props.reader.side === 'staff' && props.message.side === 'staff'
  const guardians = () =>
    listed(
      props.conversation.guardians.map(({ name }) => name),
      language(),
    )
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
  const asked = () => (
    <>
      <p class="line-clamp-4 whitespace-pre-wrap wrap-anywhere">
        {props.message.text || fileWords.attached(attachedOf(props.message.attachments))}
      </p>
      <p class="mt-3">
        <Show when={readBy()} fallback={t('message.more.unread')}>
          {(name) => t(mayRetract() ? 'message.more.readBy' : 'message.more.readOnly', name())}
        </Show>{' '}
        <Show when={mayRetract()}>{t('message.more.what')}</Show>
      </p>
      <Show when={mine() && minute() >= until()}>
        <p class="mt-2 text-muted">{t('message.more.editLate')}</p>
      </Show>
      <Show when={mayRecall()}>
        <p class="mt-2 text-muted">{t('recall.hint')}</p>
      </Show>
    </>
  )
  return (
    <Dialog
      open
      title={t(recalling() || readers() ? 'recall.title' : mine() ? 'message.more.title' : 'message.more.colleagues')}
      onClose={() => props.onClose()}
      actions={
        <Show when={!recalling()}>
          <Show when={mine() && minute() < until() && !readers()}>
            <Button icon={pencil} onClick={() => props.onEdit()}>
              {t('message.more.edit', clock(until(), language()))}
            </Button>
          </Show>
          <Show when={mayRetract() && !readers()}>
            <Button kind="alert" icon={undo} busy={busy()} disabled={busy()} onClick={() => void retract()}>
              {t('message.more.retract')}
            </Button>
          </Show>
          <Show when={mayRecall() && !readers()}>
            <Button kind="alert" icon={shieldAlert} disabled={busy()} onClick={() => setRecalling(true)}>
              {t('recall.open')}
            </Button>
          </Show>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {t('action.close')}
          </Button>
        </Show>
      }
    >
      <Show
        when={recalling()}
        fallback={
          <Show when={readers()} fallback={asked()}>
            {(who) => <RecalledMessage readers={who()} />}
          </Show>
        }
      >
        <RecallMessage
          message={props.message}
          guardians={guardians()}
          onCancel={() => setRecalling(false)}
          onDone={(message, who) => {
            props.onTook(message)
            setReaders(who)
            setRecalling(false)
          }}
        />
      </Show>
      <Show when={error()}>
        <div class="mt-3">
          <ErrorNote error={error()} />
        </div>
      </Show>
    </Dialog>
  )
}
