import { createSignal, type JSX, Show } from 'solid-js'
import { v7 } from 'uuid'
import type { Message } from '../../backend/contract/message.ts'
import type { PhotoReader } from '../../backend/contract/photo.ts'
import { call } from '../api.ts'
import { language, useT } from '../locales/words.ts'
import { today } from '../minute.ts'
import { clock, dayOf, longDay } from '../time.ts'
import { Button } from '../ui/button.tsx'
import { CountedArea } from '../ui/counted-area.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Icon } from '../ui/icon.tsx'
import { circleCheck, undo } from '../ui/icons.ts'
import { announce } from '../ui/live-region.tsx'

const longest = 1000

/** Asks before a message that went astray is recalled, and says what that does. */
export function RecallMessage(props: {
  message: Message
  /** Who read the conversation at the guardians' side. */
  guardians: string
  onCancel: () => void
  onDone: (message: Message, readers: readonly PhotoReader[]) => void
}): JSX.Element {
  const t = useT('conversation')
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<unknown>()
  // Stays the same for as long as the same is sent: a lost answer must not begin a second record.
  let sent = { id: v7(), as: '' }
  async function recall(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (sent.as !== reason()) sent = { id: v7(), as: reason() }
    setBusy(true)
    setError(undefined)
    try {
      const body = { id: sent.id, reason: reason() }
      const reply = await call('recallMessage', { params: { messageId: props.message.id }, body })
      announce(t('recall.done'))
      props.onDone(reply.message, reply.readers)
    } catch (cause) {
      setError(() => cause)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form novalidate onSubmit={(event) => void recall(event)} class="grid content-start gap-3">
      <p>{t('recall.text', props.guardians)}</p>
      <p>{t('recall.after')}</p>
      <CountedArea
        label={t('recall.reason')}
        help={t('recall.help')}
        value={reason()}
        most={longest}
        class="min-h-24!"
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <Show when={error()}>
        <ErrorNote error={error()} />
      </Show>
      <div class="flex flex-wrap gap-2">
        <Button
          kind="alert"
          type="submit"
          icon={undo}
          busy={busy()}
          disabled={busy() || reason().trim() === '' || reason().length > longest}
        >
          {t('recall.do')}
        </Button>
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {t('action.cancel')}
        </Button>
      </div>
    </form>
  )
}

/** What came of it: gone, and who had it until then. */
export function RecalledMessage(props: { readers: readonly PhotoReader[] }): JSX.Element {
  const t = useT('conversation')
  const when = (at: string) => `${longDay(dayOf(at), language(), today())}, ${clock(at, language())}`
  const reach = ({ openedAt, savedAt, seenAt }: PhotoReader) =>
    savedAt
      ? t('recall.saved', when(savedAt))
      : openedAt
        ? t('recall.opened', when(openedAt))
        : t('recall.read', when(seenAt))
  return (
    <div class="grid gap-4">
      <p class="flex gap-2 rounded-control bg-present-tint p-3">
        <Icon of={circleCheck} size="m" class="mt-px text-present" />
        <span class="min-w-0">{t('recall.done.text')}</span>
      </p>
      <section aria-labelledby="recalled-message-readers">
        <h3 id="recalled-message-readers" class="mb-2 font-strong">
          {t('recall.who')}
        </h3>
        <Show when={props.readers.length > 0} fallback={<p>{t('recall.nobody')}</p>}>
          <ul class="grid gap-2">
            {props.readers.map((reader) => (
              <li>
                <b class="wrap-anywhere">{reader.name}</b>
                <span class="block text-muted">{reach(reader)}</span>
              </li>
            ))}
          </ul>
        </Show>
      </section>
    </div>
  )
}
